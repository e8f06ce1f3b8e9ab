"""The repository as detectors see it: candidates by pattern, contents up to a limit, read once."""

from __future__ import annotations

import os.path

from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from govlint.facts.evidence.manifests import Object
    from govlint.facts.evidence.pysource import Module
    from govlint.snapshot import Snapshot
    from govlint.source import Document

    Ignored = Callable[[Sequence[str]], frozenset[str]]
    Past = Callable[[str], Sequence[tuple[str, bytes]] | None]
    Candidate = Callable[[str], bool]
    """Whether a path is worth reading; see `globs`."""

YAML = (".yaml", ".yml")
JSON = (".json",)
PYTHON = (".py",)
LIMIT = 1 << 20
"""Bytes of a file that are read."""
MOST_CANDIDATES = 400
"""Files that one pattern may bring in; what is beyond is not read, and that is said."""
_ASIDE = frozenset(
    {"node_modules", "vendor", "third_party", "examples", "example", "templates", "fixtures"}
    | {"testdata", ".venv", "venv", "site-packages", "dist", "build", ".git"}
)


class Content(Record):
    """The beginning of a file as text; line ends are ``\\n``."""

    text: str
    whole: bool
    """False: the file is longer than what is read of one file."""
    binary: bool = False


class Lists:
    """What paths alone tell of some files."""

    def __init__(self) -> None:
        self.ended: dict[tuple[str, ...], list[str]] = {}
        self.matched: dict[Candidate, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        """The files that a pattern takes, and those of them that are in no sample tree."""
        self.below: dict[str, tuple[str, ...]] = {}
        self.called: dict[str, list[str]] | None = None
        self.placed: dict[str, list[tuple[int, str]]] | None = None
        """By folder: the files right in it, each with its number."""


class Store:
    """What was read of one moment of the repository, for all its declarations together."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.objects: dict[Any, list[Object]] = {}
        self.unread: dict[Any, list[str]] = {}
        self.contents: dict[str, Content | None] = {}
        self.documents: dict[str, tuple[Document, ...]] = {}
        self.modules: dict[str, Module | None] = {}
        self._files: tuple[str, ...] | None = None
        self.lists = Lists()

    def forget(self) -> None:
        """Let go of what was read of files: the next declarations have files of their own."""
        for known in (self.contents, self.documents, self.modules, self.objects, self.unread):
            known.clear()

    @property
    def files(self) -> tuple[str, ...]:
        """Every file of the repository."""
        if self._files is None:
            self._files = tuple(self.snapshot.list())
        return self._files

    def below(self, folder: str) -> tuple[str, ...]:
        """The files below a folder; the others are not listed for it."""
        known = self.lists.below
        if folder not in known:
            if self._files is None and folder:
                known[folder] = tuple(self.snapshot.list(folder))
            elif folder:
                inside = [path for path in self.files if path.startswith(f"{folder}/")]
                known[folder] = tuple(inside)
            else:
                known[folder] = self.files
        return known[folder]

    def called(self, name: str) -> list[str]:
        """The files that have a name, whatever its letter case."""
        known = self.lists.called
        if known is None:
            known = self.lists.called = {}
            for path in self.files:
                known.setdefault(path.rpartition("/")[2].casefold(), []).append(path)
        return known.get(name.casefold(), [])

    def keep(self, path: str, content: Content | None) -> None:
        """Note what a file holds."""
        self.contents[path] = content

    def within(self, *folders: str) -> list[str]:
        """The files right in some folders, in their order."""
        known = self.lists.placed
        if known is None:
            known = self.lists.placed = {}
            for number, path in enumerate(self.files):
                known.setdefault(path.rpartition("/")[0], []).append((number, path))
        found = [each for folder in folders for each in known.get(folder, ())]
        return [path for _, path in sorted(found)]


class Tree:
    """One moment of the repository, seen from one declaration's folder. Remembers what it read."""

    def __init__(
        self,
        snapshot: Snapshot | Store,
        base: str,
        ignored: Ignored | None = None,
        past: Past | None = None,
        remote: Callable[[], str] | None = None,
    ) -> None:
        self.store = snapshot if isinstance(snapshot, Store) else Store(snapshot)
        self.snapshot = self.store.snapshot
        self.base = base.strip("/")
        """The declaration's folder, relative to the root; empty at the root."""
        self.ignored: Ignored = ignored or _nothing_ignored
        self.past: Past = past or _no_past
        """Earlier versions of a file, oldest first, each with its day; None: no history."""
        self.remote: Callable[[], str] = remote or str
        """The address of the repository's remote; empty where none is known."""
        self.python: frozenset[str] | None = None
        """The Python files that may be read beside those below ``dags/``, and folders of such
        files with a slash at the end; None: every one."""
        self.crowded = False
        """There are more candidates of one kind than are read."""
        self._matched: dict[Candidate, tuple[str, ...]] = {}
        self._in_sample = _is_aside(f"{self.base}/")

    @property
    def files(self) -> tuple[str, ...]:
        """Every file of the repository."""
        return self.store.files

    def below(self, folder: str) -> tuple[str, ...]:
        """The files below a folder; the others are not listed for it."""
        return self.store.below(folder)

    def called(self, name: str) -> list[str]:
        """The files that have a name, whatever its letter case."""
        return self.store.called(name)

    def ending(self, ending: str) -> list[str]:
        """The files whose paths end in some letters."""
        return self._ending((ending,))

    def matching(
        self, takes: Candidate, endings: tuple[str, ...], folders: tuple[str, ...] = ("",)
    ) -> tuple[str, ...]:
        """The files that ``takes`` takes by their path, without foreign and sample trees.

        ``endings``: what each of them ends with; the rest is not looked at more closely.
        ``folders``: where all of them stand; nothing else is listed.
        """
        if takes not in self._matched:
            found = self.every(takes, endings, folders)
            self.crowded = self.crowded or len(found) > MOST_CANDIDATES
            self._matched[takes] = found[:MOST_CANDIDATES]
        return self._matched[takes]

    def every(
        self, takes: Candidate, endings: tuple[str, ...], folders: tuple[str, ...] = ("",)
    ) -> tuple[str, ...]:
        """The same, however many they are."""
        known = self.store.lists.matched
        if takes not in known:
            if "" in folders:
                near: Iterable[str] = self._ending(endings)
            else:
                listed = (path for folder in folders for path in self.below(folder))
                near = (path for path in listed if path.endswith(endings))
            found = tuple(filter(takes, near))
            known[takes] = found, tuple(path for path in found if not _is_aside(path))
        found, kept = known[takes]
        if not self._in_sample:
            return kept
        return tuple(path for path in found if not self.aside(path))

    def _ending(self, endings: tuple[str, ...]) -> list[str]:
        known = self.store.lists.ended
        if endings not in known:
            known[endings] = [path for path in self.files if path.endswith(endings)]
        return known[endings]

    def first(self, paths: Iterable[str]) -> str:
        """The first of some paths that is a file; empty where none is."""
        return next((path for path in paths if self.snapshot.kind(path) == "file"), "")

    def opens(self, path: str) -> bool:
        """Whether a file may be read: code only where the declaration names it, and DAGs."""
        if self.python is None or not path.endswith(PYTHON):
            return True
        folders = tuple(each for each in self.python if each.endswith("/"))
        return path in self.python or "/dags/" in f"/{path}" or path.startswith(folders)

    def read(self, path: str) -> Content | None:
        """The text of a file up to the limit; None where it cannot or may not be read."""
        if not self.opens(path):
            return None
        known = self.store.contents
        if path not in known:
            content = self.snapshot.read(path, LIMIT + 1)
            self.store.keep(path, None if content is None else _decoded(content))
        return known[path]

    def documents(self, path: str) -> tuple[Document, ...]:
        """The YAML documents of a file, read leniently; empty where it cannot be read."""
        known = self.store.documents
        if path not in known:
            from govlint.source import read_foreign

            content = self.read(path)
            usable = content is not None and not content.binary
            text = content.text if content and usable else ""
            found = read_foreign(text.encode(), path) if usable else ()
            if content is not None and not content.whole:
                found = tuple(document._replace(complete=False) for document in found)
            known[path] = found
        return known[path]

    def trouble(self, path: str) -> str:
        """Why the YAML of a file could not be read whole, with the place where reading stopped."""
        content = self.read(path)
        if content is None or content.binary:
            return f"the file {path} cannot be read as text"
        if not content.whole:
            return f"the file {path} is longer than is read of one file (1 MiB)"
        stops = [fault.span for document in self.documents(path) for fault in document.faults]
        place = f":{stops[0].line}:{stops[0].column}" if stops else ""
        return f"the file {path}{place} is a template, or no YAML that can be read"

    def under_base(self, path: str) -> bool:
        """Whether a path stands in the declaration's folder or below."""
        return not self.base or path.startswith(self.base + "/")

    def aside(self, path: str) -> bool:
        """Whether a path stands in a foreign or a sample tree."""
        return _is_aside(
            path[len(self.base) + 1 :] if self.base and self.under_base(path) else path
        )


def _is_aside(path: str) -> bool:
    return not _ASIDE.isdisjoint(path.split("/")[:-1])


def joined(base: str, written: str) -> str:
    """A path of the declaration from the root: ``/x`` is there already; ``..`` may lead out."""
    if written.startswith("/"):
        return os.path.normpath(written.lstrip("/") or ".").replace(os.sep, "/")
    return os.path.normpath(os.path.join(base, written)).replace(os.sep, "/")


def _decoded(content: bytes) -> Content:
    whole = len(content) <= LIMIT
    head = content[:LIMIT]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Content(head.decode("utf-16", "replace"), whole)
    if b"\0" in head[:8192]:
        return Content("", whole, binary=True)
    body = head.removeprefix(b"\xef\xbb\xbf")
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        cut = not whole and error.start > len(body) - 4
        text = body.decode("utf-8", "ignore") if cut else head.decode("cp1252", "replace")
    return Content(text.replace("\r\n", "\n").replace("\r", "\n"), whole)


def _nothing_ignored(_: Sequence[str]) -> frozenset[str]:
    return frozenset()


def _no_past(_: str) -> None:
    return None
