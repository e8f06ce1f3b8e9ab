"""A series of dated measurements: what is a date, what a number, and which columns hold them."""

from __future__ import annotations

from itertools import pairwise

from govlint.expression.dates import day_number
from govlint.record import Record
from govlint.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

_PLAIN = frozenset("0123456789.")
"""The signs of the usual number, which needs no pattern to be read."""
_LONGEST = 64
_SHORT = len("2026-09")
"""No day is as short as this: it is a month, or a quarter."""
_BLANK = frozenset({"", "nan", "na", "n/a", "null", "none", "-"})
_COUNTERS = frozenset(
    {"", "n", "count", "id", "index", "run", "epoch", "step", "rows", "support", "samples", "size"}
    | {"version", "build", "seed", "no", "nr"}
)
"""Columns that stand before the outcome and are none; an index of pandas has no name."""
DULL = frozenset(
    {"rate", "share", "the", "and", "for", "against", "with", "per", "metric", "value", "mean"}
)


class Cell(Record):
    """One value of a row, and where it stands."""

    value: Any
    line: int
    column: int


Row = dict[str, Cell]


class Columns(Record):
    """The columns that a declaration names, each empty where it names none."""

    date: str = ""
    value: str = ""
    metric: str = ""
    """The name of the metric that is measured."""


class Point(Record):
    """One measurement."""

    day: str
    value: float
    line: int
    column: int


class Series(Record):
    """The measurements of a file, by day; of several on one day, the last."""

    path: str
    points: tuple[Point, ...]
    date_column: str = ""
    value_column: str = ""
    unsure: str = ""
    """Why these may not be the measurements, or not all; empty where they are."""
    skipped: int = 0
    """Rows without a date or a number."""
    lacks: tuple[str, ...] = ()
    """The columns that were asked for and that no row has."""
    columns: tuple[str, ...] = ()
    """The columns that there are, where one is lacking."""
    percent: bool = False
    """The file is in per cent and the declaration is not, or the other way round."""


def day_of(value: Any, name: str = "") -> str | None:
    """The day that a cell stands for: of a week, month or quarter its last; None: it is none.

    ``03/04/2026`` is none: it could be two days. Numbers count as seconds since 1970 only under
    a name such as ``timestamp``.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return _moment(float(value), name)
    text = str(value).strip()
    if len(text) > _LONGEST or not text.isascii():
        return None
    try:
        if text.isdigit() and len(text) in (10, 13):
            return _moment(float(text), name)
        return _day(text)
    except (ValueError, OverflowError):
        return None


def _moment(value: float, name: str) -> str | None:
    from govlint.facts.evidence import forms

    return forms.moment(value, name)


def _day(text: str) -> str | None:
    if not any(sign in text for sign in "-/WQ") and text.count(".") < 2 and len(text) != 8:
        return None  # no form of a date, so no pattern is compiled
    if len(text) == 10 and text[4] == text[7] == "-":
        return text if day_number(text) else None
    from govlint.facts.evidence import forms

    return forms.day(text)


def number_of(value: Any) -> float | None:
    """The finite number that a cell holds; ``71 %`` is 0.71, ``0,71`` too; None for no number."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        if isinstance(value, (int, float)):
            return _finite(float(value))
        text = str(value).strip()
        if len(text) <= _LONGEST and _PLAIN.issuperset(text):
            return float(text)
        if len(text) > _LONGEST or _is_none(text):
            return None
        from govlint.facts.evidence import forms

        found = _finite(forms.number(text))
    except (ValueError, OverflowError):
        return None
    return found / 100 if found is not None and text.endswith("%") else found


def _is_none(text: str) -> bool:
    """Whether a look is enough to tell a word or a date from a number: no pattern is compiled."""
    begins = text[:1].isdecimal() or text[:1] in ("+", "-", ".", ",")
    return not begins or ("-" in text[1:] and "e" not in text.lower())


def _finite(value: float) -> float | None:
    return value if abs(value) < 1e300 else None


