"""What to write instead of a value that YAML cannot read: text to paste."""

from __future__ import annotations

import re

from govlint.text import number, visible

_COMPARISON = re.compile(r"[<>]=?\s*(-?\d+(?:\.\d+)?)\s*(%?)$")
_HANDLE = re.compile(r"@[\w./-]+$")
_CRON = re.compile(r"[\d*/,-]+(?: +[\w*/,-]+){4}$")
_ALREADY = {"minimum": "at least", "maximum": "at most"}
_UNITS = ("PT{}M", "PT{}H", "P{}D", "P{}M")
_DURATIONS = ("cadence", "refresh", "lag", "max_duration", "time_to_restore")


def quoted(text: str) -> str:
    """The text as a quoted YAML value, in the quotes that need the fewest escapes."""
    if "\\" in text or '"' in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def instead(key: str, raw: str) -> str:
    """How to write the value ``raw`` of ``key`` (which may be ""), so that YAML can read it."""
    comparison = _COMPARISON.match(raw)
    if comparison and key not in ("trigger", "description", "definition"):
        return _only_number(key, float(comparison[1]), bool(comparison[2]))
    if _CRON.match(raw) and key in _DURATIONS:
        return _duration(key, raw)
    name = "the handle" if _HANDLE.match(raw) else "it"
    return f"Put {name} in quotes:   {line(key, quoted(raw))}"


def line(key: str, value: str) -> str:
    """``key: value`` as it is to be pasted; the value alone where there is no key."""
    value = visible(value, 120)
    return f"{visible(key, 60)}: {value}" if key else value


def period(cron: str) -> str:
    """The duration between two runs of a simple cron expression, or "" if it is not simple."""
    fields = cron.split()
    fixed = next((index for index, field in enumerate(fields) if not field.isdigit()), 5)
    rest = fields[fixed:]
    if fixed == 2 and rest[:2] == ["*", "*"] and rest[2].isalnum():
        return "P7D"
    if len(fields) != 5 or fixed > 3 or rest[1:] != ["*"] * (4 - fixed):
        return {4: "P1Y"}.get(fixed, "") if rest == ["*"] else ""
    every = "1" if rest[0] == "*" else rest[0].removeprefix("*/")
    return _UNITS[fixed].format(int(every)) if every.isdigit() else ""


def _only_number(key: str, value: float, percent: bool) -> str:
    figure = number(round(value / 100, 6) if percent else value)
    if key in _ALREADY:
        already = f'`{key}` already means "{_ALREADY[key]}", so write only the number'
        return f"{already}:   {line(key, figure)}"
    return f"Write only the number:   {line(key, figure)}"


def _duration(key: str, raw: str) -> str:
    meant = period(raw)
    if not meant:
        return f"`{key}` takes a duration such as P1D (the cron expression stays in the job file)"
    stays = "(the cron expression stays in the job file)"
    return f"`{key}` takes a duration:   {line(key, meant)}   {stays}"
