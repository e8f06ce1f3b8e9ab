"""What the readers of pipelines find: a place that runs govlint, and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from govlint import __version__
from govlint.doctor import shell
from govlint.model import Span
from govlint.source import nearest, value_span

if TYPE_CHECKING:
    from govlint.checkup import State
    from govlint.doctor.shell import Call
    from govlint.model import Path
    from govlint.source import Document


HOME = "https://github.com/OWNER/govlint"
"""Where govlint is fetched from, as the README writes it: OWNER is for the reader to fill in."""
PACKAGE = f"govlint=={__version__}"
FETCHED = "`git fetch` brings the whole history."
SKIPPED = "SKIP leaves govlint out"


class Idle(NamedTuple):
    """Why a part of a pipeline stops nothing, and what makes a gate of it; empty: it may."""

    why: str = ""
    mend: str = ""


GATE = Idle()


class Around(NamedTuple):
    """What is true of the step and the job in which a command stands."""

    idle: Idle = GATE
    unsure: str = ""
    skip: str = ""
    """The value of SKIP."""


class Depth(NamedTuple):
    """How much history a job's checkout fetches."""

    state: State
    text: str
    at: Span
    mend: str = ""


class Run(NamedTuple):
    """One place of a pipeline that runs govlint."""

    system: str
    """``GitHub Actions``, …"""
    what: str
    """What runs there, in quotes: ``govlint check``, ``pre-commit run``, an action."""
    at: Span
    hooks: bool = False
    """It runs the hooks, whatever they are."""
    idle: str = ""
    """Why it stops nothing; empty where nothing speaks against it."""
    unsure: str = ""
    """Why it cannot be told whether it stops anything."""
    mend: str = ""
    """What makes a gate of it."""
    depth: Depth | None = None


class Pipelines(NamedTuple):
    """What the pipeline files of one system say."""

    files: tuple[str, ...] = ()
    runs: tuple[Run, ...] = ()
    perhaps: tuple[tuple[Span, str], ...] = ()
    """Parts kept elsewhere that could run govlint: the place, and what stands there."""


def run_of(system: str, call: Call, at: Span, depth: Depth, around: Around) -> Run:
    """The run that a command of a pipeline is."""
    left_out = call.by == "hooks" and shell.skips(around.skip)
    fetched = Depth("ok", "`--deepen` fetches what the clone lacks.", at)
    return Run(
        system=system,
        what=call.text,
        at=at,
        hooks=call.by == "hooks",
        idle=around.idle.why or call.ignored or (SKIPPED if left_out else ""),
        unsure=call.unsure or around.unsure,
        mend=around.idle.mend,
        depth=fetched if call.deepens else depth,
    )


def moved(system: str, path: str) -> str:
    """Why it is not known whether a system runs a file that is not where it looks by default."""
    at_home = "/" not in path or path.startswith(".azure")
    return "" if at_home else f"whether {system} runs this file is set there"


def span_of(document: Document, path: Path) -> Span:
    """The place of the value at ``path``, or of what is around it."""
    return value_span(document, nearest(document, path))


def line_of(document: Document, path: Path, call: Call) -> Span:
    """The line of a command that stands in the text at ``path``."""
    start = span_of(document, path)
    lines = document.text.split("\n")
    words = call.text.split()
    for number in range(start.line, min(start.line + 2_000, len(lines) + 1)):
        text = lines[number - 1]
        at = text.find(words[0])
        if at >= 0 and words[-1] in text[at:]:
            return Span(document.path, number, at + 1, number, len(text) + 1)
    return start


def start_of(path: str, line: int = 1) -> Span:
    """The beginning of a line."""
    return Span(path, line, 1, line, 1)
