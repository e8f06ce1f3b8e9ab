"""Reads one table of a TOML file, with the place of each key and value."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from govlint.model import Fault, Span
from govlint.source.decoding import decoded
from govlint.source.document import MAX_BYTES, Document, span
from govlint.source.recording import DUPLICATE, MAX_DEPTH, SYNTAX
from govlint.source.refusals import limit, words
from govlint.source.scalars import MAX_DIGITS
from govlint.source.tomlplaces import places
from govlint.text import visible

if TYPE_CHECKING:
    from govlint.model import Path
    from govlint.source.document import Place

_WHERE = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)$", re.DOTALL)
_KEY = re.compile(r"\s*([\w.-]+)\s*=\s*")
_BARE = re.compile(r"[^\W\d][\w./@+-]*(?: [\w./@+-]+)*(?=\s*(?:[,#\]}]|$))")
"""A text of plain words that ends where a value does."""
MAX_DOTS = 1_000
"""In one line. ``tomllib`` takes memory with the square of a dotted key's length."""
_SAID = {
    "Cannot overwrite": "this is written a second time; delete one of the two",
    "twice": "this table is written a second time; make one table of the two",
    "Invalid value": 'TOML does not know this value; write a text in quotes:   "text"',
    "Expected '='": 'there is no = after this key; write:   key = "text"',
    "Expected newline": "something follows the value here; start a new line, or delete it",
    "Unescaped '\\'": "a backslash starts an escape here; use single quotes around the text",
    "Illegal character '\\n'": "a quote is never closed; close it on the same line",
    "key part": "a key is expected here; write:   key = value",
    "Exceeds the limit": "a number is longer than anything is measured with; round it",
}
"""Parts of the parser's words, and ours."""


def read(content: bytes, path: str, table: tuple[str, ...]) -> Document:
    """The table as a document of its own; ``{}`` without a place if the file does not have it."""
    if len(content) > MAX_BYTES:
        return _unread(path, "", "size")
    text, faults = decoded(content, path)
    if any(line.count(".") > MAX_DOTS for line in text.split("\n")):
        return _unread(path, text, "depth")
    try:
        data: Any = tomllib.loads(text)
    except RecursionError:
        return _unread(path, text, "depth")
    except ValueError as error:
        return Document(path, text, {}, None, False, (*faults, _fault(error, path, text)), ())
    if _too_deep(data):
        return _unread(path, text, "depth")
    place: Place | None = places(text)
    for name in table:
        if not isinstance(data, dict) or name not in data:
            return Document(path, text, {}, None, True, faults, ())
        data, place = data[name], place.parts.get(name) if place else None
    document = Document(path, text, data, place, True, (), ())
    return document._replace(data=_plain(data), faults=(*faults, *_too_long(document, data, ())))


def _unread(path: str, text: str, why: str) -> Document:
    message, fix = limit(why) or ("", "")
    fault = Fault(SYNTAX, (), Span(path, 1, 1, 1, 1), message, fix)
    return Document(path, text, {}, None, False, (fault,), ())


def _fault(error: ValueError, path: str, text: str) -> Fault:
    found = _WHERE.match(str(error))
    said = found[1] if found else str(error)
    lines = text.split("\n")
    line, column = (int(found[2]), int(found[3])) if found and found[2] else (len(lines), 1)
    repeated = "overwrite" in said or "twice" in said
    if repeated:
        column = len(lines[line - 1]) - len(lines[line - 1].lstrip()) + 1
    place = Span(path, line, column, line, max(column, len(lines[line - 1].rstrip()) + 1))
    known = next((words for part, words in _SAID.items() if part in said), None)
    if "Invalid value" in said:
        known = known and known.replace('"text"', _in_quotes(lines[line - 1], column))
    message, _, fix = (known or f"{said}; see https://toml.io for how to write it").partition("; ")
    return Fault(DUPLICATE if repeated else SYNTAX, (), place, message, _sentence(fix))


def _in_quotes(line: str, column: int) -> str:
    """The author's own key and value as TOML writes them; ``"text"`` where that is not plain."""
    key, text = _KEY.match(line), _BARE.match(line, column - 1)
    if not text:
        return '"text"'
    head = f"{visible(key[1], 60)} = " if key and key.end() == column - 1 else ""
    return f'{head}"{visible(text[0], 60)}"'


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:] + ("" if ":   " in words else ".")


def _too_deep(data: Any) -> bool:
    level = [data]
    for _ in range(MAX_DEPTH + 1):
        level = [inner for part in level for inner in _parts(part)]
    return bool(level)


def _parts(data: Any) -> list[Any]:
    if isinstance(data, dict):
        return list(data.values())
    return data if isinstance(data, list) else []


def _plain(data: Any) -> Any:
    """The data with dates and times as text."""
    if isinstance(data, dict):
        return {key: _plain(part) for key, part in data.items()}
    if isinstance(data, list):
        return [_plain(part) for part in data]
    return data.isoformat() if hasattr(data, "isoformat") else data


def _too_long(document: Document, data: Any, path: Path) -> list[Fault]:
    if isinstance(data, dict | list):
        keys = data.keys() if isinstance(data, dict) else range(len(data))
        return [f for key in keys for f in _too_long(document, data[key], (*path, key))]
    if type(data) is not int or abs(data) < 10**MAX_DIGITS:
        return []
    place = document.place
    for key in path:
        place = place.parts[key] if place else None
    message, fix = words("number", path, "")
    where = span(document.path, place.start, place.end or place.start) if place else None
    return [Fault(SYNTAX, path, where or Span(document.path, 1, 1, 1, 1), message, fix)]
