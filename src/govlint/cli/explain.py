"""``govlint explain``: a page about a policy, a question or the verdict."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from govlint import explain
from govlint.cli import OK, formatter, write

if TYPE_CHECKING:
    from collections.abc import Sequence

_EPILOG = """\
examples:
  govlint explain                        the list of all pages
  govlint explain rollback/rehearsed     a policy
  govlint explain 7                      a question
  govlint explain verdict
"""


def run(arguments: Sequence[str]) -> int:
    """Print one page; without a subject, the list of all."""
    options = parser().parse_args(arguments)
    write(explain.page(options.id) if options.id else explain.index())
    return OK


def parser() -> argparse.ArgumentParser:
    """The options of the command."""
    made = argparse.ArgumentParser(
        prog="govlint explain",
        description="Say more about a policy, a question (1 to 10) or the verdict.",
        epilog=_EPILOG,
        formatter_class=formatter,
    )
    made.add_argument("id", nargs="?", metavar="ID", help="rollback/rehearsed, 7, verdict")
    return made
