"""Values that are well formed and still cannot be meant: sizes, scales, records of the future."""

from __future__ import annotations

from govlint.record import Record
from govlint.schema.quick import parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal

    from govlint.model import Path


class Slip(Record):
    """A value that makes no sense. ``other`` is what it was compared with, where it was."""

    kind: Literal["size", "future", "scale", "both limits", "template", "number"]
    path: Path
    other: Path = ()


_SECONDS = {"Y": 31_557_600, "M": 2_629_800, "W": 604_800, "D": 86_400, "H": 3600, "m": 60, "S": 1}

MINUTE, HOUR, DAY, YEAR = 60, 3600, 86_400, 31_622_400

RANGES: dict[Path, tuple[int, int]] = {
    ("data", "sources", "*", "refresh"): (1, YEAR),
    ("data", "preparation", "cadence"): (MINUTE, YEAR),
    ("monitoring", "outcome_metric", "cadence"): (15 * MINUTE, 2 * YEAR),
    ("monitoring", "outcome_metric", "ground_truth", "lag"): (0, 5 * YEAR),
    ("monitoring", "drift", "cadence"): (5 * MINUTE, YEAR),
    ("rollback", "time_to_restore"): (1, 14 * DAY),
    ("retraining", "cadence"): (HOUR, 5 * YEAR),
    ("retraining", "approval", "max_duration"): (15 * MINUTE, YEAR),
    ("review", "cadence"): (DAY, 2 * YEAR),
}
"""From and to how many seconds a duration can be meant, by its place."""

LIMITS: dict[Path, tuple[int, int]] = {("limits", "*"): (DAY, 20 * YEAR)}
"""The same for the configuration."""

_RECORDS: tuple[Path, ...] = (
    ("success_metric", "baseline", "measured_on"),
    ("success_metric", "measurements", "*", "on"),
    ("monitoring", "outcome_metric", "last_measured", "on"),
    ("rollback", "last_tested"),
    ("retraining", "last_run"),
    ("adoption", "measurements", "*", "on"),
    ("roadmap", "milestones", "*", "done"),
    ("review", "last_reviewed"),
)
"""Days on which something has happened."""

_SCALES: tuple[tuple[Path, Path], ...] = (
    (("monitoring", "outcome_metric", "minimum"), ("monitoring", "outcome_metric", "baseline")),
    (("monitoring", "outcome_metric", "maximum"), ("monitoring", "outcome_metric", "baseline")),
    (
        ("monitoring", "outcome_metric", "last_measured", "value"),
        ("monitoring", "outcome_metric", "baseline"),
    ),
    (("success_metric", "target", "value"), ("success_metric", "baseline", "value")),
    (("success_metric", "measurements", "*", "value"), ("success_metric", "baseline", "value")),
)
"""Numbers that share a scale with another."""


_IDS = frozenset(
    (
        *("my-system", "my-model", "my-app", "my-project", "my-ai-system", "my-service", "my-ai"),
        *("your-system", "your-model", "your-system-id", "your-ai-system", "your-project"),
        *("system-id", "system-name", "model-name", "example", "example-system", "example-model"),
        *("sample-system", "template", "ai-system-name"),
    )
)
PEOPLE = frozenset(
    (
        *("jane doe", "john doe", "joe bloggs", "max mustermann", "erika mustermann"),
        *("your name", "your name here", "first last", "firstname lastname", "name surname"),
        *("first name last name", "full name", "name here", "owner name", "person name"),
        *("first and last name", "name", "a. n. other", "the owner", "some name", "enter name"),
        *(
            "technical owner name",
            "business owner name",
            "name lastname",
            "jane roe",
            "jean dupont",
        ),
    )
)
_LOCAL_PARTS = frozenset(
    (
        *("you", "your.name", "your-name", "your_name", "yourname", "your.email", "your-email"),
        *("youremail", "your_email", "name.surname", "firstname.lastname", "first.last", "me"),
        *("someone", "email", "name"),
    )
)


def slips(data: dict[str, Any], today: str) -> list[Slip]:
    """What makes no sense in a declaration of plain, well-formed values, as of ``today``."""
    found = sizes(data, RANGES)
    found += [Slip("template", path) for path in _templates(data)]
    for pattern in _RECORDS:
        found += [Slip("future", path) for path, value in _at(data, pattern) if value > today]
    for pattern, reference in _SCALES:
        found += _other_scale(data, pattern, reference)
    metric = data.get("monitoring", {}).get("outcome_metric", {})
    threshold = data.get("monitoring", {}).get("drift", {}).get("threshold")
    if isinstance(threshold, str) and _says_number(threshold):
        found.append(Slip("number", ("monitoring", "drift", "threshold")))
    if "minimum" in metric and "maximum" in metric:
        found.append(Slip("both limits", ("monitoring", "outcome_metric", "minimum")))
    return found


def sizes(data: dict[str, Any], ranges: dict[Path, tuple[int, int]]) -> list[Slip]:
    """Durations that are shorter or longer than can be meant."""
    found = []
    for pattern, (least, most) in ranges.items():
        for path, value in _at(data, pattern):
            if isinstance(value, str) and not least <= seconds(value) <= most:
                found.append(Slip("size", path))
    return found


def _templates(data: dict[str, Any]) -> list[Path]:
    """Where the declaration still holds what a template offers."""
    found: list[Path] = []
    if data.get("system", {}).get("id") in _IDS:
        found.append(("system", "id"))
    for side, owner in data.get("owners", {}).items():
        names = [key for key in ("name", "deputy") if owner.get(key, "").casefold() in PEOPLE]
        local, sign, _ = owner.get("contact", "").casefold().partition("@")
        left = sign and local in _LOCAL_PARTS and "name" in owner and not names
        contact = ["contact"] if left else []
        found += [("owners", side, key) for key in (*names, *contact)]
    return found


def _says_number(text: str) -> bool:
    """Whether a text is a number in other signs; words stay what the policy on drift reads."""
    from govlint.schema.numbers import certain

    return certain(text) is not None


def seconds(duration: str) -> int:
    """About how long an ISO 8601 duration is; 0 for what is none."""
    return sum(count * _SECONDS[unit] for count, unit in parts(duration) or ())


def is_percentage(value: float, reference: float) -> bool:
    """Whether ``value`` counts in percent what ``reference`` gives as a share of one."""
    return 0 < reference < 1 < value <= 100 and 0.2 <= value / 100 / reference <= 5


def _other_scale(data: dict[str, Any], pattern: Path, reference: Path) -> list[Slip]:
    references = _at(data, reference)
    if not references:
        return []
    other = references[0][1]
    return [
        Slip("scale", path, reference)
        for path, value in _at(data, pattern)
        if is_percentage(value, other) or is_percentage(other, value)
    ]


def _at(data: Any, pattern: Path, start: Path = ()) -> list[tuple[Path, Any]]:
    """The values that are written at ``pattern``; ``*`` is every part."""
    for depth, key in enumerate(pattern):
        if key == "*":
            keys = data if isinstance(data, dict) else range(len(data))
            here, rest = (*start, *pattern[:depth]), pattern[depth + 1 :]
            return [found for one in keys for found in _at(data[one], rest, (*here, one))]
        if not isinstance(data, dict) or key not in data:
            return []
        data = data[key]
    return [((*start, *pattern), data)]
