"""Reads YAML events into plain data and places, in one pass; repairs nothing."""

from __future__ import annotations

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
)
from yaml._yaml import CParser

from govlint.source.document import NO_PARTS, placed
from govlint.source.recording import MAX_DEPTH, MAX_SCALAR, Recording, StopReadingError

if TYPE_CHECKING:
    from collections.abc import Callable

    from govlint.source.document import Place
    from govlint.source.recording import Marks, Parts

MAX_NODES = 20_000
_NOWHERE = "\x00"
"""The key of what is left out."""


class Reader(Recording):
    """One reading of one text. What it holds stands even if the reading ends in an error."""

    def __init__(self, text: str, path: str) -> None:
        super().__init__(text, path)
        self.root: dict[Any, Any] = {}
        self.parts: Parts = {}
        self.nodes = 0
        self.heads: dict[tuple[int, int], int] = {}
        """By line and column of a key without a value: how many keys below it, in its own column,
        are written above it too."""
        self.next: Callable[[], Any] = CParser(text).get_event

    @property
    def data(self) -> Any:
        """What was read; ``{}`` if that is nothing."""
        value = self.root.get(0)
        return {} if value is None else value

    @property
    def place(self) -> Place | None:
        """Where it was read; None if there is nothing."""
        return self.parts.get(0)

    def read(self) -> None:
        """Fill ``root`` and ``parts``.

        Raises ``yaml.YAMLError`` and ``StopReadingError``; ``finish`` is due in any case.
        """
        self.next()
        if type(self.next()) is StreamEndEvent:
            return
        self._node(self.next(), self.root, self.parts, 0, None)
        self.next()
        kind = type(event := self.next())
        if kind is DocumentStartEvent:
            raise StopReadingError(event.start_mark, "second document")

    def _node(self, event: Any, into: Any, parts: Parts, key: Any, marks: Marks | None) -> None:
        kind = type(event)
        self.nodes += 1
        if kind is MappingStartEvent:
            into[key] = {}
            self._collection(event, into[key], parts, key, marks)
        elif kind is SequenceStartEvent:
            into[key] = []
            self._collection(event, into[key], parts, key, marks)
        else:
            parts[key] = placed(event.start_mark, event.end_mark, NO_PARTS, marks)
            read = self._scalar if kind is ScalarEvent else self.alias
            into[key] = read(event, parts, key)

    def _collection(
        self, event: Any, data: Any, parts: Parts, key: Any, marks: Marks | None
    ) -> None:
        if len(self.at) >= MAX_DEPTH:
            raise StopReadingError(event.start_mark, "depth")
        start, anchor = event.start_mark, event.anchor
        blanks = len(self.blanks)
        inside: Parts = {}
        parts[key] = placed(start, None, inside, marks)
        if anchor is not None:
            self.anchors[anchor] = None
        if event.tag is not None:
            self.tagged(event, self.path_to(key), data)
        self.at.append(key)
        end = (self._mapping if type(data) is dict else self._sequence)(data, inside)
        self.at.pop()
        if event.flow_style:
            parts[key] = placed(start, end.end_mark, inside, marks)
        if anchor is not None:
            path = self.path_to(key)
            self.anchors[anchor] = (data, parts[key], path, self.blanks[blanks:])

    def _mapping(self, data: dict[str, Any], parts: Parts) -> Any:
        while (kind := type(event := self.next())) is not MappingEndEvent:
            if kind is not ScalarEvent or event.tag is not None:
                self._complex_key(event)
            elif (key := event.value) in parts:
                self._repeat(event, data, parts)
            elif key in ("", "<<") and not event.style:
                self._odd_key("merge" if key else "no key", event)
            else:
                self._node(self.next(), data, parts, key, (event.start_mark, event.end_mark))
            if self.nodes > MAX_NODES:
                self._too_many(event)
        return event

    def _sequence(self, data: list[Any], parts: Parts) -> Any:
        while type(event := self.next()) is not SequenceEndEvent:
            data.append(None)
            self._node(event, data, parts, len(data) - 1, None)
            if self.nodes > MAX_NODES:
                self._too_many(event)
        return event

    def _scalar(self, event: Any, parts: Parts, key: Any) -> Any:
        text: str = event.value
        if event.tag is not None or event.anchor is not None or len(text) > MAX_SCALAR:
            return self.odd_scalar(event, parts, key)
        if event.style:
            if event.end_mark.line > event.start_mark.line:
                self.check_quote(event)
            return text or self.no_text(event)
        if not text:
            return self.nothing(event, parts, key)
        return self.plain(event, parts, key)

    def _repeat(self, event: Any, data: dict[str, Any], parts: Parts) -> None:
        """Leave out both values of a key that is written twice."""
        key, marks = event.value, (event.start_mark, event.end_mark)
        self._note_head(key, marks[0].column, parts)
        data.pop(key, None)
        self.repeated.setdefault(self.path_to(key), [parts[key].key or marks]).append(marks)
        self._skip(self.next(), key)

    def _note_head(self, key: str, column: int, parts: Parts) -> None:
        """Count this key for the one without a value above it: does it belong below that one?"""
        if len(self.at) < 2 or not isinstance(self.at[-1], str):
            return
        for other, place in reversed(parts.items()):
            if other == key:
                return
            at_key = place.at_key
            if at_key is not None and place[:2] == at_key[:2] and place.column == column:
                self.heads[at_key[:2]] = self.heads.get(at_key[:2], 0) + 1
                return

    def _complex_key(self, event: Any) -> None:
        mark = event.start_mark
        if type(event) is AliasEvent:
            raise StopReadingError(mark, "sign")
        if self.line(mark.line)[max(mark.column - 1, 0) : mark.column + 1] == "{{":
            raise StopReadingError(mark, "braces")
        self._odd_key("complex key", event)

    def _odd_key(self, what: str, event: Any) -> None:
        """Refuse a key and leave out its value. What a merge would add is not known."""
        here, merge = tuple(self.at[1:]), what == "merge"
        path = (here or ("<<",)) if merge else here
        self.refuse(what, path, (event.start_mark, event.end_mark), usable=not merge)
        if type(event) is not ScalarEvent:
            self._skip(event, _NOWHERE)
        self._skip(self.next(), _NOWHERE)
        self.left_out.append(self.path_to(_NOWHERE))

    def _too_many(self, event: Any) -> None:
        raise StopReadingError(event.start_mark, "nodes")

    def _skip(self, event: Any, key: str) -> None:
        """Read on to the end of a part that is left out; its anchors are known all the same."""
        self._node(event, {}, {}, key, None)
