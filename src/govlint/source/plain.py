"""Reads the YAML that most files are written in, and declines all else: blocks of plain keys, and
on one line scalars and flow collections.

It is no second opinion: what it reads, the parser reads alike, to the last place, and tests hold
the two together. It spares a commit the parser's import, which takes longer than a whole check.
"""

from __future__ import annotations

from govlint.source.document import NO_PARTS, Place
from govlint.source.oneline import MAX_DEPTH, DeclinedError, Flow, key_of, scalar
from govlint.source.scalars import TooLongError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from govlint.source.oneline import Found, Key

    Row = tuple[int, int, str]
    """A line that holds more than a comment: its number, its indent, and what stands in it."""

MAX_LENGTH = 32 * 1024
_END: Row = -1, -1, ""
"""Stands behind the last row."""
_place = Place._make


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
    """One pass over the rows. ``at`` is the number of the one that is read next."""

    def __init__(self, text: str, foreign: bool) -> None:
        self.lines = text.split("\n")
        self.rows = [
            (number, len(line) - len(content), content.rstrip(" "))
            for number, line in enumerate(self.lines)
            if (content := line.lstrip(" ")) and content[0] != "#"
        ]
        self.rows.append(_END)
        self.foreign = foreign
        self.depth = 0
        self.at = 0

    def root(self) -> Found:
        if self.rows[0][1:] == (0, "---"):
            self.at = 1
        if self.rows[self.at][1] != 0:
            raise DeclinedError
        found = self.block(None)
        if self.rows[self.at] is not _END:
            raise DeclinedError
        return found

    def block(self, key: Key) -> Found:
        """The collection that begins with the next row."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise DeclinedError
        parts: dict[Any, Place] = {}
        line, indent, content = self.rows[self.at]
        data = (self.sequence if content[:2] == "- " else self.mapping)(indent, parts)
        self.depth -= 1
        return data, _place((line, indent, None, 0, parts, key))

    def mapping(self, indent: int, parts: dict[Any, Place]) -> dict[str, Any]:
        data: dict[str, Any] = {}
        rows = self.rows
        line, margin, content = rows[self.at]
        while margin == indent:
            key = key_of(content)
            if not key or key in data or (indent == 0 and content[:3] in ("---", "...")):
                raise DeclinedError
            behind = indent + len(key)
            at_key = line, indent, line, behind
            rest = content[len(key) + 1 :].lstrip(" ")
            if rest and rest[0] != "#":
                column = indent + len(content) - len(rest)
                data[key], parts[key] = self.inline(rest, column, indent, at_key)
            else:
                data[key], parts[key] = self.below(indent, behind + 1, at_key)
            line, margin, content = rows[self.at]
        if margin > indent:
            raise DeclinedError
        return data

    def sequence(self, indent: int, parts: dict[Any, Place]) -> list[Any]:
        data: list[Any] = []
        line, margin, content = self.rows[self.at]
        while margin == indent and content[:2] == "- ":
            rest = content[2:].lstrip(" ")
            column = indent + len(content) - len(rest)
            if rest[:2] == "- " or rest == "-":
                raise DeclinedError
            if key_of(rest):  # a mapping that begins on the same line
                self.rows[self.at] = line, column, rest
                value, place = self.block(None)
            else:
                value, place = self.inline(rest, column, indent, None)
            parts[len(data)] = place
            data.append(value)
            line, margin, content = self.rows[self.at]
        return data

    def below(self, indent: int, column: int, key: Key) -> Found:
        """What stands below a key; ``column``: behind its colon."""
        line = self.rows[self.at][0]
        self.at += 1
        _, margin, content = self.rows[self.at]
        if margin > indent or (margin == indent and content[:2] == "- "):
            return self.block(key)
        if not self.foreign:
            raise DeclinedError
        return None, _place((line, column, line, column, NO_PARTS, key))

    def inline(self, rest: str, column: int, indent: int, key: Key) -> Found:
        """What stands in this row from a column on; nothing deeper may follow."""
        line = self.rows[self.at][0]
        if rest[0] in "[{\"'":
            flow = Flow(rest, line, column, self.foreign)
            found = flow.value(key)
            left = rest[flow.next :]
            if left and (left.lstrip(" ")[:1] != "#" or left[0] == "#"):
                raise DeclinedError
        elif rest in ("|", "|-") and self.foreign:
            return self.literal(rest, column, indent, key)
        else:
            text = rest if " #" not in rest else rest.partition(" #")[0].rstrip(" ")
            places = line, column, line, column + len(text), NO_PARTS, key
            found = scalar(text), _place(places)
        self.at += 1
        if self.rows[self.at][1] > indent:
            raise DeclinedError
        return found

    def literal(self, head: str, column: int, indent: int, key: Key) -> Found:
        """The text below ``|``."""
        line = self.rows[self.at][0]
        first = line + 1
        margin = _margin(self.lines[first]) if first < len(self.lines) else 0
        if margin <= indent:
            raise DeclinedError
        after = self._after_literal(first, margin, indent)
        text = "\n".join(row[margin:] for row in self.lines[first:after]).rstrip("\n")
        place = _place((line, column, after, 0, NO_PARTS, key))
        while 0 <= self.rows[self.at][0] < after:
            self.at += 1
        return text + ("" if head == "|-" else "\n"), place

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


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
