"""A moment that a partial clone does not hold is not guessed; ``--deepen`` brings it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from checked import Clone
from repositories import git

if TYPE_CHECKING:
    from checked import Repository

PRIYA = "Priya Nair <priya.nair@example.com>"
NAME = "ai-governance.yaml"


class Case(NamedTuple):
    """What a clone leaves, and what is asked of it."""

    left: str
    moment: tuple[str, ...]
    lacks: str
    options: tuple[str, ...] = ("--no-checkout",)
    prepared: tuple[str, ...] = ()
    """A git command beforehand."""


CASES = {
    "contents": Case("blob:none", ("--rev", "HEAD"), "files of HEAD"),
    "old contents": Case("blob:none", ("--rev", "HEAD~2"), "files of HEAD~", ()),
    "the link's target": Case("blob:none", ("--rev", "HEAD~1"), "files of HEAD~", ()),
    "staged contents": Case(
        "blob:none", ("--staged",), "files of the index", prepared=("read-tree", "HEAD")
    ),
    "what is staged to be deleted": Case("blob:none", ("--staged",), "files of the index"),
    "folders": Case("tree:0", ("--rev", "HEAD"), "files of HEAD"),
    "folders in folders": Case("tree:1", ("--rev", "HEAD"), "files of HEAD"),
    "folders on the way to a file": Case(
        "tree:1", ("--rev", "HEAD", f"part/{NAME}"), "files of HEAD"
    ),
}


@pytest.fixture
def origin(repository: Repository) -> Repository:
    """Three moments: a declaration at the top, one behind a link, and one in a folder."""
    repository.example("recruitment-ranker")
    text = (repository.root / NAME).read_text() + "# looked through\n"
    repository.write("part/of/governance.txt", text)
    (repository.root / NAME).unlink()
    (repository.root / NAME).symlink_to("part/of/governance.txt")
    repository.commit(PRIYA, "2026-11-10")
    (repository.root / NAME).unlink()
    repository.write(f"part/{NAME}", text.replace("fallback_to", "x-fallback"))
    repository.commit(PRIYA, "2026-11-11")
    return repository


@pytest.fixture
def cloned(
    origin: Repository,
    case: Case,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Clone:
    root = tmp_path_factory.mktemp("partial") / "clone"
    made = Clone(origin.root, root, origin._output, case.left, *case.options)
    if case.prepared:
        git(str(root), *case.prepared)
    monkeypatch.chdir(root)
    return made


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_it_is_not_guessed(origin: Repository, cloned: Clone, case: Case) -> None:
    (origin.root / ".git").rename(origin.root / "gone")  # whoever asks it hears nothing
    told = cloned.run("check", "--as-of", "2026-11-23", *case.moment)
    assert (told.code, told.out) == (2, "")
    assert f"This is a partial clone, which lacks {case.lacks}" in told.err
    assert "Run with `--deepen`" in told.err


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_it_is_fetched_on_request(
    origin: Repository, cloned: Clone, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched = cloned.check("--deepen", *case.moment).report
    monkeypatch.chdir(origin.root)
    moment = case.moment
    if "to be deleted" in str([key for key, each in CASES.items() if each == case]):
        git(str(origin.root), "rm", "-r", "--quiet", "--cached", ".")
    assert origin.check(*moment).report["findings"] == fetched["findings"]


def test_what_a_damaged_repository_lost_is_not_guessed(origin: Repository) -> None:
    blob = git(str(origin.root), "rev-parse", f"HEAD:part/{NAME}")
    (origin.root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    told = origin.run("check", "--as-of", "2026-11-23", "--rev", "HEAD", "--deepen")
    assert (told.code, told.out) == (2, "")
    assert "The repository has lost files of HEAD" in told.err
    assert "git fsck" in told.err
