"""GitHub Actions (Gitea and Forgejo too): what a schedule really runs.

``on.schedule[].cron`` in UTC starts every job whose ``if`` does not exclude it, and the workflows
that wait for this one (docs.github.com, Events that trigger workflows).
"""

from __future__ import annotations

from govlint.facts.evidence import cron
from govlint.facts.evidence.globs import within
from govlint.facts.evidence.nouns import Note, Schedule
from govlint.facts.evidence.places import (
    commented,
    key_at,
    list_of,
    map_of,
    text_of,
    texts_of,
    value_at,
)
from govlint.facts.evidence.tree import YAML
from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from govlint.facts.evidence.tree import Tree
    from govlint.source import Document

_FOLDERS = (".github/workflows", ".gitea/workflows", ".forgejo/workflows")
CANDIDATES = within(*_FOLDERS)
TOOL = "GitHub Actions"
_OTHER_EVENT = r"github\.event_name\s*==\s*['\"](?!schedule['\"])\w+['\"]"
_NOT_SCHEDULED = r"github\.event_name\s*!=\s*['\"]schedule['\"]"
_WHICH = r"github\.event\.schedule\s*==\s*['\"]([^'\"]{1,100})['\"]"
_CHAINED = ("workflow_run", "workflow_call", "repository_dispatch", "uses: ./")
COMMENTED = "its schedule is commented out"
_LEADING_ON = frozenset({".sh", ".py", "python -m", "uses: ./", ".github/actions/"})
"""What stands in a workflow that may run the job through another file."""
_STARTS = (
    "push",
    "pull_request",
    "repository_dispatch",
    "workflow_run",
    "workflow_call",
    "release",
)


class Workflow(Record):
    """One workflow file, as far as schedules go."""

    document: Document
    name: str
    on: Any
    jobs: dict[str, Any]

    @property
    def path(self) -> str:
        """Its path from the root."""
        return self.document.path

    @property
    def events(self) -> list[str]:
        """The events that start it."""
        return texts_of(self.on) if not isinstance(self.on, dict) else list(self.on)


def files(tree: Tree) -> tuple[str, ...]:
    """The files of workflows."""
    return tree.matching(CANDIDATES, YAML, _FOLDERS)


def workflows(tree: Tree, hints: frozenset[str] = frozenset()) -> list[Workflow]:
    """The workflows that a schedule starts, or that run with another one.

    With hints, those in whose text or name one of them stands, or that run others.
    """
    found = (read(tree, path) for path in _relevant(tree, hints))
    return [workflow for workflow in found if workflow is not None]


def _relevant(tree: Tree, hints: frozenset[str]) -> list[str]:
    """The files that could hold such a workflow, told by their words before they are parsed."""
    found: list[str] = []
    for path in files(tree):
        content = tree.read(path)
        text = f"{path}\n{content.text}".lower() if content else ""
        chained = any(word in text for word in _CHAINED)
        if chained or ("cron" in text and (not hints or any(h.lower() in text for h in hints))):
            found.append(path)
    return found


def read(tree: Tree, path: str) -> Workflow | None:
    """One workflow; None where the file is no whole YAML mapping."""
    documents = tree.documents(path)
    if not documents or not documents[0].complete or not isinstance(documents[0].data, dict):
        return None
    data = documents[0].data
    jobs = {name: job for name, job in map_of(data, "jobs").items() if isinstance(job, dict)}
    return Workflow(documents[0], text_of(data, "name"), data.get("on"), jobs)


def unreadable(tree: Tree, hints: frozenset[str]) -> list[Note]:
    """The workflow files that could not be read."""
    paths = (path for path in _relevant(tree, hints) if read(tree, path) is None)
    return [Note(path, 1, 1, tree.trouble(path)) for path in paths]


def schedules(tree: Tree, hints: frozenset[str] = frozenset()) -> list[Schedule]:
    """What each schedule runs; a workflow that waits for a scheduled one runs with it.

    One that is switched off is told too, but not a workflow that never had a schedule.
    """
    all_of_them = workflows(tree, hints | _LEADING_ON if hints else hints)
    return [
        schedule
        for workflow in all_of_them
        for schedule in own_schedules(workflow, all_of_them)
        if schedule.expression or schedule.idle == COMMENTED
    ]


def own_schedules(workflow: Workflow, others: Sequence[Workflow]) -> list[Schedule]:
    """Its schedules, inherited ones too; one idle schedule with the reason where there is none.

    None at all where something outside may start it.
    """
    own = [_schedule(workflow, n, text, others) for n, text in _crons(workflow)]
    own += [s for parent in _parents(workflow, others) for s in _inherited(workflow, parent)]
    if not own and any(_is_called(each) for each in (workflow, *_parents(workflow, others))):
        return []
    return own or [_idle(workflow)]


def _is_called(workflow: Workflow) -> bool:
    """Whether something outside the repository may start it, and how often cannot be seen."""
    return not {"repository_dispatch", "workflow_call"}.isdisjoint(workflow.events)


def runnable(workflow: Workflow) -> str:
    """Why nobody and nothing can start it; empty where something can."""
    if not workflow.events:
        return "nothing starts it: it has no `on`"
    if not any(steps(job) for job in workflow.jobs.values()):
        return "it has no job with a step"
    if all(never(job) for job in workflow.jobs.values()):
        return "each of its jobs is switched off by `if: false`"
    return ""


