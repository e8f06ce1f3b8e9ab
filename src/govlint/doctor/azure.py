"""Azure Pipelines: which step runs govlint, and whether it is a gate.

A failed step fails its job unless ``continueOnError`` is set; a script goes on after a command that
fails, unless it says ``set -e``; without ``fetchDepth`` the pipeline's settings decide
(learn.microsoft.com, YAML schema reference).
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
    moved,
    run_of,
    span_of,
)
from govlint.doctor.patterns import called, is_sample, misses_branch
from govlint.facts.evidence.places import map_of, text_of, texts_of
from govlint.facts.evidence.tree import YAML

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govlint.doctor.nouns import Run
    from govlint.facts.evidence.tree import Tree
    from govlint.model import Path, Span
    from govlint.source import Document

SYSTEM = "Azure Pipelines"
PASTE = f"""\
Add the steps to azure-pipelines.yml, and require the build in the branch's policies:
  steps:
    - checkout: self
      fetchDepth: 0
    - script: pipx run --spec {PACKAGE} govlint check"""
_FILES = called(r"(?:.*/)?(?:azure-pipelines[^/]*|\.azure(?:-pipelines|devops)/.*)\.ya?ml")
_SHELLS = ("script", "bash", "pwsh", "powershell")
_HARMLESS = ("", "true", "succeeded()", "always()", "succeededOrFailed()", "not(canceled())")
_DEEPEST = 20


class _Steps(NamedTuple):
    """A list of steps, and why what contains it stops nothing."""

    document: Document
    path: Path
    steps: list[Any]
    around: Around


def read(tree: Tree) -> Pipelines:
    """What the pipeline files say."""
    files = tuple(path for path in tree.matching(_FILES, YAML) if not is_sample(path))
    documents = [d for path in files for d in tree.documents(path) if isinstance(d.data, dict)]
    found = [
        steps
        for document in documents
        for steps in _walk(document, document.data, (), Around(unsure=_started(document.data)))
    ]
    runs = [run for steps in found for run in _runs(steps)]
    perhaps = [each for document in documents for each in _templates(document, document.data, ())]
    return Pipelines(files, tuple(runs), tuple(perhaps))


def _started(data: dict[str, Any]) -> str:
    """Why it is not known whether a pull request starts it: `pr`, or a policy of the branch."""
    asked = data.get("pr")
    if asked == "none":
        return "`pr: none` leaves pull requests to the policies of their branch, not seen here"
    if map_of(asked, "paths"):
        return "`pr: paths` says for which files it runs"
    wanted = texts_of(data, "pr") or texts_of(data, "pr", "branches", "include")
    return misses_branch(wanted, texts_of(data, "pr", "branches", "exclude"), "pr")


def _templates(document: Document, data: Any, path: Path) -> Iterator[tuple[Span, str]]:
    """The templates that a file takes in, wherever they stand in it."""
    if len(path) > _DEEPEST:
        return
    if isinstance(data, dict) and text_of(data, "template"):
        yield span_of(document, (*path, "template")), text_of(data, "template")
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in items:
        if isinstance(value, (dict, list)):
            yield from _templates(document, value, (*path, key))


def _walk(document: Document, data: Any, path: Path, around: Around) -> Iterator[_Steps]:
    """Every list of steps, in stages, jobs and deployments."""
    if len(path) > _DEEPEST:
        return
    if isinstance(data, list):
        for number, item in enumerate(data[:500]):
            yield from _walk(document, item, (*path, number), around)
    if not isinstance(data, dict):
        return
    idle = around.idle if around.idle.why or not path else _switched_off(data)
    here = Around(idle, around.unsure or (_unsure(data) if path else ""))
    for key, value in data.items():
        if key == "steps" and isinstance(value, list):
            yield _Steps(document, (*path, key), value[:500], here)
        elif isinstance(value, (dict, list)):
            yield from _walk(document, value, (*path, key), here)


def _switched_off(part: dict[str, Any]) -> Idle:
    if part.get("continueOnError") is True:
        why = "`continueOnError: true` lets the run pass"
        return Idle(why, "Remove this line:\n  continueOnError: true")
    if part.get("enabled") is False:
        return Idle("`enabled: false` switches it off", "Remove this line:\n  enabled: false")
    if part.get("condition") is False or text_of(part, "condition").strip() == "false":
        return Idle("`condition: false` switches it off", "Remove this line:\n  condition: false")
    return GATE


def _unsure(part: dict[str, Any]) -> str:
    if isinstance(part.get("continueOnError"), str):
        return "an expression decides `continueOnError`"
    condition = text_of(part, "condition").strip()
    return "" if condition in _HARMLESS else f"it runs only if `{condition[:60]}`"


def _runs(found: _Steps) -> Iterator[Run]:
    for number, step in enumerate(found.steps):
        if isinstance(step, dict):
            yield from _step(found, number, step)


def _step(found: _Steps, number: int, step: dict[str, Any]) -> Iterator[Run]:
    document, idle = found.document, found.around.idle
    around = Around(
        idle if idle.why else _switched_off(step),
        found.around.unsure or _unsure(step) or moved(SYSTEM, document.path),
        text_of(step, "env", "SKIP"),
    )
    for key in _texts(step):
        text = text_of(step, *key)
        for call in shell.calls(text):
            at = line_of(document, (*found.path, number, *key), call)
            here = around._replace(unsure=around.unsure or shell.goes_on(text, call))
            yield run_of(SYSTEM, call, at, _depth(found, number), here)


def _texts(step: dict[str, Any]) -> list[Path]:
    inputs = [
        ("inputs", key) for key in ("script", "inlineScript") if key in map_of(step, "inputs")
    ]
    return [*((key,) for key in _SHELLS if key in step), *inputs]


def _depth(found: _Steps, number: int) -> Depth:
    fix = "Fetch the whole history:\n  - checkout: self\n    fetchDepth: 0"
    before = [(n, step) for n, step in enumerate(found.steps[:number]) if isinstance(step, dict)]
    for n, step in before:
        if any(shell.fetches_all(text_of(step, *key)) for key in _texts(step)):
            return Depth("ok", FETCHED, span_of(found.document, (*found.path, n)))
    for n, step in reversed(before):
        written = text_of(step, "fetchDepth")
        if text_of(step, "checkout") == "self" and written:
            place = span_of(found.document, (*found.path, n, "fetchDepth"))
            if written == "0":
                text = "The checkout fetches the whole history (`fetchDepth: 0`)."
                return Depth("ok", text, place)
            if written.isdigit():
                text = f"The checkout fetches {written} commits, so history cannot be read."
                return Depth("to-do", text, place, fix)
    text = "The pipeline's settings say how many commits are fetched: one in a new pipeline."
    return Depth("unknown", text, span_of(found.document, (*found.path, number)), fix)
