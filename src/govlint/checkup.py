"""What `govlint doctor` says: for each thing that should be in place, whether it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from govlint.model import Span

State = Literal["ok", "to-do", "hint", "unknown"]
STATES: tuple[State, ...] = ("ok", "to-do", "hint", "unknown")
"""A hint is worth doing, and nothing depends on it; what is unknown cannot be known from here."""


class Answer(NamedTuple):
    """One thing that should be in place, and whether it is."""

    id: str
    """``hook/named``, ``ci/gate``, …"""
    state: State
    text: str
    """A sentence or two."""
    at: Span | None = None
    """The file and line that it rests on."""
    mend: str = ""
    """What to do: sentences, and indented what is to be pasted."""


class Checkup(NamedTuple):
    """All answers about one repository."""

    root: str
    answers: tuple[Answer, ...]

    @property
    def to_do(self) -> bool:
        """Whether something is left to do, hints not counted."""
        return any(answer.state == "to-do" for answer in self.answers)
