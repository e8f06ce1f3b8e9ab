"""Which files of the working tree git ignores: there on one computer, and for nobody else."""

from __future__ import annotations

from govlint.paths import like

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from govlint.facts.evidence.tree import Ignored
    from govlint.snapshot import Snapshot

_LIMIT = 1 << 16


def finder(root: str, snapshot: Snapshot, environ: Mapping[str, str]) -> Ignored | None:
    """Asks which of some files git ignores; None where every file of the snapshot is in git.

    Git is started only where a line of a `.gitignore` could be about one of them.
    """
    if snapshot.name != "working tree":
        return None

    def ignored(paths: Sequence[str]) -> frozenset[str]:
        patterns: dict[str, list[str]] = {}
        suspects = [path for path in paths if _may_be_ignored(path, snapshot, patterns)]
        return _ask(root, suspects, environ) if suspects else frozenset()

    return ignored


def _may_be_ignored(path: str, snapshot: Snapshot, known: dict[str, list[str]]) -> bool:
    parts = path.split("/")
    for length in range(len(parts)):
        folder = "".join(f"{part}/" for part in parts[:length])
        if folder not in known:
            known[folder] = list(_patterns(snapshot.read(f"{folder}.gitignore", _LIMIT) or b""))
        if any(like(part, glob) for glob in known[folder] for part in parts[length:]):
            return True
    return False


def _patterns(content: bytes) -> Iterator[str]:
    """The last part of each pattern, which must match some part of a path that is ignored."""
    for line in content.decode("utf-8", "replace").splitlines():
        pattern = line.strip().rstrip("/")
        if pattern and not pattern.startswith(("#", "!")):
            yield pattern.rpartition("/")[2].replace("**", "*")


def _ask(root: str, paths: Sequence[str], environ: Mapping[str, str]) -> frozenset[str]:
    from govlint.git.locate import Trouble
    from govlint.git.repository import open_repository

    repository = open_repository(root, environ)
    if isinstance(repository, Trouble):
        return frozenset()
    try:
        found = repository.ignored(paths)
        return frozenset() if isinstance(found, Trouble) else found
    finally:
        repository.close()
