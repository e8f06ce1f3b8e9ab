"""What a comparison of two declarations consists of."""

from __future__ import annotations

from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal

    from govlint.model import Path, Span

    Kind = Literal["weaker", "stronger", "neutral"]


class Verdict(Record):
    """What one rule says of one value."""

    kind: Kind
    why: str
    right: str = ""
    """The right at stake, where it is another than the field's own."""


class Change(Record):
    """One thing that a declaration says differently, and what that does to it."""

    path: Path
    """In the head; where it no longer stands there, in the base."""
    section: str
    """The top-level key; empty for the whole file."""
    name: str
    """The path for people: ``data.sources[Payroll provider].automated``."""
    kind: Kind
    why: str
    """A sentence in the reader's words."""
    before: Any
    """Plain data; None where the base does not say it."""
    after: Any
    base: Span | None
    """Where it stands in the base; None where the base has no such file."""
    head: Span | None
    """Where it stands in the head, or would stand; None where the head has no such file."""
    right: str
    """Whose say it is: a decision right, ``technical``, ``business`` or ``owners``."""
    record: bool = False
    """An entry of a log, such as ``last_tested``: no change of meaning."""


class Person(Record):
    """Somebody whom a declaration names; ``contact`` may be empty."""

    name: str
    contact: str


class Approval(Record):
    """A right that the changes touch, and who holds it: any one of them may agree alone."""

    right: str
    """Where it is written: ``decision_rights.change_thresholds``, ``owners.technical``."""
    people: tuple[Person, ...]
    """Empty where the base names nobody."""
    names: tuple[str, ...]
    """The names of the changes, those that weaken first."""
    weaker: bool
    """Whether one of them weakens the declaration."""


class Comparison(Record):
    """One declaration at two moments."""

    system: str
    """``system.id``, the head's if there is one."""
    before: str
    """The file's path in the base; empty where there is none."""
    after: str
    changes: tuple[Change, ...]
    """In the order of the head's file; what is gone stands where the base had it."""
    approvals: tuple[Approval, ...]
    incomparable: str = ""
    """Why the two cannot be compared, as a sentence; empty where they can."""

    @property
    def weaker(self) -> tuple[Change, ...]:
        """The changes that weaken the declaration."""
        return tuple(change for change in self.changes if change.kind == "weaker")

    @property
    def stronger(self) -> tuple[Change, ...]:
        """The changes that strengthen it."""
        return tuple(change for change in self.changes if change.kind == "stronger")

    @property
    def neutral(self) -> tuple[Change, ...]:
        """The changes that do neither, records among them."""
        return tuple(change for change in self.changes if change.kind == "neutral")

    @property
    def reviewed(self) -> bool:
        """Whether the change holds a newer ``review.last_reviewed``."""
        day = ("review", "last_reviewed")
        return any(
            change.path == day and (change.before or "") < (change.after or "")
            for change in self.changes
        )
