"""The outcome record: the newest measurement, its gaps, and where the series is going."""

from __future__ import annotations

from itertools import pairwise

from govlint.expression.dates import day_number, days
from govlint.facts.evidence import elsewhere, results, trend
from govlint.facts.evidence.nouns import Note, Proof
from govlint.paths import lookup
from govlint.text import number, plural, visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from govlint.facts.evidence.named import Named
    from govlint.facts.evidence.series import Point, Series
    from govlint.facts.evidence.tree import Tree
    from govlint.model import Path

_UNKNOWN = frozenset({"newest_on", "newest_value", "last_on", "last_value", "declining"})


def collect(tree: Tree, data: Mapping[str, Any], named: Mapping[Path, Named], today: str) -> Proof:
    """What the results file says since go-live; with ``last_measured`` where that is newer."""
    absent = elsewhere.outcome(data, named)
    if absent is not None:
        return absent
    file = named.get(elsewhere.RESULTS) or named[(*elsewhere.RESULTS, "file")]
    metric = lookup(data, elsewhere.OUTCOME) or {}
    columns = results.columns_of(metric.get("results"), str(metric.get("name", "")))
    series = _scaled(results.read(tree, file.real, columns, today), metric)
    if series.lacks:
        return _unfound(file, series, metric)
    doubt = series.unsure or _scale(series, metric)
    if doubt:
        fields = {k: v for k, v in _fields(metric, series, (), "").items() if k not in _UNKNOWN}
        at = Note(file.real, 1, 1, doubt)
        return Proof(
            "outcome", file.key, file.written, "exists", doubt, at, _NAME, doubt, data=fields
        )
    start = lookup(data, ("system", "production_since"))
    recent = results.since(series, start if isinstance(start, str) else "")
    last_run = lookup(data, ("retraining", "last_run"))
    fields = _fields(metric, series, recent, last_run if isinstance(last_run, str) else "")
    proof = _proof(file, series, recent, fields)
    found = proof.found if start else proof.found.replace(" since go-live", "")
    stronger = _hole(metric, fields) or proof.stronger
    past = _past(series, metric, fields)
    limit = "minimum" if _number(metric, "minimum") else "maximum"
    against = (*elsewhere.OUTCOME, limit)
    return proof._replace(found=found, stronger=stronger, contradictions=past, against=against)


def _hole(metric: Mapping[str, Any], fields: Mapping[str, Any]) -> str:
    """Where more than two measurements in a row are missing, the truth's lag left aside."""
    cadence, lag = metric.get("cadence"), lookup(metric, ("ground_truth", "lag"))
    try:
        due = 2 * days(cadence) if isinstance(cadence, str) else 0.0
        due += days(lag) if isinstance(lag, str) else 0.0
    except ValueError:
        return ""
    missing = due and fields["longest_gap"] > due
    return _MISSING.format(fields["gap_from"], fields["gap_to"]) if missing else ""


def _past(series: Series, metric: Mapping[str, Any], fields: Mapping[str, Any]) -> tuple[Note, ...]:
    """The value that is past its limit, or the two ends of a fall that comes to it."""
    if fields["from_results"] and _crossed(metric, series.points):
        key = "minimum" if _number(metric, "minimum") else "maximum"
        note = _note(series, series.points[-1], metric)
        return (note._replace(text=f"{note.text}, past `{key}` ({number(metric[key])})"),)
    ends = [Note(**each) for each in fields["trend"]]
    crossing = f", and would cross the limit on {fields['crosses_on']}"
    return tuple(e._replace(text=e.text + crossing) if e is ends[-1] else e for e in ends)


def _unfound(file: Named, series: Series, metric: Mapping[str, Any]) -> Proof:
    """The proof as if no results were named: that a column is not there is told at its name."""
    day, value = elsewhere.last_measured(metric)
    at = Note(file.real, 1, 1, series.unsure)
    fields = {**elsewhere.MEASURED, "last_on": day, "last_value": value}
    return Proof(
        "outcome", file.key, file.written, "exists", series.unsure, at, _NAME, "", (at,), fields
    )


def _scale(series: Series, metric: Mapping[str, Any]) -> str:
    """Numbers of another scale than the declared ones are hardly the metric."""
    times = _times(series, metric)
    if times is not None and not 0.02 <= times <= 50:
        column, path = visible(series.value_column, 40), series.path
        return f"column {column} of {path} has another scale than `monitoring.outcome_metric`"
    return ""


