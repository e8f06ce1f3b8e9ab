"""Whether what a schedule runs comes to a declared job: by path, module, stage or target."""

from __future__ import annotations

from govlint.record import Record
from govlint.text import words as words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from govlint.facts.evidence.nouns import Schedule
    from govlint.facts.evidence.tree import Tree

_DEEPEST = 4
_MOST = 300
_SHORTEST = 3
"""What is shorter names no file, and no word of this length tells one job from another."""
_COMMON = frozenset(
    {"main", "jobs", "data", "model", "models", "pipeline", "pipelines", "script", "scripts"}
    | {"github", "workflows", "yaml", "notebooks", "notebook", "python", "ipynb", "dags"}
)


class Reached(Record):
    """The schedules that come to a job."""

    surely: tuple[Schedule, ...]
    perhaps: tuple[Schedule, ...]
    """What they start cannot be seen, or only a name is alike."""
    off: tuple[Schedule, ...] = ()
    """Those that name the job and are switched off."""
    beside: bool = False
    """One starts another file of the job's folder, where the job itself would be looked for."""
    behind: str = ""
    """Which Python file one starts that is not read, and that may start the job."""


def reached(
    tree: Tree, path: str, written: str, schedules: Iterable[Schedule], *, off: bool = False
) -> Reached:
    """The schedules that start the file at ``path`` or the command ``written``.

    ``off``: its own file leaves it idle, so that another one has to start it in so many words.
    """
    surely: list[Schedule] = []
    perhaps: list[Schedule] = []
    idle: list[Schedule] = []
    beside, behind = False, ""
    for schedule in schedules:
        texts = expanded(tree, schedule.runs)
        named = schedule.path == path or any(names(tree, text, path, written) for text in texts)
        if schedule.idle:
            idle += [schedule] if named and schedule.path != path else []
        elif named:
            (surely if schedule.sure else perhaps).append(schedule)
        elif off and not _starts(texts):
            continue
        elif _like(tree, path or written, schedule, texts):
            perhaps.append(schedule)
        else:
            beside = beside or (schedule.sure and _beside(tree, path, texts))
            behind = behind or _behind(tree, schedule, texts)
    return Reached(tuple(surely), tuple(perhaps), tuple(idle), beside, behind)


def expanded(tree: Tree, runs: Sequence[str]) -> list[str]:
    """Commands with what ``make``, ``dvc repro``, ``mlflow run`` and scripts in them run."""
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
    if "sh" in run or run.startswith("./"):
        from govlint.facts.evidence import scripts

        inner += scripts.inside(tree, run)
    return [_uncommented(text) for text in inner]


def _uncommented(run: str) -> str:
    lines = (line for line in run.split("\n") if not line.lstrip().startswith("#"))
    return "\n".join(lines)


def names(tree: Tree, text: str, path: str, written: str) -> bool:
    """Whether a command names this file: by its bare name only where no other file has that."""
    if _by_path(text, path, written):
        return True
    folder, _, name = path.rpartition("/")
    if not path or name not in _tokens(text):
        return False
    from govlint.facts.evidence import scripts

    entered = scripts.entered(text)
    inside = any(f"/{folder}".endswith(f"/{end.strip('./')}") for end in entered)
    return inside or len(tree.called(name)) == 1


def mentions(text: str, path: str, written: str) -> bool:
    """Whether a command names a file by its path, its own name or as a module."""
    return _by_path(text, path, written) or (
        bool(path) and path.rpartition("/")[2] in _tokens(text)
    )


def _by_path(text: str, path: str, written: str) -> bool:
    if written and " " in written and written in text:
        return True
    path = path.lstrip("./")
    if not path:
        return False
    module = path.removesuffix(".py").replace("/", ".") if path.endswith(".py") else ""
    return any(_leads(bare, path, module) for bare in _tokens(text))


def _tokens(text: str) -> list[str]:
    """What may be a path or a module in a command, without what stands before it."""
    found = words_of(text.replace("\\", "/"), "./-")
    named = (token for token in found if len(token) >= _SHORTEST)
    return [token.strip(".").removeprefix("/").lstrip("./") for token in named]


def _leads(bare: str, path: str, module: str) -> bool:
    if bare == path or bare.endswith(f"/{path}") or ("/" in bare and path.endswith(f"/{bare}")):
        return True
    if not module or not bare:
        return False
    inner = "." in bare and module.endswith(f".{bare}")
    return bare == module or inner or bare.startswith(f"{module}.")


def hints(path: str, written: str) -> frozenset[str]:
    """Words of which one stands in whatever starts a job: its name, or a tool that may run it."""
    stem = path.rpartition("/")[2].partition(".")[0]
    return frozenset({stem, *_telling(path), *written.split()[:1], "dvc", "mlflow", "make "} - {""})


def _starts(texts: Sequence[str]) -> bool:
    """Whether commands start something that has a schedule of its own, or would have one."""
    words = ("dispatch", "workflow run", "TriggerDagRun", "trigger_dag", "--from=")
    return any(word in text for text in texts for word in words)


def _like(tree: Tree, path: str, schedule: Schedule, texts: Sequence[str]) -> bool:
    return _alike(path, [*texts, schedule.path]) or _through(tree, path, texts)


def _alike(path: str, texts: Sequence[str]) -> bool:
    """Whether a telling word of the job's own name stands in a command or a schedule's name."""
    joined = "\n".join(texts).lower()
    return any(word in joined and _stands(word, joined) for word in _telling(path))


def _stands(word: str, text: str) -> bool:
    """Whether a word stands in a text that holds it as more than a part of another word."""
    import re

    return re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", text) is not None


def _telling(path: str) -> set[str]:
    stem = path.rpartition("/")[2].partition(".")[0].lower()
    return {word for word in words_of(stem.replace("_", " ")) if len(word) > _SHORTEST} - _COMMON


def _through(tree: Tree, path: str, texts: Sequence[str]) -> bool:
    """Whether a Python file that is started, and may be read, names the job or a word of it."""
    from govlint.facts.evidence import scripts

    contents = [c.text for file in scripts.python(tree, texts) if (c := tree.read(file))]
    return _alike(path, contents) or any(mentions(text, path, "") for text in contents)


def _behind(tree: Tree, schedule: Schedule, texts: Sequence[str]) -> str:
    """The Python file that is started, by itself or by one that was read, and is not read."""
    from govlint.facts.evidence import scripts

    started = scripts.python(tree, texts)
    inner = [other for file in started for other in scripts.imported(tree, file)]
    unread = next((file for file in (*started, *inner) if not tree.opens(file)), "")
    return f"{schedule.path}:{schedule.line} runs {unread}, which is not read" if unread else ""


def _beside(tree: Tree, path: str, texts: Sequence[str]) -> bool:
    """Whether commands start another file of the job's folder; never where its name is common."""
    from govlint.facts.evidence import scripts

    folder, _, name = path.rpartition("/")
    ending = name[name.rfind(".") :] if "." in name else ""
    if not ending or not _telling(path):
        return False
    started = (file for text in texts for file in scripts.called(tree, text, (ending,)))
    return any(file.rpartition("/")[0] == folder for file in started)
