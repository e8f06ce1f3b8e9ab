"""Facts beside the declaration: what git history and the repository's own files say.

A fact is collected only where a policy that is asked reads it. To add one: a module here, and a
line in `_COLLECTORS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from govlint.facts.evidence import Evidence
    from govlint.git.repository import Repository
    from govlint.model import Fact, Fault
    from govlint.snapshot import Snapshot
    from govlint.source import Document

    Collected = Callable[[str], Fact]
    """The fact of one declaration, by its path."""


class Scene(NamedTuple):
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


class Subject(NamedTuple):
    """A declaration whose facts are wanted, and what policies read of them."""

    path: str
    content: bytes
    document: Document
    data: Mapping[str, Any]
    reads: frozenset[str]
    """``history.review.written``, ``evidence.runbook.usable``, …"""


class Facts:
    """The facts of some declarations. Git starts at once, and is read when a fact is asked for."""

    def __init__(self, scene: Scene, subjects: Sequence[Subject]) -> None:
        self._scene = scene
        self._subjects = {subject.path: subject for subject in subjects}
        self._evidence: dict[str, Evidence] = {}
        wanted = {read.partition(".")[0] for subject in subjects for read in subject.reads}
        self._collected = {
            name: collect(self) for name, collect in _COLLECTORS.items() if name in wanted
        }

    def of(self, path: str) -> dict[str, Fact]:
        """The facts that the policies of the declaration at ``path`` read, by name."""
        reads = {read.partition(".")[0] for read in self._subjects[path].reads}
        return {name: self._collected[name](path) for name in self._collected if name in reads}

    def missing(self, path: str) -> tuple[Fault, ...]:
        """The files that a declaration names and that are not there for everyone."""
        if not any(read.startswith("evidence") for read in self._subjects[path].reads):
            return ()
        return self.evidence(path).missing(self._subjects[path].document)

    def evidence(self, path: str) -> Evidence:
        """What the repository's files say about one declaration."""
        if path not in self._evidence:
            from govlint.facts.evidence import Evidence, Tree

            subject, scene = self._subjects[path], self._scene
            tree = Tree(scene.snapshot, path.rpartition("/")[0])
            self._evidence[path] = Evidence(tree, subject.data, path, scene.today)
        return self._evidence[path]

    def history(self) -> Collected:
        """Start git for all declarations at once."""
        from govlint.facts import history

        scene, subjects = self._scene, self._subjects.values()
        declared = [history.Declared(s.path, s.content, s.document.data) for s in subjects]
        request = history.Request(
            root=scene.root,
            snapshot=scene.snapshot,
            declarations=tuple(declared),
            today=scene.today,
            environ=scene.environ,
            commit=scene.commit,
            bots=scene.bots,
            limits=scene.limits,
            repository=scene.repository,
        )
        run = history.start(request)
        found: dict[str, Fact] = {}

        def of(path: str) -> Fact:
            if not found:
                found.update(history.finish(run))
            return found[path]

        return of

    def reads(self, path: str) -> frozenset[str]:
        """What policies read of the facts of one declaration."""
        return self._subjects[path].reads


_COLLECTORS: dict[str, Callable[[Facts], Collected]] = {
    "history": Facts.history,
    "evidence": lambda facts: lambda path: facts.evidence(path).fact(facts.reads(path)),
    "codeowners": lambda facts: lambda path: facts.evidence(path).codeowners(),
}
