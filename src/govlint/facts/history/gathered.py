"""All that was learnt of one declaration, before it is put into the form that policies read.

And how a commit is put into that form, for a message to name it.
"""

from __future__ import annotations

from govlint.model import Unavailable
from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from govlint.facts.history.gathering import Followed
    from govlint.facts.history.meaning import Meaning
    from govlint.facts.history.people import Person
    from govlint.facts.history.scan import Made
    from govlint.facts.history.versions import Version

    Part = dict[str, Any]
    """A part of the fact, as plain data."""

Unknown = dict[str, Unavailable]
"""By path below the fact: why a part is not known."""


class Cut(Record):
    """Where knowledge ends before the window does: on ``day`` and before, things may be missing."""

    day: str
    why: Unavailable


class Move(Record):
    """A commit that touched what the declaration governs: bits of groups."""

    made: Made
    bits: int
    renewed: int
    """The groups in which a file came or went."""


class Sighting(Record):
    """When somebody was last active here, how, and in which commit."""

    person: Person
    day: str = ""
    how: str = ""
    commit: str = ""


class Gathered(Record):
    """Plain results of one run over the log."""

    path: str
    data: Mapping[str, Any]
    now: Meaning
    today: str
    year_ago: str
    since: str
    """The window's beginning: everything after it was read, down to the cut."""
    whole: bool
    """The first commit of all was reached."""
    commits: int
    cut: Cut | None
    lost: Unavailable | None
    """Why versions older than those given could not be read."""
    versions: tuple[Version, ...]
    """Newest first; one without an id is not committed yet."""
    extensions: tuple[Version, ...]
    """Those that moved the pilot's end to a later date."""
    stood: float | Unavailable | None
    """The baseline at go-live, or why it is not known; None where there was none."""
    origins: Mapping[str, Version | None]
    """For each section of today, the version that gave it its value."""
    moves: tuple[Move, ...]
    ignored: frozenset[str]
    """The ids of `.git-blame-ignore-revs`."""
    people: tuple[Sighting, ...]
    technical: Sighting | None
    reviewers: frozenset[tuple[str, str]]
    """Authors (name and address) of versions who are people named in the declaration."""
    runbook: str
    """The path of ``rollback.runbook`` from the root; empty where it is no file's."""
    runbook_file: Followed
    past: Mapping[str, tuple[tuple[str, bytes], ...]] | None
    """By path, the contents that evidence files had: oldest first, each with the day on which it
    landed; the first may have none, if it stood before the window. None: they are not known."""

    def reaches(self, day: str) -> bool:
        """Whether everything that happened after ``day`` is known."""
        return self.cut is None or self.cut.day <= day

    def settled(self, made: Made) -> bool:
        """Whether nothing newer than this commit can be missing."""
        return self.cut is None or made.day >= self.cut.day


def changed(made: Made) -> Part:
    """When something changed, by whom (where that is known), and in which commit."""
    part: Part = {"changed": made.day}
    if made.name:
        part["by"] = made.name
    return part | commit(made)


def commit(made: Made) -> Part:
    """``{commit: …}``; nothing for what is not committed yet."""
    return {"commit": told(made.id, made.day, made.name)} if made.id else {}


def told(commit_id: str, day: str, name: str) -> dict[str, str]:
    """A commit, with ``text`` to put into a sentence: ``1a2b3c4, 2026-10-02, Priya Nair``."""
    short = commit_id[:7]
    text = ", ".join(part for part in (short, day, name) if part)
    return {"id": commit_id, "short": short, "date": day, "by": name, "text": text}
