"""The gate of an update: the declared validation, or a gate that the job itself runs."""

from __future__ import annotations

from govlint.facts.evidence import elsewhere, jobs, reach
from govlint.facts.evidence.nouns import Note, Proof
from govlint.text import visible, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from govlint.facts.evidence.named import Named
    from govlint.facts.evidence.tree import Tree
    from govlint.model import Path

_GATES = (
    *("champion", "challenger", "validat", "compare ", "backtest", "regression test"),
    *("quality gate", "promptfoo", "deepeval"),
)
"""What the name of a gate holds, with a blank for a hyphen and an underscore too."""
_THRESHOLD = ("threshold", "min", "max", "limit", "assert", "expect", "tolerance")


def collect(tree: Tree, named: Mapping[Path, Named]) -> Proof:
    """What stands between a new model and its users."""
    gate = _gate(tree, named.get(elsewhere.UPDATE))
    one = named.get(elsewhere.VALIDATION)
    if one is None or not one.readable:
        return elsewhere.ungated(one, gate)
    return _judged(tree, one, gate)


def _judged(tree: Tree, one: Named, gate: Note | None) -> Proof:
    substance = _substance(tree, one.real)
    unsure = f"the file {one.real} cannot be read" if substance is None else ""
    fields: dict[str, Any] = {"kind": "file", "substance": substance, "gate": gate is not None}
    if substance is None:
        del fields["substance"]
    empty = Note(one.real, 1, 1, f"{one.real} compares nothing")
    return Proof(
        part="validation",
        key=elsewhere.VALIDATION,
        written=one.written,
        strength="is wired" if gate and substance else ("has substance" if substance else "exists"),
        found=unsure or ("a gate that compares" if substance else empty.text),
        at=gate or Note(one.real, 1, 1, one.real),
        stronger="" if gate else "Let the update's job run it before anything is served.",
        unsure=unsure,
        contradictions=(empty,) if substance is False else (),
        data=fields,
    )


def _substance(tree: Tree, path: str) -> bool | None:
    """Whether a file compares anything with anything; None where it cannot be read."""
    content = tree.read(path)
    if content is None or content.binary:
        return None
    if path.endswith(".py"):
        return _compares(tree, path)
    if path.startswith(".") and path.endswith((".yaml", ".yml")):
        from govlint.facts.evidence import actions

        if actions.CANDIDATES(path):
            workflow = actions.read(tree, path)
            return None if workflow is None else bool(actions.commands(workflow))
    if path.endswith((".yaml", ".yml")) and not tree.documents(path):
        return False
    small = content.text.lower()
    return any(word in small for word in _THRESHOLD) or len(small.split()) >= 20


def _compares(tree: Tree, path: str) -> bool | None:
    """The same of a script."""
    import _ast as ast

    from govlint.facts.evidence import checks, pysource

    module = pysource.parse(tree, path)
    if module is None:
        return None
    telling = (ast.Assert, ast.Compare, ast.Raise)
    compares = any(isinstance(node, telling) for node in module.nodes)
    found = checks.read(tree, path).checks
    return True if compares else (None if found is None else bool(found))


def _gate(tree: Tree, job: Named | None) -> Note | None:
    """The first command or name in the update's job that compares old with new."""
    if job is None or not job.readable:
        return None
    content = tree.read(job.real)
    if content is None or content.binary:
        return None
    for text in reach.expanded(tree, jobs.look(tree, job.real).runs):
        line = next(filter(_names_a_gate, text.split("\n")), "")
        if line and text != job.real:
            return _note(job.real, content.text, line.strip())
    return None


def _names_a_gate(line: str) -> bool:
    """Whether a line of a command names something that compares a new model with the old one."""
    small = line.lower()
    plain = small.replace("-", " ").replace("_", " ")
    if any(name in plain for name in _GATES):
        return True
    return any(word.startswith("gate") or word.endswith("_gate") for word in words(small))


def _note(path: str, text: str, line: str) -> Note:
    at = text.find(line)
    number = text.count("\n", 0, at) + 1 if at >= 0 else 1
    column = at - text.rfind("\n", 0, at) if at >= 0 else 1
    return Note(path, number, column, visible(line, 80))
