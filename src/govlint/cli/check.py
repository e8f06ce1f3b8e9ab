"""``govlint check``: judge the declarations of a repository."""

from __future__ import annotations

import os

from govlint import app
from govlint.cli import (
    FINDINGS,
    OK,
    USER_ERROR,
    in_format,
    is_screen,
    progress,
    told,
    write,
    write_error,
)
from govlint.discovery import Moment
from govlint.record import Record
from govlint.render import FORMATS
from govlint.schema.quick import is_date

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from govlint.cli.arguments import Parser
    from govlint.cli.outputs import Output
    from govlint.report import Report

FAIL_ON = ("error", "warning", "note", "never")

_EPILOG = """\
examples:
  govlint check                          all declarations of this repository
  govlint check ai/ranker                those in a folder
  govlint check --fail-on warning        stricter
  govlint check --base origin/main       what this branch brings
  govlint check --as-of 2026-12-31       as if it were that day
  govlint check --format json | jq .     for another program
  govlint check --output sarif=govlint.sarif --output junit=govlint.xml
"""

_RUNNERS = {"GITHUB_ACTIONS": "github", "TF_BUILD": "azure"}
"""What a runner sets to true, and the format whose commands it reads in its log."""


class Options(Record):
    """What a command line asks for, by the names that `parser` gives."""

    paths: tuple[str, ...] = ()
    staged: bool = False
    rev: str | None = None
    base: str | None = None
    all_findings: bool = False
    deepen: bool = False
    as_of: str | None = None
    format: str = "auto"
    output: tuple[str, ...] = ()
    fail_on: str | None = None
    all_outcomes: bool = False
    allow_unchecked: bool = False
    waivers: bool = True


_SWITCHES: dict[str, tuple[str, Any]] = {
    "--staged": ("staged", True),
    "--deepen": ("deepen", True),
    "--all": ("all_findings", True),
    "--no-base": ("base", ""),
    "--all-outcomes": ("all_outcomes", True),
    "--allow-unchecked": ("allow_unchecked", True),
    "--no-waivers": ("waivers", False),
}
_VALUES = {
    "--rev": "rev",
    "--base": "base",
    "--as-of": "as_of",
    "--format": "format",
    "--fail-on": "fail_on",
}


def run(arguments: Sequence[str]) -> int:
    """Check, print the report, return 1 where something has to be done."""
    options = plain(arguments) or parsed(arguments)
    further = _outputs(options.output)
    moment, base = _asked(options)
    request = app.Request(
        paths=options.paths,
        today=options.as_of or app.today(),
        fail_on=options.fail_on,
        all_outcomes=options.all_outcomes,
        allow_unchecked=options.allow_unchecked,
        use_waivers=options.waivers,
        moment=moment,
        deepen=progress if options.deepen else None,
        environ=os.environ,
        base=base,
        all_findings=options.all_findings,
        use_ci=options.base is None,
    )
    result = app.check(request)
    write(_render(result.report, options.format))
    for problem in result.problems:
        write_error(told(problem))
    _write_files(result.report, options.format, further)
    return USER_ERROR if result.problems else FINDINGS if result.failed else OK


def parsed(arguments: Sequence[str]) -> Options:
    """The options; ends the process where they are wrong, or where help is asked for."""
    read = vars(parser().parse_intermixed_args(list(arguments)))
    return Options(**{**read, "paths": tuple(read["paths"]), "output": tuple(read["output"])})


def plain(arguments: Sequence[str]) -> Options | None:
    """The same, where every option is written in full, once, and right.

    None leaves them to `parsed`: its library takes 3 ms to load, in every commit.
    """
    found: dict[str, Any] = {"paths": ()}
    left = iter(arguments)
    for argument in left:
        if argument in _SWITCHES:
            name, value = _SWITCHES[argument]
        elif argument in _VALUES:
            name, value = _VALUES[argument], next(left, "-")
        elif argument.startswith("-"):
            return None
        else:
            found["paths"] += (argument,)
            continue
        if name in found or str(value).startswith("-"):
            return None
        found[name] = value
    return Options(**found) if _is_right(found) else None


