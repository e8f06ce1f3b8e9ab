"""The flow of ``govlint evidence``: every declared fact, and what the repository shows of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint import config, discovery, policy, schema, source
from govlint.errors import UserError
from govlint.facts import Facts, Scene, Subject
from govlint.facts.evidence.nouns import Note
from govlint.paths import lookup
from govlint.render.proofs import Proofs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from govlint.discovery import Place
    from govlint.facts.evidence.nouns import Proof
    from govlint.source import Document

_READS = frozenset({"evidence.outcome", "history.whole"})


def prove(paths: Sequence[str], today: str, environ: Mapping[str, str]) -> list[Proofs]:
    """The proofs of every declaration at ``paths``, those that contradict first.

    Raises `UserError` for what is wrong with the paths or the configuration, and where there is no
    declaration.
    """
    found: list[Proofs] = []
    for place in discovery.places(paths):
        with place:
            found += _proofs(place, today, environ)
    if not found:
        raise UserError(
            f"There is no {discovery.NAMES[0]} here, so there is no evidence to show.",
            fix="`govlint check` says how to begin one.",
        )
    return found


def _proofs(place: Place, today: str, environ: Mapping[str, str]) -> Iterator[Proofs]:
    settings = config.load(place.snapshot)
    limits = {**policy.builtin().limits, **settings.limits}
    scene = Scene(place.root, place.snapshot, today, environ, limits, settings.bots)
    for path in discovery.declarations(place, settings.declarations):
        content = place.snapshot.read(path, source.MAX_BYTES + 1) or b""
        form = schema.check_form(source.read(content, path), today)
        facts = Facts(scene, [Subject(path, content, form.document, form.data, _READS)])
        system = lookup(form.data, ("system", "id"))
        name = system if isinstance(system, str) else ""
        told = (proof for proof in facts.evidence(path).proofs() if proof.written or proof.strength)
        yield Proofs(path, name, tuple(_placed(proof, form.document) for proof in told))


def _placed(proof: Proof, document: Document) -> Proof:
    """The proof with the place of the declaration that it is about; a section's is its key."""
    key = proof.against if proof.contradictions and proof.against else proof.key
    near = source.nearest(document, key)
    if not near or (near != key and not proof.contradictions):
        return proof
    section = isinstance(lookup(document.data, near), dict)
    span = source.key_span(document, near) if section else source.value_span(document, near)
    text = source.line_text(document, span.line).strip()
    return proof._replace(declared_at=Note(span.path, span.line, span.column, text))
