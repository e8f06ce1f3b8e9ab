"""Values as a sentence names them."""

from __future__ import annotations

from govlint.expression import dates
from govlint.text import listing, number, visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_LONGEST = 80


def said(value: Any) -> str:
    """A value in a sentence: a number as it is, text in quotes, a group by what it holds."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, str):
        return f'"{visible(value, _LONGEST)}"'
    if isinstance(value, list):
        return listing(said(item) for item in value[:5]) + (" and more" if len(value) > 5 else "")
    if isinstance(value, dict):
        return listing(visible(str(key), _LONGEST) for key in value)
    return "nothing"


def lasting(duration: str) -> str:
    """A duration as people say it; as it is written where it is none."""
    try:
        return dates.words(duration)
    except ValueError:
        return visible(duration, _LONGEST)


def upper(text: str) -> str:
    """``text`` with a capital letter."""
    return text[:1].upper() + text[1:]