def _is_right(found: dict[str, Any]) -> bool:
    return (
        not ("staged" in found and "rev" in found)
        and found.get("format", "auto") in ("auto", *FORMATS)
        and found.get("fail_on", "error") in FAIL_ON
        and is_date(found.get("as_of", "2000-01-01"))
    )


def parser() -> Parser:
    """The options of the command."""
    from govlint.cli.arguments import Parser, date, formatter

    made = Parser(
        prog="govlint check",
        description="Judge the declarations (ai-governance.yaml) of a repository.",
        epilog=_EPILOG,
        formatter_class=formatter,
    )
    add = made.add_argument
    add("paths", nargs="*", metavar="PATH", help="files or folders (default: this repository)")
    _add_moments(made)
    add(
        "--deepen",
        action="store_true",
        help="fetch the history, and the base, that this clone lacks",
    )
    add("--as-of", type=date, metavar="DATE", help="judge as of this day, YYYY-MM-DD")
    add(
        "--format",
        choices=("auto", *FORMATS),
        default="auto",
        metavar="FORMAT",
        help=f"auto, {', '.join(FORMATS)} (default: auto, which is terminal, or plain in a pipe; "
        "in the log of GitHub Actions and Azure Pipelines with their annotations)",
    )
    add(
        "--output",
        action="append",
        default=[],
        metavar="FORMAT=FILE",
        help="write a further output to a file; may be given several times",
    )
    add("--fail-on", choices=FAIL_ON, help="the least severity that fails (default: error)")
    add("--all-outcomes", action="store_true", help="tell what passed and what was not asked too")
    add("--allow-unchecked", action="store_true", help="do not fail for what could not be checked")
    add("--no-waivers", dest="waivers", action="store_false", help="judge as if nothing was waived")
    return made


def _add_moments(made: Parser) -> None:
    """Add what says which moment is judged, and against which other one."""
    moment = made.add_mutually_exclusive_group()
    moment.add_argument("--staged", action="store_true", help="judge what is staged for a commit")
    moment.add_argument("--rev", metavar="REV", help="judge a commit, without a checkout")
    against = made.add_mutually_exclusive_group()
    against.add_argument(
        "--base",
        metavar="REV",
        help="judge what the change does since it left REV: fail on new findings only "
        "(default: what the CI says)",
    )
    against.add_argument(
        "--no-base",
        dest="base",
        action="store_const",
        const="",
        help="judge as if nothing was known of a base",
    )
    made.add_argument(
        "--all", dest="all_findings", action="store_true", help="fail on old findings too"
    )


def _asked(options: Options) -> tuple[Moment, str]:
    """The moment that is judged, and its base.

    A hook before a push is told both (https://pre-commit.com/#pre-push); before the first push of
    a root it is told the branch only, and there is no base.
    """
    known = os.environ
    head = known.get("PRE_COMMIT_TO_REF") or known.get("PRE_COMMIT_LOCAL_BRANCH")
    if not (options.staged and head):
        return Moment(options.staged, options.rev or ""), options.base or ""
    base = known.get("PRE_COMMIT_FROM_REF", "") if options.base is None else options.base
    return Moment(revision=head), base


def _render(report: Report, chosen: str) -> str:
    text = in_format(report, chosen, FORMATS)
    runner = _runner() if chosen == "auto" and not is_screen() else ""
    return text + FORMATS[runner](report, 0, False) if runner else text


def _runner() -> str:
    """The format of the runner that reads this log; empty where there is none."""
    environment = os.environ
    names = (f for sign, f in _RUNNERS.items() if environment.get(sign, "").lower() == "true")
    return next(names, "")


def _outputs(arguments: Sequence[str]) -> list[Output]:
    if not arguments:
        return []
    from govlint.cli import outputs

    return outputs.parse(arguments)


def _write_files(report: Report, chosen: str, further: list[Output]) -> None:
    """Write what was asked for and, where the runner shows one, the job's summary."""
    summary = chosen == "auto" and _runner() == "github"
    if not further and not summary:
        return
    from govlint.cli import outputs

    outputs.write(report, further, os.environ)
    problem = outputs.add_summary(report, further, os.environ) if summary else ""
    if problem:
        write_error(f"govlint: {problem}\n")
