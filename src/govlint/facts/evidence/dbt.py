"""dbt: tests on columns and models, and how fresh a source has to be."""

from __future__ import annotations

from govlint.facts.evidence.globs import below
from govlint.facts.evidence.places import list_of, map_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from govlint.source import Document

CANDIDATES = below("models")
SIGNS = ("/models/",)
_PARTS = ("models", "sources", "seeds", "snapshots", "tables", "columns")
_DEEPEST = 6


def count(documents: Iterable[Document]) -> int | None:
    """The number of tests and of limits on freshness; None where the file describes no model."""
    tops = [document.data for document in documents if isinstance(document.data, dict)]
    described = [data for data in tops if any(list_of(data, part) for part in _PARTS[:4])]
    return sum(_count(data, 0) for data in described) if described else None


def _count(data: Any, depth: int) -> int:
    """``tests`` became ``data_tests``; ``freshness: null`` switches a source's off."""
    if not isinstance(data, dict) or depth > _DEEPEST:
        return 0
    own = len(list_of(data, "tests")) + len(list_of(data, "data_tests"))
    fresh = map_of(data, "freshness") or map_of(data, "config", "freshness")
    own += sum(isinstance(fresh.get(key), dict) for key in ("warn_after", "error_after"))
    return own + sum(_count(item, depth + 1) for part in _PARTS for item in list_of(data, part))
