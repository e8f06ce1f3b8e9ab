"""The slow reading: every misfit explained, and the document made ready to be judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from govlint import paths
from govlint.model import Fault
from govlint.schema import keys
from govlint.schema.explain import NO_REASON, explain
from govlint.schema.homes import allows_null, node_at
from govlint.schema.marks import marked, pruned
from govlint.schema.quick import FORM, Misfit, misfits
from govlint.schema.telling import MOST, WRONG, Case
from govlint.schema.tidy import BAD, is_placeholder, tidied
from govlint.schema.wording import kind_of
from govlint.source import key_span, line_span, nearest, value_span

if TYPE_CHECKING:
    from govlint.model import Path, Span
    from govlint.schema.quick import Node
    from govlint.schema.telling import Telling
    from govlint.source import Document


class Mended(NamedTuple):
    """What a document was meant to say, as far as that is certain, and what was wrong with it."""

    document: Document
    """With every key at its right place."""
    data: Any
    """The document's data, with ``BAD`` for what is faulty and the right value for slips."""
    faults: list[Fault]


def mended(document: Document, root: Node, today: str, *, gaps: bool = True) -> Mended:
    """Explain every mistake of form in ``document``, each once.

    ``gaps``: a placeholder is a gap that is told of elsewhere; otherwise it is a text like others.
    """
    if not isinstance(document.data, dict):
        return _no_mapping(document, root)
    bad = [fault.path for fault in document.faults if not fault.usable and fault.path]
    document, faults, unknown = keys.in_order(document, root)
    document, faults = _once(document, faults, bad)
    marks = dict.fromkeys((*bad, *unknown), BAD)
    data = marked(pruned(document), marks)
    reading = _Reading(document, data, root, today, gaps)
    for misfit in misfits(data, root):
        reading.take(misfit)
    told = _without_echo(reading.told, faults)
    data = marked(document.data, {**marks, **reading.changes})
    return Mended(document, data, faults + told)


def _once(document: Document, faults: list[Fault], bad: list[Path]) -> tuple[Document, list[Fault]]:
    """Without what is said twice: of a key that moves, only its move; of one that a slip made,
    only the slip."""
    starts = {fault.span[:3] for fault in document.faults}
    moves = {fault.span[:3] for fault in faults if fault.usable}
    kept = [
        fault
        for fault in faults
        if (fault.usable or fault.span[:3] not in starts) and not _within(fault.path, bad)
    ]
    slips = tuple(fault for fault in document.faults if fault.span[:3] not in moves)
    return document._replace(faults=slips), kept


def _within(path: Path, others: list[Path]) -> bool:
    return any(path[: len(other)] == other for other in others)


def fitting(data: dict[str, Any], root: Node) -> dict[str, Any]:
    """``data`` without the remains of what could only be read in part."""
    for _ in range(5):
        wrong = [path for path in map(_remains, misfits(data, root)) if path]
        if not wrong:
            break
        data = tidied(marked(data, dict.fromkeys(wrong, BAD)), [])
    return data


def _remains(misfit: Misfit) -> Path:
    """What has to go; a key that is missing leaves the rest as it is."""
    if misfit.keyword != "required":
        return misfit.path
    return misfit.path[:-1] if misfit.node.get(FORM) == "unknown" else ()


