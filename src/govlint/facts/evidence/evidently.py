"""Evidently: the thresholds that a monitoring script sets, from its syntax tree."""

from __future__ import annotations

import _ast as ast
from typing import TYPE_CHECKING

from govlint.facts.evidence import pysource
from govlint.facts.evidence.nouns import Note
from govlint.facts.evidence.series import number_of
from govlint.record import Record

if TYPE_CHECKING:
    from govlint.facts.evidence.tree import Tree

_WORDS = ("threshold", "drift_share", "stattest_threshold")


class Threshold(Record):
    """One number that a script sets."""

    value: float
    words: str
    """The names of the test and of its argument."""
    at: Note


class Script(Record):
    """What a script that imports Evidently does."""

    uses: bool
    """It computes drift, not only a report on data."""
    thresholds: tuple[Threshold, ...]
    """Numbers that it sets; without one, Evidently's own defaults hold."""


def script(tree: Tree, path: str) -> Script | None:
    """The script at ``path``; None where it is no Python, or does not import Evidently."""
    module = pysource.parse(tree, path)
    if module is None or not any(
        text.split(".")[0] == "evidently" for text in pysource.texts(module)
    ):
        return None
    uses = any("drift" in name.lower() for name in pysource.names(module))
    found = [_threshold(path, call, k) for call in pysource.calls(module) for k in call.keywords]
    return Script(uses, tuple(threshold for threshold in found if threshold is not None))


def _threshold(path: str, call: ast.Call, keyword: ast.keyword) -> Threshold | None:
    """The number that a drift test is given; what other calls are given says nothing."""
    name, value = pysource.name_of(call.func), keyword.value
    if keyword.arg not in _WORDS or "drift" not in name.lower():
        return None
    number = number_of(value.value) if isinstance(value, ast.Constant) else None
    if number is None:
        return None
    statistic = pysource.keyword(call, "method", "stattest")
    method = str(statistic.value) if isinstance(statistic, ast.Constant) else ""
    at = Note(path, value.lineno, value.col_offset + 1, "")
    return Threshold(number, f"{name} {keyword.arg} {method}", at)
