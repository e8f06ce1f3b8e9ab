"""Values of the wrong kind: a text in place of a section, a section in place of a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from govlint.schema.quick import FORM
from govlint.schema.sketches import empty, filled, guess, person, properties, takes_list
from govlint.schema.telling import Telling
from govlint.schema.wording import BLANK, inline, key_of, kind_of, label, names, written

if TYPE_CHECKING:
    from govlint.schema.quick import Node
    from govlint.schema.telling import Case

_LISTED = frozenset(("triggers", "policies", "declarations", "bots", "extends"))
_NOT_KNOWN = re.compile(
    r"unknown|not (?:yet |)(?:known|measured|available|applicable|defined|set|tested|done)|no data|"
    r"never|nobody|missing|n\.a\.|not yet|no (?:baseline|target|ground truth)",
    re.IGNORECASE,
)


def section(case: Case) -> Telling:
    """Something else in place of a group of keys, or of one item of a list of such groups."""
    if isinstance(case.path[-1], int):
        return _item(case)
    value, name = case.value, label(case.path)
    if isinstance(value, list):
        return _list(case)
    if case.honest and isinstance(value, str) and _NOT_KNOWN.match(value):
        fix = _line(case, {"value": None, "reason": value if " " in value else BLANK})
        return Telling(f"{name} is text; an honest no has a reason beside it", fix, at_key=True)
    if not properties(case.node):
        return _open(case)
    parts = filled(case)
    what = kind_of(value)
    if value is False:
        message = f"{name} is false, but it has parts: {_some(case.node)}"
        return Telling(message, "If there is none, delete the line.", at_key=True)
    if case.path == ("owners",):
        message = f"{name} is {what}; there are two owners, each with a name and a contact"
        return Telling(message, _owners([value]), at_key=True)
    message = f"{name} is {what}, but it has parts: {_some(case.node)}"
    return Telling(message, _line(case, parts), at_key=True)


def listed(case: Case) -> Telling:
    """Something else in place of a list."""
    item = case.node.get("items", {})
    if item.get("type") == "object":
        return _entries(case)
    value, name, key = case.value, label(case.path), key_of(case.path)
    if key == "manual_steps" and not value:
        return Telling(
            f"{name} lists the steps that are done by hand", f"If there is none:   {key}: []"
        )
    if isinstance(value, str):
        found = re.split(r"\s*[,;\n]\s*", value) if _splits(key, item) else [value]
        found = [text for text in found if text]
        return Telling(
            f"{name} is a list, also when only one thing is in it",
            f"Write:   {key}: {written(found)}",
        )
    if isinstance(value, dict):
        found = [_entry_text(part, inner) for part, inner in value.items()]
        return Telling(
            f"{name} is a group of keys; a list belongs here", f"Write:   {key}: {written(found)}"
        )
    return Telling(f"{name} is {kind_of(value)}; a list belongs here", f"Write:   {key}: [{BLANK}]")


def _splits(key: str, item: Node) -> bool:
    return item.get(FORM) == "path" or key in _LISTED


def _entry_text(key: str, value: Any) -> str:
    if key in ("path", "paths", "file", "files", "glob", "globs"):
        return str(value)
    return f"{key}: {value}" if isinstance(value, str) else key


def _entries(case: Case) -> Telling:
    """A text or a single entry in place of a list of entries."""
    value, key = case.value, key_of(case.path)
    item = case.node["items"]
    if not isinstance(value, dict):
        message = f"{label(case.path)} is {kind_of(value)}; it is a list with one entry each"
        texts_in = re.split(r"\s*[,;]\s*", value) if isinstance(value, str) else []
        entries = [guess(text, item, key) for text in texts_in if text] or [empty(item, key)]
    elif value.keys() & item["properties"].keys():
        message = f"{label(case.path)} is one entry, and a list of them belongs here"
        entries = [value]
    else:
        message = f"{label(case.path)} is a group of keys; it is a list with one entry each"
        keys = list(item["properties"])
        entries = [_named(keys, name, part) for name, part in value.items()]
    return Telling(message, _block(key, entries), at_key=True)


def _named(keys: list[str], name: str, part: Any) -> dict[str, Any]:
    return {keys[0]: name, **part} if isinstance(part, dict) else {keys[0]: name, keys[1]: part}


def _item(case: Case) -> Telling:
    """A text in a list of entries; all of the list's texts are told of at once."""
    key = key_of(case.path)
    values: Any = case.data
    for step in case.path[:-1]:
        values = values[step]
    entries = [
        guess(value, case.node, key) for value in values if isinstance(value, str | int | float)
    ]
    parts = f"each entry has parts: {_some(case.node)}"
    if isinstance(case.value, list):
        message = f"{label(case.path)} is a list in a list; {parts}"
        return Telling(message, _block(key, [empty(case.node, key)]))
    return Telling(
        f"{label(case.path)} is only {kind_of(case.value)}; {parts}", _block(key, entries)
    )


