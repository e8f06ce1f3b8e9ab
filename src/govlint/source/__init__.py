"""Text files as plain data with places. The only room that reads YAML and TOML."""

from __future__ import annotations

from govlint.source import plain
from govlint.source.document import (
    MAX_BYTES,
    Document,
    Place,
    key_span,
    line_span,
    line_text,
    nearest,
    value_span,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from govlint.model import Path

__all__ = [
    "MAX_BYTES",
    "Document",
    "Place",
    "key_span",
    "line_span",
    "line_text",
    "moved",
    "nearest",
    "read",
    "read_foreign",
    "read_toml",
    "value_span",
]

_TRAPS = "\u00a0\u2007\u202f\u3000\u200b\ufeff\x85\u2028\u2029"
"""Hard spaces, which end up in keys, and line ends that only YAML 1.1 counts."""


def read(content: bytes, path: str) -> Document:
    """Read a YAML file. Whatever it holds, the result is a document; its faults tell the rest."""
    text = _plain_text(content)
    if text is None:
        return _read_with_care(content, path)
    found = plain.read(text)
    if found is not None:
        return Document(path, text, *found, True, (), ())
    from yaml import YAMLError

    from govlint.source.reader import Reader
    from govlint.source.recording import StopReadingError

    reader = Reader(text, path)
    try:
        reader.read()
    except (YAMLError, StopReadingError):
        return _read_with_care(content, path)
    if reader.heads:
        return _read_with_care(content, path)
    reader.finish()
    faults, blanks = tuple(reader.faults), tuple(reader.blanks)
    return Document(path, text, reader.data, reader.place, True, faults, blanks)


def read_foreign(content: bytes, path: str) -> tuple[Document, ...]:
    """The documents of another tool's YAML file: see `foreign.read_foreign`."""
    try:
        found = plain.read(content.decode(), foreign=True)
    except UnicodeDecodeError:
        found = None
    if found is not None:
        return (Document(path, content.decode(), *found, True, (), ()),)
    from govlint.source import foreign

    return foreign.read_foreign(content, path)


def read_toml(content: bytes, path: str, table: tuple[str, ...]) -> Document:
    """Read one table of a TOML file as if it were the whole; an absent one is empty."""
    from govlint.source import toml

    return toml.read(content, path, table)


def moved(document: Document, moves: Sequence[tuple[Path, Path]]) -> Document:
    """The document with subtrees, and their places, at other paths: ``(from, to)`` each."""
    from govlint.source import moving

    return moving.moved(document, moves)


def _plain_text(content: bytes) -> str | None:
    """The text, if it can be read without looking twice."""
    try:
        text = content.decode() if len(content) <= MAX_BYTES else None
    except UnicodeDecodeError:
        return None
    if text is None:
        return None
    text = text.lstrip("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    trapped = not text.isascii() and any(sign in text for sign in _TRAPS)
    return None if trapped else text


def _read_with_care(content: bytes, path: str) -> Document:
    from govlint.source import bridge, decoding

    if len(content) > MAX_BYTES:
        return bridge.unread(path, "size")
    return bridge.read(*decoding.decoded(content, path), path)
