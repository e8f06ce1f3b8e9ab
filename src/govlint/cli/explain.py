"""``govlint explain``: a page about a policy, a question or the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint import config, discovery, explain
from govlint.cli import OK, write
from govlint.cli.arguments import Parser, formatter
from govlint.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govlint.model import Policy

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
    own = _own_policies()
    write(explain.page(options.id, own) if options.id else explain.index(own))
    return OK


def _own_policies() -> Sequence[Policy]:
    """Those of the repository around; what is wrong with them is for `govlint check` to say."""
    try:
        place = discovery.places(())[0]
        settings = config.load(place.snapshot)
        if not settings.policies:
            return ()
        from govlint import own

        return own.load(own.folder_files(place.snapshot, settings), ())[0]
    except UserError:
        return ()


def parser() -> Parser:
    """The options of the command."""
    made = Parser(
        prog="govlint explain",
        description="Say more about a policy, a question (1 to 10) or the verdict.",
        epilog=_EPILOG,
        formatter_class=formatter,
    )
    made.add_argument("id", nargs="?", metavar="ID", help="rollback/rehearsed, 7, verdict")
    return made
