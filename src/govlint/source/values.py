"""Slips in a value: a sign that YAML keeps for itself, quotes, backslashes, a second colon."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from govlint.source import advice
from govlint.source.document import Position
from govlint.source.scene import Slip
from govlint.source.sheet import MAX_EDITS, Edit
from govlint.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable

    from govlint.source.scene import Scene

_AS_KEY = re.compile(r"""([^\s:"']+)\s*:(\s|$)""")
_QUOTED_KEY = re.compile(r"""(["'][\w-]+):(\s|$)""")
_IDENTIFIER = re.compile(r"[A-Za-z_][\w-]*")
_HALF = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_NAMES = {"`": "a backtick (`)", "!": "an exclamation mark (!)"}


def of(key: str) -> str:
    """How a message names a value."""
    return f"the value of `{visible(key, 60)}`" if key else "a value"


def value(
    scene: Scene,
    start: Position,
    words: Callable[[str, str], tuple[str, str]],
    end: int | None = None,
) -> Slip:
    """The slip whose cure is to read all of the value at ``start`` as text."""
    line, column = start
    stop = scene.end(line, column) if end is None else end
    message, fix = words(scene.key(line, column), scene.raw(line, column, stop))
    edit = scene.as_text(line, column, stop)
    return Slip(start, Position(line, stop), message, fix, (edit,))


def sign(scene: Scene) -> Slip | None:
    """A value, or a key, that begins with a sign which YAML keeps for itself."""
    start = _start(scene)
    text = scene.sheet.line(start.line)[start.column :]
    if not text or text[0].isspace():
        return None
    as_key = None if scene.key(*start) else _AS_KEY.match(text)
    if as_key:
        return value(scene, start, _key_with_sign, start.column + len(as_key[1]))
    return value(scene, start, _with_sign)


def _start(scene: Scene) -> Position:
    if scene.since and scene.since.line == scene.at.line:
        return scene.since
    return scene.at


def _with_sign(key: str, raw: str) -> tuple[str, str]:
    first = _NAMES.get(raw[0], visible(raw[0]))
    if raw in ("-", "?"):
        only = f"`{visible(key, 60)}` is" if key else "this value is"
        return f"{only} only a {raw}, which says nothing", _filled(key)
    return f"YAML cannot start {of(key)} with {first}", advice.instead(key, raw)


def _filled(key: str) -> str:
    return f"Write what is meant:   {advice.line(key, '…')}" if key else "Write what is meant."


def _key_with_sign(_: str, raw: str) -> tuple[str, str]:
    message = f"YAML cannot start a key with {_NAMES.get(raw[0], visible(raw[0]))}"
    return message, f"Put the key in quotes:   {advice.quoted(visible(raw, 60))}:"


def after_value(scene: Scene) -> Slip | None:
    """Text that goes on behind a quoted text, a closing bracket or a reference."""
    token = scene.before
    if token is None:
        return None
    start = Position(token.start_mark.line, token.start_mark.column)
    if isinstance(token, yaml.ScalarToken) and token.style in ('"', "'"):
        if start.line < scene.at.line:
            return unclosed_quote(scene, start)
        return value(scene, start, _beyond_quote)
    if start.line != scene.at.line:
        return None
    if isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken):
        return _after_bracket(scene, scene.opening(token))
    if isinstance(token, yaml.AliasToken | yaml.AnchorToken | yaml.TagToken):
        return value(scene, start, _with_sign)
    return None


def _beyond_quote(key: str, raw: str) -> tuple[str, str]:
    quote, inner = raw[0], raw.strip(raw[0])
    if len(raw) < 3 or not raw.endswith(quote) or _ends_in_quotes(raw):
        whole = advice.line(key, advice.quoted(raw))
        return f"{of(key)} goes on after its closing quote", f"Put all of it in quotes:   {whole}"
    fix = f"Write:   {advice.line(key, advice.quoted(inner))}"
    if quote in inner:
        return f"a quote inside {of(key)} ends it too early", fix
    return f"{of(key)} has a quote too many", fix


def _ends_in_quotes(raw: str) -> bool:
    """``'one' and 'two'``: the second quote closes the first."""
    second = raw.find(raw[0], 1)
    return raw[second + 1 : second + 2] == " " and raw[second - 1 : second] not in ("", " ")


def _after_bracket(scene: Scene, opening: Position) -> Slip | None:
    at, text = scene.at, scene.line[scene.at.column :]
    if text[:1] and text[0] in "]}":
        message = f"there is one {text[0]} too many"
        edit = Edit(at.line, at.column, at.column + 1, " ")
        end = Position(at.line, at.column + 1)
        return Slip(at, end, message, f"Delete the last {text[0]}.", (edit,), kind="layout")
    if opening.line != at.line:
        return None
    return value(scene, opening, _beyond_bracket)


def _beyond_bracket(key: str, raw: str) -> tuple[str, str]:
    message = f"{of(key)} goes on after its closing bracket"
    return (
        message,
        f"If all of it is text, put it in quotes:   {advice.line(key, advice.quoted(raw))}",
    )


