"""What is missing is fetched when it is asked for, and then all is known."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from declarations import DECLARATION, NAME, TODAY, edited, reviewed
from repositories import STRANGER, git

from govlint import source
from govlint.errors import UserError
from govlint.facts import history
from govlint.facts.history.deepening import deepen
from govlint.snapshot import WorkingTree

if TYPE_CHECKING:
    from pathlib import Path

    from repositories import History


@pytest.fixture
def begun(made: History) -> History:
    """A remote with a history that needs all of it."""
    made.commit({"old.yaml": reviewed("2026-02-01"), "ranker/a.py": "1"}, "2026-02-01")
    made.commit({}, "2026-03-01", moves={"old.yaml": NAME})
    made.commit({NAME: DECLARATION}, "2026-07-01")
    made.commit({"ranker/a.py": "2"}, "2026-08-01", STRANGER)
    made.commit({NAME: edited(("minimum: 0.62", "minimum: 0.7"))}, "2026-09-01")
    made.build()
    git(made.root, "config", "uploadpack.allowFilter", "true")
    git(made.root, "config", "uploadpack.allowAnySHA1InWant", "true")
    return made


def request(root: str) -> history.Request:
    tree = WorkingTree(root)
    content = tree.read(NAME) or b""
    declared = history.Declared(NAME, content, source.read(content, NAME).data)
    return history.Request(root, tree, (declared,), TODAY, os.environ)


CLONES = {
    "shallow": ("--depth=1",),
    "without contents": ("--filter=blob:none",),
    "without folders": ("--filter=tree:0",),
    "shallow, without contents": ("--depth=1", "--filter=blob:none"),
    "shallow, without folders": ("--depth=1", "--filter=tree:0"),
}


@pytest.mark.parametrize("options", CLONES.values(), ids=CLONES)
def test_everything_is_known_afterwards(begun: History, options: tuple[str, ...]) -> None:
    whole = history.collect(request(begun.root))[NAME]
    root = f"{begun.root}-clone"
    git(begun.root, "clone", "--quiet", *options, f"file://{begun.root}", root)
    before = history.collect(request(root))[NAME]
    assert before.unknown or before.unavailable
    told: list[str] = []
    assert deepen(request(root), told.append)
    assert told
    assert history.collect(request(root))[NAME] == whole
    assert not deepen(request(root), told.append)


def test_nothing_is_missing(begun: History) -> None:
    told: list[str] = []
    assert not deepen(request(begun.root), told.append)
    assert told == []


def test_outside_a_repository(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(DECLARATION)
    with pytest.raises(UserError, match="This is not in a git repository"):
        deepen(request(str(tmp_path)), lambda _: None)


def test_gitpython_is_not_on_the_usual_path() -> None:
    parts = "gathering answers surroundings renames timeline"
    program = (
        f"import sys, govlint.snapshot.stored, {modules(parts)}; "
        "print(sorted({'git', 'subprocess', 'logging', 'tempfile', 'json', 'dataclasses', "
        "'pathlib', 'threading', 'hashlib'} & set(sys.modules)))"
    )
    run = [sys.executable, "-c", program]
    assert subprocess.run(run, check=True, capture_output=True).stdout == b"[]\n"


def modules(parts: str) -> str:
    return ", ".join(f"govlint.facts.history.{part}" for part in parts.split())
