"""Reads one table of a TOML file, with the place of each key and value."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govlint.source.document import Document


def read(content: bytes, path: str, table: tuple[str, ...]) -> Document:
    raise NotImplementedError
