"""A comparison as plain text, for pipes and logs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint.render.change import words
from govlint.render.parts import finish, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govlint.comparison import Comparison
    from govlint.difference import Difference


def render(difference: Difference, _width: int, _colour: bool) -> str:
    """Return a line for each change, then a line for each agreement that is needed."""
    lines = [line for each in difference.comparisons for line in _comparison(each)]
    return finish([*lines, words.summary(difference)])


def _comparison(comparison: Comparison) -> Iterator[str]:
    yield words.heading(comparison)
    if comparison.incomparable:
        yield safe(comparison.incomparable)
    for change in words.in_order(comparison.changes):
        name = f" {safe(change.name)}" if change.name else ""
        yield f"{words.place(change)}: {words.word(change)}{name}: {safe(change.why)}"
    for approval in words.asked(comparison):
        yield f"should agree: {words.approval(approval)}"
    yield ""