def chosen(path: str, rows: Sequence[Row], columns: Columns, today: str) -> Series:
    """The series of some rows, from the named columns.

    Without names the first date counts, and the number that is surely the metric's; see `choosing`.
    """
    if not rows:
        return Series(path, ())
    if any(str(cell.value)[:_LONGEST].count("/") == 2 for cell in rows[0].values()):
        from govlint.facts.evidence import slashes

        rows = slashes.ordered(rows)
    names = list(dict.fromkeys(name for row in rows[:50] for name in row))
    lacks = tuple(c for c in columns[:2] if c and c not in names and not any(c in r for r in rows))
    if lacks:
        doubt = f"there is no column {visible(lacks[0], 60)} in {path}"
        return Series(path, (), unsure=doubt, lacks=lacks, columns=tuple(names))
    date_column = columns.date or _first(names, rows, _is_day)
    if not date_column:
        return Series(path, (), unsure=f"there is no column of dates (YYYY-MM-DD) in {path}")
    others = [name for name in names if name != date_column]
    numbers = [] if columns.value else _numeric(others, rows)
    value_column, doubt = columns.value or _plain(columns.metric, numbers), ""
    if numbers and not value_column:
        from govlint.facts.evidence import choosing

        value_column, doubt = choosing.choose(columns.metric, numbers, path)
    if not value_column:
        doubt = doubt or f"there is no column of numbers in {path}"
        return Series(path, (), date_column, unsure=doubt)
    points, skipped = _points(rows, date_column, value_column, today)
    doubt = "" if points else f"there is no row with a date and a number in {path}"
    return Series(
        path=path,
        points=_by_day(points),
        date_column=date_column,
        value_column=value_column,
        unsure=doubt or _doubled(path, points),
        skipped=skipped,
    )


def _numeric(names: Iterable[str], rows: Sequence[Row]) -> list[str]:
    """The columns of numbers, without those that only count, unless there are no others."""
    every = [name for name in names if name and _mostly(name, rows, _is_number)]
    real = [name for name in every if not _counts(name, rows)]
    return real or every


def is_counter(name: str) -> bool:
    """Whether a column only counts, by its name."""
    return name.strip().lower() in _COUNTERS or name.startswith("Unnamed")


def _counts(name: str, rows: Sequence[Row]) -> bool:
    if is_counter(name):
        return True
    values = [number_of(row[name].value) for row in rows[:200] if name in row]
    steps = {b - a for a, b in pairwise(values) if a is not None and b is not None}
    return len(values) > 2 and steps == {1.0}


def _plain(metric: str, names: Sequence[str]) -> str:
    """The only column, where its name has no word that is not the metric's own."""
    if len(names) != 1:
        return ""
    own = _words(names[0])
    return names[0] if own <= _words(metric) or is_short_for(names[0], metric) else ""


def is_short_for(name: str, metric: str) -> bool:
    """Whether a name is made of first letters: ``wape`` of weighted absolute percentage error."""
    split = "".join(sign if sign.isalnum() else " " for sign in metric.casefold()).split()
    return len(name) > 2 and name.casefold() in "".join(word[0] for word in split)


def _words(text: str) -> set[str]:
    found = "".join(sign if sign.isalnum() else " " for sign in text.casefold()).split()
    return {word for word in found if len(word) > 2 or word[0] == "f" or word.isdigit()} - DULL


def _is_day(cell: Cell, name: str) -> bool:
    return day_of(cell.value, name) is not None


def _is_number(cell: Cell, name: str) -> bool:
    return number_of(cell.value) is not None and day_of(cell.value, name) is None


def _first(names: Iterable[str], rows: Sequence[Row], test: Any) -> str:
    """The first column most of whose filled cells pass a test."""
    return next((name for name in names if _mostly(name, rows, test)), "")


def _mostly(name: str, rows: Sequence[Row], test: Any) -> bool:
    cells = [row[name] for row in rows[:200] if name in row and not _blank(row[name].value)]
    return bool(cells) and 2 * sum(test(cell, name) for cell in cells) > len(cells)


def _blank(value: Any) -> bool:
    return value is None or str(value)[:_LONGEST].strip().lower() in _BLANK


def _points(
    rows: Sequence[Row], date_column: str, value_column: str, today: str
) -> tuple[list[Point], int]:
    """The points up to today; a week or month that is not over counts as measured today."""
    points: list[Point] = []
    skipped = 0
    for row in rows:
        when, what = row.get(date_column), row.get(value_column)
        day = day_of(when.value, date_column) if when else None
        value = number_of(what.value) if what else None
        if day is None or value is None or what is None or when is None:
            skipped += 1
            continue
        period = str(when.value).strip()
        if day > today and not ("W" in period or len(period) <= _SHORT):
            skipped += 1
            continue
        points.append(Point(min(day, today), value, what.line, what.column))
    return points, skipped


def _by_day(points: Iterable[Point]) -> tuple[Point, ...]:
    last = {point.day: point for point in points}
    return tuple(last[day] for day in sorted(last))


def _doubled(path: str, points: Sequence[Point]) -> str:
    """Several different values for many a day: rows of segments, not one series."""
    values: dict[str, set[float]] = {}
    for point in points:
        values.setdefault(point.day, set()).add(point.value)
    several = sum(len(found) > 1 for found in values.values())
    if len(values) > 0 and 5 * several > len(values):
        return f"there are several rows for one day in {path}; which of them counts is not known"
    return ""