def _times(series: Series, metric: Mapping[str, Any]) -> float | None:
    """How many times the declared number the middle of the values is; None: not comparable."""
    declared = [metric[key] for key in ("baseline", "minimum", "maximum") if _number(metric, key)]
    if not declared or not declared[0] or not series.points:
        return None
    middle = sorted(abs(point.value) for point in series.points)[len(series.points) // 2]
    return float(middle / abs(declared[0]))


def _scaled(series: Series, metric: Mapping[str, Any]) -> Series:
    """The series in the declaration's scale, where one of the two is written in per cent."""
    times = _times(series, metric)
    if times is None:
        return series
    largest = max(abs(point.value) for point in series.points)
    if 40 <= times <= 250 and largest <= 100:
        by = 0.01
    elif 0.004 <= times <= 0.025 and largest <= 1:
        by = 100.0
    else:
        return series
    points = tuple(p._replace(value=round(p.value * by, 9)) for p in series.points)
    return series._replace(points=points, percent=True)


def _number(metric: Mapping[str, Any], key: str) -> bool:
    return isinstance(metric.get(key), (int, float)) and not isinstance(metric[key], bool)


def _fields(
    metric: Mapping[str, Any], series: Series, recent: tuple[Point, ...], last_run: str
) -> dict[str, Any]:
    day, value = elsewhere.last_measured(metric)
    newest = series.points[-1] if series.points else None
    from_file = newest is not None and newest.day >= day
    gap, gap_from, gap_to = _longest_gap(recent)
    return {
        "readable": bool(series.points),
        "points": float(len(series.points)),
        "points_since": float(len(recent)),
        "newest_on": newest.day if newest else "",
        "newest_value": newest.value if newest else 0.0,
        "last_on": newest.day if newest and from_file else day,
        "last_value": newest.value if newest and from_file else value,
        "from_results": from_file,
        "newest": [_note(series, newest, metric).plain()] if newest and from_file else [],
        "longest_gap": float(gap),
        "gap_from": gap_from,
        "gap_to": gap_to,
        **_trend(metric, series, recent, last_run),
    }


def _note(series: Series, point: Point, metric: Mapping[str, Any]) -> Note:
    name = visible(series.value_column or str(metric.get("name", "")), 40)
    return Note(series.path, point.line, point.column, f"{point.day}: {name} {number(point.value)}")


def _longest_gap(points: tuple[Point, ...]) -> tuple[int, str, str]:
    gaps = [
        (day_number(after.day) - day_number(before.day), before, after)
        for before, after in pairwise(points)
    ]
    if not gaps:
        return 0, "", ""
    longest = max(gaps, key=lambda gap: gap[0])
    return longest[0], longest[1].day, longest[2].day


def _trend(
    metric: Mapping[str, Any], series: Series, recent: tuple[Point, ...], last_run: str
) -> dict[str, Any]:
    falling = _number(metric, "minimum")
    limit = metric.get("minimum" if falling else "maximum")
    if _crossed(metric, series.points):
        return elsewhere.TREND
    later = tuple(point for point in recent if point.day > last_run)
    points = later if len(later) >= trend.LEAST else recent
    known = isinstance(limit, (int, float)) and falling != _number(metric, "maximum")
    found = (
        trend.toward(points, float(limit), falling=falling) if known and limit is not None else None
    )
    if found is None:
        return elsewhere.TREND
    first, last = (Note(series.path, p.line, p.column, p.day) for p in (found.first, found.last))
    return {
        "declining": True,
        "per_week": abs(found.per_week),
        "from_value": found.first.value,
        "to_value": found.last.value,
        "weeks": float(found.weeks),
        "crosses_on": found.crosses,
        "trend_points": float(found.points),
        "trend": [
            first._replace(text=f"{number(found.first.value)} on {first.text}").plain(),
            last._replace(text=f"{number(found.last.value)} on {last.text}").plain(),
        ],
    }


def _crossed(metric: Mapping[str, Any], points: tuple[Point, ...]) -> bool:
    """Whether the newest value is past its limit, which `within-limits` tells."""
    newest = points[-1].value if points else 0.0
    below = _number(metric, "minimum") and newest < metric["minimum"]
    return bool(points) and (below or (_number(metric, "maximum") and newest > metric["maximum"]))


def _proof(file: Named, series: Series, recent: tuple[Point, ...], fields: dict[str, Any]) -> Proof:
    newest = series.points[-1] if series.points else None
    count = plural(len(recent), "measurement")
    told = f", the last on {newest.day}: {number(newest.value)}" if newest else ""
    if series.percent:
        told += f" (the column {visible(series.value_column, 40)} read as per cent)"
    return Proof(
        part="outcome",
        key=file.key,
        written=file.written,
        strength="exercised" if recent else "exists",
        found=f"{count} since go-live{told}",
        at=Note(file.real, newest.line if newest else 1, newest.column if newest else 1, ""),
        stronger="" if len(recent) >= trend.LEAST else _MORE,
        data=fields,
    )


_NAME = "Name the file and its columns: `results: {file: ..., date: ..., value: ...}`."
_MISSING = "Measure on time: nothing was measured between {} and {}."
_MORE = "From five measurements on, a steady decline is seen long before the limit."
