"""The named paths that no detector reads: whether they are there, and nothing more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint.facts.evidence.missing import words
from govlint.facts.evidence.named import ABSENT
from govlint.facts.evidence.nouns import Note, Proof
from govlint.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from govlint.facts.evidence.named import Kind, Named
    from govlint.facts.evidence.nouns import Grade
    from govlint.model import Path

_STRENGTH: dict[Kind, Grade] = {
    "file": "exists",
    "folder": "exists",
    "pointer": "exists",
    "sparse": "exists",
    "url": "declared",
    "text": "declared",
}
_FOUND: dict[Kind, str] = {
    "file": "the file is there",
    "folder": "the folder is there",
    "pointer": "DVC keeps it outside git",
    "sparse": "git holds it, and this sparse checkout leaves it out",
    "url": "a URL, which is not fetched",
    "text": "words, which name no file",
}


def proofs(named: Iterable[Named], read: Iterable[Path]) -> Iterator[Proof]:
    """One proof for each named path outside ``governs`` that stands at or below no ``read`` key."""
    keys = tuple(read)
    for one in named:
        covered = any(one.key[: len(key)] == key for key in keys)
        if one.key[0] != "governs" and not covered:
            yield _proof(one)


def _proof(one: Named) -> Proof:
    absent = one.kind in ABSENT
    message, fix = words(one) if absent else (_FOUND[one.kind], "")
    local = "" if one.kind != "url" else "A file in this repository is stronger."
    return Proof(
        part=".".join(str(segment) for segment in one.key),
        key=one.key,
        written=visible(one.written),
        strength=_STRENGTH.get(one.kind, ""),
        found=message.rstrip("."),
        at=Note(one.real, 1, 1, one.real) if one.real else None,
        stronger=" ".join(fix.split()) or local,
    )
