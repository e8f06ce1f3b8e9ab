"""How messages name places and values, and how a value is written so that it can be pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govlint.source.scalars import resolve
from govlint.text import listing, number, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from govlint.model import Path

BLANK = "..."
"""Stands in a fix for what only its reader knows."""

_SPELLED = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve"),
)
_CAUTION = frozenset("-?:,[]{}#&*!|>'\"%@`")
_KINDS: dict[type, str] = {dict: "a group of keys", list: "a list", str: "text"}


def spelled(count: float) -> str:
    """A small whole number as a word, any other as digits."""
    whole = float(count).is_integer() and 0 <= count < len(_SPELLED)
    return _SPELLED[int(count)] if whole else number(count)


def label(path: Path) -> str:
    """The key at the end of ``path``, for a sentence; a list's item by its number."""
    keys = [key for key in path if isinstance(key, str)]
    name = f"`{visible(keys[-1], 60)}`" if keys else "this file"
    if path and isinstance(path[-1], int):
        return f"item {path[-1] + 1} of {name}"
    return name


def key_of(path: Path) -> str:
    """The last key of ``path`` that is a word."""
    return next((visible(key, 60) for key in reversed(path) if isinstance(key, str)), "")


def quoted(text: str, limit: int = 60) -> str:
    """Text from the file, for a sentence."""
    return f'"{visible(text, limit)}"'


def kind_of(value: Any) -> str:
    """What a value is, in a word or two."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return _KINDS.get(type(value), "a number")


def names(keys: Iterable[str], last: str = "and") -> str:
    """Keys, for a sentence: `a`, `b` and `c`."""
    return listing([f"`{visible(key, 60)}`" for key in keys], last)


def scalar(value: Any) -> str:
    """A single value as YAML takes it, inside braces too, in quotes only where it needs them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, str):
        return _text(visible(value, 300))
    return number(value)


def inline(parts: Mapping[str, Any]) -> str:
    """Keys and values on one line: ``{name: Priya Nair, contact: ...}``."""
    return "{" + ", ".join(f"{key}: {written(part)}" for key, part in parts.items()) + "}"


def written(value: Any) -> str:
    """Any value on one line, inside braces or brackets."""
    if isinstance(value, dict):
        return inline(value)
    if isinstance(value, list):
        return f"[{', '.join(written(item) for item in value)}]"
    return value if value == BLANK else scalar(value)


def paste(path: Path, text: str, lead: str = "Write") -> str:
    """``Write:   minimum: 0.82``; an item of a list begins with a hyphen."""
    head = "-" if path and isinstance(path[-1], int) else f"{key_of(path)}:"
    return f"{lead}:   {head} {text}"


def _text(text: str) -> str:
    plain = (
        text == text.strip()
        and text != ""
        and text[0] not in _CAUTION
        and ": " not in text
        and " #" not in text
        and not text.endswith(":")
        and isinstance(_resolved(text), str)
        and not any(sign in text for sign in ",[]{}")
    )
    if plain:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _resolved(text: str) -> Any:
    try:
        return resolve(text)
    except ValueError:
        return None
