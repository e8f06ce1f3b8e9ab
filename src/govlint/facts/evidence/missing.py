"""declaration/path-missing: the files that a declaration names and that not everyone has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint.facts.evidence.named import ABSENT
from govlint.model import Fault
from govlint.source import value_span
from govlint.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govlint.facts.evidence.named import Named
    from govlint.source import Document

ID = "declaration/path-missing"


def faults(document: Document, named: Iterable[Named]) -> tuple[Fault, ...]:
    """One fault for each named file that is not there for everyone, at its value."""
    return tuple(_fault(document, one) for one in named if one.kind in ABSENT)


def _fault(document: Document, named: Named) -> Fault:
    message, fix = words(named)
    return Fault(ID, named.key, value_span(document, named.key), message, fix)


def words(named: Named) -> tuple[str, str]:
    """What is wrong with a path that is not there, and what to write instead."""
    written, meant = visible(named.written), visible(named.suggestion)
    instead = f"{named.key[-1]}: {meant}" if isinstance(named.key[-1], str) else f"- {meant}"
    if named.kind == "case":
        return f"The file is called {meant}: the letter case differs.", f"{_CASE}\n  {instead}"
    if named.kind == "ignored":
        return f"Git ignores {written}, so it is on this computer only.", _IGNORED
    if named.kind == "outside":
        return (
            f"The path {written} is outside the repository, where nobody else finds it.",
            _OUTSIDE,
        )
    if named.kind == "link":
        return f"The path {written} leads to nothing that can be read.", _LINK
    noun = "file or folder" if named.key[0] == "governs" else "file"
    return f"There is no {noun} {written}.", f"Did you mean {meant}?" if meant else _MISSING


_CASE = "A laptop may not mind; CI and most servers do. Write:"
_IGNORED = "Take it out of .gitignore and commit it, or name a file that is in the repository."
_OUTSIDE = "Move it into the repository, or give its full URL."
_LINK = "It is a symbolic link without a target, or no regular file. Name the file itself."
_MISSING = "Paths start from this file's folder; with a leading / from the repository's root."
