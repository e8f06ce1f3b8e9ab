"""Waivers: what counts, until when, and what none covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from checked import Repository

COMPLETE = (
    "{policy: rollback/plan-declared, reason: Comes in May, approved_by: Tom Okafor, "
    "expires: 2027-01-31}"
)


def pilot(repository: Repository, *waivers: str) -> None:
    repository.example("minimal-pilot")
    text = (repository.root / "ai-governance.yaml").read_text()
    lines = "".join(f"  - {waiver}\n" for waiver in waivers)
    repository.write("ai-governance.yaml", f"{text}waivers:\n{lines}")


def test_a_complete_waiver_covers_its_policy(repository: Repository) -> None:
    pilot(repository, COMPLETE)
    run = repository.check()
    waiver = run.found("rollback/plan-declared")[0]["waiver"]
    assert (waiver["reason"], waiver["approved_by"]) == ("Comes in May", "Tom Okafor")
    assert waiver["expires"] == "2027-01-31"
    assert run.report["summary"]["waived"] == 1


def test_a_waived_finding_does_not_fail(repository: Repository) -> None:
    pilot(repository, COMPLETE)
    repository.write(
        ".govlint.yaml",
        "schema: govlint-config/v1\nseverity: {rollback/plan-declared: error}\n",
    )
    assert repository.check().code == 0
    assert repository.check("--no-waivers").code == 1


@pytest.mark.parametrize(("day", "waived"), [("2027-01-31", True), ("2027-02-01", False)])
def test_it_counts_on_its_last_day_and_not_after(
    repository: Repository, day: str, waived: bool
) -> None:
    pilot(repository, COMPLETE)
    run = repository.check(as_of=day)
    assert (run.found("rollback/plan-declared")[0]["waiver"] is not None) is waived
    assert bool(run.found("waivers/running")) is not waived


@pytest.mark.parametrize(
    "waiver",
    [
        "{policy: rollback/plan-declared, approved_by: Tom Okafor, expires: 2027-01-31}",
        "{policy: rollback/plan-declared, reason: Comes in May, expires: 2027-01-31}",
        "{policy: rollback/plan-declared, reason: Comes in May, approved_by: Tom Okafor}",
    ],
)
def test_an_incomplete_waiver_covers_nothing(repository: Repository, waiver: str) -> None:
    pilot(repository, waiver)
    run = repository.check()
    assert run.found("rollback/plan-declared")[0]["waiver"] is None
    assert [f["line"] for f in run.found("waivers/complete")] == [23]


def test_a_waiver_for_a_policy_that_does_not_exist(repository: Repository) -> None:
    pilot(repository, COMPLETE.replace("plan-declared", "plan-declred"))
    assert repository.check().found("waivers/complete")


def test_a_waiver_for_one_subject(repository: Repository) -> None:
    repository.write(
        "ai-governance.yaml",
        """\
schema: ai-governance/v1
system: {id: ranker, lifecycle: production, production_since: 2026-06-15}
data:
  sources:
    - {name: Ledger, kind: file, automated: false}
    - {name: Payroll, kind: file, automated: false}
waivers:
  - policy: data/refresh-automated
    subject: data.sources[Ledger]
    reason: Ends this year
    approved_by: Tom Okafor
    expires: 2027-01-31
""",
    )
    found = repository.check().found("data/refresh-automated")
    assert {f["subject"]: f["waiver"] is not None for f in found} == {
        "data.sources[Ledger]": True,
        "data.sources[Payroll]": False,
    }


def test_mistakes_of_form_and_of_waivers_cannot_be_waived(repository: Repository) -> None:
    pilot(
        repository,
        COMPLETE.replace("rollback/plan-declared", "waivers/complete"),
        "{policy: rollback/plan-declared}",
    )
    found = repository.check().found("waivers/complete")
    assert found
    assert all(f["waiver"] is None for f in found)
