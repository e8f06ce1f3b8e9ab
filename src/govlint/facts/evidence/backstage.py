"""Backstage: who owns the component in ``catalog-info.yaml``, and at which stage it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from govlint.facts.evidence import elsewhere, governed
from govlint.facts.evidence.places import map_of, text_of, value_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govlint.facts.evidence.nouns import Note
    from govlint.facts.evidence.tree import Tree
    from govlint.source import Document

_NOBODY = frozenset({"", "guest", "guests", "unknown", "todo", "tbd", "none", "n/a"})
STAGES = {"experimental": "pilot", "production": "production", "deprecated": "retired"}


class Component(NamedTuple):
    """One component of the catalog."""

    owner: str
    """As a handle (``@x``) or a team (``@catalog/x``); empty where nobody real is named."""
    written: str
    at: Note
    stage: str
    """The stage that its lifecycle stands for; empty where it is a word of one's own."""
    stage_at: Note


def component(tree: Tree, data: Mapping[str, Any]) -> Component | None:
    """The component of this system: of its name, or with a part of it in the nearest file."""
    path = tree.first(
        f"{folder}{name}" for folder in governed.above(tree.base) for name in elsewhere.CATALOGS
    )
    if not path:
        return None
    found = [d for d in tree.documents(path) if text_of(d.data, "kind") == "Component"]
    system = map_of(data, "system")
    names = {text_of(system, "id"), text_of(system, "name")} - {""}
    own = [d for d in found if text_of(d.data, "metadata", "name") in names]
    chosen = own or [d for d in found if _alike(text_of(d.data, "metadata", "name"), names)]
    return _component(chosen[0]) if len(chosen) == 1 or own else None


def _alike(name: str, names: set[str]) -> bool:
    """Whether a component may be the system: ``ranker`` for ``candidate-ranker``, not others."""
    wanted = {part for each in names for part in each.casefold().replace(" ", "-").split("-")}
    return bool(wanted.intersection(name.casefold().replace("_", "-").split("-")))


def _component(document: Document) -> Component:
    written = text_of(document.data, "spec", "owner")
    stage = STAGES.get(text_of(document.data, "spec", "lifecycle"), "")
    at = value_at(document, ("spec", "owner"))
    stage_at = value_at(document, ("spec", "lifecycle"))
    return Component(_owner(written), written, at, stage, stage_at)


def _owner(written: str) -> str:
    """``user:default/x`` is a person; ``group:x`` and a plain ``x`` are teams."""
    kind, sign, rest = written.partition(":")
    name = (rest if sign else written).rpartition("/")[2].strip()
    if name.lower() in _NOBODY:
        return ""
    return f"@{name}" if sign and kind.lower() == "user" else f"@catalog/{name}"
