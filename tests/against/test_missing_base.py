"""A base that the clone does not have is fetched on request, from the remote that it names."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from changing import DAY, NAME, standing
from checked import Repository
from repositories import git

if TYPE_CHECKING:
    from pathlib import Path

    from changing import Branch

FALLBACK = "rollback/fallback-named"
SHALLOW = ("--depth=1", "--branch=topic")
SINGLE = ("--single-branch", "--branch=topic")


class Clone(Repository):
    """A clone over ``file://`` that has the branch ``topic``, and nothing of ``main``."""

    def __init__(self, branch: Branch, root: Path, options: tuple[str, ...]) -> None:
        self.root, self._output = root, branch._output
        git(str(branch.root), "clone", "--quiet", *options, f"file://{branch.root}", str(root))


@pytest.fixture(params=[SHALLOW, SINGLE], ids=["shallow", "one branch"])
def clone(
    request: pytest.FixtureRequest,
    branch: Branch,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Clone:
    """Main went on; the topic took something away."""
    text = (branch.root / NAME).read_text().splitlines(keepends=True)
    branch.write(NAME, "".join(line for line in text if "fallback_to" not in line))
    branch.committed()
    git(str(branch.root), "checkout", "--quiet", "main")
    branch.write("README.md", "Main went on.\n")
    branch.committed()
    made = Clone(branch, tmp_path_factory.mktemp("missing") / "clone", request.param)
    monkeypatch.chdir(made.root)
    return made


@pytest.mark.parametrize("base", ["origin/main", "main", "by its id"])
def test_a_base_is_fetched(clone: Clone, branch: Branch, base: str) -> None:
    tip = git(str(branch.root), "rev-parse", "main")
    named = tip if base == "by its id" else base
    before = git(str(clone.root), "for-each-ref")
    refused = clone.run("check", "--as-of", DAY, "--base", named)
    assert (refused.code, refused.out) == (2, "")
    told = clone.run(
        "check", "--as-of", DAY, "--base", named, "--deepen", "--format", "json", "--fail-on=error"
    )
    assert told.code == 1, told.err
    assert told.report["against"]["commit"] == branch.base
    assert standing(told)[FALLBACK] == "new"
    assert "Fetching" in told.err
    assert git(str(clone.root), "for-each-ref") == before
    git(str(clone.root), "fsck", "--connectivity-only")


@pytest.mark.parametrize("base", ["origin/nothing", "--upload-pack=x", "ma in", "a" * 40])
def test_what_the_remote_does_not_have(clone: Clone, base: str) -> None:
    told = clone.run("check", "--as-of", DAY, f"--base={base}", "--deepen")
    assert (told.code, told.out) == (2, "")
    assert "fetch" in told.err


def test_a_remote_that_is_gone(clone: Clone, branch: Branch) -> None:
    shutil.rmtree(branch.root / ".git")
    told = clone.run("check", "--as-of", DAY, "--base", "origin/main", "--deepen")
    assert (told.code, told.out) == (2, "")
    assert "Nothing could be fetched" in told.err
    assert "git fetch" in told.err
