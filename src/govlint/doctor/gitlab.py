"""GitLab CI: which job runs govlint, and whether it is a gate.

A failed job fails its pipeline unless ``allow_failure`` is set; ``GIT_DEPTH: 0`` fetches all, and
without it the project's settings decide (docs.gitlab.com, CI/CD YAML syntax reference).
"""

from __future__ import annotations

import re
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
    Run,
    line_of,
    run_of,
    span_of,
)
from govlint.doctor.patterns import may_cover
from govlint.facts.evidence.places import list_of, map_of, text_of, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govlint.facts.evidence.tree import Tree
    from govlint.model import Path, Span
    from govlint.source import Document

SYSTEM = "GitLab CI"
FILE = ".gitlab-ci.yml"
PASTE = f"""\
Add a job to .gitlab-ci.yml, and let merges wait for the pipeline:
  govlint:
    image: python:3.13
    variables:
      GIT_DEPTH: 0
    rules:
      - if: $CI_PIPELINE_SOURCE == "merge_request_event"
      - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
    script:
      - pip install {PACKAGE}
      - govlint check"""
_ALLOWED = "Remove this line:\n  allow_failure: true"
_OUR_COMPONENT = re.compile(r"(?i)\S+/govlint(?:/[\w./-]*)?@\S+")
_NO_CHANGE = frozenset({"schedules", "web", "api", "triggers", "tags", "schedule", "pipelines"})
_CHANGES = frozenset({"merge_requests", "external_pull_requests", "branches", "pushes"})
_CHANGE = re.compile(
    r"merge_request_event|CI_MERGE_REQUEST_|CI_OPEN_MERGE_REQUESTS|\"push\"|'push'"
    r"|^\s*\$CI_COMMIT_BRANCH\s*$"
)
"""A rule's condition that holds for a merge request, or for each push."""
_MOST_FILES = 20
_DEEPEST = 10


class _Job(NamedTuple):
    """A job with what it extends; each part stands in its own document."""

    name: str
    data: dict[str, Any]
    document: Document
    parts: dict[str, tuple[Document, Path]]
    """Where each key is written."""


def read(tree: Tree, declarations: Sequence[str]) -> Pipelines:
    """What the pipeline file and the local files that it includes say."""
    documents = list(_documents(tree))
    if not documents:
        return Pipelines()
    jobs = list(_jobs(documents))
    top = {k: v for document in documents for k, v in map_of(document.data, "variables").items()}
    made = _made_for(documents)
    runs = [
        run._replace(unsure=run.unsure or made)
        for job in jobs
        for run in _runs(job, top, declarations)
    ]
    runs += [run for document in documents for run in _components(document)]
    perhaps = [each for document in documents for each in _elsewhere(document)]
    return Pipelines(tuple(d.path for d in documents), tuple(runs), tuple(perhaps))


def _documents(tree: Tree) -> Iterator[Document]:
    waiting, seen = [FILE], set[str]()
    while waiting and len(seen) < _MOST_FILES:
        path = waiting.pop(0)
        if path in seen or tree.snapshot.kind(path) != "file":
            continue
        seen.add(path)
        for document in tree.documents(path):
            if isinstance(document.data, dict):
                yield document
                waiting += [name.lstrip("/") for name in _local(document.data)]


def _includes(data: dict[str, Any]) -> list[Any]:
    written = data.get("include")
    return written if isinstance(written, list) else [written] if written else []


def _local(data: dict[str, Any]) -> Iterator[str]:
    for each in _includes(data):
        if isinstance(each, str) and "://" not in each:
            yield each
        elif text_of(each, "local"):
            yield text_of(each, "local")


def _components(document: Document) -> Iterator[Run]:
    for number, each in enumerate(_includes(document.data)):
        name = text_of(each, "component")
        if _OUR_COMPONENT.fullmatch(name):
            place = span_of(document, ("include", number, "component"))
            unsure = "its inputs decide" if text_of(each, "inputs", "allow_failure") else ""
            yield Run(SYSTEM, name, place, unsure=unsure)


