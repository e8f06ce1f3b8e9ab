"""The repository's own files that a command names: scripts, modules, local actions. None is run."""

from __future__ import annotations

from govlint.facts.evidence.tree import joined
from govlint.text import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from govlint.facts.evidence.tree import Tree

_SHELLS = (".sh", ".bash", ".zsh")
_MOST = 40
_DEEPEST = 3


def inside(tree: Tree, run: str) -> list[str]:
    """The commands of the shell scripts and of the local actions that a command runs."""
    return [text for path in called(tree, run, _SHELLS) for text in _text(tree, path)] + [
        text for path in _actions(tree, run) for text in _steps(tree, path)
    ]


def called(tree: Tree, run: str, endings: tuple[str, ...]) -> list[str]:
    """The files of the repository with some endings that a command names, as a module too."""
    found: dict[str, None] = {}
    folders = ["", *entered(run)]
    for token in dict.fromkeys(words(run, "./-")):
        written = f"{token.replace('.', '/')}.py" if _is_module(token, endings) else token
        if written.endswith(endings):
            found.update(dict.fromkeys(_existing(tree, folders, written)))
        if len(found) >= _MOST:
            break
    return list(found)


def entered(command: str) -> list[str]:
    """The folders that a command goes to with ``cd``."""
    if "cd" not in command:
        return []
    import re

    return re.findall(r"\bcd\s+([\w./-]{1,200})", command)


def _is_module(token: str, endings: tuple[str, ...]) -> bool:
    return ".py" in endings and "/" not in token and not token.endswith(endings)


def _existing(tree: Tree, folders: list[str], written: str) -> Iterator[str]:
    """The file behind a path: from a folder, or without the first folders of a container's."""
    parts = written.removeprefix("./").lstrip("/").split("/")
    tries = [joined(folder, "/".join(parts)) for folder in folders]
    tries += ["/".join(parts[n:]) for n in range(1, min(len(parts), _DEEPEST + 1))]
    yield from (path for path in tries[:_MOST] if tree.snapshot.kind(path) == "file")


def _text(tree: Tree, path: str) -> list[str]:
    content = tree.read(path)
    return [content.text] if content else []


def _actions(tree: Tree, run: str) -> list[str]:
    """The file of a local action: of ``./.github/actions/train``, its ``action.yml``."""
    if not run.startswith("./") or "\n" in run.strip():
        return []
    folder = joined("", run.strip())
    path = tree.first(f"{folder}/action{ending}" for ending in (".yml", ".yaml"))
    return [path] if path else []


def _steps(tree: Tree, path: str) -> list[str]:
    from govlint.facts.evidence import actions
    from govlint.facts.evidence.places import map_of

    return [t for d in tree.documents(path) for t in actions.steps(map_of(d.data, "runs"))]
