"""Where a repository keeps its parts, whatever its files hold."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from repositories import History, git

from govlint.git.locate import Place, Trouble, locate, merging
from govlint.git.repository import find_git

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def made(tmp_path: Path) -> History:
    written = History(str(tmp_path / "repository"))
    base = written.commit({"f": "1\n"}, "2026-01-01")
    written.commit({"f": "2\n"}, "2026-01-02", branch="side", parents=[base])
    written.commit({"f": "3\n"}, "2026-01-03")
    return written.build()


def place(root: str) -> Place:
    found = locate(root)
    assert isinstance(found, Place)
    return found


def test_from_within_and_from_the_top(made: History) -> None:
    inner = os.path.join(made.root, "a", "b")
    os.makedirs(inner)
    assert place(inner) == place(made.root)
    assert place(inner).root == os.path.realpath(made.root)
    assert place(inner).head == made.id(3)


def test_a_branch_in_a_branch(made: History) -> None:
    git(made.root, "symbolic-ref", "refs/heads/alias", "refs/heads/side")
    git(made.root, "symbolic-ref", "HEAD", "refs/heads/alias")
    assert place(made.root).head == made.id(2)


def test_packed_references_are_second(made: History) -> None:
    git(made.root, "pack-refs", "--all")
    assert place(made.root).head == made.id(3)
    git(made.root, "update-ref", "refs/heads/main", made.id(1))
    assert place(made.root).head == made.id(1)


def test_a_merge_under_way(made: History) -> None:
    assert merging(place(made.root)) == ()
    git(made.root, "merge", "side", check=False)
    assert merging(place(made.root)) == (made.id(2),)


def test_a_branch_without_a_commit(made: History) -> None:
    git(made.root, "checkout", "--quiet", "--orphan", "new")
    assert place(made.root).head == ""


def test_circles_end(made: History) -> None:
    for name, target in (("a", "b"), ("b", "a")):
        path = os.path.join(made.root, ".git", "refs", "heads", name)
        with open(path, "w", encoding="ascii") as file:
            file.write(f"ref: refs/heads/{target}\n")
    with open(os.path.join(made.root, ".git", "HEAD"), "w", encoding="ascii") as file:
        file.write("ref: refs/heads/a\n")
    assert locate(made.root) == Trouble("broken", "its HEAD cannot be read")


def test_another_way_to_keep_references(made: History) -> None:
    git(made.root, "config", "extensions.refStorage", "reftable")
    assert locate(made.root) == Trouble("format", "reftable")


PARTS = ("HEAD", "config", "packed-refs", "shallow", "refs/heads/main", "MERGE_HEAD")
BYTES = st.one_of(
    st.binary(max_size=60),
    st.builds(lambda tail: b"ref: refs/heads/" + tail, st.binary(max_size=30)),
    st.builds(lambda tail: b"ref: " + tail, st.binary(max_size=30)),
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.sampled_from(PARTS), BYTES)
def test_any_bytes_give_a_place_or_a_trouble(made: History, part: str, content: bytes) -> None:
    path = os.path.join(made.root, ".git", part)
    before = None
    if os.path.exists(path):
        with open(path, "rb") as file:
            before = file.read()
    try:
        with open(path, "wb") as file:
            file.write(content)
        found = locate(made.root)
        if isinstance(found, Place):
            merging(found)
            assert found.head == "" or len(found.head) in (40, 64)
    finally:
        os.remove(path)
        if before is not None:
            with open(path, "wb") as file:
                file.write(before)


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.builds(lambda tail: b"gitdir: " + tail, st.binary(max_size=40)))
def test_any_pointer_gives_a_trouble(tmp_path: Path, content: bytes) -> None:
    (tmp_path / ".git").write_bytes(content)
    assert isinstance(locate(str(tmp_path)), Trouble)


def test_where_git_is_looked_for(tmp_path: Path) -> None:
    program = tmp_path / "git"
    program.write_text("#!/bin/sh\n")
    assert find_git({"PATH": f"{tmp_path}"}) is None
    program.chmod(0o755)
    assert find_git({"PATH": f"/nowhere:{tmp_path}"}) == str(program)
    assert find_git({"PATH": os.path.relpath(tmp_path)}) is None
    assert find_git({"PATH": ""}) is None
