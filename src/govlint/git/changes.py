"""Which files two moments of a repository hold differently, by the ids that git gave to them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from govlint.git.objects import Entry
from govlint.git.trees import MOST_TREES
from govlint.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from govlint.git.objects import Objects

    Folder = dict[bytes, Entry]
    Opening = Callable[[str, str], Folder | None]
    """The entries of a folder, by its path with a ``/`` at its end and by its id."""
    Line = tuple[str, str, int, str]
    """A line of the index: mode, id, stage, path."""

_FOLDER, _LINK, _SUBMODULE = "40000", "120000", "160000"
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
    walk = _Walk(objects, lambda _, id_: objects.entries(id_))
    return walk.run(f"{old}^{{tree}}", f"{new}^{{tree}}")


def staged(objects: Objects, old: str, lines: Iterable[Line]) -> Changes:
    """What the index holds differently from the commit ``old``. A conflict counts as changed."""
    index = _folders(lines, sha256=len(old) == 64)
    walk = _Walk(objects, lambda path, _: index.get(path))
    return walk.run(f"{old}^{{tree}}", "")


def edited(
    objects: Objects,
    lines: Iterable[Line],
    read: Callable[[str, int], bytes | None],
    wanted: Callable[[str], bool],
) -> Changes:
    """What some tracked files hold differently on disk from the index.

    Line ends do not count, nor does a file of which git keeps only a pointer.
    """
    found: list[Changed] = []
    left = MOST_FILES
    for mode, id_, stage, path in lines:
        if stage or mode in (_LINK, _SUBMODULE) or not wanted(path):
            continue
        left -= 1
        if left < 0:
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

    def __init__(self, objects: Objects, opening: Opening) -> None:
        self._objects = objects
        self._opening = opening
        self._opened = 0
        self._whole = True

    def run(self, old: str, new: str) -> Changes:
        """What differs below two folders."""
        return Changes(tuple(sorted(self._inside("", old, new))), self._whole)

    def _inside(self, prefix: str, old: str, new: str | None) -> Iterator[Changed]:
        left = [(prefix, old, new)]
        while left:
            prefix, old, new = left.pop()
            before = self._objects.entries(old) if old else {}
            after = self._opening(prefix, new) if new is not None else {}
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
                    below = other.id if other.mode == _FOLDER else None
                    left.append((f"{path}/", one.id if one.mode == _FOLDER else "", below))


def _file(path: str, one: Entry, other: Entry) -> Iterator[Changed]:
    """The change of what is a file on either side; a mode alone is none."""
    old = "" if one.mode == _FOLDER else one.id
    new = "" if other.mode == _FOLDER else other.id
    if old != new:
        yield Changed(path, old, new)


def _folders(lines: Iterable[Line], *, sha256: bool) -> dict[str, Folder]:
    """The folders that the index would make, by their path with a ``/`` at its end."""
    folders: dict[str, Folder] = {"": {}}
    last, folder = "", folders[""]
    for mode, id_, stage, path in lines:
        above, name = _split(path)
        if above != last:  # the index is in order: the next file mostly stands in the same folder
            last, folder = above, folders.setdefault(above, {})
        folder[os.fsencode(name)] = Entry._make((mode, "0" * len(id_) if stage else id_))
    for path in [*folders]:
        above = path
        while above:
            above, _ = _split(above[:-1])
            folders.setdefault(above, {})
    for path in sorted(filter(None, folders), key=lambda path: -path.count("/")):
        above, name = _split(path[:-1])
        folders[above][os.fsencode(name)] = Entry(_FOLDER, _tree(folders[path], sha256=sha256))
    return folders


def _split(path: str) -> tuple[str, str]:
    """The folder that a path stands in, with a ``/`` at its end, and its name."""
    end = path.rfind("/") + 1
    return path[:end], path[end:]


def _tree(folder: Folder, *, sha256: bool) -> str:
    """The id that git gives to a folder."""
    names = sorted(folder, key=lambda name: name + b"/" * (folder[name].mode == _FOLDER))
    parts = (b"%s %s\0" % (folder[n].mode.encode(), n) + bytes.fromhex(folder[n].id) for n in names)
    return _hashed(b"tree", b"".join(parts), sha256=sha256)


def _blob(content: bytes, *, sha256: bool) -> str:
    return _hashed(b"blob", content, sha256=sha256)


def _is_blob(content: bytes, id_: str) -> bool:
    sha256 = len(id_) == 64
    if _blob(content, sha256=sha256) == id_:
        return True
    return b"\r\n" in content and _blob(content.replace(b"\r\n", b"\n"), sha256=sha256) == id_


def _is_pointer(objects: Objects, id_: str) -> bool:
    kept = objects.get(id_)
    return kept is not None and kept.data.startswith(_POINTER)


def _hashed(kind: bytes, content: bytes, *, sha256: bool) -> str:
    import hashlib

    made = hashlib.sha256() if sha256 else hashlib.sha1(usedforsecurity=False)
    made.update(b"%s %d\0" % (kind, len(content)))
    made.update(content)
    return made.hexdigest()
