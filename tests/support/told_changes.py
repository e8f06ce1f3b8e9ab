"""Reports about pull requests, made by hand: what a comment may have to say."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from told_reports import PATH, clean, declaration, every, finding, many, nothing, report, span

from govlint import schema, source
from govlint.ci.request import Request
from govlint.comparison import compare
from govlint.model import Waiver
from govlint.report import Against

if TYPE_CHECKING:
    from collections.abc import Callable

    from govlint.comparison import Comparison
    from govlint.report import Report
    from govlint.schema import Form

BASE, HEAD = "1a2b3c4d" * 5, "c" * 40
REQUEST = Request(
    "github",
    api="https://api.github.com",
    project="octo-org/ranker",
    number=7,
    head=HEAD,
    source="https://github.com/octocat/ranker",
    owner="octocat",
    branch="topic/two owners",
)
MERGE = REQUEST._replace(
    forge="gitlab",
    api="https://gitlab.com",
    project="3",
    source="https://gitlab.com/acme/ml/ranker",
)


def _form(text: str, path: str = PATH) -> Form:
    return schema.check_form(source.read(text.encode(), path), "2026-11-23")


def example() -> str:
    path = os.path.join(os.path.dirname(__file__), "..", "examples", "recruitment-ranker.yaml")
    with open(path, encoding="utf-8") as file:
        return file.read()


def weakened() -> Comparison:
    """A limit loosened, a right and a runbook dropped, a cadence shortened."""
    head = (
        example()
        .replace("minimum: 0.62", "minimum: 0.5")
        .replace("roll_back: [technical, business]", "roll_back: technical")
        .replace("  runbook: docs/runbooks/rollback.md\n", "")
        .replace("    cadence: P7D\n", "    cadence: P1D\n")
    )
    return compare(_form(example()), _form(head))


def against(**more: Any) -> Against:
    told = Against("commit 1a2b3c4", BASE, HEAD, "pull request", 7, (), ())
    return told._replace(**more)


def quiet() -> Report:
    """A pull request that brings nothing, where something was there before."""
    old = finding("house/runbook", span(6, 12, 37), base="existing")
    gone = finding("house/gone", span(5, 1, 9), base="fixed", question=1)
    made = report([declaration(states={7: "contradicted"})], [old, gone], failed=False)
    return made._replace(against=against())


def real() -> Report:
    """A usual pull request: two errors, two warnings, one fixed, and it weakens three things."""
    waiver = Waiver("owners/two-people", "", "Hiring", "Tom Okafor", "2027-03-31", span(9, 3, 12))
    found = [
        finding(
            "rollback/plan-declared",
            span(71, 3, 12),
            message="The rollback plan names no runbook.",
            fix="Say when to roll back, the commands in order, how to check, and who may:\n"
            "  rollback:\n"
            "    trigger: Precision at 10 below 0.62 for two weekly runs\n"
            "    runbook: ...\n"
            "    fallback_to: Chronological list",
            question=7,
            state="absent",
            base="new",
        ),
        finding(
            "monitoring/within-limits",
            span(52, 14, 18),
            message="The last value, 0.58 on 2026-11-16, is below the limit of 0.62.",
            fix="Roll back, or retrain and measure again; a lower limit is a decision of its own.",
            question=9,
            state="contradicted",
            base="new",
        ),
        finding(
            "change/nothing-weakened",
            span(52, 14, 18),
            severity="warning",
            message="This change weakens the declaration: `monitoring.outcome_metric.minimum`.",
            state="contradicted",
            base="new",
        ),
        finding(
            "rollback/runbook-usable",
            span(3, 1, 9, "docs/runbooks/rollback.md"),
            severity="warning",
            message="The runbook has no step that someone could follow.",
            fix="Write the commands in order, and who may run them.",
            question=7,
            state="contradicted",
            base="new",
        ),
        finding(
            "owners/two-people",
            span(8, 13, 30),
            message="Both owners appear to be `Priya Nair`.",
            question=1,
            base="new",
            waiver=waiver,
        ),
        finding("data/checked", span(30, 3, 9), severity="warning", question=3, base="existing"),
        finding("review/on-cadence", span(90, 3, 9), question=None, base="fixed"),
    ]
    states: dict[int, Any] = {1: "waived", 7: "absent", 9: "contradicted", 5: "not-checked"}
    made = report([declaration(states=states)], found, failed=True)
    notes = ("`.govlint.yaml` changes `fail_on`; this counts after the merge.",)
    return made._replace(against=against(comparisons=(weakened(),), notes=notes))


def only_weaker() -> Report:
    """Nothing new, but less is promised."""
    made = report([declaration()], [], failed=False)
    return made._replace(against=against(comparisons=(weakened(),)))


def unreadable() -> Report:
    """The head's file is broken, so nobody can say what changed."""
    broken = finding(
        "declaration/syntax",
        span(4, 14, 15),
        message="YAML cannot start a value with `@`.",
        base="new",
    )
    declared = declaration()._replace(verdict="not-judged")
    compared = compare(_form(example()), _form("a: [" * 200))
    made = report([declared], [broken], failed=True)
    return made._replace(against=against(comparisons=(compared,)))


def deleted() -> Report:
    """The only declaration is gone."""
    gone = finding(
        "change/declaration-kept",
        span(1, 1, 2),
        message=f"`{PATH}` was deleted.",
        state="absent",
        base="new",
    )
    compared = compare(_form(example()), None)
    return report([], [gone], failed=True)._replace(against=against(comparisons=(compared,)))


def crowded() -> Report:
    """More than a comment can hold."""
    return many(10_000, base="new")._replace(against=against(), failed=True)


REPORTS: dict[str, Callable[[], Report]] = {
    build.__name__: build
    for build in (*(clean, nothing, every, quiet, real, only_weaker, unreadable, deleted, crowded),)
}
