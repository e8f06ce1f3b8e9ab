"""``govlint diff``: what a change does to the declarations, and who should agree to it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from govlint import app
from govlint.cli import OK, in_format, write
from govlint.cli.arguments import Parser, add_format, date, formatter
from govlint.difference import difference
from govlint.errors import UsageError
from govlint.moments import Asked
from govlint.render.change import FORMATS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

_EPILOG = """\
examples:
  govlint diff main                      your changes, against main as it is
  govlint diff main --merge-base         the same, from where you left it
  govlint diff HEAD --staged             what a commit made now would change
  govlint diff v1.0 v2.0 --format json   between two releases
  govlint diff main...topic              as git writes it

Comments, the order of keys and the way values are written are no change. The
exit code is 0 whatever was found.
"""


def run(arguments: Sequence[str]) -> int:
    """Compare and print."""
    options = parser().parse_args(arguments)
    found = difference(os.getcwd(), os.environ, asked(options), options.as_of or app.today())
    write(in_format(found, options.format, FORMATS))
    return OK


def parser() -> Parser:
    """The options of the command."""
    made = Parser(
        prog="govlint diff",
        description="Say what a change does to the declarations: weaker, stronger or neither.",
        epilog=_EPILOG,
        formatter_class=formatter,
    )
    add = made.add_argument
    add("base", metavar="BASE", help="a revision: a branch, a tag, a commit")
    add("head", metavar="HEAD", nargs="?", default="", help="default: the working tree")
    add("--staged", action="store_true", help="compare with the index instead")
    add("--merge-base", action="store_true", help="start from where HEAD and BASE parted")
    add("--as-of", type=date, metavar="DATE", help="read as of this day, YYYY-MM-DD")
    add_format(made, FORMATS)
    return made


def asked(options: argparse.Namespace) -> Asked:
    """The moments that the options name. Raises `UsageError` where they contradict each other."""
    base, head, parted = options.base, options.head, options.merge_base
    if ".." in base and not head:
        base, dots, head = base.partition(".." if "..." not in base else "...")
        base, head, parted = base or "HEAD", head or "HEAD", parted or dots == "..."
    if head and options.staged:
        raise UsageError(
            "`--staged` compares with the index, so there is no other HEAD.",
            fix="Leave one of them out.",
        )
    return Asked(base, head, staged=options.staged, parted=parted)
