"""What a mistake is and what is said about it: the nouns of this room's explanations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from govlint import paths
from govlint.source import value_span
from govlint.text import visible

if TYPE_CHECKING:
    from govlint.model import Path, Severity
    from govlint.schema.quick import Node
    from govlint.source import Document

WRONG = "declaration/wrong-value"

MOST = 100
"""So many mistakes are told; a file with more has one that causes the others."""


class Telling(NamedTuple):
    """What is said about one mistake."""

    message: str
    fix: str = ""
    id: str = WRONG
    severity: Severity = "error"
    repair: Any = None
    """The value that was surely meant; with it the place is judged all the same."""
    at_key: bool = False
    """Point at the key, not at the value."""


class Case(NamedTuple):
    """A value that does not fit, with all that an explanation may look at."""

    path: Path
    value: Any
    keyword: str
    node: Node
    """What is allowed there; of several forms, the one that was meant."""
    document: Document
    data: Any
    """The document's data, keys at their right places."""
    today: str
    honest: bool = False
    """Whether ``{value: null, reason: …}`` is allowed there."""

    def beside(self, key: str) -> Any:
        """The value of a neighbouring key; None where there is none."""
        return paths.lookup(self.data, (*self.path[:-1], key))

    def source(self) -> str:
        """The value as it is written, on one line."""
        span = value_span(self.document, self.path)
        lines = self.document.text.split("\n")[span.line - 1 : span.end_line]
        if len(lines) != 1:
            return visible(str(self.value))
        return visible(lines[0][span.column - 1 : span.end_column - 1])
