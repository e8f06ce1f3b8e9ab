"""Where a repository keeps its parts, and what state it is in: read without git, and believed
only as far as it leads nowhere else.
"""

from __future__ import annotations

import os

from govlint.record import Record
from govlint.regular import read_regular

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Kind = Literal[
        "none",
        "program",
        "broken",
        "elsewhere",
        "borrowed",
        "format",
        "folder",
        "silent",
        "treeless",
        "unread",
    ]


class Trouble(Record):
    """Why a repository's history cannot be read; ``detail`` completes the sentence."""

    kind: Kind
    detail: str = ""


class Place(Record):
    """The parts of one repository, each an absolute path, and its state."""

    root: str
    """The top of the working tree; of a bare repository the repository itself."""
    git_dir: str
    common_dir: str
    objects: str
    index_file: str
    shallow_file: str
    """Empty where the clone is not shallow."""
    boundary: frozenset[str]
    """The commits whose parents a shallow clone does not hold."""
    head: str
    """The id of the commit checked out; empty while there is none."""
    bare: bool
    sha256: bool
    promisor: bool
    """A partial clone: some objects were left at the server."""


_HEXADECIMAL = frozenset("0123456789abcdef")
_LARGE = 1 << 26
_DEPTH = 5


def top(path: str) -> str | None:
    """The nearest folder at or above ``path`` that is a repository or holds one."""
    folder = os.path.realpath(path)
    while not os.path.lexists(os.path.join(folder, ".git")) and not _looks_bare(folder):
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent
    return folder


def locate(path: str) -> Place | Trouble:
    """The repository at or above the folder ``path``."""
    try:
        return _locate(path)
    except ValueError:  # a path with a NUL in it
        return Trouble("broken", "a file in it names a path that cannot be")


def _locate(path: str) -> Place | Trouble:
    folder = top(path)
    if folder is None:
        return Trouble("none")
    dot_git = os.path.join(folder, ".git")
    if os.path.lexists(dot_git):
        return _ordinary(folder, dot_git)
    return _place(folder, folder, folder, bare=True)


def merging(place: Place) -> tuple[str, ...]:
    """The commits that a merge under way brings in."""
    text = read_text(os.path.join(place.git_dir, "MERGE_HEAD")) or ""
    return tuple(filter(is_id, text.split()))


def remote_of(path: str) -> str:
    """The address of ``origin``, or of the only remote; empty where none is known.

    Only what the repository's own configuration says: what that includes is not read.
    """
    place = locate(path)
    if isinstance(place, Trouble):
        return ""
    found = remotes(read_text(os.path.join(place.common_dir, "config"), _LARGE) or "")
    settings = found.get("origin") or (next(iter(found.values())) if len(found) == 1 else {})
    return settings.get("url", "")


def remotes(config: str) -> dict[str, dict[str, str]]:
    """The settings of each remote of a configuration, by its name."""
    found: dict[str, dict[str, str]] = {}
    section: dict[str, str] = {}
    for line in config.splitlines():
        text = line.strip()
        if text.startswith("["):
            name = text.partition('"')[2].partition('"')[0]
            is_remote = text.startswith('[remote "')
            section = found.setdefault(name, {}) if is_remote else {}
        else:
            key, _, value = text.partition("=")
            section[key.strip().lower()] = value.strip().strip('"')
    return found


def read_text(path: str, limit: int = 1 << 16) -> str | None:
    """A regular file's first ``limit`` bytes as Latin-1; None where there is no such file."""
    try:
        content = read_regular(path, limit)
    except (OSError, ValueError):
        return None
    return None if content is None else content.decode("latin-1")


def is_id(text: str) -> bool:
    """Whether a text is the full id of an object."""
    return len(text) in (40, 64) and _HEXADECIMAL.issuperset(text)


def _looks_bare(folder: str) -> bool:
    parts = (os.path.join(folder, name) for name in ("HEAD", "objects", "refs"))
    return all(os.path.lexists(part) for part in parts)


def _ordinary(root: str, dot_git: str) -> Place | Trouble:
    if os.path.islink(dot_git):
        real = os.path.realpath(dot_git)
        inside = real.startswith(root + os.sep) and os.path.isdir(real)
        return _place(root, real, real) if inside else Trouble("elsewhere", ".git")
    if os.path.isdir(dot_git):
        return _place(root, dot_git, dot_git)
    text = read_text(dot_git) or ""
    if not text.startswith("gitdir: "):
        return Trouble("broken", ".git is neither a folder nor a pointer to one")
    git_dir = os.path.realpath(os.path.join(root, _path(text[8:])))
    if not os.path.isdir(git_dir):
        return Trouble("broken", "the folder that .git points to is not there")
    return _linked(root, dot_git, git_dir)


