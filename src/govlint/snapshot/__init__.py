"""The files of a repository at one moment, as every room above reads them."""

from __future__ import annotations

import os
import sys
from stat import S_ISDIR, S_ISLNK, S_ISREG

from govlint.errors import UsageError
from govlint.regular import read_regular

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Literal, Protocol

    from govlint.snapshot.seen import Seen

    Kind = Literal["file", "folder", "link", "outside", "conflict", "other"]
else:
    Protocol = object


READ_LIMIT = 16 << 20
"""Bytes that one read returns at most, unless the caller asks for another number."""

_STANDING_ALONE = frozenset({".git", "pyvenv.cfg", "conda-meta"})
"""What marks a folder as a repository, or an environment, of its own."""

_MOST_KNOWN = 10_000
_DEEP = 100
"""Folders in folders that are followed one by one."""
MOST_FILES = 1_000_000
"""Files of a working tree that are looked at."""

PRUNED = frozenset(
    {".git", "node_modules", "__pycache__", ".venv", ".tox", ".nox", ".mypy_cache", ".ruff_cache"}
)


class Snapshot(Protocol):
    """One moment of a repository. Paths are relative to its root and separated by ``/``."""

    @property
    def name(self) -> str:
        """``working tree``, ``index`` or ``commit 1a2b3c4``."""

    def read(self, path: str, limit: int = READ_LIMIT) -> bytes | None:
        """The first ``limit`` bytes of a regular file; None where there is no such file.

        A symbolic link is followed inside the repository and never out of it.
        """

    def kind(self, path: str) -> Kind | None:
        """What ``path`` leads to, links inside the repository followed; None: nothing is there.

        ``link``: a symbolic link to nothing · ``outside``: it leads out of the repository or
        into its ``.git`` · ``conflict``: a merge left it undecided in the index · ``other``: a
        pipe, a device, a submodule.
        """

    def real(self, path: str) -> str:
        """The path of the file that ``path`` leads to; ``path`` itself where that is no file."""

    def list(self, folder: str = "") -> Iterable[str]:
        """Every file below a folder, folder by folder in the order of names; links count as files.

        What is left out of the whole is left out of its parts.
        """


