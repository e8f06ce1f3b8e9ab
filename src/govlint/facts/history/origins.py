"""Where a commit took a file from that it added: by the id of its content, else by its system."""

from __future__ import annotations

import os.path

from govlint.facts.history import meaning, words
from govlint.facts.history.lineage import TODAY
from govlint.git import trees
from govlint.record import Record
from govlint.snapshot.stored import Commit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govlint.facts.history.gathering import Reading
    from govlint.facts.history.planning import Subject
    from govlint.facts.history.scan import Touch
    from govlint.model import Unavailable

    File = tuple[str, str]
    """Path and id."""

_MOST_CANDIDATES = 5_000
"""Files taken away by one commit that are looked into."""
_ENDINGS = (".yaml", ".yml", ".YAML", ".YML")


class Origin(Record):
    """The parent that had the file, its name there, and its content."""

    parent: str
    path: str
    blob: str


class Origins:
    """Looks for where one file came from."""

    def __init__(self, known: Reading, subject: Subject | None) -> None:
        """``subject``: the declaration that it is, if it is one."""
        self._known = known
        self._subject = subject
        self._objects = known.repository.objects
        self._lineage = known.lineage
        self._found: dict[tuple[str, int], dict[str, Origin]] = {}
        self.hidden: set[int] = set()
        """The commits of which nothing is said, since nobody knows what the file was there."""
        self.lost: Unavailable | None = None
        """Why, if there are any."""

    def of(self, added: Touch, name: str, names: Sequence[str]) -> dict[str, Origin]:
        """By parent, where a touch took the file from that the parent does not have.

        ``names``: those that the file is known to have had.
        """
        key = name, added.made.number
        if key not in self._found:
            parents = self._lineage.parents(added.made.number)
            lacking = [p for p, old in zip(parents, added.olds, strict=False) if not old]
            merged = len(parents) > 1
            found = {p: next(self._of(p, added, name, names if merged else ())) for p in lacking}
            self._found[key] = {parent: one for parent, one in found.items() if one is not None}
        return self._found[key]

    def _of(
        self, parent: str, added: Touch, name: str, names: Sequence[str]
    ) -> Iterator[Origin | None]:
        if added.made.number == TODAY:
            yield self._vanished(parent)
            return
        yield from self._by_name(parent, added, names)
        gone = trees.Gone(self._objects, parent, added.made.id, replaced=bool(names))
        yield from self._same_content(gone, parent, added, name)
        yield from self._same_system(gone, parent, added)
        if not gone.whole and not any(added.olds):
            self._hide(added, name)
        yield None

    def _by_name(self, parent: str, added: Touch, names: Sequence[str]) -> Iterator[Origin]:
        """In a merge, a parent may still hold the file under one of its other names."""
        for name in dict.fromkeys(names):
            entry = self._objects.find(parent, name)
            if entry is not None and self._objects.find(added.made.id, name) is None:
                yield Origin(parent, name, entry.id)

    def _same_content(
        self, gone: trees.Gone, parent: str, added: Touch, name: str
    ) -> Iterator[Origin]:
        """Among the files taken away, one with the same content; the same file name is best."""
        folders = self._folders(added.made.id, name)
        found = []
        for path, id_ in gone:
            if id_ in folders:  # the whole folder was moved
                yield Origin(parent, path + folders[id_], added.new)
            if id_ == added.new:
                found.append(Origin(parent, path, id_))
        found.sort(key=lambda one: os.path.basename(one.path) != os.path.basename(name))
        yield from found

    def _folders(self, commit: str, name: str) -> dict[str, str]:
        """The ids of the folders that hold a file in a commit, each with the way from it."""
        found = {}
        for end, sign in enumerate(name):
            entry = self._objects.find(commit, name[:end]) if sign == "/" else None
            if entry is not None:
                found[entry.id] = name[end + 1 :]
        return found

    def _same_system(self, gone: trees.Gone, parent: str, added: Touch) -> Iterator[Origin]:
        """Among the files taken away, one that declared the same system.

        Where the new file cannot be read, the declaration of today says which one that is.
        """
        if self._subject is None:
            return
        content = self._objects.get(added.new)
        system = _system(content.data if content is not None else b"")
        files = [one for one in gone if one[0].endswith(_ENDINGS)]
        gone.whole = gone.whole and len(files) <= _MOST_CANDIDATES
        system = system or _system(self._subject.content)
        yield from self._of_system(system, files[:_MOST_CANDIDATES], parent)

    def _vanished(self, parent: str) -> Origin | None:
        """A file of a commit that is gone from the snapshot, and declared the same system."""
        snapshot = self._known.snapshot
        if snapshot is None or self._subject is None:
            return None
        commit = Commit(self._known.repository, parent)
        names = (path for path in commit.list() if path.endswith(_ENDINGS))
        gone = (path for path in names if snapshot.kind(path) is None)
        entries = ((path, self._objects.find(parent, path)) for path in gone)
        files = [(path, entry.id) for path, entry in entries if entry is not None]
        return next(self._of_system(_system(self._subject.content), files, parent), None)

    def _of_system(self, system: str, files: Sequence[File], parent: str) -> Iterator[Origin]:
        """Those of some files that declared a system.

        Only what holds its name is read as a declaration: that takes a thousand times as long.
        """
        name = system.encode()
        for path, blob in files if system else ():
            other = self._objects.get(blob)
            if other is not None and name in other.data and _system(other.data) == system:
                yield Origin(parent, path, blob)

    def _hide(self, added: Touch, name: str) -> None:
        """Where a file came from cannot be found out: nothing is said from there on."""
        number, id_, day = added.made[:3]
        self.hidden |= {number, *self._lineage.behind(number)}
        partial = self._known.repository.place.promisor
        what = "the folders of old commits"
        self.lost = words.partial(what) if partial else words.many_files(name, id_, day)


def _system(content: bytes) -> str:
    read = meaning.read(content, "")
    return "" if read is None or "schema" not in read.sections else read.system
