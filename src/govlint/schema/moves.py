"""How to move a key to its right place: the words, with the exact number of spaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint import paths
from govlint.schema.wording import BLANK, key_of, scalar, spelled
from govlint.source import key_span, line_text
from govlint.text import visible

if TYPE_CHECKING:
    from collections.abc import Collection

    from govlint.model import Fault, Path
    from govlint.source import Document

_LEVELS = ("", "one level up", "two levels up", "three levels up")


def up(document: Document, path: Path, target: Path, going: Collection[Path]) -> tuple[str, str]:
    """A key that stands too deep. ``going``: all keys that do not stay where they are."""
    key, inside = visible(str(path[-1]), 60), key_of(path[:-1])
    levels = len(path) - len(target)
    beside = f"beside `{visible(str(path[len(target) - 1]), 60)}`"
    if levels == 1:
        where = "one level up, beside it"
    elif len(target) == 1:
        where = f"at the top level, {beside}"
    else:
        where = f"{_LEVELS[min(levels, 3)]}, {beside}"
    message = f"`{key}` is inside `{inside}`; it belongs {where}"
    outer = path[: len(target)]
    steps = key_span(document, path).column - key_span(document, outer).column
    if not _own_line(document, path) or not _own_line(document, outer) or steps <= 0:
        return message, f"Move `{key}` out of the braces, {where.removesuffix(', beside it')}."
    left = f"{spaces(steps)} to the left"
    if _last(document, path, len(target), going):
        return message, f"Move `{key}:` {left}."
    return message, f"Move `{key}:` below the last line of `{key_of(outer)}`, and {left}."


def elsewhere(document: Document, path: Path, target: Path) -> tuple[str, str]:
    """A key that belongs into a section that stands here, or into another one."""
    key, section, name = visible(str(path[-1]), 60), key_of(target[:-1]), key_of(target)
    called = "" if name == path[-1] else f", where it is called `{name}`"
    inside = key_of(path[:-1])
    now = f"is inside `{inside}`; it" if inside else "is at the top level; it"
    there = f"inside `{section}`" if section else "at the top level"
    message = f"`{key}` {now} belongs {there}{called}"
    if _follows(document, path, target[:-1]):
        steps = _indent(document, path, target[:-1])
        return message, f"Move `{key}:` {spaces(steps)} to the right."
    value = paths.lookup(document.data, path)
    place = f"{name}: {BLANK if isinstance(value, dict | list) else scalar(value)}"
    for step in reversed(target[:-1]):
        place = f"{step}: {{{place}}}"
    return message, f"Move it there:   {place}"


def written_twice(document: Document, path: Path, target: Path) -> tuple[str, str]:
    """An unknown key whose right place is taken."""
    key, name = visible(str(path[-1]), 60), key_of(target)
    if paths.lookup(document.data, target) is None:
        return f"unknown key `{key}`; `{name}` is said by another key already", "Keep one of them."
    line = key_span(document, target).line
    if key == name:
        inside, section = key_of(path[:-1]), key_of(target[:-1])
        where = f"`{section}` has one" if section else "there is one at the top level"
        message = f"`{key}` does not belong inside `{inside}`; {where} already (line {line})"
        return message, "Delete it here, or move what is missing there."
    message = f"unknown key `{key}`; `{name}` is written as well (line {line})"
    return message, f"Keep `{name}` and delete `{key}`, or move what is missing."


def joined(fault: Fault, target: Path) -> Fault:
    """The fault of a moved key, told together with the next one that moves the same way."""
    name = f"`{key_of(target)}`"
    if fault.fix.startswith("Move it there"):
        fault = fault._replace(fix=f"Move them into `{key_of(target[:-1])}`.")
    first, verb, rest = fault.message.partition(" is ")
    if verb:
        rest = rest.replace("; it belongs", "; they belong").replace("beside it", "beside that")
        fix = fault.fix.replace("Move `", "Move the lines from `", 1).replace(
            ":`", f"` to {name}", 1
        )
        return fault._replace(message=f"{first} and {name} are {rest}", fix=fix)
    first, _, rest = fault.message.partition(" are ")
    names = first.replace(" and ", ", ")
    last = first.rpartition(" ")[2]
    fix = fault.fix.replace(f"to {last}", f"to {name}", 1)
    return fault._replace(message=f"{names} and {name} are {rest}", fix=fix)


def with_lines(fix: str, count: int) -> str:
    """The advice to move a key, for it and ``count`` lines below it."""
    below = f"the {spelled(count)} lines below it" if count > 1 else "the line below it"
    return fix.replace(":` ", f":` and {below} ", 1) if count and fix.startswith("Move `") else fix


def spaces(count: int) -> str:
    """A number of spaces, in words."""
    return f"{spelled(count)} space{'' if count == 1 else 's'}"


def _own_line(document: Document, path: Path) -> bool:
    """Whether the key at ``path`` is the first thing on its line."""
    span = key_span(document, path)
    return not line_text(document, span.line)[: span.column - 1].strip(" -")


def _last(document: Document, path: Path, depth: int, going: Collection[Path]) -> bool:
    """Whether nothing that stays follows the key in any of the sections that it is to leave."""
    for length in range(depth + 1, len(path) + 1):
        above, key = path[: length - 1], path[length - 1]
        section = paths.lookup(document.data, above)
        if not isinstance(section, dict):
            return False
        names = list(section)
        after = names[names.index(key) + 1 :]
        if not all((*above, name) in going for name in after):
            return False
    return True


def _follows(document: Document, path: Path, section: Path) -> bool:
    """Whether the key stands right below the section it was meant for, which is empty."""
    if section[:-1] != path[:-1] or not _own_line(document, path):
        return False
    around = paths.lookup(document.data, path[:-1])
    names = list(around) if isinstance(around, dict) else []
    if section[-1] not in names:
        return False
    start = names.index(section[-1])
    if around[section[-1]] is not None or names.index(path[-1]) <= start:
        return False
    return key_span(document, path).column == key_span(document, section).column


def _indent(document: Document, path: Path, section: Path) -> int:
    """By how many spaces this file indents."""
    del section
    span = key_span(document, path)
    below = line_text(document, span.line + 1)
    step = len(below) - len(below.lstrip(" ")) - (span.column - 1)
    return step if 0 < step <= 8 else 2
