"""The flow of a check: from paths to a report and whether it fails."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from govlint import config, discovery
from govlint.discovery import NOW, Moment, Place
from govlint.facts import Scene
from govlint.judge import Judge, Part
from govlint.model import SEVERITIES, Finding, Policy, Span
from govlint.record import Record
from govlint.report import Report, Summary
from govlint.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from govlint.config import Config
    from govlint.errors import UserError


class Request(Record):
    """What one run is asked to do."""

    paths: tuple[str, ...]
    today: str
    fail_on: str | None = None
    """``error``, ``warning``, ``note`` or ``never``; None leaves it to the configuration."""
    all_outcomes: bool = False
    allow_unchecked: bool = False
    use_waivers: bool = True
    moment: Moment = NOW
    deepen: Callable[[str], None] | None = None
    """Fetch what the clone lacks, and tell this how far it is; None: ask no network."""
    environ: Mapping[str, str] = {}
    """The environment, for what git must know of it."""


class Result(Record):
    """A report, and what it means for the run."""

    report: Report
    failed: bool
    problems: tuple[UserError, ...]
    """What is wrong with policies of the user's own; the report stands without them."""


def today() -> str:
    """The day it is here, ``YYYY-MM-DD``: the only place that reads the clock."""
    import datetime

    return datetime.date.today().isoformat()


def check(request: Request) -> Result:
    """Judge every declaration that the request is about.

    Raises `UserError` for what is wrong with the paths, the configuration or a policy file.
    """
    parts: list[Part] = []
    problems: list[UserError] = []
    own: dict[str, Policy] = {}
    failed = False
    missing: list[Finding] = []
    anchor = ""
    for place in discovery.places(request.paths, request.moment, request.environ):
        settings = config.load(place.snapshot)
        least = request.fail_on or settings.fail_on
        with closing(place), _judge(place, settings, request) as judge:
            problems += judge.problems
            own.update((policy.id, policy) for policy in judge.own_policies)
            for part in judge.judge(discovery.declarations(place, settings.declarations)):
                failed = failed or any(_fails(f, least, request) for f in part.findings)
                parts.append(part)
            if not (parts or missing):
                missing, anchor = [_missing(place, settings)], _anchor(place)
    report = _report(request, parts, [] if parts else missing)
    report = report._replace(own_policies=tuple(own.values()), anchor="" if parts else anchor)
    return Result(report, failed or not parts, tuple(problems))


def _judge(place: Place, settings: Config, request: Request) -> Judge:
    scene = Scene(
        root=place.root,
        snapshot=place.snapshot,
        today=request.today,
        environ=request.environ,
        limits={},
        repository=place.repository,
        commit=place.commit,
        deepen=request.deepen,
    )
    return Judge(
        scene,
        settings,
        all_outcomes=request.all_outcomes,
        use_waivers=request.use_waivers,
    )


def _fails(finding: Finding, least: str, request: Request) -> bool:
    """Whether this finding alone fails the run."""
    if finding.outcome not in ("fail", "open") or finding.waiver is not None:
        return False
    if finding.state == "not-checked":
        return finding.severity == "error" and not request.allow_unchecked
    return least != "never" and SEVERITIES.index(finding.severity) <= SEVERITIES.index(least)


def _missing(place: Place, settings: Config) -> Finding:
    """The finding where there is no declaration to judge."""
    name, folder = discovery.NAMES[0], place.folders[0]
    nearest = discovery.nearest(place, settings.declarations)
    message = f"There is no {name} here, so nobody can tell who answers for this system."
    if nearest:
        message = f"There is no {name} in {visible(folder)}/."
    path = f"{folder}/{name}" if nearest else name
    return Finding(
        policy="declaration/missing",
        outcome="fail",
        severity="error",
        message=message,
        fix=f"The nearest is {visible(nearest)}: check that." if nearest else _FIRST_DECLARATION,
        span=Span(path, 1, 1, 1, 1),
        subject="",
        question=None,
        state="absent",
        fingerprint="0" * 16,
    )


def _anchor(place: Place) -> str:
    """A file that exists, best one that people read first."""
    paths = place.snapshot.list()
    return min(paths, key=lambda p: (not p.lower().startswith("readme"), p), default="")


_FIRST_DECLARATION = """\
Create ai-governance.yaml at the top of the repository. Three lines are enough to start:
  schema: ai-governance/v1
  system: {id: ..., lifecycle: pilot}
  owners: {business: {name: ..., contact: ...}}
govlint then asks for the rest, one thing at a time."""


def _report(request: Request, parts: list[Part], missing: list[Finding]) -> Report:
    found = [*missing, *(finding for part in parts for finding in part.findings)]
    facts = {name: why for part in parts for name, why in part.unavailable.items()}
    return Report(
        as_of=request.today,
        declarations=tuple(part.declaration for part in parts),
        findings=tuple(found),
        unavailable=dict(sorted(facts.items())),
        summary=_summary(found),
        sources={part.declaration.path: part.text for part in parts if part.text},
    )


def _summary(found: list[Finding]) -> Summary:
    failures = [f for f in found if f.outcome == "fail" and f.waiver is None]
    errors, warnings, notes = (sum(f.severity == s for f in failures) for s in SEVERITIES)
    return Summary(
        errors,
        warnings,
        notes,
        open=sum(f.outcome == "open" for f in found),
        waived=sum(f.waiver is not None for f in found),
    )
