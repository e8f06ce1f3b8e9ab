"""Whether the git hook of this clone runs the hooks that the configuration names."""

from __future__ import annotations

import os
import re
from shlex import quote
from typing import TYPE_CHECKING

from govlint.checkup import Answer
from govlint.doctor import shell
from govlint.doctor.nouns import start_of
from govlint.git import hooks as git_hooks
from govlint.git.locate import Trouble, locate
from govlint.text import listing, visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govlint.doctor.hooks import Named
    from govlint.git.hooks import Folder
    from govlint.model import Span

INSTALLED = "hook/installed"
NO_GIT = "This is no git repository whose hooks can be read."
_STAGES = {
    "commit": "pre-commit", "push": "pre-push", "pre-commit": "pre-commit",
    "pre-push": "pre-push", "pre-merge-commit": "pre-merge-commit",
}  # fmt: skip
_MANAGER = re.compile(r"\bhook-impl\b")
_CONFIG = re.compile(r"--config[= ][\"']?([^\s\"')]+)")


def own(root: str, environ: Mapping[str, str]) -> Span | None:
    """Return the hook of this clone that runs govlint itself, whatever is configured."""
    place = locate(root)
    if isinstance(place, Trouble) or (folder := git_hooks.folder(place, environ)).unknown:
        return None
    for name in filter(lambda each: git_hooks.is_run(folder, each), ("pre-commit", "pre-push")):
        for call in shell.calls(git_hooks.read(folder, name) or ""):
            if call.by == "govlint":
                return start_of(_shown(root, os.path.join(folder.path, name)), call.line + 1)
    return None


def answer(root: str, environ: Mapping[str, str], named: Named) -> Answer:
    """Return whether the hook is installed."""
    if environ.get("CI", "").lower() not in ("", "0", "false"):
        return Answer(
            INSTALLED, "unknown", "This is a CI job; hooks are installed in people's clones."
        )
    place = locate(root)
    if isinstance(place, Trouble):
        return Answer(INSTALLED, "unknown", NO_GIT)
    folder = git_hooks.folder(place, environ)
    if folder.unknown:
        text = f"Where git looks for hooks cannot be known: {folder.unknown}."
        return Answer(INSTALLED, "unknown", text)
    return _installed(root, folder, named)


def _installed(root: str, folder: Folder, named: Named) -> Answer:
    wanted = [_STAGES[stage] for stage in named.stages if stage in _STAGES] or ["pre-commit"]
    there = [name for name in wanted if git_hooks.is_there(folder, name)]
    if not there:
        return _missing(root, folder, named, wanted)
    path = _shown(root, os.path.join(folder.path, there[0]))
    if not git_hooks.is_run(folder, there[0]):
        text = f"{path} is not executable, so git passes it by."
        return Answer(
            INSTALLED, "to-do", text, start_of(path), f"Make it so:\n  chmod +x {quote(path)}"
        )
    content = git_hooks.read(folder, there[0])
    why = f"{path} cannot be read" if content is None else _why_not(content, folder, named)
    if why:
        return Answer(
            INSTALLED,
            "unknown",
            f"Whether the hook runs govlint is not known: {why}.",
            start_of(path),
        )
    return Answer(INSTALLED, "ok", f"Git runs {path} at each {_when(there[0])}.", start_of(path))


def _when(name: str) -> str:
    return {"pre-commit": "commit", "pre-push": "push"}.get(name, "merge")


def _why_not(text: str, folder: Folder, named: Named) -> str:
    """Why it is not sure that a hook's text leads to govlint; empty where it does."""
    if any(call.by == "govlint" for call in shell.calls(text)):
        return ""
    if _MANAGER.search(text):
        config = _CONFIG.search(text)
        if not named.managed:
            return f"pre-commit is installed, and {named.path} is read by something else"
        other = config is not None and os.path.basename(config[1]) != os.path.basename(named.path)
        return f"it reads {visible(config[1], 80)}" if other and config else ""
    return "" if _leads_to(text, folder, named) else "it calls something that is not read"


def _leads_to(text: str, folder: Folder, named: Named) -> bool:
    """Whether a hook was written by the manager that reads the configuration."""
    if named.path.startswith(".husky/"):
        return ".husky" in folder.path.replace(os.sep, "/").split("/")
    return any(name in named.path and name in text for name in ("lefthook", "overcommit"))


def _missing(root: str, folder: Folder, named: Named, wanted: list[str]) -> Answer:
    where = "installed in this clone"
    if folder.said_by:
        where = f"in {_shown(root, folder.path)}, where `core.hooksPath` sends git"
    text = f"No {listing(wanted, 'or')} hook is {where}."
    if not named.managed:
        return Answer(INSTALLED, "to-do", text, None, _by_its_manager(named.path))
    program = "prek" if named.path.endswith((".toml", ".yml")) else "pre-commit"
    types = "".join(f" --hook-type {name}" for name in wanted if wanted != ["pre-commit"])
    fix = f"Run once in each clone:\n  {program} install{types}"
    if folder.said_by and program == "pre-commit":
        fix = f"pre-commit refuses where `core.hooksPath` is set; prek does not:\n  {_PREK}{types}"
    return Answer(INSTALLED, "to-do", text, None, fix)


_PREK = "prek install"


def _by_its_manager(path: str) -> str:
    """What installs the hooks of another manager than pre-commit and prek."""
    folder = f"git config core.hooksPath {path.rpartition('/')[0]}"
    command = next((told for name, told in _MANAGERS.items() if name in path), folder)
    return f"Run once in each clone:\n  {command}"


_MANAGERS = {
    "lefthook": "lefthook install",
    ".husky/": "npm run prepare",
    ".overcommit": "overcommit --install",
}
"""What installs the hooks that a configuration file names, by a part of its path."""


def _shown(root: str, path: str) -> str:
    inside = os.path.relpath(path, os.path.realpath(root))
    return visible(path if inside.startswith("..") else inside.replace(os.sep, "/"), 200)
