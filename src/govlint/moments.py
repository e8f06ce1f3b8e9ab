"""The two moments that a change lies between: the base and the head, opened for reading."""

from __future__ import annotations

import os

from govlint.errors import UsageError
from govlint.facts.change.nouns import Author
from govlint.facts.history import people, words
from govlint.git import ancestry, changes, log
from govlint.git.locate import Trouble, is_id
from govlint.git.repository import open_repository
from govlint.record import Record
from govlint.snapshot import WorkingTree
from govlint.snapshot.stored import Commit, Index, Listed
from govlint.text import sentence, visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from govlint.git.changes import Changes
    from govlint.git.repository import Repository
    from govlint.snapshot import Snapshot

MOST_COMMITS = 5_000
"""Commits of a change whose authors are looked at."""

_WHOLE = (
    "Fetch the rest: `git fetch --unshallow`. In CI, set `fetch-depth: 0` (actions/checkout) or "
    "`GIT_DEPTH: 0` (GitLab)."
)


class Asked(Record):
    """Which moments are asked for, as revisions."""

    base: str
    head: str = ""
    """Empty: what is not committed yet, in the working tree."""
    staged: bool = False
    """Where no head is given: the index instead of the working tree."""
    parted: bool = False
    """Start from where the head and the base parted, not from the base itself."""
    remedy: str = ""
    """What brings a base that this clone does not hold: the line to add to the pipeline."""
    otherwise: str = ""
    """Another base, where the first is not there: nobody has what a forced push left behind."""


class Moments(Record):
    """Base and head of a change. `close` ends git."""

    repository: Repository
    base: Commit
    head: Snapshot
    commit: str
    """The head's commit, or the one that what is not committed builds on; empty without one."""
    tip: str
    """The commit that the base's revision means, before it was taken back to the parting."""

    def close(self) -> None:
        """End what runs and leave nothing behind."""
        self.repository.close()


def open_moments(path: str, environ: Mapping[str, str], asked: Asked) -> Moments:
    """The moments of the repository at or above ``path``.

    Raises `UsageError` where one of them cannot be had, with what brings it.
    """
    repository = open_repository(path, environ)
    if isinstance(repository, Trouble):
        why = words.trouble(repository)
        raise UsageError(f"There is no base to compare with: {why.reason}.", fix=why.remedy)
    try:
        return _opened(repository, asked)
    except BaseException:
        repository.close()
        raise


def open_at(
    path: str, environ: Mapping[str, str], *, staged: bool, revision: str
) -> tuple[Repository, Commit | Index, str]:
    """One moment: what is staged, or a revision; with its commit, if it is one.

    Raises `UsageError` where it cannot be had, with what brings it.
    """
    repository = open_repository(path, environ)
    if isinstance(repository, Trouble):
        why = words.trouble(repository)
        raise UsageError(sentence(why.reason), fix=why.remedy)
    try:
        asked = Asked("", revision, staged)
        commit = "" if staged else _resolved(repository, revision, asked)
        head = _head(repository, commit, asked)
    except BaseException:
        repository.close()
        raise
    assert not isinstance(head, WorkingTree)
    return repository, head, commit


def _opened(repository: Repository, asked: Asked) -> Moments:
    commit = _resolved(repository, asked.head, asked) if asked.head else repository.place.head
    if repository.place.bare and not asked.head:
        raise UsageError("A bare repository holds no working tree: name the head too.")
    tip = _tip(repository, asked)
    base = _parting(repository, tip, commit, asked) if asked.parted and commit else tip
    for each in filter(None, (base, commit)):
        if repository.objects.entries(f"{each}^{{tree}}") is None:
            why = words.trouble(Trouble("treeless"))
            raise UsageError(sentence(why.reason), fix=why.remedy)
    head = _head(repository, commit, asked)
    whole = Commit(repository, base) if asked.head else listed(repository, base)
    return Moments(repository, whole, head, commit, tip)


def listed(repository: Repository, commit: str) -> Listed:
    """A commit that what is not committed is compared with.

    Raises `UsageError` where a partial clone lacks one of its folders.
    """
    found = Listed(repository, commit)
    if found.trouble is not None:
        partial = repository.place.promisor
        why = words.trouble(Trouble("treeless") if partial else found.trouble)
        raise UsageError(sentence(why.reason), fix=why.remedy)
    return found


def _head(repository: Repository, commit: str, asked: Asked) -> Commit | Index | WorkingTree:
    if asked.head:
        return Commit(repository, commit)
    if not asked.staged:
        return WorkingTree(repository.place.root)
    index = Index(repository)
    if index.trouble is not None:
        why = words.trouble(index.trouble)
        raise UsageError(f"The index cannot be read: {why.reason}.", fix=why.remedy)
    return index


