"""Fetching what a shallow or partial clone lacks: only when the user asks for it.

The only importer of GitPython. The fetch runs in a git directory of our own, with the user's
configuration and without the repository's, and writes into the repository's objects.
"""

from __future__ import annotations

import os
import shutil
import string
import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from govlint.errors import UserError
from govlint.git.locate import is_id, read_text, remotes
from govlint.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import git
    from govlint.git.locate import Place

    Tell = Callable[[str], None]
    """Hears how far a fetch is: one short line at a time."""

_PROTOCOLS = "file:git:http:https:ssh"
_AT_ONCE = 500
_PLAIN = frozenset(string.ascii_letters + string.digits + "-_./#@+=,")
"""Signs of names that a remote is asked for; git gives other ones a meaning."""
_LARGE = 1 << 26
_SLOW = {"GIT_HTTP_LOW_SPEED_LIMIT": "1000", "GIT_HTTP_LOW_SPEED_TIME": "60"}
_CONFIG = """[core]
\trepositoryformatversion = 1
\tbare = true
\tfsmonitor = false
\thooksPath = /dev/null
[extensions]
\tobjectFormat = {format}
[remote "origin"]
\turl = "{url}"
"""
_PROMISOR = """\tpromisor = true
\tpartialCloneFilter = {filter}
[extensions]
\tpartialClone = origin
"""


class Origin(NamedTuple):
    """Where a repository was cloned from, and what it left there."""

    url: str
    filter: str
    """``blob:none`` and the like; empty for a clone that left nothing."""


def history(place: Place, tell: Tell) -> None:
    """Fetch the commits behind the boundary of a shallow clone. Raises `UserError`."""
    with _fetcher(place) as (repository, origin):
        options = {"filter": origin.filter} if origin.filter else {}
        _fetch(repository, sorted(place.boundary), tell, unshallow=True, **options)
        _settle(place, os.fspath(repository.git_dir))


def folders(place: Place, tell: Tell) -> None:
    """Fetch the folders of all commits, which a treeless clone left. Raises `UserError`."""
    with _fetcher(place, "blob:none") as (repository, _):
        _fetch(repository, [place.head], tell, refetch=True, filter="blob:none")


def contents(place: Place, blobs: Iterable[str], tell: Tell) -> None:
    """Fetch some contents by their ids, which a partial clone left. Raises `UserError`."""
    wanted = sorted(set(blobs))
    with _fetcher(place) as (repository, _):
        for start in range(0, len(wanted), _AT_ONCE):
            _fetch(repository, wanted[start : start + _AT_ONCE], tell, filter="blob:none")


def commit(place: Place, revision: str, tell: Tell) -> str:
    """Fetch a branch, a tag or a commit by its id, with all that it builds on; its id.

    Raises `UserError` where the remote has none, or does not give it.
    """
    name = revision if is_id(revision) else revision.removeprefix("origin/")
    if not name or name[0] in "-./+" or not _PLAIN.issuperset(name) or ".." in name:
        raise UserError(f"{visible(revision)!r} is no name that a remote could know.")
    with _fetcher(place) as (repository, origin):
        options = {"filter": origin.filter} if origin.filter else {}
        _fetch(repository, [name], tell, **options)
        said = read_text(os.path.join(os.fspath(repository.git_dir), "FETCH_HEAD"), _LARGE) or ""
        return str(repository.git.rev_parse("--verify", "--quiet", f"{said[:64].split()[0]}^0"))


def origin_of(place: Place) -> Origin:
    """The remote ``origin``, or the only one there is. Raises `UserError` where there is none."""
    config = read_text(os.path.join(place.common_dir, "config"), _LARGE) or ""
    found = remotes(config)
    settings = found.get("origin") or next(iter(found.values()), {})
    url = settings.get("url", "")
    if not url:
        raise UserError("This clone has no remote to fetch from.", fix="Clone it anew.")
    if url.startswith("-") or not url.isprintable() or "::" in url:
        message = f"govlint does not fetch from the address {visible(url)!r}."
        raise UserError(message, fix="Set the address of origin: `git remote set-url origin ...`")
    if "://" not in url and ":" not in url:
        url = os.path.realpath(os.path.join(place.root, url))
    return Origin(url, settings.get("partialclonefilter", ""))


@contextmanager
def _fetcher(place: Place, filtered: str = "") -> Iterator[tuple[git.Repo, Origin]]:
    """A repository of our own around this one's objects, gone afterwards."""
    origin = origin_of(place)
    folder = tempfile.mkdtemp(prefix="govlint-fetch-")
    try:
        _write(folder, place, origin._replace(filter=filtered or origin.filter))
        import git

        repository = git.Repo(folder)
        repository.git.update_environment(**_environment(place, folder))
        yield repository, origin
        repository.close()
    except ImportError as error:
        raise UserError(f"Fetching needs GitPython and git: {error}.") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write(folder: str, place: Place, origin: Origin) -> None:
    for name in ("objects", "refs/heads"):
        os.makedirs(os.path.join(folder, name))
    url = origin.url.replace("\\", "\\\\").replace('"', '\\"')
    config = _CONFIG.format(format="sha256" if place.sha256 else "sha1", url=url)
    if origin.filter:
        config += _PROMISOR.format(filter=origin.filter)
    files = {"config": config, "HEAD": place.head + "\n", "refs/heads/have": place.head + "\n"}
    if place.boundary:
        files["shallow"] = "".join(f"{commit}\n" for commit in sorted(place.boundary))
    for name, text in files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)


def _environment(place: Place, folder: str) -> dict[str, str]:
    return {
        "GIT_DIR": folder,
        "GIT_COMMON_DIR": folder,
        "GIT_WORK_TREE": folder,
        "GIT_INDEX_FILE": os.path.join(folder, "index"),
        "GIT_OBJECT_DIRECTORY": place.objects,
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": "",
        "GIT_ALLOW_PROTOCOL": _PROTOCOLS,
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
        **_SLOW,
    }


def _fetch(repository: git.Repo, ids: Sequence[str], tell: Tell, **options: Any) -> None:
    from git.exc import GitError
    from git.remote import RemoteProgress

    class Progress(RemoteProgress):
        """Hands on what git says of its progress."""

        def line_dropped(self, line: str) -> None:
            tell(visible(line.strip()))

        def update(self, *_: object) -> None:
            tell(visible(str(self._cur_line or "").strip()))

    try:
        repository.remote("origin").fetch(
            list(ids),
            progress=Progress(),
            no_tags=True,
            no_auto_maintenance=True,
            recurse_submodules="no",
            **options,
        )
    except (GitError, ValueError) as error:
        said = str(getattr(error, "stderr", "") or error).strip().strip("'\n")
        last = visible(said.splitlines()[-1].strip()) if said else "git gave no reason"
        raise UserError(f"Nothing could be fetched: {last}") from error


def _settle(place: Place, folder: str) -> None:
    """Move the boundary of the clone to where git says it is now."""
    left = read_text(os.path.join(folder, "shallow"), _LARGE)
    shallow = os.path.join(place.common_dir, "shallow")
    lock = shallow + ".lock"
    try:
        descriptor = os.open(lock, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    except OSError as error:
        message = f"The clone's boundary cannot be moved: {visible(str(error))}"
        raise UserError(
            message, fix="See whether another git is at work here, and retry."
        ) from error
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(left or "")
    if left:
        os.replace(lock, shallow)
    else:
        os.remove(shallow)
        os.remove(lock)