def _elsewhere(document: Document) -> Iterator[tuple[Span, str]]:
    for number, each in enumerate(_includes(document.data)):
        for key in ("component", "project", "remote", "template"):
            name = text_of(each, key)
            if name and not _OUR_COMPONENT.fullmatch(name):
                yield span_of(document, ("include", number, key)), name
    for name, job in document.data.items():
        if isinstance(job, dict) and map_of(job, "trigger").get("include"):
            yield span_of(document, (name, "trigger", "include")), f"{name} (a child pipeline)"


def _jobs(documents: Sequence[Document]) -> Iterator[_Job]:
    written = {
        name: (document, data)
        for document in documents
        for name, data in document.data.items()
        if isinstance(data, dict)
    }
    for name in written:
        if not name.startswith(".") and name not in ("variables", "default", "workflow"):
            yield _resolved(name, written)


def _resolved(name: str, written: dict[str, tuple[Document, dict[str, Any]]]) -> _Job:
    """The job with the keys of those that it extends, nearer ones first."""
    data: dict[str, Any] = {}
    parts: dict[str, tuple[Document, Path]] = {}
    waiting, seen = [name, "default"], set[str]()
    while waiting and len(seen) <= _DEEPEST:
        here = waiting.pop(0)
        if here in seen or here not in written:
            continue
        seen.add(here)
        document, own = written[here]
        for key, value in own.items():
            parts.setdefault(key, (document, (here, key)))
            known = data.setdefault(key, value)
            if isinstance(known, dict) and isinstance(value, dict):
                data[key] = {**value, **known}
        waiting[:0] = reversed(texts_of(own, "extends"))
    return _Job(name, data, written[name][0], parts)


def _runs(job: _Job, top: dict[str, Any], declarations: Sequence[str]) -> Iterator[Run]:
    idle, unsure = _idle(job.data, declarations), _unsure(job.data)
    skip = text_of({**top, **map_of(job.data, "variables")}, "SKIP")
    for key in ("before_script", "script"):
        for number, text in _scripts(job.data.get(key)):
            document, path = job.parts[key]
            for call in shell.calls(text):
                at = line_of(document, (*path, *number), call)
                depth = _depth(job, top, at)
                yield run_of(SYSTEM, call, at, depth, Around(idle, unsure, skip))


def _scripts(value: Any) -> Iterator[tuple[Path, str]]:
    """The texts of a script with their places in it."""
    if isinstance(value, str):
        yield (), value
    elif isinstance(value, list):
        for number, each in enumerate(value[:500]):
            inner = each if isinstance(each, list) else [each]
            yield from (((number,), text) for text in inner if isinstance(text, str))


def _idle(data: dict[str, Any], declarations: Sequence[str]) -> Idle:
    """Why a job stops nothing."""
    allowed = data.get("allow_failure")
    codes = allowed.get("exit_codes") if isinstance(allowed, dict) else None
    if allowed is True:
        return Idle("`allow_failure: true` lets the pipeline pass", _ALLOWED)
    if codes == 1 or (isinstance(codes, list) and 1 in codes):
        return Idle("`allow_failure` lets exit code 1 pass", "Take 1 out of its `exit_codes`.")
    if data.get("when") == "manual" and allowed is not False:
        return Idle(_BY_HAND, "Remove this line:\n  when: manual")
    if data.get("when") == "never":
        return Idle("`when: never` switches the job off", "Remove this line:\n  when: never")
    only = texts_of(data, "only") or texts_of(data, "only", "refs")
    if only and _NO_CHANGE.issuperset(only):
        return Idle(f"it runs only on {only[0]}", "Let it run for merge requests too.")
    return _idle_rules(data, declarations)


_BY_HAND = "somebody has to start it (`when: manual`)"


