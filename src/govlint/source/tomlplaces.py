"""Where the keys and values of a TOML text stand. The text has been read: it is valid."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from govlint.source.document import NO_PARTS, Position, placed

if TYPE_CHECKING:
    from govlint.source.document import Place

_SPACE = re.compile(r"[ \t]*")
_FILL = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'')
_TEXT = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""+|\'\'\'(?:[^\']|\'(?!\'\'))*\'\'\'+|"(?:[^"\\]|\\.)*"|\'[^\']*\'',
    re.DOTALL,
)
_OTHER = re.compile(r"[^,\]}#\n]*")

_Key = tuple[str, int, int]


def places(text: str) -> Place:
    """The tree of places of a whole TOML text."""
    return _Scanner(text).scan()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.root: dict[Any, Place] = {}

    def scan(self) -> Place:
        table = self.root
        while self._fill() < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
        return placed(Position(0, 0), None, self.root, None)

    def _fill(self) -> int:
        """Go to the next sign that is neither blank nor comment."""
        self.at = self._end(_FILL)
        return self.at

    def _end(self, pattern: re.Pattern[str]) -> int:
        found = pattern.match(self.text, self.at)
        return found.end() if found else self.at

    def _header(self) -> dict[Any, Place]:
        """``[one.two]`` or ``[[one.two]]``: the parts of the table that begins."""
        several = self.text.startswith("[[", self.at)
        self.at += 2 if several else 1
        keys = self._keys()
        self.at = self.text.index("]", self.at) + (2 if several else 1)
        parent = self._table(self.root, keys[:-1])
        if not several:
            return self._table(parent, keys[-1:])
        items = self._table(parent, keys[-1:], into_list=False)
        start, end = self._mark(keys[-1][1]), self._mark(keys[-1][2])
        items[len(items)] = placed(start, None, {}, (start, end))
        return items[len(items) - 1].parts

    def _table(
        self, parts: dict[Any, Place], keys: list[_Key], into_list: bool = True
    ) -> dict[Any, Place]:
        """The parts of the table at ``keys``, which is made if it is not there."""
        for name, start, end in keys:
            if name not in parts:
                marks = (self._mark(start), self._mark(end))
                parts[name] = placed(marks[0], None, {}, marks)
            parts = parts[name].parts
            if into_list and parts and all(isinstance(key, int) for key in parts):
                parts = parts[len(parts) - 1].parts
        return parts

    def _pair(self, table: dict[Any, Place]) -> None:
        keys = self._keys()
        self.at = self.text.index("=", self.at) + 1
        self.at = self._end(_SPACE)
        name, start, end = keys[-1]
        parent = self._table(table, keys[:-1])
        first, behind = self._mark(start), self._mark(end)
        at_key = first.line, first.column, behind.line, behind.column
        parent[name] = self._value()._replace(at_key=at_key)

    def _keys(self) -> list[_Key]:
        """The names of a dotted key, and from where to where each is written."""
        keys: list[_Key] = []
        while True:
            start = self.at = self._end(_SPACE)
            quoted = self.text[start] in "\"'"
            self.at = self._end(_QUOTED if quoted else _BARE)
            keys.append((_name(self.text[start : self.at]), start, self.at))
            self.at = self._end(_SPACE)
            if self.text[self.at] != ".":
                return keys
            self.at += 1

    def _value(self) -> Place:
        start, sign = self.at, self.text[self.at]
        parts = NO_PARTS
        if sign == "[":
            parts = self._array()
        elif sign == "{":
            parts = self._inline()
        elif sign in "\"'":
            self.at = self._end(_TEXT)
        else:
            self.at = start + len(self.text[start : self._end(_OTHER)].rstrip())
        return placed(self._mark(start), self._mark(self.at), parts, None)

    def _array(self) -> dict[Any, Place]:
        items: dict[Any, Place] = {}
        self.at += 1
        while self.text[self._fill()] != "]":
            items[len(items)] = self._value()
            if self.text[self._fill()] == ",":
                self.at += 1
        self.at += 1
        return items

    def _inline(self) -> dict[Any, Place]:
        parts: dict[Any, Place] = {}
        self.at += 1
        while self.text[self._fill()] != "}":
            self._pair(parts)
            if self.text[self._fill()] == ",":
                self.at += 1
        self.at += 1
        return parts

    def _mark(self, index: int) -> Position:
        line = bisect_right(self.starts, index) - 1
        return Position(line, index - self.starts[line])


def _name(written: str) -> str:
    if written[:1] == "'":
        return written[1:-1]
    if written[:1] == '"':
        import tomllib

        return next(iter(tomllib.loads(f"{written} = 0")))
    return written
