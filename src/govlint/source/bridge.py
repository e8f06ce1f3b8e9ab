"""Reads a text in spite of its slips: each is reported, repaired in memory, and read over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yaml import YAMLError

from govlint.model import Fault, Span
from govlint.source import hardspaces, lines
from govlint.source.document import Document, Position, ended, placed, span, within
from govlint.source.reader import Reader
from govlint.source.recording import MAX_DEPTH, SYNTAX, StopReadingError, below
from govlint.source.refusals import limit
from govlint.source.scene import Scene, Slip
from govlint.source.sheet import Sheet, unmasked
from govlint.source.slips import left_out, understood

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govlint.model import Blank, Path
    from govlint.source.document import Mark, Place

MAX_SLIPS = 20
MAX_SLIPS_IF_LARGE = 3
LARGE = 64 * 1024
MAX_LEFT_OUT = 3
SURE = 2
"""Keys that are written twice, behind a key without a value: that one is indented too far."""


def read(text: str, noted: tuple[Fault, ...], path: str) -> Document:
    """The document, with the faults ``noted`` before and one for each slip."""
    bridge = _Bridge(text, path)
    reader = bridge.cross()
    reader.finish()
    sheet = bridge.sheet
    place = _restored(reader.place, sheet) if reader.place else None
    document = Document(path, text, unmasked(reader.data), place, bridge.complete, (), ())
    slips = (f for f in bridge.faults(document) if not below(f.path, {*reader.repeated}))
    faults = [*noted, *slips, *(_fault(fault, sheet) for fault in reader.faults)]
    spoilt = {fault.path for fault in faults if not fault.usable}
    blanks = (_blank(blank, sheet) for blank in reader.blanks)
    return document._replace(
        faults=tuple(sorted(faults, key=lambda fault: fault.span)),
        blanks=tuple(blank for blank in blanks if not below(blank.path, spoilt)),
    )


def unread(path: str, why: str) -> Document:
    """The document of a file that is not read at all, for a reason of ``refusals.limit``."""
    message, fix = limit(why) or ("", "")
    fault = Fault(SYNTAX, (), Span(path, 1, 1, 1, 1), message, fix)
    return Document(path, "", {}, None, False, (fault,), ())


class _Bridge:
    """The text as far as it is repaired, and the slips that were met."""

    def __init__(self, text: str, path: str) -> None:
        self.path = path
        self.sheet = Sheet(text)
        self.original = text.split("\n")
        self.complete = True
        self.most = MAX_SLIPS if len(text) <= LARGE else MAX_SLIPS_IF_LARGE
        self.lines_left_out = 0
        self.slips: list[Slip] = []
        """In the positions of the file."""

    def cross(self) -> Reader:
        """Read and repair until the end is reached, or what stops the reading stays."""
        hard = hardspaces.hard(self.sheet)
        if hard:
            self.slips.append(hard)
            self.sheet.apply(hard.edits)
        while True:
            reader = Reader(self.sheet.text, self.path)
            scene = self._read(reader)
            if scene is None:
                return reader
            if not self._mend(scene):
                self._stop(scene)
                return reader

    def _read(self, reader: Reader) -> Scene | None:
        """Where the reading stopped; None if it came to the end."""
        try:
            reader.read()
        except StopReadingError as stop:
            mark = within(self.sheet.lines, stop.mark)
            return Scene(self.sheet, stop.what, mark, mark)
        except YAMLError as error:
            return _scene(self.sheet, error)
        hard = lines.hard_key(reader.place)
        if hard:
            return Scene(self.sheet, "hard space", within(self.sheet.lines, hard), None)
        head = next((at for at, count in reader.heads.items() if count >= SURE), None)
        return Scene(self.sheet, "head", Position(*head), None) if head else None

    def _mend(self, scene: Scene) -> bool:
        slip = None if limit(scene.problem) else understood(scene)
        if slip and any(self._original(slip).start == known.start for known in self.slips):
            slip = left_out(scene)
        if slip is None or len(self.slips) == self.most:
            return False
        if slip.kind == "left out":
            self.lines_left_out += 1
        self.slips.append(self._original(slip))
        return self.lines_left_out <= MAX_LEFT_OUT and self.sheet.apply(slip.edits)

    def _original(self, slip: Slip) -> Slip:
        start, end = self.sheet.original(*slip.start), self.sheet.original(*slip.end)
        return slip._replace(start=start, end=end)

    def _stop(self, scene: Scene) -> None:
        self.complete = False
        message, fix = limit(scene.problem) or (
            "the rest of the file cannot be read as YAML",
            "Compare this line's indentation, quotes and brackets with those of the lines above.",
        )
        at = self.sheet.original(*scene.at)
        self.slips.append(Slip(at, at, message, fix, (), "whole"))

    def faults(self, document: Document) -> Iterator[Fault]:
        """One fault for each slip, unless it only follows from one that is told already.

        What cannot be taken as written is the value at its place.
        """
        told: set[object] = set()
        for slip in self.slips:
            path = () if slip.kind == "whole" else _path(document, slip.start)
            line, spoilt = slip.start.line, slip.kind == "value" and path
            known = path in told if spoilt else line in told
            follows = slip.kind in ("shift", "left out") and self._above(line) in told
            told |= {line, path} if spoilt else {line}
            if known or follows:
                continue
            where = span(self.path, slip.start, slip.end)
            usable = slip.kind not in ("value", "left out") or not path
            yield Fault(SYNTAX, path, where, slip.message, slip.fix, usable=usable)

    def _above(self, line: int) -> int:
        """The line above that is not blank: a slip there may be why this one looks wrong."""
        lines = self.original
        return next((n for n in range(line - 1, -1, -1) if lines[n].strip()), -1)


def _position(mark: Mark) -> Position:
    return Position(mark.line, mark.column)


def _scene(sheet: Sheet, error: YAMLError) -> Scene:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        at = lines.control_sign(sheet)
        return Scene(sheet, "control characters", at, None)
    since = getattr(error, "context_mark", None)
    problem = f"{getattr(error, 'problem', '')} {getattr(error, 'context', '') or ''}"
    at, since = within(sheet.lines, mark), since and within(sheet.lines, since)
    if _opened(sheet.line((since or at).line)) > MAX_DEPTH:
        problem = "depth"
    return Scene(sheet, problem, at, since)


def _opened(line: str) -> int:
    """How many more brackets a line opens than it closes."""
    opened = sum(map(line.count, "[{"))
    return opened and opened - sum(map(line.count, "]}"))


def _path(document: Document, position: Position) -> Path:
    """The path of the innermost part that stands at ``position``."""
    path: Path = ()
    place = document.place
    while place is not None:
        key = _last_before(place, position)
        place = None if key is None else place.parts[key]
        if place is not None and position <= _position(ended(document.text, place)):
            path = (*path, key)
        else:
            return path
    return path


def _last_before(place: Place, position: Position) -> Any:
    found = None
    for key, part in place.parts.items():
        if _position(part.key[0] if part.key else part.start) <= position:
            found = key
    return found


def _restored(place: Place, sheet: Sheet) -> Place:
    """The place in the positions of the file, and its keys in the file's own signs."""
    parts = {unmasked(key): _restored(part, sheet) for key, part in place.parts.items()}
    start, end = _back(place.start, sheet), place.end
    key = place.key and (_back(place.key[0], sheet), _back(place.key[1], sheet))
    return placed(start, end and _back(end, sheet), parts, key)


def _back(mark: Mark, sheet: Sheet) -> Position:
    return sheet.original(mark.line, mark.column)


def _span(span: Span, sheet: Sheet) -> Span:
    start = sheet.original(span.line - 1, span.column - 1)
    end = sheet.original(span.end_line - 1, span.end_column - 1)
    return Span(span.path, start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _fault(fault: Fault, sheet: Sheet) -> Fault:
    return fault._replace(
        path=tuple(unmasked(list(fault.path))),
        span=_span(fault.span, sheet),
        message=unmasked(fault.message),
        fix=unmasked(fault.fix),
    )


def _blank(blank: Blank, sheet: Sheet) -> Blank:
    path = tuple(unmasked(list(blank.path)))
    return blank._replace(path=path, span=_span(blank.span, sheet), text=unmasked(blank.text))
