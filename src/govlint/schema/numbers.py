"""Numbers as people write them, and what is said about them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from govlint import paths
from govlint.schema.quick import FORM
from govlint.schema.telling import Telling
from govlint.schema.wording import BLANK, key_of, kind_of, label, paste, quoted, spelled
from govlint.text import number, visible

if TYPE_CHECKING:
    from govlint.model import Path
    from govlint.schema.telling import Case


class Reading(NamedTuple):
    """A number found in a text, and what stood around it."""

    value: float
    limit: str
    """``minimum`` or ``maximum`` where a comparison says so."""
    percent: bool
    rest: str
    """What follows the number: a unit."""


_AT_LEAST = (
    r">=|=>|≥|>|at least|min(?:imum)?\.?|no(?:t)? (?:less|lower|under|below) than|above|over|"
    r"more than"
)
_AT_MOST = (
    r"<=|=<|≤|<|at most|max(?:imum)?\.?|up to|no(?:t)? (?:more|higher|over|above) than|below|"
    r"under|less than"
)
_ABOUT = r"==?|~|≈|about|around|approx(?:imately|\.)?|ca\.?|circa|roughly|is|\+"
_LEAD = re.compile(rf"^\s*(?:({_AT_LEAST})|({_AT_MOST})|(?:{_ABOUT}))\s*:?\s*", re.IGNORECASE)
_MONEY = re.compile(r"^(?:[€$£¥]|eur|usd|gbp|chf)\s*", re.IGNORECASE)
_BODY = re.compile(r"-?(?:\d[\d.,_'\u2019\u00a0 ]*\d|\d|\.\d+)")
_SCALE = re.compile(r"^\s*(thousand|million|billion|mio|k|K|M|bn|mn)\b\.?")
_PERCENT = re.compile(r"^\s*(?:%|percent|per cent|pct)", re.IGNORECASE)
_RANGE = re.compile(r"\d\s*%?\s*(?:-|\u2013|to|\.\.+|and)\s*\d")
_RATIO = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:/|of|out of)\s*(\d+(?:\.\d+)?)\s*", re.IGNORECASE)
_FACTORS = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "mio": 1e6, "mn": 1e6}
_FACTORS |= {"bn": 1e9, "billion": 1e9}
_COMPARED = re.compile(r"^[^\d<>=≤≥]*(?=[<>=≤≥])")
_LIMITS = ("minimum", "maximum")
_WORDS = {spelled(count): float(count) for count in range(13)} | {"half": 0.5, "a quarter": 0.25}


def read(text: str) -> Reading | None:
    """The one number that ``text`` says, or None."""
    lead = _LEAD.match(text)
    limit = "" if not lead else "minimum" if lead[1] else "maximum" if lead[2] else ""
    rest = _MONEY.sub("", text[lead.end() if lead else 0 :].strip())
    plain = rest.casefold()
    if plain in _WORDS:
        return Reading(_WORDS[plain], limit, False, "")
    ratio = _RATIO.fullmatch(rest)
    if ratio and float(ratio[2]):
        return Reading(round(float(ratio[1]) / float(ratio[2]), 4), limit, False, "")
    body = _BODY.match(rest)
    if not body or _RANGE.search(rest):
        return None
    value, after = decimal(body[0]), rest[body.end() :]
    scale = _SCALE.match(after)
    if scale and value is not None:
        value, after = value * _FACTORS[scale[1].casefold()], after[scale.end() :]
    percent = _PERCENT.match(after)
    if value is None:
        return None
    return Reading(value, limit, bool(percent), after[percent.end() if percent else 0 :].strip())


def certain(text: str) -> Reading | None:
    """The one number that a limit such as ``> 10%`` or ``PSI > 0.2`` can mean, or None."""
    reading = read(text) or read(_COMPARED.sub("", text, count=1))
    if reading is None or any(map(str.isdigit, reading.rest)):
        return None
    return reading if reading.percent or not reading.rest else None


def in_other_signs(path: Path, text: str) -> Telling:
    """What is said about a text of which the number is ``certain``."""
    reading = certain(text)
    message = f"{label(path)} is text, not a number: {quoted(text)}"
    if reading is None:
        return Telling(message)
    if not reading.percent:
        return Telling(message, paste(path, number(reading.value)))
    share = number(round(reading.value / 100, 6))
    return Telling(message, paste(path, share, "A percentage is a share of one"))


def decimal(body: str) -> float | None:
    """Digits with separators: ``0,82``, ``1 840 000``, ``1.840.000,50``, ``1,840,000``."""
    text = re.sub(r"[_'\u2019\u00a0 ]", "", body)
    comma, point = text.rfind(","), text.rfind(".")
    if comma >= 0 and point >= 0:
        text = text.replace("," if point > comma else ".", "").replace(",", ".")
    elif comma >= 0:
        grouped = re.fullmatch(r"-?[1-9]\d{0,2}(?:,\d{3})+", text)
        text = text.replace(",", "" if grouped else ".")
    elif text.count(".") > 1:
        text = text.replace(".", "")
    try:
        return float(text)
    except ValueError:
        return None


def explain(case: Case) -> Telling:
    """A value in place of a number, or a number out of its range."""
    value = case.value
    if isinstance(value, str):
        return _text(case, value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _range(case, float(value))
    inner = _only_number(value)
    key = label(case.path)
    if inner is not None:
        message = f"{key} is {kind_of(value)}; a single number is enough"
        return Telling(message, paste(case.path, number(inner)))
    message = f"{key} is {kind_of(value)}; a number belongs here"
    return Telling(message, _asked(case))


def _only_number(value: Any) -> float | None:
    inner = value.get("value") if isinstance(value, dict) else None
    return float(inner) if isinstance(inner, int | float) and not isinstance(inner, bool) else None


def _text(case: Case, text: str) -> Telling:
    ratio = _RATIO.fullmatch(text) if case.node.get("type") == "integer" else None
    reading = read(ratio[1] if ratio else text)
    if reading is None:
        return _unread(case, text)
    other = "maximum" if reading.limit == "minimum" else "minimum"
    if reading.limit and case.path[-1] == other:
        return _other_way(case, text, reading)
    value = _scaled(case, reading)
    if reading.percent or (_is_share(case) and value != reading.value):
        return _percent(case, text, value)
    what = _whole(case, value)
    if what:
        return what
    message = f"{label(case.path)} is text, not a number: {quoted(text)}"
    return Telling(message, paste(case.path, number(value)))


def _percent(case: Case, text: str, value: float) -> Telling:
    message = f"{label(case.path)} is text: {quoted(text)}"
    reference = _reference(case)
    if reference is None:
        return Telling(message, paste(case.path, number(value), "A percentage is a share of one"))
    message += f"; `{reference[0]}` is {number(reference[1])}"
    return Telling(message, paste(case.path, number(value), "Use the same scale for both"))


def _other_way(case: Case, text: str, reading: Reading) -> Telling:
    key, other = key_of(case.path), reading.limit
    says = "at least" if key == "minimum" else "at most"
    message = f'`{key}` already means "{says}", and {quoted(text)} says the other'
    return Telling(message, f"Write:   {other}: {number(_scaled(case, reading))}")


def _unread(case: Case, text: str) -> Telling:
    if _RANGE.search(text):
        message = f"{label(case.path)} is a range, not one number: {quoted(text)}"
        return Telling(message, f"Write the one number that counts:   {key_of(case.path)}: {BLANK}")
    message = f"{label(case.path)} is text, not a number: {quoted(text)}"
    return Telling(message, _asked(case))


def _asked(case: Case) -> str:
    text = f"Write only the number:   {key_of(case.path)}: {BLANK}"
    if not case.honest:
        return text
    parent = key_of(case.path[:-1])
    return f"{text}\nIf nobody knows it, say why:   {parent}: {{value: null, reason: ...}}"


def _range(case: Case, value: float) -> Telling:
    whole = _whole(case, value)
    if whole:
        return whole
    key, least, most = label(case.path), case.node.get("minimum"), case.node.get("maximum")
    if _is_share(case):
        message = f"{key} runs from 0 to 1"
        if 2 <= value <= 100:
            message += f"; for {number(value)} % write {number(round(value / 100, 6))}"
            return Telling(message, paste(case.path, number(round(value / 100, 6))))
        return Telling(f"{message}, and {number(value)} is outside", _asked(case))
    limit = (
        f"at least {number(least)}" if least is not None and value < least else f"at most {most}"
    )
    return Telling(f"{key} is {number(value)}, and {limit} makes sense", _asked(case))


def _whole(case: Case, value: float) -> Telling | None:
    if case.node.get("type") != "integer" or value.is_integer():
        return None
    message = f"{label(case.path)} counts, so it is a whole number: {visible(str(case.value), 40)}"
    return Telling(message, f"Write a whole number:   {key_of(case.path)}: {BLANK}")


def _scaled(case: Case, reading: Reading) -> float:
    """The number on the scale of its field."""
    reference = _reference(case)
    if _is_share(case):
        share = reading.percent or 2 <= reading.value <= 100
    else:
        share = reading.percent and (reference is None or abs(reference[1]) <= 1)
    return round(reading.value / 100, 6) if share else reading.value


def _is_share(case: Case) -> bool:
    return case.node.get(FORM) == "share"


def _reference(case: Case) -> tuple[str, float] | None:
    """A neighbour on the same scale, by name."""
    if _is_share(case):
        return None
    candidates = [(key, case.beside(key)) for key in ("baseline", *_LIMITS) if key != case.path[-1]]
    section = case.path[:1]
    if section == ("success_metric",):
        candidates = [
            (key, paths.lookup(case.data, (*section, key, "value")))
            for key in ("baseline", "target")
            if (*section, key, "value") != case.path
        ]
    for name, value in candidates:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return name, float(value)
    return None
