"""Evidence: what the repository says about each declared answer; read where it is asked for."""

from __future__ import annotations

from govlint.facts.evidence import elsewhere, governed
from govlint.facts.evidence.named import ABSENT, resolve
from govlint.facts.evidence.nouns import Note, Proof
from govlint.facts.evidence.tree import Store, Tree
from govlint.model import Fact, Unavailable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from govlint.facts.evidence.named import Named
    from govlint.model import Fault, Path
    from govlint.source import Document

__all__ = ["PARTS", "Evidence", "Note", "Proof", "Store", "Tree"]


def _runbook(about: Evidence) -> Proof:
    if (absent := elsewhere.runbook(about.named)) is not None:
        return absent
    from govlint.facts.evidence import runbooks

    return runbooks.collect(about.tree, about.data, about.named)


def _guide(about: Evidence) -> Proof:
    if (absent := elsewhere.guide(about.named)) is not None:
        return absent
    from govlint.facts.evidence import guides

    return guides.collect(about.tree, about.named)


def _outcome(about: Evidence) -> Proof:
    if (absent := elsewhere.outcome(about.data, about.named)) is not None:
        return absent
    from govlint.facts.evidence import outcome

    return outcome.collect(about.tree, about.data, about.named, about.today)


def _preparation(about: Evidence) -> Proof:
    return _job(about, "preparation", elsewhere.PREPARATION)


def _update(about: Evidence) -> Proof:
    return _job(about, "update", elsewhere.UPDATE)


def _job(about: Evidence, part: str, key: Path) -> Proof:
    if (absent := elsewhere.job(part, key, about.data, about.named)) is not None:
        return absent
    from govlint.facts.evidence import jobs

    return jobs.collect(part, key, about.tree, about.data, about.named)


def _validation(about: Evidence) -> Proof:
    if (absent := elsewhere.validation(about.named)) is not None:
        return absent
    from govlint.facts.evidence import validation

    return validation.collect(about.tree, about.named)


def _checks(about: Evidence) -> Proof:
    if (absent := elsewhere.checks(about.named)) is not None:
        return absent
    from govlint.facts.evidence import checks

    return checks.collect(about.tree, about.named)


def _alert(about: Evidence) -> Proof:
    if (absent := elsewhere.alert(about.named)) is not None:
        return absent
    from govlint.facts.evidence import alerts

    return alerts.collect(about.tree, about.data, about.named)


def _deployment(about: Evidence) -> Proof:
    if (absent := elsewhere.deployment(about.tree, about.data, about.named)) is not None:
        return absent
    from govlint.facts.evidence import deployment

    return deployment.collect(about.tree, about.data, about.named)


def _catalogs(about: Evidence) -> Proof:
    if (absent := elsewhere.catalogs(about.tree, about.data)) is not None:
        return absent
    from govlint.facts.evidence import catalogs

    return catalogs.collect(about.tree, about.data)


def _suppliers(about: Evidence) -> Proof:
    from govlint.facts.evidence import bom

    return bom.collect(about.tree, about.data)


def _model_card(about: Evidence) -> Proof:
    from govlint.facts.evidence import cards

    return cards.collect(about.tree, about.named)


def _updates(about: Evidence) -> Proof:
    from govlint.facts.evidence import updates

    return updates.collect(about.tree, about.data)


def _codeowners(about: Evidence) -> Proof:
    if (absent := elsewhere.codeowners(about.tree)) is not None:
        return absent
    from govlint.facts import codeowners

    return codeowners.collect(about.tree, about.data, about.path)


PARTS: dict[str, Callable[[Evidence], Proof]] = {
    "catalogs": _catalogs,
    "preparation": _preparation,
    "checks": _checks,
    "guide": _guide,
    "outcome": _outcome,
    "alert": _alert,
    "runbook": _runbook,
    "deployment": _deployment,
    "update": _update,
    "validation": _validation,
    "updates": _updates,
    "model_card": _model_card,
    "suppliers": _suppliers,
}
"""What can be asked of the repository, in the order of the questions."""


