"""What the working tree gives to read, and what it refuses."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from govlint.snapshot import WorkingTree, repository_root


@pytest.fixture
def tree(tmp_path: Path) -> WorkingTree:
    root = tmp_path / "repository"
    for folder in (".git", "docs", "node_modules/x", "env", "vendor/.git"):
        (root / folder).mkdir(parents=True)
    for path in ("a.yaml", "docs/b.md", "node_modules/x/c.js", "env/pyvenv.cfg", "env/d.py"):
        (root / path).write_bytes(path.encode())
    (root / ".git/config").write_bytes(b"[core]")
    (root / "vendor/lib.py").write_bytes(b"")
    (tmp_path / "secret").write_bytes(b"secret")
    for link, target in (
        ("in.yaml", "a.yaml"),
        ("out.yaml", "../secret"),
        ("docs/up", ".."),
        ("away", "/etc"),
        ("loop", "loop"),
        ("gone", "nothing"),
        ("settings", ".git/config"),
    ):
        (root / link).symlink_to(target)
    os.mkfifo(root / "pipe")
    return WorkingTree(str(root))


CONTENTS: list[tuple[str, bytes | None]] = [
    ("a.yaml", b"a.yaml"),
    ("./docs/../a.yaml", b"a.yaml"),
    ("in.yaml", b"a.yaml"),
    ("docs/up/docs/b.md", b"docs/b.md"),
    ("docs", None),
    ("missing", None),
    ("a.yaml/below", None),
    ("../secret", None),
    ("docs/../../secret", None),
    ("docs/up/../secret", None),
    ("out.yaml", None),
    ("away/hostname", None),
    ("/etc/hostname", None),
    ("loop", None),
    ("gone", None),
    ("pipe", None),
    (".git/config", None),
    (".GIT/config", None),
    ("settings", None),
    ("a\0b", None),
    ("\ud800", None),
    ("x" * 5000, None),
]


@pytest.mark.parametrize(("path", "content"), CONTENTS)
def test_read(tree: WorkingTree, path: str, content: bytes | None) -> None:
    assert tree.read(path) == content


KINDS = [
    ("a.yaml", "file"),
    ("in.yaml", "file"),
    ("docs", "folder"),
    (".", "folder"),
    ("docs/up", "folder"),
    ("missing", None),
    ("a\0b", None),
    ("../secret", "outside"),
    ("out.yaml", "outside"),
    ("away/hostname", "outside"),
    (".git", "outside"),
    ("settings", "outside"),
    ("gone", "link"),
    ("loop", "link"),
    ("pipe", "other"),
]


@pytest.mark.parametrize(("path", "kind"), KINDS)
def test_kind(tree: WorkingTree, path: str, kind: str | None) -> None:
    assert tree.kind(path) == kind


def test_list_is_in_order_and_pruned(tree: WorkingTree) -> None:
    assert list(tree.list()) == [
        "a.yaml",
        "away",
        "gone",
        "in.yaml",
        "loop",
        "out.yaml",
        "settings",
        "docs/b.md",
        "docs/up",
    ]


ODD = [
    *(
        "",
        "/a.yaml",
        "/etc",
        "/missing",
        "docs/",
        "docs//b.md",
        "docs/.",
        "docs/..",
        "docs/missing",
        "docs/b.md/below",
    ),
    *("node_modules/x/c.js", "node_modules/missing", "env/d.py", "env/missing", "vendor/lib.py"),
    *("vendor/missing", "docs/up/missing", "away/missing", "A.yaml", "missing/b.md", "docs/.git"),
    *("missing/a/b.md", "missing/../a.yaml", "missing/./b.md", "missing//b.md", "docs/c/d/e.md"),
    *("pipe/below", "out.yaml/below", "missing/.git/b", "env/missing/d.py", "missing/" + "x/" * 99),
    *(".Git/odd", ".Git", "\\odd", "docs/a\\b", "docs/a\0b", "docs/\ud800", "docs/" + "x" * 5000),
]


@pytest.mark.parametrize("path", [*dict(CONTENTS), *dict(KINDS), *ODD])
def test_a_list_changes_no_answer(tree: WorkingTree, path: str) -> None:
    for odd in (".Git/odd", "\\odd", "docs/a\\b"):
        Path(tree.root, odd).parent.mkdir(exist_ok=True)
        Path(tree.root, odd).touch()
    listed = WorkingTree(tree.root)
    listed.list()
    assert listed.kind(path) == tree.kind(path)
    assert listed.read(path) == tree.read(path)
    assert listed.real(path) == tree.real(path)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere one file has many names")
def test_what_was_listed_is_not_looked_for_again(
    tree: WorkingTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree.list()
    monkeypatch.setattr(os, "lstat", None)
    there, missing = ["a.yaml", "docs/b.md"], ["docs/c.md", "d.md", "docs/e/f.md", "g/h/i.md"]
    assert [tree.kind(path) for path in there] == ["file", "file"]
    assert [tree.kind(path) for path in missing] == [None] * 4


def test_a_read_stops_at_its_limit(tree: WorkingTree) -> None:
    Path(tree.root, "big").write_bytes(b"x" * 300_000)
    assert tree.read("big") == b"x" * 300_000
    assert tree.read("big", 200_001) == b"x" * 200_001
    assert tree.read("big", 3) == b"xxx"


def test_repository_root(tmp_path: Path) -> None:
    inner = tmp_path / "main" / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "main" / ".git").write_text("gitdir: elsewhere")
    assert repository_root(str(inner)) == str(tmp_path / "main")
    assert repository_root(str(tmp_path)) is None
