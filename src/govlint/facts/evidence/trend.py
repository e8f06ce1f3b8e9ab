"""Whether a series falls steadily toward its limit, and when it would cross it.

The line is Theil's and Sen's (the median of the slopes between all pairs of points), which a few
wild values do not turn; that it is no chance is judged by the test of Mann and Kendall.
"""

from __future__ import annotations

from math import ceil, sqrt

from govlint.expression.dates import day_number, plus
from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from govlint.facts.evidence.series import Point

LEAST = 5
"""Points from which a line is drawn at all."""
MOST = 150
CERTAIN = 1.96
"""Standard deviations of the test's statistic from which a direction is no chance."""
HORIZON = 548
"""Days within which the crossing has to lie to be worth saying, unless a quarter of the way is
already gone."""


class Trend(Record):
    """A steady way toward the limit."""

    points: int
    first: Point
    last: Point
    start: float
    """The line's value at the first point."""
    end: float
    """The line's value at the last point."""
    per_week: float
    crosses: str
    """The day on which the line crosses the limit; the last point's, if it has."""
    weeks: int
    """From the last point until then, rounded up."""


def toward(points: Sequence[Point], limit: float, *, falling: bool) -> Trend | None:
    """The steady way of a series toward its limit, or None.

    ``falling``: the limit is a minimum. None with fewer than five points, where the direction may
    be chance, where the scatter is greater than the change, where the newest value has clearly
    left the line for the better, and where the limit is far away in time.
    """
    recent = points[-MOST:]
    if len(recent) < LEAST:
        return None
    days = [day_number(point.day) for point in recent]
    values = [point.value for point in recent]
    sign = -1 if falling else 1
    if sign * _score(values) < CERTAIN:
        return None
    slope = _slope(days, values)
    base = _median(value - slope * day for day, value in zip(days, values, strict=True))
    start, end = base + slope * days[0], base + slope * days[-1]
    noise = 1.4826 * _median(abs(v - base - slope * d) for d, v in zip(days, values, strict=True))
    recovered = sign * (end - values[-1]) > max(3 * noise, abs(end - start) / 2)
    if sign * slope <= 0 or abs(end - start) < 2 * noise or recovered:
        return None
    left = max((limit - end) / slope, 0.0)
    gone = (end - start) / (limit - start) if limit != start else 1.0
    if left > HORIZON and gone < 0.25:
        return None
    return _trend(recent, start, end, slope, left)


def _trend(
    points: Sequence[Point], start: float, end: float, slope: float, left: float
) -> Trend | None:
    if left > 36_500:
        return None
    days = ceil(round(left, 3))
    crosses = plus(points[-1].day, f"P{days}D")
    weeks = ceil(days / 7)
    return Trend(len(points), points[0], points[-1], start, end, slope * 7, crosses, weeks)


def _slope(days: Sequence[int], values: Sequence[float]) -> float:
    return _median(
        (values[j] - values[i]) / (days[j] - days[i])
        for i in range(len(days))
        for j in range(i + 1, len(days))
    )


def _score(values: Sequence[float]) -> float:
    """Mann's and Kendall's statistic in standard deviations; ties count, 0 is no direction."""
    count = len(values)
    total = sum(
        (values[j] > values[i]) - (values[j] < values[i])
        for i in range(count)
        for j in range(i + 1, count)
    )
    ties = [values.count(value) for value in set(values)]
    spread = count * (count - 1) * (2 * count + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)
    if spread <= 0 or total == 0:
        return 0.0
    return (total - (1 if total > 0 else -1)) / sqrt(spread / 18)


def _median(values: Iterable[float]) -> float:
    """The middle value; of an even number the mean of the two in the middle."""
    listed = sorted(values)
    half = len(listed) // 2
    return listed[half] if len(listed) % 2 else (listed[half - 1] + listed[half]) / 2
