"""``govlint evidence``: what the repository shows of each declared fact."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from govlint import app, proving
from govlint.cli import OK, is_screen, write
from govlint.cli.arguments import Parser, date, formatter
from govlint.render import proofs

if TYPE_CHECKING:
    from collections.abc import Sequence

_EPILOG = """\
How strong a proof is, weakest first:

  declared        only the declaration says so
  exists          the file that it names is there
  has substance   it holds what it has to: steps, checks, more than a template
  is wired        a schedule, an alert or CODEOWNERS really refers to it
  exercised       a dated record shows that it happened

Nothing is fetched and nothing of the repository is run. In a repository of more
than about 10,000 files, a schedule counts once git holds its file (`git add`).
"""


def run(arguments: Sequence[str]) -> int:
    """Print what was found for every declaration; it fails for nothing that it finds."""
    options = parser().parse_args(arguments)
    today = options.as_of or app.today()
    found = proving.prove(tuple(options.paths), today, os.environ)
    as_json = options.format == "json"
    write(proofs.as_json(found, today) if as_json else proofs.plain(found, _width()))
    return OK


def _width() -> int:
    """The width of the terminal; 0 in a pipe."""
    from shutil import get_terminal_size

    return get_terminal_size((80, 24)).columns if is_screen() else 0


def parser() -> Parser:
    """The options of the command."""
    made = Parser(
        prog="govlint evidence",
        description="Show what the repository says about each declared fact, and how strongly.",
        epilog=_EPILOG,
        formatter_class=formatter,
    )
    made.add_argument("paths", nargs="*", metavar="PATH", help="default: this repository")
    made.add_argument("--as-of", type=date, metavar="DATE", help="as of this day, YYYY-MM-DD")
    made.add_argument("--format", choices=("plain", "json"), default="plain")
    return made
