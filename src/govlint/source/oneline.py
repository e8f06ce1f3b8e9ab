"""A scalar or a flow collection on one line of plain YAML; see `plain`."""

from __future__ import annotations

from govlint.source.document import NO_PARTS, Place, Position
from govlint.source.scalars import resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from govlint.source.document import Mark
    from govlint.source.scalars import Scalar

    Marks = tuple[Mark, Mark]
    Found = tuple[Any, Place]
    """A value and where it stands."""

MAX_DEPTH = 40
_LONGEST_KEY = 200
_IN_KEYS = frozenset("_-./$ ")
"""What a key may hold beside letters and digits."""
_NO_BEGINNING = frozenset("&*!%@`>?|,]}#:'\"[{")
"""What begins something else than a plain text."""
_ASCII_KEYS = _IN_KEYS | frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_FLOW = ",]}[{"
_place = Place._make
_at = Position._make


class DeclinedError(Exception):
    """Here stands what only the parser reads."""


class Flow:
    """A scalar, or a flow collection, on one line. ``next`` is what is read next."""

    def __init__(self, text: str, line: int, column: int, foreign: bool) -> None:
        self.text = text
        self.line = line
        self.column = column
        self.foreign = foreign
        self.next = 0
        self.depth = 0

    def value(self, marks: Marks | None) -> Found:
        """The value that begins here."""
        sign = self.text[self.next : self.next + 1]
        if sign in ('"', "'"):
            return self.quoted(sign, marks)
        if sign in ("[", "{"):
            return self.collection(sign, marks)
        return self.plain(self._plain_text(), marks)

    def plain(self, text: str, marks: Marks | None) -> Found:
        """The value of an unquoted text that begins here."""
        start = self.next
        self.next = start + len(text)
        return scalar(text), self._placed(start, NO_PARTS, marks)

    def quoted(self, sign: str, marks: Marks | None) -> Found:
        """A text in quotes without escapes."""
        start = self.next
        end = self.text.find(sign, start + 1)
        inside = self.text[start + 1 : end]
        if end < 0 or "\\" in inside or self.text[end + 1 : end + 2] == sign:
            raise DeclinedError
        self.next = end + 1
        return inside, self._placed(start, NO_PARTS, marks)

    def collection(self, sign: str, marks: Marks | None) -> Found:
        """What stands in brackets or braces."""
        parts: dict[Any, Place] = {}
        start, self.depth = self.next, self.depth + 1
        if self.depth > MAX_DEPTH:
            raise DeclinedError
        self.next += 1
        self._blanks()
        data = self._items("]", parts) if sign == "[" else self._entries("}", parts)
        self.next += 1
        self.depth -= 1
        place = self._placed(start, parts, marks)
        return data, place._replace(end=None) if self.foreign else place

    def _items(self, close: str, parts: dict[Any, Place]) -> list[Any]:
        data: list[Any] = []
        while not self._closes(close, bool(data)):
            value, parts[len(data)] = self.value(None)
            data.append(value)
            self._blanks()
        return data

    def _entries(self, close: str, parts: dict[Any, Place]) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while not self._closes(close, bool(data)):
            start = self.next
            length = key_length(self.text[start:])
            key = self.text[start : start + length]
            if not length or key in data:
                raise DeclinedError
            line, column = self.line, self.column + start
            marks = _at((line, column)), _at((line, column + length))
            self.next = start + length + 1
            self._blanks()
            data[key], parts[key] = self.value(marks)
            self._blanks()
        return data

    def _closes(self, close: str, some: bool) -> bool:
        """Whether the collection ends here; else go on behind the comma."""
        sign = self.text[self.next : self.next + 1]
        if sign == close:
            return True
        if some:
            if sign != ",":
                raise DeclinedError
            self.next += 1
            self._blanks()
            if self.text[self.next : self.next + 1] == close:
                raise DeclinedError
        return False

    def _plain_text(self) -> str:
        start, end = self.next, len(self.text)
        for sign in _FLOW:
            at = self.text.find(sign, start, end)
            end = at if at >= 0 else end
        text = self.text[start:end].rstrip(" ")
        if end == len(self.text) or ":?" in text:
            raise DeclinedError
        return text

    def _blanks(self) -> None:
        while self.text[self.next : self.next + 1] == " ":
            self.next += 1

    def _placed(self, start: int, parts: dict[Any, Place], marks: Marks | None) -> Place:
        line, column = self.line, self.column
        ends = _at((line, column + start)), _at((line, column + self.next))
        return _place((*ends, parts, marks))


def key_length(text: str) -> int:
    """How long the plain key is that a text begins with; 0 where it begins with none."""
    length = text.find(":")
    if not 0 < length <= _LONGEST_KEY or text[length + 1 : length + 2] not in ("", " "):
        return 0
    key = text[:length]
    if not (key[0].isalnum() or key[0] in "_./$") or key[-1] == " ":
        return 0
    if _ASCII_KEYS.issuperset(key):
        return length
    return length if all(sign.isalnum() or sign in _IN_KEYS for sign in key) else 0


def scalar(text: str) -> Scalar:
    """The value of an unquoted text."""
    if not text or text[0] in _NO_BEGINNING or text == "-" or text[:2] == "- ":
        raise DeclinedError
    if ": " in text or text[-1] == ":" or " #" in text:
        raise DeclinedError
    return resolve(text)
