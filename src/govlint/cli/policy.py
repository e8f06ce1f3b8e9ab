"""``govlint policy test``: policies of your own, held to the cases beside them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from govlint import testing
from govlint.cli import FINDINGS, OK, USER_ERROR, told, write, write_error
from govlint.cli.arguments import Parser, formatter
from govlint.text import inert, plural, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govlint.cases import Broken

_EPILOG = """\
FOLDER holds policy files (*.yaml) and, in tests/, a file of cases for each:

  - policy: acme/cost-centre
    pass: |
      x-cost-centre: 4711
    fail:
      - declaration: |
          system: {id: ranker, lifecycle: production}
        line: 1
        column: 9

docs/language.md of govlint describes both.
"""


def run(arguments: Sequence[str]) -> int:
    """Load the policies of a folder, run their cases, and tell what does not hold."""
    options = parser().parse_args(arguments)
    cases = options.cases or os.path.join(options.folder, "tests")
    result = testing.test(options.folder, cases)
    for problem in result.problems:
        write_error(told(problem))
    for broken in result.broken:
        write(_line(broken))
    policies = "1 policy" if result.policies == 1 else f"{result.policies} policies"
    write(f"{policies}, {plural(result.examples, 'case')}, {len(result.broken)} failed.\n")
    if result.untested:
        untested = ", ".join(map(visible, result.untested))
        write(inert(f"Without a case: {untested}.\n"))
    return USER_ERROR if result.problems else FINDINGS if result.broken else OK


def parser() -> Parser:
    """The options of the command."""
    made = Parser(
        prog="govlint policy",
        description="Work on policies of your own.",
        formatter_class=formatter,
    )
    commands = made.add_subparsers(dest="action", required=True, metavar="test")
    test = commands.add_parser(
        "test",
        help="check a folder of policies, and hold them to their cases",
        description="Check a folder of policies, and hold them to the cases beside them.",
        epilog=_EPILOG,
        formatter_class=formatter,
    )
    test.add_argument("folder", nargs="?", default="policies", help="default: policies")
    test.add_argument("--cases", metavar="FOLDER", help="default: tests, in the folder")
    return made


def _line(broken: Broken) -> str:
    span, example = broken.example.span, broken.example
    place = f"{visible(span.path)}:{span.line}:{span.column}"
    return inert(f"{place}: {visible(example.policy)}: {visible(broken.message, 400)}\n")
