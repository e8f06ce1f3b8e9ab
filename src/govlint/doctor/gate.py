"""Whether a pipeline runs govlint and stops for it, and whether it fetches enough history."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govlint.checkup import Answer
from govlint.doctor import azure, bitbucket, elsewhere, github, gitlab
from govlint.doctor.nouns import start_of
from govlint.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govlint.doctor.hooks import Named
    from govlint.doctor.nouns import Pipelines, Run
    from govlint.facts.evidence.tree import Tree
    from govlint.model import Span

GATE, HISTORY = "ci/gate", "ci/history"
_NAMED = re.compile(r"(?<![\w-])govlint(?![\w-])")
_SAID = re.compile(r"^\s*(?:#|//)|\becho\b|\bprintf\b")
_REQUIRED = "Whether a merge has to wait for it is set at the forge and cannot be seen here."
_PASTES = {
    github.SYSTEM: github.PASTE,
    gitlab.SYSTEM: gitlab.PASTE,
    azure.SYSTEM: azure.PASTE,
    bitbucket.SYSTEM: bitbucket.PASTE,
    elsewhere.JENKINS: elsewhere.JENKINS_PASTE,
}
_ANYWHERE = (
    "Let each pull request run this, with the whole history, and stop at its failure:\n"
    "  govlint check"
)


def answers(tree: Tree, declarations: Sequence[str], named: Named | None) -> Iterator[Answer]:
    """Return the gate, and the history of the job that is one."""
    found = _pipelines(tree, declarations)
    every = (_with_hooks(run, named) for each in found.values() for run in each.runs)
    runs = [run for run in every if run is not None]
    best = min(runs, key=_rank, default=None)
    if best is None:
        yield _missing(tree, found, named)
        return
    yield _gate(best)
    if best.depth is not None and not best.idle:
        depth = best.depth
        yield Answer(HISTORY, depth.state, depth.text, depth.at, depth.mend)


def _pipelines(tree: Tree, declarations: Sequence[str]) -> dict[str, Pipelines]:
    found = {
        github.SYSTEM: github.read(tree, declarations),
        gitlab.SYSTEM: gitlab.read(tree, declarations),
        azure.SYSTEM: azure.read(tree),
        bitbucket.SYSTEM: bitbucket.read(tree, declarations),
        **{system: elsewhere.read(tree, system) for system in elsewhere.SYSTEMS},
    }
    return {system: pipelines for system, pipelines in found.items() if pipelines.files}


def _mentions(tree: Tree, pipelines: Pipelines) -> Iterator[Span]:
    """The lines that name govlint, comments and what is only printed left out."""
    for path in pipelines.files:
        content = tree.read(path)
        for number, line in enumerate(content.text.split("\n") if content else (), 1):
            if _NAMED.search(line) and not _SAID.search(line):
                yield start_of(path, number)


def _with_hooks(run: Run, named: Named | None) -> Run | None:
    """A run of the hooks counts where they name govlint."""
    if not run.hooks:
        return run
    if named is None:
        return None
    return run._replace(unsure=run.unsure or named.in_pipelines)


def _rank(run: Run) -> int:
    return 2 if run.idle else 1 if run.unsure else 0


def _gate(run: Run) -> Answer:
    what = f"{run.system} runs `{visible(run.what, 80)}`"
    if run.idle:
        fix = run.mend or "Let its failure stop the pipeline."
        return Answer(GATE, "to-do", f"{what}, but {run.idle}.", run.at, fix)
    if run.unsure:
        return Answer(GATE, "unknown", f"{what}, but {visible(run.unsure)}.", run.at)
    return Answer(GATE, "ok", f"{what}. {_REQUIRED}", run.at)


def _missing(tree: Tree, found: dict[str, Pipelines], named: Named | None) -> Answer:
    """What is said where no pipeline file runs govlint."""
    if named is not None and named.service:
        text = "No pipeline names govlint; pre-commit.ci may run the hook, if it is switched on."
        return Answer(GATE, "unknown", text, named.at)
    script = next(elsewhere.scripts(tree), None)
    if script is not None:
        text = "No pipeline names govlint; this may be what one of them calls."
        return Answer(GATE, "unknown", text, script)
    mentioned = next((at for each in found.values() for at in _mentions(tree, each)), None)
    if mentioned is not None:
        text = "A pipeline names govlint here, in a form that is not read."
        return Answer(GATE, "unknown", text, mentioned)
    for system, each in found.items():
        for at, what in each.perhaps:
            told = f"No pipeline of this repository names govlint, but {system} also runs"
            return Answer(GATE, "unknown", f"{told} `{visible(what, 80)}`.", at, _ANYWHERE)
    if not found:
        text = "There is no pipeline file here that govlint knows."
        return Answer(GATE, "unknown", text, None, _ANYWHERE)
    system, first = next(iter(found.items()))
    text = f"No pipeline runs govlint; {system} is what this repository has."
    return Answer(GATE, "to-do", text, start_of(first.files[0]), _PASTES.get(system, _ANYWHERE))
