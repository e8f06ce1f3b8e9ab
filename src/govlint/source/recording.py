"""What one reading of a text has found: faults, blanks, anchors, what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from govlint.model import Blank, Fault
from govlint.source.document import NO_PARTS, Position, placed, span, within
from govlint.source.scalars import TooLongError, resolve

if TYPE_CHECKING:
    from govlint.model import Path
    from govlint.source.document import Mark, Place

    Marks = tuple[Mark, Mark]
    Parts = dict[Any, Place]

MAX_DEPTH = 100
MAX_EXPANSION = 10_000
MAX_SCALAR = 64 * 1024
MAX_FAULTS = 100
SYNTAX = "declaration/syntax"
DUPLICATE = "declaration/duplicate-key"


class StopReadingError(Exception):
    """What stands at ``mark`` cannot be read as it is; ``what`` names the reason."""

    def __init__(self, mark: Mark, what: str) -> None:
        super().__init__(what)
        self.mark = mark
        self.what = what


class Recording:
    """The findings of a reading, which stand even if it ends in an error."""

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path
        self.faults: list[Fault] = []
        self.blanks: list[Blank] = []
        self.at: list[Any] = []
        """The keys down to the collection that is being read; the root's own is 0."""
        self.anchors: dict[str, tuple[Any, Place, Path, list[Blank]] | None] = {}
        """The value, its place, its path, the blanks in it; None while it is being read."""
        self.budget = MAX_EXPANSION
        self.repeated: dict[Path, list[Marks]] = {}
        self.left_out: list[Path] = []
        self._lines: list[str] = []

    def finish(self) -> None:
        """Add what only the end shows; drop what is said about parts that are left out."""
        if not self.repeated and not self.left_out:
            return
        out = {*self.repeated, *self.left_out}
        self.faults = [fault for fault in self.faults if not below(fault.path, out)]
        self.blanks = [blank for blank in self.blanks if not below(blank.path, out)]
        told = [item for item in self.repeated.items() if not below(item[0][:-1], out)]
        for path, keys in told[: MAX_FAULTS - len(self.faults)]:
            lines = [start.line + 1 for start, _ in keys]
            self.refuse("duplicate", path, keys[1], lines, id=DUPLICATE)

    def refuse(self, what: str, path: Path, marks: Marks, about: Any = None, **more: Any) -> None:
        """Note a fault in the words of ``refusals``; at most ``MAX_FAULTS`` of them."""
        from govlint.source.refusals import words

        if len(self.faults) >= MAX_FAULTS:
            raise StopReadingError(marks[0], "faults")
        message, fix = words(what, path, about)
        where = span(self.path, self.mark(marks[0]), self.mark(marks[1]))
        self.faults.append(Fault(more.pop("id", SYNTAX), path, where, message, fix, **more))

    def path_to(self, key: Any) -> Path:
        """The path of the part ``key`` of the collection that is being read."""
        return (*self.at, key)[1:]

    def line(self, number: int) -> str:
        """A line of the text, counted from 0."""
        self._lines = self._lines or self.text.split("\n")
        return self._lines[number]

    def mark(self, mark: Mark) -> Position:
        """A mark that is not behind the end of the text."""
        self._lines = self._lines or self.text.split("\n")
        return within(self._lines, mark)

    def plain(self, event: Any, parts: Parts, key: Any) -> Any:
        """The value of an unquoted text."""
        if ":" in event.value or event.value[0] == "-":
            self._check_space(event, parts[key].key)
        try:
            return resolve(event.value)
        except TooLongError:
            text = event.value[:MAX_DEPTH]
            marks = (event.start_mark, event.end_mark)
            self.refuse("number", self.path_to(key), marks, text)
            return text

    def odd_scalar(self, event: Any, parts: Parts, key: Any) -> Any:
        """The value of a text that is tagged, anchored or too long."""
        path, text, marks = self.path_to(key), event.value, (event.start_mark, event.end_mark)
        if len(text) > MAX_SCALAR:
            self.refuse("scalar", path, marks, len(text))
            return text[:MAX_DEPTH]
        if event.tag is not None:
            value = self.tagged(event, path, text)
        else:
            value = self._anchored_text(event, parts, key)
        if event.anchor is not None:
            self.anchors[event.anchor] = (value, parts[key], path, [])
        return value

    def _anchored_text(self, event: Any, parts: Parts, key: Any) -> Any:
        if event.style:
            return event.value
        if not event.value:
            raise StopReadingError(event.start_mark, "sign")
        return self.plain(event, parts, key)

    def check_quote(self, event: Any) -> None:
        """Stop at a quote that closes only behind the keys below it."""
        if event.style not in ('"', "'"):
            return
        from govlint.source.runaway import swallows

        self._lines = self._lines or self.text.split("\n")
        if swallows(self._lines, event.start_mark, event.end_mark):
            raise StopReadingError(event.start_mark, "runaway")

    def no_text(self, event: Any) -> str:
        """Nothing in quotes, or below a | or >, is an empty text; ``>5`` is a slip."""
        mark = event.start_mark
        head = self.line(mark.line)[mark.column + 1 :].partition("#")[0]
        if event.style in "|>" and head.strip(" -+"):
            raise StopReadingError(mark, "sign")
        return ""

    def tagged(self, event: Any, path: Path, value: Any) -> Any:
        """The value that a tag of the core schema makes; others are refused."""
        from govlint.source.oddities import retyped

        known, value = retyped(event.tag, value)
        if not known:
            self.refuse("tag", path, (event.start_mark, event.end_mark), event.tag)
        return value

    def nothing(self, event: Any, parts: Parts, key: Any) -> None:
        """Note that nothing is written, or only what YAML takes for a comment."""
        from govlint.source.oddities import swallowed

        mark, marks = self.mark(event.start_mark), parts[key].key
        if marks and ":" in key and (marks[1].line, marks[1].column) == (mark.line, mark.column):
            raise StopReadingError(marks[0], "unspaced")
        start, end = marks or (Position(mark.line, max(mark.column - 1, 0)), mark)
        column, text = swallowed(self.line(mark.line), mark.column)
        if text:
            start, end = Position(mark.line, column), Position(mark.line, column + len(text))
        parts[key] = placed(start, end, NO_PARTS, marks)
        if self.at:
            kind: Literal["empty", "swallowed"] = "swallowed" if text else "empty"
            where = span(self.path, start, end)
            self.blanks.append(Blank(kind, self.path_to(key), where, text))

    def alias(self, event: Any, parts: Parts, key: Any) -> Any:
        """A copy of the value that a reference stands for."""
        from govlint.source.oddities import TooMuchError, copied

        path, name, marks = self.path_to(key), event.anchor, (event.start_mark, event.end_mark)
        anchored = self.anchors.get(name)
        if anchored is None:
            self.refuse("cycle" if name in self.anchors else "anchor", path, marks, name)
            return f"*{name}"
        value, place, source, blanks = anchored
        try:
            value, self.budget = copied(value, self.budget, MAX_DEPTH - len(self.at))
        except TooMuchError:
            raise StopReadingError(marks[0], "expansion") from None
        parts[key] = parts[key]._replace(parts=place.parts)
        self.blanks += [b._replace(path=path + b.path[len(source) :]) for b in blanks]
        return value

    def _check_space(self, event: Any, key: Marks | None) -> None:
        """Stop at ``key:value`` where a key and its value are meant."""
        start = event.start_mark
        head = self.line(start.line)[: start.column].strip(" ")
        below = not head and (not self.at or (key is not None and key[0].line < start.line))
        if below or (not head.strip("- ") and event.end_mark.line > start.line):
            from govlint.source.oddities import unspaced

            if unspaced(event.value):
                raise StopReadingError(start, "unspaced")


def below(path: Path, others: set[Path]) -> bool:
    """Whether a path is one of the others, or of something inside one."""
    return any(path[:depth] in others for depth in range(len(path) + 1))
