"""A deleted declaration stops the commit, and the pull request: `change/declaration-kept`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from changing import DAY, NAME
from repositories import git

if TYPE_CHECKING:
    from changing import Branch
    from checked import Run

SECOND = f"triage/{NAME}"
STAGES = {
    "planned": "lifecycle: planned",
    "retired": "lifecycle: retired, retired_on: 2026-11-01",
}


@pytest.fixture
def two(branch: Branch) -> Branch:
    """Two declarations on `main`, and the branch that leaves it."""
    git(str(branch.root), "checkout", "--quiet", "main")
    branch.example("triage-llm", "triage")
    git(str(branch.root), "checkout", "--quiet", "-B", "topic")
    return branch


def remove(branch: Branch, *paths: str) -> None:
    git(str(branch.root), "rm", "--quiet", *paths)


def staged(branch: Branch, *arguments: str) -> Run:
    return branch.check("--staged", "--allow-unchecked", *arguments, as_of=DAY)


def kept(run: Run) -> list[tuple[str, str]]:
    return [(f["severity"], f["path"]) for f in run.found("change/declaration-kept")]


def test_one_of_several_is_deleted_in_a_commit(two: Branch) -> None:
    remove(two, SECOND)
    run = staged(two)
    assert (run.code, kept(run)) == (1, [("error", SECOND)])
    assert len(run.found()) == 1
    assert "git checkout" in run.found()[0]["fix"]


def test_the_only_one_is_deleted_in_a_commit(branch: Branch) -> None:
    remove(branch, NAME)
    run = staged(branch)
    assert (run.code, [f["policy"] for f in run.found()]) == (1, ["change/declaration-kept"])


def test_a_file_that_was_named_is_asked_about_alone(two: Branch) -> None:
    remove(two, SECOND)
    run = staged(two, NAME)
    assert (run.code, kept(run)) == (0, [])


@pytest.mark.parametrize("edit", [False, True])
def test_moved_with_its_folder_is_not_deleted(two: Branch, edit: bool) -> None:
    git(str(two.root), "mv", "triage", "desk")
    if edit:
        two.edit(("id: ticket-triage", "id: ticket-triage # renamed"), path=f"desk/{NAME}")
        git(str(two.root), "add", "--all")
    assert kept(staged(two)) == []
    two.committed()
    assert kept(two.against()) == []


@pytest.mark.parametrize("how", ["working tree", "index", "commit"])
def test_deleted_against_a_base(two: Branch, how: str) -> None:
    remove(two, SECOND)
    if how == "commit":
        two.committed()
    run = two.against(*{"index": ("--staged",), "commit": ("--rev", "topic")}.get(how, ()))
    assert (run.code, kept(run)) == (1, [("error", SECOND)])
    (finding,) = run.found()
    assert finding["base"] == "new"
    assert (finding["line"], finding["column"]) == (1, 1)


def test_what_a_shell_would_read_otherwise_is_no_command(branch: Branch) -> None:
    git(str(branch.root), "checkout", "--quiet", "main")
    path = f"a;reboot/{NAME}"
    branch.write(path, "schema: ai-governance/v1\nsystem: {id: triage, lifecycle: pilot}\n")
    branch.committed()
    git(str(branch.root), "checkout", "--quiet", "-B", "topic")
    remove(branch, path)
    (finding,) = branch.against().found("change/declaration-kept")
    assert finding["fix"].splitlines()[1].endswith(" -- ...")


def test_the_only_one_against_a_base(branch: Branch) -> None:
    remove(branch, NAME)
    branch.committed()
    run = branch.against()
    assert (run.code, [f["policy"] for f in run.found()]) == (1, ["change/declaration-kept"])


@pytest.mark.parametrize("stage", ["planned", "pilot", "production", "retired"])
def test_at_every_stage(branch: Branch, stage: str) -> None:
    git(str(branch.root), "checkout", "--quiet", "main")
    branch.write(SECOND, f"schema: ai-governance/v1\nsystem: {{id: triage, lifecycle: {stage}}}\n")
    branch.committed()
    git(str(branch.root), "checkout", "--quiet", "-B", "topic")
    remove(branch, SECOND)
    assert kept(staged(branch)) == [("error", SECOND)]
    assert kept(branch.against()) == [("error", SECOND)]


def test_one_that_nobody_could_read(branch: Branch) -> None:
    git(str(branch.root), "checkout", "--quiet", "main")
    branch.write(SECOND, "system: [\n")
    branch.committed()
    git(str(branch.root), "checkout", "--quiet", "-B", "topic")
    remove(branch, SECOND)
    assert kept(staged(branch)) == [("error", SECOND)]


def test_a_repository_without_a_commit(branch: Branch) -> None:
    git(str(branch.root), "checkout", "--quiet", "--orphan", "fresh")
    assert kept(staged(branch)) == []


def test_a_waiver_of_the_base_permits_it(two: Branch) -> None:
    git(str(two.root), "checkout", "--quiet", "main")
    text = (two.root / SECOND).read_text()
    waiver = (
        "waivers:\n  - {policy: change/declaration-kept, reason: It moves to another repository,\n"
        "     approved_by: technical, expires: 2027-03-31}\n"
    )
    two.write(SECOND, text + waiver)
    two.committed()
    git(str(two.root), "checkout", "--quiet", "-B", "topic")
    remove(two, SECOND)
    run = two.against()
    assert run.code == 0
    assert run.found("change/declaration-kept")[0]["waiver"]["approved_by"] == "technical"
