"""Reports made by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govlint.comparison import Approval, Change, Comparison, Person
from govlint.model import Check, Finding, Policy, Related, Span, Unavailable, Waiver
from govlint.questions import QUESTIONS
from govlint.report import Against, Answer, Declaration, Group, Report, Summary

if TYPE_CHECKING:
    from govlint.model import State

NAME = "name: Präzision — 面接 10"
PATH = "ranker/ai-governance.yaml"
SOURCE = """\
schema: ai-governance/v1
system: {id: candidate-ranker, lifecycle: production, production_since: 2026-06-15}
owners:
  technical: {name: "@acme/ml-platform", contact: ml-platform@acme.example}
rollback:
  runbook: docs/runbooks/rollback.md
  last_tested: 2025-10-02
monitoring: {outcome_metric: {name: Präzision — 面接 10, minimum: 0.62}}
"""
START = SOURCE.split("\n")[7].index(NAME)


def policy(id_: str, title: str, **more: Any) -> Policy:
    base: dict[str, Any] = {
        "question": None,
        "decides": False,
        "presence": False,
        "severity": (None, "warning", "error", None),
        "each": ("doc",),
        "when": "",
        "checks": (Check("true", (), "unclear", "", ""),),
        "not_for": (),
        "reads": (),
        "facts": (),
        "why": "",
        "avoid": "",
        "prefer": "",
        "references": (),
        "span": Span("policies/house.yaml", 1, 1, 1, 1),
    }
    return Policy(id=id_, title=title, **{**base, **more})


def finding(policy_id: str, at: Span, **more: Any) -> Finding:
    base: dict[str, Any] = {
        "outcome": "fail",
        "severity": "error",
        "message": "A sentence that says what is wrong.",
        "fix": "",
        "subject": "",
        "question": None,
        "state": "unclear",
        "fingerprint": "",
    }
    made = Finding(policy=policy_id, span=at, **{**base, **more})
    return made if made.fingerprint else made._replace(fingerprint=_print(made))


def _print(made: Finding) -> str:
    from hashlib import blake2b

    named = repr((made.policy, made.subject, made.span[1:]))
    return blake2b(named.encode(), digest_size=8).hexdigest()


def span(line: int, column: int, end_column: int, path: str = PATH, end_line: int = 0) -> Span:
    return Span(path, line, column, end_line or line, end_column)


def declaration(
    path: str = PATH,
    states: dict[int, State] | None = None,
    details: dict[int, str] | None = None,
) -> Declaration:
    told, more = states or {}, details or {}
    return Declaration(
        path=path,
        system="candidate-ranker" if path == PATH else path.partition("/")[0],
        lifecycle="production",
        headline="candidate-ranker, production since 2026-06-15",
        verdict="gaps" if told else "clear",
        verdict_text="Gaps: 2 of 10 questions have no clear answer (1, 7)."
        if told
        else "Clear: all 10 questions have an answer.",
        questions=tuple(
            Answer(q.number, q.glance, told.get(q.number, "clear"), (), more.get(q.number, ""))
            for q in QUESTIONS
        ),
        groups=(Group("Ownership", 1, 2), Group("Data", 0, 0)),
        stuck="Slow, not stuck.",
    )


def report(declarations: list[Declaration], findings: list[Finding], **more: Any) -> Report:
    failed = [f.severity for f in findings if f.outcome == "fail" and f.waiver is None]
    base: dict[str, Any] = {
        "as_of": "2026-11-23",
        "unavailable": {},
        "summary": Summary(
            errors=failed.count("error"),
            warnings=failed.count("warning"),
            notes=failed.count("note"),
            open=sum(f.outcome == "open" for f in findings),
            waived=sum(f.waiver is not None for f in findings),
        ),
        "sources": {PATH: SOURCE},
    }
    return Report(declarations=tuple(declarations), findings=tuple(findings), **{**base, **more})


def clean() -> Report:
    return report([declaration()], [])


def nothing() -> Report:
    """No declaration, in a repository that holds something else."""
    missing = finding(
        "declaration/missing",
        Span("ai-governance.yaml", 1, 1, 1, 1),
        message="There is no ai-governance.yaml here.",
        fix="Start one:\n  schema: ai-governance/v1\n  system: {id: ranker, lifecycle: pilot}",
        state="absent",
    )
    return report([], [missing], sources={}, anchor="docs/READ ME.md")


def every() -> Report:
    """A finding of every kind: new, known, fixed, waived, open, not checked, passed, not asked."""
    waiver = Waiver(
        "house/team", "", "Hiring until the spring", "Tom Okafor", "2027-03-31", span(4, 3, 12)
    )
    runbook = span(1, 1, 11, "docs/runbooks/rollback.md")
    findings = [
        finding(
            "house/runbook",
            span(6, 12, 37),
            message="The runbook has no step that someone could follow.",
            fix="Say when to roll back, the commands in order, and who may.\n"
            "  rollback:\n    runbook: docs/runbooks/rollback.md",
            question=7,
            state="contradicted",
            base="existing",
            related=(Related(runbook, "3 lines, no command"),),
        ),
        finding(
            "house/team",
            span(4, 21, 40),
            message='The technical owner is a team: "@acme/ml-platform".',
            question=1,
            waiver=waiver,
        ),
        finding(
            "house/limit",
            span(8, START + 1, START + 1 + len(NAME)),
            severity="warning",
            message="`name` names no figure.",
            subject="monitoring.outcome_metric[Präzision — 面接 10]",
            base="new",
        ),
        finding("house/gone", span(5, 1, 9), base="fixed"),
        finding("house/rehearsed", span(5, 1, 9, end_line=7), severity="note", state="stale"),
        finding(
            "house/baseline",
            span(8, 1, 11),
            outcome="open",
            severity="warning",
            message="Not known: No call data before 2026.",
            state="open",
        ),
        finding(
            "house/owner",
            span(4, 3, 12),
            outcome="open",
            message="Whether the owner is still here could not be checked.",
            state="not-checked",
        ),
        finding("house/passed", span(3, 1, 7), outcome="pass", state="clear", message=""),
        finding(
            "house/unasked", span(3, 1, 7), outcome="notApplicable", state="not-asked", message=""
        ),
    ]
    own = (
        policy(
            "house/runbook",
            "Someone could follow the runbook",
            question=7,
            why="At night nobody guesses.",
            avoid="rollback: {runbook: TBD}\n",
            prefer="rollback: {runbook: docs/rollback.md}\n",
            references=("iso-42001:A.6.2.6",),
        ),
        policy("house/team", "A person owns it"),
    )
    missing = Unavailable("the clone is shallow", "`git fetch --unshallow` brings the history.")
    states: dict[int, State] = {1: "waived", 7: "contradicted", 9: "not-asked"}
    return report(
        [declaration(states=states), declaration("quiet/ai-governance.yaml")],
        findings,
        unavailable={"history": missing},
        own_policies=own,
        anchor="README.md",
    )


def compared() -> Report:
    """The same against a base: what the change does, and what of it does not count yet."""
    limit = Change(
        path=("monitoring", "outcome_metric", "minimum"),
        section="monitoring",
        name="monitoring.outcome_metric.minimum",
        kind="weaker",
        why="The minimum of the outcome metric was lowered from 0.62 to 0.5.",
        before=0.62,
        after=0.5,
        base=span(8, 60, 64),
        head=span(8, 60, 63),
        right="change_thresholds",
    )
    measured = limit._replace(name="monitoring.outcome_metric.last_measured", kind="neutral")
    right = "decision_rights.change_thresholds"
    asked = Approval(right, (Person("Priya Nair", "priya@acme.example"),), (limit.name,), True)
    changes = (limit, measured._replace(record=True))
    moved = Comparison("candidate-ranker", "old/ai-governance.yaml", PATH, changes, (asked,))
    return every()._replace(
        against=Against(
            name="commit 1a2b3c4",
            commit="1a2b3c4d" * 5,
            head="5e6f7a8b" * 5,
            event="pull request",
            number=104,
            comparisons=(moved,),
            notes=(".govlint.yaml changes `fail_on`; this counts after the merge.",),
        ),
        mended=("house/rota rollback", "house/team"),
    )


def many(count: int, **more: Any) -> Report:
    """As many failures, in three files, none like the other."""
    paths = [f"team-{number}/ai-governance.yaml" for number in range(3)]
    findings = [
        finding(
            "house/runbook",
            span(number + 1, 3, 12, paths[number % 3]),
            message=f"Source number {number} is refreshed by hand.",
            fix="Write when it will be:\n  automate_by: YYYY-MM-DD",
            subject=f"data.sources[{number}]",
            fingerprint=f"{number:016x}",
            **more,
        )
        for number in range(count)
    ]
    return report([declaration(path, {1: "absent"}) for path in paths], findings, sources={})


REPORTS = {build.__name__: build for build in (clean, nothing, every, compared)}
