"""A log that was read for the head of a change, from which its base is read too.

What the base builds on, the head builds on as well. So the base's log is the head's without the
commits that only the head has, if git gives both in the same order. It does where no commit in the
head's is dated later than one before it: then both are in the order of dates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint.facts.history.scan import OLDER
from govlint.git import log
from govlint.record import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govlint.git.log import End, Visitor
    from govlint.git.process import Process
    from govlint.git.repository import Repository

    Event = tuple[bytes, ...]
    """The fields of a commit, or the two arguments of a change."""

_MOST = 100_000
"""Commits and changes that are kept; a base is read from git where there are more."""
_CHANGE = 2


class Asked(Record):
    """Which log is wanted."""

    starts: tuple[str, ...]
    paths: tuple[str, ...]
    since: str
    """The day from which on its commits matter."""


class Kept:
    """The log of a change's head, as far as it was read: one at a time."""

    def __init__(self) -> None:
        self._asked: Asked | None = None
        self._events: list[Event] = []
        self._end: End = "failed"

    def read(self, process: Process, visitor: Visitor, asked: Asked) -> End:
        """See `log.read`; what is read is kept."""
        writer = _Writer(visitor)
        end = log.read(process, writer)
        whole = end in ("root", "stopped") and len(writer.events) < _MOST
        self._asked, self._end = asked, end
        self._events = writer.events if whole and _in_order(writer.events) else []
        return end

    def within(self, repository: Repository, asked: Asked) -> Replay | None:
        """The part of what was kept that another log would give; None where that is not known."""
        known, base = self._asked, asked.starts
        if known is None or known.paths != asked.paths or len(base) != 1 or not self._events:
            return None
        beyond = repository.beyond(known.starts, base[0])
        commits = [event[0] for event in self._events if len(event) != _CHANGE]
        if beyond is None or base[0].encode() not in commits:
            return None
        if self._end == "stopped" and (
            asked.since < known.since or not beyond.isdisjoint(commits[-OLDER:])
        ):
            return None
        return Replay(self._events, beyond)


class Replay:
    """A log without some of its commits."""

    def __init__(self, events: Sequence[Event], without: frozenset[bytes]) -> None:
        self._events = events
        self._without = without

    def read(self, visitor: Visitor) -> End:
        """Hand every commit to ``visitor``, like `log.read`."""
        told = False
        for event in self._events:
            if len(event) == _CHANGE:
                if told:
                    visitor.change(*event)
                continue
            told = event[0] not in self._without
            if told and not visitor.commit(event):
                return "stopped"
        return "root"


class _Writer:
    """A visitor of the log that keeps what it hands on (see `log.Visitor`)."""

    def __init__(self, visitor: Visitor) -> None:
        self.events: list[Event] = []
        self._commit, self._change = visitor.commit, visitor.change

    def commit(self, fields: Sequence[bytes]) -> bool:
        """See `log.Visitor.commit`."""
        if len(self.events) < _MOST:
            self.events.append(tuple(fields))
        return self._commit(fields)

    def change(self, ids: bytes, path: bytes) -> None:
        """See `log.Visitor.change`."""
        if len(self.events) < _MOST:
            self.events.append((ids, path))
        self._change(ids, path)


def _in_order(events: Sequence[Event]) -> bool:
    """Whether every commit has a date, and none a later one than those before it."""
    dates = [event[1] for event in events if len(event) != _CHANGE]
    if not all(dates):
        return False
    moments = list(map(int, dates))
    return all(map(int.__ge__, moments, moments[1:]))
