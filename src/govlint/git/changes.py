"""Which files two moments of a repository hold differently, by the ids that git gave to them."""

from __future__ import annotations

import os

from govlint.git.objects import Entry
from govlint.git.trees import MOST_TREES
from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from govlint.git.objects import Objects

    Line = Sequence[str]
    """A line of the index: mode, id, stage (1 to 3 in a conflict, else 0) and path."""

_FOLDER = "40000"
_NOTHING = Entry("", "")
MOST_FILES = 2_000
"""Files of the working tree that are read to see whether they differ."""
LARGEST = 8 << 20
"""Bytes of such a file; a larger one counts as unchanged."""
_POINTER = b"version https://git-lfs.github.com/spec/"


class Changed(Record):
    """A file that was changed, came or went."""

    path: str
    old: str
    """The id of its content before; empty where it was not there."""
    new: str
    """The id after; empty where it is no longer there."""


class Changes(Record):
    """The files that differ, in the order of their paths."""

    files: tuple[Changed, ...]
    whole: bool
    """False: there were more folders than are looked into, or some are not in the clone."""


def between(objects: Objects, old: str, new: str) -> Changes:
    """What the commit ``new`` holds differently from the commit ``old``."""
    return _Walk(objects).run(f"{old}^{{tree}}", f"{new}^{{tree}}")


def staged(old: Mapping[str, str], new: Mapping[str, str]) -> Changes:
    """What the index holds differently from a commit: ids by path of both."""
    paths = sorted({path for path, _ in old.items() ^ new.items()})
    return Changes(tuple(Changed(p, old.get(p, ""), new.get(p, "")) for p in paths), whole=True)


def ids(lines: Iterable[Line]) -> dict[str, str]:
    """The ids of what the index holds, by path; a conflict has one that is nothing's."""
    return {path: "0" * len(id_) if stage != "0" else id_ for _, id_, stage, path in lines}


def edited(
    objects: Objects,
    files: Iterable[tuple[str, str]],
    read: Callable[[str, int], bytes | None],
) -> Changes:
    """What some tracked files hold differently on disk from the index: path and id of each.

    Line ends do not count, nor does a file of which git keeps only a pointer.
    """
    found: list[Changed] = []
    for number, (path, id_) in enumerate(files):
        if number >= MOST_FILES:
            return Changes(tuple(found), whole=False)
        content = read(path, LARGEST + 1)
        if content is None:
            found.append(Changed(path, id_, ""))
        elif (
            len(content) <= LARGEST and not _is_blob(content, id_) and not _is_pointer(objects, id_)
        ):
            found.append(Changed(path, id_, _blob(content, sha256=len(id_) == 64)))
    return Changes(tuple(found), whole=True)


def over(below: Changes, above: Changes) -> Changes:
    """Both as one: ``above`` is counted from what ``below`` leads to."""
    files = {changed.path: changed for changed in below.files}
    for changed in above.files:
        before = files[changed.path].old if changed.path in files else changed.old
        files[changed.path] = changed._replace(old=before)
    kept = (files[path] for path in sorted(files))
    whole = below.whole and above.whole
    return Changes(tuple(changed for changed in kept if changed.old != changed.new), whole)


class _Walk:
    """Two trees of folders side by side; folders with the same id are not opened."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._opened = 0
        self._whole = True

    def run(self, old: str, new: str) -> Changes:
        """What differs below two folders."""
        return Changes(tuple(sorted(self._inside(old, new))), self._whole)

    def _inside(self, old: str, new: str) -> Iterator[Changed]:
        left = [("", old, new)]
        while left:
            prefix, old, new = left.pop()
            before = self._objects.entries(old) if old else {}
            after = self._objects.entries(new) if new else {}
            self._opened += 2
            if before is None or after is None or self._opened > MOST_TREES:
                self._whole = False
                continue
            for name in before.keys() | after.keys():
                path = prefix + os.fsdecode(name)
                one, other = before.get(name, _NOTHING), after.get(name, _NOTHING)
                if one == other:
                    continue
                yield from _file(path, one, other)
                if _FOLDER in (one.mode, other.mode):
                    left.append((f"{path}/", _below(one), _below(other)))


def _below(entry: Entry) -> str:
    return entry.id if entry.mode == _FOLDER else ""


def _file(path: str, one: Entry, other: Entry) -> Iterator[Changed]:
    """The change of what is a file on either side; a mode alone is none."""
    old = "" if one.mode == _FOLDER else one.id
    new = "" if other.mode == _FOLDER else other.id
    if old != new:
        yield Changed(path, old, new)


def _blob(content: bytes, *, sha256: bool) -> str:
    import hashlib  # it loads OpenSSL: 3 ms, where a file is not as the index noted it

    made = hashlib.sha256() if sha256 else hashlib.sha1(usedforsecurity=False)
    made.update(b"blob %d\0" % len(content))
    made.update(content)
    return made.hexdigest()


def _is_blob(content: bytes, id_: str) -> bool:
    sha256 = len(id_) == 64
    if _blob(content, sha256=sha256) == id_:
        return True
    return b"\r\n" in content and _blob(content.replace(b"\r\n", b"\n"), sha256=sha256) == id_


def _is_pointer(objects: Objects, id_: str) -> bool:
    kept = objects.get(id_)
    return kept is not None and kept.data.startswith(_POINTER)
