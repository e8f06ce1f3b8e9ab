"""The size of a comment: whole rows are taken while there is room, the rest is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from govlint.render.parts import finish
from govlint.text import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")

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

    def rows(self, items: Sequence[T], row: Callable[[T], str], most: int) -> tuple[list[str], int]:
        """Return the rows of the first items, at most ``most``, and how many items have none."""
        kept: list[str] = []
        for item in items[:most]:
            text = row(item)
            if _size(text) > self._left:
                break
            kept.append(self.need(text))
        return kept, len(items) - len(kept)


def left_out(count: int, noun: str) -> str:
    """Return what is said of rows that are not there; empty where all are."""
    told = f"{plural(count, f'more {noun}')} {'is' if count == 1 else 'are'} not shown here."
    return f"{told} `govlint check` tells all of them." if count else ""


def _size(text: str) -> int:
    """Return its size as it will be written, with the line ends before it."""
    return len(finish(text.split("\n")).encode("utf-8", "backslashreplace")) + 2
