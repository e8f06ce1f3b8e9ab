"""A comparison for a person who looks at a screen."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from govlint.render.change import words
from govlint.render.parts import finish, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govlint.comparison import Comparison
    from govlint.difference import Difference

_COLOURS = {"weaker": "1;31", "stronger": "32", "neutral": "36", "record": "2", "unread": "33"}
_INDENT = 10
_NARROWEST = 40


def render(difference: Difference, width: int, colour: bool) -> str:
    """Return each declaration's changes, what weakens first, in ``width`` columns."""
    screen = _Screen(max(width, _NARROWEST), colour)
    lines = [line for each in difference.comparisons for line in screen.comparison(each)]
    between = f"{safe(difference.base)} to {safe(difference.head)}: "
    last = wrap(between + words.summary(difference), screen.width)
    return finish([*lines, *(screen.styled(line, "1") for line in last)])


class _Screen:
    def __init__(self, width: int, colour: bool) -> None:
        self.width = width
        self._colour = colour

    def styled(self, text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self._colour else text

    def comparison(self, comparison: Comparison) -> Iterator[str]:
        for line in wrap(words.heading(comparison), self.width, subsequent_indent="    "):
            yield self.styled(line, "1")
        if comparison.incomparable:
            yield from self._wrapped(comparison.incomparable, "unread")
        for change in words.in_order(comparison.changes):
            yield from self._wrapped(change.why, words.word(change))
            yield " " * _INDENT + self.styled(words.place(change), "2")
        for number, approval in enumerate(words.asked(comparison)):
            told = f"{'Ask ' if not number else 'and '}{words.approval(approval)}"
            yield from wrap(told, self.width, subsequent_indent="    ")
        yield ""

    def _wrapped(self, text: str, word: str) -> Iterator[str]:
        first, *more = wrap(safe(text), self.width - _INDENT) or [""]
        yield self.styled(f"{word:<{_INDENT}}", _COLOURS[word]) + first
        yield from (" " * _INDENT + line for line in more)
