"""``govlint doctor``: whether govlint stands where it should in a repository."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from govlint import app, doctor
from govlint.cli import FINDINGS, OK, in_format, write
from govlint.cli.arguments import Parser, add_format, date, formatter
from govlint.render.checkup import FORMATS

if TYPE_CHECKING:
    from collections.abc import Sequence

_EPILOG = """\
Asked is whether

  declaration/there   there is a declaration
  hook/named          a configuration of commit hooks names govlint
  hook/installed      git runs these hooks in this clone
  ci/gate             a pipeline stops for a finding
  ci/history          its checkout fetches the history
  history/whole       this clone holds the history that policies read
  owners/declaration  CODEOWNERS covers the declaration
  owners/settings     and what configures govlint
  editor/schema       editors complete and explain the declaration

All is read as text: nothing of the repository is run, and nothing is fetched.
What cannot be seen from here is "not known", with the reason. What is a hint
only helps.

exit codes: 0 nothing to do (hints and what is not known do not count), 1
something to do, 2 the command or the configuration is wrong
"""


def run(arguments: Sequence[str]) -> int:
    """Print the answers; return 1 where something is left to do."""
    options = parser().parse_args(arguments)
    found = doctor.examine(options.path, options.as_of or app.today(), os.environ)
    write(in_format(found, options.format, FORMATS))
    return FINDINGS if found.to_do else OK


def parser() -> Parser:
    """The options of the command."""
    made = Parser(
        prog="govlint doctor",
        description="Say whether govlint is set up in a repository, and what is missing.",
        epilog=_EPILOG,
        formatter_class=formatter,
    )
    add = made.add_argument
    add("path", nargs="?", default=".", metavar="PATH", help="default: this repository")
    add("--as-of", type=date, metavar="DATE", help="as of this day, YYYY-MM-DD")
    add_format(made, FORMATS)
    return made
