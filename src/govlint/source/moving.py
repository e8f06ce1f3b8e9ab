"""Puts subtrees of a document at other paths; the document itself stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govlint.source.document import ended

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govlint.model import Path
    from govlint.source.document import Document, Place


def moved(document: Document, moves: Sequence[tuple[Path, Path]]) -> Document:
    """The document with each part ``from`` at ``to``, and all that is said about it.

    Left out is a move of something that is not written, of an item of a list, onto something
    that is written, into itself, or below something that is no mapping.
    """
    for source, target in moves:
        if _possible(document, source, target):
            document = _moved(document, source, target)
    return document


def _possible(document: Document, source: Path, target: Path) -> bool:
    if not source or not target or not isinstance(source[-1], str):
        return False
    if target[: len(source)] == source or not _written(document.data, source):
        return False
    return _free(document.data, target)


def _written(data: Any, path: Path) -> bool:
    for key in path:
        if not _has(data, key):
            return False
        data = data[key]
    return True


def _free(data: Any, path: Path) -> bool:
    """Whether a value can be put at ``path``: its last written ancestor is a mapping."""
    for key in path:
        if not _has(data, key):
            return isinstance(data, dict)
        data = data[key]
    return False


def _has(data: Any, key: str | int) -> bool:
    if isinstance(data, dict):
        return key in data
    return isinstance(data, list) and isinstance(key, int) and 0 <= key < len(data)


def _moved(document: Document, source: Path, target: Path) -> Document:
    text, place = document.text, document.place
    data, value = _taken(document.data, source)
    if place is not None:
        place, part = _place_taken(text, place, source)
        place = _place_put(text, place, target, part) if part is not None else place
    return document._replace(
        data=_put(data, target, value),
        place=place,
        faults=tuple(f._replace(path=_renamed(f.path, source, target)) for f in document.faults),
        blanks=tuple(b._replace(path=_renamed(b.path, source, target)) for b in document.blanks),
    )


def _taken(data: Any, path: Path) -> tuple[Any, Any]:
    """A copy of ``data`` without the part at ``path``, and that part."""
    copy = data.copy()
    if len(path) == 1:
        return copy, copy.pop(path[0])
    copy[path[0]], value = _taken(data[path[0]], path[1:])
    return copy, value


def _put(data: Any, path: Path, value: Any) -> Any:
    """A copy of ``data`` with ``value`` at ``path``."""
    copy = data.copy()
    key = path[0]
    if len(path) > 1:
        value = _put(copy[key] if _has(copy, key) else {}, path[1:], value)
    copy[key] = value
    return copy


def _place_taken(text: str, place: Place, path: Path) -> tuple[Place, Place | None]:
    parts = dict(place.parts)
    part = parts.get(path[0])
    if part is None:
        return place, None
    if len(path) == 1:
        del parts[path[0]]
        return _as_long(place, parts, text), part
    parts[path[0]], found = _place_taken(text, part, path[1:])
    return place._replace(parts=parts), found


def _place_put(text: str, place: Place, path: Path, part: Place) -> Place:
    parts = dict(place.parts)
    if len(path) == 1:
        parts[path[0]] = part
    else:
        below = parts.get(path[0]) or part._replace(parts={})
        parts[path[0]] = _place_put(text, below, path[1:], part)
    return _as_long(place, parts, text)


def _renamed(path: Path, source: Path, target: Path) -> Path:
    return target + path[len(source) :] if path[: len(source)] == source else path


def _as_long(place: Place, parts: dict[Any, Place], text: str) -> Place:
    """The place with other parts, as long as it was with its own."""
    end = ended(text, place)
    return place._replace(parts=parts, end_line=end.line, end_column=end.column)
