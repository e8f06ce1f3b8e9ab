"""The flow of a check: from paths to a report and whether it fails."""

from __future__ import annotations

from govlint import config, discovery
from govlint.discovery import NOW
from govlint.errors import UsageError, UserError
from govlint.facts import Scene
from govlint.judge import Judge
from govlint.model import SEVERITIES
from govlint.record import Record
from govlint.report import Outcome, counted, gathered
from govlint.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from govlint.against import Base
    from govlint.discovery import Moment, Place
    from govlint.git.repository import Repository
    from govlint.model import Finding
    from govlint.report import Report

RUNNERS = ("GITHUB_ACTIONS", "GITLAB_CI", "BITBUCKET_BUILD_NUMBER", "TF_BUILD", "JENKINS_URL")
"""What the systems set that `ci` knows."""


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
    base: str = ""
    """A revision: what the change does since it left that one is judged."""
    all_findings: bool = False
    """Fail on what the base, or the baseline, has already, too."""
    use_ci: bool = False
    """Take base and head from the CI's own variables, where no base and no moment is named."""


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

    Raises `UserError` for what is wrong with the paths, the base, the configuration or a policy
    file.
    """
    base = _base(request)
    if base is not None:
        outcomes = [_against(request, base)]
    else:
        is_now = request.moment == NOW
        places = discovery.places(request.paths, there=is_now)
        outcomes = [(_judged if is_now else _stored)(place, request) for place in places]
    told = [each for each in outcomes if each.report.declarations] or outcomes[:1]
    report = _merged([outcome.report for outcome in told])
    failed = any(
        _fails(finding, request.fail_on or outcome.fail_on, request)
        for outcome in told
        for finding in outcome.report.findings
    )
    problems = tuple(problem for outcome in outcomes for problem in outcome.problems)
    nothing = base is None and not report.declarations
    failed = failed or nothing
    return Result(report._replace(failed=failed), failed, problems)


def _base(request: Request) -> Base | None:
    """The change that is asked about, or that the CI runs for."""
    moment, environ = request.moment, request.environ
    if request.base:
        from govlint import against

        return against.named(request.base, moment)
    if request.use_ci and moment == NOW and any(environ.get(each) for each in RUNNERS):
        from govlint import against

        return against.told(environ)
    return None


def _against(request: Request, base: Base) -> Outcome:
    from govlint import against

    places = discovery.places(request.paths, there=False)
    if len(places) > 1:
        roots = " and ".join(place.root for place in places)
        raise UsageError(
            f"A base is about one repository, and these are several: {roots}.",
            fix="Check them one by one.",
        )
    return against.judged(places[0], _scene(places[0], request), base, _options(request))


def _stored(now: Place, request: Request) -> Outcome:
    """One repository at a moment that git keeps: what is staged, or a commit.

    Raises `UserError` where it cannot be had whole.
    """
    from govlint import completion, moments

    staged, revision = request.moment

    def attempt() -> tuple[Outcome | UserError, Repository]:
        repository, snapshot, commit = moments.open_at(
            now.root, request.environ, staged=staged, revision=revision
        )
        with now._replace(repository=repository, commit=commit) as place:
            try:
                return _judged(discovery.at(place, snapshot), request), repository
            except UserError as error:
                return error, repository

    return completion.whole(attempt, visible(revision) or "the index", request.deepen)


def _judged(place: Place, request: Request) -> Outcome:
    """One repository at one moment."""
    settings = config.load(place.snapshot)
    with place, Judge(_scene(place, request), settings, **_options(request)) as judge:
        globs = settings.declarations
        parts = list(judge.judge(discovery.declarations(place, globs)))
        more = _deleted(place, judge, globs) if request.moment.staged else []
        if not (parts or more):
            more = [discovery.missing(place, globs)]
        report = gathered(request.today, parts, more)
        report = report._replace(own_policies=tuple(judge.own_policies))
        held = place.snapshot.read(config.BASELINE)
        if held is not None:
            report = _with_baseline(report, held, place)
        if more:
            report = report._replace(anchor=discovery.anchor(place.snapshot))
        return Outcome(report, settings.fail_on, judge.problems)


def _deleted(place: Place, judge: Judge, globs: Sequence[str]) -> list[Finding]:
    """The declarations that a commit made now would take away."""
    repository = place.repository
    head = repository.place.head if repository is not None else ""
    gone = repository.removed(head) if repository is not None and head else ()
    wanted = discovery.named(globs)
    if not (isinstance(gone, list) and any(map(wanted, gone))):
        return []
    from govlint import against

    return against.deleted(place, judge, globs)


def _with_baseline(report: Report, content: bytes, place: Place) -> Report:
    from govlint import baseline

    return baseline.told(report, baseline.read(content), whole="" in place.folders)


def _options(request: Request) -> dict[str, bool]:
    return {"all_outcomes": request.all_outcomes, "use_waivers": request.use_waivers}


def _scene(place: Place, request: Request) -> Scene:
    return Scene(
        root=place.root,
        snapshot=place.snapshot,
        today=request.today,
        environ=request.environ,
        limits={},
        repository=place.repository,
        commit=place.commit,
        deepen=request.deepen,
    )


def _fails(finding: Finding, least: str, request: Request) -> bool:
    """Whether this finding alone fails the run."""
    if finding.outcome not in ("fail", "open") or finding.waiver is not None:
        return False
    if finding.base == "fixed":
        return False
    if finding.state == "not-checked":  # whether it is new or not, nobody knows
        return finding.severity == "error" and not request.allow_unchecked
    if finding.base == "existing" and not request.all_findings:
        return False
    return least != "never" and SEVERITIES.index(finding.severity) <= SEVERITIES.index(least)


def _merged(found: Sequence[Report]) -> Report:
    """One report of several repositories."""
    if len(found) == 1:
        return found[0]
    findings = tuple(finding for each in found for finding in each.findings)
    facts = {name: why for each in found for name, why in each.unavailable.items()}
    own = {policy.id: policy for each in found for policy in each.own_policies}
    return found[0]._replace(
        declarations=tuple(one for each in found for one in each.declarations),
        findings=findings,
        unavailable=dict(sorted(facts.items())),
        summary=counted(findings),
        sources={path: text for each in found for path, text in each.sources.items()},
        own_policies=tuple(own.values()),
    )
