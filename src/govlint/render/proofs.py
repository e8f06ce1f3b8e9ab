"""What the repository says about each declared fact, as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from govlint.render.encode.data import dumps
from govlint.render.parts import exact, finish, safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from govlint.facts.evidence import Note, Proof


class Proofs(NamedTuple):
    """The proofs of one declaration."""

    path: str
    system: str
    proofs: tuple[Proof, ...]


def plain(told: Sequence[Proofs]) -> str:
    """Return a block for each declared fact: what was found, how strong, what is missing."""
    lines: list[str] = []
    for one in told:
        lines += [f"{safe(one.path)}  {safe(one.system)}".rstrip(), ""]
        for proof in one.proofs:
            lines += [*_block(proof), ""]
        if not one.proofs:
            lines += ["It declares nothing that a repository could show.", ""]
    return finish(lines)


def _block(proof: Proof) -> list[str]:
    key = ".".join(map(str, proof.key))
    written = f": {safe(proof.written)}" if proof.written else ""
    strength = "contradicted" if proof.contradictions else proof.strength or "not there"
    where = f" ({_place(proof.at)})" if proof.at is not None and proof.at.path else ""
    below = [
        f"{strength}: {safe(proof.found)}{where}",
        *(f"but {_place(note)}: {safe(note.text)}" for note in proof.contradictions),
        f"not known: {safe(proof.unsure)}" if proof.unsure else "",
        f"stronger: {safe(proof.stronger)}" if proof.stronger else "",
    ]
    return [f"{safe(key)}{written}", *(f"    {line}" for line in below if line)]


def _place(note: Note) -> str:
    return f"{safe(note.path)}:{note.line}" if note.line else safe(note.path)


def as_json(told: Iterable[Proofs], as_of: str) -> str:
    """Return the same as one JSON object, ``schemas/evidence.v1.schema.json``."""
    declarations = [
        {
            "path": exact(one.path),
            "system": safe(one.system),
            "evidence": [_object(proof) for proof in one.proofs],
        }
        for one in told
    ]
    return dumps({"version": 1, "as_of": as_of, "declarations": declarations})


def _object(proof: Proof) -> dict[str, Any]:
    return {
        "part": proof.part,
        "key": safe(".".join(map(str, proof.key))),
        "written": safe(proof.written),
        "strength": proof.strength or None,
        "found": safe(proof.found),
        "at": _note(proof.at) if proof.at is not None and proof.at.path else None,
        "stronger": safe(proof.stronger),
        "not_known": safe(proof.unsure),
        "contradictions": [_note(note) for note in proof.contradictions],
    }


def _note(note: Note) -> dict[str, Any]:
    return {
        "path": exact(note.path),
        "line": max(note.line, 1),
        "column": max(note.column, 1),
        "text": safe(note.text),
    }
