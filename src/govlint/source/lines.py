"""Slips of a whole line: what was pasted along, what is no text, what cannot be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govlint.source import hardspaces
from govlint.source.document import Position
from govlint.source.hardspaces import HARD, NO_WIDTH
from govlint.source.scene import Slip, layout
from govlint.source.sheet import MAX_EDITS, Edit, masked
from govlint.text import visible

if TYPE_CHECKING:
    from govlint.source.document import Mark, Place
    from govlint.source.scene import Scene
    from govlint.source.sheet import Sheet

_NO_TEXT = re.compile("[^\\t\\x20-\\x7e\\x85\\xa0-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
_VALUE = re.compile(r" *(?:- +)*([A-Za-z_][\w-]*): +(\S.*?)(?= *$| +#)")
_AT_MARGIN = re.compile(r"[\w-]+(?=:(\s|$))")
_MARKER = re.compile(r"(---|\.\.\.)(\s|$)")
_CONFLICT = re.compile(r"(<{7}|={7}|>{7})( |$)")


def hard_space(scene: Scene) -> Slip | None:
    """A space that only looks like one, before or after the key at ``at``."""
    line, text = scene.at.line, scene.line
    stop = text.find(":", scene.at.column)
    head = text if stop < 0 else text[: stop + 2]
    columns = [column for column, sign in enumerate(head) if sign in HARD][:MAX_EDITS]
    if not columns:
        return None
    edits = tuple(
        Edit(line, column, column + 1, "" if text[column] in NO_WIDTH else " ")
        for column in columns
    )
    words = hardspaces.hard_words(text[columns[0]])
    return layout((line, columns[0], columns[0] + 1), words, *edits)


def conflict(scene: Scene) -> Slip | None:
    """The marks that git leaves where two branches changed the same lines."""
    lines = scene.sheet.lines
    marks = [number for number, text in enumerate(lines) if _CONFLICT.match(text)]
    start = next((n for n in marks if lines[n][0] == "<"), None)
    end = next((n for n in marks if lines[n][0] == ">" and start is not None and n > start), None)
    if start is None or end is None:
        return None
    middle = next((n for n in marks if lines[n][0] == "=" and start < n < end), end)
    out = [start, *range(middle, end + 1)]
    edits = tuple(Edit(n, 0, len(lines[n]), "") for n in out)
    message = f"git left a merge conflict in lines {start + 1} to {end + 1}"
    fix = "Keep one of the two versions, and delete the lines with <<<<<<<, ======= and >>>>>>>."
    where = Position(start, 0)
    return Slip(where, Position(start, len(lines[start])), message, fix, edits, "whole")


def fence(scene: Scene) -> Slip | None:
    """The ``` of a code block, pasted along with the file."""
    lines = scene.sheet.lines
    marks = [number for number, text in enumerate(lines) if text.startswith("```")]
    if scene.at.line not in marks:
        return None
    edits = tuple(Edit(n, 0, len(lines[n]), "") for n in marks)
    message = "the ``` of a code block was copied along"
    line = scene.at.line
    end = Position(line, len(lines[line].rstrip()))
    return Slip(Position(line, 0), end, message, "Delete this line.", edits, "whole")


def directive(scene: Scene) -> Slip | None:
    """A line that begins with % at the margin."""
    line = scene.since.line if scene.since else scene.at.line
    text = scene.sheet.line(line)
    if not text.startswith("%"):
        return None
    message = "a line that starts with % is an instruction to YAML, and it does not know this one"
    edit = Edit(line, 0, len(text), "")
    end = Position(line, len(text))
    return Slip(Position(line, 0), end, message, "Delete this line.", (edit,), "whole")


