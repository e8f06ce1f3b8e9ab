"""How many git processes a check starts, with and without a base."""

from __future__ import annotations

import os
import shutil
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from changing import NAME

if TYPE_CHECKING:
    from changing import Branch

COMMANDS = ("cat-file", "log", "rev-parse", "ls-files", "ls-tree", "diff-index", "rev-list")


@pytest.fixture
def watched(branch: Branch, monkeypatch: pytest.MonkeyPatch) -> Branch:
    """The branch, where every start of git is written down."""
    folder = branch.root.parent / f"{branch.root.name}-bin"
    folder.mkdir()
    git = shutil.which("git")
    shim = folder / "git"
    shim.write_text(f'#!/bin/sh\necho "$@" >> "{folder}/log"\nexec {git} "$@"\n')
    shim.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return branch


def started(branch: Branch, *options: str) -> list[str]:
    """The git commands that a check starts."""
    log = branch.root.parent / f"{branch.root.name}-bin" / "log"
    log.unlink(missing_ok=True)
    branch.check(*options)
    lines = map(str.split, log.read_text().splitlines())
    return sorted(next(word for word in line if word in COMMANDS) for line in lines)


def test_a_base_takes_one_process_to_list_it_at_most(watched: Branch) -> None:
    """It is resolved by the process that reads objects, and its log is the head's."""
    watched.write("README.md", "Something else.\n")
    head = watched.committed()
    assert started(watched, "--rev", head) == ["cat-file", "log"]
    for base in (watched.base, "HEAD~1"):
        assert started(watched, "--rev", "HEAD", "--base", base) == ["cat-file", "log"]
        listed = ["cat-file", "log", "ls-files", "ls-tree"]
        assert started(watched, "--staged", "--base", base) == listed
        assert started(watched, "--base", base) == listed
    assert started(watched, "--staged", "--no-base") == [
        "cat-file",
        "diff-index",
        "log",
        "ls-files",
    ]


def test_one_more_where_other_files_are_governed_than_before(watched: Branch) -> None:
    text = (watched.root / NAME).read_text()
    watched.write(NAME, text.replace("ranker/**", "ranking/**"))
    watched.committed()
    assert started(watched, "--rev", "HEAD") == ["cat-file", "log"]
    assert started(watched, "--rev", "HEAD", "--base", "HEAD~1") == ["cat-file", "log", "log"]


def test_one_more_for_all_earlier_names_of_head_and_base(watched: Branch) -> None:
    names = [NAME, *(f"odd-{number}.txt" for number in range(10)), NAME]
    for old, new in pairwise(names):
        (watched.root / old).rename(watched.root / new)
        watched.committed()
    text = (watched.root / NAME).read_text()
    watched.write(NAME, text.replace("ranker/**", "ranking/**"))
    watched.committed()
    assert started(watched, "--rev", "HEAD") == ["cat-file", "log", "log"]
    assert started(watched, "--rev", "HEAD", "--base", "HEAD~1") == ["cat-file", "log", "log"]
    listed = ["cat-file", "log", "log", "ls-files", "ls-tree"]
    assert started(watched, "--base", "HEAD~1") == listed


def test_who_made_the_change_is_asked_where_waivers_are_not_as_they_were(watched: Branch) -> None:
    waiver = "{policy: data/checked, reason: r, approved_by: business, expires: 2027-01-31}"
    text = (watched.root / NAME).read_text()
    watched.write(NAME, f"{text}waivers: [{waiver}]\n")
    watched.committed()
    assert started(watched, "--base", watched.base).count("log") == 2
