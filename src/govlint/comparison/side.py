"""One of the two declarations that are compared: its values, its honest nulls, its mistakes."""

from __future__ import annotations

from govlint import source
from govlint.paths import lookup, under
from govlint.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from govlint.model import Path, Span
    from govlint.schema import Form

_STAGE: Path = ("system", "lifecycle")


class Side:
    """A form, asked by path."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._unknown = {b.path: b.text for b in form.blanks if b.kind == "unknown"}
        self._faults = [
            fault.path
            for fault in form.faults
            if fault.path and not fault.usable and fault.id != "declaration/placeholder"
        ]

    def value(self, path: Path) -> Any:
        """What policies see there; None where nothing is written."""
        return self.form.lifecycle if path == _STAGE else lookup(self.form.data, path)

    def unknown(self, path: Path) -> str | None:
        """The reason of an honest null at ``path``."""
        return self._unknown.get(path)

    def broken(self, path: Path) -> bool:
        """Whether a mistake of form stands there, in it or around it.

        A placeholder is none: it says nothing, and what it replaced is gone.
        """
        return any(under(path, fault) or under(fault, path) for fault in self._faults)

    def place(self, path: Path) -> Span:
        """The span of the value, else that of its nearest written ancestor's."""
        written = source.nearest(self.form.document, path)
        if written:
            return source.value_span(self.form.document, written)
        whole = source.value_span(self.form.document, ())
        return whole._replace(end_line=whole.line, end_column=whole.column + 1)

    def person(self, reference: str) -> str:
        """``technical`` or ``business``, also where the owner is named; others as they are."""
        plain = " ".join(reference.split())
        for side in ("technical", "business"):
            name = self.value(("owners", side, "name"))
            if isinstance(name, str) and plain.casefold() == " ".join(name.split()).casefold():
                return side
        return plain

    def called(self, reference: str) -> str:
        """A reference for people: ``Tom Okafor (business owner)``."""
        if reference not in ("technical", "business"):
            return visible(reference)
        name = self.value(("owners", reference, "name"))
        role = f"{reference} owner"
        return f"{visible(name)} ({role})" if isinstance(name, str) else f"the {role}"