def unclosed_quote(scene: Scene, start: Position | None = None) -> Slip | None:
    """A quoted text that never ends, or ends in another line's quotes."""
    start = start or scene.since
    if start is None:
        return None
    line, column = start
    before = scene.before
    if isinstance(before, yaml.ScalarToken) and before.style in ('"', "'"):
        begin = Position(before.start_mark.line, before.start_mark.column)
        if (before.end_mark.line, before.end_mark.column) == (line, column) and begin.line == line:
            return value(scene, begin, _beyond_quote)
    text = scene.sheet.line(line)
    word = None if scene.key(line, column) else _QUOTED_KEY.match(text, column)
    stop = word.end(1) if word else scene.end(line, column)
    key = scene.raw(line, column + 1, stop) if word else scene.key(line, column)
    closed = visible(scene.raw(line, column, stop), 120) + text[column]
    what = f"`{visible(key, 60)}`" if word else of(key) if key else "this text"
    fix = f"Close it:   {closed + ':' if word else advice.line(key, closed)}"
    edit = Edit(line, stop, stop, text[column])
    message = f"the quote that opens {what} is never closed"
    return Slip(start, Position(line, stop), message, fix, (edit,))


def backslash(scene: Scene) -> Slip | None:
    """A backslash in double quotes that begins no escape."""
    text, stop = scene.line, scene.at.column + 1
    column = text.rfind("\\", 0, stop)
    if column < 0 or scene.since is None:
        return None
    start, line = scene.since, scene.at.line
    begin = start.column if start.line == line else 0
    half = _HALF.match(text, column)
    if half:
        return _half_a_character(scene, column, half[0])
    edits = tuple(scene.as_text(line, at, at + 1) for at in _lone(text, begin)[:MAX_EDITS])
    key = scene.key(*start)
    close = text.find('"', begin + 1)
    raw = scene.raw(line, begin + 1, close if close > 0 else len(text))
    single = advice.line(key, "'" + raw.replace("'", "''") + "'")
    message = f"{of(key)} has a backslash in double quotes, where YAML reads it as an escape"
    where = Position(line, column)
    return Slip(where, Position(line, column + 1), message, f"Use single quotes:   {single}", edits)


def _lone(text: str, begin: int) -> list[int]:
    """The backslashes from ``begin`` on that escape neither a quote nor a backslash."""
    found, column = [], begin
    while (column := text.find("\\", column)) >= 0:
        paired = text[column + 1 : column + 2] in ('"', "\\")
        if not paired:
            found.append(column)
        column += 2 if paired else 1
    return found


def _half_a_character(scene: Scene, column: int, raw: str) -> Slip:
    line = scene.at.line
    end = column + len(raw)
    message = f"{raw} is half of a character, and stands for nothing"
    fix = "Write the character itself, or delete the escape."
    edit = scene.as_text(line, column, end)
    return Slip(Position(line, column), Position(line, end), message, fix, (edit,))


def second_colon(scene: Scene) -> Slip | None:
    """A colon and a space inside a text that is not in quotes."""
    token = scene.before
    if not isinstance(token, yaml.ScalarToken) or token.start_mark.line != scene.at.line:
        return None
    start = Position(token.start_mark.line, token.start_mark.column)
    if not scene.key(*start):
        return None
    return _never_opened(scene, start) or value(scene, start, _with_colon)


def _never_opened(scene: Scene, start: Position) -> Slip | None:
    """``- name: CRM, kind: api}``: the brace before it is missing."""
    line, text = start.line, scene.line
    if not text.rstrip().endswith("}") or text.count("{") >= text.count("}"):
        return None
    column = start.column
    if not _IDENTIFIER.fullmatch(text[column : scene.at.column]):
        column = len(text) - len(text.lstrip(" -"))
    end = len(text.rstrip())
    raw = visible(scene.raw(line, column, end), 120)
    message = "the brace that closes here is never opened"
    edit = Edit(line, column, column, "{")
    where = Position(line, end - 1), Position(line, end)
    return Slip(*where, message, f"Open it:   {{{raw}", (edit,), "layout")


def _with_colon(key: str, raw: str) -> tuple[str, str]:
    message = f"{of(key)} has a colon and a space in it, which YAML takes for another key"
    return message, f"Put it in quotes:   {advice.line(key, advice.quoted(raw))}"


def list_on_the_key_s_line(scene: Scene) -> Slip | None:
    """``key: - item``."""
    return value(scene, scene.at, _with_dash) if scene.key(*scene.at) else None


def _with_dash(key: str, raw: str) -> tuple[str, str]:
    if raw == "-":
        return _with_sign(key, raw)
    items = ", ".join(raw[2:].split(" - "))
    message = f"a list cannot start on the line of its key, `{visible(key, 60)}`"
    return message, f"Write:   {advice.line(key, f'[{items}]')}"


def braces(scene: Scene) -> Slip | None:
    """``{{ something }}``: a mark that a template left."""
    start = Position(scene.at.line, scene.at.column - 1)
    stop = scene.line.rfind("}}", start.column) + 2
    if stop < 2:
        return _brace_too_many(scene)
    return value(scene, start, _from_template, stop)


def _brace_too_many(scene: Scene) -> Slip:
    """``{{name: Priya Nair}``."""
    line, column = scene.at
    edit = Edit(line, column - 1, column, " ")
    start, end = Position(line, column - 1), Position(line, column)
    return Slip(start, end, "there is one { too many", "Delete one of them.", (edit,), "layout")


def _from_template(key: str, raw: str) -> tuple[str, str]:
    held = f"`{visible(key, 60)}` still holds" if key else "here is still"
    return f"{held} the template's {visible(raw, 60)}", _filled(key)
