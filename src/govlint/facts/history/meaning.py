"""What a version of a declaration means: its sections as plain data, without its records."""

from __future__ import annotations

from govlint import source
from govlint.expression.dates import day_number
from govlint.paths import lookup
from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from govlint.model import Path

LARGEST = 1 << 20
RECORDS: frozenset[Path] = frozenset(
    (
        ("success_metric", "measurements"),
        ("monitoring", "outcome_metric", "last_measured"),
        ("rollback", "last_tested"),
        ("retraining", "last_run"),
        ("adoption", "measurements"),
        ("roadmap", "milestones", "*", "done"),
        ("review", "last_reviewed"),
        ("review", "reviewed_by"),
    )
)
"""A log kept in the declaration: a change to one is no change of meaning."""

_UNREADABLE = frozenset({"declaration/syntax", "declaration/duplicate-key"})


class Meaning(Record):
    """One version, as far as history compares versions."""

    sections: dict[str, Any]
    """By name; two versions mean the same where these are equal."""
    reviewed: str
    """``review.last_reviewed``, a date, or empty."""
    baseline: float | None
    pilot_ends: str
    system: str
    """``system.id``."""


def read(content: bytes, path: str) -> Meaning | None:
    """What a version means; None where it cannot be read as a declaration."""
    if len(content) > LARGEST:
        return None
    document = source.read(content, path)
    unreadable = any(fault.id in _UNREADABLE for fault in document.faults)
    if unreadable or not document.complete or not isinstance(document.data, dict):
        return None
    return of(document.data) if document.data else None


def of(data: dict[str, Any]) -> Meaning:
    """What plain data of a declaration means."""
    sections = {}
    for key, value in data.items():
        kept = _kept(value, (key,))
        if kept is not None and not key.startswith("x-"):
            sections[key] = kept
    baseline = lookup(data, ("success_metric", "baseline", "value"))
    is_number = isinstance(baseline, int | float) and not isinstance(baseline, bool)
    return Meaning(
        sections,
        date(lookup(data, ("review", "last_reviewed"))),
        float(baseline) if is_number else None,
        date(lookup(data, ("system", "pilot_ends"))),
        str(lookup(data, ("system", "id")) or ""),
    )


def date(value: Any) -> str:
    """A value that is a date; empty for anything else."""
    try:
        return value if isinstance(value, str) and day_number(value) else ""
    except ValueError:
        return ""


def _kept(value: Any, path: Path) -> Any:
    """A value without records, blanks and ``x-`` keys; None where nothing is left."""
    if _is_record(path):
        return None
    if isinstance(value, dict):
        kept = {
            key: inner
            for key, item in value.items()
            if not str(key).startswith("x-") and (inner := _kept(item, (*path, key))) is not None
        }
        return kept or None
    if isinstance(value, list):
        return [_kept(item, (*path, index)) for index, item in enumerate(value)] or None
    if isinstance(value, bool):
        return ("yes or no", value)
    if isinstance(value, int | float):
        return float(value) if abs(value) < 1e300 else str(value)
    return value


def _is_record(path: Path) -> bool:
    if len(path) < 2:
        return False
    return path in RECORDS or (len(path) == 4 and (*path[:2], "*", path[3]) in RECORDS)
