"""Columns in UTF-8 bytes, as some formats count them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINE_ENDS = re.compile("\r\n|\n|\r")


class ByteColumns:
    """The files of a report, split into lines once each."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources
        self._lines: dict[str, list[str]] = {}

    def column(self, path: str, line: int, column: int) -> int | None:
        """Return the column, from 1, in bytes; None where the line is not known."""
        if path not in self._lines:
            self._lines[path] = _LINE_ENDS.split(self._sources.get(path, ""))
        lines = self._lines[path]
        if path not in self._sources or not 1 <= line <= len(lines):
            return None
        return len(lines[line - 1][: column - 1].encode("utf-8", "replace")) + 1
