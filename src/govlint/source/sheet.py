"""A text that is being repaired in memory; it knows where each sign stood in the file."""

from __future__ import annotations

from typing import Any, NamedTuple

from govlint.source.document import Position

MAX_EDITS = 50
"""So many signs are mended in one line by one slip."""
_BREAKS = "\x85\u2028\u2029"
_PUNCTUATION = "".join(chr(code) for code in range(0x21, 0x7F) if not chr(code).isalnum())
_MASKS = {ord(sign): 0xF700 + ord(sign) for sign in _PUNCTUATION} | {
    ord(sign): 0xF780 + index for index, sign in enumerate(_BREAKS)
}
_SIGNS = {mask: sign for sign, mask in _MASKS.items()}
_RESERVED = dict.fromkeys(range(63232, 63488), 65533)


class Edit(NamedTuple):
    """The signs of a line from ``start`` to ``end`` become ``new``."""

    line: int
    start: int
    end: int
    new: str


class Sheet:
    """The lines of a text, and of each edited line the column that its signs had."""

    def __init__(self, text: str) -> None:
        if not text.isascii():
            masks = {ord(sign): _MASKS[ord(sign)] for sign in _BREAKS}
            text = text.translate(_RESERVED | masks)
        self.lines = text.split("\n")
        self.columns: dict[int, list[int]] = {}

    @property
    def text(self) -> str:
        """The text as it is to be read."""
        return "\n".join(self.lines)

    def line(self, number: int) -> str:
        """A line; empty behind the last one."""
        return self.lines[number] if number < len(self.lines) else ""

    def apply(self, edits: tuple[Edit, ...]) -> bool:
        """Make the edits, which must not overlap; whether that changed anything."""
        before = {edit.line: self.lines[edit.line] for edit in edits}
        for edit in sorted(edits, reverse=True):
            self._replace(edit)
        return any(self.lines[line] != text for line, text in before.items())

    def _replace(self, edit: Edit) -> None:
        line, start, end, new = edit
        text = self.lines[line]
        if len(new) != end - start:
            columns = self.columns.setdefault(line, list(range(len(text) + 1)))
            columns[start:end] = [columns[start]] * len(new)
        self.lines[line] = text[:start] + new + text[end:]

    def original(self, line: int, column: int) -> Position:
        """Where in the file the sign stood that is now at ``line`` and ``column``."""
        columns = self.columns.get(line)
        if columns is None:
            return Position(line, column)
        last = len(columns) - 1
        return Position(line, columns[min(column, last)] + max(column - last, 0))


def masked(text: str) -> str:
    """The text with every sign that YAML might understand replaced by a stand-in."""
    return text.translate(_MASKS)


def unmasked(value: Any) -> Any:
    """Plain data with the stand-ins turned back."""
    if isinstance(value, str):
        return value.translate(_SIGNS)
    if isinstance(value, dict):
        return {unmasked(key): unmasked(part) for key, part in value.items()}
    if isinstance(value, list):
        return [unmasked(part) for part in value]
    return value