class WorkingTree:
    """The files as they stand on disk below ``root``, read without git."""

    name = "working tree"

    def __init__(self, root: str) -> None:
        self.root = os.path.realpath(root)
        self._folders = {"": self.root}
        """Where each folder that was asked for really is."""
        self._known: dict[str, tuple[str, Kind | None]] = {}
        """Where a path really leads, and to what: the disk is asked once for each."""
        self._listed: tuple[str, ...] | None = None
        self._seen: Seen | None = None

    def read(self, path: str, limit: int = READ_LIMIT) -> bytes | None:
        """See `Snapshot.read`; None also where it may not be read."""
        real, kind = self._found(path)
        try:
            return read_regular(real, limit) if kind == "file" else None
        except OSError:
            return None

    def kind(self, path: str) -> Kind | None:
        """See `Snapshot.kind`."""
        return self._found(path)[1]

    def real(self, path: str) -> str:
        """See `Snapshot.real`."""
        real, kind = self._found(path)
        if kind != "file":
            return path
        return os.path.relpath(real, self.root).replace(os.sep, "/")

    def list(self, folder: str = "") -> Sequence[str]:
        """See `Snapshot.list`; leaves out environments, caches and repositories within.

        The whole is listed once. Raises `UsageError` where there are more than `MOST_FILES`.
        """
        if self._listed is None and folder:
            return self._below(folder)
        if self._listed is None:
            from govlint.snapshot.seen import Seen

            seen = Seen()
            self._listed = self._walk("", self.root, seen)
            self._seen = seen if sys.platform == "linux" and seen.are_few() else None
        inside = (path for path in self._listed if path.startswith(f"{folder}/"))
        return tuple(inside) if folder else self._listed

    def _below(self, folder: str) -> Sequence[str]:
        """The files below a folder that a list of the whole comes to."""
        here = self.root
        if is_outside(folder):
            return ()
        for part in folder.split("/"):
            here = os.path.join(here, part)
            marks = (os.path.join(here, name) for name in _STANDING_ALONE)
            if part in PRUNED or os.path.islink(here) or any(map(os.path.lexists, marks)):
                return ()
        on_top = _device(here) == _device(self.root) and os.path.isdir(here)
        return self._walk(f"{folder}/", here) if on_top else ()

    def _walk(self, prefix: str, top: str, seen: Seen | None = None) -> tuple[str, ...]:
        """Every file below a folder of one file system: what is mounted in it is not entered."""
        device, found = _device(self.root), []
        left = [(prefix, top)]
        while left:
            prefix, folder = left.pop()
            entries = _entries(folder)
            names = [entry.name for entry in entries or ()]
            if entries is None or (prefix and not _STANDING_ALONE.isdisjoint(names)):
                continue
            if seen is not None and seen.are_few():
                seen.note(prefix, entries)
            folders, files = _sorted(entries)
            left += [(f"{prefix}{name}/", at) for name, at in folders if _device(at) == device]
            found += [prefix + name for name in files]
            if len(found) > MOST_FILES:
                told = f"There are more than {MOST_FILES:,} files below {self.root}."
                fix = "Name the folder of the repository: `govlint check DIR`."
                raise UsageError(told, fix=fix)
        return tuple(found)

    def _found(self, path: str) -> tuple[str, Kind | None]:
        if path not in self._known:
            if len(self._known) == _MOST_KNOWN:
                self._known.clear()
            self._known[path] = self._look(path)
        return self._known[path]

    def _look(self, path: str) -> tuple[str, Kind | None]:
        if self._seen is not None and self._seen.knows(path):
            return os.path.join(self.root, path), "file" if path in self._seen.files else None
        if is_outside(path):
            return "", "outside"
        try:
            real, mode = self._resolved(path)
        except ValueError:  # NUL, or a surrogate that no file name can hold
            return "", None
        if not self._holds(real):
            return real, "outside"
        if mode is not None:
            return real, _kind_of(mode)
        there = os.path.lexists(os.path.join(self.root, path))
        return real, "link" if there else None

    def _resolved(self, path: str) -> tuple[str, int | None]:
        """The same as ``os.path.realpath``, which asks for every folder again each time."""
        folder, _, name = path.rpartition("/")
        real = os.path.join(self._folder(folder), name)
        mode = _mode(real)
        if name in ("", ".", "..") or (mode is not None and S_ISLNK(mode)):
            real = os.path.realpath(real)
            mode = _mode(real)
        return real, mode

    def _folder(self, folder: str) -> str:
        if folder not in self._folders:
            deep = folder.count("/") > _DEEP
            real = os.path.join(self.root, folder)
            self._folders[folder] = os.path.realpath(real) if deep else self._resolved(folder)[0]
        return self._folders[folder]

    def _holds(self, real: str) -> bool:
        if real == self.root:
            return True
        top = self.root.rstrip(os.sep) + os.sep
        return real.startswith(top) and not is_outside(real[len(top) :])


def repository_root(path: str) -> str | None:
    """The nearest folder at or above ``path`` that holds ``.git``; None outside any repository."""
    folder = os.path.abspath(path)
    while True:
        if os.path.lexists(os.path.join(folder, ".git")):
            return folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent


def is_outside(path: str) -> bool:
    """Whether a path, by its letters alone, leaves the repository or enters its ``.git``."""
    if os.path.isabs(path) or path.startswith(("/", "\\")):
        return True
    depth = 0
    for part in path.replace(os.sep, "/").split("/"):
        if part == "..":
            depth -= 1
        elif part not in ("", "."):
            depth += 1
        if depth < 0 or part.lower() == ".git":
            return True
    return False


def _mode(path: str) -> int | None:
    try:
        return os.lstat(path).st_mode
    except OSError:
        return None


def _kind_of(mode: int) -> Kind:
    if S_ISREG(mode):
        return "file"
    if S_ISDIR(mode):
        return "folder"
    return "link" if S_ISLNK(mode) else "other"


def _sorted(entries: Iterable[os.DirEntry[str]]) -> tuple[list[tuple[str, str]], list[str]]:
    """The folders with their paths, last name first, and the files."""
    folders, files = [], []
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in PRUNED:
                folders.append((entry.name, entry.path))
        elif entry.is_file(follow_symlinks=False) or entry.is_symlink():
            files.append(entry.name)
    return sorted(folders, reverse=True), sorted(files)


def _device(folder: str) -> int:
    try:
        return os.lstat(folder).st_dev
    except OSError:
        return -1


def _entries(folder: str) -> list[os.DirEntry[str]] | None:
    """What stands in a folder; None where that cannot be read."""
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return None
