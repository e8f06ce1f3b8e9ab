"""What a declaration last meant before it could not be read, or was taken away."""

from __future__ import annotations

from govlint.git import trees

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from govlint.facts.history.gathering import Followed, Reading
    from govlint.facts.history.meaning import Meaning
    from govlint.facts.history.scan import Touch

    Mean = Callable[[str], Meaning | None]
    """What a content means, by its id; None for one that means nothing."""

_MOST_OLDER = 2_000
"""Commits from before the window that are looked into."""


class Bridges:
    """The last good versions behind a commit, one on each line of commits that leads to it."""

    def __init__(self, file: Followed, known: Reading) -> None:
        self._names = file.names
        self._touches = {touch.made.number: touch for touch in file.touches}
        self._lineage = known.lineage
        self._objects = known.repository.objects
        self._boundary = known.repository.place.boundary
        self._older = 0
        self.broken = False
        """Set where a line was given up before a good version was reached."""

    def behind(self, touch: Touch, parent: int, mean: Mean) -> Iterator[Meaning]:
        """Those behind the parent of that number."""
        return self.at(self._lineage.parents(touch.made.number)[parent : parent + 1], mean)

    def at(self, commits: Iterable[str], mean: Mean) -> Iterator[Meaning]:
        """Those in some commits or, where one has none, behind it."""
        left = [*commits]
        seen: set[str] = set()
        while left:
            commit = left.pop()
            if commit in seen:
                continue
            seen.add(commit)
            content, further = self._at(commit)
            good = mean(content) if content else None
            if good is not None:
                yield good
            elif further is not None:
                left += further
            elif content:
                self.broken = True

    def _at(self, commit: str) -> tuple[str, Sequence[str] | None]:
        """The content that the file has in a commit, and where to look behind it.

        Empty where it is not there, or as it is in the parent; None: what is behind is not known.
        """
        number = self._lineage.number(commit)
        if number is None:
            return self._before_the_window(commit)
        touch = self._touches.get(number)
        parents = self._lineage.parents(number)
        if touch is not None:
            return touch.new, parents
        if len(parents) == 1:
            return "", parents
        return self._content(commit), None if commit in self._boundary else parents

    def _before_the_window(self, commit: str) -> tuple[str, Sequence[str] | None]:
        self._older += 1
        content = self._content(commit)
        if not content:
            return "", ()
        far = self._older > _MOST_OLDER
        return content, None if far else trees.parents(self._objects, commit)

    def _content(self, commit: str) -> str:
        if self._objects.entries(f"{commit}^{{tree}}") is None:
            self.broken = True
            return ""
        return trees.blob(self._objects, commit, self._names)
