"""The form of a file: is it written as its schema says, and if not, what was meant?"""

from __future__ import annotations

from govlint.record import Record
from govlint.schema import sense
from govlint.schema._declaration import SCHEMA
from govlint.schema.quick import misfits
from govlint.schema.tidy import tidied

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from govlint.model import Blank, Fault, Lifecycle
    from govlint.schema.quick import Node
    from govlint.schema.tidy import Note
    from govlint.source import Document

__all__ = ["Form", "check", "check_form"]


class Form(Record):
    """A declaration as policies see it, and what was wrong with how it is written."""

    document: Document
    """With misspelt and misplaced keys at their right places."""
    data: dict[str, Any]
    """What policies judge: without faulty values and blanks; every number a float."""
    lifecycle: Lifecycle
    """As written, or as it was surely meant; else production, which is asked the most."""
    faults: tuple[Fault, ...]
    """All of them, those of reading too, in the order of the file."""
    blanks: tuple[Blank, ...]


def check_form(document: Document, today: str) -> Form:
    """Read a declaration by its schema, as of ``today`` (``YYYY-MM-DD``)."""
    data, found = document.data, list(document.faults)
    notes: list[Note] = []
    if found or misfits(data, SCHEMA):
        from govlint.schema.mend import fitting, mended

        document, data, told = mended(document, SCHEMA, today)
        found = [*document.faults, *told]
        kept = fitting(tidied(data, notes), SCHEMA)
    else:
        kept = tidied(data, notes)
    blanks = document.blanks
    slips = sense.slips(kept, today)
    if slips or found or any(note.kind != "empty" for note in notes):
        from govlint.schema.settle import in_order, settled

        kept, more, gaps = settled(document, kept, notes, slips, SCHEMA)
        found, blanks = in_order([*found, *more], kept), tuple(gaps)
    elif notes:
        blanks = _with_empty(document, notes)
    lifecycle = kept.get("system", {}).get("lifecycle")
    if lifecycle is None:
        from govlint.schema.settle import judged_as

        lifecycle, found = judged_as(document, found)
    return Form(document, kept, lifecycle, tuple(found), blanks)


def _with_empty(document: Document, notes: list[Note]) -> tuple[Blank, ...]:
    """The document's blanks, and what else is empty: ``manual_steps: []``."""
    from govlint.model import Blank
    from govlint.source import value_span

    blanks = {blank.path: blank for blank in document.blanks}
    for _, path, text in notes:
        blanks.setdefault(path, Blank("empty", path, value_span(document, path), text))
    return tuple(blanks.values())


def check(document: Document, schema: str) -> tuple[Fault, ...]:
    """What is wrong with a configuration or policy file, beside what reading it has shown.

    ``schema``: the name of one of our own, such as ``govlint-config.v1``.
    """
    name = schema.removesuffix(".schema.json")
    node = _node(name)
    slips = []
    if not misfits(document.data, node):
        slips = sense.sizes(document.data, sense.LIMITS) if name == "govlint-config.v1" else []
        if not slips:
            return ()
    from govlint.schema.mend import mended
    from govlint.schema.settle import in_order, slipped

    told = mended(document, node, "", gaps=False).faults
    told += [slipped(document, document.data, slip) for slip in slips]
    return tuple(in_order(told, document.data))


def _node(name: str) -> Node:
    if name == "govlint-config.v1":
        from govlint.schema import _config

        return _config.SCHEMA
    from govlint.schema.prepare import load

    return load(name)
