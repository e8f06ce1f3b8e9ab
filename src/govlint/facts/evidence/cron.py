"""Cron arithmetic: the longest time between two runs of a schedule."""

from __future__ import annotations

from itertools import pairwise, product

from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date, timedelta
else:  # datetime defines all of it in Python first, up to Python 3.11
    from _datetime import date, timedelta

PRESETS = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
    "@quarterly": "0 0 1 */3 *",
}
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
_START = date(2024, 1, 1)
_DAYS = 8 * 366
_END = _START + timedelta(_DAYS)
_FORTNIGHT = 15
_LOWEST, _HIGHEST = (0, 0, 1, 1, 0), (59, 23, 31, 12, 7)
_WORKING = frozenset({1, 2, 3, 4, 5})
_DAY_MINUTES = 1440
_MOST_KNOWN = 1000
_KNOWN: dict[str, float | None] = {}
"""The gaps of the last schedules: many jobs share one."""


class Cron(Record):
    """The five fields of an expression, as the values at which it fires."""

    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    either: bool
    """Both day fields are restricted: a day fires when it is in either of them (POSIX)."""


def parse(text: str) -> Cron | None:
    """The fields of a POSIX expression or preset (``@daily``); None where it is neither."""
    fields = PRESETS.get(text.strip().lower(), text).split()
    if fields and fields[0].upper().startswith(("CRON_TZ=", "TZ=")):
        fields = fields[1:]
    if len(fields) != 5:
        return None
    minutes = _field(fields[0], 0, 59)
    hours = _field(fields[1], 0, 23)
    days = _field(fields[2], 1, 31)
    months = _field(fields[3], 1, 12, _MONTHS, 1)
    weekdays = _field(fields[4], 0, 7, _WEEKDAYS)
    if not (minutes and hours and days and months and weekdays):
        return None
    either = not fields[2].startswith(("*", "?")) and not fields[4].startswith(("*", "?"))
    return Cron(minutes, hours, days, months, frozenset(day % 7 for day in weekdays), either)


def longest_gap(text: str) -> float | None:
    """The longest time between two runs in days; None where ``text`` is no schedule that fires.

    A schedule of every working day is measured in working days: the weekend is no gap.
    """
    cron = parse(text)
    if cron is None:
        return None
    times = sorted(hour * 60 + minute for hour in cron.hours for minute in cron.minutes)
    nights = _nights(cron)
    if not nights:
        return None
    within = max((b - a for a, b in pairwise(times)), default=0)
    between = max(nights) * _DAY_MINUTES - times[-1] + times[0]
    return max(within, between) / _DAY_MINUTES


def every(text: str) -> float | None:
    """The days of ``@every 12h`` and the like; None where the text is not of that form."""
    import re

    form = re.fullmatch(r"@every\s+((?:\d{1,6}(?:h|m|s))+)", text.strip())
    if form is None:
        return None
    unit = {"h": 3600, "m": 60, "s": 1}
    seconds = sum(int(n) * unit[u] for n, u in re.findall(r"(\d+)([hms])", form[1]))
    return seconds / 86400 or None


def gap(text: str) -> float | None:
    """The longest time in days between two runs of any form of schedule; None: not known."""
    if text not in _KNOWN:
        if len(_KNOWN) == _MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[text] = every(text) if text.strip().startswith("@every") else longest_gap(text)
    return _KNOWN[text]


def idle(text: str) -> str:
    """Why a schedule never fires: a day or an hour that there is not; empty where it may fire.

    Signs that only some schedulers know (``L``, ``#``, ``H``, a sixth field) may mean anything.
    """
    fields = text.split()
    if gap(text) is not None or len(fields) != 5:
        return ""
    if parse(text) is None and not any(map(_is_beyond, fields, _LOWEST, _HIGHEST)):
        return ""
    return f"`{text[:60]}` is no schedule that fires"


def _is_beyond(field: str, low: int, high: int) -> bool:
    """Whether a field names a number that it cannot have."""
    parts = (part.partition("/")[0] for part in field.split(","))
    numbers = [end for part in parts for end in part.split("-") if end.isascii() and end.isdigit()]
    return any(not low <= int(number[:4]) <= high for number in numbers)


def _nights(cron: Cron) -> list[int]:
    """The days between one firing day and the next, over eight years from a fixed Monday."""
    days = [day for day in _possible(cron) if _fires(cron, day)]
    nights = [(after - before).days for before, after in pairwise(days)]
    if cron.weekdays == _WORKING and not cron.either:
        return [1 if night == 3 else night for night in nights]
    return nights


def _possible(cron: Cron) -> list[date]:
    """The days that may fire: of a fortnight where every week is alike, else of eight years."""
    every_week = len(cron.days) == 31 and len(cron.months) == 12
    if every_week or cron.either:
        span = _FORTNIGHT if every_week else _DAYS
        return [_START + timedelta(offset) for offset in range(span)]
    years = range(_START.year, _END.year + 1)
    found = (_date(*each) for each in product(years, sorted(cron.months), sorted(cron.days)))
    return [day for day in found if day is not None and day < _END]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # the 30th of February
        return None


def _fires(cron: Cron, day: date) -> bool:
    if day.month not in cron.months:
        return False
    of_month, of_week = day.day in cron.days, day.isoweekday() % 7 in cron.weekdays
    return of_month or of_week if cron.either else of_month and of_week


def _field(
    text: str, low: int, high: int, names: list[str] | None = None, first: int = 0
) -> frozenset[int]:
    """The values of one field; empty where it is not one."""
    values: set[int] = set()
    for part in text.lower().split(","):
        step = _step(part, low, high, names or [], first)
        if step is None:
            return frozenset()
        values.update(step)
    return frozenset(values)


def _step(part: str, low: int, high: int, names: list[str], first: int) -> range | None:
    body, slash, by = part.partition("/")
    if slash and not (by.isascii() and by.isdigit() and 0 < int(by[:4]) <= 999):
        return None
    if body in ("*", "?"):
        start, end = low, min(high, 6) if names and not first else high
    else:
        left, dash, right = body.partition("-")
        begin = _number(left, names, first)
        stop = _number(right, names, first) if dash else (high if slash else begin)
        if begin is None or stop is None:
            return None
        start, end = begin, stop
    if not low <= start <= end <= high:
        return None
    return range(start, end + 1, int(by) if slash else 1)


def _number(text: str, names: list[str], first: int) -> int | None:
    if text in names:
        return names.index(text) + first
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 2 else None
