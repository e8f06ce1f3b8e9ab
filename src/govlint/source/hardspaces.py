"""Spaces that only look like ones: they come along when a page is copied."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govlint.source.scene import layout
from govlint.source.sheet import Edit
from govlint.text import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govlint.source.scene import Slip
    from govlint.source.sheet import Sheet

_SOUND = re.compile(r" *(- |[\w-]+:(\s|$))")
HARD = "\u00a0\u2007\u202f\u3000\u200b\ufeff"
NO_WIDTH = "\u200b\ufeff"
_BLANKS = f" {HARD}"
_HARD_INDENT = re.compile(rf""" *[{HARD}][{_BLANKS}]*(- |#|["']?[\w-]+["']?:(\s|$)|$)""")
_TEXT_BELOW = re.compile(r"(^|[:\-]) *[|>][-+0-9]*( +#.*| *)$")
_HARD_WORDS = (
    (
        "there is a hard space here, which YAML takes for a letter",
        "Replace it with an ordinary space; such spaces come along when a wiki page is copied.",
    ),
    (
        "there is an invisible sign here, which YAML takes for a letter",
        "Delete it; such signs come along when a web page is copied.",
    ),
)
_EXTRA_SPACE = (
    _HARD_WORDS[0][0],
    "Delete it; such spaces come along when a wiki page is copied.",
)


def hard(sheet: Sheet) -> Slip | None:
    """Spaces that only look like ones in an indentation, here and further down."""
    found = [n for n in _outside_texts(sheet.lines) if _HARD_INDENT.match(sheet.lines[n])]
    if not found:
        return None
    first = found[0]
    text = sheet.lines[first]
    column = next(c for c, sign in enumerate(text) if sign in HARD)
    columns = {len(t) - len(t.lstrip(" ")) for t in sheet.lines if _SOUND.match(t)}
    edits = tuple(_softened(n, sheet.lines[n], columns) for n in found)
    fewer = len(edits[0].new) < edits[0].end and text[column] not in NO_WIDTH
    message, fix = _EXTRA_SPACE if fewer else hard_words(text[column])
    more = f", here and in {plural(len(found) - 1, 'more line')}" if len(found) > 1 else ""
    return layout((first, column, column + 1), (message, fix.replace(";", f"{more};", 1)), *edits)


def _softened(line: int, text: str, columns: set[int]) -> Edit:
    """Ordinary spaces instead; or none for a single one, if only so the line is beside others."""
    width = len(text) - len(text.lstrip(_BLANKS))
    spaces = "".join(" " for sign in text[:width] if sign not in NO_WIDTH)
    plain = text[:width].count(" ")
    stray = width - plain == 1 and len(spaces) not in columns and plain in columns
    return Edit(line, 0, width, " " * plain if stray else spaces)


def _outside_texts(lines: list[str]) -> Iterator[int]:
    """The lines that do not belong to a text below a | or >, as YAML sees it."""
    header, inside = -1, 0
    for number, text in enumerate(lines):
        seen = len(text) - len(text.lstrip(" "))
        width = len(text) - len(text.lstrip(_BLANKS))
        if header >= 0 and (width == len(text) or width > header):
            inside = inside or seen
            if seen >= inside:
                continue
            yield number
        else:
            yield number
            header, inside = (width if _TEXT_BELOW.search(text) else -1), 0


def hard_words(sign: str) -> tuple[str, str]:
    """The message and the fix for a sign that only looks like a space, or like nothing."""
    return _HARD_WORDS[sign in NO_WIDTH]
