"""Folders of commits, compared by the ids that git gave to them."""

from __future__ import annotations

import os

from govlint.git.objects import Entry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from govlint.git.objects import Objects

MOST_TREES = 4_000
_FOLDER = "40000"
_HEADER = 80
"""Bytes that hold the first line of a commit: ``tree`` and an id."""
_NOTHING = Entry("", "")


def parents(objects: Objects, commit: str) -> tuple[str, ...]:
    """The ids of a commit's parents; none where the clone does not hold the commit."""
    found = objects.get(commit)
    if found is None or found.kind != "commit":
        return ()
    header = found.data.partition(b"\n\n")[0].decode("ascii", "replace")
    return tuple(line[7:] for line in header.splitlines() if line.startswith("parent "))


def top(objects: Objects, commit: str) -> str:
    """The id of a commit's own folder; empty where the clone does not hold the commit."""
    found = objects.get(commit)
    return "" if found is None else found.data[:_HEADER].decode("ascii", "replace").split()[1]


def blob(objects: Objects, commit: str, names: Iterable[str]) -> str:
    """The id of what stands in a commit under the first of some names that it has; else empty."""
    entries = (objects.find(commit, name) for name in names)
    return next((entry.id for entry in entries if entry is not None), "")


class Gone:
    """The files and folders of a commit's parent that the commit no longer has, as far as asked.

    Path and id of each; a folder's path ends in ``/``, and what is in it follows later. Folders
    that are the same in both are not opened.
    """

    def __init__(self, objects: Objects, parent: str, commit: str, *, replaced: bool) -> None:
        """``replaced``: those too that have another content in the commit."""
        self.whole = True
        """False once there were more folders than are looked into, or some are not in the clone."""
        self._objects = objects
        self._replaced = replaced
        self._tops = (f"{parent}^{{tree}}", f"{commit}^{{tree}}")

    def __iter__(self) -> Iterator[tuple[str, str]]:
        left = [("", *self._tops)]
        opened = 0
        while left:
            prefix, old, new = left.pop()
            opened += 2
            before = self._objects.entries(old)
            here = self._objects.entries(new) if new else {}
            if before is None or here is None or opened > MOST_TREES:
                self.whole = False
                return
            for raw, entry in before.items():
                other = here.get(raw, _NOTHING)
                if other.id == entry.id:
                    continue
                path = prefix + os.fsdecode(raw)
                if entry.mode == _FOLDER:
                    path += "/"
                    left.append((path, entry.id, other.id if other.mode == _FOLDER else ""))
                if self._is_gone(entry, other):
                    yield path, entry.id

    def _is_gone(self, entry: Entry, other: Entry) -> bool:
        both = (entry.mode == _FOLDER) == (other.mode == _FOLDER)
        return not (other.mode and both) or (self._replaced and entry.mode != _FOLDER)
