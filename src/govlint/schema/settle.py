"""The last reading: what was taken out, and what makes no sense, as blanks and faults."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from govlint import paths
from govlint.model import LIFECYCLES, Blank, Fault
from govlint.schema.marks import marked
from govlint.schema.telling import MOST, WRONG
from govlint.schema.tidy import BAD, is_placeholder, tidied
from govlint.source import key_span, value_span

if TYPE_CHECKING:
    from govlint.model import Lifecycle, Path
    from govlint.schema.quick import Node
    from govlint.schema.sense import Slip
    from govlint.schema.telling import Telling
    from govlint.schema.tidy import Note
    from govlint.source import Document


One = TypeVar("One", Fault, Blank)


class Settled(NamedTuple):
    """The data to judge, and what is to be said beside it."""

    data: dict[str, Any]
    faults: list[Fault]
    blanks: list[Blank]


def settled(
    document: Document, data: dict[str, Any], notes: list[Note], slips: list[Slip], root: Node
) -> Settled:
    """Faults and blanks for the notes and slips of a declaration that is otherwise well formed."""
    faults: list[Fault] = []
    blanks = {blank.path: blank for blank in document.blanks}
    for note in notes:
        told = _noted(document, note, root)
        if isinstance(told, Fault):
            faults.append(told)
        elif told is not None:
            if told.kind == "unknown":
                blanks.pop((*told.path, "value"), None)
            blanks.setdefault(told.path, told)
    odd = [slipped(document, data, slip) for slip in slips]
    faults += odd
    out = {fault.path: BAD for fault in odd if not fault.usable}
    kept = tidied(marked(data, out), []) if out else data
    gaps = {blank.path: blank for blank in (_lifted(one, kept) for one in blanks.values())}
    return Settled(kept, faults, list(gaps.values()))


def _noted(document: Document, note: Note, root: Node) -> Fault | Blank | None:
    if note.kind == "bad":
        return None
    path, span = note.path, value_span(document, note.path)
    if note.kind == "empty" or (note.kind == "unknown" and not is_placeholder(note.text)):
        return Blank(note.kind, path, span, note.text)
    from govlint.schema import templates, texts
    from govlint.schema.homes import allows_null, node_at

    if note.kind == "unknown":
        reason = value_span(document, (*path, "reason"))
        telling = templates.leaf((*path, "reason"), note.text, {}, honest=False)
        return _fault(telling, path, reason)
    if note.kind == "endless":
        return _fault(texts.endless(path, note.text), path, span)
    node = node_at(root, path, document.data)
    if _is_section(node):
        return Blank("placeholder", path, span, note.text)
    return _fault(templates.leaf(path, note.text, node, honest=allows_null(node)), path, span)


def _is_section(node: Node) -> bool:
    """Whether a mapping or a list is expected, and no text would do."""
    forms = node.get("anyOf", [node])
    return all(form.get("type") in ("object", "array") for form in forms)


def slipped(document: Document, data: Any, slip: Slip) -> Fault:
    """The fault of a value that makes no sense."""
    from govlint.schema import oddities, templates

    if slip.kind == "template":
        telling = templates.tell(slip.path, data)
    else:
        telling = oddities.tell(slip, data)
    where = key_span if telling.at_key else value_span
    return _fault(telling, slip.path, where(document, slip.path))


def _fault(telling: Telling, path: Path, span: Any) -> Fault:
    usable = telling.repair is not None
    return Fault(telling.id, path, span, telling.message, telling.fix, telling.severity, usable)


def in_order(faults: list[Fault], data: Any) -> list[Fault]:
    """The faults in the order of the file; those of items that explain an empty list, for it."""
    found = sorted((_lifted(fault, data) for fault in faults), key=_place)
    if len(found) <= MOST:
        return found
    message = "more mistakes follow; they are told once those above are mended"
    return [*found[:MOST], Fault(WRONG, (), found[MOST].span, message, usable=True)]


def _place(fault: Fault) -> tuple[int, int]:
    return fault.span.line, fault.span.column


def judged_as(document: Document, faults: list[Fault]) -> tuple[Lifecycle, list[Fault]]:
    """The stage of a system whose lifecycle cannot be told, and the faults, which say so."""
    from govlint.schema.choices import meant

    written = paths.lookup(document.data, ("system", "lifecycle"))
    stage: Any = meant(written, list(LIFECYCLES)) if isinstance(written, str) else None
    if stage:
        return stage, faults
    said = "; the system is judged as in production"
    return "production", [
        fault._replace(message=fault.message + said)
        if fault.path in _HIDING and not fault.usable
        else fault
        for fault in faults
    ]


_HIDING = (("system",), ("system", "lifecycle"))


def _lifted(one: One, data: Any) -> One:
    path = one.path
    while path and isinstance(path[-1], int) and paths.lookup(data, path[:-1]) is None:
        path = path[:-1]
    return one._replace(path=path)
