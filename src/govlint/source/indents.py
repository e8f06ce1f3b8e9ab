"""Slips in the indentation: tabs, and lines that stand between the columns of their neighbours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from govlint.source.scene import layout
from govlint.source.sheet import Edit
from govlint.text import plural

if TYPE_CHECKING:
    from govlint.source.scene import Scene, Slip

_ENTRY = re.compile(r"\s*(- |[\w-]+:(\s|$))")
_INDENT = re.compile(r"[ \t]*")


def tab(scene: Scene) -> Slip | None:
    """A tab in the indentation, here and further down."""
    first = scene.at.line
    column = scene.line.find("\t")
    if column < 0 or column >= scene.indent(first):
        return None
    lines = [n for n in range(first, len(scene.sheet.lines)) if "\t" in _leading(scene, n)]
    width = _unit(scene)
    edits = tuple(
        Edit(n, 0, len(_leading(scene, n)), _leading(scene, n).replace("\t", " " * width))
        for n in lines
    )
    spaces = "two spaces" if width == 2 else plural(width, "space")
    more = f", here and in {plural(len(lines) - 1, 'more line')}" if len(lines) > 1 else ""
    starts = "starts with" if column == 0 else "is indented with"
    message = f"line {first + 1} {starts} a tab; YAML allows only spaces"
    fix = f"Replace the tab with {spaces}{more}."
    return layout((first, column, column + 1), (message, fix), *edits)


def _leading(scene: Scene, line: int) -> str:
    found = _INDENT.match(scene.sheet.line(line))
    return found[0] if found else ""


def _unit(scene: Scene) -> int:
    for text in scene.sheet.lines:
        width = len(text) - len(text.lstrip(" "))
        if width and text.strip():
            return min(width, 8)
    return 2


def tab_after_dash(scene: Scene) -> Slip | None:
    """``-<tab>item``."""
    line, column = scene.at
    if scene.line[column : column + 1] != "\t":
        return None
    end = column + len(scene.line[column:]) - len(scene.line[column:].lstrip("\t "))
    message = "a tab follows this dash; YAML allows only spaces"
    edit = Edit(line, column, end, " ")
    return layout((line, column, end), (message, "Replace the tab with a space."), edit)


def root_indentation(scene: Scene) -> Slip | None:
    """The first keys are indented and the later ones are not."""
    lines = scene.sheet.lines
    first = next((n for n, text in enumerate(lines) if _has_content(text)), 0)
    width, column = scene.indent(first), scene.at.column
    if first >= scene.at.line or column != scene.indent(scene.at.line) or width <= column:
        return None
    edits = [
        Edit(n, 0, min(width - column, scene.indent(n)), "") for n in range(first, scene.at.line)
    ]
    message = _indented(first, width, column)
    return layout(
        (first, 0, width), (message, f"Start it at column {column + 1}."), *edits
    )._replace(kind="shift")


def _has_content(text: str) -> bool:
    return bool(text.strip()) and not text.lstrip().startswith(("#", "---", "%"))


def indentation(scene: Scene) -> Slip | None:
    """A line that stands between the columns of its neighbours."""
    line, column = scene.at
    if column != scene.indent(line) or not scene.line.strip():
        return None
    if isinstance(scene.before, yaml.ScalarToken) and not _ENTRY.match(scene.line):
        return _deeper(scene, line, _above(scene, line))
    columns = [c for c in scene.blocks() if c != column] or [0]
    nearest = min(columns, key=lambda c: (abs(c - column), -c))
    above = _above(scene, line)
    closed = isinstance(scene.before, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken)
    if closed and _came_out(scene, above, scene.indent(above), column, sure=False):
        return shifted(scene, above, column)
    return _moved_in(scene, sure=not _below_list(scene)) or shifted(scene, line, nearest)


def _below_list(scene: Scene) -> bool:
    """Whether a list of plain items ends above ``at``, to which no key can belong."""
    above = _above(scene, scene.at.line)
    return scene.sheet.line(above).lstrip().startswith("- ") and (
        scene.blocks()[-1:] == [scene.indent(above)]
    )


def continuation(scene: Scene, line: int) -> Slip | None:
    """Words that go on with the text above, and are not indented below it."""
    above = _above(scene, line)
    text, head = scene.sheet.line(line), scene.sheet.line(above)
    if len(text.split()) < 3 or not re.match(r"\s*(- )*[\w-]+: +\S+ +\S", head):
        return None
    if "_" in text.split()[0]:
        return None
    return _deeper(scene, line, above)


def _above(scene: Scene, line: int) -> int:
    return next((n for n in range(line - 1, 0, -1) if scene.sheet.line(n).strip()), 0)


def _deeper(scene: Scene, line: int, above: int) -> Slip:
    head = scene.sheet.line(above)
    column = scene.indent(above) + (2 if _ENTRY.match(head) else 0)
    width = scene.indent(line)
    message = f"line {line + 1} is no key; if it goes on with the text above, it has to be indented"
    fix = f"Indent it by {plural(column, 'space')}, or put a colon after its key."
    end = max(width, len(scene.sheet.line(line).rstrip()))
    edit = Edit(line, 0, width, " " * max(column, width + 1))
    return layout((line, width, end), (message, fix), edit)._replace(kind="shift")


def too_deep(scene: Scene) -> Slip | None:
    """A key that is indented below a key which already has a value."""
    token = scene.before
    if not isinstance(token, yaml.ScalarToken) or token.start_mark.line >= scene.at.line:
        return None
    above = token.start_mark.line
    if not scene.key(above, token.start_mark.column):
        return None
    text = scene.sheet.line(above)
    column = len(text) - len(text.lstrip(" -"))
    width = scene.indent(scene.at.line)
    if _came_out(scene, above, column, width, sure=False):
        return shifted(scene, above, width)
    return shifted(scene, scene.at.line, column)


def head(scene: Scene) -> Slip | None:
    """A key that is indented as far as what belongs below it."""
    line, width = scene.at
    above = (scene.indent(n) for n in range(line - 1, -1, -1) if _has_content(scene.sheet.line(n)))
    column = next((indent for indent in above if indent < width), 0)
    end = len(scene.sheet.line(line).rstrip())
    words = (
        _indented(line, width, column),
        f"Move it {plural(width - column, 'space')} to the left.",
    )
    return layout((line, width, end), words, Edit(line, column, width, ""))._replace(kind="shift")


def _came_out(scene: Scene, line: int, column: int, width: int, *, sure: bool) -> bool:
    """Whether the line itself is out of place: what stands around it is indented by ``width``.

    ``sure``: only if the line above it waits for something below.
    """
    before = _above(scene, line)
    text = scene.sheet.line(before)
    head = scene.indent(before) == column and text.rstrip().endswith(":")
    if before >= line:
        return False
    beside = not sure and scene.indent(before) == width
    return column == scene.indent(line) and (head or beside)


def shifted(scene: Scene, line: int, column: int) -> Slip | None:
    """The slip whose cure is to move a line, and what belongs to it, to ``column``."""
    width = scene.indent(line)
    if width == column:
        return None
    lines = _belonging(scene, line, width, column)
    if column > width:
        edits = tuple(Edit(n, 0, 0, " " * (column - width)) for n in lines)
    else:
        edits = tuple(Edit(n, column, width, "") for n in lines)
    message = _indented(line, width, column)
    steps = plural(abs(column - width), "space")
    fix = f"Move it {steps} to the {'right' if column > width else 'left'}."
    end = max(width, len(scene.sheet.line(line).rstrip()))
    return layout((line, width, end), (message, fix), *edits)._replace(kind="shift")


def _belonging(scene: Scene, line: int, width: int, column: int) -> list[int]:
    """The line, what is indented below it, and the lines beside it that share its mistake."""
    lines, inside = [line], scene.sheet.line(line).rstrip().endswith(":")
    first = 0
    for number in range(line + 1, len(scene.sheet.lines)):
        text = scene.sheet.line(number)
        if not text.strip():
            continue
        indent = scene.indent(number)
        if lines == [line] and inside and indent == width and not text.lstrip().startswith("- "):
            break
        if indent < width or (indent > width and not inside):
            break
        first = first or indent
        if width < indent == column < first:
            break
        if indent == width:
            inside = text.rstrip().endswith(":")
        lines.append(number)
    return lines


def key_among_items(scene: Scene) -> Slip | None:
    """A key that stands at the column of the dashes above it."""
    line, column = scene.at
    blocks = scene.blocks()
    text = scene.sheet.line(line)
    if column not in blocks or column != scene.indent(line) or text[column : column + 2] == "- ":
        return indentation(scene)
    place = blocks.index(column)
    inner, outer = blocks[place + 1 :], blocks[:place]
    if inner:
        return shifted(scene, line, inner[-1])
    return _moved_in(scene, sure=False) or (shifted(scene, line, outer[-1]) if outer else None)


def _moved_in(scene: Scene, *, sure: bool) -> Slip | None:
    """The slip of a key above ``at`` that came out of its section, with what stands below it."""
    stop, column = scene.at
    above = (n for n in range(stop - 1, -1, -1) if scene.sheet.line(n).strip())
    line = next((n for n in above if scene.indent(n) < column), -1)
    width = scene.indent(line) if line >= 0 else column
    if width >= column or not _came_out(scene, line, width, column, sure=sure):
        return None
    edits = tuple(Edit(n, 0, 0, " " * (column - width)) for n in range(line, stop))
    fix = f"Move it {plural(column - width, 'space')} to the right."
    end = max(width, len(scene.sheet.line(line).rstrip()))
    words = (_indented(line, width, column), fix)
    return layout((line, width, end), words, *edits)._replace(kind="shift")


def _indented(line: int, width: int, column: int) -> str:
    neighbours = plural(column, "space") if column else "none"
    is_indented = f"line {line + 1} is indented by {plural(width, 'space')}"
    if not width:
        is_indented = f"line {line + 1} is not indented"
    return f"{is_indented}; the lines it belongs with by {neighbours}"
