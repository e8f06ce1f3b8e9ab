"""``govlint baseline``: record today's findings, so that an old repository can begin."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from govlint import app, baseline, discovery
from govlint.cli import OK, USER_ERROR, told, write, write_error
from govlint.cli.arguments import Parser, date, formatter
from govlint.cli.outputs import replace
from govlint.errors import UsageError
from govlint.text import plural, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govlint.baseline import Baseline
    from govlint.report import Report

_EPILOG = """\
What the baseline holds is told and does not fail `govlint check`; what is new
does. It is written once. From then on it only becomes smaller: `--prune` takes
out what was mended.
"""


def run(arguments: Sequence[str]) -> int:
    """Judge the repository, write its baseline, and say what it holds."""
    options = parser().parse_args(arguments)
    place = discovery.places((options.path,))[0]
    file = os.path.join(place.root, baseline.FILE)
    known = _known(place, file)
    if known is None and options.prune:
        raise UsageError(f"There is no {baseline.FILE} to prune.", fix="govlint baseline")
    if known is not None and not options.prune:
        raise UsageError(
            f"{baseline.FILE} is there already, and only becomes smaller.",
            fix="govlint baseline --prune   takes out what was mended",
        )
    result = app.check(app.Request((place.root,), options.as_of or app.today(), environ=os.environ))
    if not result.report.declarations:
        raise UsageError(
            "There is no declaration to judge, so there is nothing to record.",
            fix="Begin with ai-governance.yaml at the top of the repository.",
        )
    if result.problems:
        for problem in result.problems:
            write_error(told(problem))
        return USER_ERROR
    found = result.report.findings
    made = baseline.of(found) if known is None else baseline.pruned(known, found)
    if known is None and not made:
        write("No finding stands here, so there is nothing to record.\n")
        return OK
    _write(file, made)
    lines = _recorded(made, result.report) if known is None else _pruned(known, made)
    write("".join(f"{line}\n" for line in lines))
    return OK


def parser() -> Parser:
    """The options of the command."""
    made = Parser(
        prog="govlint baseline",
        description=f"Record the findings of today in {baseline.FILE}.",
        epilog=_EPILOG,
        formatter_class=formatter,
    )
    add = made.add_argument
    add("path", nargs="?", default=".", metavar="PATH", help="a folder of the repository")
    add("--prune", action="store_true", help="take out what was mended; nothing is added")
    add("--as-of", type=date, metavar="DATE", help="judge as of this day, YYYY-MM-DD")
    return made


def _known(place: discovery.Place, file: str) -> Baseline | None:
    content = place.snapshot.read(baseline.FILE)
    if content is None and os.path.lexists(file):
        raise UsageError(f"{baseline.FILE} cannot be read.", fix="Make it a file, or remove it.")
    return None if content is None else baseline.read(content)


def _write(file: str, made: Baseline) -> None:
    try:
        replace(file, baseline.written(made).encode("utf-8"))
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UsageError(f"{visible(file)} cannot be written: {why}.") from error


def _recorded(made: Baseline, report: Report) -> Iterator[str]:
    held = plural(len(made), "finding")
    yield f"{baseline.FILE} holds {held}: `govlint check` tells them, and passes."
    unchecked = sum(each.state == "not-checked" for each in report.findings)
    if unchecked:
        yield f"{unchecked} more could not be checked in this clone; `govlint check` says why."


def _pruned(known: Baseline, made: Baseline) -> Iterator[str]:
    kept = list(made)
    for entry in known:
        same = next((each for each in kept if each[:3] == entry[:3]), None)
        if same is None:
            yield f"mended: {baseline.called(entry)}"
        else:
            kept.remove(same)
    left = f"{plural(len(made), 'finding')} left" if made else "nothing left: delete it"
    yield f"{baseline.FILE}: {left}."
