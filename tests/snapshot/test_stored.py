"""What the index and a commit give to read, and that both agree with a checkout."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from repositories import History, git

from govlint.git.repository import Repository, open_repository
from govlint.snapshot import WorkingTree
from govlint.snapshot.stored import Commit, Index, Listed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from govlint.snapshot import Snapshot

FILES = {
    "a.yaml": "a",
    "docs/b.md": "b",
    "docs-old/b.md": "sorts otherwise in a tree",
    "docs.md": "sorts between them",
    "docs/deep/c.md": "c",
    "in.yaml": "link:a.yaml",
    "docs/up": "link:..",
    "folder": "link:docs/deep",
    "chain": "link:folder/c.md",
    "out.yaml": "link:../secret",
    "away": "link:/etc",
    "loop": "link:loop",
    "gone": "link:nothing",
    "node_modules/x.js": "x",
    "odd\nname": "odd",
    'quo"ted': "quoted",
}


@pytest.fixture(params=["sha1", "sha256"])
def history(request: pytest.FixtureRequest, tmp_path: Path) -> History:
    made = History(str(tmp_path / "repository"), f"--object-format={request.param}")
    made.commit(FILES, "2026-10-01")
    return made.build()


@pytest.fixture
def repository(history: History) -> Iterator[Repository]:
    opened = open_repository(history.root, os.environ)
    assert isinstance(opened, Repository)
    yield opened
    opened.close()


@pytest.fixture(params=["working tree", "index", "commit", "commit, listed at once"])
def snapshot(request: pytest.FixtureRequest, history: History, repository: Repository) -> Snapshot:
    if request.param == "index":
        return Index(repository)
    if request.param == "commit":
        return Commit(repository, history.id(1))
    if request.param == "commit, listed at once":
        return Listed(repository, history.id(1))
    return WorkingTree(history.root)


@pytest.mark.parametrize(
    ("path", "kind", "real", "content"),
    [
        ("a.yaml", "file", "a.yaml", b"a"),
        ("./docs/../a.yaml", "file", "a.yaml", b"a"),
        ("in.yaml", "file", "a.yaml", b"a"),
        ("docs/up/docs/b.md", "file", "docs/b.md", b"b"),
        ("folder/c.md", "file", "docs/deep/c.md", b"c"),
        ("chain", "file", "docs/deep/c.md", b"c"),
        ("odd\nname", "file", "odd\nname", b"odd"),
        ('quo"ted', "file", 'quo"ted', b"quoted"),
        ("docs", "folder", "docs", None),
        ("docs/up", "folder", "docs/up", None),
        (".", "folder", ".", None),
        ("missing", None, "missing", None),
        ("a.yaml/below", None, "a.yaml/below", None),
        ("\ud800", None, "\ud800", None),
        ("../secret", "outside", "../secret", None),
        ("docs/up/../secret", "outside", "docs/up/../secret", None),
        ("/etc/hostname", "outside", "/etc/hostname", None),
        ("out.yaml", "outside", "out.yaml", None),
        ("away", "outside", "away", None),
        (".git/config", "outside", ".git/config", None),
        ("loop", "link", "loop", None),
        ("gone", "link", "gone", None),
    ],
)
def test_every_moment_resolves_a_path_alike(
    snapshot: Snapshot, path: str, kind: str | None, real: str, content: bytes | None
) -> None:
    assert (snapshot.kind(path), snapshot.real(path), snapshot.read(path)) == (kind, real, content)


def test_every_moment_lists_the_same_files(snapshot: Snapshot) -> None:
    assert sorted(snapshot.list()) == sorted(set(FILES) - {"node_modules/x.js"})
    assert sorted(snapshot.list("docs")) == ["docs/b.md", "docs/deep/c.md", "docs/up"]
    assert list(snapshot.list("docs/deep")) == ["docs/deep/c.md"]
    assert list(snapshot.list("node_modules")) == list(snapshot.list("missing")) == []


def test_every_moment_lists_them_in_the_same_order(snapshot: Snapshot, history: History) -> None:
    """What is found first, and what is beyond a limit, is the same at base and head."""
    assert list(snapshot.list()) == list(WorkingTree(history.root).list())


def test_names(history: History, repository: Repository) -> None:
    assert Index(repository).name == "index"
    assert Commit(repository, history.id(1)).name == f"commit {history.id(1)[:7]}"


def test_a_read_is_cut_at_its_limit(snapshot: Snapshot) -> None:
    assert snapshot.read('quo"ted', 3) == b"quo"


def test_the_index_is_what_a_commit_would_hold(history: History, repository: Repository) -> None:
    history.stage({"a.yaml": "staged", "new": "new", "docs/b.md": None})
    history.write({"a.yaml": "unstaged", "untracked": "?"})
    index = Index(repository)
    assert index.read("a.yaml") == b"staged"
    assert index.read("new") == b"new"
    assert index.kind("docs/b.md") is None
    assert index.kind("untracked") is None
    assert Commit(repository, history.id(1)).read("a.yaml") == b"a"


def test_a_conflict_is_listed_and_not_read(tmp_path: Path) -> None:
    made = History(str(tmp_path / "repository"))
    base = made.commit({"f": "1\n", "g": "g"}, "2026-10-01")
    made.commit({"f": "2\n"}, "2026-10-02", branch="side", parents=[base])
    made.commit({"f": "3\n"}, "2026-10-03")
    made.build()
    git(made.root, "merge", "side", check=False)
    opened = open_repository(made.root, os.environ)
    assert isinstance(opened, Repository)
    index = Index(opened)
    opened.close()
    assert index.conflicts == {"f"}
    assert index.kind("f") == "conflict"
    assert index.read("f") is None
    assert sorted(index.list()) == ["f", "g"]


def test_a_submodule_is_not_entered(tmp_path: Path) -> None:
    inner = History(str(tmp_path / "inner"))
    inner.commit({"ai-governance.yaml": "x"}, "2026-10-01")
    inner.build()
    outer = History(str(tmp_path / "outer"))
    outer.commit({"a": "a"}, "2026-10-01")
    outer.build()
    git(outer.root, "submodule", "--quiet", "add", inner.root, "sub")
    opened = open_repository(outer.root, os.environ)
    assert isinstance(opened, Repository)
    index = Index(opened)
    opened.close()
    assert sorted(index.list()) == [".gitmodules", "a"]
    assert index.kind("sub") == "other"
    assert index.kind("sub/ai-governance.yaml") is None
    assert sorted(WorkingTree(outer.root).list()) == [".gitmodules", "a"]
    git(outer.root, "commit", "--quiet", "-m", "sub")
    opened = open_repository(outer.root, os.environ)
    assert isinstance(opened, Repository)
    commit = Listed(opened, opened.place.head)
    opened.close()
    assert sorted(commit.list()) == [".gitmodules", "a"]
    assert (commit.kind("sub"), commit.ids["sub"]) == ("other", inner.id(1))
    within = open_repository(os.path.join(outer.root, "sub"), os.environ)
    assert isinstance(within, Repository)
    assert within.place.head == inner.id(1)
    within.close()


def test_a_split_index_is_read(history: History) -> None:
    git(history.root, "update-index", "--split-index")
    history.stage({"another": "x"})
    opened = open_repository(history.root, os.environ)
    assert isinstance(opened, Repository)
    names = sorted(Index(opened).list())
    opened.close()
    assert names == sorted((set(FILES) - {"node_modules/x.js"}) | {"another"})
