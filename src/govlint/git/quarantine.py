"""A git directory of our own around a repository's objects, so that nothing else of it counts.

Its configuration, attributes, hooks and references are ours; git finds the repository's objects,
index and shallow boundary through the environment.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govlint.git.locate import Place

_CONFIG = """[core]
\trepositoryformatversion = {version}
\tbare = true
\tfsmonitor = false
\tcommitGraph = false
\thooksPath = /dev/null
\tattributesFile = /dev/null
\texcludesFile = /dev/null
[advice]
\tgraftFileDeprecated = false
"""
_SHA256 = "[extensions]\n\tobjectFormat = sha256\n"
_SETTINGS = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_FLUSH": "0",
    "GIT_GRAFT_FILE": "/dev/null",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


class Quarantine(NamedTuple):
    """A temporary folder that git takes for the repository, and the environment that says so."""

    folder: str
    environment: dict[str, str]


def make(place: Place, environ: Mapping[str, str]) -> Quarantine:
    """Build it. Raises `OSError` where no temporary folder can be written."""
    folder = os.path.join(_temporary(environ), f"govlint-{os.getpid()}-{os.urandom(8).hex()}")
    os.mkdir(folder, 0o700)
    for name in ("objects", "refs"):
        os.mkdir(os.path.join(folder, name))
    extra = _SHA256 if place.sha256 else ""
    _write(folder, "config", _CONFIG.format(version=int(place.sha256)) + extra)
    _write(folder, "HEAD", place.head or "ref: refs/heads/none")
    return Quarantine(folder, _environment(place, folder, environ))


def open_references(quarantine: Quarantine, place: Place) -> None:
    """Let git see the repository's references too: to resolve what the user asks for."""
    refs = os.path.join(quarantine.folder, "refs")
    if not os.path.islink(refs):
        os.rmdir(refs)
        os.symlink(os.path.join(place.common_dir, "refs"), refs)
        packed = os.path.join(quarantine.folder, "packed-refs")
        os.symlink(os.path.join(place.common_dir, "packed-refs"), packed)


def remove(quarantine: Quarantine) -> None:
    """Take it away again, whatever was left in it."""
    with suppress(OSError), os.scandir(quarantine.folder) as entries:
        for entry in entries:
            folder = entry.is_dir(follow_symlinks=False)
            (os.rmdir if folder else os.unlink)(entry.path)
    with suppress(OSError):
        os.rmdir(quarantine.folder)


def _environment(place: Place, folder: str, environ: Mapping[str, str]) -> dict[str, str]:
    """The caller's own, without what git's hooks and users export, and with ours."""
    kept = {name: value for name, value in environ.items() if not name.startswith("GIT_")}
    parts = {
        "GIT_DIR": folder,
        "GIT_OBJECT_DIRECTORY": place.objects,
        "GIT_INDEX_FILE": place.index_file,
        "HOME": folder,
        "XDG_CONFIG_HOME": folder,
    }
    if place.shallow_file:
        parts["GIT_SHALLOW_FILE"] = place.shallow_file
    return kept | _SETTINGS | parts


def _temporary(environ: Mapping[str, str]) -> str:
    for name in ("TMPDIR", "TEMP", "TMP"):
        folder = environ.get(name, "")
        if os.path.isabs(folder) and os.path.isdir(folder):
            return folder
    return "/tmp"


def _write(folder: str, name: str, text: str) -> None:
    with open(os.path.join(folder, name), "w", encoding="ascii") as file:
        file.write(text + "\n")
