"""A frame of source: one line, cut to the width, with carets under what is meant."""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from govlint.text import visible

if TYPE_CHECKING:
    from govlint.model import Span

_LINE_ENDS = re.compile("\r\n|\n|\r")
_CUT = "..."
_AROUND = 400
"""Code points looked at on each side of the place; the rest of a long line is never measured."""


class Frame(NamedTuple):
    """A line as it can be shown, and where its carets begin and how many there are, in cells."""

    number: int
    text: str
    indent: int
    carets: int
    last_line: int
    """The line on which the span ends."""


class Sources:
    """The files of a report, split into lines once each."""

    def __init__(self, texts: dict[str, str]) -> None:
        self._texts = texts
        self._lines: dict[str, list[str]] = {}

    def frame(self, span: Span, width: int) -> Frame | None:
        """Return the frame of ``span`` in at most ``width`` cells; None without its source."""
        line = self._line(span)
        return None if line is None else _frame(line, span, width)

    def _line(self, span: Span) -> str | None:
        if span.path not in self._lines:
            self._lines[span.path] = _LINE_ENDS.split(self._texts.get(span.path, ""))
        lines = self._lines[span.path]
        known = span.path in self._texts and 1 <= span.line <= len(lines)
        return lines[span.line - 1] if known else None


def cells(text: str) -> int:
    """Return how many columns of a terminal ``text`` takes."""
    return len(text) if text.isascii() else sum(map(_cell, text))


def _cell(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _frame(line: str, span: Span, width: int) -> Frame:
    start = min(span.column - 1, len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    first, last = max(0, start - _AROUND), start + _AROUND
    before = [_shown(each) for each in line[first:start]]
    after = [_shown(each) for each in line[start:last]]
    left = _left(before, width - min(_total(after), width - width // 2), cut=first > 0)
    room = max(1, width - cells(left))
    right = _right(after, room, cut=last < len(line))
    carets = min(max(1, _total(after[: max(0, end - start)])), room)
    return Frame(span.line, left + right, cells(left), carets, span.end_line)


def _shown(character: str) -> str:
    """Return a character as it is shown: a tab and other unseen ones as their escapes."""
    return character if character.isascii() and character.isprintable() else visible(character)


def _left(shown: list[str], room: int, cut: bool) -> str:
    if not cut and _total(shown) <= room:
        return "".join(shown)
    kept = _fitting(shown[::-1], room - len(_CUT))
    return _CUT + "".join(shown[len(shown) - kept :])


def _right(shown: list[str], room: int, cut: bool) -> str:
    if not cut and _total(shown) <= room:
        return "".join(shown)
    return "".join(shown[: _fitting(shown, room - len(_CUT))]) + _CUT


def _fitting(shown: list[str], room: int) -> int:
    """Return how many of ``shown``, from its beginning, fit into ``room`` cells."""
    for count, used in enumerate(accumulate(map(cells, shown))):
        if used > room:
            return count
    return len(shown)


def _total(shown: list[str]) -> int:
    return sum(map(cells, shown))
