"""The base of a change, of which much is as the head has it: what was made of that serves twice."""

from __future__ import annotations

from govlint.facts.evidence.tree import Store

TYPE_CHECKING = False
if TYPE_CHECKING:
    from govlint.facts.evidence.tree import Content
    from govlint.snapshot import Snapshot


class Again(Store):
    """What was read of one moment, beside another one of the same repository."""

    def __init__(self, snapshot: Snapshot, other: Store) -> None:
        super().__init__(snapshot)
        self._other = other
        if other.listing.is_like(self.listing):
            self._listing = other.listing
            self.lists = self.lists if other.of_git else other.lists

    def keep(self, path: str, content: Content | None) -> None:
        """Note what a file holds, and what was made of the same content at the other moment."""
        super().keep(path, content)
        other = self._other
        if content is None or other.contents.get(path) != content:
            return
        if path in other.documents:
            self.documents[path] = other.documents[path]
        if path in other.modules:
            self.modules[path] = other.modules[path]
