"""Slips in a list or mapping that is written in brackets or braces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from govlint.source import advice
from govlint.source.document import Position
from govlint.source.scene import Slip
from govlint.source.sheet import MAX_EDITS, Edit
from govlint.source.values import after_value, of, sign, value
from govlint.text import visible

if TYPE_CHECKING:
    from govlint.source.scene import Scene

_HASH = re.compile(r"[\[{,:]\s*(#\w[^\s,\]}]*)")
_KEY_BEHIND = re.compile(r"\S +([a-z]{3,}(?:_[a-z]+)*)$")
_CLOSE = {"[": "]", "{": "}"}
_NAMES = {"[": "bracket", "{": "brace"}


def separator(scene: Scene) -> Slip | None:
    """Something stands where a comma or the closing bracket is expected."""
    if _beyond(scene):
        return swallowed(scene) or unclosed(scene)
    text = scene.line[scene.at.column :]
    if text[0] in "]}":
        return _wrong_close(scene)
    if text[0] == ":":
        return _colon(scene)
    return after_value(scene) or unclosed(scene)


def content(scene: Scene) -> Slip | None:
    """A comma, a sign or nothing stands where a value is expected."""
    text = scene.line[scene.at.column :]
    if not text.strip() or not scene.flows():
        return (swallowed(scene) or unclosed(scene)) if scene.flows() else sign(scene)
    if text[0] == ",":
        return _comma(scene)
    if text[0] in "]}":
        return _wrong_close(scene)
    return sign(scene)


def _beyond(scene: Scene) -> bool:
    """Whether the parser ran on into the next lines: ``at`` is at the end, or at a new key."""
    flows = scene.flows()
    opening = flows[-1] if flows else scene.since
    if opening is None or not scene.line[scene.at.column :].strip():
        return True
    outside = scene.indent(scene.at.line) <= scene.indent(opening.line)
    return opening.line < scene.at.line and outside and _is_entry(scene.line)


def _is_entry(line: str) -> bool:
    return re.match(r"\s*(- )*[\w-]+:(\s|$)", line) is not None


def swallowed(scene: Scene) -> Slip | None:
    """``[#one, #two]``: YAML takes the rest of the line for a comment."""
    for opening in reversed(scene.flows()):
        line = scene.sheet.line(opening.line)
        found = [match.span(1) for match in _HASH.finditer(line, opening.column)][:MAX_EDITS]
        if found:
            return _hashes(scene, opening.line, found)
    return None


def _hashes(scene: Scene, line: int, found: list[tuple[int, int]]) -> Slip:
    start, end = found[0]
    words = [advice.quoted(visible(scene.raw(line, *span), 60)) for span in found[:5]]
    key = scene.key(line, start) if len(words) == 1 else ""
    edits = tuple(scene.as_text(line, *span) for span in found)
    message = "everything after # is a comment in YAML, so the rest of this line is lost"
    them = "it" if len(words) == 1 else "them"
    fix = f"Put {them} in quotes:   {advice.line(key, ', '.join(words))}"
    return Slip(Position(line, start), Position(line, end), message, fix, edits)


def unclosed(scene: Scene) -> Slip | None:
    """A bracket that is opened and never closed."""
    flows = scene.flows()
    if not flows:
        return None
    line, column = opening = flows[-1]
    bracket = scene.sheet.line(line)[column]
    last = _last_line(scene, line)
    stop = _content_end(scene.sheet.line(last))
    key = scene.key(line, column)
    what = f"the {_NAMES[bracket]} that opens {of(key)}" if key else f"this {_NAMES[bracket]}"
    raw = scene.raw(line, column, stop) if last == line else ""
    fix = f"Close it with {_CLOSE[bracket]}"
    fix += f":   {advice.line(key, visible(raw, 120) + _CLOSE[bracket])}" if raw else "."
    edit = Edit(last, stop, stop, _CLOSE[bracket])
    return Slip(opening, Position(line, column + 1), f"{what} is never closed", fix, (edit,))


def _last_line(scene: Scene, line: int) -> int:
    """The last line that can belong to what is opened in ``line``."""
    indent, last = scene.indent(line), line
    for number in range(line + 1, min(scene.at.line + 1, len(scene.sheet.lines))):
        text = scene.sheet.line(number)
        if text.strip() and (scene.indent(number) <= indent or _is_entry(text)):
            break
        if text.strip():
            last = number
    return last


def _content_end(text: str) -> int:
    comment = text.find(" #")
    return len((text if comment < 0 else text[:comment]).rstrip())


def _wrong_close(scene: Scene) -> Slip | None:
    flows = scene.flows()
    at, found = scene.at, scene.line[scene.at.column]
    if not flows:
        return sign(scene)
    line, column = flows[-1]
    bracket = scene.sheet.line(line)[column]
    if _CLOSE[bracket] == found:
        return None
    outer = [scene.sheet.line(flow.line)[flow.column] for flow in flows[:-1]]
    new = _CLOSE[bracket] + (found if found in map(_CLOSE.get, outer) else "")
    edit = Edit(at.line, at.column, at.column + 1, new)
    message = f"{bracket} is closed with {found}"
    end = Position(at.line, at.column + 1)
    fix = f"Write {_CLOSE[bracket]} here, to close the {bracket} of line {line + 1}."
    if len(new) == 2:
        message, fix = f"{bracket} is not closed before {found}", f"Write {new} here."
    return Slip(at, end, message, fix, (edit,), kind="layout")


def _comma(scene: Scene) -> Slip:
    line, column = at = scene.at
    edit = Edit(line, column, column + 1, " ")
    end = Position(line, column + 1)
    return Slip(at, end, "nothing stands before this comma", "Delete it.", (edit,), kind="layout")


def _colon(scene: Scene) -> Slip | None:
    """``{a: 1 b: 2}`` or ``{a: note: this}``: a comma is missing, or quotes are."""
    token = scene.before
    if not isinstance(token, yaml.ScalarToken):
        return None
    start = Position(token.start_mark.line, token.start_mark.column)
    if token.plain and start.line < scene.at.line:
        return _missing_comma(scene, scene.indent(scene.at.line))
    if not token.plain and start.line == scene.at.line:
        return _missing_comma(scene, start.column)
    found = _KEY_BEHIND.search(scene.line[start.column : scene.at.column])
    slip = value(scene, start, _second_colon)
    if found and token.plain:
        comma = _missing_comma(scene, start.column + found.start(1))
        return comma._replace(
            fix="Write a comma there; or, if all of it is one text, put that in quotes."
        )
    return slip


def _second_colon(key: str, raw: str) -> tuple[str, str]:
    head, _, word = raw.partition(":")[0].rpartition(" ")
    message = f"{of(key)} has a second colon in it"
    text = advice.line(key, advice.quoted(raw))
    if not head:
        return message, f"Put it in quotes:   {text}"
    return message, f"Put a comma before `{visible(word, 60)}`, or all of it in quotes:   {text}"


def _missing_comma(scene: Scene, column: int) -> Slip:
    line, end = scene.at
    word = visible(scene.raw(line, column, end), 60)
    at, edit = Position(line, column), Edit(line, column, column, ",")
    words = (f"a comma is missing before {word}", f"Write:   , {word}:")
    if column == scene.indent(line):
        words = (words[0], "Write a comma at the end of the line above.")
    return Slip(at, scene.at, *words, (edit,), "layout")
