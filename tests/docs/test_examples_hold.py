"""What a page says to avoid is found, and what it says to prefer is not.

Policies that read more than the declaration are held by their cases: a fragment names files that
are not there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from govlint import app
from govlint.policy import builtin
from govlint.questions import QUESTIONS
from govlint.structure import STRUCTURAL

if TYPE_CHECKING:
    from pathlib import Path

    from govlint.model import Finding, Policy
    from govlint.questions import Question
    from govlint.structure import Structural

HEAD = "schema: ai-governance/v1\n"
SYSTEM = "system: {id: some-system, lifecycle: production, production_since: 2026-06-15}\n"
YOUNG = "system: {id: some-system, lifecycle: production, production_since: 2026-10-01}\n"
OWNERS = """\
owners:
  technical: {name: Priya Nair, contact: priya.nair@example.com}
  business: {name: Tom Okafor, contact: tom.okafor@example.com}
"""


def judged(folder: Path, fragment: str) -> tuple[Finding, ...]:
    """Every outcome on a fragment; what it does not write about itself is production."""
    system = "" if "\nsystem:" in f"\n{fragment}" else SYSTEM
    head = "" if "schema:" in fragment else HEAD
    (folder / "ai-governance.yaml").write_text(fragment + head + system)
    request = app.Request(paths=(str(folder),), today="2026-11-23", all_outcomes=True)
    return app.check(request).report.findings


def outcomes(folder: Path, fragment: str, policy: str) -> set[str]:
    return {each.outcome for each in judged(folder, fragment) if each.policy == policy}


@pytest.mark.parametrize(
    "its", [p for p in builtin().policies() if not p.facts], ids=lambda its: its.id
)
def test_the_page_of_a_policy(its: Policy, tmp_path: Path) -> None:
    assert its.avoid
    assert its.prefer
    assert "fail" in outcomes(tmp_path, its.avoid, its.id)
    assert outcomes(tmp_path, its.prefer, its.id) <= {"pass", "notApplicable"}


@pytest.mark.parametrize(
    "its", [p for p in builtin().policies() if p.facts], ids=lambda its: its.id
)
def test_the_page_of_a_policy_that_reads_more(its: Policy, tmp_path: Path) -> None:
    unwritten = {"declaration/path-missing", "declaration/wrong-value"}
    for fragment in filter(None, (its.avoid, its.prefer)):
        found = {f.policy for f in judged(tmp_path, fragment)}
        assert {p for p in found if p.startswith("declaration/")} <= unwritten


@pytest.mark.parametrize("its", STRUCTURAL, ids=lambda its: its.id)
def test_the_page_of_a_mistake_of_form(its: Structural, tmp_path: Path) -> None:
    if its.avoid:
        assert outcomes(tmp_path, its.avoid, its.id) == {"fail"}
    assert outcomes(tmp_path, its.prefer, its.id) == set()


@pytest.mark.parametrize("its", QUESTIONS, ids=lambda its: str(its.number))
def test_the_answer_of_a_question(its: Question, tmp_path: Path) -> None:
    owners = "" if "owners:" in its.answer else OWNERS
    findings = judged(tmp_path, its.answer + owners + YOUNG)
    fit = {
        p.id for p in builtin().policies() if p.question == its.number and p.decides and not p.facts
    }
    wrong = [f for f in findings if f.outcome in ("fail", "open")]
    form = {f.policy for f in wrong if f.policy.startswith("declaration/")}
    assert form <= {"declaration/path-missing"}
    assert [(f.policy, f.message) for f in wrong if f.policy in fit] == []
