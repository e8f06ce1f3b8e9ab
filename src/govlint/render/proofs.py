"""What the repository says about each declared fact, as text and as JSON."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any, NamedTuple

from govlint.model import STRENGTHS
from govlint.render.encode.data import dumps
from govlint.render.parts import exact, finish, safe
from govlint.text import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from govlint.facts.evidence import Note, Proof


_COLUMN = len("has substance  ")
_NARROWEST = 50
_FIRST = ("contradicted", "not there")
_SHORT = {"is wired": "wired", "has substance": "with substance", "exists": "there"}


class Proofs(NamedTuple):
    """The proofs of one declaration."""

    path: str
    system: str
    proofs: tuple[Proof, ...]


def plain(told: Sequence[Proofs], width: int = 0) -> str:
    """Return a block for each declared fact: how strong, what was found, what is missing.

    ``width``: the terminal's; 0 leaves every line whole.
    """
    lines: list[str] = []
    for one in told:
        lines += [f"{safe(one.path)}  {safe(one.system)}".rstrip(), ""]
        for proof in one.proofs:
            lines += [*_block(proof, width), ""]
        lines += [_counted(one.proofs) or "It declares nothing that a repository could show.", ""]
    return finish(lines)


def _counted(proofs: Sequence[Proof]) -> str:
    """How many facts are proved how strongly, what matters most first."""
    strengths = [_strength(proof) for proof in proofs]
    counts = ((strengths.count(word), word) for word in (*_FIRST, *reversed(STRENGTHS)))
    found = ", ".join(f"{count} {_SHORT.get(word, word)}" for count, word in counts if count)
    return f"{plural(len(proofs), 'fact')}: {found}." if proofs else ""


def _strength(proof: Proof) -> str:
    return "contradicted" if proof.contradictions else proof.strength or "not there"


def _block(proof: Proof, width: int) -> list[str]:
    key = ".".join(map(str, proof.key))
    written = f": {safe(proof.written)}" if proof.written else ""
    where = f" ({_place(proof.at)})" if proof.at is not None and proof.at.path else ""
    unsure = safe(proof.unsure)
    both = (proof.declared_at, *proof.contradictions) if proof.contradictions else ()
    below = [f"{_place(note)}: {safe(note.text)}" for note in both if note is not None]
    if proof.found not in (proof.unsure, *(note.text for note in proof.contradictions)):
        below.insert(0, f"{safe(proof.found)}{where}")
    below += [f"not known: {unsure}"] if unsure else []
    below += [f"stronger: {safe(proof.stronger)}"] if proof.stronger else []
    head = f"{_strength(proof):<{_COLUMN}}{safe(key)}{written}"
    return [part for line in (head, *below) for part in _folded(line, width, line is head)]


def _folded(line: str, width: int, head: bool) -> list[str]:
    """A line in its column, folded where the terminal is too narrow for it."""
    first, rest = "" if head else " " * _COLUMN, " " * (_COLUMN + 2)
    if not width or len(first) + len(line) <= width:
        return [first + line]
    return wrap(
        line,
        max(width, _NARROWEST),
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


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
        "declared_at": _note(proof.declared_at) if proof.declared_at is not None else None,
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
