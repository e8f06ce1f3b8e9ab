"""The command line: arguments to a command, its text to the terminal, its exit code.

Each command has a module of its own, imported when it is asked for.
"""

from __future__ import annotations

import os
import sys

from govlint.errors import GovlintError, UsageError, UserError
from govlint.text import inert, visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TextIO, TypeVar

    Told = TypeVar("Told")

OK, FINDINGS, USER_ERROR, BUG = 0, 1, 2, 3
"""The exit codes; they never change."""

INTERRUPTED = 130
_LONGEST = 2_000

COMMANDS = {
    "check": "judge the declarations of a repository",
    "explain": "say more about a policy, a question or the verdict",
    "history": "show how a declaration was kept current",
    "evidence": "show what the repository says about each declared fact",
    "comment": "tell a pull request what it changes, in one comment",
    "diff": "say what a change does to the declarations",
    "doctor": "say whether govlint is set up, and what is missing",
    "baseline": "record today's findings, to begin in an old repository",
    "schema": "print the JSON Schema of the declaration",
    "config": "print each setting and where it comes from",
    "policy": "test policies of your own",
}

_EPILOG = """\
examples:
  govlint check                      every ai-governance.yaml of this repository
  govlint check ai/ranker --format json
  govlint explain rollback/rehearsed
  govlint explain verdict

exit codes: 0 nothing to do, 1 findings, 2 something to mend in the command or
the configuration, 3 a mistake in govlint itself
"""


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; nothing is raised for what a user can do."""
    try:
        return _dispatch(list(arguments))
    except UserError as error:
        return _refused(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _close_stdout()
        return OK
    except Exception as error:
        write_error(_bug(error))
        return BUG


def _refused(error: UserError) -> int:
    try:
        write_error(told(error))
    except UsageError:  # there is nowhere to tell it
        return USER_ERROR
    return USER_ERROR


def _dispatch(arguments: list[str]) -> int:
    if arguments and arguments[0] in COMMANDS:
        command = __import__(f"govlint.cli.{arguments[0]}", fromlist=["run"])
        code: int = command.run(arguments[1:])
        return code
    from govlint.cli.arguments import general

    parser = general(COMMANDS, _EPILOG)
    if not arguments:
        write(parser.format_help())
        return OK
    parser.parse_args(arguments)
    return OK


def is_screen() -> bool:
    """Whether a person looks at what is written."""
    return sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def in_format(
    told: Told, chosen: str, formats: Mapping[str, Callable[[Told, int, bool], str]]
) -> str:
    """``told`` in the format that was chosen: ``auto`` is terminal on a screen, else plain."""
    screen = is_screen()
    name = chosen if chosen != "auto" else "terminal" if screen else "plain"
    colour = screen and not os.environ.get("NO_COLOR")
    return formats[name](told, _width() if name == "terminal" else 0, colour)


def _width() -> int:
    from shutil import get_terminal_size

    return get_terminal_size((80, 24)).columns


def write(text: str) -> None:
    """Print ``text`` whatever the encoding of the terminal can show."""
    _write(sys.stdout, text)


def write_error(text: str) -> None:
    """The same for what is said to the person and not part of the result."""
    _write(sys.stderr, inert(text))


def progress(line: str) -> None:
    """Say how far long work is, to the person and not into the result."""
    write_error(f"govlint: {visible(line)}\n")


def _write(stream: TextIO | None, text: str) -> None:
    if stream is None:  # closed by whoever started us
        return
    try:
        stream.flush()
        stream.buffer.write(text.encode(stream.encoding or "utf-8", "backslashreplace"))
        stream.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UsageError(f"The output cannot be written: {error.strerror}.") from error


def told(error: UserError) -> str:
    """What is wrong, where, and what mends it."""
    place = (
        f"{visible(error.span.path)}:{error.span.line}:{error.span.column}: " if error.span else ""
    )
    fix = f"  {_shown(error.fix)}\n" if error.fix else ""
    return f"govlint: {place}{_shown(error.message)}\n{fix}"


def _shown(text: str) -> str:
    """What is said, whatever names from files stand in it: its own lines stay lines."""
    return "\n".join(visible(line, _LONGEST) for line in text.split("\n"))


def _bug(error: Exception) -> str:
    import traceback

    what = error.message if isinstance(error, GovlintError) else f"{type(error).__name__}: {error}"
    what = visible(what)
    if os.environ.get("GOVLINT_DEBUG"):
        what += "\n" + "".join(traceback.format_exception(error))
    return (
        f"govlint: a mistake in govlint itself: {what}\n"
        "  Please report it with the command and the file; GOVLINT_DEBUG=1 shows where it broke.\n"
    )


def _close_stdout() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
