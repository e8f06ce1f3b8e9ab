"""Kubernetes OWNERS: approvers of the nearest folder, aliases resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from govlint.facts.evidence import governed
from govlint.facts.evidence.places import key_at, map_of, texts_of

if TYPE_CHECKING:
    from govlint.facts.evidence.nouns import Note
    from govlint.facts.evidence.tree import Tree
    from govlint.source import Document

_LISTS = ("approvers", "assignees")
_DEEPEST = 20


class Approvers(NamedTuple):
    """Who approves changes, as handles."""

    owners: tuple[str, ...]
    at: Note


def approvers(tree: Tree, folder: str) -> Approvers | None:
    """Those of the nearest OWNERS file, with the folders above unless these are cut off."""
    found: list[str] = []
    at: Note | None = None
    for above in list(governed.above(folder))[:_DEEPEST]:
        document = _document(tree, f"{above}OWNERS")
        if document is None:
            continue
        found += _approvers(document.data)
        at = at or key_at(document, ("approvers",))
        if map_of(document.data, "options").get("no_parent_owners") is True:
            break
    if at is None or not found:
        return None
    return Approvers(tuple(dict.fromkeys(_resolved(tree, found))), at)


def _document(tree: Tree, path: str) -> Document | None:
    if tree.snapshot.kind(path) != "file":
        return None
    documents = tree.documents(path)
    data = documents[0].data if documents else None
    known = {"approvers", "reviewers", "assignees", "filters", "options"}
    return documents[0] if isinstance(data, dict) and known.intersection(data) else None


def _approvers(data: dict[str, Any]) -> list[str]:
    filters = map_of(data, "filters").values()
    places = [data, *(part for part in filters if isinstance(part, dict))]
    return [name for place in places for key in _LISTS for name in texts_of(place, key)]


def _resolved(tree: Tree, names: list[str]) -> list[str]:
    documents = tree.documents("OWNERS_ALIASES") if tree.first(["OWNERS_ALIASES"]) else ()
    aliases = map_of(documents[0].data, "aliases") if documents else {}
    groups = [texts_of(aliases, name) or [name] for name in names]
    return [f"@{name.strip().lstrip('@')}" for group in groups for name in group if name.strip()]
