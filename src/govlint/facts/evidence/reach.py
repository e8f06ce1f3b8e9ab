"""Whether what a schedule runs comes to a declared job: by path, module, stage or target."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govlint.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from govlint.facts.evidence.nouns import Schedule
    from govlint.facts.evidence.tree import Tree

_DEEPEST = 4
_MOST = 2000
_TOKEN = re.compile(r"[\w./\\-]{3,300}")
_WORD = re.compile(r"[a-z0-9]{4,40}")
_COMMON = frozenset(
    {"main", "jobs", "data", "model", "models", "pipeline", "pipelines", "script", "scripts"}
    | {"github", "workflows", "yaml", "notebooks", "notebook", "python", "ipynb", "dags"}
)


class Reached(Record):
    """The schedules that come to a job."""

    surely: tuple[Schedule, ...]
    perhaps: tuple[Schedule, ...]
    """What they start cannot be seen, or only a name is alike."""


def reached(tree: Tree, path: str, written: str, schedules: Iterable[Schedule]) -> Reached:
    """The active schedules that start the file at ``path`` or the command ``written``."""
    surely: list[Schedule] = []
    perhaps: list[Schedule] = []
    for schedule in schedules:
        if schedule.idle:
            continue
        texts = expanded(tree, schedule.runs)
        if schedule.path == path or any(mentions(text, path, written) for text in texts):
            (surely if schedule.sure else perhaps).append(schedule)
        elif _alike(path or written, [*texts, schedule.path]):
            perhaps.append(schedule)
    return Reached(tuple(surely), tuple(perhaps))


def expanded(tree: Tree, runs: Sequence[str]) -> list[str]:
    """Commands with what ``make``, ``dvc repro`` and ``mlflow run`` in them run in their turn."""
    found = dict.fromkeys(_uncommented(run) for run in runs)
    fresh = list(found)
    for _ in range(_DEEPEST):
        inner = [text for run in fresh for text in _inside(tree, run)]
        fresh = [text for text in dict.fromkeys(inner) if text not in found]
        if not fresh or len(found) > _MOST:
            break
        found.update(dict.fromkeys(fresh))
    return list(found)


def _inside(tree: Tree, run: str) -> list[str]:
    inner: list[str] = []
    if "make" in run:
        from govlint.facts.evidence import makefiles

        inner += makefiles.recipes(tree, run)
    if "dvc" in run:
        from govlint.facts.evidence import dvc

        inner += dvc.reproduced(tree, run)
    if "mlflow" in run:
        from govlint.facts.evidence import mlflow

        inner += mlflow.started(tree, run)
    return [_uncommented(text) for text in inner]


def _uncommented(run: str) -> str:
    lines = (line for line in run.split("\n") if not line.lstrip().startswith("#"))
    return "\n".join(lines)


def mentions(text: str, path: str, written: str) -> bool:
    """Whether a command names a file by its path, its own name or as a module."""
    if written and " " in written and written in text:
        return True
    if not path:
        return False
    name, path = path.rpartition("/")[2], path.lstrip("./")
    module = re.sub(r"\.py$", "", path).replace("/", ".") if path.endswith(".py") else ""
    for token in _TOKEN.findall(text.replace("\\", "/")):
        bare = token.strip(".").removeprefix("/").lstrip("./")
        if bare in (name, path) or bare.endswith(f"/{path}") or path.endswith(f"/{bare}"):
            return True
        if module and bare and (bare == module or (module.endswith(f".{bare}") and "." in bare)):
            return True
        if module and bare.startswith(f"{module}."):
            return True
    return False


def hints(path: str, written: str) -> frozenset[str]:
    """Words of which one stands in whatever starts a job: its name, or a tool that may run it."""
    stem = path.rpartition("/")[2].partition(".")[0]
    words = set(_WORD.findall(stem.lower())) - _COMMON
    return frozenset({stem, *words, *written.split()[:1], "dvc", "mlflow", "make "} - {""})


def _alike(path: str, texts: Sequence[str]) -> bool:
    """Whether a telling word of the job's own name stands in a command or a schedule's name."""
    stem = path.rpartition("/")[2].partition(".")[0].lower()
    words = set(_WORD.findall(stem)) - _COMMON
    joined = "\n".join(texts).lower()
    return any(re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", joined) for word in words)