def _list(case: Case) -> Telling:
    value, name = case.value, label(case.path)
    if case.path == ("owners",):
        message = f"{name} is a list; the linter cannot tell who owns what"
        return Telling(message, _owners(value), at_key=True)
    if not properties(case.node):
        return _open(case)
    groups = [item for item in value if isinstance(item, dict)]
    if groups and len(groups) == len(value):
        return _groups(case, groups)
    home = next((key for key, node in properties(case.node).items() if takes_list(node)), "")
    parts = {home: value} if home and not groups else empty(case.node, key_of(case.path))
    if key_of(case.path) in ("technical", "business") and value and not groups:
        parts = person(str(value[0]))
        parts |= {"deputy": value[1]} if len(value) == 2 else {}
    elif len(value) == 1 and isinstance(value[0], str):
        parts = guess(value[0], case.node, key_of(case.path))
    message = f"{name} is a list, but its parts have names: {_some(case.node)}"
    return Telling(message, _line(case, parts), at_key=True)


def _open(case: Case) -> Telling:
    """Something else in place of a group whose keys are free."""
    value, key = case.value, key_of(case.path)
    found = [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
    message = f"{label(case.path)} is {kind_of(value)}; it is a group of keys, each with a value"
    fix = f"Write:   {key}: {inline(dict.fromkeys(found or ['...'], BLANK))}"
    return Telling(message, fix, at_key=True)


def _groups(case: Case, groups: list[dict[str, Any]]) -> Telling:
    """A list of groups: hyphens too many, several where one is meant, or a level left out."""
    name, key = label(case.path), key_of(case.path)
    known = properties(case.node)
    below = [inner for inner, node in known.items() if node.get("type") == "array"]
    merged: dict[str, Any] = {}
    for group in groups:
        merged |= group
    if merged.keys() <= known.keys() and len(merged) == sum(len(group) for group in groups):
        message = f"{name} is a list, but it is one group of keys"
        return Telling(message, f"Delete the hyphens:   {key}: {inline(merged)}", at_key=True)
    if below and not merged.keys() & known.keys():
        message = f"{name} is a list, but its parts have names: {_some(case.node)}"
        return Telling(
            message, f"Name the list:\n  {key}:\n    {below[0]}: {written(groups)}", at_key=True
        )
    message = f"{name} is a list, and only one can stand here"
    return Telling(message, f"Keep the one that decides:   {key}: {inline(groups[0])}", at_key=True)


def _owners(value: list[Any]) -> str:
    people = [item if isinstance(item, dict) else person(str(item)) for item in value]
    nobody = {"name": BLANK, "contact": BLANK}
    technical, business = [*people, nobody, nobody][:2]
    return (
        "Say which is which:\n  owners:\n"
        f"    technical: {inline(technical)}\n    business:  {inline(business)}"
    )


def _some(node: Node) -> str:
    return names(list(properties(node))[:6])


def _line(case: Case, parts: dict[str, Any]) -> str:
    key, line = key_of(case.path), inline(parts)
    if len(line) < 80:
        return f"Write:   {key}: {line}"
    below = "".join(f"\n    {name}: {written(part)}" for name, part in parts.items())
    return f"Write:\n  {key}:{below}"


def _block(key: str, entries: list[dict[str, Any]]) -> str:
    lines = "".join(f"\n    - {inline(entry)}" for entry in entries[:10])
    return f"Write:\n  {key}:{lines}"
