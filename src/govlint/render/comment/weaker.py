"""What a change takes away from the declarations, and what counts only after the merge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint.comparison import Comparison
from govlint.render.comment.room import SPACE, left_out
from govlint.render.encode.markdown import code, prose
from govlint.render.parts import safe
from govlint.text import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govlint.comparison import Change
    from govlint.render.comment.links import Links
    from govlint.render.comment.room import Room
    from govlint.render.comment.told import Told

_MOST_ROWS, _MOST_NOTES = 50, 10


def weaker(told: Told, links: Links, room: Room) -> Iterator[str]:
    """Yield the table of what is weaker; what is stronger is counted."""
    every = [item for each in told.weaker for item in _items(each)]
    rows, more = room.rows(every, lambda item: _row(item, links), _MOST_ROWS)
    if rows:
        yield "#### What it weakens"
        yield "\n".join(["| | What, and where |", "|:--|:--|", *rows])
    yield left_out(more, "change")
    compared = told.against.comparisons if told.against else ()
    stronger = sum(len(each.stronger) for each in compared)
    if rows and stronger:
        yield f"It strengthens {plural(stronger, 'answer')} too."


def _items(comparison: Comparison) -> list[Change | Comparison]:
    unread = [comparison] if comparison.incomparable else []
    return [*unread, *comparison.weaker]


def _row(item: Change | Comparison, links: Links) -> str:
    if isinstance(item, Comparison):
        path = code(safe(item.after or item.before, 120), cell=True)
        why = prose(safe(item.incomparable), cell=True)
        return f"| ❔{SPACE}not{SPACE}known | {why}<br>{path} |"
    why = prose(safe(item.why), cell=True)
    return f"| 🔻{SPACE}weaker | {why}<br>{_place(item, links)} |"


def _place(change: Change, links: Links) -> str:
    if change.head:
        return links.place(change.head.path, change.head.line, cell=True)
    return code(safe(change.base.path, 120), cell=True) if change.base else ""


def notes(told: Told, room: Room) -> Iterator[str]:
    """Yield what this change does to the rules, which judge it as they were before."""
    rows, more = room.rows(told.notes, lambda note: f"- {prose(safe(note))}", _MOST_NOTES)
    if rows:
        yield "#### Counts after the merge"
        yield "\n".join(rows)
    yield left_out(more, "note")
