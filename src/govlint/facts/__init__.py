"""Facts beside the declaration: what git history and the repository's own files say.

A fact is collected only where a policy that is asked reads it. To add one: a module here, and a
line in `_COLLECTORS`.
"""

from __future__ import annotations

from govlint.record import Record
from govlint.snapshot import repository_root

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from govlint.facts.evidence import Evidence, Store
    from govlint.facts.history import Request, Run
    from govlint.facts.history.gathered import Gathered
    from govlint.facts.history.kept import Kept
    from govlint.git.repository import Repository
    from govlint.model import Fact, Fault, Strength
    from govlint.snapshot import Snapshot
    from govlint.source import Document

    Collected = Callable[[str], Fact]
    """The fact of one declaration, by its path."""


class Scene(Record):
    """Where facts come from: one moment of one repository, and by which clock."""

    root: str
    snapshot: Snapshot
    today: str
    environ: Mapping[str, str]
    limits: Mapping[str, Any]
    bots: tuple[str, ...] = ()
    repository: Repository | None = None
    """The one that the snapshot reads from, where it is not the working tree."""
    commit: str = ""
    """The snapshot's commit, if it is one."""
    base: str = ""
    """The commit that a change starts from: it says which revisions are ignored."""
    deepen: Callable[[str], None] | None = None
    """Fetch what the clone lacks, and tell this how far it is; None: ask no network."""
    kept: Kept | None = None
    """What the head of a change leaves to its base; None where there is no base."""
    changes: Mapping[str, Fact] | None = None
    """By path: what the change does to each declaration; None where there is no base."""


class Subject(Record):
    """A declaration whose facts are wanted, and what policies read of them."""

    path: str
    content: bytes
    document: Document
    data: Mapping[str, Any]
    reads: frozenset[str]
    """``history.review.written``, ``evidence.runbook.usable``, …"""


