"""A scalar or a flow collection on one line of plain YAML; see `plain`."""

from __future__ import annotations

from govlint.source.document import NO_PARTS, Place
from govlint.source.scalars import resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from govlint.source.scalars import Scalar

    Key = tuple[int, int, int, int] | None
    """Where the key of a value begins and ends, as a `Place` has it."""
    Found = tuple[Any, Place]
    """A value and where it stands."""

MAX_DEPTH = 40
_LONGEST_KEY = 200
_IN_KEYS = frozenset("_-./$ ")
"""What a key may hold beside letters and digits."""
_NO_BEGINNING = frozenset("&*!%@`>?|,]}#:'\"[{")
"""What begins something else than a plain text."""
_FLOW = ",]}[{"
_place = Place._make


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

    def value(self, key: Key) -> Found:
        """The value that begins here."""
        sign = self.text[self.next : self.next + 1]
        if sign in ("[", "{"):
            return self.collection(sign, key)
        start = self.next
        value = self._quoted(sign) if sign in ('"', "'") else self._plain()
        column, end = self.column + start, self.column + self.next
        return value, _place((self.line, column, self.line, end, NO_PARTS, key))

    def _plain(self) -> Scalar:
        """The value of an unquoted text."""
        text, start = self.text, self.next
        end = len(text)
        for sign in _FLOW:
            at = text.find(sign, start, end)
            end = at if at >= 0 else end
        found = text[start:end].rstrip(" ")
        if end == len(text) or ":?" in found:
            raise DeclinedError
        self.next = start + len(found)
        return scalar(found)

    def _quoted(self, sign: str) -> str:
        """A text in quotes without escapes."""
        start = self.next
        end = self.text.find(sign, start + 1)
        inside = self.text[start + 1 : end]
        if end < 0 or "\\" in inside or self.text[end + 1 : end + 2] == sign:
            raise DeclinedError
        self.next = end + 1
        return inside

    def collection(self, sign: str, key: Key) -> Found:
        """What stands in brackets or braces."""
        parts: dict[Any, Place] = {}
        start, self.depth = self.next, self.depth + 1
        if self.depth > MAX_DEPTH:
            raise DeclinedError
        self._go_on(1)
        data = self._items("]", parts) if sign == "[" else self._entries("}", parts)
        self.next += 1
        self.depth -= 1
        column, end = self.column + start, self.column + self.next
        end_line = None if self.foreign else self.line
        return data, _place((self.line, column, end_line, end, parts, key))

    def _items(self, close: str, parts: dict[Any, Place]) -> list[Any]:
        data: list[Any] = []
        while not self._closes(close, bool(data)):
            value, parts[len(data)] = self.value(None)
            data.append(value)
            self._go_on(0)
        return data

    def _entries(self, close: str, parts: dict[Any, Place]) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while not self._closes(close, bool(data)):
            key = key_of(self.text[self.next :])
            if not key or key in data:
                raise DeclinedError
            line, column = self.line, self.column + self.next
            self._go_on(len(key) + 1)
            data[key], parts[key] = self.value((line, column, line, column + len(key)))
            self._go_on(0)
        return data

    def _closes(self, close: str, some: bool) -> bool:
        """Whether the collection ends here; else go on behind the comma."""
        sign = self.text[self.next : self.next + 1]
        if sign == close:
            return True
        if some:
            if sign != ",":
                raise DeclinedError
            self._go_on(1)
            if self.text[self.next : self.next + 1] == close:
                raise DeclinedError
        return False

    def _go_on(self, signs: int) -> None:
        """Go on by some signs, and then to the next that is no blank."""
        self.next += signs
        while self.text[self.next : self.next + 1] == " ":
            self.next += 1


def key_of(text: str) -> str:
    """The plain key that a text begins with; empty where it begins with none."""
    length = text.find(":")
    if not 0 < length <= _LONGEST_KEY or text[length + 1 : length + 2] not in ("", " "):
        return ""
    key = text[:length]
    if key.isascii() and key.isidentifier():  # as most of them are
        return key
    if not (key[0].isalnum() or key[0] in "_./$") or key[-1] == " ":
        return ""
    return key if all(sign.isalnum() or sign in _IN_KEYS for sign in key) else ""


def scalar(text: str) -> Scalar:
    """The value of an unquoted text."""
    if not text or text[0] in _NO_BEGINNING or text == "-" or text[:2] == "- ":
        raise DeclinedError
    if ": " in text or text[-1] == ":" or " #" in text:
        raise DeclinedError
    return resolve(text)