def _linked(root: str, dot_git: str, git_dir: str) -> Place | Trouble:
    """A linked worktree is known where it points to, and a submodule lies in what is around it.

    Inside the repository it may lie wherever it likes.
    """
    back = read_text(os.path.join(git_dir, "gitdir"))
    common = read_text(os.path.join(git_dir, "commondir"))
    if back is not None and common is not None:
        here = os.path.realpath(os.path.join(git_dir, _path(back)))
        shared = os.path.realpath(os.path.join(git_dir, _path(common)))
        known = os.path.dirname(git_dir) == os.path.join(shared, "worktrees")
        if known and here == os.path.realpath(dot_git):
            return _place(root, git_dir, shared)
    elif common is None and (git_dir.startswith(root + os.sep) or _encloses(root, git_dir)):
        return _place(root, git_dir, git_dir)
    return Trouble("elsewhere", ".git")


def _encloses(root: str, git_dir: str) -> bool:
    before, modules, _ = git_dir.partition(os.sep + os.path.join(".git", "modules") + os.sep)
    return bool(modules) and root.startswith(before + os.sep)


def _place(root: str, git_dir: str, common: str, *, bare: bool = False) -> Place | Trouble:
    config = read_text(os.path.join(common, "config"), _LARGE) or ""
    objects = os.path.join(common, "objects")
    shallow = os.path.join(common, "shallow")
    boundary = frozenset(filter(is_id, (read_text(shallow, _LARGE) or "").split()))
    head = _resolve_head(git_dir, common)
    if head is None:
        return Trouble("broken", "its HEAD cannot be read")
    try:
        trouble = _unfit(config, objects)
        packs = os.listdir(os.path.join(objects, "pack"))
    except OSError:
        return Trouble("broken", "its objects cannot be read")
    return trouble or Place(
        root=root,
        git_dir=git_dir,
        common_dir=common,
        objects=objects,
        index_file=os.path.join(git_dir, "index"),
        shallow_file=shallow if boundary else "",
        boundary=boundary,
        head=head,
        bare=bare,
        sha256=_setting(config, "objectformat") == "sha256",
        promisor=any(name.endswith(".promisor") for name in packs),
    )


def _unfit(config: str, objects: str) -> Trouble | None:
    """What keeps us from reading the objects: a format, or that they lie elsewhere."""
    if _setting(config, "refstorage") not in ("", "files"):
        return Trouble("format", _setting(config, "refstorage"))
    alternates = os.path.join(objects, "info", "alternates")
    if os.path.lexists(alternates) and (read_text(alternates) or "unreadable").strip():
        return Trouble("borrowed")
    pack = os.path.join(objects, "pack")
    if os.path.islink(objects) or not _all(objects, folders=True) or not _all(pack, folders=False):
        return Trouble("elsewhere", "a part of .git/objects")
    return None


def _setting(config: str, name: str) -> str:
    """The last value of a key, whatever its section; empty where it is not set."""
    value = ""
    for line in config.splitlines():
        key, _, text = line.partition("=")
        if key.strip().lower() == name:
            value = text.strip().strip('"').lower()
    return value


def _all(folder: str, *, folders: bool) -> bool:
    """Whether ``folder`` holds folders, or files, only: no link, no pipe."""
    with os.scandir(folder) as entries:
        return all(
            entry.is_dir(follow_symlinks=False) if folders else entry.is_file(follow_symlinks=False)
            for entry in entries
        )


def _resolve_head(git_dir: str, common: str) -> str | None:
    """The commit's id; empty while its branch has none; None where it cannot be known."""
    head = os.path.join(git_dir, "HEAD")
    text = f"ref: {os.readlink(head)}" if os.path.islink(head) else read_text(head)
    for _ in range(_DEPTH):
        if text is None or is_id(text.strip()):
            return text and text.strip()
        if not text.startswith("ref: refs/") or ".." in text or not text.strip().isprintable():
            return None
        text = _ref(text[5:].strip(), git_dir, common)
        if not text:
            return text
    return None


def _ref(name: str, git_dir: str, common: str) -> str | None:
    """What a reference holds; empty where there is none, None where it cannot be read."""
    for folder in (git_dir, common):
        path = os.path.join(folder, name)
        if os.path.lexists(path):
            return read_text(path)
    packed_refs = os.path.join(common, "packed-refs")
    if not os.path.lexists(packed_refs):
        return ""
    packed = read_text(packed_refs, _LARGE)
    if packed is None or len(packed) == _LARGE:
        return None
    end = packed.find(f" {name}\n")
    return packed[packed.rfind("\n", 0, end) + 1 : end] if end > 0 else ""


def _path(text: str) -> str:
    return os.fsdecode(text.rstrip("\r\n").encode("latin-1"))
