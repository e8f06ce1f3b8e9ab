"""The base judges: a change cannot loosen the rules that judge it, nor waive itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from changing import NAME, standing
from repositories import git

if TYPE_CHECKING:
    from changing import Branch

CONFIG = "schema: govlint-config/v1\n"
FALLBACK = "rollback/fallback-named"
WAIVER = """\
waivers:
  - {policy: rollback/fallback-named, reason: The list is rebuilt, approved_by: business,
     expires: %s}
"""
POLICY = """\
family: acme
policies:
  - id: contact
    title: The owner has an address of ours
    severity: {production: error}
    require: doc.owners.technical.contact.endsWith('%s')
    at: owners.technical.contact
    message: The contact is no address of ours.
"""


def base(branch: Branch, **files: str) -> None:
    """Have main hold these files, and the branch leave it there."""
    git(str(branch.root), "checkout", "--quiet", "main")
    for path, text in files.items():
        branch.write(path, text)
    branch.committed()
    git(str(branch.root), "checkout", "--quiet", "-B", "topic")


def spoil(branch: Branch, more: str = "") -> None:
    text = (branch.root / NAME).read_text().splitlines(keepends=True)
    branch.write(NAME, "".join(line for line in text if "fallback_to" not in line) + more)


def notes(branch: Branch, *arguments: str) -> list[str]:
    told: list[str] = branch.against(*arguments).report["against"]["notes"]
    return told


@pytest.mark.parametrize(
    ("config", "told"),
    [
        (f"severity: {{{FALLBACK}: off}}", f"`severity.{FALLBACK}`"),
        (f"severity: {{{FALLBACK}: note}}", f"`severity.{FALLBACK}`"),
        ("fail_on: never", "`fail_on`"),
        ("declarations: [elsewhere/*.yaml]", "`declarations`"),
    ],
)
def test_a_change_cannot_loosen_the_configuration(branch: Branch, config: str, told: str) -> None:
    spoil(branch)
    branch.write(".govlint.yaml", f"{CONFIG}{config}\n")
    run = branch.against()
    assert (run.code, standing(run)[FALLBACK]) == (1, "new")
    assert notes(branch) == [f".govlint.yaml changes {told}; this counts after the merge."]


def test_limits_are_those_of_the_base(branch: Branch) -> None:
    base(branch, **{".govlint.yaml": f"{CONFIG}limits: {{rehearsal: P30D}}\n"})
    branch.write(".govlint.yaml", f"{CONFIG}limits: {{rehearsal: P900D}}\n")
    assert standing(branch.against()) == {"rollback/rehearsed": "existing"}
    assert "`limits.rehearsal`" in notes(branch)[0]


def test_a_stricter_configuration_counts_after_the_merge_too(branch: Branch) -> None:
    branch.write(".govlint.yaml", f"{CONFIG}limits: {{rehearsal: P30D}}\n")
    assert branch.against().found() == []


def test_a_setting_that_was_taken_away_is_told(branch: Branch) -> None:
    base(branch, **{".govlint.yaml": f"{CONFIG}limits: {{rehearsal: P30D}}\n"})
    (branch.root / ".govlint.yaml").unlink()
    assert "`limits.rehearsal`" in notes(branch)[0]


def test_a_broken_configuration_of_the_head_is_exit_2(branch: Branch) -> None:
    branch.write(".govlint.yaml", f"{CONFIG}limits: {{rehersal: P30D}}\n")
    run = branch.run("check", "--base", "main")
    assert (run.code, ".govlint.yaml:2" in run.err) == (2, True)


@pytest.mark.parametrize("severity", ["no/such: error", f"{FALLBACK}: error"])
def test_names_in_the_heads_configuration_are_checked(branch: Branch, severity: str) -> None:
    branch.write(".govlint.yaml", f"{CONFIG}severity: {{{severity}}}\n")
    assert branch.run("check", "--base", "main").code == (2 if "no/such" in severity else 0)


@pytest.mark.parametrize("broken", ["limits: 3", "severity: {no/such: error}", "policies: [gone]"])
def test_a_change_can_mend_a_broken_configuration(branch: Branch, broken: str) -> None:
    base(branch, **{".govlint.yaml": f"{CONFIG}{broken}\n"})
    branch.write(".govlint.yaml", CONFIG)
    run = branch.against()
    assert run.code == 0
    (note,) = run.report["against"]["notes"]
    assert "The base cannot judge" in note


def test_policies_of_the_base_judge(branch: Branch) -> None:
    config = f"{CONFIG}policies: [governance]\n"
    base(branch, **{".govlint.yaml": config, "governance/a.yaml": POLICY % "@acme.example"})
    assert standing(branch.against()) == {"acme/contact": "existing"}
    branch.write("governance/a.yaml", POLICY % "@example.com")
    assert standing(branch.against()) == {"acme/contact": "existing"}
    assert "governance/a.yaml" in notes(branch)[0]


def test_a_policy_that_the_change_breaks_is_exit_2(branch: Branch) -> None:
    config = f"{CONFIG}policies: [governance]\n"
    base(branch, **{".govlint.yaml": config, "governance/a.yaml": POLICY % "@example.com"})
    branch.write("governance/a.yaml", (POLICY % "x").replace("doc.owners", "doc.ownerz"))
    run = branch.run("check", "--base", "main")
    assert (run.code, "ownerz" in run.err) == (2, True)


def test_a_change_cannot_waive_itself(branch: Branch) -> None:
    spoil(branch, WAIVER % "2027-03-31")
    run = branch.against()
    (finding,) = run.found(FALLBACK)
    assert (run.code, finding["waiver"], finding["base"]) == (1, None, "new")
    assert notes(branch) == [
        f"{NAME} waives more than the base does: {FALLBACK}; this counts after the merge."
    ]


def test_the_waivers_of_the_base_count(branch: Branch) -> None:
    base(branch, **{NAME: (branch.root / NAME).read_text() + WAIVER % "2027-03-31"})
    spoil(branch)
    run = branch.against()
    (finding,) = run.found(FALLBACK)
    line = (branch.root / NAME).read_text().count("\n") - 1
    assert (run.code, finding["waiver"]["line"]) == (0, line)
    assert notes(branch) == []


def test_a_longer_waiver_counts_as_long_as_the_bases(branch: Branch) -> None:
    base(branch, **{NAME: (branch.root / NAME).read_text() + WAIVER % "2026-12-31"})
    branch.edit(("expires: 2026-12-31", "expires: 2027-06-30"))
    spoil(branch)
    (finding,) = branch.against().found(FALLBACK)
    assert finding["waiver"]["expires"] == "2026-12-31"
    assert FALLBACK in notes(branch)[0]


def test_a_waiver_that_the_change_takes_away_no_longer_counts(branch: Branch) -> None:
    whole = (branch.root / NAME).read_text()
    spoil(branch)
    text = (branch.root / NAME).read_text()
    base(branch, **{NAME: text + WAIVER % "2027-03-31"})
    branch.write(NAME, text)
    run = branch.against()
    assert (run.code, run.found(FALLBACK)[0]["waiver"]) == (1, None)
    assert whole != text


def test_a_declaration_that_is_new_brings_its_waivers(branch: Branch) -> None:
    text = (branch.root / NAME).read_text().replace("id: candidate-ranker", "id: second")
    path = f"second/{NAME}"
    kept = [line for line in text.splitlines(keepends=True) if "fallback_to" not in line]
    branch.write(path, "".join(kept) + WAIVER % "2027-03-31")
    found = branch.against().found(FALLBACK)
    assert [bool(each["waiver"]) for each in found] == [True]
    assert notes(branch) == [
        f"The base has no {path}, so its own waivers count at once: {FALLBACK}."
    ]
