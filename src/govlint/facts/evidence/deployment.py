"""The deployment tooling: whether what is found has anything to go back to."""

from __future__ import annotations

from govlint.facts.evidence import elsewhere, governed, kubernetes, manifests
from govlint.facts.evidence.globs import within
from govlint.facts.evidence.nouns import Note, Proof
from govlint.facts.evidence.tree import YAML
from govlint.paths import lookup
from govlint.text import listing, visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from govlint.facts.evidence.named import Named
    from govlint.facts.evidence.tree import Tree
    from govlint.model import Path

_HELM = r"\bhelm\s+(?:rollback|upgrade\b[^\n]{0,300}--atomic)"
_SCRIPTS = within("script", "scripts", "deploy", "ci", ".github/workflows", called=("Makefile",))


def collect(tree: Tree, data: Mapping[str, Any], named: Mapping[Path, Named]) -> Proof:
    """Rollouts, deployments, services of models, Helm and flags, in what the system governs."""
    absent = elsewhere.deployment(tree, data, named)
    if absent is not None:
        return absent
    paths = _paths(tree, data)
    system = "" if governed.written(data, elsewhere.DEPLOYMENT) else _system(data)
    deployed = kubernetes.deploying(tree, paths, system)
    seen, wrong = kubernetes.dead_ends(tree, deployed, system)
    if any(path.endswith("Chart.yaml") for path in paths):
        seen += _helm(tree)
    flag, lost, unread = _flag(tree, data)
    seen += [*flag, *_aliases(tree, named)]
    notes = (*wrong, *lost)
    hidden = manifests.unread(tree, deployed, kubernetes.DEPLOYED)
    unsure = tree.trouble(hidden[0]) if hidden and not notes else unread
    fields: dict[str, Any] = {
        "tools": [note.plain() for note in seen],
        "can_go_back": not notes,
        "flag": _named(data),
    }
    if unsure:
        del fields["can_go_back"]
    return Proof(
        part="deployment",
        key=elsewhere.ROLLBACK,
        written=elsewhere.fallback_of(data),
        strength="exists" if seen else ("declared" if data.get("rollback") else ""),
        found=listing(visible(note.text, 80) for note in seen[:4]) or "no deployment tooling",
        at=seen[0] if seen else None,
        stronger=_rehearse(data) if seen else elsewhere.DEPLOYED_HERE,
        unsure=unsure,
        contradictions=notes,
        data=fields,
        against=(*elsewhere.ROLLBACK, "fallback_to"),
    )


def _system(data: Mapping[str, Any]) -> str:
    """How the system is called, by which its deployment is known among others."""
    return str(lookup(data, ("system", "id")) or "")


def _paths(tree: Tree, data: Mapping[str, Any]) -> list[str]:
    if governed.written(data, elsewhere.DEPLOYMENT):
        named = governed.files(tree, data, elsewhere.DEPLOYMENT)
        return [path for path in named if path.endswith((".yaml", ".yml"))]
    return [path for path in tree.matching(manifests.CANDIDATES, YAML) if tree.under_base(path)]


def _helm(tree: Tree) -> list[Note]:
    """Where a script can take a release back."""
    import re

    found: list[Note] = []
    for path in tree.matching(_SCRIPTS, ("Makefile", ".sh", *YAML)):
        content = tree.read(path)
        match = re.search(_HELM, content.text) if content else None
        if content and match:
            line = content.text.count("\n", 0, match.start()) + 1
            found.append(Note(path, line, 1, visible(match[0], 60)))
    return found


def _aliases(tree: Tree, named: Mapping[Path, Named]) -> list[Note]:
    """Where the update's job gives a model an alias, which can be given back."""
    job = named.get(elsewhere.UPDATE)
    if job is None or not job.readable or not job.real.endswith(".py"):
        return []
    content = tree.read(job.real)
    if content is None or not any(sign in content.text for sign in ("models:/", "_model_")):
        return []
    from govlint.facts.evidence import mlflow

    return mlflow.aliases(tree, job.real)


def _flag(tree: Tree, data: Mapping[str, Any]) -> tuple[list[Note], list[Note], str]:
    """The flag of the fallback: where its file stands, or that no flag file holds it."""
    name = _named(data)
    if not name:
        return [], [], ""
    from govlint.facts.evidence import flags

    told = elsewhere.fallback_of(data).lower()
    if any(host in told for host in flags.HOSTED):
        return [], [], ""
    found = flags.flags(tree)
    if found.first is None or (found.unread and name not in found.keys):
        return [], [], f"the file {found.unread} could not be read" if found.unread else ""
    if name in found.keys:
        return [found.first._replace(text=f"flag {name}")], [], ""
    where = "no flag file that git holds" if tree.store.of_git else "no flag file"
    return [], [found.first._replace(text=f"{where} has {visible(name, 60)}")], ""


def _named(data: Mapping[str, Any]) -> str:
    """The flag that the fallback names; empty where it names none."""
    fallback = elsewhere.fallback_of(data)
    if "flag" not in fallback:
        return ""
    from govlint.facts.evidence import flags

    return flags.named(fallback)


def _rehearse(data: Mapping[str, Any]) -> str:
    return "" if lookup(data, ("rollback", "last_tested")) else _REHEARSE


_REHEARSE = "Go back once in a quiet hour, and write the day under `rollback.last_tested`."
