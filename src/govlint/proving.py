"""The flow of ``govlint evidence``: every declared fact, and what the repository shows of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint import config, discovery, policy, schema, source
from govlint.facts import Facts, Scene, Subject
from govlint.paths import lookup
from govlint.render.proofs import Proofs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from govlint.discovery import Place

_READS = frozenset({"evidence.outcome", "history.whole"})


def prove(paths: Sequence[str], today: str, environ: Mapping[str, str]) -> list[Proofs]:
    """The proofs of every declaration at ``paths``, those that contradict first.

    Raises `UserError` for what is wrong with the paths or the configuration.
    """
    found: list[Proofs] = []
    for place in discovery.places(paths):
        with place:
            found += _proofs(place, today, environ)
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
        told = [proof for proof in facts.evidence(path).proofs() if proof.written or proof.strength]
        yield Proofs(path, name, tuple(told))
