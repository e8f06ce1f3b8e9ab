"""A check against a base starts one git process more than one without."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from changing import NAME

if TYPE_CHECKING:
    from changing import Branch

COMMANDS = ("cat-file", "log", "rev-parse", "ls-files", "diff-index", "rev-list")


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


def test_one_process_more(watched: Branch) -> None:
    watched.write("README.md", "Something else.\n")
    head = watched.committed()
    base = ("--base", watched.base)
    assert started(watched, "--rev", head) == ["cat-file", "log"]
    assert started(watched, "--rev", head, *base) == ["cat-file", "log", "rev-list"]
    assert started(watched, "--staged", "--no-base") == [
        "cat-file",
        "diff-index",
        "log",
        "ls-files",
    ]
    assert started(watched, "--staged", *base) == ["cat-file", "log", "ls-files", "rev-list"]
    assert started(watched, *base) == ["cat-file", "log", "ls-files", "rev-list"]


def test_who_made_the_change_is_asked_where_waivers_are_not_as_they_were(watched: Branch) -> None:
    waiver = "{policy: data/checked, reason: r, approved_by: business, expires: 2027-01-31}"
    text = (watched.root / NAME).read_text()
    watched.write(NAME, f"{text}waivers: [{waiver}]\n")
    watched.committed()
    assert started(watched, "--base", watched.base).count("log") == 2
