"""A git directory of our own around a repository's objects, so that nothing else of it counts.

Its configuration, attributes, hooks and references are ours; git finds the repository's objects,
index and shallow boundary through the environment.
"""

from __future__ import annotations

import atexit
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from govlint.git.locate import Place

_MEMORY = "/dev/shm"
"""Linux keeps this folder in memory: files come and go there four times as fast."""
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


class Quarantine:
    """A temporary folder that git takes for the repository, and the environment that says so."""

    def __init__(self, place: Place, environ: Mapping[str, str]) -> None:
        """Build it. Raises `OSError` where no temporary folder can be written."""
        name = f"govlint-{os.getpid()}-{os.urandom(8).hex()}"
        self.folder = os.path.join(_temporary(environ), name)
        self.environment = _environment(place, self.folder, environ)
        os.mkdir(self.folder, 0o700)
        atexit.register(self.remove)
        for part in ("objects", "refs"):
            os.mkdir(os.path.join(self.folder, part))
        extra = _SHA256 if place.sha256 else ""
        _write(self.folder, "config", _CONFIG.format(version=int(place.sha256)) + extra)
        _write(self.folder, "HEAD", place.head or "ref: refs/heads/none")

    def open_references(self, place: Place) -> None:
        """Let git see the repository's references too: to resolve what the user asks for."""
        refs = os.path.join(self.folder, "refs")
        if not os.path.islink(refs):
            os.rmdir(refs)
            os.symlink(os.path.join(place.common_dir, "refs"), refs)
            packed = os.path.join(self.folder, "packed-refs")
            os.symlink(os.path.join(place.common_dir, "packed-refs"), packed)

    def remove(self) -> None:
        """Take it away again, whatever was left in it; at the end of the program at the latest."""
        atexit.unregister(self.remove)
        try:
            with os.scandir(self.folder) as entries:
                for entry in entries:
                    folder = entry.is_dir(follow_symlinks=False)
                    (os.rmdir if folder else os.unlink)(entry.path)
            os.rmdir(self.folder)
        except OSError:
            return


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
    return _MEMORY if os.access(_MEMORY, os.W_OK | os.X_OK) else "/tmp"


def _write(folder: str, name: str, text: str) -> None:
    with open(os.path.join(folder, name), "wb") as file:
        file.write(f"{text}\n".encode())
