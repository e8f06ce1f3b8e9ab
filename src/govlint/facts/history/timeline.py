"""The history of a declaration to be shown: what changed, who reviewed it, what moved between."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from govlint.facts.history import answers, surroundings, versions
from govlint.facts.history.governed import names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from govlint.facts.history.gathered import Gathered, Move
    from govlint.facts.history.scan import Made
    from govlint.facts.history.versions import Kind, Version
    from govlint.model import Unavailable


class Movement(NamedTuple):
    """What happened to governed code in a stretch of time."""

    commits: int
    """Of people; programs' and ignored ones are counted beside."""
    bots: int
    ignored: int
    groups: Mapping[str, int]
    """Commits of people by group of ``governs``."""
    first: str
    last: str


class Event(NamedTuple):
    """A commit that changed the meaning of the declaration, or reviewed it, or both."""

    made: Made
    """Without an id: it is not committed yet. Without a name: nobody knows whose it is."""
    sections: tuple[str, ...]
    """Those whose meaning it changed."""
    first: bool
    """It wrote the declaration for the first time."""
    review: str
    """The date of a review that it wrote down; empty for none."""
    kind: Kind
    counts: bool
    """The review is one: it was not dated ahead."""
    named: bool | None
    """The author is somebody whom the declaration names; None: nobody knows who it is."""
    moved: Movement
    """In governed code after it, up to the next event, or to today."""


class Timeline(NamedTuple):
    """All that is known of one declaration, newest first."""

    path: str
    system: str
    since: str
    """Everything after this day was read."""
    whole: bool
    """The first commit of all was reached."""
    sections: Mapping[str, Made | None]
    """For each section, what gave it the meaning that it has; None: something older."""
    older: str
    """The day on which, or before which, that was; empty where it is not known."""
    events: tuple[Event, ...]
    before: Movement
    """In governed code before the oldest event, as far as it was read."""
    missing: Unavailable | None
    """Why what is older could not be read, if something could not."""


def timeline(known: Gathered) -> Timeline:
    """The timeline of one declaration."""
    counted = {version.made.number for version in answers.reviews(known)}
    dated = {version.made.number for version in versions.reviews(known.versions)}
    shown = [one for one in known.versions if versions.sections(one) or one.made.number in dated]
    edges = [version.made.number for version in shown]
    stretches = _stretches(known.moves, edges)
    events = tuple(
        _event(known, version, _movement(known, moves), dated, counted)
        for version, moves in zip(shown, stretches, strict=False)
    )
    cut = known.cut
    read_back = max(known.since, cut.day if cut is not None else "")
    origins = {n: one.made if one is not None else None for n, one in known.origins.items()}
    return Timeline(
        path=known.path,
        system=known.now.system,
        since=known.since,
        whole=known.whole,
        sections=origins,
        older="" if known.lost or known.whole else read_back,
        events=events,
        before=_movement(known, stretches[-1]),
        missing=known.lost or (cut.why if cut is not None else None),
    )


def _event(
    known: Gathered, version: Version, moved: Movement, dated: set[int], counted: set[int]
) -> Event:
    made = version.made
    return Event(
        made=made,
        sections=versions.sections(version),
        first=not version.olds,
        review=version.new.reviewed if made.number in dated else "",
        kind=versions.kind(version),
        counts=made.number in counted,
        named=(made.name, made.mail) in known.reviewers if _is_known(made) else None,
        moved=moved,
    )


def _is_known(made: Made) -> bool:
    return bool(made.id or made.name or made.mail)


def _stretches(moves: Sequence[Move], edges: Sequence[int]) -> list[list[Move]]:
    """The moves after each edge (newest first), and at last those before the oldest one."""
    found: list[list[Move]] = [[] for _ in range(len(edges) + 1)]
    position = 0
    for move in moves:
        while position < len(edges) and edges[position] <= move.made.number:
            position += 1
        found[position].append(move)
    return found


def _movement(known: Gathered, moves: Sequence[Move]) -> Movement:
    by_people = surroundings.of_people(known, moves)
    groups: dict[str, int] = {}
    for move in by_people:
        for name in names(move.bits):
            groups[name] = groups.get(name, 0) + 1
    days = [move.made.day for move in by_people]
    ignored = sum(move.made.id in known.ignored for move in moves)
    return Movement(
        commits=len(by_people),
        bots=len(moves) - len(by_people) - ignored,
        ignored=ignored,
        groups=groups,
        first=min(days, default=""),
        last=max(days, default=""),
    )
