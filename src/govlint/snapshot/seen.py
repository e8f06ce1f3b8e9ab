"""What stands in the folders that were listed, so that the disk is not asked again."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

_MOST = 100_000
"""Entries that are remembered."""


class Seen:
    """The entries of some folders, where a name is that of one file, in these letters only."""

    def __init__(self) -> None:
        self.files: set[str] = set()
        """Those that are ordinary."""
        self._others: set[str] = set()
        self._folders: set[str] = set()

    def are_few(self) -> bool:
        """Whether they may be remembered."""
        return len(self.files) + len(self._others) < _MOST

    def note(self, prefix: str, entries: Iterable[os.DirEntry[str]]) -> None:
        """Remember the entries of the folder whose path is ``prefix``, without its last slash."""
        self._folders.add(prefix[:-1])
        for entry in entries:
            kind = self.files if entry.is_file(follow_symlinks=False) else self._others
            kind.add(prefix + entry.name)

    def knows(self, path: str) -> bool:
        """Whether ``path`` leads to an ordinary file, or to nothing, for certain."""
        if path[:1] == "/" or "\\" in path or "/.git/" in f"/{path.lower()}/":
            return False
        folder, _, name = path.rpartition("/")
        while folder and folder not in self._folders:  # is there nothing on the way to it?
            path, (folder, _, name) = folder, folder.rpartition("/")
            if path in self.files or name in ("", ".", ".."):
                return False
        there = folder in self._folders and name not in ("", ".", "..")
        return there and path not in self._others
