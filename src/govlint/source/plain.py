"""Reads the YAML that most files are written in, and declines all else: blocks of plain keys, and
on one line scalars and flow collections.

It is no second opinion: what it reads, the parser reads alike, to the last place, and tests hold
the two together. It spares a commit the parser's import, which takes longer than a whole check.
"""

from __future__ import annotations

from govlint.source.document import NO_PARTS, Place, Position
from govlint.source.oneline import MAX_DEPTH, DeclinedError, Flow, key_length, scalar
from govlint.source.scalars import TooLongError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from govlint.source.document import Mark

    Marks = tuple[Mark, Mark]
    Found = tuple[Any, Place]
    """A value and where it stands."""

MAX_LENGTH = 32 * 1024
_place = Place._make
_at = Position._make


def read(text: str, *, foreign: bool = False) -> Found | None:
    """The data of a text and the tree of their places; None where the parser has to read it.

    ``foreign``: as other tools' files are read, with nothing for a value, texts below ``|``, and
    no ends of flow collections.
    """
    if len(text) > MAX_LENGTH or not text.replace("\n", "").isprintable():
        return None
    try:
        return _Reader(text, foreign).root()
    except (DeclinedError, TooLongError):
        return None


class _Reader:
    """One pass over the lines. ``at`` is the line that is read next."""

    def __init__(self, text: str, foreign: bool) -> None:
        self.lines = text.split("\n")
        self.foreign = foreign
        self.depth = 0
        self.at = -1
        self.indent = -1
        self.content = ""
        self.next()

    def next(self) -> None:
        """Go on to the next line that holds more than a comment."""
        self.at += 1
        while self.at < len(self.lines):
            line = self.lines[self.at]
            content = line.lstrip(" ")
            if content and content[0] != "#":
                self.indent = len(line) - len(content)
                self.content = content.rstrip(" ")
                return
            self.at += 1
        self.indent, self.content = -1, ""

    def root(self) -> Found:
        if self.content == "---" and self.indent == 0:
            self.next()
        if self.indent != 0:
            raise DeclinedError
        found = self.block(None)
        if self.indent >= 0:
            raise DeclinedError
        return found

    def block(self, marks: Marks | None) -> Found:
        """The collection that begins at this line and column."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise DeclinedError
        parts: dict[Any, Place] = {}
        start = _at((self.at, self.indent))
        inside = self.sequence if self.content[:2] == "- " else self.mapping
        data = inside(self.indent, parts)
        self.depth -= 1
        return data, _place((start, None, parts, marks))

    def mapping(self, indent: int, parts: dict[Any, Place]) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while self.indent == indent:
            key, rest = self._key(indent)
            if key in data:
                raise DeclinedError
            marks = _at((self.at, indent)), _at((self.at, indent + len(key)))
            data[key], parts[key] = self.value(rest, indent, marks)
        if self.indent > indent:
            raise DeclinedError
        return data

    def sequence(self, indent: int, parts: dict[Any, Place]) -> list[Any]:
        data: list[Any] = []
        while self.indent == indent and self.content[:2] == "- ":
            rest = self.content[2:].lstrip(" ")
            column = indent + len(self.content) - len(rest)
            if rest[:2] == "- " or rest == "-":
                raise DeclinedError
            if _is_entry(rest):
                self.indent, self.content = column, rest
                value, place = self.block(None)
            else:
                value, place = self.inline(rest, column, indent, None)
            parts[len(data)] = place
            data.append(value)
        return data

    def _key(self, indent: int) -> tuple[str, int]:
        """The key of this line, and the column behind its colon."""
        content = self.content
        length = key_length(content)
        if not length or (indent == 0 and content[:3] in ("---", "...")):
            raise DeclinedError
        return content[:length], indent + length + 1

    def value(self, column: int, indent: int, marks: Marks) -> Found:
        """What stands behind a colon, or below it."""
        rest = self.content[column - indent :].lstrip(" ")
        if rest and rest[0] != "#":
            return self.inline(rest, indent + len(self.content) - len(rest), indent, marks)
        empty = _at((self.at, column))
        self.next()
        below = self.indent == indent and self.content[:2] == "- "
        if self.indent > indent or below:
            return self.block(marks)
        if not self.foreign:
            raise DeclinedError
        return None, _place((empty, empty, NO_PARTS, marks))

    def inline(self, rest: str, column: int, indent: int, marks: Marks | None) -> Found:
        """What stands on this line from a column on; nothing deeper may follow."""
        if rest in ("|", "|-") and self.foreign:
            return self.literal(rest, column, indent, marks)
        if rest[0] in "[{\"'":
            flow = Flow(rest, self.at, column, self.foreign)
            found = flow.value(marks)
            left = rest[flow.next :]
            if left.lstrip(" ")[:1] not in ("", "#") or left[:1] == "#":
                raise DeclinedError
        else:
            text = rest if " #" not in rest else rest.partition(" #")[0].rstrip(" ")
            ends = _at((self.at, column)), _at((self.at, column + len(text)))
            found = scalar(text), _place((*ends, NO_PARTS, marks))
        self.next()
        if self.indent > indent:
            raise DeclinedError
        return found

    def literal(self, head: str, column: int, indent: int, marks: Marks | None) -> Found:
        """The text below ``|``."""
        first = self.at + 1
        margin = _margin(self.lines[first]) if first < len(self.lines) else 0
        if margin <= indent:
            raise DeclinedError
        after = self._after_literal(first, margin, indent)
        text = "\n".join(line[margin:] for line in self.lines[first:after]).rstrip("\n")
        places = _at((self.at, column)), _at((after, 0)), NO_PARTS, marks
        self.at = after - 1
        self.next()
        return text + ("" if head == "|-" else "\n"), _place(places)

    def _after_literal(self, first: int, margin: int, indent: int) -> int:
        """The number of the line behind the text that begins on the line ``first``."""
        for number in range(first, len(self.lines)):
            line = self.lines[number]
            if line and not line.strip(" "):
                break
            if line and _margin(line) < margin:
                if _margin(line) > indent:
                    break
                return number
        else:
            if not self.lines[-1]:
                return len(self.lines) - 1
        raise DeclinedError


def _is_entry(text: str) -> bool:
    """Whether an item of a list is a mapping that begins on the same line."""
    return key_length(text) > 0


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
