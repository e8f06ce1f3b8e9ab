"""``govlint comment``: one comment on the pull request, edited in place."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from govlint import app
from govlint.ci import request
from govlint.ci.request import Request
from govlint.cli import OK, told, write, write_error
from govlint.cli.arguments import Parser, date, formatter
from govlint.errors import ForgeError, UsageError
from govlint.render import comment
from govlint.text import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govlint.report import Report

_EPILOG = """\
examples:
  govlint comment github                          in a workflow on: pull_request
  govlint comment github --report govlint.json    in a workflow on: workflow_run
  govlint comment gitlab                          in a merge request pipeline
  govlint comment github --dry-run                see it first; nothing is sent

what happens:
  One comment is written, found again by a hidden line, and edited in place.
  Nothing is written where a change brings nothing new, where the comment says
  so already, where the head has moved on, and where the pull request is closed.
  A comment that was there shrinks to one line when all is well.

what it needs:
  github   pip install 'govlint[github]', and GITHUB_TOKEN in a job with
           permissions: {pull-requests: write}
  gitlab   pip install 'govlint[gitlab]', and GITLAB_TOKEN: a project's access
           token with the scope api. The job's own, CI_JOB_TOKEN, can only read

  Where GOVLINT_DOCS holds the web address of govlint's docs folder, each rule
  in the comment is a link to its page.

pull requests from forks:
  Their jobs cannot write. There, one workflow on pull_request runs
    govlint check --output json=govlint.json
  and uploads the file; a second one on workflow_run downloads it and posts it
  with --report. The pull request is the event's, never one that the file names.

exit codes: 0 also where the comment could not be posted, which is a warning
(`govlint check` is the gate); 2 something to mend in the command, the report or
the configuration
"""
_LIMIT = 60
_LONGEST = 600


def run(arguments: Sequence[str]) -> int:
    """Render the comment, and print or post it."""
    options = parser().parse_args(arguments)
    about = _request(options)
    if about is None:
        write("This run is about no open change, so there is nothing to comment on.\n")
        return OK
    if about.strange and options.report is None:
        raise UsageError(
            "A run on workflow_run checks out the default branch, not the pull request.",
            fix="Post what the pull request's own run found: --report govlint.json",
        )
    report = _report(options)
    made = comment.render(report, about)
    if options.dry_run:
        write(made.text)
        return OK
    try:
        write(f"{_post(options, about, report, made)}\n")
    except ForgeError as error:  # the gate's verdict is not touched
        fix = f"  {error.fix}\n" if error.fix else ""
        write_error(f"govlint: warning: {error.message}\n{fix}")
    return OK


def parser() -> Parser:
    """The options of the command."""
    made = Parser(
        prog="govlint comment",
        description="Tell a pull request what it changes: one comment, edited in place.",
        epilog=_EPILOG,
        formatter_class=formatter,
    )
    add = made.add_argument
    add("forge", choices=("github", "gitlab"), help="where the pull request is")
    add("--report", metavar="FILE", help="what `govlint check --output json=FILE` wrote")
    add("--base", metavar="REV", default="", help="without --report: judge against this revision")
    add("--dry-run", action="store_true", help="print the comment, send nothing")
    add("--as-of", type=date, metavar="DATE", help="judge as of this day, YYYY-MM-DD")
    add(
        "--time-limit",
        type=_seconds,
        default=_LIMIT,
        metavar="SECONDS",
        help=f"for all requests together (default: {_LIMIT})",
    )
    add("--verbose", action="store_true", help="tell each request; secrets are never told")
    return made


def _seconds(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= _LONGEST):
        raise argparse.ArgumentTypeError(f"a number of seconds from 1 to {_LONGEST}, not {text!r}")
    return int(text)


def _request(options: argparse.Namespace) -> Request | None:
    """The pull request that the runner names; for a dry run outside of one, none in particular."""
    try:
        if options.forge == "gitlab":
            return request.gitlab(os.environ)
        return request.github(os.environ, _read)
    except UsageError:
        if options.dry_run and not os.environ.get("CI"):
            return Request(options.forge)
        raise


def _read(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None


def _report(options: argparse.Namespace) -> Report:
    if options.report is not None:
        from govlint import received

        if options.base or options.as_of:
            raise UsageError("A report was judged already: leave out `--base` and `--as-of`.")
        return received.read(options.report)
    today = options.as_of or app.today()
    asked = app.Request((), today, environ=os.environ, base=options.base, use_ci=not options.base)
    result = app.check(asked)
    for problem in result.problems:
        write_error(told(problem))
    return result.report


def _post(
    options: argparse.Namespace, about: Request, report: Report, made: comment.Comment
) -> str:
    from govlint import forge

    judged = report.against.head if report.against else ""
    if judged and judged != about.head:
        raise ForgeError(
            f"The report is about {visible(judged[:12])}, but the run about {about.head[:12]}; "
            "nothing was posted."
        )
    means = forge.Means(
        token=os.environ.get(forge.variable(about.forge), "").strip(),
        limit=options.time_limit,
        tell=_tell if options.verbose else lambda _: None,
    )
    return forge.comment(about, made.text, means, clean=made.clean)


def _tell(line: str) -> None:
    write_error(f"govlint: {line}\n")
