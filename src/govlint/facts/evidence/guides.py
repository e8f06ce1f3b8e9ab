"""Guides: whether the page that explains the system to its users is more than a stub."""

from __future__ import annotations

from govlint.facts.evidence import elsewhere, prose, runbooks
from govlint.facts.evidence.nouns import Note, Proof
from govlint.text import plural, visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from govlint.facts.evidence.named import Named
    from govlint.facts.evidence.tree import Tree
    from govlint.model import Path

LEAST_WORDS = 30


def collect(tree: Tree, named: Mapping[Path, Named]) -> Proof:
    """What the file behind ``explanations.guide`` is made of."""
    absent = elsewhere.guide(named)
    if absent is not None:
        return absent
    one = named[elsewhere.GUIDE]
    content = tree.read(one.real)
    if content is None or content.binary:
        return _trimmed(runbooks.unknown("guide", one))
    return _judged(one, prose.read(content.text))


def _judged(one: Named, page: prose.Page) -> Proof:
    waiting = page.placeholders
    template = bool(waiting) and len(waiting) >= max(1, page.lines // 2)
    usable = not template and page.words >= LEAST_WORDS
    found = plural(page.words, "word") if page.words else "nothing but headings"
    if template:
        found = f"still the template: {visible(waiting[0][0], 60)}"
    at = Note(one.real, waiting[0][1] if template else 1, 1, found)
    return Proof(
        part="guide",
        key=one.key,
        written=one.written,
        strength="has substance" if usable else "exists",
        found=found,
        at=at,
        contradictions=() if usable else (at,),
        stronger="" if usable else "Explain what the reader sees, and what to do when in doubt.",
        data={
            "usable": usable,
            "kind": "file",
            "places": [at.plain()],
            "words": float(page.words),
        },
    )


def _trimmed(proof: Proof) -> Proof:
    names = ("usable", "kind", "places")
    fields: dict[str, object] = {name: proof.data[name] for name in names if name in proof.data}
    return proof._replace(data={**fields, "words": 0.0})
