"""Which declarations a run is about: a file, a folder, or all of a repository."""

from __future__ import annotations

import os

from govlint.errors import UsageError
from govlint.model import Finding, Span
from govlint.paths import like
from govlint.record import Record
from govlint.snapshot import WorkingTree, repository_root
from govlint.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Self

    from govlint.git.repository import Repository
    from govlint.snapshot import Snapshot

NAMES = ("ai-governance.yaml", "ai-governance.yml")


class Moment(Record):
    """Which moment of a repository is judged: the working tree, unless told otherwise."""

    staged: bool = False
    """What a commit made now would hold."""
    revision: str = ""


NOW = Moment()


class Place(Record):
    """One repository, or the folder that stands in for one, and what is asked about in it."""

    root: str
    snapshot: Snapshot
    files: tuple[str, ...]
    """Paths relative to the root, given by name: read whatever they are called."""
    folders: tuple[str, ...]
    """Folders relative to the root, searched for declarations; ``""`` is the root."""
    repository: Repository | None = None
    """What the snapshot reads from, where it is not the working tree; `close` ends it."""
    commit: str = ""
    """The snapshot's commit, if it is one."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the git that the snapshot reads from."""
        if self.repository is not None:
            self.repository.close()


def places(paths: Sequence[str], *, there: bool = True) -> list[Place]:
    """The repositories that ``paths`` lie in, in the order given; the current folder's by default.

    Each with the working tree as its snapshot. Raises `UsageError` for a path that does not exist,
    where it has to be ``there``.
    """
    found: dict[str, tuple[list[str], list[str]]] = {}
    for path in paths or (".",):
        real = os.path.realpath(path)
        root = _root(path, real, there=there, whole=not paths)
        files, folders = found.setdefault(root, ([], []))
        inside = os.path.relpath(real, root).replace(os.sep, "/")
        (folders if os.path.isdir(real) else files).append("" if inside == "." else inside)
    return [
        Place(root, WorkingTree(root), tuple(files), tuple(folders))
        for root, (files, folders) in found.items()
    ]


def _root(path: str, real: str, *, there: bool, whole: bool) -> str:
    if there and not os.path.exists(real):
        raise UsageError(f"There is no file or folder {path!r}.")
    folder = real if os.path.isdir(real) else os.path.dirname(real)
    root = repository_root(folder)
    if root is not None:
        return root
    current = os.path.realpath(".")
    below = real == current or real.startswith(current.rstrip(os.sep) + os.sep)
    return current if below or whole else folder


def at(place: Place, snapshot: Snapshot) -> Place:
    """The place at another moment. Raises `UsageError` for a named file that is not there then."""
    for path in place.files:
        if snapshot.kind(path) is None:
            raise UsageError(f"There is no file {path!r} in the {snapshot.name}.")
    return place._replace(snapshot=snapshot)


def declarations(place: Place, globs: Sequence[str]) -> list[str]:
    """The declarations of a place, each once, in the order of paths.

    Files that were named come as they are; folders give every file with a declaration's name, or
    one that matches ``globs`` (the configuration's ``declarations``).
    """
    found = dict.fromkeys(place.files)
    if place.folders:
        wanted = named(globs)
        found.update(dict.fromkeys(p for p in place.snapshot.list() if wanted(p) and _in(place, p)))
    return sorted(found)


def concerns(place: Place, path: str) -> bool:
    """Whether a place is asked about what stands at ``path``."""
    return path in place.files or _in(place, path)


def missing(place: Place, globs: Sequence[str]) -> Finding:
    """The finding where there is no declaration to judge."""
    name, folder = NAMES[0], place.folders[0]
    near = nearest(place, globs)
    message = f"There is no {name} here, so nobody can tell who answers for this system."
    if near:
        message = f"There is no {name} in {visible(folder)}/."
    path = f"{folder}/{name}" if near else name
    return Finding(
        policy="declaration/missing",
        outcome="fail",
        severity="error",
        message=message,
        fix=f"The nearest is {visible(near)}: check that." if near else _FIRST_DECLARATION,
        span=Span(path, 1, 1, 1, 1),
        subject="",
        question=None,
        state="absent",
        fingerprint="0" * 16,
    )


_FIRST_DECLARATION = """\
Create ai-governance.yaml at the top of the repository. Three lines are enough to start:
  schema: ai-governance/v1
  system: {id: ..., lifecycle: pilot}
  owners: {business: {name: ..., contact: ...}}
govlint then asks for the rest, one thing at a time."""


def anchor(snapshot: Snapshot) -> str:
    """A file that exists, best one that people read first; empty where there is none."""
    paths = snapshot.list()
    return min(paths, key=lambda p: (not p.lower().startswith("readme"), p), default="")


def nearest(place: Place, globs: Sequence[str]) -> str:
    """The declaration elsewhere in the repository that is fewest steps from the first folder.

    Empty where there is none, or where the whole repository was asked about.
    """
    if "" in place.folders:
        return ""
    start = place.folders[0].split("/")
    elsewhere = declarations(place._replace(files=(), folders=("",)), globs)
    return min(elsewhere, key=lambda path: _steps(start, path.split("/")[:-1]), default="")


def _steps(start: list[str], end: list[str]) -> int:
    """How many folders one goes up, then down."""
    length = min(len(start), len(end))
    shared = next((i for i in range(length) if start[i] != end[i]), length)
    return len(start) + len(end) - 2 * shared


def _in(place: Place, path: str) -> bool:
    return any(not folder or path.startswith(folder + "/") for folder in place.folders)


def named(globs: Sequence[str]) -> Callable[[str], bool]:
    """Whether a path is that of a declaration, wherever it stands."""
    if not globs:
        return lambda path: path.rpartition("/")[2] in NAMES
    return lambda path: matches(path, globs)


def matches(path: str, globs: Iterable[str]) -> bool:
    """Whether a glob matches ``path``: ``*`` inside one folder, ``**`` across folders."""
    parts = path.split("/")
    return any(_match(parts, glob.removeprefix("/").split("/")) for glob in globs)


def _match(parts: list[str], glob: list[str]) -> bool:
    reachable = {0}
    for part in glob:
        if part == "**":
            reachable = set(range(min(reachable), len(parts) + 1))
        else:
            reachable = {i + 1 for i in reachable if i < len(parts) and like(parts[i], part)}
        if not reachable:
            return False
    return len(parts) in reachable
