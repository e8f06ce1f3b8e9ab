"""Plain data with parts left out, or changed at many paths at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govlint.schema.tidy import BAD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govlint.model import Path
    from govlint.source import Document


class _Change:
    """A new value; a type of its own, so that it is not taken for a level of the tree."""

    def __init__(self, value: Any) -> None:
        self.value = value


def marked(data: Any, changes: Mapping[Path, Any]) -> Any:
    """A copy of ``data`` with the value at each path changed, where one is written."""
    tree: dict[Any, Any] = {}
    for path, value in changes.items():
        level = tree
        for key in path[:-1]:
            level = level.setdefault(key, {})
            if isinstance(level, _Change):
                break
        else:
            level[path[-1]] = _Change(value)
    return _changed(data, tree) if tree else data


def _changed(data: Any, tree: Any) -> Any:
    if isinstance(tree, _Change):
        return tree.value
    if isinstance(data, dict):
        return {k: _changed(v, tree[k]) if k in tree else v for k, v in data.items()}
    if isinstance(data, list):
        return [_changed(v, tree[i]) if i in tree else v for i, v in enumerate(data)]
    return data


def pruned(document: Document) -> Any:
    """The data without keys that have no value; an item of a list without one is ``BAD``.

    The null of ``{value: null}`` stays if it was written on purpose: in so many letters, or with
    a reason.
    """
    empty = {blank.path for blank in document.blanks}
    return _written(document.data, (), empty)


def _written(data: Any, path: Path, empty: set[Path]) -> Any:
    if isinstance(data, list):
        items = enumerate(data)
        return [BAD if v is None else _written(v, (*path, i), empty) for i, v in items]
    if not isinstance(data, dict):
        return data
    kept = {}
    for key, part in data.items():
        hollow = part is None or (isinstance(part, str) and not part.strip())
        if not hollow or (part is None and _is_meant(data, (*path, key), empty)):
            kept[key] = _written(part, (*path, key), empty)
    return kept


def _is_meant(around: dict[str, Any], path: Path, empty: set[Path]) -> bool:
    return path[-1] == "value" and (path not in empty or bool(around.get("reason")))
