"""GitHub Actions (Gitea and Forgejo too): which step runs govlint, and whether it is a gate.

A failed step fails its job unless ``continue-on-error`` is set on either; ``actions/checkout``
fetches one commit unless ``fetch-depth`` says otherwise (docs.github.com, Workflow syntax).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from govlint.doctor import shell
from govlint.doctor.nouns import (
    FETCHED,
    GATE,
    PACKAGE,
    SKIPPED,
    Around,
    Depth,
    Idle,
    Pipelines,
    Run,
    line_of,
    run_of,
    span_of,
    start_of,
)
from govlint.doctor.patterns import covers, may_cover, misses_branch
from govlint.facts.evidence import actions
from govlint.facts.evidence.places import list_of, map_of, text_of, texts_of
from govlint.facts.evidence.tree import YAML

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govlint.facts.evidence.actions import Workflow
    from govlint.facts.evidence.tree import Tree
    from govlint.model import Path, Span

SYSTEM = actions.TOOL
_CHECKOUT_AT = "de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2"
PASTE = f"""\
Write .github/workflows/govlint.yml, and require the job in the branch's protection:
  name: govlint
  on: [pull_request, merge_group]
  permissions:
    contents: read
  jobs:
    govlint:
      runs-on: ubuntu-latest
      steps:
        - uses: actions/checkout@{_CHECKOUT_AT}
          with:
            fetch-depth: 0
        - run: pipx run --spec {PACKAGE} govlint check"""
_OUR_ACTION = re.compile(r"(?i)[\w.-]+/govlint(?:/[^@]*)?@\S+")
_HOOK_ACTIONS = re.compile(r"(?i)(?:pre-commit/action|j178/prek-action)@\S+")
_CHECKOUT = re.compile(r"(?i)actions/checkout@")
_HARMLESS = re.compile(
    r"\s*(?:True|true|(?:always|success)\(\)|!\s*cancelled\(\)"
    r"|github\.event_name\s*==\s*['\"](?:pull_request|merge_group)['\"])?\s*"
)
"""Conditions under which a job runs for a pull request."""
_GATES = ("pull_request", "merge_group")
_WORDS = ("govlint", "pre-commit", "prek", "uses:")


class _Job(NamedTuple):
    workflow: Workflow
    name: str
    data: dict[str, Any]

    @property
    def steps(self) -> list[Any]:
        return list_of(self.data, "steps")[:200]

    def path(self, number: int) -> Path:
        return ("jobs", self.name, "steps", number)


def read(tree: Tree, declarations: Sequence[str]) -> Pipelines:
    """What the workflows say."""
    files = tree.matching(actions.CANDIDATES, YAML)
    told = [path for path in files if _mentions(tree, path)]
    found = [actions.read(tree, path) for path in told]
    workflows = [workflow for workflow in found if workflow is not None]
    started = [(each, _Starts(each, workflows, declarations)) for each in workflows]
    runs = [
        run._replace(unsure=run.unsure or starts.unsure)
        for workflow, starts in started
        for run in _runs(workflow, starts.idle)
    ]
    runs += [
        Run(SYSTEM, "a workflow that names govlint", start_of(path), unsure=tree.trouble(path))
        for path, workflow in zip(told, found, strict=True)
        if workflow is None and "govlint" in _text(tree, path)
    ]
    return Pipelines(files, tuple(runs), tuple(p for w in workflows for p in _elsewhere(w)))


def _text(tree: Tree, path: str) -> str:
    content = tree.read(path)
    return content.text if content else ""


def _mentions(tree: Tree, path: str) -> bool:
    text = _text(tree, path)
    return any(word in text for word in _WORDS)


def _runs(workflow: Workflow, starts: str) -> Iterator[Run]:
    for name, data in workflow.jobs.items():
        job = _Job(workflow, name, data)
        idle = _switched_off(data, "job")
        late = Idle(starts, _ON) if starts else GATE
        if _OUR_ACTION.fullmatch(text_of(data, "uses")):
            place = span_of(workflow.document, ("jobs", name, "uses"))
            run = _action(text_of(data, "uses"), place, idle if idle.why else late)
            yield run._replace(unsure=_unsure(data))
        for number, step in enumerate(job.steps):
            if isinstance(step, dict):
                reasons = (idle, _switched_off(step, "step"), late)
                first = next((reason for reason in reasons if reason.why), GATE)
                yield from _step(job, number, step, first)


_ON = "Start it with each pull request too:\n  on: [pull_request, merge_group]"


def _action(uses: str, at: Span, idle: Idle) -> Run:
    return Run(SYSTEM, uses, at, idle=idle.why, mend=idle.mend)


def _step(job: _Job, number: int, step: dict[str, Any], idle: Idle) -> Iterator[Run]:
    uses, path, document = text_of(step, "uses"), job.path(number), job.workflow.document
    if _OUR_ACTION.fullmatch(uses):
        unsure = _unsure(job.data, step)
        own = Idle("`fail-on: never` lets every finding pass") if _never_fails(step) else GATE
        run = _action(uses, span_of(document, (*path, "uses")), idle if idle.why else own)
        yield run._replace(depth=_depth(job, number), unsure=unsure)
    elif _HOOK_ACTIONS.fullmatch(uses):
        own = Idle(SKIPPED) if shell.skips(_skip(job, step)) else GATE
        run = _action(uses, span_of(document, (*path, "uses")), idle if idle.why else own)
        depth, unsure = _depth(job, number), _unsure(job.data, step)
        yield run._replace(hooks=True, depth=depth, unsure=unsure)
    for call in shell.calls(text_of(step, "run")):
        at, unsure = line_of(document, (*path, "run"), call), _unsure(job.data, step)
        skip = _skip(job, step)
        yield run_of(SYSTEM, call, at, _depth(job, number), Around(idle, unsure, skip))


def _never_fails(step: dict[str, Any]) -> bool:
    arguments = " ".join(text_of(step, "with", "arguments").split())
    return text_of(step, "with", "fail-on") == "never" or shell.never_fails(arguments)


def _skip(job: _Job, step: dict[str, Any]) -> str:
    """The value of SKIP for a step, by the nearest ``env``."""
    places = (step, job.data, job.workflow.document.data)
    return next(filter(None, (text_of(place, "env", "SKIP") for place in places)), "")


def _switched_off(part: dict[str, Any], what: str) -> Idle:
    """Why a job or a step stops nothing."""
    if part.get("continue-on-error") is True:
        why = f"`continue-on-error: true` lets the {what} pass"
        return Idle(why, "Remove this line:\n  continue-on-error: true")
    if actions.never(part):
        return Idle(f"`if: false` switches the {what} off", "Remove this line:\n  if: false")
    return GATE


def _unsure(*parts: dict[str, Any]) -> str:
    if any(isinstance(part.get("continue-on-error"), str) for part in parts):
        return "an expression decides `continue-on-error`"
    conditions = (str(part.get("if", "")).replace("${{", "").replace("}}", "") for part in parts)
    asked = next((text.strip() for text in conditions if not _HARMLESS.fullmatch(text)), "")
    return f"it runs only if `{asked[:60]}`" if asked else ""


class _Starts:
    """What starts a workflow, itself or through those that call it."""

    def __init__(
        self, workflow: Workflow, others: Sequence[Workflow], declarations: Sequence[str]
    ) -> None:
        callers = [other for other in others if workflow.path in actions.uses(other)]
        self._starting = [workflow, *callers] if "workflow_call" in workflow.events else [workflow]
        self._declarations = declarations

    @property
    def idle(self) -> str:
        """Why no change is stopped by it; empty where a pull request or a push starts it."""
        reasons = [self._why(workflow) for workflow in self._starting]
        return "" if "" in reasons else reasons[0]

    @property
    def unsure(self) -> str:
        """Why it is not known whether it runs for changes to the default branch."""
        reasons = [_other_branches(workflow) for workflow in self._starting]
        return "" if "" in reasons else reasons[0]

    def _why(self, workflow: Workflow) -> str:
        asked = [event for event in _GATES if event in workflow.events]
        if asked:
            missed = [reason for event in asked if (reason := self._misses(workflow, event))]
            return missed[0] if len(missed) == len(asked) else ""
        if "push" in workflow.events:
            return self._misses(workflow, "push") or _after_merge(workflow)
        events = [event for event in workflow.events if event != "workflow_call"]
        return f"it runs on {', '.join(events[:3]) or 'nothing'}, not on pull requests"

    def _misses(self, workflow: Workflow, event: str) -> str:
        """Why an event does not start it where a declaration changes."""
        if any(f"paths{end}" in map_of(workflow.on, event) for end in ("", "-ignore")):
            wanted = texts_of(workflow.on, event, "paths")
            ignored = texts_of(workflow.on, event, "paths-ignore")
            if wanted and not any(may_cover(wanted, path) for path in self._declarations):
                return f"it runs only where {wanted[0]} changes, not for the declaration"
            if ignored and any(covers(ignored, path) for path in self._declarations):
                return "its `paths-ignore` leaves the declaration out"
        types = texts_of(workflow.on, event, "types")
        if event == "pull_request" and types and "synchronize" not in types:
            return f"it runs when a pull request is {types[0]}, not for each of its commits"
        return ""


def _other_branches(workflow: Workflow) -> str:
    reasons = []
    for event in _GATES:
        if event in workflow.events:
            keys = ("branches", "branches-ignore")
            wanted, ignored = (texts_of(workflow.on, event, key) for key in keys)
            reasons.append(misses_branch(wanted, ignored, event))
    return reasons[0] if reasons and "" not in reasons else ""


def _after_merge(workflow: Workflow) -> str:
    branches = texts_of(workflow.on, "push", "branches")
    keys = map_of(workflow.on, "push")
    if "tags" in keys and not any(key.startswith("branches") for key in keys):
        return "it runs for tags (`push`), not on pull requests"
    if not branches or any("*" in branch for branch in branches):
        return ""
    return f"it runs after the merge (push to {', '.join(branches[:3])}), not before"


def _depth(job: _Job, number: int) -> Depth:
    """What the last checkout before a step fetches."""
    before = list(enumerate(job.steps))[:number]
    steps = [(n, step) for n, step in before if isinstance(step, dict)]
    document = job.workflow.document
    for n, step in steps:
        if shell.fetches_all(text_of(step, "run")):
            return Depth("ok", FETCHED, span_of(document, (*job.path(n), "run")))
    for n, step in reversed(steps):
        if _CHECKOUT.match(text_of(step, "uses")):
            return _checkout(document, job.path(n), step)
    place = span_of(document, job.path(number))
    text = "No `actions/checkout` stands before it, so it cannot be told what is fetched."
    return Depth("unknown", text, place)


def _checkout(document: Any, at: Path, step: dict[str, Any]) -> Depth:
    place = span_of(document, (*at, "with", "fetch-depth"))
    written = text_of(step, "with", "fetch-depth")
    if text_of(step, "with", "filter") and written == "0":
        text = "The checkout leaves out old versions (`filter`)."
        fix = "Fetch what is missing when it is needed:\n  govlint check --deepen"
        return Depth("to-do", text, span_of(document, (*at, "with", "filter")), fix)
    if written == "0":
        return Depth("ok", "The checkout fetches the whole history (`fetch-depth: 0`).", place)
    fix = "Fetch the whole history in this step:\n  with:\n    fetch-depth: 0"
    if written and not written.isdigit():
        return Depth("unknown", "An expression says how much history is fetched.", place, fix)
    many = f"{written} commits" if written not in ("", "1") else "one commit"
    return Depth("to-do", f"The checkout fetches {many}, so history cannot be read.", place, fix)


def _elsewhere(workflow: Workflow) -> Iterator[tuple[Any, str]]:
    """The workflows of other repositories that it calls."""
    for name, job in workflow.jobs.items():
        uses = text_of(job, "uses")
        if uses and not uses.startswith("./"):
            yield span_of(workflow.document, ("jobs", name, "uses")), uses
