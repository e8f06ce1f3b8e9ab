"""Other tools' YAML: several documents, tags, merge keys and templates, read leniently, bounded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from yaml import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    YAMLError,
)
from yaml._yaml import CParser

from govlint.model import Fault, Span
from govlint.source.document import NO_PARTS, TEMPLATE, Document, placed
from govlint.source.scalars import TooLongError, resolve

if TYPE_CHECKING:
    from govlint.source.document import Place

MAX_DEPTH = 100
MAX_NODES = 60_000
MAX_SHARED = 20_000
_EXPRESSION = r"(?s)(?<!\$)\{\{.{0,500}?\}\}|\{%.{0,500}?%\}|\{@.{0,500}?@\}"


class _StopError(Exception):
    """Nothing more is read of this file."""


def read_foreign(content: bytes, path: str) -> tuple[Document, ...]:
    """The documents of a YAML file, without blanks; a fault is where reading stopped.

    ``complete`` is False where reading stopped, and where template expressions were read as if
    they were text (``TEMPLATE`` stands in their place). Never raises because of content.
    """
    text = content.decode("utf-8", "replace").removeprefix("\ufeff")
    documents = _read(text, path)
    if documents and documents[-1].complete:
        return documents
    plain = _without_templates(text)
    if plain == text:
        return documents
    return tuple(document._replace(complete=False) for document in _read(plain, path))


def _read(text: str, path: str) -> tuple[Document, ...]:
    reader = _Foreign(text)
    documents: list[Document] = []
    complete = True
    while complete:
        try:
            if not reader.another():
                break
            reader.document()
            stopped: tuple[Fault, ...] = ()
        except (YAMLError, _StopError, RecursionError, ValueError) as error:
            complete, stopped = False, _stopped(path, error)
        place = reader.parts.get(0)
        documents.append(Document(path, text, reader.root.get(0), place, complete, stopped, ()))
    return tuple(documents)


def _stopped(path: str, error: Exception) -> tuple[Fault, ...]:
    """Where the parser gave up, if it says so."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return ()
    span = Span(path, mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 1)
    return (Fault("source/foreign", (), span, "reading stopped here"),)


def _without_templates(text: str) -> str:
    """The text with template expressions blotted out; lines of nothing else become empty."""
    if not any(sign in text for sign in ("{{", "{%", "{@")):
        return text
    blotted = re.sub(_EXPRESSION, lambda found: re.sub(r"[^\n]", TEMPLATE, found[0]), text)
    return re.sub(rf"(?m)^[ \t]*{TEMPLATE}[{TEMPLATE} \t]*$", "", blotted)


class _Foreign:
    """One pass over the events of one text."""

    def __init__(self, text: str) -> None:
        self.next = CParser(text).get_event
        self.nodes = 0
        self.shared = 0
        self.depth = 0
        self._begin()

    def _begin(self) -> None:
        self.root: dict[Any, Any] = {}
        self.parts: dict[Any, Place] = {}
        self.anchors: dict[str, tuple[Any, Place, int] | None] = {}

    def another(self) -> bool:
        """Move to the next document; False at the end of the file."""
        self._begin()
        while type(event := self.next()) is not StreamEndEvent:
            if type(event) is DocumentStartEvent:
                return True
        return False

    def document(self) -> None:
        """Fill ``root`` and ``parts``, under the key 0."""
        self._node(self.next(), self.root, self.parts, 0, None)

    def _node(self, event: Any, into: Any, parts: dict[Any, Place], key: Any, marks: Any) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise _StopError
        kind = type(event)
        if kind is AliasEvent:
            self._alias(event, into, parts, key, marks)
            return
        before = self.nodes
        if event.anchor is not None:
            self.anchors[event.anchor] = None
        if kind is ScalarEvent:
            parts[key] = placed(event.start_mark, event.end_mark, NO_PARTS, marks)
            into[key] = _scalar(event)
        else:
            self._collection(event, into, parts, key, marks)
        if event.anchor is not None:
            self.anchors[event.anchor] = (into[key], parts[key], self.nodes - before + 1)

    def _collection(
        self, event: Any, into: Any, parts: dict[Any, Place], key: Any, marks: Any
    ) -> None:
        if self.depth >= MAX_DEPTH:
            raise _StopError
        self.depth += 1
        inside: dict[Any, Place] = {}
        parts[key] = placed(event.start_mark, None, inside, marks)
        if type(event) is MappingStartEvent:
            into[key] = {}
            self._mapping(into[key], inside)
        else:
            into[key] = []
            self._sequence(into[key], inside)
        self.depth -= 1

    def _sequence(self, data: list[Any], parts: dict[Any, Place]) -> None:
        while type(event := self.next()) is not SequenceEndEvent:
            data.append(None)
            self._node(event, data, parts, len(data) - 1, None)

    def _mapping(self, data: dict[str, Any], parts: dict[Any, Place]) -> None:
        merged: list[Any] = []
        event: Any
        while type(event := self.next()) is not MappingEndEvent:
            if type(event) in (MappingStartEvent, SequenceStartEvent):
                raise _StopError  # a collection as a key: a template's {{ }}
            key = event.value if type(event) is ScalarEvent else f"*{event.anchor}"
            marks = (event.start_mark, event.end_mark)
            if key == "<<" and not event.style:
                self._merge(merged, marks)
            else:
                self._node(self.next(), data, parts, key, marks)
        for more, places in merged:
            parts.update({key: places[key] for key in more if key not in data})
            data.update({key: value for key, value in more.items() if key not in data})

    def _merge(self, merged: list[Any], marks: Any) -> None:
        data: dict[Any, Any] = {}
        parts: dict[Any, Place] = {}
        self._node(self.next(), data, parts, 0, marks)
        value, place = data[0], parts[0]
        several = isinstance(value, list)
        for index, item in enumerate(value if several else [value]):
            if isinstance(item, dict):
                self._count(len(item))
                merged.append((item, (place.parts[index] if several else place).parts))

    def _alias(self, event: Any, into: Any, parts: dict[Any, Place], key: Any, marks: Any) -> None:
        anchored = self.anchors.get(event.anchor)
        if anchored is None:
            raise _StopError
        value, place, size = anchored
        self._count(size)
        self.nodes += size
        parts[key] = placed(event.start_mark, event.end_mark, place.parts, marks)
        into[key] = value

    def _count(self, size: int) -> None:
        self.shared += size
        if self.shared > MAX_SHARED:
            raise _StopError


def _scalar(event: Any) -> Any:
    if event.style or (event.tag is not None and event.tag != "!"):
        return event.value
    try:
        return resolve(event.value)
    except TooLongError:
        return event.value
