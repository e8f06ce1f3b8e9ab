"""Text files as plain data with places. The only room that reads YAML and TOML."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from yaml import YAMLError

from govlint.source.document import (
    Document,
    Place,
    key_span,
    line_span,
    line_text,
    nearest,
    value_span,
)
from govlint.source.reader import Reader, StopReadingError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govlint.model import Path

__all__ = [
    "Document",
    "Place",
    "key_span",
    "line_span",
    "line_text",
    "moved",
    "nearest",
    "read",
    "read_toml",
    "value_span",
]

MAX_BYTES = 1024 * 1024


def read(content: bytes, path: str) -> Document:
    """Read a YAML file. Whatever it holds, the result is a document; faults tell the rest."""
    try:
        text = content.decode() if len(content) <= MAX_BYTES else None
    except UnicodeDecodeError:
        text = None
    if text is None or "\r" in text or text.startswith("\ufeff"):
        pass
    reader = Reader(text or "", path)
    with contextlib.suppress(YAMLError, StopReadingError):
        reader.read()
    reader.finish()
    faults, blanks = tuple(reader.faults), tuple(reader.blanks)
    return Document(path, text or "", reader.data, reader.place, True, faults, blanks)


def read_toml(content: bytes, path: str, table: tuple[str, ...]) -> Document:
    """Read one table of a TOML file as if it were the whole; an absent one is empty."""
    from govlint.source import toml

    return toml.read(content, path, table)


def moved(document: Document, moves: Sequence[tuple[Path, Path]]) -> Document:
    """The document with subtrees, and their places, at other paths: ``(from, to)`` each."""
    from govlint.source import moving

    return moving.moved(document, moves)