UNCERTAIN = {
    "preparation": ("scheduled", "runnable"),
    "checks": ("total",),
    "guide": ("usable",),
    "outcome": ("newest_on", "newest_value", "last_on", "last_value", "declining"),
    "alert": ("watches", "matches"),
    "runbook": ("usable",),
    "deployment": ("can_go_back",),
    "update": ("scheduled", "runnable"),
    "validation": ("substance",),
    "updates": ("last", "count"),
}
"""The fields of each part that are left out where they are not known."""


class Evidence:
    """What the repository says about one declaration. Each part is read once, when asked for."""

    def __init__(self, tree: Tree, data: Mapping[str, Any], path: str, today: str) -> None:
        """``data``: the declaration as policies see it; ``path``: its place, from the root."""
        self.tree = tree
        self.data = data
        self.path = path
        self.today = today
        self._named: dict[Path, Named] | None = None
        self._proofs: dict[str, Proof] = {}

    @property
    def named(self) -> dict[Path, Named]:
        """The paths that the declaration names, resolved."""
        if self._named is None:
            self._named = resolve(self.data, self.tree)
        return self._named

    def proof(self, part: str) -> Proof:
        """What was found for one part: a name of ``PARTS``, or ``codeowners``."""
        if part not in self._proofs:
            make = _codeowners if part == "codeowners" else PARTS[part]
            self._proofs[part] = self._opened(part, make(self))
        return self._proofs[part]

    def _opened(self, part: str, proof: Proof) -> Proof:
        """The proof, or why nobody knows: what is named is there, and cannot be opened here."""
        one = self.named.get(proof.key) if part in UNCERTAIN else None
        if one is None or one.kind not in ("folder", "pointer", "sparse", "text"):
            return proof
        from govlint.facts.evidence import unopened

        return unopened.proof(proof, one, UNCERTAIN[part])

    def fact(self, reads: Iterable[str]) -> Fact:
        """The fact ``evidence``, with the parts of paths such as ``evidence.runbook.usable``."""
        paths = (path.split(".") for path in reads)
        asked = {path[1] for path in paths if path[0] == "evidence" and len(path) > 1}
        proofs = {name: self.proof(name) for name in PARTS if name in asked}
        data = {name: proof.plain() for name, proof in proofs.items()}
        unknown = {
            f"{name}.{field}": _unavailable(proof)
            for name, proof in proofs.items()
            for field in UNCERTAIN.get(name, ())
            if field not in proof.data
        }
        return Fact(data, unknown=unknown)

    def codeowners(self) -> Fact:
        """The fact ``codeowners``."""
        proof = self.proof("codeowners")
        if proof.unsure:
            return Fact(unavailable=_unavailable(proof))
        return Fact(proof.plain())

    def missing(self, document: Document) -> tuple[Fault, ...]:
        """``declaration/path-missing`` for each named file that is not there for everyone.

        The same, as a warning, for each pattern of ``governs`` that no file matches.
        With ``declaration/wrong-value`` for each named column that a file does not have.
        """
        found: tuple[Fault, ...] = ()
        if any(one.kind in ABSENT for one in self.named.values()):
            from govlint.facts.evidence import missing

            found = missing.faults(document, self.named.values())
        if any(governed.unmatched(one, self.tree) for one in self.named.values()):
            from govlint.facts.evidence import unmatched

            found += tuple(unmatched.faults(document, self.named.values(), self.tree))
        if any(key[-2:] == ("results", "file") for key in self.named):
            from govlint.facts.evidence import columns

            found += tuple(columns.faults(document, self.data, self.named, self.tree, self.today))
        return found

    def proofs(self) -> tuple[Proof, ...]:
        """Every part and every other named path; first those that contradict.

        This is what ``govlint evidence`` tells: what was found, where, how strong, what is missing.
        """
        from govlint.facts.evidence import mentions

        every = [self.proof(part) for part in ("codeowners", *PARTS)]
        every += mentions.proofs(self.named.values(), [proof.key for proof in every])
        return tuple(sorted(every, key=lambda proof: not proof.contradictions))


def _unavailable(proof: Proof) -> Unavailable:
    remedy = proof.stronger or "Mend the file, or declare what it shows."
    return Unavailable(proof.unsure, remedy, obtainable=False)
