"""Paths: from their text in a policy to places in a document, and back to a name for people."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from govlint.model import Path

ITEM = "*"
_NAMING_KEYS = ("name", "policy", "model")


def parse(text: str) -> Path:
    """The segments of ``doc.data.sources[*]``: ``("data", "sources", "*")``; ``doc`` is ``()``."""
    segments = text.replace("[*]", ".*").split(".")
    return tuple(segments[1:] if segments[0] == "doc" else segments)


def select(data: Any, pattern: Path) -> list[Path]:
    """Every path in ``data`` that ``pattern`` matches, in the order of the document."""
    if ITEM not in pattern:
        for segment in pattern:
            if not isinstance(data, dict) or segment not in data:
                return []
            data = data[segment]
        return [pattern]
    found: list[tuple[Path, Any]] = [((), data)]
    for segment in pattern:
        found = [step for path, value in found for step in _children(path, value, segment)]
    return [path for path, _ in found]


def _children(path: Path, value: Any, segment: str | int) -> list[tuple[Path, Any]]:
    if segment != ITEM:
        if isinstance(value, dict) and segment in value:
            return [((*path, segment), value[segment])]
        return []
    if isinstance(value, dict):
        return [((*path, key), item) for key, item in value.items() if not key.startswith("x-")]
    if isinstance(value, list):
        return [((*path, index), item) for index, item in enumerate(value)]
    return []


def lookup(data: Any, path: Path) -> Any:
    """The value at ``path``, or None where nothing stands there."""
    for segment in path:
        try:
            data = data[segment]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def under(path: Path, ancestor: Path) -> bool:
    """Whether ``path`` is ``ancestor`` or lies inside it."""
    return path[: len(ancestor)] == ancestor


def overlap(pattern: Path, path: Path) -> bool:
    """Whether a place that ``pattern`` names lies at, inside or around ``path``."""
    return all(mine in (ITEM, other) for mine, other in zip(pattern, path, strict=False))


def named(data: Any, path: Path) -> str:
    """``path`` for people, list items by their name: ``data.sources[Payroll provider]``.

    The second of two items with one name is ``data.sources[Payroll provider, 2]``.
    """
    text = ""
    for length, segment in enumerate(path):
        if isinstance(segment, int):
            text += f"[{_item_name(lookup(data, path[:length]), segment)}]"
        else:
            text += f".{segment}" if text else str(segment)
    return text


def _item_name(items: Any, index: int) -> str:
    names = [_own_name(item) for item in items[: index + 1]] if isinstance(items, list) else []
    if not names or not names[-1]:
        return str(index + 1)
    count = names.count(names[-1])
    return names[-1] if count == 1 else f"{names[-1]}, {count}"


def _own_name(item: Any) -> str:
    if isinstance(item, dict):
        for key in _NAMING_KEYS:
            if isinstance(item.get(key), str):
                return str(item[key])
    return ""


def like(text: str, glob: str) -> bool:
    """The same as ``fnmatch.fnmatchcase``, which compiles each glob, at no cost for a plain one."""
    if glob == "*" or not any(sign in glob for sign in "*?["):
        return glob in ("*", text)
    from fnmatch import fnmatchcase

    return fnmatchcase(text, glob)