def _idle_rules(data: dict[str, Any], declarations: Sequence[str]) -> Idle:
    rules = [rule for rule in list_of(data, "rules") if isinstance(rule, dict)]
    reasons = [_idle_rule(rule, declarations) for rule in rules]
    if not reasons or "" in reasons:
        return GATE
    return Idle(reasons[0], f"Add a rule for merge requests:\n  {_RULE}")


_RULE = '- if: $CI_PIPELINE_SOURCE == "merge_request_event"'


def _idle_rule(rule: dict[str, Any], declarations: Sequence[str]) -> str:
    if rule.get("when") == "never":
        return "its rules never start it"
    if rule.get("allow_failure") is True:
        return "its rules allow its failure (`allow_failure: true`)"
    if rule.get("when") == "manual" and rule.get("allow_failure") is not False:
        return _BY_HAND
    changes = texts_of(rule, "changes", "paths") or texts_of(rule, "changes")
    if changes and not any(may_cover(changes, path) for path in declarations):
        return f"it runs only where {changes[0]} changes, not for the declaration"
    return ""


def _unsure(data: dict[str, Any]) -> str:
    rules = [rule for rule in list_of(data, "rules") if isinstance(rule, dict)]
    if any(rule.get("allow_failure") is True for rule in rules):
        return "under one of its rules its failure is allowed"
    started = [text_of(rule, "if") for rule in rules if rule.get("when") != "never"]
    if started and not any(not text or _CHANGE.search(text) for text in started):
        return f"its rules start it only if `{started[0][:60]}`"
    only = texts_of(data, "only") or texts_of(data, "only", "refs")
    if only and _CHANGES.isdisjoint(only):
        return f"it runs only on {only[0]}"
    return ""


def _made_for(documents: Sequence[Document]) -> str:
    """Why it is not known whether there is a pipeline for a merge request: `workflow: rules`.

    The first rule that holds decides; where none does, there is no pipeline.
    """
    written = (list_of(map_of(document.data, "workflow"), "rules") for document in documents)
    rules = [rule for found in written for rule in found if isinstance(rule, dict)]
    for rule in rules:
        asked, never = text_of(rule, "if"), rule.get("when") == "never"
        if never and not _OF_OTHERS.match(asked):
            return _SOME_PIPELINES
        plain = "&&" not in asked and not {"changes", "exists"} & rule.keys()
        if not never and plain and (not asked.strip() or _CHANGE.search(asked)):
            return ""
    return _SOME_PIPELINES if rules else ""


_OF_OTHERS = re.compile(
    r"\s*\$CI_COMMIT_TAG\s*$|\s*\$CI_COMMIT_BRANCH\s*&&\s*\$CI_OPEN_MERGE_REQUESTS\b(?!.*\|\|)"
    r"|\s*\$CI_PIPELINE_SOURCE\s*==\s*[\"'](?:schedule|web|api|trigger|pipeline|push)[\"']\s*$"
)
"""Conditions that do not hold in the pipeline of a merge request."""
_SOME_PIPELINES = "`workflow: rules` may make no pipeline for a merge request"


def _depth(job: _Job, top: dict[str, Any], place: Span) -> Depth:
    scripts = [
        text for key in ("before_script", "script") for _, text in _scripts(job.data.get(key))
    ]
    if any(map(shell.fetches_all, scripts)):
        return Depth("ok", FETCHED, place)
    own = text_of(job.data, "variables", "GIT_DEPTH")
    written = own or text_of(top, "GIT_DEPTH") or text_of(top, "GIT_DEPTH", "value")
    fix = "Fetch the whole history in this job:\n  variables:\n    GIT_DEPTH: 0"
    if own:
        document, path = job.parts["variables"]
        place = span_of(document, (*path, "GIT_DEPTH"))
    if written == "0":
        return Depth("ok", "The job fetches the whole history (`GIT_DEPTH: 0`).", place)
    if written.isdigit():
        text = f"The job fetches {written} commits (`GIT_DEPTH`), so history cannot be read."
        return Depth("to-do", text, place, fix)
    text = "The project's settings say how many commits a job fetches: 20 in a new project."
    return Depth("unknown", text, place, fix)