def commands(workflow: Workflow, cron_text: str | None = None) -> tuple[str, ...]:
    """What its jobs run: under a schedule only those that it starts."""
    names = _running(workflow, cron_text) if cron_text is not None else list(workflow.jobs)
    return tuple(text for name in names for text in steps(workflow.jobs[name], cron_text))


def _crons(workflow: Workflow) -> Iterator[tuple[int, str]]:
    for number, item in enumerate(list_of(workflow.on, "schedule")[:50]):
        if isinstance(item, dict) and "cron" in item:
            yield number, text_of(item, "cron")


def _schedule(workflow: Workflow, number: int, text: str, others: Sequence[Workflow]) -> Schedule:
    at = value_at(workflow.document, ("on", "schedule", number, "cron"))
    gap = cron.gap(text)
    runs = commands(workflow, text) + _called(workflow, text, others)
    idle = cron.idle(text)
    if not runs and not idle:
        idle = "no job of it runs on a schedule"
    return Schedule(
        TOOL,
        at.path,
        at.line,
        at.column,
        text,
        gap,
        idle,
        (workflow.path, *(runs or commands(workflow))),
        sure=bool(gap or idle) and not text.startswith("@"),  # which only Gitea knows
        idle_at=at._replace(text=idle) if idle else None,
    )


def _inherited(workflow: Workflow, parent: Workflow) -> list[Schedule]:
    runs = (workflow.path, *commands(workflow))
    found = [_schedule(parent, number, text, ()) for number, text in _crons(parent)]
    return [schedule._replace(runs=runs) for schedule in found if not schedule.idle]


def _parents(workflow: Workflow, others: Sequence[Workflow]) -> list[Workflow]:
    """The workflows after or inside which this one runs."""
    after = texts_of(workflow.on, "workflow_run", "workflows")
    return [
        other
        for other in others
        if other.path != workflow.path
        and ((other.name or other.path) in after or workflow.path in uses(other))
    ]


def uses(workflow: Workflow) -> list[str]:
    used = (text_of(job, "uses") for job in workflow.jobs.values())
    return [text.removeprefix("./").partition("@")[0] for text in used if text.startswith("./")]


def _called(workflow: Workflow, text: str, others: Sequence[Workflow]) -> tuple[str, ...]:
    """What runs with a schedule in other workflows: called, or waiting for this one's end."""
    running = {text_of(workflow.jobs[name], "uses") for name in _running(workflow, text)}
    called = [
        other
        for other in others
        if f"./{other.path}" in running
        or (workflow.name or workflow.path) in texts_of(other.on, "workflow_run", "workflows")
    ]
    return tuple(run for other in called for run in (other.path, *commands(other)))


def _idle(workflow: Workflow) -> Schedule:
    """Why a workflow without a schedule does not run by itself."""
    line = commented(workflow.document.text, "cron")
    where = key_at(workflow.document, ("on",))
    by_hand = "workflow_dispatch" in workflow.events
    others = [event for event in workflow.events if event in _STARTS]
    if line:
        idle, where = COMMENTED, where._replace(line=line, column=1)
    elif by_hand and not others:
        idle = "it runs only when someone presses the button (`workflow_dispatch`)"
        where = key_at(workflow.document, ("on", "workflow_dispatch"))
    else:
        idle = f"it runs on {', '.join(others[:3]) or 'nothing'}, not on a schedule"
    at = where._replace(text=idle)
    runs = (workflow.path, *commands(workflow))
    return Schedule(TOOL, at.path, at.line, at.column, "", None, idle, runs, idle_at=at)


def _running(workflow: Workflow, text: str) -> list[str]:
    """The jobs that a schedule starts, those that need an idle one left out."""
    idle = {name for name, job in workflow.jobs.items() if _excluded(text_of(job, "if"), job, text)}
    for _ in range(min(len(workflow.jobs), 20)):
        waiting = {
            name for name, job in workflow.jobs.items() if idle.intersection(texts_of(job, "needs"))
        }
        if waiting <= idle:
            break
        idle |= waiting
    return [name for name in workflow.jobs if name not in idle]


def _excluded(condition: str, job: dict[str, Any], text: str | None) -> bool:
    """Whether an ``if`` keeps a job or a step from a schedule; what is not understood does not."""
    if text is None or never(job):
        return never(job)
    if "||" in condition or "!(" in condition.replace(" ", ""):
        return False
    if "github.event" not in condition:
        return False
    import re

    named = re.search(_WHICH, condition) if "schedule" in condition else None
    other = re.search(_OTHER_EVENT, condition) or re.search(_NOT_SCHEDULED, condition)
    return bool(other) or (named is not None and named[1] != text)


def never(job: dict[str, Any]) -> bool:
    condition = job.get("if")
    bare = str(condition).replace("${{", "").replace("}}", "").strip()
    return condition is False or bare == "false"


def steps(job: dict[str, Any], cron_text: str | None = None) -> list[str]:
    """What a job's steps run and use, and their folder where it is not the top.

    Under a schedule those are left out that their ``if`` keeps from it.
    """
    found = [text_of(job, "uses"), *texts_of(list(map_of(job, "with").values()))]
    top = text_of(job, "defaults", "run", "working-directory")
    for step in list_of(job, "steps")[:200]:
        if not isinstance(step, dict) or _excluded(text_of(step, "if"), step, cron_text):
            continue
        folder = text_of(step, "working-directory") or top
        run = text_of(step, "run")
        found += [f"cd {folder}\n{run}" if folder and run else run, text_of(step, "uses")]
        found += [text for text in map_of(step, "with").values() if isinstance(text, str)]
    return [text for text in found if text]
