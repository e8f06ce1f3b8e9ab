"""What the options of every command are made with: what is loaded where `argparse` is."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from govlint import __version__
from govlint.cli import USER_ERROR

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import NoReturn


class Parser(argparse.ArgumentParser):
    """Arguments; what is wrong with them is told in two lines, with what was probably meant."""

    def error(self, message: str) -> NoReturn:
        """Print what is wrong, and end with the exit code of a user's mistake."""
        from govlint.cli.misspelt import told_again

        options = [*self._option_string_actions]
        self.exit(
            USER_ERROR,
            f"{self.prog}: {told_again(message, options)}\n"
            f"  `{self.prog} --help` says what there is.\n",
        )


def general(commands: Mapping[str, str], epilog: str) -> Parser:
    """The options of the program itself."""
    parser = Parser(
        prog="govlint",
        description="Lints ai-governance.yaml: who answers for an AI system, and how.",
        epilog=epilog,
        formatter_class=formatter,
    )
    parser.add_argument("--version", action="version", version=f"govlint {__version__}")
    added = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, summary in commands.items():
        added.add_parser(name, help=summary)
    return parser


def date(text: str) -> str:
    """The day that an option names, ``YYYY-MM-DD``."""
    import datetime

    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"write the day as YYYY-MM-DD, not {text!r}") from None


def add_format(made: argparse.ArgumentParser, formats: Iterable[str]) -> None:
    """Add the option that chooses among ``formats``."""
    told = "default: terminal, or plain in a pipe"
    made.add_argument("--format", choices=("auto", *formats), default="auto", help=told)


def formatter(prog: str) -> argparse.HelpFormatter:
    """The help as it is written, for lines of at most 80 columns."""
    return argparse.RawDescriptionHelpFormatter(prog, width=80)
