"""What a change weakens, and the code that it touches without an answer, in real repositories."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from changing import NAME, standing
from repositories import PRIYA, TOM, git

if TYPE_CHECKING:
    from changing import Branch

WEAKENED = "change/nothing-weakened"
FOLLOWS = "change/governance-follows-code"
AUTHORISED = "waivers/authorised"
LOWER = ("minimum: 0.62", "minimum: 0.5")
WAIVER = """\
waivers:
  - {policy: rollback/rehearsed, reason: No time before the release, approved_by: technical,
     expires: 2027-02-28}
"""


def test_what_weakens_is_told_at_its_line(branch: Branch) -> None:
    branch.edit(LOWER)
    (finding,) = branch.against().found(WEAKENED)
    line = (branch.root / NAME).read_text().split("minimum: 0.5")[0].count("\n") + 1
    assert (finding["severity"], finding["line"], finding["base"]) == ("warning", line, "new")
    assert finding["message"].endswith("was lowered from 0.62 to 0.5.")
    assert "Priya Nair" in finding["fix"]
    assert finding["related"] == []


def test_several_are_one_finding(branch: Branch) -> None:
    branch.edit(LOWER, ("  time_to_restore: PT30M\n", ""))
    run = branch.against()
    (finding,) = run.found(WEAKENED)
    assert "in 2 places" in finding["message"]
    assert len(finding["related"]) == 1


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "  fallback_to: Chronological list, as before the ranker\n",
            "",
            "rollback/fallback-named",
        ),
        ("kind: api, automated: true", "kind: api, automated: false", "data/refresh-automated"),
        ("{cadence: P3M, last", "{cadence: P12M, last", "review/on-cadence"),
        (
            "value: 6.5, measured_on: 2025-10-31, source: reports/ats-baseline-2025-10.csv",
            "value: null, reason: Lost",
            "purpose/baseline-before-start",
        ),
    ],
)
def test_what_a_new_finding_points_at_is_told_once(
    branch: Branch, old: str, new: str, told: str
) -> None:
    branch.edit((old, new))
    run = branch.against()
    assert [(each["policy"], each["base"]) for each in run.found()] == [(told, "new")]
    assert len(run.report["against"]["comparisons"][0]["changes"]) == 1
    branch.edit(LOWER)
    (finding,) = branch.against().found(WEAKENED)
    assert finding["message"].endswith("was lowered from 0.62 to 0.5.")
    assert finding["message"].startswith("The minimum")


def test_a_section_that_is_gone_is_told_once(branch: Branch) -> None:
    before, rest = (branch.root / NAME).read_text().split("rollback:\n")
    branch.write(NAME, before + rest.partition("\n\n")[2])
    assert standing(branch.against()) == {"rollback/plan-declared": "new"}


def on_main(branch: Branch, *changes: tuple[str, str], config: str = "") -> None:
    """Have the base say something else, and begin again from there."""
    git(str(branch.root), "checkout", "--quiet", "main")
    branch.edit(*changes)
    if config:
        branch.write(".govlint.yaml", f"schema: govlint-config/v1\n{config}\n")
    branch.committed()
    git(str(branch.root), "checkout", "--quiet", "-B", "topic")


FALLBACK = ("  fallback_to: Chronological list, as before the ranker\n", "")
OWNER = ("owner: Priya Nair", "owner: Grafana")


def test_an_old_finding_does_not_tell_what_is_weakened_now(branch: Branch) -> None:
    on_main(branch, OWNER)
    branch.edit(("    owner: Grafana\n", ""))
    assert standing(branch.against()) == {"monitoring/drift-watched": "existing", WEAKENED: "new"}


def test_a_milder_finding_does_not_tell_it(branch: Branch) -> None:
    on_main(branch, config=f"severity: {{rollback/fallback-named: note, {WEAKENED}: error}}")
    branch.edit(FALLBACK)
    run = branch.against()
    assert (run.code, standing(run)[WEAKENED]) == (1, "new")


def test_a_waived_finding_does_not_tell_it(branch: Branch) -> None:
    waiver = WAIVER.replace("rollback/rehearsed", "rollback/fallback-named")
    on_main(branch, ("review: {cadence", f"{waiver}review: {{cadence"))
    branch.edit(FALLBACK)
    assert standing(branch.against())[WEAKENED] == "new"


def test_a_new_waiver_is_no_part_of_its_approver(branch: Branch) -> None:
    waiver = WAIVER.replace("approved_by: technical", "approved_by: Release manager")
    branch.edit(("review: {cadence", f"{waiver}review: {{cadence"))
    assert standing(branch.against()) == {AUTHORISED: "new", WEAKENED: "new"}


def test_what_strengthens_or_says_the_same_is_no_finding(branch: Branch) -> None:
    branch.edit(("max_duration: P5D", "max_duration: P4D"))
    assert branch.against().found() == []
    branch.write(NAME, "# Read again.\n" + (branch.root / NAME).read_text())
    assert branch.against().found() == []


def stage(branch: Branch, to: str) -> None:
    branch.edit(("lifecycle: production", f"lifecycle: {to}"))


@pytest.mark.parametrize("to", ["pilot", "planned"])
def test_a_stage_down_is_an_error(branch: Branch, to: str) -> None:
    stage(branch, to)
    run = branch.against()
    (finding,) = run.found(WEAKENED)
    assert (run.code, finding["severity"]) == (1, "error")
    assert f"from production to {to}" in finding["message"]


def test_retiring_is_shown_and_is_no_error(branch: Branch) -> None:
    stage(branch, "retired")
    (finding,) = branch.against().found(WEAKENED)
    assert finding["severity"] == "warning"


def test_the_configuration_grades_it_as_a_whole(branch: Branch) -> None:
    git(str(branch.root), "checkout", "--quiet", "main")
    branch.write(".govlint.yaml", f"schema: govlint-config/v1\nseverity: {{{WEAKENED}: note}}\n")
    branch.committed()
    git(str(branch.root), "checkout", "--quiet", "-B", "topic")
    stage(branch, "pilot")
    assert [f["severity"] for f in branch.against().found(WEAKENED)] == ["note"]


def test_governed_code_without_an_answer(branch: Branch) -> None:
    branch.write("deploy/ranker/values.yaml", "replicas: 3\n")
    branch.committed()
    run = branch.against()
    (finding,) = run.found(FOLLOWS)
    assert (run.code, finding["severity"], finding["state"]) == (0, "warning", "stale")
    assert "rollback" in finding["message"]
    assert [each["path"] for each in finding["related"]] == ["deploy/ranker/values.yaml"]


def test_governed_code_with_its_answer(branch: Branch) -> None:
    branch.write("deploy/ranker/values.yaml", "replicas: 3\n")
    text = (branch.root / "docs/runbooks/rollback.md").read_text()
    branch.write("docs/runbooks/rollback.md", text + "\nThe old pods are gone after a minute.\n")
    branch.committed()
    assert branch.against().found(FOLLOWS) == []


def test_a_sparse_checkout_is_no_change(branch: Branch) -> None:
    """What is governed and not on disk was not taken away by anybody."""
    git(str(branch.root), "sparse-checkout", "set", "docs", "ranker")
    assert not (branch.root / "pipelines").exists()
    assert branch.against().found(FOLLOWS) == []
    (branch.root / "ranker/model.py").unlink()
    (finding,) = branch.against().found(FOLLOWS)
    assert "1 of the files" in finding["message"]


def test_without_a_base_none_of_them_is_asked(branch: Branch) -> None:
    branch.edit(LOWER)
    run = branch.check("--all-outcomes")
    outcomes = {f["outcome"] for f in run.found() if f["policy"].startswith("change/")}
    assert outcomes == {"notApplicable"}


@pytest.mark.parametrize(("author", "told"), [(PRIYA, True), (TOM, False)])
def test_who_approves_a_waiver_has_not_written_it(branch: Branch, author: str, told: bool) -> None:
    branch.write(NAME, (branch.root / NAME).read_text() + WAIVER)
    branch.committed(author)
    run = branch.against()
    assert bool(run.found(AUTHORISED)) is told
    assert standing(run)[WEAKENED] == "new"


def test_a_waiver_that_was_there_is_left_alone(branch: Branch) -> None:
    git(str(branch.root), "checkout", "--quiet", "main")
    branch.write(NAME, (branch.root / NAME).read_text() + WAIVER)
    branch.committed()
    git(str(branch.root), "checkout", "--quiet", "-B", "topic")
    branch.edit(LOWER)
    branch.committed()
    assert branch.against().found(AUTHORISED) == []
