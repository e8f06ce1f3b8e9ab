"""The size of a comment: whole rows are taken while there is room, the rest is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint.text import plural

if TYPE_CHECKING:
    from collections.abc import Iterable

SPACE = "\u00a0"
"""Keeps a sign and its word on one line of a narrow column."""


class Room:
    """What is left of a size, in bytes: no forge counts a text as longer than that."""

    def __init__(self, size: int) -> None:
        self._left = size

    def need(self, text: str) -> str:
        """Return a text that stands there in any case, having made room for it."""
        self._left -= _size(text)
        return text

    def rows(self, rows: Iterable[str], most: int) -> tuple[list[str], int]:
        """Return the rows that fit, at most ``most``, and how many do not."""
        kept: list[str] = []
        left = 0
        for row in rows:
            fits = not left and len(kept) < most and _size(row) <= self._left
            if fits:
                kept.append(self.need(row))
            left += not fits
        return kept, left


def left_out(count: int, noun: str) -> str:
    """Return what is said of rows that are not there; empty where all are."""
    told = f"{plural(count, f'more {noun}')} {'is' if count == 1 else 'are'} not shown here."
    return f"{told} `govlint check` tells all of them." if count else ""


def _size(text: str) -> int:
    return len(text.encode("utf-8", "backslashreplace")) + 2
