"""A partial clone holds the files of the head, and not those that the change had before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from changing import DAY, NAME, standing
from checked import Clone
from repositories import git

if TYPE_CHECKING:
    from changing import Branch

FALLBACK = "rollback/fallback-named"


@pytest.fixture
def partial(
    branch: Branch, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Clone:
    """The gap was there on main already; the branch changes something else in the file."""
    text = (branch.root / NAME).read_text()
    kept = [line for line in text.splitlines(keepends=True) if "fallback_to" not in line]
    branch.write(NAME, "".join(kept))
    branch.write(".govlint.yaml", "schema: govlint-config/v1\nfail_on: note\n")
    before = branch.committed()
    branch.write(NAME, "".join(kept) + "# looked through\n")
    branch.write(".govlint.yaml", "schema: govlint-config/v1\nfail_on: never\n")
    branch.committed()
    git(str(branch.root), "branch", "--force", "main", before)
    made = Clone(branch.root, tmp_path_factory.mktemp("partial") / "clone", branch._output)
    monkeypatch.chdir(made.root)
    return made


def test_a_base_that_is_not_whole_is_not_guessed(partial: Clone) -> None:
    told = partial.run("check", "--as-of", DAY, "--base", "HEAD~1")
    assert (told.code, told.out) == (2, "")
    assert "lacks files of HEAD~1" in told.err
    assert "--deepen" in told.err


def test_what_is_missing_is_fetched_on_request(partial: Clone) -> None:
    told = partial.check("--base", "HEAD~1", "--deepen", as_of=DAY)
    assert (told.code, standing(told)[FALLBACK]) == (0, "existing")
    assert any("fail_on" in note for note in told.report["against"]["notes"])


@pytest.mark.parametrize("options", [(), ("--staged",)])
def test_a_base_without_its_folders_is_not_guessed(
    branch: Branch,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
) -> None:
    """A declaration in a folder that is not here would be taken for a new one."""
    branch.write("part/ai-governance.yaml", (branch.root / NAME).read_text())
    branch.committed()
    branch.write("part/README.md", "The folder is another one now.\n")
    branch.committed()
    root = tmp_path_factory.mktemp("treeless") / "clone"
    clone = Clone(branch.root, root, branch._output, left="tree:1")
    monkeypatch.chdir(root)
    told = clone.run("check", "--as-of", DAY, "--base", "HEAD~1", *options)
    assert (told.code, told.out) == (2, "")
    assert "lacks the folders of old commits" in told.err
