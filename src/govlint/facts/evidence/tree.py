"""The repository as detectors see it: candidates by pattern, contents up to a limit, read once."""

from __future__ import annotations

import os.path

from govlint.record import Record
from govlint.snapshot import PRUNED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from govlint.facts.evidence.listing import Listing
    from govlint.facts.evidence.manifests import Object
    from govlint.facts.evidence.pysource import Module
    from govlint.snapshot import Snapshot
    from govlint.source import Document

    Held = Callable[[], str]
    """The paths that git holds, with a NUL between two; empty where the disk is to be asked."""
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
        self.matched: dict[Candidate, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        """The files that a pattern takes, and those of them that are in no sample tree."""
        self.below: dict[str, tuple[str, ...]] = {}


class Store:
    """What was read of one moment of the repository, for all its declarations together."""

    def __init__(self, snapshot: Snapshot, held: Held | None = None) -> None:
        """``held``: what git holds of a large working tree; None: the snapshot lists its files."""
        self.snapshot = snapshot
        self.objects: dict[Any, list[Object]] = {}
        self.unread: dict[Any, list[str]] = {}
        self.contents: dict[str, Content | None] = {}
        self.documents: dict[str, tuple[Document, ...]] = {}
        self.modules: dict[str, Module | None] = {}
        self.lists = Lists()
        self.of_git = False
        """Only what git holds is listed: files may be there that it does not hold yet."""
        self._held = held
        self.leaves_out: Candidate | None = None  # a sparse checkout, what git holds
        self._listing: Listing | None = None
        self._there: dict[tuple[str, ...], tuple[str, ...]] = {}

    def forget(self) -> None:
        """Let go of what was read of files: the next declarations have files of their own."""
        for known in (self.contents, self.documents, self.modules, self.objects, self.unread):
            known.clear()

    @property
    def listing(self) -> Listing:
        """Every file of the repository, as far as git holds it."""
        if self._listing is None:
            from govlint.facts.evidence.listing import Listing

            paths = self._held() if self._held is not None else ""
            self.of_git = bool(paths)
            self._listing = Listing(paths or "\0".join(self.snapshot.list()))
        return self._listing

    def there(self, paths: tuple[str, ...]) -> tuple[str, ...]:
        """Those of some files that are on disk too: git holds a deleted one until it is told."""
        if not self.of_git:
            return paths
        if paths not in self._there:
            found = (path for path in paths if self.snapshot.kind(path) is not None)
            self._there[paths] = tuple(p for p in found if PRUNED.isdisjoint(p.split("/")))
        return self._there[paths]

    def below(self, folder: str) -> tuple[str, ...]:
        """The files below a folder; the others are not listed for it."""
        if not folder:
            return self.listing.paths
        known = self.lists.below
        if folder not in known:
            if self._listing is None or self.of_git:
                known[folder] = tuple(self.snapshot.list(folder))
            else:
                inside = [path for path in self.listing.paths if path.startswith(f"{folder}/")]
                known[folder] = tuple(inside)
        return known[folder]

    def keep(self, path: str, content: Content | None) -> None:
        """Note what a file holds."""
        self.contents[path] = content


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
        """Every file of the repository, as far as git holds it."""
        return self.store.listing.paths

    def below(self, folder: str) -> tuple[str, ...]:
        """The files below a folder; the others are not listed for it."""
        return self.store.below(folder)

    def called(self, name: str) -> tuple[str, ...]:
        """The files that have a name, whatever its letter case."""
        return self.store.there(self.store.listing.called(name))

    def ending(self, ending: str) -> tuple[str, ...]:
        """The files whose paths end in some letters."""
        return self.store.there(self.store.listing.holding(f"{ending}\0"))

    def matching(
        self,
        takes: Candidate,
        endings: tuple[str, ...],
        folders: tuple[str, ...] = ("",),
        signs: tuple[str, ...] = (),
    ) -> tuple[str, ...]:
        """The files that ``takes`` takes by their path, without foreign and sample trees.

        ``endings``: what each of them ends with; the rest is not looked at more closely.
        ``folders``: where all of them stand; nothing else is listed. ``signs``: texts of which each
        path holds one, where that tells more than its end; see `listing`.
        """
        if takes not in self._matched:
            found = self.every(takes, endings, folders, signs)
            self.crowded = self.crowded or len(found) > MOST_CANDIDATES
            self._matched[takes] = self.store.there(found[:MOST_CANDIDATES])
        return self._matched[takes]

    def every(
        self,
        takes: Candidate,
        endings: tuple[str, ...],
        folders: tuple[str, ...] = ("",),
        signs: tuple[str, ...] = (),
    ) -> tuple[str, ...]:
        """The same, however many they are, and those that were deleted."""
        known = self.store.lists.matched
        if takes not in known:
            near: Iterable[str]
            if "" in folders:
                listing, ends = self.store.listing, tuple(f"{ending}\0" for ending in endings)
                unsigned = "" in endings and not signs
                near = listing.paths if unsigned else listing.holding(*(signs or ends))
            else:
                near = (path for folder in folders for path in self.below(folder))
            found = tuple(path for path in near if path.endswith(endings) and takes(path))
            known[takes] = found, tuple(path for path in found if not _is_aside(path))
        found, kept = known[takes]
        if not self._in_sample:
            return kept
        return tuple(path for path in found if not self.aside(path))

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
