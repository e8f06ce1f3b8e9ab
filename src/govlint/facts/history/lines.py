"""The lines of commits that lead to what stands today: a merge may drop what one side wrote.

The rule is git's own (``git log``, "History Simplification"): where a merge has the same as some of
its parents, only these count.
"""

from __future__ import annotations

from govlint.facts.history.lineage import TODAY
from govlint.git import trees

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from govlint.facts.history.gathering import Followed, Reading
    from govlint.facts.history.scan import Touch
    from govlint.facts.history.versions import Store, Version

    Numbers = frozenset[int]
    Value = Callable[[str], Any]
    """What is compared of a content, by its id, empty for no file; None: nothing can be."""

_NONE: Numbers = frozenset()


def leading(file: Followed, known: Reading, value: Value) -> set[int]:
    """The numbers of the touches that lead to what a file is today, by the value of contents."""
    lines = _Lines(file, known, value)
    found: set[int] = set()
    left = [*lines.read()]
    while left:
        number = left.pop()
        if number not in found:
            found.add(number)
            left += lines.before[number]
    return found


def of_pilot_end(store: Store, found: Iterable[Version]) -> Iterator[Version]:
    """The versions behind which the pilot's end of today stands."""

    def end(blob: str) -> str | None:
        meant = store.glance(blob)
        return None if meant is None else meant.pilot_ends

    kept = leading(store.file, store.known, end)
    return (version for version in found if version.made.number in kept)


class _Lines:
    """For each commit, the touches that made the file what it is there."""

    def __init__(self, file: Followed, known: Reading, value: Value) -> None:
        self.before: dict[int, Numbers] = {}
        """The same behind each touch, on the lines that count."""
        self._names = file.names
        self._touches = {touch.made.number: touch for touch in file.touches}
        self._lineage = known.lineage
        self._objects = known.repository.objects
        self._value = value
        self._nearest: dict[int, Numbers] = {}

    def read(self) -> Numbers:
        """Those that made the file what it is today."""
        for start in range(self._lineage.size - 1, TODAY - 1, -1):
            left = [start]
            while left:  # clocks may be wrong, and put a parent after its child
                parents = [p for p in self._lineage.above(left[-1]) if p is not None]
                unread = [parent for parent in parents if parent not in self._nearest]
                if unread:
                    left += unread
                else:
                    self._settle(left.pop())
        return self._nearest[TODAY]

    def _settle(self, number: int) -> None:
        touch = self._touches.get(number)
        behind = [
            self._nearest.get(p, _NONE) if p is not None else _NONE
            for p in self._lineage.above(number)
        ]
        if len(behind) > 1 and (touch is not None or any(one != behind[0] for one in behind)):
            behind = self._counting(number, touch, behind)
        found = behind[0].union(*behind[1:]) if behind else _NONE
        if touch is not None:
            self.before[number], found = found, frozenset((number,))
        self._nearest[number] = found

    def _counting(self, number: int, touch: Touch | None, behind: list[Numbers]) -> list[Numbers]:
        """What is behind those parents of a merge that have the same as it; else behind all."""
        if number == TODAY and touch is None:
            return behind
        new = self._content(self._lineage.id(number)) if touch is None else touch.new
        olds = self._parents(number, behind) if touch is None else touch.olds
        here = self._value(new)
        pairs = zip(behind, olds, strict=False) if here is not None else ()
        return [one for one, old in pairs if self._value(old) == here] or behind

    def _parents(self, number: int, behind: Sequence[Numbers]) -> list[str]:
        """The content of the file in each parent."""
        parents = zip(self._lineage.parents(number), behind, strict=True)
        return [
            self._touches[min(one)].new if len(one) == 1 else self._content(parent)
            for parent, one in parents
        ]

    def _content(self, commit: str) -> str:
        return trees.blob(self._objects, commit, self._names)