class _Reading:
    """One document's misfits, told one after the other."""

    def __init__(self, document: Document, data: Any, root: Node, today: str, gaps: bool) -> None:
        self.document = document
        self.data = data
        self.root = root
        self.today = today
        self.gaps = gaps
        self.known = {fault.path for fault in document.faults}
        self.known |= {blank.path for blank in document.blanks if blank.kind == "swallowed"}
        """Where it is told already why nothing can be read."""
        self.told: list[Fault] = []
        self.changes: dict[Path, Any] = {}
        self.lists: set[Path] = set()
        """Lists of which it was told that their entries are of the wrong kind."""

    def take(self, misfit: Misfit) -> None:
        """Tell of a misfit, unless it is told of already or says nothing new."""
        misfit = self._emptied(misfit)
        path = misfit.path
        value = paths.lookup(self.data, path)
        if value is BAD or self._is_gap(misfit, value):
            return
        if any(path[:length] in self.changes for length in range(1, len(path) + 1)):
            return
        case = self._case(misfit)
        if case.keyword != "required":
            self.changes[case.path] = BAD
        if len(self.told) > MOST or self._is_repeated(misfit):
            return
        telling = explain(case)
        self.told.append(_fault(case, telling))
        if telling.repair is not None:
            self.changes[path] = telling.repair

    def _emptied(self, misfit: Misfit) -> Misfit:
        """An empty list or group of keys in place of what is required is nothing at all."""
        if misfit.keyword not in ("type", "anyOf") or paths.lookup(self.data, misfit.path):
            return misfit
        above = node_at(self.root, misfit.path[:-1], self.data)
        required = misfit.path[-1:] and misfit.path[-1] in above.get("required", ())
        return Misfit(misfit.path, "required", above) if required else misfit

    def _is_gap(self, misfit: Misfit, value: Any) -> bool:
        """Whether the place is blank, or may stand where reading stopped."""
        if misfit.keyword == "required":
            return not self.document.complete or misfit.path in self.known
        if value in ([], {}):
            return self.gaps and misfit.keyword in ("type", "anyOf")
        if value is None:
            return not self._lacks_reason(misfit.path)
        held = self.gaps and isinstance(value, str) and is_placeholder(value)
        return held and misfit.path != ("system",)

    def _is_repeated(self, misfit: Misfit) -> bool:
        path, entries = misfit.path, misfit.node.get("type") == "object"
        if misfit.keyword != "type" or not entries or not isinstance(path[-1], int):
            return False
        repeated = path[:-1] in self.lists
        self.lists.add(path[:-1])
        return repeated

    def _lacks_reason(self, path: Path) -> bool:
        """Whether ``path`` is the null of ``{value: null}`` where a reason would make it honest."""
        around = paths.lookup(self.data, path[:-1])
        if path[-1:] != ("value",) or not isinstance(around, dict) or "reason" in around:
            return False
        return "value" in around and allows_null(node_at(self.root, path[:-1], self.data))

    def _case(self, misfit: Misfit) -> Case:
        """What is told of: for a key that is missing or an odd null, its section."""
        path, keyword, node = misfit
        value, around = paths.lookup(self.data, path), path[:-1]
        if keyword == "required" and node.get(FORM) == "unknown":
            path, keyword = around, NO_REASON
        elif keyword == "required":
            node = node["properties"].get(path[-1], node)
        elif value is None:
            path, keyword = around, NO_REASON
        elif node.get("type") == "null":
            path = around
        elif path == ("system",) and isinstance(value, str) and is_placeholder(value):
            keyword = "required"
        above = path[:-1] if path[-1:] == ("value",) else path
        honest = allows_null(node_at(self.root, above, self.data))
        whole = self.document.data
        found = paths.lookup(whole, path)
        return Case(path, found, keyword, node, self.document, whole, self.today, honest)


def _fault(case: Case, telling: Telling) -> Fault:
    span, path = _span(case, telling), case.path
    if path[-1] == "reason" and "value" in paths.lookup(case.document.data, path[:-1]):
        path = path[:-1]
    usable = telling.repair is not None
    return Fault(telling.id, path, span, telling.message, telling.fix, telling.severity, usable)


def _span(case: Case, telling: Telling) -> Span:
    if case.keyword == "required":
        near = nearest(case.document, case.path)
        return value_span(case.document, near) if near else line_span(case.document, 1)
    if telling.at_key:
        return key_span(case.document, case.path)
    return value_span(case.document, case.path)


def _without_echo(told: list[Fault], faults: list[Fault]) -> list[Fault]:
    """Without what a misspelt key has caused: its own fault takes over the better fix."""
    moved = {fault.path: index for index, fault in enumerate(faults) if fault.usable}
    kept = []
    for fault in told:
        index = moved.get(fault.path)
        if index is None:
            kept.append(fault)
        else:
            faults[index] = faults[index]._replace(fix=fault.fix, usable=fault.usable)
    return kept


def _no_mapping(document: Document, root: Node) -> Mended:
    """A file that is no mapping says nothing that could be judged."""
    first = next(iter(root.get("required", ())), next(iter(root["properties"])))
    message = f"this file is {kind_of(document.data)}; it should be made of keys such as `{first}:`"
    fix = f"Begin like this:\n  {first}: ..."
    if "system" in root["properties"]:
        fix = "Begin like this:\n  schema: ai-governance/v1\n  system: {id: ..., lifecycle: ...}"
    fault = Fault(WRONG, (), line_span(document, 1), message, fix)
    return Mended(document._replace(data={}, complete=False), {}, [fault])
