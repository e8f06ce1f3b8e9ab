"""OpenSSF security-insights: the core team, and when the file was last reviewed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from govlint.facts.evidence import elsewhere
from govlint.facts.evidence.places import list_of, text_of, value_at

if TYPE_CHECKING:
    from govlint.facts.evidence.nouns import Note
    from govlint.facts.evidence.tree import Tree


class Insights(NamedTuple):
    """What the file says of people."""

    names: tuple[str, ...]
    reviewed: str
    at: Note


def insights(tree: Tree) -> Insights | None:
    """The file's core team (version 2), or its maintainers (version 1)."""
    path = tree.first(elsewhere.INSIGHTS)
    documents = tree.documents(path) if path else ()
    if not documents or not isinstance(documents[0].data, dict):
        return None
    data = documents[0].data
    team = list_of(data, "repository", "core-team") + list_of(data, "project", "administrators")
    names = [text_of(member, "name") for member in team if isinstance(member, dict)]
    names += [
        text
        for text in list_of(data, "project-lifecycle", "core-maintainers")
        if isinstance(text, str)
    ]
    reviewed = text_of(data, "header", "last-reviewed")
    at = value_at(documents[0], ("repository", "core-team"))
    return Insights(tuple(name for name in names if name), reviewed, at._replace(text=reviewed))
