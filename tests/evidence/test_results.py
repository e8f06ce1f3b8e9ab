"""Results files as series, and where a series is going."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from govlint import source
from govlint.facts.evidence import Evidence, named, outcome, results, series, trend
from govlint.facts.evidence.series import Columns

if TYPE_CHECKING:
    from collections.abc import Callable

    from govlint.facts.evidence.nouns import Proof
    from govlint.facts.evidence.tree import Tree

    Grow = Callable[..., Tree]

TODAY = "2026-11-23"

DAYS = [
    ("2026-11-16", "2026-11-16"),
    ("2026-11-16T06:00:00Z", "2026-11-16"),
    ("2026-11-16 06:00", "2026-11-16"),
    ("2026/1/6", "2026-01-06"),
    ("16.11.2026", "2026-11-16"),
    ("20261116", "2026-11-16"),
    ("2026-W47", "2026-11-22"),
    ("2026-02", "2026-02-28"),
    ("2026-12", "2026-12-31"),
    ("03/04/2026", None),
    ("2026-02-30", None),
    ("yesterday", None),
    ("0.71", None),
    ("2026", None),
    ("", None),
    (None, None),
    (True, None),
    ("9" * 5000, None),
    ("2026-Q3", "2026-09-30"),
    ("2026Q1", "2026-03-31"),
    ("2026-Q5", None),
    ("Q1", None),
]


@pytest.mark.parametrize(("value", "day"), DAYS)
def test_days(value: object, day: str | None) -> None:
    assert series.day_of(value) == day


def test_seconds_are_days_only_under_a_name_of_time() -> None:
    assert series.day_of(1_700_000_000, "timestamp") == "2023-11-14"
    assert series.day_of(1_700_000_000_000, "timestamp") == "2023-11-14"
    assert series.day_of(1_700_000_000, "rows") is None


NUMBERS = [
    ("0.71", 0.71),
    ("71 %", 0.71),
    ("0,71", 0.71),
    (".5", 0.5),
    ("1e-3", 0.001),
    (3, 3.0),
    ("nan", None),
    (float("nan"), None),
    (float("inf"), None),
    ("1,234,567", None),
    ("n/a", None),
    ("1e999", None),
    (True, None),
    ("1" * 5000, None),
]


@pytest.mark.parametrize(("value", "found"), NUMBERS)
def test_numbers(value: object, found: float | None) -> None:
    assert series.number_of(value) == found


CSV = "week,n,precision\n2026-11-09,40,0.70\n2026-11-16,41,0.69\n"
QUOTED = '# our record\n"date","p"\n"2026-11-09","0.70"\n"2026-11-16","0.69"\n'
LINES = '{"on": "2026-11-09", "p": 0.7}\n\n {"on": "2026-11-16", "p": 0.69}\n'
LIST = '[\n {"on": "2026-11-09", "p": 0.7},\n {"on": "2026-11-16", "p": 0.69}\n]'
NESTED = """{"v": 1, "results": [
 {"on": "2026-11-16", "m": {"p": 0.69}},
 {"on": "2026-11-09", "m": {"p": 0.7}}]}"""
DISORDER = "date,p\n2026-11-16,0.69\n2026-11-09,0.70\n2027-01-01,0.1\n,\n"
ANY = Columns()
FILES = [
    ("r.csv", "date,precision\n2026-11-09,0.70\n2026-11-16,0.69\n", ANY, (3, 12)),
    ("r.csv", CSV, ("week", "precision"), (3, 15)),
    ("r.csv", "date;precision\n09.11.2026;0,70\n16.11.2026;0,69\n", ANY, (3, 12)),
    (
        "r.csv",
        "Datum;Pr\u00e4zision\n09.11.2026;0,70\n16.11.2026;0,69\n".encode("latin-1"),
        ("Datum", "Pr\u00e4zision"),
        (3, 12),
    ),
    ("r.csv", "date,p\n16/11/2026,0.69\n09/11/2026,0.70\n", ANY, (2, 12)),
    ("r.csv", "date,p\n11/16/2026,0.69\n11/09/2026,0.70\n", ANY, (2, 12)),
    ("r.csv", ",date,p\n0,2026-11-09,0.70\n1,2026-11-16,0.69\n", ANY, (3, 14)),
    ("r.csv", "date,n,p\n2026-11-09,40,0.70\n2026-11-16,41,0.69\n", ANY, (3, 15)),
    ("r.csv", "date,build,p\n2026-11-09,7,0.70\n2026-11-16,8,0.69\n", ANY, (3, 14)),
    (
        "r.csv",
        "date,p\n2026-11-02,NaN\n2026-11-05,n/a\n2026-11-09,0.70\n2026-11-16,0.69\n",
        ANY,
        (5, 12),
    ),
    ("r.csv", "timestamp,p\n1794182400,0.70\n1794787200,0.69\n", ANY, (3, 12)),
    ("r.tsv", "date\tp\n2026-11-09\t.7\n2026-11-16\t.69\n", ANY, (3, 12)),
    ("r.csv", "2026-11-09,0.70\n2026-11-16,0.69\n", ANY, (2, 12)),
    ("r.csv", QUOTED, ANY, (4, 15)),
    ("r.csv", DISORDER, ANY, (2, 12)),
    ("r.jsonl", LINES, ANY, (3, 2)),
    ("r.json", LIST, ANY, (3, 1)),
    ("r.json", NESTED, ("on", "m.p"), (2, 1)),
    ("r.json", '{"2026-11-09": 0.7, "2026-11-16": 0.69}', ANY, (1, 1)),
    ("r.json", '{"on": "2026-11-16",\n "p": 0.69}', ANY, None),
    ("r.yaml", "- {on: 2026-11-09, p: 0.7}\n- {on: 2026-11-16, p: 0.69}\n", ANY, None),
    ("r.yaml", "on: 2026-11-16\np: 0.69\n", ANY, None),
]


@pytest.mark.parametrize(("path", "text", "columns", "place"), FILES)
def test_the_newest_measurement(
    grow: Grow,
    path: str,
    text: str,
    columns: Columns | tuple[str, str],
    place: tuple[int, int] | None,
) -> None:
    found = results.read(grow({path: text}), path, Columns(*columns), TODAY)
    assert found.unsure == ""
    assert found.points[-1][:2] == ("2026-11-16", 0.69)
    if place:
        assert found.points[-1][2:] == place


def test_a_week_that_is_not_over_counts_until_today(grow: Grow) -> None:
    found = results.read(grow({"r.csv": "w,p\n2026-W48,0.7\n"}), "r.csv", Columns(), TODAY)
    assert [point.day for point in found.points] == [TODAY]


UNSURE = [
    ("r.csv", b"PK\x03\x04\0\0\0", "as text"),
    ("r.csv", b"week,p\n3,0.7\n", "no column of dates"),
    ("r.csv", b"date,p\n2026-11-01,good\n", "no column of numbers"),
    ("r.csv", b"date,p\n2027-11-01,0.3\n", "no row"),
    ("r.csv", b"date,seg,p\n2026-11-01,a,.7\n2026-11-01,b,.6\n2026-11-08,a,.7\n2026-11-08,b,.5\n",
     "several rows"),
    ("r.csv", b"date,p\n" + b"2026-11-01,0.700000000000000000000\n" * 33_000, "first mebibyte"),
    ("r.csv", b"d,p\n" + b"2026-11-01,1\n" * 60_000, "more than 50000"),
    ("r.csv", b'date,p\n"' + b"x" * 200_000, "line"),
    ("r.json", b"{", "line 1"),
    ("r.json", b"[" * 100_000, "nested"),
    ("r.json", b'[{"on": "2026-11-01", "p": ' + b"9" * 5000 + b"}]", "cannot be read"),
    ("r.json", b'{"p": 0.7}', "no history"),
    ("r.jsonl", b'{"on": "2026-11-01", "p": 1}\n{"on":\n', "line 2"),
    ("r.yaml", b"a: [1, 2\n", "YAML"),
    ("eval.py", b"print(1)\n", "no table"),
    ("r.xlsx", b"\xd0\xcf\x11\xe0\0\0", "as text"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "content", "reason"), UNSURE)
def test_what_cannot_be_read_says_why(grow: Grow, path: str, content: bytes, reason: str) -> None:
    found = results.read(grow({path: content}), path, Columns(), TODAY)
    assert reason in found.unsure


@pytest.mark.parametrize(
    ("path", "text"), [("r.csv", ""), ("r.csv", "date,p\n"), ("r.jsonl", "\n")]
)
def test_a_file_without_a_row_is_no_measurement(grow: Grow, path: str, text: str) -> None:
    found = results.read(grow({path: text}), path, Columns(), TODAY)
    assert (found.points, found.unsure) == ((), "")
    plain = fact(grow({"r.csv": "date,p\n"})).plain()
    assert (plain["last_on"], plain["points_since"], plain["from_results"]) == (
        "2026-11-01",
        0.0,
        False,
    )


def test_a_column_that_is_not_there_is_said(grow: Grow) -> None:
    found = results.read(grow({"r.csv": CSV}), "r.csv", Columns("week", "recall"), TODAY)
    assert "recall" in found.unsure


COLUMNS = b"""\
monitoring:
  outcome_metric:
    results: {file: r.csv, date: weak, value: mae_minuts}
    last_measured: {on: 2026-11-01, value: 0.8}
  fairness:
    results: {file: f.csv, value: ratio}
