"""Places inside the texts of a YAML file: from those of a value to those of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint import source
from govlint.model import Span

if TYPE_CHECKING:
    from govlint.model import Path
    from govlint.source import Document


def place_in(document: Document, path: Path, line: int, column: int) -> Span:
    """The place in the file of a place in the text at ``path``; the text's own span if unclear."""
    whole = source.value_span(document, path)
    value = _value(document, path)
    offset = _offset(value, line, column)
    written = "\n".join(document.text.split("\n")[whole.line - 1 : whole.end_line])
    start = _begin(written, whole.column - 1)
    found = _aligned(written, start, value, offset, written[whole.column - 1 : whole.column])
    if found is None:
        return whole
    before = written[:found]
    row = whole.line + before.count("\n")
    at = found - (before.rfind("\n") + 1) + 1
    return Span(whole.path, row, at, row, at + _word(written, found))


def _word(written: str, start: int) -> int:
    """The length of the name at ``start``, or of the one sign that stands there."""
    end = start
    while written[end : end + 1].isalnum() or written[end : end + 1] == "_":
        end += 1
    return max(end - start, 1)


def _value(document: Document, path: Path) -> str:
    value = document.data
    for segment in path:
        value = value[segment]
    return str(value)


def _offset(value: str, line: int, column: int) -> int:
    lines = value.split("\n")
    return sum(len(text) + 1 for text in lines[: line - 1]) + column - 1


def _begin(written: str, start: int) -> int:
    """Where the text itself begins: after a quote, or below the line of ``|`` or ``>``."""
    sign = written[start : start + 1]
    if sign in ("|", ">"):
        return written.find("\n", start) + 1
    return start + 1 if sign in ("'", '"') else start


def _aligned(written: str, start: int, value: str, wanted: int, style: str) -> int | None:
    """The index in ``written`` of the sign ``wanted`` of ``value``, or None where they part.

    Blanks and line ends of the file may be more than those of the value: folding takes them out.
    """
    index = start
    for number, sign in enumerate(value):
        index = found = _next(written, index, sign, style)
        if found < 0:
            return None
        if number == wanted:
            return found
        index = _after_blanks(written, found) if sign.isspace() else found + 1
    return index if wanted >= len(value) else None


def _next(written: str, index: int, sign: str, style: str) -> int:
    """Where ``sign`` stands next: at once, after blanks, or escaped; -1 if something else does."""
    if sign.isspace():
        return index
    index = _after_blanks(written, index)
    here = written[index : index + 2]
    if style == '"' and here == "\\\n":
        return _next(written, index + 2, sign, style)
    if (style == '"' and here == f"\\{sign}") or (style == sign == "'" and here == "''"):
        return index + 1
    return index if here[:1] == sign else -1


def _after_blanks(written: str, index: int) -> int:
    while written[index : index + 1].isspace():
        index += 1
    return index
