"""The repository's own files that a command names: scripts, modules, local actions. None is run."""

from __future__ import annotations

from govlint.facts.evidence.tree import PYTHON, joined
from govlint.text import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
    tokens = words(run, "./-")
    if endings == PYTHON:
        folders.append("src")
        tokens = [*tokens, *_packages(run)]
    for token in dict.fromkeys(tokens):
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


def _packages(command: str) -> list[str]:
    """What ``python -m package`` starts."""
    parts = command.split() if "-m" in command else []
    after = [parts[n + 1] for n, part in enumerate(parts[:-1]) if part == "-m"]
    return [f"{name.replace('.', '/')}/__main__.py" for name in after]


def python(tree: Tree, texts: Sequence[str]) -> list[str]:
    """The Python files of the repository that commands start, in the order of paths."""
    return sorted({file for text in texts for file in called(tree, text, PYTHON)})


def imported(tree: Tree, path: str) -> list[str]:
    """The Python files of the repository that a file imports; of one that may not be read, none."""
    from govlint.facts.evidence import pysource

    content, folder = tree.read(path), path.rpartition("/")[0]
    module = pysource.parse(tree, path) if content else None
    if content is None or module is None:
        return called(tree, f"cd {folder}\n{content.text}", PYTHON) if content else []
    names = [name.replace(".", "/") for name in pysource.imports(module)]
    tries = (joined(start, name) for name in names for start in ("", folder, "src"))
    files = (f"{place}{end}" for place in tries for end in (".py", "/__init__.py"))
    return [file for file in dict.fromkeys(files) if tree.snapshot.kind(file) == "file"]


def _is_module(token: str, endings: tuple[str, ...]) -> bool:
    return endings == PYTHON and "/" not in token and not token.endswith(endings)


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