"""


def test_columns_that_are_not_there_are_faults_at_their_names(grow: Grow) -> None:
    document = source.read(COLUMNS, "ai-governance.yaml")
    tree = grow({"r.csv": "week,n,mae_minutes\n2026-11-09,40,0.7\n", "f.csv": CSV})
    found = Evidence(tree, document.data, "ai-governance.yaml", TODAY)
    faults = [(f.id, f.span.line, f.span.column, f.message, f.fix) for f in found.missing(document)]
    wrong = "declaration/wrong-value"
    assert faults == [
        (wrong, 3, 34, "There is no column weak in r.csv.", "Did you mean week?"),
        (wrong, 3, 47, "There is no column mae_minuts in r.csv.", "Did you mean mae_minutes?"),
        (wrong, 6, 35, "There is no column ratio in f.csv.", "It has week, n and precision."),
    ]
    outcome = found.proof("outcome")
    assert (outcome.unsure, outcome.data["last_on"]) == ("", "2026-11-01")
    assert [note.path for note in outcome.contradictions] == ["r.csv"]


def test_a_column_that_came_later_is_there(grow: Grow) -> None:
    lines = "".join(f'{{"on": "2026-{month:02}-01"}}\n' for month in range(1, 11)) * 6
    text = lines + '{"on": "2026-11-01", "p": 0.7}\n'
    found = results.read(grow({"r.jsonl": text}), "r.jsonl", Columns("on", "p"), TODAY)
    assert (found.lacks, len(found.points)) == ((), 1)


def test_overwritten_metrics_are_read_from_history(grow: Grow) -> None:
    past = [("2026-10-01", b'{"p": 0.7}'), ("2026-10-08", b"{"), ("2026-11-16", b'{"p": 0.69}')]
    tree = grow({"m.json": '{"p": 0.69}'}, past=lambda path: past)
    found = results.read(tree, "m.json", Columns(), TODAY)
    assert [point[:2] for point in found.points] == [("2026-10-01", 0.7), ("2026-11-16", 0.69)]


def weekly(values: list[float], end: str = "2026-11-16") -> tuple[series.Point, ...]:
    last = date.fromisoformat(end)
    days = [last - timedelta(weeks=len(values) - 1 - n) for n in range(len(values))]
    return tuple(
        series.Point(day.isoformat(), value, line, 12)
        for line, (day, value) in enumerate(zip(days, values, strict=True), 2)
    )


NINE = [0.87, 0.86, 0.85, 0.84, 0.83, 0.82, 0.81, 0.80, 0.79]
DECLINES = [
    (NINE, 0.75, True, 4),
    ([0.8, 0.79, 0.78, 0.77, 0.76], 0.7, True, 6),
    ([0.08, 0.085, 0.09, 0.095, 0.1], 0.12, False, 4),
    ([0.87, 0.86, 0.9, 0.84, 0.83, 0.82, 0.81, 0.80, 0.79], 0.75, True, 4),
]


@pytest.mark.parametrize(("values", "limit", "falling", "weeks"), DECLINES)
def test_a_steady_decline(values: list[float], limit: float, falling: bool, weeks: int) -> None:
    found = trend.toward(weekly(values), limit, falling=falling)
    assert found is not None
    assert found.weeks == weeks


STEADY = [
    ([0.8, 0.79, 0.78, 0.77], 0.7, True),
    ([0.80, 0.81, 0.79, 0.80, 0.82, 0.78, 0.80, 0.81], 0.7, True),
    ([0.7, 0.72, 0.74, 0.76, 0.78], 0.6, True),
    ([0.1, 0.09, 0.08, 0.07, 0.06], 0.12, False),
    ([0.8] * 12, 0.7, True),
    ([0.87, 0.86, 0.85, 0.84, 0.83, 0.82, 0.81, 0.87], 0.75, True),
    ([0.9000, 0.8999, 0.8998, 0.8997, 0.8996], 0.5, True),
]


@pytest.mark.parametrize(("values", "limit", "falling"), STEADY)
def test_no_steady_decline(values: list[float], limit: float, falling: bool) -> None:
    assert trend.toward(weekly(values), limit, falling=falling) is None


def test_the_decline_of_the_article_is_seen_long_before_the_floor() -> None:
    noise = random.Random(1)
    year = [0.87 - 0.16 * week / 52 + noise.gauss(0, 0.01) for week in range(53)]
    seen = next(n for n in range(5, 53) if trend.toward(weekly(year[:n]), 0.7, falling=True))
    assert year[seen - 1] > 0.78


def test_chance_is_rarely_taken_for_a_decline() -> None:
    noise = random.Random(2)
    runs = [weekly([0.8 + noise.gauss(0, 0.02) for _ in range(26)]) for _ in range(200)]
    assert sum(trend.toward(run, 0.7, falling=True) is not None for run in runs) <= 6


DATA: dict[str, Any] = {
    "system": {"lifecycle": "production", "production_since": "2026-06-15"},
    "monitoring": {
        "outcome_metric": {
            "name": "Precision", "baseline": 0.87, "minimum": 0.75, "results": "r.csv",
            "last_measured": {"on": "2026-11-01", "value": 0.8},
        }
    },
}  # fmt: skip


def fact(tree: Tree, data: dict[str, Any] = DATA) -> Proof:
    return outcome.collect(tree, data, named.resolve(data, tree), TODAY)


def table(values: list[float], end: str = "2026-11-16") -> str:
    rows = "".join(f"{point.day},{point.value}\n" for point in weekly(values, end))
    return f"date,precision\n{rows}"


def test_the_newer_of_record_and_declaration_counts(grow: Grow) -> None:
    newer = fact(grow({"r.csv": table([0.8, 0.79])})).plain()
    assert (newer["last_on"], newer["last_value"], newer["from_results"]) == (
        "2026-11-16", 0.79, True,
    )  # fmt: skip
    older = fact(grow({"r.csv": table([0.85, 0.84], "2026-10-01")})).plain()
    assert (older["last_on"], older["last_value"], older["from_results"]) == (
        "2026-11-01", 0.8, False,
    )  # fmt: skip


def test_the_decline_says_how_it_was_computed(grow: Grow) -> None:
    found = fact(grow({"r.csv": table(NINE)}))
    plain = found.plain()
    assert found.strength == "exercised"
    assert (plain["declining"], plain["weeks"], plain["crosses_on"]) == (True, 4.0, "2026-12-14")
    assert plain["trend_points"] == 9.0
    assert [note["line"] for note in plain["trend"]] == [2, 10]


def test_measurements_before_an_update_do_not_count_against_it(grow: Grow) -> None:
    data = {**DATA, "retraining": {"last_run": "2026-10-10"}}
    values = [0.87, 0.86, 0.85, 0.84, 0.83, 0.87, 0.87, 0.86, 0.87, 0.87, 0.87]
    assert not fact(grow({"r.csv": table(values)}), data).plain()["declining"]


def test_gaps_are_those_since_go_live(grow: Grow) -> None:
    text = "d,p\n2025-01-01,0.8\n2026-07-01,0.8\n2026-10-01,0.8\n2026-11-16,0.8\n"
    plain = fact(grow({"r.csv": text})).plain()
    assert (plain["longest_gap"], plain["gap_from"], plain["gap_to"]) == (
        92.0, "2026-07-01", "2026-10-01",
    )  # fmt: skip
    assert plain["points_since"] == 3.0


@pytest.mark.parametrize(
    ("cadence", "told"), [("P7D", "2026-07-01 and 2026-10-01"), ("P3M", ""), ("weekly", "")]
)
def test_a_hole_in_the_record_is_told(grow: Grow, cadence: str, told: str) -> None:
    text = "d,p\n2026-07-01,0.8\n2026-10-01,0.8\n2026-11-16,0.8\n"
    found = fact(grow({"r.csv": text}), with_metric(cadence=cadence))
    assert told in found.stronger
    assert ("between" in found.stronger) is bool(told)


def with_metric(**fields: object) -> dict[str, object]:
    data = json.loads(json.dumps(DATA))
    data["monitoring"]["outcome_metric"] |= fields
    return dict(data)


def test_the_number_with_the_metric_s_name_is_the_outcome(grow: Grow) -> None:
    text = "date,coverage,f1,accuracy\n2026-11-09,0.4,0.5,0.83\n2026-11-16,0.3,0.5,0.84\n"
    found = fact(grow({"r.csv": text}), with_metric(name="Routing accuracy")).plain()
    assert found["last_value"] == 0.84
    short = text.replace("accuracy", "acc")
    found = fact(grow({"r.csv": short}), with_metric(name="Accuracy")).plain()
    assert found["last_value"] == 0.84
    found = fact(grow({"r.csv": text}), with_metric(name="Share of right answers")).plain()
    assert found["last_value"] == 0.3


PER_CENT = [
    ("date,p\n2026-11-09,84\n2026-11-16,83\n", {"baseline": 0.87, "minimum": 0.75}, 0.83),
    ("date,p\n2026-11-09,0.84\n2026-11-16,0.83\n", {"baseline": 87, "minimum": 75}, 83.0),
    ("date,p\n2026-11-16,9.1\n", {"baseline": 0.09, "minimum": None, "maximum": 0.12}, 0.091),
    ("date,p\n2026-11-16,83 %\n", {"baseline": 87, "minimum": 75}, 83.0),
]


@pytest.mark.parametrize(("text", "fields", "value"), PER_CENT)
def test_per_cent_and_shares_are_one_scale(
    grow: Grow, text: str, fields: dict[str, float], value: float
) -> None:
    found = fact(grow({"r.csv": text}), with_metric(**fields))
    assert found.plain()["last_value"] == pytest.approx(value)
    assert "per cent" in found.found


def test_a_value_past_its_limit_is_no_decline_as_well(grow: Grow) -> None:
    values = [0.87, 0.86, 0.85, 0.84, 0.83, 0.5]
    assert not fact(grow({"r.csv": table(values)})).plain()["declining"]
    assert fact(grow({"r.csv": table(values[:5])})).plain()["declining"]


def test_another_scale_is_unsure_and_its_fields_are_not_known(grow: Grow) -> None:
    plain = fact(grow({"r.csv": "d,cases\n2026-11-16,410\n"})).plain()
    assert "another scale" in plain["unsure"]
    assert not {"last_on", "last_value", "declining"} & plain.keys()


def test_without_a_file_the_declaration_counts(grow: Grow) -> None:
    data = json.loads(json.dumps(DATA))
    del data["monitoring"]["outcome_metric"]["results"]
    found = fact(grow({}), data)
    assert (found.strength, found.plain()["last_on"]) == ("declared", "2026-11-01")
    del data["monitoring"]["outcome_metric"]["last_measured"]
    assert fact(grow({}), data).strength == ""
    data["monitoring"]["outcome_metric"]["results"] = "https://dash.example.com"
    assert fact(grow({}), data).strength == "declared"


ACCURACY, ERROR = "Routing accuracy against the queue", "Weighted absolute percentage error"
CHOSEN = [
    (ACCURACY, "n,accuracy,recall", "accuracy"),
    (ACCURACY, "accuracy_ci_low,accuracy,accuracy_ci_high", "accuracy"),
    (ACCURACY, "train_accuracy,accuracy", "accuracy"),
    (ACCURACY, "routing_acc,accuracy_of_tags", "routing_acc"),
    (ACCURACY, "metrics.accuracy,metrics.loss", "metrics.accuracy"),
    (ACCURACY, "value,lower,upper", "value"),
    (ACCURACY, "genauigkeit", "genauigkeit"),
    (ACCURACY, "genauigkeit,target", "genauigkeit"),
    (ERROR, "wape,mape", "wape"),
    (ERROR, "n,wape", "wape"),
    ("Precision at 10", "precision_at_5,precision_at_10", "precision_at_10"),
    ("F1 score", "f1,precision", "f1"),
    ("", "p", "p"),
]
OPEN = [
    (ACCURACY, "foo,bar"),
    (ACCURACY, "error_rate"),
    (ACCURACY, "count"),
    (ACCURACY, "accuracy_ci_low,accuracy_ci_high"),
    (ACCURACY, "train_accuracy,val_accuracy"),
    (ACCURACY, "latency_ms"),
    (ACCURACY, "accuracy_north,accuracy_south"),
    (ERROR, "mape"),
    ("Precision at 10", "precision_at_5,precision_at_50"),
    ("Precision at 10", "precision_at_5"),
]


@pytest.mark.parametrize(("metric", "names", "column"), CHOSEN)
def test_the_column_that_is_the_metric(grow: Grow, metric: str, names: str, column: str) -> None:
    numbers = ",".join("0.8" for _ in names.split(","))
    tree = grow({"r.csv": f"date,{names}\n2026-11-09,{numbers}\n"})
    found = results.read(tree, "r.csv", Columns(metric=metric), TODAY)
    assert (found.value_column, found.unsure) == (column, "")


@pytest.mark.parametrize(("metric", "names"), OPEN)
def test_a_column_that_may_be_another_is_not_taken(grow: Grow, metric: str, names: str) -> None:
    numbers = ",".join("0.8" for _ in names.split(","))
    tree = grow({"r.csv": f"date,{names}\n2026-11-09,{numbers}\n"})
    found = results.read(tree, "r.csv", Columns(metric=metric), TODAY)
    assert "is the metric is not known" in found.unsure
    assert found.points == ()
    first = names.partition(",")[0]
    assert results.read(tree, "r.csv", Columns(value=first, metric=metric), TODAY).unsure == ""
