"""Where two lines of commits parted."""

from __future__ import annotations

from heapq import heappop, heappush

from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from govlint.git.objects import Objects

MOST_COMMITS = 250_000
_ONE, _OTHER, _STALE = 1, 2, 4
_BOTH = _ONE | _OTHER


class _Commit(Record):
    landed: int
    parents: tuple[str, ...]


def merge_base(
    objects: Objects, one: str, other: str, boundary: frozenset[str] = frozenset()
) -> str | None:
    """The newest commit that both commits build on, as ``git merge-base`` finds it.

    None where the clone holds no such commit. ``boundary``: commits of a shallow clone that say
    that they have parents, and these are not there.
    """
    if one == other:
        return one
    return _Search(objects, boundary).run(one, other)


class _Search:
    """Commits from the newest to the oldest, each with the marks of those that build on it."""

    def __init__(self, objects: Objects, boundary: frozenset[str]) -> None:
        self._objects = objects
        self._boundary = boundary
        self._commits: dict[str, _Commit] = {}
        self._marks: dict[str, int] = {}
        self._queue: list[tuple[int, str]] = []
        self._fresh: set[str] = set()
        """Those in the queue that may still lead to an answer."""

    def run(self, one: str, other: str) -> str | None:
        """See `merge_base`."""
        self._mark(one, _ONE)
        self._mark(other, _OTHER)
        found: dict[str, int] = {}
        while self._fresh and len(self._commits) < MOST_COMMITS:
            landed, commit = heappop(self._queue)
            self._fresh.discard(commit)
            marks = self._marks[commit]
            if marks & (_BOTH | _STALE) == _BOTH:
                found[commit] = landed
                marks |= _STALE
            for parent in self._commits[commit].parents:
                self._mark(parent, marks)
        best = [commit for commit in found if not self._marks[commit] & _STALE]
        return min(best, key=found.__getitem__, default=None)

    def _mark(self, commit: str, marks: int) -> None:
        known = self._marks.get(commit, 0)
        marks |= known
        if marks == known or not self._is_read(commit):
            return
        self._marks[commit] = marks
        heappush(self._queue, (-self._commits[commit].landed, commit))
        if marks & _STALE:
            self._fresh.discard(commit)
        else:
            self._fresh.add(commit)

    def _is_read(self, commit: str) -> bool:
        """Whether the clone holds the commit; its parents are asked for ahead."""
        if commit in self._commits:
            return True
        found = self._objects.get(commit)
        if found is None or found.kind != "commit":
            return False
        self._commits[commit] = read = _commit(found.data, cut=commit in self._boundary)
        for parent in read.parents:
            if parent not in self._commits:
                self._objects.ask(parent)
        return True


def _commit(data: bytes, *, cut: bool) -> _Commit:
    landed, parents = 0, []
    for line in data.partition(b"\n\n")[0].decode("latin-1").splitlines():
        if line.startswith("parent ") and not cut:
            parents.append(line[7:])
        elif line.startswith("committer "):
            seconds = line.rpartition("> ")[2].partition(" ")[0]
            landed = int(seconds) if seconds.isdigit() else 0
    return _Commit(landed, tuple(parents))
