"""``govlint history``: how a declaration was kept current."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from govlint import app, tracing
from govlint.cli import OK, progress, write
from govlint.cli.arguments import Parser, date, formatter
from govlint.render import timelines

if TYPE_CHECKING:
    from collections.abc import Sequence

_EPILOG = """\
Newest first: each commit that changed the meaning of a section or wrote down a
review, and how far the code that the declaration governs moved in between.
Comments, order and layout are no changes of meaning; nor are records, such as a
measurement.
"""


def run(arguments: Sequence[str]) -> int:
    """Print the history of every declaration; it fails for nothing that it finds."""
    options = parser().parse_args(arguments)
    today = options.as_of or app.today()
    deepen = progress if options.deepen else None
    found = tracing.trace(tuple(options.paths), today, os.environ, deepen)
    as_json = options.format == "json"
    write(timelines.as_json(found, today) if as_json else timelines.plain(found))
    return OK


def parser() -> Parser:
    """The options of the command."""
    made = Parser(
        prog="govlint history",
        description="Show who changed a declaration, who reviewed it, and what moved in between.",
        epilog=_EPILOG,
        formatter_class=formatter,
    )
    made.add_argument("paths", nargs="*", metavar="PATH", help="default: this repository")
    made.add_argument("--as-of", type=date, metavar="DATE", help="as of this day, YYYY-MM-DD")
    made.add_argument("--deepen", action="store_true", help="fetch what this clone lacks")
    made.add_argument("--format", choices=("plain", "json"), default="plain")
    return made
