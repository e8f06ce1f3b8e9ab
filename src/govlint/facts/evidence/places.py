"""Values of foreign documents, and the notes that point at them."""

from __future__ import annotations

from govlint.facts.evidence.nouns import Note
from govlint.paths import lookup
from govlint.source import key_span, nearest, value_span
from govlint.source.document import TEMPLATE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from govlint.model import Path
    from govlint.source import Document


def value_at(document: Document, path: Path, text: str = "") -> Note:
    """A note on the value at ``path``, or on its nearest written ancestor."""
    span = value_span(document, nearest(document, path))
    return Note(document.path, span.line, span.column, text)


def key_at(document: Document, path: Path, text: str = "") -> Note:
    """A note on the key at ``path``, or on its nearest written ancestor."""
    span = key_span(document, nearest(document, path))
    return Note(document.path, span.line, span.column, text)


def text_of(data: Any, *path: str | int) -> str:
    """The text at ``path``; numbers as text; empty where there is none."""
    value = lookup(data, path)
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return str(value)


def map_of(data: Any, *path: str | int) -> dict[str, Any]:
    """The mapping at ``path``; empty where there is none."""
    value = lookup(data, path)
    return value if isinstance(value, dict) else {}


def list_of(data: Any, *path: str | int) -> list[Any]:
    """The list at ``path``; empty where there is none."""
    value = lookup(data, path)
    return value if isinstance(value, list) else []


def texts_of(data: Any, *path: str | int) -> list[str]:
    """The texts at ``path``: of a list its texts, else the one that is there."""
    value = lookup(data, path)
    values = value if isinstance(value, list) else [value]
    return [text for text in values if isinstance(text, str)]


def templated(text: str) -> bool:
    """Whether a template's expression stood in this value."""
    return TEMPLATE in text


def commented(text: str, word: str) -> int:
    """The first line on which ``word:`` stands in a comment; 0 where none does."""
    for number, line in enumerate(text.split("\n"), 1):
        body = line.strip()
        if body.startswith("#") and body.lstrip("#- \t").startswith(f"{word}:"):
            return number
    return 0
