"""declaration/wrong-value: columns that a declaration names and that its results do not have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govlint.facts.evidence import elsewhere, results
from govlint.model import Fault
from govlint.paths import lookup
from govlint.source import value_span
from govlint.text import listing, nearest, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from govlint.facts.evidence.named import Named
    from govlint.facts.evidence.series import Series
    from govlint.facts.evidence.tree import Tree
    from govlint.model import Path
    from govlint.source import Document

ID = "declaration/wrong-value"
_FAIRNESS = ("monitoring", "fairness", "results")
_MOST_SHOWN = 8


def faults(
    document: Document, data: Mapping[str, Any], named: Mapping[Path, Named], tree: Tree, today: str
) -> Iterator[Fault]:
    """One fault for each column that is not there, at its name."""
    for key in (elsewhere.RESULTS, _FAIRNESS):
        file, written = named.get((*key, "file")), lookup(data, key)
        if file is None or not file.readable or not isinstance(written, dict):
            continue
        wanted = {name: str(written[name]) for name in ("date", "value") if written.get(name)}
        if not wanted:
            continue
        series = results.read(tree, file.real, results.columns_of(written), today)
        lacking = [name for name, column in wanted.items() if column in series.lacks]
        yield from (_fault(document, (*key, name), wanted[name], series) for name in lacking)


def _fault(document: Document, key: Path, wanted: str, series: Series) -> Fault:
    shown = [visible(name, 40) for name in series.columns[:_MOST_SHOWN]]
    rest = ["…"] if len(series.columns) > _MOST_SHOWN else []
    meant = nearest(wanted, series.columns)
    fix = f"Did you mean {visible(meant, 40)}?" if meant else f"It has {listing(shown + rest)}."
    message = f"There is no column {visible(wanted, 60)} in {visible(series.path)}."
    return Fault(ID, key, value_span(document, key), message, fix)
