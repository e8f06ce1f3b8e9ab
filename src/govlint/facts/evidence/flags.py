"""Feature flags: the switches that flag files hold, and the one that a fallback names."""

from __future__ import annotations

import re

from govlint.facts.evidence import manifests
from govlint.facts.evidence.globs import below
from govlint.facts.evidence.nouns import Note
from govlint.facts.evidence.places import map_of
from govlint.facts.evidence.tree import JSON, YAML
from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from govlint.facts.evidence.tree import Tree

CANDIDATES = below(named=("flag",))
KINDS = frozenset({"FeatureFlag"})
HOSTED = frozenset(
    {"launchdarkly", "unleash", "statsig", "split.io", "configcat", "flagsmith", "growthbook"}
    | {"posthog", "optimizely", "app configuration", "appconfig", "firebase"}
)
"""Services whose flags stand in no file here."""
_NAMED = re.compile(
    r"\b(?:feature )?flag[s]?\s+[\"'`]?([A-Za-z][\w-]*[_-][\w-]+)[\"'`]?"
    r"|[\"'`]?\b([A-Za-z][\w-]*[_-][\w-]+)[\"'`]?\s+(?:feature )?flag\b"
)


class Flags(Record):
    """The keys of every flag file that could be read."""

    keys: frozenset[str]
    first: Note | None
    unread: str
    """A file that could not be read; empty where all could."""


def named(text: str) -> str:
    """The flag that a text names: of "flag triage-llm off", triage-llm; empty where none."""
    found = _NAMED.search(text[:2000])
    return (found[1] or found[2]) if found else ""


def flags(tree: Tree) -> Flags:
    """The flags of flagd's files and of FeatureFlag objects."""
    keys: set[str] = set()
    files: list[str] = []
    unread = ""
    for path in tree.matching(CANDIDATES, JSON, signs=("flag",)):
        found = _json(tree, path)
        if found is None:
            unread = unread or path
        elif found:
            keys |= found.keys()
            files.append(path)
    for item in manifests.objects(tree, tree.matching(manifests.CANDIDATES, YAML), KINDS):
        keys |= map_of(item.spec, "flagSpec", "flags").keys()
        files.append(item.document.path)
    first = Note(files[0], 1, 1, files[0]) if files else None
    return Flags(frozenset(keys), first, unread)


def _json(tree: Tree, path: str) -> dict[str, Any] | None:
    """The flags of a file: those with a state, variants or a default; None if it cannot be read."""
    import json

    content = tree.read(path)
    try:
        data = json.loads(content.text) if content and content.whole else None
    except (ValueError, RecursionError):
        return None
    listed = map_of(data, "flags")
    telling = {"state", "variants", "defaultVariant"}
    return {
        key: flag
        for key, flag in listed.items()
        if isinstance(flag, dict) and telling & flag.keys()
    }
