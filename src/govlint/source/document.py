"""A document: plain data, and beside it where each part was written."""

from __future__ import annotations

from govlint.model import Span
from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol

    from govlint.model import Blank, Fault, Path

    class Mark(Protocol):
        """A position between two characters, counted from 0."""

        @property
        def line(self) -> int: ...
        @property
        def column(self) -> int: ...


MAX_BYTES = 1024 * 1024
TEMPLATE = "\ue000"
"""Stands in another tool's value for each sign of a template expression that was there."""


class Position(Record):
    """A mark of our own, where the parser has none."""

    line: int
    column: int


class Place(Record):
    """Where a value stands, where its key does, and the places of its parts.

    In numbers, of which there are many; marks are made of them when somebody asks.
    """

    line: int
    column: int
    end_line: int | None
    """None for a collection in block style: it ends where its last part does."""
    end_column: int
    parts: dict[Any, Place]
    """By key, or by index."""
    at_key: tuple[int, int, int, int] | None
    """Line and column of where the key begins and of where it ends."""

    @property
    def start(self) -> Position:
        """Where the value begins."""
        return Position._make((self.line, self.column))

    @property
    def end(self) -> Position | None:
        """Where it ends; None for a collection in block style."""
        line = self.end_line
        return None if line is None else Position._make((line, self.end_column))

    @property
    def key(self) -> tuple[Position, Position] | None:
        """Where its key begins and ends."""
        if self.at_key is None:
            return None
        line, column, end_line, end_column = self.at_key
        return Position(line, column), Position(end_line, end_column)


def placed(
    start: Mark, end: Mark | None, parts: dict[Any, Place], key: tuple[Mark, Mark] | None
) -> Place:
    """The place between two marks, and between those of its key."""
    end_line, end_column = (None, 0) if end is None else (end.line, end.column)
    at_key = (key[0].line, key[0].column, key[1].line, key[1].column) if key else None
    return Place(start.line, start.column, end_line, end_column, parts, at_key)


NO_PARTS: dict[Any, Place] = {}
BLANKS = " \t"
"""What YAML takes for a space; Python counts more, such as U+2028."""


class Document(Record):
    """What a file holds: data, places, and what could not be read as it is written."""

    path: str
    """As shown: relative to the repository."""
    text: str
    """Decoded, for frames of source: line ends are ``\\n``, what is no text is U+FFFD."""
    data: Any
    """Plain values. ``{}`` if the file is empty or nothing in it could be read."""
    place: Place | None
    """The tree of places beside ``data``. Only this room looks inside."""
    complete: bool
    """False: reading stopped where it could not be bridged; what follows is not known."""
    faults: tuple[Fault, ...]
    blanks: tuple[Blank, ...]


def value_span(document: Document, path: Path) -> Span:
    """The span of the value at ``path``, which must be written (``KeyError`` otherwise)."""
    place = _at(document, path)
    if place is None:
        return Span(document.path, 1, 1, 1, 1)
    return span(document.path, place.start, ended(document.text, place))


def key_span(document: Document, path: Path) -> Span:
    """The span of the key at ``path``; of the item itself if it stands in a list."""
    place = _at(document, path)
    if place is None or place.key is None:
        return value_span(document, path)
    return span(document.path, *place.key)


def nearest(document: Document, path: Path) -> Path:
    """The longest beginning of ``path`` that is written; ``()`` is the whole document."""
    place = document.place
    for depth, key in enumerate(path):
        place = place.parts.get(key) if place is not None else None
        if place is None:
            return path[:depth]
    return path


def line_span(document: Document, line: int) -> Span:
    """The span of a line's text, from its first sign that is no blank to its last."""
    text = line_text(document, line)
    start = len(text) - len(text.lstrip())
    return Span(document.path, line, start + 1, line, max(start, len(text.rstrip())) + 1)


def line_text(document: Document, line: int) -> str:
    """A line's text without its end; empty if the document has no such line."""
    lines = document.text.split("\n")
    return lines[line - 1] if 0 < line <= len(lines) else ""


def span(path: str, start: Mark, end: Mark) -> Span:
    """From marks, which count from 0, to a span, which counts from 1."""
    return Span._make((path, start.line + 1, start.column + 1, end.line + 1, end.column + 1))


def within(lines: list[str], mark: Mark) -> Position:
    """A mark that is not behind the end of the text: the parser counts one line more."""
    if mark.line < len(lines):
        return Position(mark.line, mark.column)
    return Position(len(lines) - 1, len(lines[-1]))


def _at(document: Document, path: Path) -> Place | None:
    place = document.place
    for key in path:
        if place is None:
            raise KeyError(path)
        place = place.parts[key]
    return place


def ended(text: str, place: Place) -> Mark:
    """Where a value ends; a collection in block style ends where its last part does."""
    while place.end_line is None and place.parts:
        place = place.parts[next(reversed(place.parts))]
    end = place.end
    if end is None or end.line <= place.line:
        return end or place.start
    return _trimmed(text, place.start, end)


def _trimmed(text: str, start: Mark, end: Mark) -> Mark:
    """A block of text ends with its last sign, not with the blank lines below it."""
    lines = text.split("\n")
    line, column = within(lines, end)
    while line > start.line and not lines[line][:column].strip(BLANKS):
        line -= 1
        column = len(lines[line])
    return Position(line, len(lines[line][:column].rstrip(BLANKS)))
