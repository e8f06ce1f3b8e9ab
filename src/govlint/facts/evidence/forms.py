"""Days and numbers in the forms that a file of results has less often; each asks for a pattern."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

_DAY = r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?"
_GERMAN = r"(\d{1,2})\.(\d{1,2})\.(\d{4})"
_WEEK = r"(\d{4})-?W(\d{1,2})"
_MONTH = r"(\d{4})-(\d{2})"
_QUARTER = r"(\d{4})[- ]*Q([1-4])"
_COMPACT = r"(20\d\d)(\d\d)(\d\d)"
_NUMBER = r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d{1,3})?\s*%?"
_MOMENT = r"(?i)time|date|day|^ts$|^on$|epoch"


def day(text: str) -> str | None:
    """The day that a text stands for; of a week, month or quarter its last. None: it is none.

    Raises ValueError for a day that the calendar does not have.
    """
    if found := re.fullmatch(_DAY, text) or re.fullmatch(_COMPACT, text):
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    if found := re.fullmatch(_GERMAN, text):
        return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
    if found := re.fullmatch(_WEEK, text):
        return date.fromisocalendar(int(found[1]), int(found[2]), 7).isoformat()
    if found := re.fullmatch(_QUARTER, text):
        return _month_end(int(found[1]), 3 * int(found[2]))
    if found := re.fullmatch(_MONTH, text):
        return _month_end(int(found[1]), int(found[2]))
    return None


def moment(value: float, name: str) -> str | None:
    """The day of some seconds since 1970, or thousandths; None where ``name`` is of no moment."""
    seconds = value / 1000 if value > 1e11 else value
    if not re.search(_MOMENT, name) or not 9e8 < seconds < 4e9:
        return None
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


def number(text: str) -> float:
    """The number that a text holds, with a comma or a point; that of ``71 %`` is 71.

    Raises ValueError where it holds none.
    """
    if not re.fullmatch(_NUMBER, text):
        raise ValueError(f"{text!r} is no number")
    return float(text.rstrip("% ").replace(",", "."))


def _month_end(year: int, month: int) -> str:
    first = date(year, month, 1)
    return ((first + timedelta(days=31)).replace(day=1) - timedelta(days=1)).isoformat()
