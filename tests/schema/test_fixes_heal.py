"""What a message tells its reader to paste is pasted: the mistake is gone and none is new."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

import pytest

from govlint import source
from govlint.schema import check_form
from govlint.source import key_span, value_span

if TYPE_CHECKING:
    from govlint.model import Fault, Path, Span
    from govlint.source import Document

HERE = os.path.dirname(__file__)
PASTE = re.compile(r"(?:^|:)   (-|[\w-]+:) (.+?)(?:   \(.*\))?$")
NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight")
SHIFT = re.compile(
    r"Move (?:the lines from )?`([\w-]+):?`(?: to `([\w-]+)`)? (\w+) spaces? to the (\w+)"
)


def declarations() -> list[str]:
    found = []
    for name in sorted(os.listdir(os.path.join(HERE, "negative"))):
        with open(os.path.join(HERE, "negative", name), "rb") as file:
            found += [case["declaration"] for case in source.read(file.read(), name).data]
    return found


def replaced(text: str, span: Span, start: int, new: str) -> str:
    """The text with what stands from column ``start`` of the span's line to its end replaced."""
    lines = text.split("\n")
    before = lines[span.line - 1][: start - 1]
    after = lines[span.end_line - 1][span.end_column - 1 :]
    lines[span.line - 1 : span.end_line] = [before + new + after]
    return "\n".join(lines)


def shifted(text: str, found: re.Match[str], line: int) -> str:
    """The text with a key's lines, or the lines of several, moved sideways."""
    lines = text.split("\n")
    first = line - 1
    column = len(lines[first]) - len(lines[first].lstrip())
    last_key = found[2] or found[1]
    last = next(i for i in range(first, len(lines)) if lines[i].strip().startswith(f"{last_key}:"))
    while last + 1 < len(lines) and len(lines[last + 1]) - len(lines[last + 1].lstrip()) > column:
        last += 1
    steps = NUMBERS.index(found[3])
    for index in range(first, last + 1):
        moved = lines[index][steps:] if found[4] == "left" else " " * steps + lines[index]
        lines[index] = moved
    return "\n".join(lines)


def written(document: Document, path: Path) -> bool:
    try:
        value_span(document, path)
    except KeyError:
        return False
    return True


def mended(text: str, document: Document, fault: Fault) -> str | None:
    """The text after the fix; None if it only asks, or shows where to move something."""
    fix = fault.fix.split("\n")[0]
    move = SHIFT.match(fix)
    if move:
        return shifted(text, move, fault.span.line)
    rename = re.fullmatch(r"Rename it:   (\S+:)", fix)
    if rename:
        return replaced(text, fault.span, fault.span.column, rename[1].removesuffix(":"))
    paste = PASTE.search(fix)
    if not paste or re.search(r"\.\.\.|   or   |Move it|YYYY|MM-|-DD", fix):
        return None
    if not written(document, fault.path) or "not written" in fault.message:
        return None
    if fault.span not in (value_span(document, fault.path), key_span(document, fault.path)):
        return None
    value = value_span(document, fault.path)
    if paste[1] == "-":
        entry = fault.path if isinstance(fault.path[-1], int) else fault.path[:-1]
        value = value_span(document, entry)
        return replaced(text, value, value.column, paste[2])
    key = key_span(document, fault.path)
    return replaced(text, value._replace(line=key.line), key.column, f"{paste[1]} {paste[2]}")


def kinds(text: str) -> list[tuple[Any, ...]]:
    form = check_form(source.read(text.encode(), "a"), "2026-11-23")
    return [(fault.id, fault.path) for fault in form.faults]


@pytest.mark.parametrize("text", declarations())
def test_pasting_the_fix_heals(text: str) -> None:
    document = source.read(text.encode(), "a")
    for fault in check_form(document, "2026-11-23").faults:
        new = mended(text, document, fault)
        if new is None:
            continue
        left = kinds(new)
        assert (fault.id, fault.path) not in left, new
        assert len(left) < len(kinds(text)), new


def test_most_fixes_can_be_pasted() -> None:
    pasted = asked = 0
    for text in declarations():
        document = source.read(text.encode(), "a")
        for fault in check_form(document, "2026-11-23").faults:
            if "not written" in fault.message:
                continue
            can = mended(text, document, fault) is not None
            pasted, asked = pasted + can, asked + (not can)
    assert pasted > 170
