"""Which files differ between two moments, as git itself says."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest
from repositories import History, git

from govlint.git import changes
from govlint.git.changes import Changed, Changes
from govlint.git.noted import Noted
from govlint.git.repository import Repository, open_repository
from govlint.snapshot import WorkingTree
from govlint.snapshot.stored import Listed

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


def lines(repository: Repository) -> list[list[str]]:
    found = repository.staged()
    assert isinstance(found, list)
    return found


def staged(repository: Repository, commit: str) -> Changes:
    return changes.staged(Listed(repository, commit).ids, changes.ids(lines(repository)))


def on_disk(repository: Repository, *paths: str) -> Changes:
    """What some files, or all, hold differently on disk: each is read."""
    files = [(path, id_) for mode, id_, _, path in lines(repository) if mode.startswith("100")]
    asked = [each for each in files if not paths or each[0] in paths]
    return changes.edited(repository.objects, asked, WorkingTree(repository.place.root).read)


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
    assert names(staged(repository, history.id(2))) == []


def test_the_index(history: History, repository: Repository) -> None:
    assert names(staged(repository, history.id(2))) == []
    history.stage({"src/deep/new.py": "newer", "very/deep/folder/file": "x", "a.txt": None})
    for base in (history.id(1), history.id(2)):
        assert names(staged(repository, base)) == told(history.root, "--cached", base)


def test_a_conflict_counts_as_changed(history: History, repository: Repository) -> None:
    id_ = git(history.root, "rev-parse", "HEAD:a.txt")
    kept = [line for line in lines(repository) if line[3] != "a.txt"]
    clash = [["100644", id_, stage, "a.txt"] for stage in "123"]
    ids = Listed(repository, history.id(2)).ids
    assert names(changes.staged(ids, changes.ids([*kept, *clash]))) == ["a.txt"]


def test_the_working_tree(history: History, repository: Repository) -> None:
    unchanged = {"src/y.py": "y"}
    history.write(unchanged | {"a.txt": "three\n", "src/deep/new.py": None, "untracked": "x"})
    found = on_disk(repository)
    assert names(found) == ["a.txt", "src/deep/new.py"]
    id_ = git(history.root, "hash-object", "a.txt")
    assert found.files[0] == Changed("a.txt", git(history.root, "rev-parse", "HEAD:a.txt"), id_)
    assert names(on_disk(repository, "a.txt")) == ["a.txt"]


def test_line_ends_and_pointers_are_no_change(history: History, repository: Repository) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 4\n"
    history.stage({"model.onnx": pointer})
    history.write({"a.txt": "two\r\n", "model.onnx": "the model itself"})
    assert names(on_disk(repository)) == []


def aged(root: str, path: str, ago: int) -> None:
    """Have a file look as if it was written some seconds ago; its inode still changes now."""
    then = time.time_ns() - ago * 1_000_000_000
    os.utime(os.path.join(root, path), ns=(then, then))


def noted(repository: Repository) -> Noted:
    found = repository.noted()
    assert isinstance(found, Noted)
    return found


def test_a_file_is_as_the_index_noted_it(history: History, repository: Repository) -> None:
    root = history.root
    git(root, "update-index", "--refresh")
    time.sleep(0.02)
    os.utime(os.path.join(root, ".git", "index"))
    found = noted(repository)
    assert found.lines == lines(repository)
    assert found.holds("src/y.py")
    assert found.holds("ödd\nname")
    assert not found.holds("link")
    assert not found.holds("untracked")
    history.write({"src/y.py": "z", "a.txt": "longer than it was\n", "was/a/folder": None})
    assert not any(map(found.holds, ("src/y.py", "a.txt", "was/a/folder")))
    everything = [path for path, _ in found.unlike(lambda _: True)]
    assert {"src/y.py", "a.txt", "was/a/folder"} <= set(everything)
    assert "link" not in everything
    assert [path for path, _ in found.unlike(lambda path: path == "a.txt")] == ["a.txt"]


def test_what_a_sparse_checkout_leaves_out_is_as_it_was(history: History) -> None:
    root = history.root
    git(root, "sparse-checkout", "set", "src")
    opened = open_repository(root, os.environ)
    assert isinstance(opened, Repository)
    found = noted(opened)
    opened.close()
    assert not os.path.exists(os.path.join(root, "same/deep/file"))
    assert found.holds("same/deep/file")
    os.remove(os.path.join(root, "src/y.py"))
    assert not found.holds("src/y.py")


def test_a_file_changed_as_the_index_was_written_is_read(
    history: History, repository: Repository
) -> None:
    """The same size, and the same moment as far as the disk tells: "racy git"."""
    root, index = history.root, os.path.join(history.root, ".git", "index")
    git(root, "update-index", "--refresh")
    noted_then = os.lstat(os.path.join(root, "a.txt"))
    moment = max(noted_then.st_mtime_ns, noted_then.st_ctime_ns)
    for written, held in ((moment - 1, False), (moment, False), (moment + 1, True)):
        os.utime(index, ns=(written, written))
        assert noted(repository).holds("a.txt") is held


def test_a_file_with_its_old_time_back_is_read(history: History, repository: Repository) -> None:
    root = history.root
    aged(root, "a.txt", 60)
    git(root, "update-index", "--refresh")
    before = os.lstat(os.path.join(root, "a.txt"))
    time.sleep(0.02)
    os.utime(os.path.join(root, ".git", "index"))
    assert noted(repository).holds("a.txt")
    history.write({"a.txt": "six\n"})
    os.utime(os.path.join(root, "a.txt"), ns=(before.st_mtime_ns, before.st_mtime_ns))
    assert not noted(repository).holds("a.txt")


def test_what_git_prints_otherwise_is_not_taken() -> None:
    line = b"100644 " + b"a" * 40 + b" 0\ta.txt\0"
    note = b"  ctime: 1:2\n  mtime: 3:4\n  dev: 5\tino: 6\n  uid: 7\tgid: 8\n"
    size = b"  size: 9\tflags: 0\n"
    assert Noted("/", 0).read(line + note + size)
    assert Noted("/", 0).read(b"")
    assert not Noted("/", 0).read(line + note + size + line + note)
    assert not Noted("/", 0).read(line)


def test_what_is_not_looked_into_is_said(
    history: History, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "MOST_FILES", 2)
    monkeypatch.setattr(changes, "MOST_TREES", 2)
    assert not on_disk(repository).whole
    assert not changes.between(repository.objects, history.id(1), history.id(2)).whole


def test_edits_over_commits() -> None:
    below = Changes((Changed("a", "1", "2"), Changed("b", "1", "2"), Changed("c", "", "1")), True)
    above = Changes((Changed("b", "2", "1"), Changed("c", "1", ""), Changed("d", "1", "2")), True)
    assert changes.over(below, above).files == (Changed("a", "1", "2"), Changed("d", "1", "2"))
    assert not changes.over(below, above._replace(whole=False)).whole
