"""Bitbucket Pipelines: which step runs govlint, and whether it is a gate.

A failed step fails its pipeline unless ``on-fail`` ignores it; 50 commits are fetched unless
``clone`` says otherwise, and for pull requests as many as the merge needs
(support.atlassian.com, Configure bitbucket-pipelines.yml).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from govlint.doctor import shell
from govlint.doctor.nouns import (
    FETCHED,
    GATE,
    PACKAGE,
    Around,
    Depth,
    Idle,
    Pipelines,
    line_of,
    run_of,
    span_of,
)
from govlint.doctor.patterns import may_cover
from govlint.facts.evidence.places import map_of, text_of, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govlint.doctor.nouns import Run
    from govlint.facts.evidence.tree import Tree
    from govlint.model import Path
    from govlint.source import Document

SYSTEM = "Bitbucket Pipelines"
FILE = "bitbucket-pipelines.yml"
PASTE = f"""\
Add the step to bitbucket-pipelines.yml, and let merges wait for it:
  clone:
    depth: full
  pipelines:
    pull-requests:
      "**":
        - step:
            name: govlint
            image: python:3.13
            script:
              - pip install {PACKAGE}
              - govlint check"""
_GROUPS = {"custom": "somebody has to start it (`custom`)", "tags": "it runs only for tags"}
_DEEPEST = 12


class _Step(NamedTuple):
    document: Document
    group: str
    path: Path
    data: dict[str, Any]


def read(tree: Tree, declarations: Sequence[str]) -> Pipelines:
    """What the pipeline file says."""
    documents = tree.documents(FILE) if tree.snapshot.kind(FILE) == "file" else ()
    if not documents or not isinstance(documents[0].data, dict):
        return Pipelines()
    groups = map_of(documents[0].data, "pipelines")
    steps = [
        _Step(documents[0], group, path, data)
        for group, value in groups.items()
        for path, data in _steps(value, ("pipelines", group))
    ]
    return Pipelines((FILE,), tuple(run for step in steps for run in _runs(step, declarations)))


def _steps(value: Any, path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    if len(path) > _DEEPEST:
        return
    if isinstance(value, list):
        for number, item in enumerate(value[:500]):
            yield from _steps(item, (*path, number))
    elif isinstance(value, dict):
        for key, item in value.items():
            if key == "step" and isinstance(item, dict):
                yield (*path, key), item
            else:
                yield from _steps(item, (*path, key))


def _runs(step: _Step, declarations: Sequence[str]) -> Iterator[Run]:
    idle = _idle(step, declarations)
    script = step.data.get("script")
    for number, text in enumerate(script[:500] if isinstance(script, list) else []):
        for call in shell.calls(text) if isinstance(text, str) else ():
            at = line_of(step.document, (*step.path, "script", number), call)
            yield run_of(SYSTEM, call, at, _depth(step), Around(idle))


def _idle(step: _Step, declarations: Sequence[str]) -> Idle:
    if step.group in _GROUPS:
        return Idle(_GROUPS[step.group], "Run the step under `pull-requests` too.")
    branch = str(step.path[2]) if step.group == "branches" else "*"
    if "*" not in branch:
        why = f"it runs only on the branch {branch}, after the merge"
        return Idle(why, "Run the step under `pull-requests` too.")
    if text_of(step.data, "on-fail", "strategy") == "ignore":
        fix = "Remove these lines:\n  on-fail:\n    strategy: ignore"
        return Idle("`on-fail` ignores its failure", fix)
    if text_of(step.data, "trigger") == "manual":
        return Idle("somebody has to start it (`trigger: manual`)", "Remove:\n  trigger: manual")
    paths = texts_of(step.data, "condition", "changesets", "includePaths")
    if paths and not any(may_cover(paths, path) for path in declarations):
        why = f"it runs only where {paths[0]} changes, not for the declaration"
        return Idle(why, "Add the declaration to `includePaths`.")
    return GATE


def _depth(step: _Step) -> Depth:
    fix = "Fetch the whole history, at the top of the file:\n  clone:\n    depth: full"
    script = [text for text in texts_of(step.data, "script") if isinstance(text, str)]
    if any(map(shell.fetches_all, script)):
        return Depth("ok", FETCHED, span_of(step.document, step.path))
    own = text_of(step.data, "clone", "depth")
    path: Path = (*step.path, "clone", "depth") if own else ("clone", "depth")
    written = own or text_of(step.document.data, "clone", "depth")
    place = span_of(step.document, path if written else step.path)
    if written == "full":
        return Depth("ok", "The clone fetches the whole history (`depth: full`).", place)
    if step.group == "pull-requests":
        text = "For a pull request the clone fetches what its merge needs, perhaps not all."
        return Depth("unknown", text, place, fix)
    text = f"The clone fetches {written or '50'} commits, so older history cannot be read."
    return Depth("to-do", text, place, fix)
