"""The nouns of evidence: a place, a note on it, a schedule, and the proof of one answer."""

from __future__ import annotations

from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal

    from govlint.model import Path, Strength

    Grade = Strength | Literal[""]


class Note(Record):
    """What stands at a place of the repository, in the reader's words. Lines count from 1."""

    path: str
    line: int
    column: int
    text: str

    def plain(self) -> dict[str, Any]:
        """The note as expressions see it."""
        return self._asdict()


class Schedule(Record):
    """Something that runs by itself, or was meant to, as one detector read it."""

    tool: str
    """``GitHub Actions``, ``CronJob``, …"""
    path: str
    line: int
    column: int
    expression: str
    """As written: ``0 6 * * 1``, ``@daily``; empty where nothing starts it."""
    gap: float | None
    """The longest time between two runs in days; None where it is not known."""
    idle: str
    """Why it does not run by itself; empty where it does."""
    runs: tuple[str, ...]
    """What it starts, as text: commands, names of stages, paths."""
    sure: bool = True
    """False: read line by line from a template, or held in a variable."""
    idle_at: Note | None = None
    """The place that shows why it is idle."""


class Proof(Record):
    """What the repository says about one declared answer, and how strongly."""

    part: str
    """Its name among the evidence: ``runbook``."""
    key: Path
    """Where the declaration makes the statement."""
    written: str
    """What it says there; empty where nothing is declared."""
    strength: Grade
    """Empty where there is no proof, not even a declaration."""
    found: str
    """What was found, in a sentence."""
    at: Note | None
    """Where it was found."""
    stronger: str
    """What would make it stronger; empty at the top."""
    unsure: str = ""
    """Why it is not known whether the answer holds; empty where it is."""
    contradictions: tuple[Note, ...] = ()
    data: dict[str, Any] = {}  # noqa: RUF012  (never changed: a tuple's default)
    """Further fields for expressions. One that is not known is left out."""
    against: Path = ()
    """What the declaration says that is contradicted, where that is not what stands at ``key``."""
    declared_at: Note | None = None
    """Where the declaration says it, and in which words; None: not looked up, or nowhere."""

    def plain(self) -> dict[str, Any]:
        """The proof as expressions see it."""
        at = self.at or Note("", 0, 0, "")
        told: dict[str, Any] = _sayable(
            {
                "declared": bool(self.written),
                "written": self.written,
                "strength": self.strength,
                "found": self.found,
                "path": at.path,
                "line": at.line,
                "column": at.column,
                "stronger": self.stronger,
                "unsure": self.unsure,
                "contradictions": [note.plain() for note in self.contradictions],
                **self.data,
            }
        )
        return told


def _sayable(value: Any) -> Any:
    """A value without the bytes of file names that are no text: expressions know texts only."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {key: item if _is_sayable(item) else _sayable(item) for key, item in value.items()}
    return [_sayable(item) for item in value] if isinstance(value, list) else value


def _is_sayable(value: Any) -> bool:
    kind = type(value)
    return value.isascii() if kind is str else kind in _NUMBERS


_NUMBERS = frozenset({bool, int, float})
