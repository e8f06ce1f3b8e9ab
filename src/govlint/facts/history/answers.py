"""The parts of the fact ``history`` that rest on versions of the declaration."""

from __future__ import annotations

from govlint.expression.dates import day_number
from govlint.facts.history import versions
from govlint.facts.history.gathered import changed, commit
from govlint.facts.history.meaning import date
from govlint.model import Unavailable
from govlint.paths import lookup

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from govlint.facts.history.gathered import Gathered, Part, Unknown
    from govlint.facts.history.scan import Made
    from govlint.facts.history.versions import Version


def review(known: Gathered, unknown: Unknown) -> Part | None:
    """Who wrote ``review.last_reviewed`` as it stands, when, and what was edited since."""
    declared = known.now.reviewed
    if not declared:
        return {}
    version = _writer(known)
    if version is None:
        why = _why(known, known.since)
        if why is None:
            apart = day_number(declared) - day_number(known.since)
            return {"declared": declared, "apart": float(abs(apart)), "ahead": True, "edited": []}
        unknown["review"] = why
        return None
    made = version.made
    edited = [name for name, one in known.origins.items() if one and one.made.number < made.number]
    part: Part = {
        "declared": declared,
        "written": made.day,
        "apart": float(abs(day_number(made.day) - day_number(declared))),
        "ahead": _is_ahead(declared, made.day),
        "kind": versions.kind(version),
        "edited": edited,
    }
    return part | _signed(known, made, unknown)


def reviews(known: Gathered) -> Iterator[Version]:
    """Each review that was one, newest first: dated on the day it was written, or before."""
    return (
        one
        for one in versions.reviews(known.versions)
        if not _is_ahead(one.new.reviewed, one.made.day)
    )


def reviewed(known: Gathered) -> str | Unavailable:
    """The day up to which the governed code was reviewed; empty where it never was.

    A date that was still to come where it was written stands for no review: the one before counts.
    Where old contents are missing, the date is believed: an earlier one would only add to what
    moved since.
    """
    declared, writer = known.now.reviewed, _writer(known)
    why = _why(known, known.since)
    if not declared:
        return ""
    is_true = writer is not None and not _is_ahead(declared, writer.made.day)
    if is_true or (writer is None and known.lost is not None and known.cut is None):
        return min(declared, known.today)
    last = next(reviews(known), None) if writer is not None else None
    if last is not None and known.settled(last.made):
        return last.new.reviewed
    if why is None and writer is not None and known.whole:
        return writer.made.day
    if why is not None:
        return why
    from govlint.facts.history import words

    return words.dated_ahead(declared)


def sections(known: Gathered, unknown: Unknown) -> Part:
    """For each section, when it last changed in meaning, and by whom; empty: before the window."""
    part: Part = {}
    why = _why(known, known.since)
    for name, version in known.origins.items():
        if version is not None and known.settled(version.made):
            part[name] = changed(version.made)
        elif why is not None:
            unknown[f"sections.{name}"] = why
        else:
            part[name] = {}
    return part


def declaration(known: Gathered, unknown: Unknown) -> Part | None:
    """When any section last changed in meaning; empty: before the window."""
    version = next((one for one in known.versions if versions.sections(one)), None)
    if version is not None and known.settled(version.made):
        return changed(version.made)
    if (why := _why(known, known.since)) is not None:
        unknown["declaration"] = why
        return None
    return {}


def baseline(known: Gathered, unknown: Unknown) -> Part | None:
    """Whether the metric's baseline has today the value that it had at go-live."""
    live = date(lookup(known.data, ("system", "production_since")))
    if not live or live > known.today:
        return {}
    if (why := _why(known, live)) is not None:
        unknown["baseline"] = why
        return None
    then, now = known.stood, known.now.baseline
    if isinstance(then, Unavailable):
        unknown["baseline"] = then
        return None
    values = {name: value for name, value in (("then", then), ("now", now)) if value is not None}
    part: Part = {"live": live, "moved": then is not None and then != now, **values}
    version = versions.newest(known.versions, lambda one: one.baseline, now)
    return part | (changed(version.made) if part["moved"] and version is not None else {})


def pilot_end(known: Gathered, unknown: Unknown) -> Part | None:
    """How often the pilot's end was moved to a later date, each date once."""
    if lookup(known.data, ("system", "lifecycle")) in ("production", "retired"):
        return {}
    started = date(lookup(known.data, ("system", "pilot_started")))
    if (why := _why(known, started or known.since)) is not None:
        unknown["pilot_end"] = why
        return None
    moves = known.extensions
    part: Part = {"moves": float(len(moves)), "dates": [one.new.pilot_ends for one in moves]}
    return part | (changed(moves[0].made) if moves else {})


def _writer(known: Gathered) -> Version | None:
    """The version that wrote the review as it stands, unless a newer one may be missing."""
    version = versions.newest(known.versions, lambda one: one.reviewed, known.now.reviewed)
    return version if version is not None and known.settled(version.made) else None


def _signed(known: Gathered, made: Made, unknown: Unknown) -> Part:
    if not (made.id or made.name or made.mail):
        from govlint.facts.history import words

        unknown["review.person"] = unknown["review.named"] = words.uncommitted()
        return {}
    named = (made.name, made.mail) in known.reviewers
    return {"by": made.name, "person": not made.bot, "named": named, **commit(made)}


def _why(known: Gathered, day: str) -> Unavailable | None:
    """Why the versions since ``day``, and the one that stood then, are not all known."""
    if known.lost is not None and not any(one.made.day <= day for one in known.versions):
        return known.lost
    return None if known.reaches(day) or known.cut is None else known.cut.why


def _is_ahead(declared: str, written: str) -> bool:
    """Whether a date was still to come where it was written; the earth's clocks differ a day."""
    return day_number(declared) > day_number(written) + 1


PARTS: dict[str, Any] = {
    "declaration": declaration,
    "review": review,
    "sections": sections,
    "baseline": baseline,
    "pilot_end": pilot_end,
}
