"""The parts of the fact ``history`` that rest on what happened around the declaration."""

from __future__ import annotations

from govlint.expression.dates import day_number
from govlint.facts.history import answers
from govlint.facts.history.gathered import changed, commit, told
from govlint.facts.history.governed import GROUPS, POINTER

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from govlint.facts.history.gathered import Gathered, Move, Part, Sighting, Unknown
    from govlint.facts.history.scan import Made, Touch

_DEPLOYMENT = 1 << GROUPS.index("deployment")


def governed(known: Gathered, unknown: Unknown) -> Part | None:
    """For each group, and for all, how far the code moved since the last review."""
    since = answers.reviewed(known)
    if not since:
        return {}
    if known.cut is not None and isinstance(since, str) and not known.reaches(since):
        since = known.cut.why
    if not isinstance(since, str):
        unknown["governed"] = since
        return None
    later = [move for move in known.moves if move.made.day > since]
    part: Part = {"since": since, "all": moved(known, later, since)}
    for bit, name in enumerate(GROUPS):
        part[name] = moved(known, [move for move in later if move.bits >> bit & 1], since)
    return part


def moved(known: Gathered, moves: Sequence[Move], since: str) -> Part:
    """Commits and days, without programs' and without ignored ones; these are counted beside."""
    counted = [move.made for move in of_people(known, moves)]
    ignored = sum(move.made.id in known.ignored for move in moves)
    part: Part = {
        "commits": float(len(counted)),
        "days": 0.0,
        "bots": float(len(moves) - len(counted) - ignored),
        "ignored": float(ignored),
    }
    if counted:
        newest = max(counted, key=lambda made: made.day)
        part["days"] = float(day_number(newest.day) - day_number(since))
        part["first"] = min(made.day for made in counted)
        part |= {"last": newest.day, **commit(newest)}
    return part


def of_people(known: Gathered, moves: Sequence[Move]) -> list[Move]:
    """The moves that are no program's and not in `.git-blame-ignore-revs`."""
    return [one for one in moves if not one.made.bot and one.made.id not in known.ignored]


def technical(known: Gathered, unknown: Unknown) -> Part | None:
    """When the technical owner was last seen, if ever in the window."""
    sighting = known.technical
    if sighting is None:
        return {}
    if known.cut is not None and not known.reaches(sighting.day or known.year_ago):
        unknown["technical"] = known.cut.why
        return None
    return _seen(sighting)


def people(known: Gathered, _unknown: Unknown) -> list[Part]:
    """Everybody whom the declaration names, and when they were last seen; silence says nothing."""
    return [_seen(sighting) for sighting in known.people]


def runbook(known: Gathered, unknown: Unknown) -> Part | None:
    """When the runbook last changed, and the deployment files that came or went since."""
    if not known.runbook:
        return {}
    file = known.runbook_file
    newest = _edited(file.touches)
    renewed = [
        move.made
        for move in known.moves
        if move.renewed & _DEPLOYMENT and (newest is None or move.made.number < newest.number)
    ]
    if newest is None and file.lost is not None:
        unknown["runbook"] = file.lost
        return None
    if _may_be_newer(known, newest or next(iter(renewed), None), "runbook", unknown):
        return None
    part: Part = {"path": known.runbook, "renewals": float(len(renewed))}
    if newest is not None:
        part |= changed(newest)
    return part | ({"renewed": told(*renewed[0][1:4])} if renewed else {})


def _edited(touches: Sequence[Touch]) -> Made | None:
    """The newest commit that gave a file other content; taking it away and back does not."""
    there = [touch for touch in touches if touch.new]
    befores = [*(touch.new for touch in there[1:]), ""]
    for touch, before in zip(there, befores, strict=False):
        if touch.new != before and touch.new not in touch.olds:
            return touch.made
    return None


def model(known: Gathered, unknown: Unknown) -> Part | None:
    """When the model, or the file that points to it, last changed; programs count."""
    newest = next((one.made for one in known.moves if one.bits & POINTER), None)
    if _may_be_newer(known, newest, "model", unknown):
        return None
    return {} if newest is None else changed(newest)


def _may_be_newer(known: Gathered, made: Made | None, part: str, unknown: Unknown) -> bool:
    """Whether something newer than a commit may be missing; without one, anything in the window."""
    if known.cut is None or (known.settled(made) if made else known.reaches(known.since)):
        return False
    unknown[part] = known.cut.why
    return True


def _seen(sighting: Sighting) -> Part:
    part: Part = {"name": sighting.person.name}
    if sighting.day:
        made = told(sighting.commit, sighting.day, sighting.person.name)
        part |= {"seen": sighting.day, "how": sighting.how, "commit": made}
    return part


PARTS: dict[str, Any] = {
    "governed": governed,
    "technical": technical,
    "people": people,
    "runbook": runbook,
    "model": model,
}
