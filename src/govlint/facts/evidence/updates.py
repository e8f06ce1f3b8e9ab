"""Updates that the repository records: changed hashes in ``dvc.lock`` and in model pointers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govlint.facts.evidence import dvc, governed
from govlint.facts.evidence.nouns import Note, Proof
from govlint.facts.evidence.tree import joined
from govlint.paths import lookup
from govlint.text import plural

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govlint.facts.evidence.tree import Tree

KEY = ("retraining", "last_run")
_NO_POINTER = "no file in git says which model it is (a dvc.lock, a *.dvc)"
_MOST_FILES = 20


def collect(tree: Tree, data: Mapping[str, Any]) -> Proof:
    """The days on which the model's pointers changed, from the history of these files."""
    last_run = lookup(data, KEY)
    written = last_run if isinstance(last_run, str) else ""
    files = pointers(tree, data)
    known = [(path, versions) for path in files if (versions := tree.past(path)) is not None]
    days = sorted({(day, path) for path, versions in known for day in dvc.updates(versions)})
    last, path = days[-1] if days else ("", "")
    fields: dict[str, Any] = {"last": last, "count": float(len(days)), "pointers": list(files)}
    if files and not known:
        del fields["last"], fields["count"]
    nothing = f"{plural(len(files), 'pointer')} to a model, never changed" if files else _NO_POINTER
    return Proof(
        part="updates",
        key=KEY,
        written=written,
        strength="exercised" if days else ("declared" if written else ""),
        found=f"{plural(len(days), 'update')}, the last on {last}" if days else nothing,
        at=Note(path, 1, 1, last) if days else None,
        stronger="" if days else "Let each update change a file in git: a dvc.lock, a version.",
        unsure="no history of the model's pointers" if files and not known else "",
        data=fields,
    )


def pointers(tree: Tree, data: Mapping[str, Any]) -> tuple[str, ...]:
    """The files whose hashes name the model: ``dvc.lock`` beside the declaration, ``*.dvc``."""
    lock = tree.first([joined(tree.base, "dvc.lock"), "dvc.lock"])
    own = [
        path
        for path in governed.files(tree, data, ("model",))
        if path.endswith((".dvc", "dvc.lock"))
    ]
    return tuple(dict.fromkeys([*own[:_MOST_FILES], *([lock] if lock else [])]))
