"""What a cron expression says where a duration belongs: the longest time between two runs."""

from __future__ import annotations

import re
from itertools import pairwise

_NAMED = {
    "@hourly": "PT1H",
    "@daily": "P1D",
    "@midnight": "P1D",
    "@weekly": "P7D",
    "@monthly": "P1M",
    "@yearly": "P1Y",
    "@annually": "P1Y",
}
_FIELD = re.compile(
    r"[*?]|[0-9*/,\-a-z#]*[0-9*][0-9*/,\-a-z#]*|(?:sun|mon|tue|wed|thu|fri|sat)[a-z,\-]*"
)
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_ANY = ("*", "?")


def longest_gap(text: str) -> str | None:
    """The longest time between two runs, as a duration; None for what is no cron expression."""
    plain = text.strip().casefold().removeprefix("cron(").removesuffix(")")
    if plain in _NAMED:
        return _NAMED[plain]
    fields = plain.split()
    if len(fields) == 6:
        fields = fields[1:] if fields[0].isdigit() else fields[:5]
    if len(fields) != 5 or not all(_FIELD.fullmatch(field) for field in fields):
        return None
    minute, hour, day, month, weekday = fields
    for name in _DAYS:
        weekday = weekday.replace(name, str(_DAYS.index(name)))
    return _slow(day, month, weekday) or _fast(minute, hour)


def _slow(day: str, month: str, weekday: str) -> str | None:
    if month not in _ANY:
        gap = _gap(month, 12)
        return "P1Y" if gap == 12 else f"P{gap}M"
    if day not in _ANY:
        gap = _gap(day, 31)
        return "P1M" if gap >= 28 else f"P{gap}D"
    if weekday not in _ANY and _gap(weekday, 7) > 1:
        return f"P{_gap(weekday, 7)}D"
    return None


def _fast(minute: str, hour: str) -> str:
    if hour not in _ANY:
        gap = _gap(hour, 24)
        return "P1D" if gap == 24 else f"PT{gap}H"
    gap = 1 if minute in _ANY else _gap(minute, 60)
    return "PT1H" if gap == 60 else f"PT{gap}M"


def _gap(field: str, size: int) -> int:
    """The longest step between two values of a field that begins anew after ``size``."""
    values = sorted({value % size for part in field.split(",") for value in _values(part, size)})
    if not values:
        return size
    steps = [after - before for before, after in pairwise(values)]
    return max([*steps, size - values[-1] + values[0]])


def _values(part: str, size: int) -> range:
    span, _, step = part.partition("/")
    first, _, last = span.partition("-")
    if first in _ANY:
        first, last = "0", str(size - 1)
    elif step and not last:
        last = str(size - 1)
    numbers = [int(text) if text.isdigit() else 0 for text in (first, last or first, step or "1")]
    return range(min(numbers[0], size), min(numbers[1], size) + 1, max(numbers[2], 1))
