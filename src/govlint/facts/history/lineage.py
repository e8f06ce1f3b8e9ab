"""Which of the commits that were read build on which: by number, the newest in the log is 0."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

TODAY = -1
"""The number of what is not committed yet: it builds on the commits that the log began at."""
_KEPT = 16
"""Answers that are kept: many declarations are renamed by one commit."""


class Lineage:
    """The commits of one log, as a graph. Wrong clocks do not matter to it."""

    def __init__(
        self, ids: Sequence[bytes], parents: Sequence[bytes], starts: Iterable[str]
    ) -> None:
        self._ids = ids
        self._parents = parents
        self._numbers = {id_: number for number, id_ in enumerate(ids)}
        self._starts = [start.encode() for start in starts]
        self._children: list[list[int]] = []
        self._known: dict[tuple[bool, int], set[int]] = {}

    @property
    def size(self) -> int:
        """How many commits were read."""
        return len(self._ids)

    def parents(self, number: int) -> list[str]:
        """The ids of a commit's parents."""
        return [id_.decode() for id_ in self._above(number)]

    def above(self, number: int) -> list[int | None]:
        """The numbers of a commit's parents; None for one that was not read."""
        return [self._numbers.get(id_) for id_ in self._above(number)]

    def number(self, commit: str) -> int | None:
        """The number of a commit; None for one that was not read."""
        return self._numbers.get(commit.encode())

    def id(self, number: int) -> str:
        """The id of a commit."""
        return self._ids[number].decode()

    def behind(self, number: int) -> set[int]:
        """All that a commit builds on, as far as it was read: not to be changed."""
        return self._reached(number, self._read_parents, back=True)

    def ahead(self, number: int) -> set[int]:
        """All that builds on a commit: not to be changed."""
        if not self._children:
            self._children = [[] for _ in self._ids]
            for child in range(len(self._ids)):
                for parent in self._read_parents(child):
                    self._children[parent].append(child)
        return self._reached(number, self._read_children, back=False)

    def _above(self, number: int) -> list[bytes]:
        return self._starts if number == TODAY else self._parents[number].split()

    def _read_parents(self, number: int) -> list[int]:
        return [parent for parent in self.above(number) if parent is not None]

    def _read_children(self, number: int) -> list[int]:
        return [] if number == TODAY else self._children[number]

    def _reached(self, number: int, beside: Callable[[int], list[int]], *, back: bool) -> set[int]:
        """Whatever can be reached from a commit, itself left out."""
        if (back, number) not in self._known:
            found: set[int] = set()
            left = [*beside(number)]
            while left:
                here = left.pop()
                if here not in found:
                    found.add(here)
                    left += beside(here)
            if len(self._known) == _KEPT:
                self._known.clear()
            self._known[back, number] = found
        return self._known[back, number]
