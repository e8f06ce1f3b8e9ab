"""Evidently: the thresholds that a monitoring script sets, from its syntax tree."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from govlint.facts.evidence import pysource
from govlint.facts.evidence.nouns import Note

if TYPE_CHECKING:
    from govlint.facts.evidence.tree import Tree

_WORDS = ("threshold", "drift_share", "stattest_threshold")


class Script(NamedTuple):
    """What a script that imports Evidently does."""

    uses: bool
    """It computes drift, not only a report on data."""
    thresholds: tuple[tuple[float, Note], ...]
    """Numbers that it sets; without one, Evidently's own defaults hold."""


def script(tree: Tree, path: str) -> Script | None:
    """The script at ``path``; None where it is no Python, or does not import Evidently."""
    module = pysource.parse(tree, path)
    if module is None or not any(
        text.split(".")[0] == "evidently" for text in pysource.texts(module)
    ):
        return None
    uses = any("drift" in name.lower() for name in pysource.names(module))
    found = [
        (
            float(keyword.value.value),
            Note(path, keyword.value.lineno, keyword.value.col_offset + 1, ""),
        )
        for call in pysource.calls(module)
        for keyword in call.keywords
        if keyword.arg in _WORDS
        and isinstance(keyword.value, ast.Constant)
        and isinstance(keyword.value.value, (int, float))
        and not isinstance(keyword.value.value, bool)
    ]
    return Script(uses, tuple(found))
