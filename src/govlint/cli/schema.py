"""``govlint schema``: the JSON Schema of the declaration, for editors and other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint import resources
from govlint.cli import OK, write
from govlint.cli.arguments import Parser, formatter

if TYPE_CHECKING:
    from collections.abc import Sequence

SCHEMAS = {
    "declaration": "ai-governance.v1.schema.json",
    "config": "govlint-config.v1.schema.json",
    "policy": "policy.v1.schema.json",
    "baseline": "govlint-baseline.v1.schema.json",
    "report": "report.v1.schema.json",
    "doctor": "doctor.v1.schema.json",
    "diff": "diff.v1.schema.json",
    "evidence": "evidence.v1.schema.json",
    "history": "history.v1.schema.json",
}

_EPILOG = """\
examples:
  govlint schema > ai-governance.v1.schema.json
  govlint schema report                  for `govlint check --format json`
"""


def run(arguments: Sequence[str]) -> int:
    """Print one schema."""
    options = parser().parse_args(arguments)
    write(resources.read(f"schemas/{SCHEMAS[options.which]}").decode())
    return OK


def parser() -> Parser:
    """The options of the command."""
    made = Parser(
        prog="govlint schema",
        description="Print a JSON Schema: of the declaration, or of another of govlint's files.",
        epilog=_EPILOG,
        formatter_class=formatter,
    )
    made.add_argument(
        "which",
        nargs="?",
        choices=SCHEMAS,
        default="declaration",
        metavar="SCHEMA",
        help=f"{', '.join(SCHEMAS)} (default: declaration)",
    )
    return made