class Facts:
    """The facts of some declarations. Git starts at once, and is read when a fact is asked for."""

    def __init__(
        self, scene: Scene, subjects: Sequence[Subject], before: Facts | None = None
    ) -> None:
        """``before``: the facts of other declarations of the scene, whose files were read."""
        self._scene = scene
        self._subjects = {subject.path: subject for subject in subjects}
        self._evidence: dict[str, Evidence] = {}
        self.store: Store | None = before.store if before is not None else None
        """What was read of the repository's files, for all declarations together."""
        self._run: Run | None = None
        self._gathered: dict[str, Gathered] = {}
        self._unread: Fact | None = None
        """The fact ``history`` of all, where nothing of it could be read."""
        self._address: str | None = None
        wanted = {read.partition(".")[0] for subject in subjects for read in subject.reads}
        self._collected = {
            name: collect(self) for name, collect in _COLLECTORS.items() if name in wanted
        }

    def forget(self) -> None:
        """Let go of these declarations, and of what was read of files; the lists of them stay."""
        for known in (self._evidence, self._gathered, self._collected, self._subjects):
            known.clear()
        if self.store is not None:
            self.store.forget()

    def of(self, path: str) -> dict[str, Fact]:
        """The facts that the policies of the declaration at ``path`` read, by name.

        Git reads on while the others are collected.
        """
        reads = {read.partition(".")[0] for read in self._subjects[path].reads}
        names = sorted(self._collected.keys() & reads, key=_ORDER.index)
        return {name: self._collected[name](path) for name in names}

    def missing(self, path: str) -> tuple[Fault, ...]:
        """The files that a declaration names and that are not there for everyone."""
        if not any(read.startswith("evidence") for read in self._subjects[path].reads):
            return ()
        return self.evidence(path).missing(self._subjects[path].document)

    def evidence(self, path: str) -> Evidence:
        """What the repository's files say about one declaration."""
        if path not in self._evidence:
            from govlint.facts import ignoring
            from govlint.facts.evidence import Evidence, Tree

            subject, scene = self._subjects[path], self._scene
            self.store = self.store or self._again() or _store(scene)
            if scene.kept is not None:
                scene.kept.store = self.store
            ignored = ignoring.finder(scene.root, scene.snapshot, scene.environ)
            tree = Tree(
                self.store,
                path.rpartition("/")[0],
                ignored=ignored,
                past=lambda file: self._past(path, file),
                remote=self._remote,
            )
            self._evidence[path] = Evidence(tree, subject.data, path, scene.today)
        return self._evidence[path]

    def _again(self) -> Store | None:
        """The store of a base, beside that of the head."""
        kept = self._scene.kept
        if kept is None or kept.store is None:
            return None
        from govlint.facts.evidence.again import Again

        return Again(self._scene.snapshot, kept.store)

    def _remote(self) -> str:
        if self._address is None:
            from govlint.git.locate import remote_of

            self._address = remote_of(self._scene.root)
        return self._address

    def strengths(self, path: str, parts: Iterable[str]) -> list[Strength]:
        """How strong the proof of some parts of the evidence is, where there is any."""
        found = (self.evidence(path).proof(part).strength for part in parts)
        return [strength for strength in found if strength]

    def _past(self, path: str, file: str) -> Sequence[tuple[str, bytes]] | None:
        """What a file held before, oldest first; None where history does not tell."""
        known = self._gather().get(path) if "history" in self._collected else None
        return known.past.get(file, ()) if known is not None and known.past is not None else None

    def history(self) -> Collected:
        """Start git for all declarations at once; where there is no repository, nothing starts."""
        scene = self._scene
        if scene.repository is None and scene.deepen is None:
            from govlint.facts import outside

            unknown = outside.fact(scene.root)
            if unknown is not None:
                return lambda _: unknown
        from govlint.facts import history

        self._run = history.start(self.request())

        def of(path: str) -> Fact:
            known = self._gather()
            return self._unread or history.fact(known[path])

        return of

    def _gather(self) -> dict[str, Gathered]:
        """What git tells of each declaration, read when it is first asked for."""
        if self._run is not None:
            from govlint.facts import history

            known, self._run = history.gather(self._run), None
            if isinstance(known, dict):
                self._gathered = known
            else:
                self._unread = history.unavailable(known)
        return self._gathered

    def change(self) -> Collected:
        """What the change does to each declaration; without a base, that none is known."""
        changes = self._scene.changes
        if changes is not None:
            return changes.__getitem__
        from govlint.facts import outside

        return lambda _: outside.NO_CHANGE

    def request(self) -> Request:
        """What is asked of history; what the clone lacks is fetched first, where that is wanted.

        Raises `UserError` where it cannot be fetched.
        """
        from govlint.facts import history

        scene, subjects = self._scene, self._subjects.values()
        declared = [
            history.Declared(s.path, s.content, s.document.data, s.document) for s in subjects
        ]
        request = history.Request(
            root=scene.root,
            snapshot=scene.snapshot,
            declarations=tuple(declared),
            today=scene.today,
            environ=scene.environ,
            commit=scene.commit,
            base=scene.base,
            bots=scene.bots,
            limits=scene.limits,
            past=any(read.startswith("evidence.") for s in subjects for read in s.reads),
            repository=scene.repository,
            kept=scene.kept,
        )
        if scene.deepen is not None:
            from govlint.facts.history.deepening import deepen

            deepen(request, scene.deepen)
        return request

    def reads(self, path: str) -> frozenset[str]:
        """What policies read of the facts of one declaration."""
        return self._subjects[path].reads


def _store(scene: Scene) -> Store:
    """What is read of a moment; of a working tree git is asked what it holds, and leaves out."""
    from govlint.facts.evidence import Store

    if scene.snapshot.name != "working tree" or repository_root(scene.root) is None:
        return Store(scene.snapshot)

    def held() -> str:
        from govlint.facts.held import paths

        return paths(scene.root, scene.environ)

    def leaves_out(path: str) -> bool:
        from govlint.facts.held import left_out

        if not known:
            known.append(left_out(scene.root, scene.environ))
        return f"\0{path}\0" in known[0] or (f"\0{path}/" if path else "\0") in known[0]

    known: list[str] = []
    store = Store(scene.snapshot, held)
    store.leaves_out = leaves_out
    return store


_ORDER = ("change", "codeowners", "evidence", "history")
_COLLECTORS: dict[str, Callable[[Facts], Collected]] = {
    "history": Facts.history,
    "change": Facts.change,
    "evidence": lambda facts: lambda path: facts.evidence(path).fact(facts.reads(path)),
    "codeowners": lambda facts: lambda path: facts.evidence(path).codeowners(),
}
