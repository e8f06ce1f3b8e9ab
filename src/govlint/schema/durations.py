"""Durations as people write them, and what is said about them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govlint.schema.cron import longest_gap
from govlint.schema.quick import parts
from govlint.schema.telling import Telling
from govlint.schema.wording import key_of, label, paste, quoted, spelled
from govlint.text import listing, number, visible

if TYPE_CHECKING:
    from govlint.schema.telling import Case

ID = "declaration/duration"

_ADVERBS = {
    **dict.fromkeys(("hourly", "every hour"), "PT1H"),
    **dict.fromkeys(("daily", "nightly", "overnight", "every night", "every day"), "P1D"),
    **dict.fromkeys(("same day", "next day", "next business day", "weekday", "weekdays"), "P1D"),
    **dict.fromkeys(("weekly", "mondays", "tuesdays", "wednesdays", "thursdays"), "P7D"),
    **dict.fromkeys(("fridays", "saturdays", "sundays", "monday", "tuesday", "friday"), "P7D"),
    **dict.fromkeys(("wednesday", "thursday", "saturday", "sunday"), "P7D"),
    **dict.fromkeys(("biweekly", "bi-weekly", "fortnightly", "semi-monthly"), "P14D"),
    **dict.fromkeys(("monthly", "month-end", "end of month", "month end"), "P1M"),
    **dict.fromkeys(("bimonthly", "bi-monthly"), "P2M"),
    **dict.fromkeys(("quarterly", "quarter-end", "end of quarter"), "P3M"),
    **dict.fromkeys(("half-yearly", "half yearly", "biannually", "biannual"), "P6M"),
    **dict.fromkeys(("semi-annually", "semiannually", "semi-annual", "twice yearly"), "P6M"),
    **dict.fromkeys(("yearly", "annually", "annual", "per annum"), "P1Y"),
    **dict.fromkeys(("biennially", "biennial"), "P2Y"),
}
_UNITS = {
    **dict.fromkeys(("y", "yr", "yrs", "year", "years"), "Y"),
    **dict.fromkeys(("mo", "mos", "mon", "mth", "mths", "month", "months"), "M"),
    **dict.fromkeys(("q", "qtr", "quarter", "quarters"), "Q"),
    **dict.fromkeys(("fortnight", "fortnights"), "F"),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), "W"),
    **dict.fromkeys(("d", "day", "days", "night", "nights", "calendar days"), "D"),
    **dict.fromkeys(("business day", "business days", "working day", "working days"), "B"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "H"),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), "m"),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), "S"),
}
_NUMBERS: dict[str, float] = dict.fromkeys(("a", "an", "once"), 1)
_NUMBERS |= {spelled(count): count for count in range(1, 13)}
_NUMBERS |= dict.fromkeys(("other", "second", "couple of", "a couple of", "twice"), 2)
_NUMBERS |= dict.fromkeys(("third", "few", "a few"), 3) | dict.fromkeys(("half a", "half an"), 0.5)
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_NUMBER = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_LEAD = re.compile(
    r"^(?:(?:once|every|each|per|within|in|after|up to|about|around|approx\.?|approximately|circa|"
    r"ca\.?|at most|at least|max\.?|min\.?|maximum|minimum|not more than|no more than|less than|"
    r"under|over|more than|the|on|=|~|≈|<=?|>=?|≤|≥)\s*)+"
)
_PAIR = re.compile(
    rf"(?:(\d+(?:[.,]\d+)?)\s*|(?<![a-z])({_NUMBER})\s+|(?<![a-z])(?=[a-z]{{3}}))({_UNIT})(?![a-z])\.?"
)
_RANGE = re.compile(r"\d+(?:[.,]\d+)?\s*(?:-|\u2013|to|or)\s*(\d)")
_TIMES = re.compile(
    rf"(?:(\d+)\s*(?:x|times)|({_NUMBER})(?: times)?)\s*(?:a|an|per|every|each|/)\s*({_UNIT})\b"
)
_ISO = re.compile(r"(\d+(?:[.,]\d+)?)\s*([a-z]?)|(t)")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?(?:\s*h(?:ours)?)?")
_ENDLESS = re.compile(
    r"real[ -]?time|continuous|continual|stream|live|instant|immediate|always|24/7|on the fly|"
    r"no delay"
)
_NEVER = re.compile(
    r"never|ad[ -]?hoc|on[ -]demand|as needed|when(?:ever)? (?:needed|necessary|required)|"
    r"if needed|manual|irregular|sporadic|random|event|depends|vari|sometimes|occasional|"
    r"regular|often|frequent|once$|one[ -]off"
)


def explain(case: Case) -> Telling:
    """A value in place of a duration: what it may mean, and how that is written."""
    if isinstance(case.value, str):
        return _text(case, case.value)
    if isinstance(case.value, int | float) and not isinstance(case.value, bool):
        return _number(case)
    fix = f"Write one duration: {_EXAMPLES}."
    return Telling(f"{label(case.path)} is not a duration such as P7D (a week)", fix, ID)


_EXAMPLES = "P1D is a day, P7D a week, P1M a month, PT30M thirty minutes"


def _text(case: Case, text: str) -> Telling:
    key = key_of(case.path)
    bare = re.fullmatch(r"P(\d{1,4})", text.strip())
    if bare:
        units = [f"P{bare[1]}{unit} is {spoken(f'P{bare[1]}{unit}')}" for unit in "DWM"]
        return Telling(f"`{key}: {bare[0]}` has no unit", f"Write one: {listing(units)}.", ID)
    gap = longest_gap(text)
    meant = gap or meaning(text, minutes=key == "time_to_restore")
    written = f"`{key}: {visible(text, 60)}`"
    if meant is None:
        return _unread(case, text)
    rest = "; the cron expression stays in the job's own file" if gap else ""
    message = f"{written}: write {meant} ({_said(meant, key)}){rest}"
    return Telling(message, paste(case.path, meant), ID)


def _unread(case: Case, text: str) -> Telling:
    plain, key = text.casefold(), key_of(case.path)
    if _ENDLESS.search(plain):
        message = f"`{key}: {visible(text, 60)}`: a duration says the longest that may pass"
        return Telling(message, paste(case.path, "PT1M", "For at most a minute write"), ID)
    if _NEVER.search(plain):
        message = f"`{key}: {visible(text, 60)}` gives no length of time"
        return Telling(message, f"Write the longest that may pass: {_EXAMPLES}.", ID)
    message = f"{label(case.path)} is not a duration: {quoted(text)}"
    return Telling(message, f"Write it like this: {_EXAMPLES}.", ID)


def _number(case: Case) -> Telling:
    count, key = case.value, key_of(case.path)
    if not float(count).is_integer() or not 0 < count <= 9999:
        message = f"{label(case.path)} is {number(count)} without a unit"
        return Telling(message, f"Write it like this: {_EXAMPLES}.", ID)
    meant = f"PT{int(count)}M" if key == "time_to_restore" else f"P{int(count)}D"
    message = f"{label(case.path)} is {number(count)}: of what? For {spoken(meant)} write {meant}"
    return Telling(message, paste(case.path, meant), ID)


def _said(meant: str, key: str) -> str:
    text = spoken(meant)
    if key not in ("cadence", "refresh"):
        return text
    return f"every {text.removeprefix('one ')}"


def spoken(duration: str) -> str:
    """A duration in words: ``P3M`` is "three months"."""
    words = {"Y": "year", "M": "month", "W": "week", "D": "day"}
    words |= {"H": "hour", "m": "minute", "S": "second"}
    units = [_in_weeks(count, unit) for count, unit in parts(duration) or () if count]
    found = [(count, words[unit]) for count, unit in units]
    texts = [f"{spelled(count)} {word}{'' if count == 1 else 's'}" for count, word in found]
    return listing(texts) or "no time at all"


def plain_meaning(text: str) -> str | None:
    """The duration that ``text`` says, if it says hardly anything else."""
    plain = text.strip().casefold()
    begins = re.match(r"\d|pt?\d|(?:every|each|once|twice)\b", plain)
    return meaning(text) if begins or plain in _ADVERBS else None


def _in_weeks(count: int, unit: str) -> tuple[int, str]:
    weeks = unit == "D" and count % 7 == 0 and count <= 84
    return (count // 7, "W") if weeks else (count, unit)


def meaning(text: str, minutes: bool = False) -> str | None:
    """The duration that ``text`` says, or None. ``minutes``: a bare M is more likely minutes."""
    plain = " ".join(text.casefold().split())
    if plain[:1] == "p" and plain[1:2] in frozenset("t0123456789 "):
        return _mended(plain)
    if re.fullmatch(r"t?\d+m", plain):
        long = text.strip().endswith("M") and not minutes and plain[0] != "t"
        return _iso({"M" if long else "m": float(plain.strip("tm"))})
    clock = _CLOCK.fullmatch(plain)
    if clock:
        return _iso({"H": float(clock[1]), "m": float(clock[2])})
    return _rate(plain) or _pairs(plain) or _adverb(plain)


def _mended(plain: str) -> str | None:
    """An ISO duration with a slip: ``P30``, ``PT30D``, ``P2H``, ``p3m``, ``P1.5D``, ``P1W3D``."""
    total: dict[str, float] = {}
    time, end = False, 1
    for found in _ISO.finditer(plain, 1):
        if plain[end : found.start()].strip():
            return None
        end = found.end()
        time = time or bool(found[3]) or found[2] in ("h", "s")
        if not found[3]:
            unit = found[2].upper() or "D"
            unit = "m" if time and unit == "M" else unit
            total[unit] = total.get(unit, 0) + float(found[1].replace(",", "."))
    return None if plain[end:].strip() or not total.keys() <= set("YMWDHmSQ") else _iso(total)


def _rate(plain: str) -> str | None:
    """``twice a week``: the longest time between two of them."""
    found = _TIMES.search(plain)
    if not found:
        return None
    times = int(found[1]) if found[1] else int(_NUMBERS.get(found[2], 0))
    unit = _UNITS[found[3]]
    if times <= 1:
        return _iso({unit: 1}) if times else None
    smaller = {
        "Y": ("M", 12),
        "M": ("D", 31),
        "W": ("D", 7),
        "D": ("H", 24),
        "H": ("m", 60),
        "Q": ("M", 3),
    }
    name, count = smaller.get(unit, ("", 0))
    return _iso({name: -(-count // times)}) if name else None


def _pairs(plain: str) -> str | None:
    """``2 weeks``, ``every month``, ``1 hour and 30 minutes``, ``2-3 days`` (the longer)."""
    text = _RANGE.sub(r"\1", _LEAD.sub("", plain))
    found = list(_PAIR.finditer(text))
    if not found or found[0].start() > 0:
        return None
    total: dict[str, float] = {}
    end = 0
    for pair in found:
        if text[end : pair.start()].strip(" ,+&") not in ("", "and"):
            break
        count = pair[1].replace(",", ".") if pair[1] else _NUMBERS.get(pair[2] or "a", 1)
        unit = _UNITS[pair[3]]
        total[unit] = total.get(unit, 0) + float(count)
        end = pair.end()
    return _iso(total)


def _adverb(plain: str) -> str | None:
    if plain in _ADVERBS:
        return _ADVERBS[plain]
    for word, duration in _ADVERBS.items():
        if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", plain):
            return duration
    return None


def _iso(total: dict[str, float]) -> str | None:
    """The duration with these counts of units; fractions go into smaller units."""
    units = _whole(total)
    if units is None or not any(units.values()) or max(units.values()) > 9999:
        return None
    day = "".join(f"{units[unit]}{unit}" for unit in "YMD" if units.get(unit))
    time = "".join(f"{units[unit]}{unit.upper()}" for unit in "HmS" if units.get(unit))
    return f"P{day}{'T' + time if time else ''}"


def _whole(total: dict[str, float]) -> dict[str, int] | None:
    """Counts of years, months, days, hours, minutes and seconds, without fractions."""
    counts = dict.fromkeys("YMDHmS", 0.0)
    factors = {"Q": ("M", 3.0), "F": ("D", 14.0), "W": ("D", 7.0), "B": ("D", 1.4)}
    for unit, count in total.items():
        name, factor = factors.get(unit, (unit, 1.0))
        counts[name] += round(count * factor + 0.49) if unit == "B" else count * factor
    below = {"Y": ("M", 12), "M": ("D", 30), "D": ("H", 24), "H": ("m", 60), "m": ("S", 60)}
    for unit, (smaller, factor) in below.items():
        part = counts[unit] % 1
        counts[unit] -= part
        counts[smaller] += part * factor
    if abs(counts["S"] - round(counts["S"])) > 0.01:
        return None
    return {unit: round(count) for unit, count in counts.items() if round(count)}
