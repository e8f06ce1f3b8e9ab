"""Soda: the checks of a file, under keys such as ``checks for applicants``."""

from __future__ import annotations

from govlint.facts.evidence.globs import below

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from govlint.source import Document

CANDIDATES = below("soda", named=("/checks",))
SIGNS = ("/soda/", "/checks")


def count(documents: Iterable[Document]) -> int | None:
    """The number of checks; None where no key says ``checks for``."""
    found = [
        value
        for document in documents
        if isinstance(document.data, dict)
        for key, value in document.data.items()
        if str(key).startswith(("checks for", "for each dataset", "automated monitoring"))
    ]
    if not found:
        return None
    return sum(len(value) if isinstance(value, (list, dict)) else 0 for value in found)
