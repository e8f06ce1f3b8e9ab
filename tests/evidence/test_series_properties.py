"""Series of measurements against a simple oracle: however they are written, they read the same."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import combinations
from statistics import median

from hypothesis import given, settings
from hypothesis import strategies as st

from govlint.facts.evidence import results, trend
from govlint.facts.evidence.series import Columns, Point
from govlint.facts.evidence.tree import Content, Tree

TODAY = "2026-11-23"
FIRST = date(2025, 1, 6)

Rows = list[tuple[date, float]]


class OneFile(Tree):
    """A tree of one file that stands in memory."""

    def __init__(self, text: str) -> None:
        self.text = text

    def read(self, path: str) -> Content:
        return Content(self.text, whole=True)


@st.composite
def measured(draw: st.DrawFn) -> Rows:
    """Rows in any order, some of them twice."""
    offsets = draw(st.lists(st.integers(0, 680), min_size=1, max_size=30, unique=True))
    values = st.integers(500, 999).map(lambda n: n / 1000)
    rows = [(FIRST + timedelta(offset), draw(values)) for offset in offsets]
    again = draw(st.lists(st.sampled_from(rows), max_size=3))
    return list(draw(st.permutations([*rows, *again])))


def table(rows: Rows, sign: str, day: str, comma: str) -> str:
    lines = [f"{d.strftime(day)}{sign}{str(v).replace('.', comma)}" for d, v in rows]
    return "\n".join([f"Datum{sign}Wert", *lines, "", sign, ""])


WRITTEN = {
    "r.csv": lambda rows: table(rows, ",", "%Y-%m-%d", "."),
    "german.csv": lambda rows: table(rows, ";", "%d.%m.%Y", ","),
    "r.tsv": lambda rows: table(rows, "\t", "%Y%m%d", "."),
    "r.jsonl": lambda rows: "".join(
        json.dumps({"on": d.isoformat(), "m": {"p": v}}) + "\n" for d, v in rows
    ),
    "r.json": lambda rows: json.dumps([{"on": d.isoformat(), "p": v} for d, v in rows], indent=1),
}


@settings(max_examples=60, deadline=None)
@given(measured(), st.sampled_from(sorted(WRITTEN)))
def test_every_form_reads_the_same(rows: Rows, path: str) -> None:
    found = results.read(OneFile(WRITTEN[path](rows)), path, Columns(), TODAY)
    oracle = dict(sorted((d.isoformat(), v) for d, v in rows))
    assert found.unsure == ""
    assert {p.day: p.value for p in found.points} == oracle
    assert [p.day for p in found.points] == sorted(oracle)


@settings(max_examples=60, deadline=None)
@given(measured())
def test_each_point_stands_where_it_says(rows: Rows) -> None:
    text = WRITTEN["r.csv"](rows)
    for point in results.read(OneFile(text), "r.csv", Columns(), TODAY).points:
        line = text.split("\n")[point.line - 1]
        assert line.startswith(point.day)
        assert float(line[point.column - 1 :]) == point.value


def points(values: list[float], step: int) -> list[Point]:
    days = (FIRST + timedelta(step * n) for n in range(len(values)))
    return [Point(d.isoformat(), v, 1, 1) for d, v in zip(days, values, strict=True)]


@settings(max_examples=80, deadline=None)
@given(
    st.integers(trend.LEAST, 60),
    st.sampled_from([1, 7, 30]),
    st.floats(0.002, 0.01),
    st.lists(st.floats(-0.001, 0.001), min_size=60, max_size=60),
)
def test_a_fall_crosses_where_the_median_of_slopes_does(
    count: int, step: int, fall: float, noise: list[float]
) -> None:
    series = points([0.9 - fall * n + noise[n] for n in range(count)], step)
    limit = 0.9 - fall * count * 1.2
    found = trend.toward(series, limit, falling=True)
    assert found is not None
    pairs = [(date.fromisoformat(p.day).toordinal(), p.value) for p in series]
    slope = median((b[1] - a[1]) / (b[0] - a[0]) for a, b in combinations(pairs, 2))
    base = median(value - slope * day for day, value in pairs)
    crosses = max((limit - base) / slope, pairs[-1][0])
    assert crosses - 0.01 <= date.fromisoformat(found.crosses).toordinal() <= crosses + 1.01


@settings(max_examples=80, deadline=None)
@given(st.lists(st.floats(0.8, 0.9), min_size=trend.LEAST, max_size=40))
def test_a_rise_is_no_fall_and_few_points_are_no_line(values: list[float]) -> None:
    rising = sorted(values)
    assert trend.toward(points(rising, 7), 0.75, falling=True) is None
    assert trend.toward(points(rising[::-1][:4], 7), 0.75, falling=True) is None
    assert trend.toward(points(rising[::-1], 7), 0.95, falling=False) is None


def test_the_fall_of_the_article_is_seen_long_before_the_floor() -> None:
    noise = [0.004, -0.003, 0.002, -0.004, 0.001, 0.003, -0.002]
    year = points([0.87 - 0.16 * week / 51 + noise[week % 7] for week in range(52)], 7)
    seen = next(n for n in range(5, 53) if trend.toward(year[:n], 0.75, falling=True))
    floor = next(n for n in range(52) if year[n].value < 0.75)
    assert (seen <= 12, floor >= 37) == (True, True)


def test_seasons_without_a_fall_are_not_one() -> None:
    cycle = [0.02, 0.01, 0.0, -0.01, -0.02, -0.01, 0.0, 0.01]
    series = points([0.87 + cycle[n % 8] for n in range(80)], 7)
    assert not any(trend.toward(series[:n], 0.75, falling=True) for n in range(16, 81))
