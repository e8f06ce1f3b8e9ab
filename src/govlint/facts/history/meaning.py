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
    from govlint.source import Document

    _Part = tuple[str, Any, Any]
    """A section: its key, its value, and what it means; None for nothing."""

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

_CONTINUED = ("", " ", "#", "-")
"""How a line begins that does not begin a section."""
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
    if not _is_readable(document) or not document.data:
        return None
    return of(document.data)


class Meanings:
    """Reads the versions of one declaration. A section that some have in common is read once."""

    def __init__(self, path: str, today: Document | None) -> None:
        """``today``: the declaration as it was read already."""
        self._path = path
        self._known: dict[str, _Part | None] = {}
        if today is not None and _is_readable(today) and "&" not in today.text:
            self._know(today)

    def read(self, content: bytes) -> Meaning | None:
        """The same as `read`."""
        data: dict[str, Any] = {}
        sections: dict[str, Any] = {}
        for text in _blocks(content):
            part = self._part(text)
            if part is None or part[0] in data:
                return read(content, self._path)
            key, data[key], kept = part
            if kept is not None:
                sections[key] = kept
        return _meaning(data, sections) if data else read(content, self._path)

    def _part(self, text: str) -> _Part | None:
        """A block that is one section on its own; None where more than that is to be known."""
        if text not in self._known:
            document = source.read(text.encode(), self._path)
            alone = _is_readable(document) and len(document.data) == 1
            self._known[text] = _part(*next(iter(document.data.items()))) if alone else None
        return self._known[text]

    def _know(self, today: Document) -> None:
        """Note the sections of a document that has no anchors, if each stands for itself."""
        texts = _blocks(today.text.encode())
        if not texts or len(texts) != len(today.data):
            return
        line = 1 + today.text[: today.text.find(texts[0])].count("\n")
        for text, (key, value) in zip(texts, today.data.items(), strict=True):
            if source.key_span(today, (key,)).line != line or not text.startswith(key):
                self._known.clear()
                return
            self._known[text] = _part(key, value)
            line += text.count("\n")


def of(data: dict[str, Any]) -> Meaning:
    """What plain data of a declaration means."""
    parts = (_part(key, value) for key, value in data.items())
    return _meaning(data, {key: kept for key, _, kept in parts if kept is not None})


def _meaning(data: dict[str, Any], sections: dict[str, Any]) -> Meaning:
    baseline = lookup(data, ("success_metric", "baseline", "value"))
    is_number = isinstance(baseline, int | float) and not isinstance(baseline, bool)
    return Meaning(
        sections,
        date(lookup(data, ("review", "last_reviewed"))),
        float(baseline) if is_number else None,
        date(lookup(data, ("system", "pilot_ends"))),
        str(lookup(data, ("system", "id")) or ""),
    )


def _part(key: str, value: Any) -> _Part:
    return key, value, None if key.startswith("x-") else _kept(value, (key,))


def _is_readable(document: Document) -> bool:
    unreadable = any(fault.id in _UNREADABLE for fault in document.faults)
    return document.complete and not unreadable and isinstance(document.data, dict)


def _blocks(content: bytes) -> list[str]:
    """The text from each key at the margin to the next; nothing where there may be more to it."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return []
    starts: list[int] = []
    at = 0
    for line in text.split("\n"):
        first = line[:1]
        if first not in _CONTINUED:
            starts.append(at)
        elif (first == "-" and (not starts or line[:3] == "---")) or (first == " " and not starts):
            return []
        at += len(line) + 1
    if not starts or "\r" in text or "\ufeff" in text or len(content) > LARGEST:
        return []
    return [text[one:other] for one, other in zip(starts, [*starts[1:], at], strict=True)]


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
