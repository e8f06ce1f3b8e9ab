"""Folders of commits, compared by the ids that git gave to them."""

from __future__ import annotations

import os

from govlint.git.objects import Entry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from govlint.git.objects import Objects

MOST_TREES = 4_000
_FOLDER = "40000"
_NOTHING = Entry("", "")


def parents(objects: Objects, commit: str) -> tuple[str, ...]:
    """The ids of a commit's parents; none where the clone does not hold the commit."""
    found = objects.get(commit)
    if found is None or found.kind != "commit":
        return ()
    header = found.data.partition(b"\n\n")[0].decode("ascii", "replace")
    return tuple(line[7:] for line in header.splitlines() if line.startswith("parent "))


def find(objects: Objects, commit: str, path: str) -> Entry | None:
    """What stands at ``path`` in a commit."""
    tree, entry = f"{commit}^{{tree}}", None
    for part in path.split("/"):
        entry = (objects.entries(tree) or {}).get(os.fsencode(part))
        if entry is None:
            return None
        tree = entry.id
    return entry


def gone(objects: Objects, parent: str, commit: str) -> Iterator[tuple[str, str]]:
    """Path and id of each file of ``parent`` that ``commit`` no longer has.

    Folders that are the same in both are not opened.
    """
    left = [("", f"{parent}^{{tree}}", f"{commit}^{{tree}}")]
    opened = 0
    while left and opened < MOST_TREES:
        prefix, old, new = left.pop()
        opened += 2
        here = (objects.entries(new) or {}) if new else {}
        for raw, entry in (objects.entries(old) or {}).items():
            other = here.get(raw, _NOTHING)
            path = prefix + os.fsdecode(raw)
            below = other.id if other.mode == _FOLDER else ""
            if entry.mode == _FOLDER and below != entry.id:
                left.append((path + "/", entry.id, below))
            elif entry.mode != _FOLDER and other.mode in ("", _FOLDER):
                yield path, entry.id