def second_document(scene: Scene) -> Slip | None:
    """A line of dashes: what follows is read as if they were not there.

    What writes the same keys again is another declaration, and is not read.
    """
    line, texts = scene.at.line, scene.sheet.lines
    above, below = (
        {m[0] for m in map(_AT_MARGIN.match, t) if m} for t in (texts[:line], texts[line:])
    )
    again = not above.isdisjoint(below)
    edits = tuple(
        Edit(n, 0, len(text) if again else 3, "" if again else "   ")
        for n, text in enumerate(texts[line:], line)
        if again or _MARKER.match(text)
    )
    part = "only the one above it is read" if again else "a declaration is one document"
    fix = "Delete this line, or move what follows it into a file of its own."
    end = Position(line, 3)
    return Slip(scene.at, end, f"a second document starts here; {part}", fix, edits, "whole")


def out_of_place(scene: Scene) -> Slip | None:
    """A list item among keys, or a colon without a key."""
    line, text = scene.at.line, scene.line.strip()
    if scene.at.column != scene.indent(line):
        return None
    if text.startswith(":"):
        words = ("this colon has no key before it", f"Write:   key{visible(text, 120)}")
        return without_line(scene, line, *words)
    if text.startswith("- ") and scene.at.column in scene.blocks():
        words = (
            f"line {line + 1} is an item of a list, but the lines beside it are keys",
            "Give it a key of its own, or indent it below the key whose list it is in.",
        )
        return without_line(scene, line, *words)
    return None


def left_out(scene: Scene) -> Slip | None:
    """The last resort: a line that cannot be read, and so is not."""
    at = scene.at if scene.line.strip() and "simple key" not in scene.problem else scene.since
    line = (at or scene.at).line
    text = scene.sheet.line(line)
    if not text.strip():
        return None
    found = _VALUE.match(text)
    if found and not scene.flows() and masked(found[2]) != found[2]:
        start, end = found.span(2)
        message = f"the value of `{visible(found[1], 60)}` cannot be read as YAML"
        fix = "Compare its quotes and brackets with those of the lines above."
        edit = scene.as_text(line, start, end)
        return Slip(Position(line, start), Position(line, end), message, fix, (edit,))
    message = f"line {line + 1} cannot be read as YAML, and is left out"
    fix = "Compare its indentation, quotes and brackets with those of the lines above."
    return without_line(scene, line, message, fix)


def without_line(scene: Scene, line: int, message: str, fix: str) -> Slip:
    text = scene.sheet.line(line)
    start = Position(line, scene.indent(line))
    end = Position(line, max(start.column, len(text.rstrip())))
    return Slip(start, end, message, fix, (Edit(line, 0, len(text), ""),), "left out")


def foreign_comment(scene: Scene, line: int) -> Slip | None:
    """``// so`` or ``/* so */``."""
    if not scene.sheet.line(line).lstrip().startswith(("//", "/*", "--")):
        return None
    words = ("this line is no key; a comment starts with # in YAML", "Start the line with #.")
    return without_line(scene, line, *words)


def hard_key(place: Place | None) -> Mark | None:
    """Where the first key stands that begins or ends with a hard space."""
    for key, part in place.parts.items() if place else ():
        if part.key and isinstance(key, str) and key.strip(HARD) != key:
            return part.key[0]
        found = hard_key(part) if part.parts else None
        if found:
            return found
    return None


def control_sign(sheet: Sheet) -> Position:
    """Where the first sign stands that no text has: YAML 1.2, section 5.1."""
    for number, text in enumerate(sheet.lines):
        found = _NO_TEXT.search(text)
        if found:
            return Position(number, found.start())
    return Position(0, 0)


def control(scene: Scene) -> Slip | None:
    """Signs that are no text, here and further down."""
    line, column = scene.at
    edits = tuple(
        Edit(number, 0, len(text), _NO_TEXT.sub("\ufffd", text))
        for number, text in enumerate(scene.sheet.lines)
        if _NO_TEXT.search(text)
    )
    if not edits:
        return None
    message = f"{visible(scene.line[column])} is a control character, which no text has"
    fix = "Delete it; it may not show in your editor."
    return Slip(scene.at, Position(line, column + 1), message, fix, edits)
