"""Where two lines of commits parted, as git itself finds it."""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

import pytest
from repositories import History, git

from govlint.git.ancestry import merge_base
from govlint.git.repository import Repository, open_repository

if TYPE_CHECKING:
    from pathlib import Path


def day(number: int) -> str:
    return f"{1_790_000_000 + number * 3600} +0000"


def opened(history: History) -> Repository:
    repository = open_repository(history.root, os.environ)
    assert isinstance(repository, Repository)
    return repository


def test_a_branch_and_its_trunk(tmp_path: Path) -> None:
    history = History(str(tmp_path))
    first = history.commit({"a": "1"}, day(1))
    trunk = history.commit({"a": "2"}, day(2))
    branch = history.commit({"b": "1"}, day(3), branch="topic", parents=[first])
    alone = history.commit({"c": "1"}, day(4), branch="alone", parents=[])
    history.build()
    repository = opened(history)
    one, two, three, four = (history.id(each) for each in (first, trunk, branch, alone))
    assert merge_base(repository.objects, two, three) == one
    assert merge_base(repository.objects, three, two) == one
    assert merge_base(repository.objects, one, three) == one
    assert merge_base(repository.objects, two, two) == two
    assert merge_base(repository.objects, two, four) is None
    assert merge_base(repository.objects, two, "0" * 40) is None
    repository.close()


def test_a_shallow_clone_does_not_know(tmp_path: Path) -> None:
    history = History(str(tmp_path / "whole"))
    first = history.commit({"a": "1"}, day(1))
    history.commit({"a": "2"}, day(2))
    history.commit({"b": "1"}, day(3), branch="topic", parents=[first])
    history.build()
    clone = str(tmp_path / "clone")
    git(
        history.root,
        "clone",
        "--quiet",
        "--depth=1",
        "--no-single-branch",
        f"file://{history.root}",
        clone,
    )
    repository = open_repository(clone, os.environ)
    assert isinstance(repository, Repository)
    ids = [repository.resolve(f"origin/{name}") or "" for name in ("main", "topic")]
    assert all(ids)
    assert merge_base(repository.objects, ids[0], ids[1], repository.place.boundary) is None
    repository.close()


@pytest.mark.parametrize("seed", range(6))
def test_as_git_finds_it(tmp_path: Path, seed: int) -> None:
    """Random graphs with merges and clocks that run in order."""
    dice = random.Random(seed)
    history = History(str(tmp_path))
    made: list[int] = []
    for number in range(40):
        count = min(len(made), dice.choice((1, 1, 1, 2)))
        parents = dice.sample(made[-8:], min(count, len(made[-8:])))
        branch = f"b{number}"
        made.append(
            history.commit({f"f{number}": "x"}, day(number), branch=branch, parents=parents)
        )
    history.build(checkout=False)
    repository = opened(history)
    for _ in range(25):
        one, two = (history.id(each) for each in dice.sample(made, 2))
        known = git(history.root, "merge-base", "--all", one, two, check=False).split()
        found = merge_base(repository.objects, one, two)
        assert found in known if known else found is None
    repository.close()
