"""Objects by id: asked for ahead, in any order, missing, or too large."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from repositories import History, git

from govlint.git import objects, trees
from govlint.git.repository import Repository, open_repository

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(params=["sha1", "sha256"])
def made(request: pytest.FixtureRequest, tmp_path: Path) -> History:
    written = History(str(tmp_path / "repository"), f"--object-format={request.param}")
    written.commit({f"d/{n}": f"content {n}" for n in range(300)} | {"gone": "x"}, "2026-01-01")
    written.commit({"d/7": "new", "gone": None, "e/f": "y"}, "2026-01-02")
    return written.build()


@pytest.fixture
def opened(made: History) -> Iterator[Repository]:
    repository = open_repository(made.root, os.environ)
    assert isinstance(repository, Repository)
    yield repository
    repository.close()


def test_many_asked_ahead_come_in_any_order(made: History, opened: Repository) -> None:
    folder = opened.objects.entries(f"{made.id(1)}^{{tree}}")
    assert folder is not None
    entries = opened.objects.entries(folder[b"d"].id) or {}
    names = list(entries)
    for name in names:
        opened.objects.ask(entries[name].id)
    for name in reversed(names):
        found = opened.objects.get(entries[name].id)
        assert found is not None
        assert found.data == b"content " + name
    assert opened.processes == 1


def test_what_is_not_there(made: History, opened: Repository) -> None:
    assert opened.objects.get("1" * len(made.id(1))) is None
    assert opened.objects.entries(made.id(1)) is None
    assert opened.objects.trouble == ""


def test_what_is_too_large_is_left_unread(
    made: History, opened: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(objects, "LARGEST", 1000)
    blobs = {path: git(made.root, "rev-parse", f"HEAD:{path}") for path in ("d", "d/7", "e/f")}
    for blob in blobs.values():
        opened.objects.ask(blob)
    found = [opened.objects.get(blob) for blob in blobs.values()]
    assert [one and (one.kind, one.data) for one in found] == [
        ("large", b""),
        ("blob", b"new"),
        ("blob", b"y"),
    ]
    assert opened.processes == 2


def test_a_process_that_dies_is_said(opened: Repository, made: History) -> None:
    git(made.root, "repack", "-adq")
    opened.objects.ask("1" * 40)
    opened.objects._process.close()  # type: ignore[union-attr]
    assert opened.objects.get(made.id(1)) is None
    assert opened.objects.trouble == "died"
    assert opened.objects.get(made.id(2)) is None


def test_folders(made: History, opened: Repository) -> None:
    found = opened.objects.find(made.id(2), "d/7")
    assert found is not None
    assert (found.mode, found.id) == ("100644", git(made.root, "rev-parse", "HEAD:d/7"))
    assert opened.objects.find(made.id(2), "d/7/8") is None
    assert opened.objects.find(made.id(2), "nowhere") is None
    assert trees.parents(opened.objects, made.id(2)) == (made.id(1),)
    assert trees.parents(opened.objects, made.id(1)) == ()
    gone = list(trees.Gone(opened.objects, made.id(1), made.id(2), replaced=False))
    assert gone == [("gone", git(made.root, "rev-parse", "HEAD~:gone"))]
    other = trees.Gone(opened.objects, made.id(2), made.id(1), replaced=False)
    assert [path for path, _ in other] == ["e/", "e/f"]


REVISIONS = {
    "HEAD": 2,
    "HEAD~1": 1,
    "main": 2,
    "refs/heads/main": 2,
    "v1": 1,
    "nowhere": None,
    "--all": None,
    "-h": None,
    "HEAD:d/7": None,
    "": None,
    "a..b": None,
    "@{upstream}": None,
    "HEAD@{1}": None,
    "main\nHEAD": None,
    "a b commit 3": None,
    "caf\udce9": None,
    "main^{/Chan}": 2,
}


@pytest.mark.parametrize("packed", [False, True])
def test_revisions(made: History, opened: Repository, packed: bool) -> None:
    git(made.root, "tag", "--annotate", "--message", "1", "v1", made.id(1))
    if packed:
        git(made.root, "pack-refs", "--all")
    assert opened.objects.get(made.id(2)) is not None
    for revision, number in REVISIONS.items():
        expected = None if number is None else made.id(number)
        assert opened.resolve(revision) == expected, revision
    assert opened.resolve(made.id(1)[:9]) == made.id(1)


def test_a_revision_takes_no_process_of_its_own(made: History, opened: Repository) -> None:
    assert opened.resolve("main~1") == made.id(1)
    assert opened.resolve("nowhere") is None
    assert opened.resolve("main") == made.id(2)
    assert opened.processes == 1


def test_ignored_files(made: History, opened: Repository) -> None:
    made.stage({"tracked.log": "x"})
    made.stage({".gitignore": "*.log\ndata/\n!kept.log\n"})
    made.write({"a.log": "1", "data/b.csv": "1", "kept.log": "1", "plain": "1", "mine": "1"})
    made.write({".git/info/exclude": "mine\n", "d/.gitignore": "7.tmp\n", "d/7.tmp": "1"})
    asked = ["a.log", "data/b.csv", "kept.log", "plain", "mine", "tracked.log", "no.log", "d/7.tmp"]
    assert opened.ignored(asked) == frozenset({"a.log", "data/b.csv", "d/7.tmp"})
    assert opened.ignored(["data"]) == frozenset({"data/b.csv"})


def test_the_files_that_git_holds(made: History, opened: Repository) -> None:
    made.stage({"new/b\n.csv": "1", "gone": "1"})
    made.write({"mine": "1", "gone": None})
    output = opened.held()
    assert isinstance(output, bytes)
    paths = set(output.split(b"\0"))
    assert {b"gone", b"new/b\n.csv", b""} < paths
    assert b"mine" not in paths
