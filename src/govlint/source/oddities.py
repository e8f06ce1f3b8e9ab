"""The seldom parts of YAML: comments that swallow a value, tags, copies of anchored values."""

from __future__ import annotations

from typing import Any

from govlint.source.scalars import resolve

TAGS = "tag:yaml.org,2002:"
_TO_FILL_IN = frozenset(("#todo", "#tbd", "#tbc", "#fixme", "#xxx"))


class TooMuchError(Exception):
    """An alias stands for more than is copied."""


def swallowed(line: str, column: int) -> tuple[int, str]:
    """The value, and its column, that YAML takes for a comment behind ``column``.

    "" if nothing follows or a real comment, which has a space after its ``#``.
    """
    rest = line[column:].strip()
    if len(rest) < 2 or rest[0] != "#" or not (rest[1].isalnum() or rest[1] == "_"):
        return column, ""
    value = rest.partition(" #")[0].rstrip()
    if value.rstrip(":").lower() in _TO_FILL_IN:
        return column, ""
    return line.index("#", column), value


def unspaced(text: str) -> bool:
    """Whether a text begins like ``key:value`` or ``-item``: a space is missing."""
    import re

    return re.match(r"[A-Za-z_][\w-]*:[^/\\:]|-[A-Za-z]", text) is not None


def retyped(tag: str, value: Any) -> tuple[bool, Any]:
    """Whether ``tag`` is one of the core schema that fits ``value``, and the value it makes."""
    name = tag.removeprefix(TAGS) if tag.startswith(TAGS) else ""
    if type(value) is not str:
        return name == ("map" if type(value) is dict else "seq"), value
    if name == "str" or tag == "!":
        return True, value
    kinds = {"int": (int,), "float": (int, float), "bool": (bool,), "null": (type(None),)}
    meant = resolve(value) if len(value) <= 100 else value
    return type(meant) in kinds.get(name, ()), meant


def copied(value: Any, budget: int, depth: int) -> tuple[Any, int]:
    """A copy of plain data, and what is left of ``budget``, the nodes that may be copied.

    Raises ``TooMuchError`` if there are more nodes, or more than ``depth`` levels.
    """
    budget -= 1
    if budget < 0:
        raise TooMuchError
    if not isinstance(value, dict | list):
        return value, budget
    if depth <= 0:
        raise TooMuchError
    keys = value.keys() if isinstance(value, dict) else range(len(value))
    parts: dict[Any, Any] = {}
    for key in keys:
        parts[key], budget = copied(value[key], budget, depth - 1)
    return (parts if isinstance(value, dict) else list(parts.values())), budget
