"""What git holds: the index, or one commit, read without a checkout."""

from __future__ import annotations

import os

from govlint.git import trees
from govlint.git.locate import Trouble
from govlint.git.objects import Entry
from govlint.record import Record
from govlint.snapshot import PRUNED, READ_LIMIT, is_outside

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from govlint.git.repository import Repository
    from govlint.snapshot import Kind

Parts = list[str]

_FILE, _LINK, _FOLDER, _CONFLICT = "100", "120000", "40000", "conflict"
_SUBMODULE = "160000"
_KINDS: dict[str, Kind] = {_FOLDER: "folder", _CONFLICT: "conflict"}
_MOST_LINKS = 40
_LONGEST_LINK = 4096


class _End(Record):
    """Where a path leads: the kind, and of a file its place and id."""

    kind: Kind | None
    path: str = ""
    id: str = ""


class _Stored:
    """Paths resolved over entries that git keeps."""

    def __init__(self, repository: Repository, find: Callable[[Parts], Entry | None]) -> None:
        """``find``: the entry at some parts of a path, links not followed."""
        self._objects = repository.objects
        self._find = find

    def read(self, path: str, limit: int = READ_LIMIT) -> bytes | None:
        """See `Snapshot.read`; None also where the clone lacks the content (`Objects.lacking`)."""
        end = self._end(path)
        return self._content(end.id, limit) if end.kind == "file" else None

    def kind(self, path: str) -> Kind | None:
        """See `Snapshot.kind`."""
        return self._end(path).kind

    def real(self, path: str) -> str:
        """See `Snapshot.real`."""
        return self._end(path).path or path

    def _end(self, path: str) -> _End:
        if is_outside(path):
            return _End("outside")
        try:
            return self._lead(path)
        except ValueError:  # a surrogate that no file name can hold
            return _End(None)

    def _lead(self, path: str) -> _End:
        left = path.split("/")[::-1]
        here: Parts = []
        links = 0
        while left:
            part = left.pop()
            if part in ("", "."):
                continue
            if part == "..":
                if not here:
                    return _End("outside")
                here.pop()
                continue
            entry = self._find([*here, part])
            if entry is None:
                return _End("link" if links else None)
            if entry.mode != _LINK:
                here.append(part)
                continue
            links += 1
            target = self._target(entry) if links <= _MOST_LINKS else ""
            if not target or target.startswith("/"):
                return _End("outside" if target else "link")
            left += target.split("/")[::-1]
        return self._at(here)

    def _at(self, parts: Parts) -> _End:
        entry = self._find(parts) if parts else Entry(_FOLDER, "")
        if entry is None:
            return _End(None)
        if entry.mode.startswith(_FILE):
            return _End("file", "/".join(parts), entry.id)
        return _End(_KINDS.get(entry.mode, "other"))

    def _target(self, entry: Entry) -> str:
        return os.fsdecode(self._content(entry.id, _LONGEST_LINK) or b"")

    def _content(self, id_: str, limit: int) -> bytes | None:
        blob = self._objects.get(id_)
        if blob is None:
            self._objects.lacking.add(id_)
            return None
        return blob.data[:limit]


class _Files:
    """All files of one moment, where they are known at once."""

    def __init__(self, entries: Mapping[str, tuple[str, str]]) -> None:
        """``entries``: mode and id, by path."""
        self._entries = entries
        self._names: dict[str, list[str]] = {}
        """By folder: the paths of the files in it."""
        for path in entries:
            self._names.setdefault(path.rpartition("/")[0], []).append(path)
        self._folders = {above for folder in self._names for above in _folders(f"{folder}/")}
        self._listed: tuple[str, ...] | None = None

    def entry(self, parts: Parts) -> Entry | None:
        """What stands at some parts of a path, links not followed."""
        path = "/".join(parts)
        if path in self._entries:
            return Entry._make(self._entries[path])
        return Entry(_FOLDER, "") if path in self._folders else None

    def list(self, folder: str) -> Sequence[str]:
        """See `Snapshot.list`."""
        if self._listed is None:
            self._listed = tuple(self._inside())
        prefix = f"{folder}/"
        return [p for p in self._listed if p.startswith(prefix)] if folder else self._listed

    def _inside(self) -> Iterator[str]:
        for parts in sorted(each.split("/") for each in self._names):
            if PRUNED.isdisjoint(parts):
                names = sorted(self._names["/".join(parts)])
                yield from (path for path in names if self._is_file(path))

    def _is_file(self, path: str) -> bool:
        return self._entries[path][0] != _SUBMODULE


