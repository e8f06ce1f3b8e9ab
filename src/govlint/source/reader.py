"""Reads YAML events into plain data and places, in one pass; repairs nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from yaml import (
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml._yaml import CParser

from govlint.model import Blank, Fault
from govlint.source.document import NO_PARTS, Place, Position, span
from govlint.source.scalars import TooLongError, resolve

MAX_DEPTH = 100
MAX_NODES = 20_000
MAX_EXPANSION = 10_000
MAX_SCALAR = 64 * 1024
SYNTAX = "declaration/syntax"
DUPLICATE = "declaration/duplicate-key"

if TYPE_CHECKING:
    from collections.abc import Callable

    from govlint.model import Path
    from govlint.source.document import Mark

    Marks = tuple[Mark, Mark]
    Parts = dict[Any, Place]


class StopReadingError(Exception):
    """What stands at ``mark`` is more than is read; ``what`` names the limit."""

    def __init__(self, mark: Mark, what: str) -> None:
        super().__init__(what)
        self.mark = mark
        self.what = what


class Reader:
    """One reading of one text. What it holds stands even if the reading ends in an error."""

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path
        self.root: dict[Any, Any] = {}
        self.parts: Parts = {}
        self.faults: list[Fault] = []
        self.blanks: list[Blank] = []
        self.at: list[Any] = []
        """The keys down to the collection that is being read; the root's own is 0."""
        self.nodes = 0
        self.anchors: dict[str, tuple[Any, Place, Path] | None] = {}
        """None while the anchored value is still being read."""
        self.budget = MAX_EXPANSION
        self.repeated: dict[Path, list[Marks]] = {}
        self.dropped: list[Path] = []
        self.next: Callable[[], Any] = CParser(text).get_event

    def read(self) -> None:
        """Fill ``root``, ``parts``, ``faults`` and ``blanks``.

        Raises ``yaml.YAMLError`` and ``StopReadingError``; ``finish`` is due in any case.
        """
        self.next()
        if type(self.next()) is StreamEndEvent:
            return
        self._node(self.next(), self.root, self.parts, 0, None)
        self.next()
        kind = type(event := self.next())
        if kind is DocumentStartEvent:
            self._refuse("document", (), event.start_mark, event.end_mark, usable=True)

    def finish(self) -> None:
        """Add what only the end shows; drop what is said about parts that are left out."""
        if not self.repeated and not self.dropped:
            return
        out = (*self.repeated, *self.dropped)
        self.faults = [fault for fault in self.faults if not _below(fault.path, out)]
        self.blanks = [blank for blank in self.blanks if not _below(blank.path, out)]
        for path, keys in self.repeated.items():
            lines = [start.line + 1 for start, _ in keys]
            self._refuse("duplicate", path, *keys[1], lines, id=DUPLICATE)

    @property
    def data(self) -> Any:
        """What was read; ``{}`` if that is nothing."""
        value = self.root.get(0)
        return {} if value is None else value

    @property
    def place(self) -> Place | None:
        """Where it was read; None if there is nothing."""
        return self.parts.get(0)

    def _node(self, event: Any, into: Any, parts: Parts, key: Any, marks: Marks | None) -> None:
        kind = type(event)
        self.nodes += 1
        if kind is ScalarEvent:
            parts[key] = Place(event.start_mark, event.end_mark, NO_PARTS, marks)
            into[key] = self._scalar(event, parts, key)
        elif kind is MappingStartEvent:
            into[key] = {}
            self._collection(event, into[key], parts, key, marks)
        elif kind is SequenceStartEvent:
            into[key] = []
            self._collection(event, into[key], parts, key, marks)
        else:
            parts[key] = Place(event.start_mark, event.end_mark, NO_PARTS, marks)
            into[key] = self._alias(event, parts, key)

    def _collection(
        self, event: Any, data: Any, parts: Parts, key: Any, marks: Marks | None
    ) -> None:
        if len(self.at) >= MAX_DEPTH:
            raise StopReadingError(event.start_mark, "depth")
        start, anchor = event.start_mark, event.anchor
        inside: Parts = {}
        parts[key] = Place(start, None, inside, marks)
        if anchor is not None:
            self.anchors[anchor] = None
        if event.tag is not None:
            self._tagged(event, self._path(key), data)
        self.at.append(key)
        end = (self._mapping if type(data) is dict else self._sequence)(data, inside)
        self.at.pop()
        if event.flow_style:
            parts[key] = Place(start, end.end_mark, inside, marks)
        if anchor is not None:
            self.anchors[anchor] = (data, parts[key], self._path(key))

    def _mapping(self, data: dict[str, Any], parts: Parts) -> Any:
        while (kind := type(event := self.next())) is not MappingEndEvent:
            if kind is not ScalarEvent or event.tag is not None:
                self._refuse_key("complex key", event, tuple(self.at[1:]), usable=True)
            elif (key := event.value) in parts:
                self._repeat(event, data, parts)
            elif key in ("", "<<") and not event.style:
                self._refuse_key("merge" if key else "no key", event, tuple(self.at[1:]))
            else:
                self._node(self.next(), data, parts, key, (event.start_mark, event.end_mark))
            if self.nodes > MAX_NODES:
                raise StopReadingError(event.start_mark, "nodes")
        return event

    def _sequence(self, data: list[Any], parts: Parts) -> Any:
        while type(event := self.next()) is not SequenceEndEvent:
            data.append(None)
            self._node(event, data, parts, len(data) - 1, None)
            if self.nodes > MAX_NODES:
                raise StopReadingError(event.start_mark, "nodes")
        return event

    def _scalar(self, event: Any, parts: Parts, key: Any) -> Any:
        text: str = event.value
        if event.tag is not None or event.anchor is not None or len(text) > MAX_SCALAR:
            return self._odd_scalar(event, parts, key)
        if event.style:
            return text
        if not text:
            return self._nothing(event, parts, key)
        return self._resolved(event, key)

    def _resolved(self, event: Any, key: Any) -> Any:
        try:
            return resolve(event.value)
        except TooLongError:
            text = event.value[:MAX_DEPTH]
            self._refuse("number", self._path(key), event.start_mark, event.end_mark, text)
            return text

    def _odd_scalar(self, event: Any, parts: Parts, key: Any) -> Any:
        path, text = self._path(key), event.value
        if len(text) > MAX_SCALAR:
            self._refuse("scalar", path, event.start_mark, event.end_mark, len(text))
            return text[:MAX_DEPTH]
        value = text if event.style or event.tag is not None else self._resolved(event, key)
        if event.tag is not None:
            value = self._tagged(event, path, value)
        if event.anchor is not None:
            self.anchors[event.anchor] = (value, parts[key], path)
        return value

    def _nothing(self, event: Any, parts: Parts, key: Any) -> None:
        from govlint.source.oddities import swallowed

        mark, marks = event.start_mark, parts[key].key
        start, end = marks or (Position(mark.line, max(mark.column - 1, 0)), mark)
        text = swallowed(self.text, mark.line, mark.column)
        if text:
            column = self.text.split("\n")[mark.line].index(text, mark.column)
            start, end = Position(mark.line, column), Position(mark.line, column + len(text))
        parts[key] = Place(start, end, NO_PARTS, marks)
        if self.at:
            place = span(self.path, start, end)
            kind: Literal["empty", "swallowed"] = "swallowed" if text else "empty"
            self.blanks.append(Blank(kind, self._path(key), place, text))

    def _tagged(self, event: Any, path: Path, value: Any) -> Any:
        from govlint.source.oddities import retyped

        known, value = retyped(event.tag, value)
        if not known:
            self._refuse("tag", path, event.start_mark, event.end_mark, event.tag)
        return value

    def _alias(self, event: Any, parts: Parts, key: Any) -> Any:
        from govlint.source.oddities import TooMuchError, copied

        path, name = self._path(key), event.anchor
        anchored = self.anchors.get(name)
        if anchored is None:
            what = "cycle" if name in self.anchors else "anchor"
            self._refuse(what, path, event.start_mark, event.end_mark, name)
            return f"*{name}"
        value, place, source = anchored
        try:
            value, self.budget = copied(value, self.budget, MAX_DEPTH - len(self.at))
        except TooMuchError:
            self.budget = 0
            self._refuse("expansion", path, event.start_mark, event.end_mark, name)
            return None
        parts[key] = parts[key]._replace(parts=place.parts)
        self.blanks += [
            blank._replace(path=path + blank.path[len(source) :])
            for blank in self.blanks
            if _below(blank.path, (source,))
        ]
        return value

    def _repeat(self, event: Any, data: dict[str, Any], parts: Parts) -> None:
        key, path = event.value, self._path(event.value)
        data.pop(key, None)
        first = parts[key].key or (event.start_mark, event.end_mark)
        self.repeated.setdefault(path, [first]).append((event.start_mark, event.end_mark))
        self._skip(self.next(), key)

    def _refuse_key(self, what: str, event: Any, path: Path, **more: Any) -> None:
        self._refuse(what, path, event.start_mark, event.end_mark, **more)
        if type(event) is not ScalarEvent:
            self._skip(event, "?")
        self._skip(self.next(), "?")
        self.dropped.append(self._path("?"))

    def _skip(self, event: Any, key: str) -> None:
        """Read on to the end of a part that is left out; its anchors are known all the same."""
        self._node(event, {}, {}, key, None)

    def _refuse(
        self, what: str, path: Path, start: Mark, end: Mark, about: Any = None, **more: Any
    ) -> None:
        from govlint.source.refusals import words

        message, fix = words(what, path, about)
        place = span(self.path, start, end)
        self.faults.append(Fault(more.pop("id", SYNTAX), path, place, message, fix, **more))

    def _path(self, key: Any) -> Path:
        return (*self.at, key)[1:]


def _below(path: Path, others: tuple[Path, ...]) -> bool:
    return any(path[: len(other)] == other for other in others)
