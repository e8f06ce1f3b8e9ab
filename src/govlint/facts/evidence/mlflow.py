"""MLflow: the entry points of ``MLproject``, and aliases that code gives to a model."""

from __future__ import annotations

import _ast as ast

from govlint.facts.evidence import pysource
from govlint.facts.evidence.globs import within
from govlint.facts.evidence.nouns import Note
from govlint.facts.evidence.places import map_of, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

    from govlint.facts.evidence.tree import Tree

CANDIDATES = within(called=("MLproject",))
_RUN = r"\bmlflow\s+run\b"
_ALIAS = r"models:/[\w.${}-]{1,100}@([\w-]{1,60})"
_SETS = ("set_registered_model_alias", "transition_model_version_stage")


def entry_points(tree: Tree, path: str) -> dict[str, str]:
    """The commands of an ``MLproject`` by the names of its entry points."""
    points = [map_of(document.data, "entry_points") for document in tree.documents(path)]
    found = {name: text_of(body, "command") for point in points for name, body in point.items()}
    return {name: command for name, command in found.items() if command}


def started(tree: Tree, command: str) -> list[str]:
    """What the ``mlflow run`` calls of a command start: every entry point."""
    import re

    if not re.search(_RUN, command):
        return []
    paths = tree.matching(CANDIDATES, ("MLproject",))
    return [text for path in paths for text in (path, *entry_points(tree, path).values())]


def _alias(text: str) -> re.Match[str] | None:
    """Where a text names a model by an alias."""
    import re

    return re.search(_ALIAS, text)


def aliases(tree: Tree, path: str) -> list[Note]:
    """The aliases that a Python file gives or serves. Weak: the registry is not in git."""
    module = pysource.parse(tree, path)
    if module is None:
        return []
    called = [c for c in pysource.calls(module) if pysource.name_of(c.func).endswith(_SETS)]
    notes = [Note(path, c.lineno, c.col_offset + 1, "gives a model an alias") for c in called]
    for node in module.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found = _alias(node.value) if "models:/" in node.value else None
            if found:
                notes.append(Note(path, node.lineno, node.col_offset + 1, f"serves @{found[1]}"))
    return notes
