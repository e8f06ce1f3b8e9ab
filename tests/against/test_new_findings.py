"""`govlint check --base`: what is new fails, what was there does not, what is mended is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from changing import NAME, standing
from repositories import git

if TYPE_CHECKING:
    from changing import Branch


def spoiled(branch: Branch) -> None:
    """The branch takes away what the rollback falls back to."""
    text = (branch.root / NAME).read_text().splitlines(keepends=True)
    kept = [line for line in text if "fallback_to" not in line]
    branch.write(NAME, "".join(kept))


def test_nothing_changed(branch: Branch) -> None:
    run = branch.against()
    assert (run.code, run.found()) == (0, [])
    told = run.report["against"]
    assert told["commit"] == branch.base
    assert told["name"] == f"commit {branch.base[:7]}"
    assert (told["head"], told["event"], told["number"]) == ("", "", None)
    assert (told["comparisons"], told["notes"]) == ([], [])


def test_without_a_base_nothing_is_said_of_one(branch: Branch) -> None:
    run = branch.check()
    assert run.report["against"] is None


@pytest.mark.parametrize("moment", ["working tree", "index", "commit"])
def test_a_new_finding_fails(branch: Branch, moment: str) -> None:
    spoiled(branch)
    options: tuple[str, ...] = ()
    if moment == "index":
        git(str(branch.root), "add", "--all")
        (branch.root / NAME).write_text("not what is staged")
        options = ("--staged",)
    if moment == "commit":
        commit = branch.committed()
        git(str(branch.root), "checkout", "--quiet", "main")
        options = ("--rev", "topic")
        assert branch.against(*options).report["against"]["head"] == commit
    run = branch.against(*options)
    assert run.code == 1
    assert standing(run)["rollback/fallback-named"] == "new"
    (comparison,) = run.report["against"]["comparisons"]
    assert "rollback.fallback_to" in [change["name"] for change in comparison["changes"]]


def test_what_was_there_is_told_and_does_not_fail(branch: Branch) -> None:
    spoiled(branch)
    branch.committed()
    git(str(branch.root), "branch", "--force", "main", "topic")
    branch.write("README.md", "Something else.\n")
    branch.committed()
    run = branch.against()
    assert (run.code, standing(run)) == (0, {"rollback/fallback-named": "existing"})
    assert run.report["summary"]["errors"] == 1
    assert branch.against("--all").code == 1


def test_what_is_mended_is_told(branch: Branch) -> None:
    whole = (branch.root / NAME).read_text()
    spoiled(branch)
    branch.committed()
    git(str(branch.root), "branch", "--force", "main", "topic")
    branch.write(NAME, whole)
    run = branch.against()
    assert (run.code, standing(run)["rollback/fallback-named"]) == (0, "fixed")
    assert run.report["summary"]["errors"] == 0


def test_the_base_is_where_the_branch_left_it(branch: Branch) -> None:
    branch.committed()
    git(str(branch.root), "checkout", "--quiet", "main")
    spoiled(branch)
    branch.committed()
    git(str(branch.root), "checkout", "--quiet", "topic")
    run = branch.against()
    assert (run.code, run.found()) == (0, [])
    assert run.report["against"]["commit"] == branch.base


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--base", "nowhere"), "There is no revision 'nowhere'"),
        (("--base", "main", "nowhere.yaml"), "There is no file 'nowhere.yaml' in commit"),
    ],
)
def test_what_cannot_be_had_is_exit_2(
    branch: Branch, arguments: tuple[str, ...], told: str
) -> None:
    run = branch.run("check", *arguments)
    assert run.code == 2
    assert told in run.err
