"""Where git looks for hooks, read without git and without running any."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from govlint.git.locate import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from govlint.git.locate import Place

_SECTION = re.compile(r"\s*\[([\w.-]+)(?:\s+\"[^\"]*\")?\]")
_PATH = re.compile(r"(?im)^\s*path\s*=\s*(.*)")
_KEY = re.compile(r"\s*hookspath\s*=\s*(.*)", re.IGNORECASE)


class Folder(NamedTuple):
    """The folder of the hooks, and where that is said."""

    path: str
    said_by: str = ""
    """The file that sets ``core.hooksPath``; empty where nothing does."""
    unknown: str = ""
    """Why the folder cannot be known; it is then empty."""


def folder(place: Place, environ: Mapping[str, str]) -> Folder:
    """The folder in which git looks for the hooks of a repository.

    What the repository's own configuration says is followed only inside it.
    """
    for own in (
        os.path.join(place.git_dir, "config.worktree"),
        os.path.join(place.common_dir, "config"),
    ):
        written = _written(read_text(own, 1 << 20) or "")
        if written is None:
            return Folder("", own, "its configuration includes other files")
        if written:
            return _inside(place, own, written)
    for path in _users(environ):
        written = _written(read_text(path, 1 << 20) or "")
        if written is None and _set_elsewhere(path):
            return Folder("", path, "your configuration of git includes other files")
        if written:
            return Folder(os.path.join(place.root, os.path.expanduser(written)), path)
    return Folder(os.path.join(place.common_dir, "hooks"))


def read(found: Folder, name: str) -> str | None:
    """The text of a hook; None where there is none, or where git would not run it."""
    path = os.path.join(found.path, name)
    return read_text(os.path.realpath(path)) if is_there(found, name) else None


def is_there(found: Folder, name: str) -> bool:
    """Whether a hook of that name stands in the folder."""
    return os.path.isfile(os.path.join(found.path, name))


def is_run(found: Folder, name: str) -> bool:
    """Whether git would run it: elsewhere than on Windows it has to be executable."""
    return os.name == "nt" or os.access(os.path.join(found.path, name), os.X_OK)


def _inside(place: Place, own: str, written: str) -> Folder:
    path = os.path.realpath(os.path.join(place.root, written))
    tops = (place.root, place.common_dir)
    if written.startswith("~") or not any(path.startswith(top + os.sep) for top in tops):
        return Folder("", own, "`core.hooksPath` leads out of the repository")
    return Folder(path, own)


def _written(config: str) -> str | None:
    """The last ``core.hooksPath``; empty where none is set, None where a file is included."""
    section, found = "", ""
    for line in config.splitlines():
        opened = _SECTION.match(line)
        if opened:
            section, line = opened[1].lower(), line[opened.end() :]  # noqa: PLW2901
            if section in ("include", "includeif"):
                return None
        if section == "core" and (key := _KEY.match(line)):
            found = _value(key[1])
    return found


def _set_elsewhere(path: str) -> bool:
    """Whether a file that the user's configuration includes may set it."""
    for name in _PATH.findall(read_text(path, 1 << 20) or ""):
        included = os.path.join(os.path.dirname(path), os.path.expanduser(_value(name)))
        text = read_text(os.path.realpath(included), 1 << 20) or ""
        if "hookspath" in text.lower() or "[include" in text.lower():
            return True
    return "hookspath" in (read_text(path, 1 << 20) or "").lower()


def _value(text: str) -> str:
    plain = re.sub(r"\s+[#;].*$", "", text).strip()
    return plain.strip('"').replace("\\\\", "\\")


def _users(environ: Mapping[str, str]) -> Iterator[str]:
    """The files of the user and of the machine, the stronger ones first."""
    if "GIT_CONFIG_GLOBAL" in environ:
        yield environ["GIT_CONFIG_GLOBAL"]
    else:
        home = environ.get("HOME", "")
        yield os.path.join(home, ".gitconfig")
        yield os.path.join(
            environ.get("XDG_CONFIG_HOME") or os.path.join(home, ".config"), "git", "config"
        )
    if environ.get("GIT_CONFIG_NOSYSTEM", "") in ("", "0", "false"):
        yield "/etc/gitconfig"
