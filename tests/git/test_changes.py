"""Which files differ between two moments, as git itself says."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from repositories import History, git

from govlint.git import changes
from govlint.git.changes import Changed, Changes
from govlint.git.repository import Repository, open_repository
from govlint.snapshot import WorkingTree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BEFORE = {
    "a.txt": "one\n",
    "same/deep/file": "same",
    "src/x.py": "x",
    "src/y.py": "y",
    "src/deep/z.py": "z",
    "src-old": "sorts between src and src/",
    "turns/into": "a file",
    "was": "a file",
    "link": "link:a.txt",
}
AFTER = {
    "a.txt": "two\n",
    "src/x.py": None,
    "src/deep/new.py": "new",
    "turns/into": None,
    "turns": "a file now",
    "was": None,
    "was/a/folder": "now",
    "link": "link:src/y.py",
    "ödd\nname": "odd",
}


@pytest.fixture(params=["sha1", "sha256"])
def history(request: pytest.FixtureRequest, tmp_path: Path) -> History:
    made = History(str(tmp_path / "repository"), f"--object-format={request.param}")
    made.commit(BEFORE, "2026-10-01")
    made.commit(AFTER, "2026-10-02")
    return made.build()


@pytest.fixture
def repository(history: History) -> Iterator[Repository]:
    opened = open_repository(history.root, os.environ)
    assert isinstance(opened, Repository)
    yield opened
    opened.close()


def told(root: str, *arguments: str) -> list[str]:
    """What git says that differs."""
    options = ("--no-renames", "--name-only", "-z", *arguments)
    return sorted(filter(None, git(root, "diff", *options).split("\0")))


def names(found: Changes) -> list[str]:
    assert found.whole
    return sorted(changed.path for changed in found.files)


def lines(repository: Repository) -> list[tuple[str, str, int, str]]:
    found = repository.staged()
    assert isinstance(found, list)
    return found


def test_two_commits(history: History, repository: Repository) -> None:
    old, new = history.id(1), history.id(2)
    found = changes.between(repository.objects, old, new)
    assert names(found) == told(history.root, old, new) != []
    by_path = {changed.path: changed for changed in found.files}
    assert by_path["a.txt"].old == git(history.root, "rev-parse", f"{old}:a.txt")
    assert by_path["a.txt"].new == git(history.root, "rev-parse", f"{new}:a.txt")
    assert by_path["src/x.py"].new == ""
    assert by_path["turns"].old == ""
    assert names(changes.between(repository.objects, new, new)) == []


def test_a_mode_is_no_change(history: History, repository: Repository) -> None:
    git(history.root, "update-index", "--chmod=+x", "src/y.py")
    found = changes.staged(repository.objects, history.id(2), lines(repository))
    assert names(found) == []


def test_the_index(history: History, repository: Repository) -> None:
    assert names(changes.staged(repository.objects, history.id(2), lines(repository))) == []
    history.stage({"src/deep/new.py": "newer", "very/deep/folder/file": "x", "a.txt": None})
    for base in (history.id(1), history.id(2)):
        found = changes.staged(repository.objects, base, lines(repository))
        assert names(found) == told(history.root, "--cached", base)


def test_a_conflict_counts_as_changed(history: History, repository: Repository) -> None:
    id_ = git(history.root, "rev-parse", "HEAD:a.txt")
    kept = [line for line in lines(repository) if line[3] != "a.txt"]
    clash = [("100644", id_, stage, "a.txt") for stage in (1, 2, 3)]
    found = changes.staged(repository.objects, history.id(2), [*kept, *clash])
    assert names(found) == ["a.txt"]


def test_the_working_tree(history: History, repository: Repository) -> None:
    tree = WorkingTree(history.root)
    unchanged = {"src/y.py": "y"}
    history.write(unchanged | {"a.txt": "three\n", "src/deep/new.py": None, "untracked": "x"})
    found = changes.edited(repository.objects, lines(repository), tree.read, lambda _: True)
    assert names(found) == ["a.txt", "src/deep/new.py"]
    id_ = git(history.root, "hash-object", "a.txt")
    assert found.files[0] == Changed("a.txt", git(history.root, "rev-parse", "HEAD:a.txt"), id_)
    few = changes.edited(
        repository.objects, lines(repository), tree.read, lambda path: path == "a.txt"
    )
    assert names(few) == ["a.txt"]


def test_line_ends_and_pointers_are_no_change(history: History, repository: Repository) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 4\n"
    history.stage({"model.onnx": pointer})
    history.write({"a.txt": "two\r\n", "model.onnx": "the model itself"})
    tree = WorkingTree(history.root)
    found = changes.edited(repository.objects, lines(repository), tree.read, lambda _: True)
    assert names(found) == []


def test_what_is_not_looked_into_is_said(
    history: History, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "MOST_FILES", 2)
    monkeypatch.setattr(changes, "MOST_TREES", 2)
    tree = WorkingTree(history.root)
    found = changes.edited(repository.objects, lines(repository), tree.read, lambda _: True)
    assert not found.whole
    assert not changes.between(repository.objects, history.id(1), history.id(2)).whole


def test_edits_over_commits() -> None:
    below = Changes((Changed("a", "1", "2"), Changed("b", "1", "2"), Changed("c", "", "1")), True)
    above = Changes((Changed("b", "2", "1"), Changed("c", "1", ""), Changed("d", "1", "2")), True)
    assert changes.over(below, above).files == (Changed("a", "1", "2"), Changed("d", "1", "2"))
    assert not changes.over(below, above._replace(whole=False)).whole
