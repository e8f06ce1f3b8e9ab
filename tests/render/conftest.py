"""Reports made by hand: each shows what the outputs for people have to tell apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from told_reports import PATH, clean, compared, declaration, finding, nothing, report, span

from govlint.model import Related, Unavailable, Waiver

if TYPE_CHECKING:
    from govlint.model import State
    from govlint.report import Report

SOURCE = """\
schema: ai-governance/v1
system: {id: candidate-ranker, lifecycle: production, production_since: 2026-06-15}
owners:
  technical: {name: "@acme/ml-platform", contact: ml-platform@acme.example}
rollback:
  runbook: docs/runbooks/rollback.md
  last_tested: 2025-10-02
monitoring:
  outcome_metric:
    name: Precision at 10
rollback:
  runbook: TBD
"""
RUNBOOK = "# Rollback\n\nAsk the platform team.\n"


def several() -> Report:
    return report(
        [
            declaration("a/ai-governance.yaml"),
            declaration(PATH, {7: "contradicted"}),
            declaration("b/ai-governance.yaml"),
        ],
        [
            finding("rollback/runbook-usable", span(6, 12, 37), question=7, state="contradicted"),
            finding("declaration/missing", span(1, 1, 1, "c/ai-governance.yaml")),
        ],
        sources={PATH: SOURCE},
    )


def many() -> Report:
    paths = [f"team-{number:02}/ai-governance.yaml" for number in range(13)]
    return report([declaration(path) for path in paths], [])


def all_outcomes() -> Report:
    return report(
        [declaration()],
        [
            finding("owners/two-people", span(3, 1, 7), outcome="pass", state="clear"),
            finding(
                "rollback/rehearsed", span(5, 1, 9), outcome="notApplicable", state="not-asked"
            ),
        ],
    )


def planned() -> Report:
    states: dict[int, State] = dict.fromkeys((4, 5, 7, 9, 10), "not-asked")
    states |= dict.fromkeys((1, 2, 6, 8), "absent")
    one = finding("purpose/workforce-effect", span(1, 1, 2), severity="note", question=6)
    told = declaration(states=states)._replace(
        verdict="under-way", verdict_text="Under way: 4 of 5 still unanswered (1, 2, 6, 8)."
    )
    return report([told], [one])


def every() -> Report:
    waiver = Waiver(
        "owners/technical-named",
        "",
        "Hiring until the spring",
        "Tom Okafor",
        "2027-03-31",
        span(9, 5, 9),
    )
    findings = [
        finding(
            "rollback/runbook-usable",
            span(6, 12, 37),
            message="The runbook has no step that someone could follow.",
            fix="Say when to roll back, the commands in order, how to check, and who may.\n"
            "A new colleague should be able to follow it at night:\n"
            "  rollback:\n    runbook: docs/runbooks/rollback.md",
            question=7,
            state="contradicted",
            related=(
                Related(span(1, 1, 11, "docs/runbooks/rollback.md"), "3 lines, no command"),
                Related(span(1, 1, 1, "docs/gone.md"), "named here too"),
            ),
        ),
        finding(
            "owners/technical-named",
            span(4, 21, 40),
            message="The technical owner is a team.",
            fix="Name a person:\n  owners:\n    technical: {name: ...}",
            question=1,
            waiver=waiver,
        ),
        finding(
            "rollback/rehearsed",
            span(7, 16, 26),
            severity="warning",
            message="The last rehearsal was 417 days ago; the limit is 180 days.",
            fix="Roll back once in a quiet hour, then write the day.",
            question=7,
            state="stale",
        ),
        finding(
            "monitoring/limit-is-a-number",
            span(9, 3, 27, end_line=10),
            severity="note",
            message="One mistake over two lines.",
            question=9,
        ),
        finding(
            "purpose/baseline-before-start",
            span(9, 11, 15),
            outcome="open",
            severity="warning",
            message="Not known: No call data before 2026.",
            question=2,
            state="open",
        ),
        finding(
            "owners/still-here",
            span(4, 3, 12),
            outcome="open",
            severity="warning",
            message="The clone is shallow.",
            fix="`git fetch --unshallow` brings the history.",
            question=1,
            state="not-checked",
        ),
    ]
    told: dict[int, State] = {
        1: "waived",
        2: "open",
        3: "not-checked",
        7: "contradicted",
        9: "stale",
    }
    details = {
        1: "until 2027-03-31",
        7: "decision-rights/owner-can-change-workflow",
        9: "53 days ago, due every 7",
    }
    missing = Unavailable("the clone is shallow", "`git fetch --unshallow` brings the history.")
    return report(
        [declaration(states=told, details=details)],
        findings,
        unavailable={"history": missing},
        sources={PATH: SOURCE, "docs/runbooks/rollback.md": RUNBOOK},
    )


REPORTS = {
    build.__name__: build
    for build in (clean, several, many, nothing, all_outcomes, planned, every, compared)
}


@pytest.fixture(params=sorted(REPORTS))
def told(request: pytest.FixtureRequest) -> tuple[str, Report]:
    """Each report with its name."""
    return request.param, REPORTS[request.param]()


@pytest.fixture
def rich_report() -> Report:
    """The report that holds a finding of every kind."""
    return every()