def _tip(repository: Repository, asked: Asked) -> str:
    found = _commit(repository, asked.base)
    if not found and asked.otherwise:
        return _resolved(repository, asked.otherwise, asked)
    return found or _resolved(repository, asked.base, asked)


def _commit(repository: Repository, revision: str) -> str | None:
    """The id of the commit that a revision means; a whole id needs no process of its own."""
    known = repository.objects.get(revision) if is_id(revision) else None
    is_commit = known is not None and known.kind == "commit"
    return revision if is_commit else repository.resolve(revision)


def _resolved(repository: Repository, revision: str, asked: Asked) -> str:
    found = _commit(repository, revision)
    if found:
        return found
    remote = f"origin/{revision}"
    if not asked.remedy and _commit(repository, remote):
        told = f"There is no branch {visible(revision)!r} here, only that of the remote."
        raise UsageError(told, fix=f"Name that: {visible(remote)}")
    if repository.place.boundary:
        raise UsageError(
            f"{visible(revision)} is not in this shallow clone.", fix=asked.remedy or _WHOLE
        )
    raise UsageError(
        f"There is no revision {visible(revision)!r} in this repository.",
        fix=asked.remedy or "`git fetch origin` brings what others have pushed.",
    )


def _parting(repository: Repository, tip: str, commit: str, asked: Asked) -> str:
    boundary = repository.place.boundary
    found = ancestry.merge_base(repository.objects, tip, commit, boundary)
    if found is not None:
        return found
    head = visible(asked.head) or "HEAD"
    if boundary:
        told = f"Where {head} and {visible(asked.base)} parted is not in this shallow clone."
        raise UsageError(told, fix=asked.remedy or _WHOLE)
    told = f"{head} and {visible(asked.base)} have no commit in common."
    raise UsageError(told, fix="Compare with a commit that the head builds on.")


def changed(moments: Moments, wanted: Callable[[str], bool]) -> Changes:
    """The files that differ; of the working tree, those that are ``wanted``.

    Of these, only such are read as are not on disk as the index noted them.
    """
    repository, base = moments.repository, moments.base
    if not isinstance(base, Listed):
        return changes.between(repository.objects, base.id, moments.commit)
    if isinstance(moments.head, Index):
        return changes.staged(base.ids, changes.ids(moments.head.lines))
    noted = repository.noted()
    if isinstance(noted, Trouble):
        why = words.trouble(noted)
        raise UsageError(f"The index cannot be read: {why.reason}.", fix=why.remedy)
    staged = changes.staged(base.ids, changes.ids(noted.lines))
    edited = changes.edited(repository.objects, noted.unlike(wanted), moments.head.read)
    return changes.over(staged, edited)


def authors(
    moments: Moments, environ: Mapping[str, str], paths: Sequence[str]
) -> dict[str, tuple[Author, ...]]:
    """For each path, who made the commits of the change that touched it, co-authors too.

    What is not committed is by the author whom git gave to a hook; by nobody where it gave none.
    """
    visitor = _Authors(paths)
    name, mail = environ.get("GIT_AUTHOR_NAME", ""), environ.get("GIT_AUTHOR_EMAIL", "")
    if not isinstance(moments.head, Commit) and (name or mail):
        for path in paths:
            visitor.found[path][name, mail] = Author(name, mail, "")
    if moments.commit and moments.commit != moments.tip:
        starts = (moments.commit, f"^{moments.tip}", f"^{moments.base.id}")
        log.read(moments.repository.log(starts, paths), visitor)
    return {path: tuple(found.values()) for path, found in visitor.found.items()}


class _Authors:
    """The visitor of the log that gathers authors (see `log.Visitor`)."""

    def __init__(self, paths: Sequence[str]) -> None:
        self.found: dict[str, dict[tuple[str, str], Author]] = {path: {} for path in paths}
        self._fields: Sequence[bytes] = ()
        self._left = MOST_COMMITS

    def commit(self, fields: Sequence[bytes]) -> bool:
        """See `log.Visitor.commit`."""
        self._fields = fields
        self._left -= 1
        return self._left > 0

    def change(self, ids: bytes, path: bytes) -> None:  # noqa: ARG002
        """See `log.Visitor.change`."""
        known = self.found.get(os.fsdecode(path))
        if known is not None:
            for name, mail in self._people():
                known.setdefault((name, mail), Author(name, mail, self._fields[0].decode()))

    def _people(self) -> Iterator[tuple[str, str]]:
        name, mail = (field.decode("utf-8", "replace") for field in self._fields[3:5])
        yield name, mail
        for how, other, address in people.trailers(self._fields[5]):
            if how == "co-author":
                yield other, address
