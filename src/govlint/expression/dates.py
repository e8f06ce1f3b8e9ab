"""Dates and durations as texts: days between, days in, days later."""

from __future__ import annotations

_MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAYS = {"Y": 366.0, "M": 31.0, "W": 7.0, "D": 1.0, "h": 1 / 24, "m": 1 / 1440, "s": 1 / 86400}
_NAMES = {
    "Y": "year",
    "M": "month",
    "W": "week",
    "D": "day",
    "h": "hour",
    "m": "minute",
    "s": "second",
}
_DAY_UNITS, _CLOCK_UNITS = "YMWD", "HMS"


def day_number(date: str) -> int:
    """The count of days up to ``YYYY-MM-DD``; only differences between two mean something.

    Raises ValueError where the text is no date.
    """
    return _number(*_parts(date))


def _number(year: int, month: int, day: int) -> int:
    year_from_march, month_from_march = (year, month - 3) if month > 2 else (year - 1, month + 9)
    leap_days = year_from_march // 4 - year_from_march // 100 + year_from_march // 400
    return 365 * year_from_march + leap_days + (153 * month_from_march + 2) // 5 + day


def age(date: str, today: int) -> float:
    """Days from ``date`` to today's day number; negative if it is still to come."""
    return float(today - day_number(date))


def days(duration: str) -> float:
    """The days in an ISO 8601 duration at most: a month has 31 and a year 366 (P1W is 7)."""
    return sum(count * _DAYS[unit] for count, unit in _units(duration))


def plus(date: str, duration: str) -> str:
    """The date a duration later by the calendar: a month after 31 January ends February."""
    year, month, day = _parts(date)
    extra = 0.0
    for count, unit in _units(duration):
        if unit in "YM":
            month += int(count) * (12 if unit == "Y" else 1)
        else:
            extra += count * _DAYS[unit]
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return _date(_number(year, month, min(day, _length(year, month))) + int(extra))


def words(duration: str) -> str:
    """A duration as a person says it: P6M is "6 months"."""
    from govlint.text import listing, number, plural

    return listing(
        f"{number(count)} {plural(2 if count != 1 else 1, _NAMES[unit]).partition(' ')[2]}"
        for count, unit in _units(duration)
    )


def _parts(date: str) -> tuple[int, int, int]:
    year, month, day = date[:4], date[5:7], date[8:]
    if (
        len(date) == 10
        and date[4] == date[7] == "-"
        and (year + month + day).isdigit()
        and date.isascii()
    ):
        parts = int(year), int(month), int(day)
        if parts[0] and 1 <= parts[1] <= 12 and 1 <= parts[2] <= _length(parts[0], parts[1]):
            return parts
    raise ValueError(f"{date[:40]!r} is not a date")


def _length(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else _MONTHS[month - 1]


def _date(number: int) -> str:
    """The date with this day number: 400 years at a time have 146,097 days, a year begins in March.

    Raises ValueError after the year 9999.
    """
    cycle, day = divmod(number - 1, 146_097)
    year = (day - day // 1460 + day // 36_524 - day // 146_096) // 365
    day -= 365 * year + year // 4 - year // 100
    month = (5 * day + 2) // 153
    day += 1 - (153 * month + 2) // 5
    year += 400 * cycle + (month > 9)
    if year > 9999:
        raise ValueError(f"the year {year} is not written in four digits")
    return f"{year:04}-{month - 9 if month > 9 else month + 3:02}-{day:02}"


def _units(duration: str) -> list[tuple[float, str]]:
    """The counts and units; those of the clock are small letters. ValueError if it is none."""
    found: list[tuple[float, str]] = []
    day_part, sign, clock_part = duration[1:].partition("T")
    if duration[:1] == "P" and bool(sign) == bool(clock_part) and len(duration) <= 40:
        found = _counts(day_part, _DAY_UNITS) + _counts(clock_part, _CLOCK_UNITS, clock=True)
    if not found:
        raise ValueError(f"{duration[:40]!r} is not a duration")
    return found


def _counts(text: str, units: str, *, clock: bool = False) -> list[tuple[float, str]]:
    found = []
    digits = ""
    for sign in text:
        if sign in "0123456789.":
            digits += sign
        elif digits and sign in units:
            found.append((float(digits), sign.lower() if clock else sign))
            units, digits = units[units.index(sign) + 1 :], ""
        else:
            raise ValueError(f"{text[:40]!r} is no part of a duration")
    if digits:
        raise ValueError(f"{text[:40]!r} is no part of a duration")
    return found