class Index(_Stored):
    """What a commit made now would hold."""

    name = "index"

    def __init__(self, repository: Repository) -> None:
        lines = repository.staged()
        self.trouble = lines if isinstance(lines, Trouble) else None
        """Why the index could not be read; it is then taken for empty."""
        self.lines = staged = [] if isinstance(lines, Trouble) else lines
        """What git lists: mode, id, stage and path of each file."""
        self.conflicts = frozenset(path for _, _, stage, path in staged if stage != "0")
        """Paths that a merge has left undecided: they can be listed, and not be read."""
        entries = {path: (mode, id_) for mode, id_, _, path in staged}
        self._files = _Files({**entries, **dict.fromkeys(self.conflicts, (_CONFLICT, ""))})
        super().__init__(repository, self._files.entry)

    def list(self, folder: str = "") -> Sequence[str]:
        """See `Snapshot.list`."""
        return self._files.list(folder)


class Commit(_Stored):
    """The files of the commit ``id``."""

    def __init__(self, repository: Repository, commit: str) -> None:
        super().__init__(repository, self._entry)
        self.id = commit
        self._trees: dict[str, dict[bytes, Entry]] = {}
        self._listed: tuple[str, ...] | None = None

    @property
    def name(self) -> str:
        """See `Snapshot.name`."""
        return f"commit {self.id[:7]}"

    def _below(self, tree: str, prefix: str) -> Iterator[str]:
        folders = []
        for raw, entry in self._tree(tree).items():
            name = os.fsdecode(raw)
            if entry.mode == _FOLDER:
                folders.append((name, entry.id))
            elif entry.mode != _SUBMODULE:
                yield prefix + name
        folders = sorted((name, below) for name, below in folders if name not in PRUNED)
        for _, below in folders:
            self._objects.ask(below)
        for name, below in folders:
            yield from self._below(below, f"{prefix}{name}/")

    def _entry(self, parts: Parts) -> Entry | None:
        tree = f"{self.id}^{{tree}}"
        entry = None
        for part in parts:
            entry = self._tree(tree).get(os.fsencode(part))
            if entry is None:
                return None
            tree = entry.id
        return entry

    def _tree(self, name: str) -> dict[bytes, Entry]:
        if name not in self._trees:
            found = self._objects.entries(name)
            if found is None:
                is_top = name.startswith(self.id)
                self._objects.lacking.add(trees.top(self._objects, self.id) if is_top else name)
            self._trees[name] = found or {}
        return self._trees[name]

    def list(self, folder: str = "") -> Iterable[str]:
        """See `Snapshot.list`."""
        if not folder and self._listed is None:
            self._listed = tuple(self._below(f"{self.id}^{{tree}}", ""))
        if not folder:
            return self._listed or ()
        parts = folder.split("/")
        entry = self._entry(parts)
        kept = entry is not None and entry.mode == _FOLDER and PRUNED.isdisjoint(parts)
        return self._below(entry.id, f"{folder}/") if entry and kept else ()


class Listed(Commit):
    """The files of a commit, listed at once: less work than folder by folder, if it is the only one
    whose folders are read.
    """

    def __init__(self, repository: Repository, commit: str) -> None:
        super().__init__(repository, commit)
        lines = repository.listed(commit)
        self.trouble = lines if isinstance(lines, Trouble) else None
        """Why it could not be listed; it is then taken for empty."""
        kept = [] if isinstance(lines, Trouble) else lines
        self.ids = {path: id_ for _, _, id_, path in kept}
        """What git knows the content of each path by; of a submodule, its commit."""
        self._files = _Files({path: (mode, id_) for mode, _, id_, path in kept})

    def _entry(self, parts: Parts) -> Entry | None:
        return self._files.entry(parts)

    def list(self, folder: str = "") -> Sequence[str]:
        """See `Snapshot.list`."""
        return self._files.list(folder)


def _folders(path: str) -> Iterator[str]:
    at = path.find("/")
    while at > 0:
        yield path[:at]
        at = path.find("/", at + 1)
