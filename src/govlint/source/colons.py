"""Slips around the colon of a key: there is none, no space follows, another sign stands there."""

from __future__ import annotations

import re

import yaml

from govlint.source import indents
from govlint.source.document import Position
from govlint.source.hardspaces import HARD
from govlint.source.lines import foreign_comment, hard_space, without_line
from govlint.source.scene import Scene, Slip, layout
from govlint.source.sheet import Edit
from govlint.text import visible

_UNSPACED = re.compile(r"""((?:- +)*)([A-Za-z_][\w.-]*|"[^"]*"|'[^']*'):(?=[^\s/\\:])""")
_WORD = re.compile(r"((?:- +)*)([A-Za-z_][\w-]*)(\s+\S.*)?$")
_EQUALS = re.compile(r"((?:- +)*)([A-Za-z_][\w-]*)(\s*=\s*)(?=\S|$)")
_SURPLUS = re.compile(r"((?:- +)*)([A-Za-z_][\w-]*) *: *([,;])(?= *(?:#|$))")
_HALF_QUOTED = re.compile(r"""((?:- +)*)(["'])([A-Za-z_][\w-]*)(?=:(\s|$))""")
_GLUED = re.compile(r" *(?:- +)*[A-Za-z_][\w-]* *[:=]? *[{\[]")


def no_colon(scene: Scene) -> Slip | None:
    """A line in which YAML finds no key, at ``since`` or where a text began above."""
    start = scene.since
    if start is None:
        token = scene.before
        if not isinstance(token, yaml.ScalarToken) or token.start_mark.line == scene.at.line:
            return None
        start = Position(token.start_mark.line, token.start_mark.column)
    return without_colon(scene, start)


def without_colon(scene: Scene, start: Position) -> Slip | None:
    """What the line at ``start`` lacks to be a key and its value."""
    line, column = start
    text = scene.sheet.line(line)
    hard = any(sign in HARD for sign in text)
    if hard and ":" in text:
        found = hard_space(Scene(scene.sheet, "", start, None))
        if found:
            return found
    return (
        foreign_comment(scene, line)
        or _half_quoted(scene, line, column)
        or _surplus(scene, line, column)
        or _unspaced(scene, line, column)
        or _equals(scene, line, column)
        or indents.continuation(scene, line)
        or _bare(scene, line, column)
        or _no_key(scene, line)
    )


def _no_key(scene: Scene, line: int) -> Slip:
    message = f"line {line + 1} has no key that YAML can read, and is left out"
    return without_line(scene, line, message, "Write a key, a colon and a space before its value.")


def _unspaced(scene: Scene, line: int, column: int) -> Slip | None:
    text = scene.sheet.line(line)
    found = _UNSPACED.match(text, column)
    if not found:
        return _dash(scene, line, column)
    at = found.end()
    key, rest = found[2], text[at : scene.end(line, at)]
    fix = f"Write a space after the colon:   {visible(key, 60)}: {visible(rest, 120)}"
    message = (
        f"`{visible(key.strip(chr(34)), 60)}:` is not followed by a space, so YAML sees no key"
    )
    start = found.start(2)
    return layout((line, start, at), (message, fix), Edit(line, at, at, " "))


def _dash(scene: Scene, line: int, column: int) -> Slip | None:
    """``-item`` below ``- item``."""
    text = scene.sheet.line(line)
    above = next((t for t in reversed(scene.sheet.lines[:line]) if t.strip()), "")
    item_above = above.startswith(" " * column + "- ") or above.rstrip().endswith(":")
    if text[column : column + 1] != "-" or not item_above:
        return None
    edit = Edit(line, column + 1, column + 1, " ")
    item = visible(text[column + 1 :].strip(), 120)
    message = "this dash is not followed by a space, so YAML sees no list item"
    return layout((line, column, column + 1), (message, f"Write:   - {item}"), edit)


def _equals(scene: Scene, line: int, column: int) -> Slip | None:
    text = scene.sheet.line(line)
    found = _EQUALS.match(text, column)
    if not found:
        return None
    start, end = found.span(3)
    rest = visible(text[end : scene.end(line, end)], 120)
    where = text.index("=", start)
    edit = Edit(line, start, end, ": ")
    message = f"`{found[2]}` is followed by = where YAML has a colon"
    fix = f"Write:   {found[2]}: {rest}".rstrip()
    return layout((line, where, where + 1), (message, fix), edit)


def _half_quoted(scene: Scene, line: int, column: int) -> Slip | None:
    """``"rollback:`` with a quote that is only opened."""
    found = _HALF_QUOTED.match(scene.sheet.line(line), column)
    if not found:
        return None
    quote, key, end = found[2], found[3], found.end(3)
    message = f"the quote that opens `{visible(key, 60)}` is never closed"
    words = (message, f"Write:   {visible(key, 60)}:")
    return layout((line, found.start(2), end), words, Edit(line, end, end, quote))


def _surplus(scene: Scene, line: int, column: int) -> Slip | None:
    """``rollback:,`` above what belongs to it."""
    found = _SURPLUS.match(scene.sheet.line(line), column)
    if not found:
        return None
    key, sign, start = visible(found[2], 60), found[3], found.start(3)
    words = (f"there is a {sign} behind `{key}:`, where nothing belongs", "Delete it.")
    return layout((line, start, start + 1), words, Edit(line, start, start + 1, " "))


def glued(scene: Scene) -> Slip | None:
    """``baseline {value: 6.5, ...}``: YAML finds a colon only inside the braces."""
    line, text = scene.at.line, scene.line
    column = scene.indent(line)
    if text[column : column + 2] in ("-{", "-["):
        return _dash(scene, line, column)
    if not _GLUED.match(text):
        return None
    found = _unspaced(scene, line, column) or _equals(scene, line, column)
    found = found or _bare(scene, line, column)
    return found and found._replace(kind="layout")


def _bare(scene: Scene, line: int, column: int) -> Slip | None:
    text = scene.sheet.line(line)
    found = _WORD.match(text, column)
    if not found:
        return None
    word, at = visible(found[2], 60), found.end(2)
    rest = visible((found[3] or "").strip(), 120)
    message = f"`{word}` has no colon after it, so YAML sees no key"
    fix = f"Write:   {word}: {rest}".rstrip()
    edit = Edit(line, at, at, ":")
    return Slip(Position(line, found.start(2)), Position(line, at), message, fix, (edit,))
