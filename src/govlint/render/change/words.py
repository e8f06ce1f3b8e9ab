"""What the texts of a comparison share: their words and their order."""

from __future__ import annotations

from govlint.render.parts import safe
from govlint.text import listing, plural

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from govlint.comparison import Approval, Change, Comparison
    from govlint.difference import Difference

KINDS = ("weaker", "stronger", "neutral")
NOTHING = "No declaration says anything different."


def word(change: Change) -> str:
    """Return what a change does in one word."""
    return "record" if change.record else change.kind


def in_order(changes: Iterable[Change]) -> list[Change]:
    """Return what weakens first, records last."""
    return sorted(changes, key=lambda each: (each.record, KINDS.index(each.kind)))


def place(change: Change) -> str:
    """Return ``path:line:column`` in the head, or in the base where the head has no such file."""
    span = change.head or change.base
    return f"{safe(span.path)}:{span.line}:{span.column}" if span else ""


def heading(comparison: Comparison) -> str:
    """Return the file and the system."""
    before, after = safe(comparison.before), safe(comparison.after)
    moved = f" (was {before})" if before and after and before != after else ""
    system = f": {safe(comparison.system)}" if comparison.system else ""
    return f"{after or before}{moved}{system}"


def approval(each: Approval) -> str:
    """Return who should agree, and why they."""
    people = listing((safe(person.name) for person in each.people), "or")
    if not people:
        people = "nobody is named for it in the base"
    names = listing(safe(name) or "the whole declaration" for name in each.names[:3])
    more = f" and {len(each.names) - 3} more" if len(each.names) > 3 else ""
    return f"{people} (by {safe(each.right)}: {names}{more})"


def asked(comparison: Comparison) -> tuple[Approval, ...]:
    """Return whose agreement matters: of those who would be asked about what weakens, if any."""
    weaker = tuple(each for each in comparison.approvals if each.weaker)
    return weaker or comparison.approvals


def summary(difference: Difference) -> str:
    """Return the counts of all changes in one line."""
    changes = [change for each in difference.comparisons for change in each.changes]
    if not difference.comparisons:
        return NOTHING
    records = sum(change.record for change in changes)
    counts = [(sum(c.kind == kind and not c.record for c in changes), kind) for kind in KINDS]
    parts = [f"{count} {kind}" for count, kind in counts if count]
    parts += [plural(records, "record")] if records else []
    unread = sum(bool(each.incomparable) for each in difference.comparisons)
    parts += [f"{unread} not comparable"] if unread else []
    return f"{', '.join(parts)}."
