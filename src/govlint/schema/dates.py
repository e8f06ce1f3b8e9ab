"""Days as people write them, and what is said about them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govlint.schema.quick import is_date, last_day
from govlint.schema.telling import Telling
from govlint.schema.wording import key_of, label, paste, quoted
from govlint.text import number, visible

if TYPE_CHECKING:
    from govlint.model import Path
    from govlint.schema.telling import Case

ID = "declaration/date"

_NAMES = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_MONTHS = {name[:3].casefold(): f"{index:02}" for index, name in enumerate(_NAMES, 1)}
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[tT ]+\d{1,2}:?\d{2}.*")
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DAY_FIRST = re.compile(
    rf"(?:[a-z]+,? )?(\d{{1,2}})(?:st|nd|rd|th|\.)?[ -](?:of )?({_MONTH})[a-z]*\.?,?[ -](\d{{4}})"
)
_MONTH_FIRST = re.compile(
    rf"(?:[a-z]+,? )?({_MONTH})[a-z]*\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})"
)
_MONTH_ONLY = re.compile(
    rf"({_MONTH})[a-z]*\.?,?[ -]?(\d{{4}})|(\d{{4}})[-/.](\d{{1,2}})|(\d{{1,2}})[-/.](\d{{4}})"
)
_QUARTER = re.compile(r"q([1-4])[ /-]?(\d{4})|(\d{4})[ /-]?q([1-4])")
_WHEN_DUE = frozenset(("by", "due", "replace_by", "automate_by", "pilot_ends", "expires"))
_HAPPENED = {
    "last_tested": "a rehearsal that has happened",
    "last_run": "an update that has happened",
    "last_reviewed": "a review that has happened",
    "measured_on": "a measurement that has happened",
    "on": "what has happened",
    "done": "what has happened",
}


def explain(case: Case) -> Telling:
    """A value in place of a day: which day it may mean, and how that is written."""
    text = case.value if isinstance(case.value, str) else ""
    if isinstance(case.value, int | float) and not isinstance(case.value, bool):
        text = number(case.value)
    if not text:
        return Telling(f"{label(case.path)} is not a day", _asked(case), ID)
    return _exact(case, text) or _one(case, text) or _unread(case, text)


def records(path: Path) -> bool:
    """Whether the day at ``path`` is one on which something has happened."""
    key = path[-1] if path else ""
    if key == "on":
        return "retired" not in path
    return key in _HAPPENED


def happened(path: Path) -> str:
    """What the record at ``path`` is a record of."""
    return _HAPPENED[str(path[-1])]


def _exact(case: Case, text: str) -> Telling | None:
    """YYYY-MM-DD, and there is no such day; or with a time of day."""
    time = _TIME.fullmatch(text)
    if time and is_date(time[1]):
        message = f"{label(case.path)} is a moment, and a day is enough"
        return Telling(message, paste(case.path, time[1]), ID)
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return None
    year, month, day = text.split("-")
    if not "01" <= month <= "12":
        swapped = f"{year}-{day}-{month}"
        fix = paste(case.path, swapped, "If day and month changed places, write")
        return Telling(
            f"there is no month {month}: {quoted(text)}",
            fix if is_date(swapped) else _asked(case),
            ID,
        )
    named = f"{int(day)} {_NAMES[int(month) - 1]} {year}"
    if year == "0000":
        return Telling(f"there was no year 0000: {quoted(text)}", _asked(case), ID)
    last = int(last_day(year, month))
    return Telling(f"there is no {named}", _asked(case, f"That month has {last} days. "), ID)


def _one(case: Case, text: str) -> Telling | None:
    """A day in another order, or in words."""
    days = readings(text)
    if not days:
        return None
    shown = visible(text, 40)
    message = f"write dates as YYYY-MM-DD; {shown} is {days[0]}"
    fix = paste(case.path, days[0])
    if len(days) > 1:
        first, second = (_NAMES[int(day[5:7]) - 1] for day in sorted(days))
        message = f"write dates as YYYY-MM-DD; {shown} could be {first} or {second}"
        fix = paste(case.path, f"{days[0]}   or   {key_of(case.path)}: {days[1]}")
    if records(case.path) and min(days) > case.today:
        either = "either reading is" if len(days) > 1 else "it is"
        what = happened(case.path)
        fix = f"Also, {either} in the future: `{key_of(case.path)}` records {what}."
    return Telling(message, fix, ID)


def readings(text: str) -> list[str]:
    """The days that ``text`` can mean, day first before month first."""
    plain = " ".join(text.split()).casefold()
    found = _YEAR_FIRST.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if found:
        return _days([(found[1], found[2], found[3]), (found[1], found[3], found[2])][:1])
    found = _YEAR_LAST.fullmatch(plain)
    if found:
        year = found[4] if len(found[4]) == 4 else f"20{found[4]}"
        both = [(year, found[3], found[1]), (year, found[1], found[3])]
        return _days(both[:1] if found[2] == "." and int(found[3]) <= 12 else both)
    found = _DAY_FIRST.fullmatch(plain)
    if found:
        return _days([(found[3], _MONTHS[found[2]], found[1])])
    found = _MONTH_FIRST.fullmatch(plain)
    return _days([(found[3], _MONTHS[found[1]], found[2])]) if found else []


def _days(candidates: list[tuple[str, str, str]]) -> list[str]:
    days = [f"{year}-{month:0>2}-{day:0>2}" for year, month, day in candidates]
    return list(dict.fromkeys(day for day in days if is_date(day)))


def _unread(case: Case, text: str) -> Telling:
    plain = " ".join(text.split()).casefold()
    month = _last_of_month(plain)
    if month:
        message = f"{label(case.path)} names no day: {quoted(text)}"
        if case.path[-1] in _WHEN_DUE:
            return Telling(message, paste(case.path, month, "For its last day write"), ID)
        if "q" in plain:
            return Telling(message, _asked(case), ID)
        return Telling(message, f"Add the day:   {key_of(case.path)}: {month[:8]}DD", ID)
    if re.fullmatch(r"\d{4}", plain):
        message = f"{label(case.path)} is only a year: {plain}"
        return Telling(message, f"Add month and day:   {key_of(case.path)}: {plain}-MM-DD", ID)
    return Telling(f"{label(case.path)} is not a date: {quoted(text)}", _asked(case), ID)


def _last_of_month(plain: str) -> str:
    """The last day of the month or quarter that is named; empty if none is."""
    found = _MONTH_ONLY.fullmatch(plain)
    if found:
        year = found[2] or found[3] or found[6]
        month = _MONTHS[found[1]] if found[1] else f"{found[4] or found[5]:0>2}"
    else:
        found = _QUARTER.fullmatch(plain)
        if not found:
            return ""
        year, month = found[2] or found[3], f"{int(found[1] or found[4]) * 3:02}"
    return f"{year}-{month}-{last_day(year, month)}" if "01" <= month <= "12" else ""


def _asked(case: Case, lead: str = "") -> str:
    """What to write where only the author knows the day."""
    key = key_of(case.path)
    text = f"{lead}Write the day like this:   {key}: YYYY-MM-DD"
    if not case.honest:
        return text
    return f"{text}\nIf there is none, say why:   {key}: {{value: null, reason: ...}}"
