"""What is said about values that are well formed and make no sense."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govlint import paths
from govlint.schema import dates, durations, numbers
from govlint.schema.quick import parts
from govlint.schema.sense import DAY, YEAR, seconds
from govlint.schema.telling import Telling
from govlint.schema.wording import BLANK, key_of, label, paste
from govlint.text import number

if TYPE_CHECKING:
    from govlint.model import Path
    from govlint.schema.sense import Slip

_KINDS = {
    "max_duration": "an unusual approval time",
    "time_to_restore": "an unusual time to restore",
    "lag": "an unusual time to wait for the truth",
    "refresh": "an unusual time between two refreshes",
}


def tell(slip: Slip, data: dict[str, Any]) -> Telling:
    """What is said about one slip."""
    value = paths.lookup(data, slip.path)
    if slip.kind == "size":
        return size(slip.path, value)
    if slip.kind == "future":
        return _future(slip.path, value)
    if slip.kind == "number":
        return numbers.in_other_signs(slip.path, value)
    if slip.kind == "scale":
        return _scale(slip.path, value, slip.other, paths.lookup(data, slip.other))
    return _both_limits(data)


def size(path: Path, value: str) -> Telling:
    """A duration of an unlikely size: a ``T`` too many or too few, most often."""
    said, other = durations.spoken(value), _without_slip(value)
    kind = _KINDS.get(key_of(path), f"an unusual `{key_of(path)}`")
    if other:
        message = f"{value} is {said}; for {durations.spoken(other)} write {other}"
        fix = paste(
            path, other, f"{said.capitalize()} is {kind}, so this is probably a slip. Write"
        )
    else:
        message = f"{value} is {said}, {kind}"
        fix = f"If it is a slip, write what was meant:   {key_of(path)}: {BLANK}"
    return Telling(message, fix, durations.ID, "warning", repair=value)


def _without_slip(value: str) -> str:
    """The same with or without the ``T`` of times, if that is of a more usual size."""
    found = parts(value) or []
    if len(found) != 1 or found[0][1] not in "Mm":
        return ""
    other = f"P{value[2:]}" if "T" in value else f"PT{value[1:]}"
    usual = (DAY, 5 * YEAR) if "T" in value else (60, DAY)
    return other if usual[0] <= seconds(other) <= usual[1] else ""


def _future(path: Path, value: str) -> Telling:
    message = f"{label(path)} is in the future: {value}"
    fix = f"`{key_of(path)}` records {dates.happened(path)}; write the day on which it did."
    return Telling(message, fix, dates.ID)


def _scale(path: Path, value: float, other: Path, reference: float) -> Telling:
    name = key_of(other if key_of(other) != "value" else other[:-1])
    if value > reference:
        right = number(round(value / 100, 6))
        message = (
            f"{number(value)} looks like a percentage; `{name}` is on a 0 to 1 scale "
            f"({number(reference)})"
        )
    else:
        right = number(round(value * 100, 6))
        message = (
            f"{number(value)} looks like a share; `{name}` is in percent ({number(reference)})"
        )
    return Telling(message, paste(path, right, "Use the same scale for both"))


def _both_limits(data: dict[str, Any]) -> Telling:
    metric = data["monitoring"]["outcome_metric"]
    low, high = number(metric["minimum"]), number(metric["maximum"])
    message = f"`minimum` ({low}) and `maximum` ({high}) are both written; a metric has one limit"
    fix = "Keep `minimum` where more is better, `maximum` for an error, and delete the other."
    return Telling(message, fix)
