"""A log that was read for the head of a change, from which its base is read too.

What the base builds on, the head builds on as well. So the base's log holds commits of the head's
only, in the order in which git goes back from the base: always the newest of those that are next.
"""

from __future__ import annotations

from heapq import heappop, heappush

from govlint.facts.history.scan import Older
from govlint.git import log

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govlint.facts.evidence.tree import Store
    from govlint.facts.history.governed import Governed
    from govlint.facts.history.meaning import Meaning
    from govlint.facts.history.scan import Window
    from govlint.git.log import End, Visitor
    from govlint.git.process import Process

    Event = tuple[bytes, ...]
    """The fields of a commit, or the two arguments of a change."""

_MOST = 100_000
"""Commits and changes that are kept; a base is read from git where there are more."""


class Kept:
    """What was read for the head of a change, and may serve for its base: the log before all."""

    def __init__(self) -> None:
        self.meanings: dict[tuple[str, str], Meaning | None] = {}
        """What versions of declarations mean, by their path and their blob's id."""
        self.store: Store | None = None
        """What was read of files."""
        self._rules: Governed | None = None
        self._paths: tuple[str, ...] | None = None
        self._commits: dict[bytes, list[Event]] = {}

    def share(self, rules: Governed) -> None:
        """Have these patterns look up no path that the same ones looked up before."""
        if self._rules is not None:
            rules.take(self._rules)
        self._rules = rules

    def read(self, process: Process, visitor: Visitor, paths: Sequence[str]) -> End:
        """See `log.read`; what is read is kept, unless more is."""
        writer = _Writer(visitor)
        end = log.read(process, writer)
        whole = end in ("root", "stopped") and writer.room > 0
        if whole and len(writer.commits) >= len(self._commits):
            self._paths, self._commits = tuple(paths), writer.commits
        return end

    def within(self, starts: Sequence[str], paths: Sequence[str], window: Window) -> Replay | None:
        """The part of what was kept that another log would give; None where that is not known.

        A log without a limit on paths tells of all paths.
        """
        if len(starts) != 1 or self._paths not in ((), tuple(paths)):
            return None
        found: list[list[Event]] = []
        older, before = Older(), window.until
        for commit in self._from(starts[0].encode()):
            if commit not in self._commits:
                return None
            events = self._commits[commit]
            found.append(events)
            moment = int(events[0][1] or 0)
            landed = moment if moment <= window.until else before
            if landed >= window.since:
                older.count = 0
            elif older.is_enough(before, landed):
                break
            before = landed
        return Replay(found)

    def _from(self, start: bytes) -> Iterator[bytes]:
        """The ids of commits in git's order; the last one that is told of may be unknown."""
        queue, seen, count = [(0, 0, start)], {start}, 0
        while queue:
            *_, commit = heappop(queue)
            yield commit
            for parent in self._commits[commit][0][6].split():
                if parent not in seen:
                    seen.add(parent)
                    count += 1
                    known = self._commits.get(parent)
                    landed = int(known[0][1] or 0) if known else 0
                    heappush(queue, (-landed, count, parent))


class Replay:
    """A log without some of its commits."""

    def __init__(self, commits: Sequence[Sequence[Event]]) -> None:
        self._commits = commits

    def read(self, visitor: Visitor) -> End:
        """Hand every commit to ``visitor``, like `log.read`."""
        for fields, *changes in self._commits:
            if not visitor.commit(fields):
                return "stopped"
            for ids, path in changes:
                visitor.change(ids, path)
        return "root"


class _Writer:
    """A visitor of the log that keeps what it hands on (see `log.Visitor`)."""

    def __init__(self, visitor: Visitor) -> None:
        self.commits: dict[bytes, list[Event]] = {}
        self.room = _MOST
        self._events: list[Event] = []
        self._commit, self._change = visitor.commit, visitor.change

    def commit(self, fields: Sequence[bytes]) -> bool:
        """See `log.Visitor.commit`."""
        self.room -= 1
        if self.room > 0:
            self._events = self.commits[fields[0]] = [tuple(fields)]
        return self._commit(fields)

    def change(self, ids: bytes, path: bytes) -> None:
        """See `log.Visitor.change`."""
        self.room -= 1
        if self.room > 0:
            self._events.append((ids, path))
        self._change(ids, path)
