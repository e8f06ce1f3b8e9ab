"""Data checks: what the declared files hold, or which ones lie undeclared in the repository."""

from __future__ import annotations

from govlint.facts.evidence import dbt, elsewhere, soda
from govlint.facts.evidence.nouns import Note, Proof
from govlint.facts.evidence.tree import YAML
from govlint.record import Record
from govlint.text import listing, plural, visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from govlint.facts.evidence.named import Named
    from govlint.facts.evidence.tree import Tree
    from govlint.model import Path

MOST_FILES = 60


class Found(Record):
    """The checks of one file; ``checks`` is None where nobody can tell."""

    path: str
    tool: str
    checks: int | None
    thin: bool = False
    """It looks at columns only, at no value."""


def collect(tree: Tree, named: Mapping[Path, Named]) -> Proof:
    """The checks of ``data.checks``; where it is not written, those that lie about."""
    ones = [one for key, one in named.items() if key[:2] == elsewhere.CHECKS]
    if not ones:
        return _undeclared(tree)
    found = [read(tree, path) for one in ones for path in _files(tree, one)]
    written = ", ".join(one.written for one in ones)
    if any(one.kind == "url" for one in ones) and not found:
        return elsewhere.unseen_checks(written)
    return _proof(written, found)


def _files(tree: Tree, one: Named) -> list[str]:
    if one.kind == "folder":
        inside = tree.below(one.real.rstrip("/"))
        return [p for p in inside if p.endswith((".json", ".yml", ".yaml", ".py", ".sql"))][
            :MOST_FILES
        ]
    if one.real.endswith(("great_expectations.yml", "great_expectations.yaml")):
        from govlint.facts.evidence import expectations

        folder = one.real.rpartition("/")[0]
        return [p for p in expectations.suites(tree) if p.startswith(folder)][:MOST_FILES]
    return [one.real] if one.readable else []


def read(tree: Tree, path: str) -> Found:
    """The checks of one file, by the first tool that knows its form."""
    content = tree.read(path)
    if content is None or content.binary:
        return Found(path, "file", None)
    if path.endswith(".json"):
        return _suite(tree, path)
    if path.endswith((".yml", ".yaml")):
        return _yaml(tree, path)
    if path.endswith(".py"):
        return Found(path, "Python", _asserted(tree, path))
    return Found(path, "file", 1 if content.text.strip() else 0)


def _suite(tree: Tree, path: str) -> Found:
    from govlint.facts.evidence import expectations

    try:
        found = expectations.count(tree, path)
        thin = bool(found) and expectations.only_columns(tree, path)
        return Found(path, "Great Expectations", found, thin)
    except ValueError:
        return Found(path, "file", None)


def _yaml(tree: Tree, path: str) -> Found:
    documents = tree.documents(path)
    if not documents:
        return Found(path, "file", 0)
    for tool, count in (("Soda", soda.count(documents)), ("dbt", dbt.count(documents))):
        if count is not None:
            whole = count > 0 or all(document.complete for document in documents)
            return Found(path, tool, count if whole else None)
    return Found(path, "file", None)


def _asserted(tree: Tree, path: str) -> int | None:
    """Asserts, expectations and checks by name that a script makes; None where it does others."""
    import _ast as ast

    from govlint.facts.evidence import pysource

    module = pysource.parse(tree, path)
    if module is None:
        return None
    asserts = sum(isinstance(node, ast.Assert) for node in module.nodes)
    words = ("expect", "check", "validat", "assert", "ensure")
    named = [
        pysource.name_of(call.func).rpartition(".")[2].lower() for call in pysource.calls(module)
    ]
    found = asserts + sum(any(word in name for word in words) for name in named)
    defined = any(isinstance(node, ast.ClassDef) for node in module.nodes)
    return found or (None if named or defined else 0)


def _undeclared(tree: Tree) -> Proof:
    from govlint.facts.evidence import expectations

    paths = [*expectations.suites(tree), *tree.matching(soda.CANDIDATES, YAML, signs=soda.SIGNS)]
    if tree.called("dbt_project.yml"):
        paths += tree.matching(dbt.CANDIDATES, YAML, signs=dbt.SIGNS)
    near = [path for path in dict.fromkeys(paths) if tree.under_base(path)][:MOST_FILES]
    return _proof("", [one for one in (read(tree, path) for path in near) if one.checks])


def _proof(written: str, found: list[Found]) -> Proof:
    total = sum(one.checks or 0 for one in found)
    unknown = [one for one in found if one.checks is None]
    empty = [Note(one.path, 1, 1, f"{one.path} holds no check") for one in found if one.checks == 0]
    unsure = (
        f"what {unknown[0].path} checks cannot be seen from here" if unknown and not total else ""
    )
    fields = _fields(empty, total=not unsure, count=total)
    best = max(found, key=lambda one: one.checks or 0, default=None)
    tools = listing(dict.fromkeys(one.tool for one in found if one.checks))
    strength: Any = "has substance" if total else ("exists" if found else "")
    return Proof(
        part="checks",
        key=elsewhere.CHECKS,
        written=written,
        strength=strength,
        found=f"{plural(total, 'check')} ({tools})" if total else (unsure or "no check"),
        at=Note(best.path, 1, 1, visible(best.path)) if best else None,
        stronger=_stronger(written, found) if total else _DECLARE,
        unsure=unsure,
        contradictions=tuple(empty) if not total else (),
        data=fields,
    )


def _fields(empty: Iterable[Note], *, total: bool, count: int = 0) -> dict[str, Any]:
    fields: dict[str, Any] = {"empty": [note.plain() for note in empty]}
    return {**fields, "total": float(count)} if total else fields


def _stronger(written: str, found: list[Found]) -> str:
    if all(one.thin for one in found if one.checks):
        return "Check values too: these look at the names and the number of columns only."
    return "" if written else "Name their file under `data.checks`."


_DECLARE = "Write checks on the values that break first, and name their file under `data.checks`."
