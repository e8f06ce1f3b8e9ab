"""The owners that catalog files name, against the declared ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govlint.facts.evidence import backstage, elsewhere, governed, insights, owners_files, people
from govlint.facts.evidence.nouns import Proof
from govlint.paths import lookup
from govlint.text import listing, visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govlint.facts.evidence.nouns import Note
    from govlint.facts.evidence.tree import Tree


def collect(tree: Tree, data: Mapping[str, Any]) -> Proof:
    """Backstage, OWNERS and security-insights: whom they name, and whether that agrees."""
    absent = elsewhere.catalogs(tree, data)
    if absent is not None:
        return absent
    named = people.declared(data)
    claims = [*_backstage(tree, data), *_owners(tree, data)]
    verdicts = [(people.compare(owners, named), owners, at) for owners, at in claims]
    contradictions = [
        at._replace(text=f"{at.path} names {listing(map(visible, owners))}")
        for verdict, owners, at in verdicts
        if verdict == "disagree"
    ]
    team = insights.insights(tree)
    listed = [owner for owners, _ in claims for owner in owners] + list(team.names if team else ())
    at = claims[0][1] if claims else (team.at if team else None)
    comparable = any(verdict != "incomparable" for verdict, _, _ in verdicts)
    return Proof(
        part="catalogs",
        key=elsewhere.OWNERS,
        written="",
        strength="is wired" if comparable and not contradictions else ("exists" if at else ""),
        found=listing(visible(name) for name in listed[:8]) if listed else "no catalog file",
        at=at,
        stronger="",
        contradictions=tuple(contradictions),
        data={
            "owners": listed,
            "comparable": comparable,
            "agrees": not contradictions,
            "stage": _stage(tree, data),
        },
        against=elsewhere.ANSWERING,
    )


def _backstage(tree: Tree, data: Mapping[str, Any]) -> list[tuple[tuple[str, ...], Note]]:
    found = backstage.component(tree, data)
    return [((found.owner,), found.at)] if found and found.owner else []


def _owners(tree: Tree, data: Mapping[str, Any]) -> list[tuple[tuple[str, ...], Note]]:
    found = owners_files.approvers(tree, governed.model_folder(tree, data))
    return [(found.owners, found.at)] if found else []


def _stage(tree: Tree, data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Where Backstage tells another stage than the declaration."""
    found = backstage.component(tree, data)
    stage = lookup(data, ("system", "lifecycle"))
    if found is None or not found.stage or stage in (found.stage, None):
        return []
    return [found.stage_at._replace(text=f"the catalog says {found.stage}").plain()]
