"""The contents that evidence files had: for results that are overwritten, and for pointers."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from declarations import NAME, TODAY, edited, reviewed

from govlint import source
from govlint.facts import history
from govlint.git.locate import Trouble
from govlint.git.repository import Repository
from govlint.snapshot import WorkingTree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from repositories import History

    Past = Mapping[str, tuple[tuple[str, bytes], ...]] | None

DECLARED = edited(
    ("minimum: 0.62\n", "minimum: 0.62\n    results: metrics.json\n"), of=reviewed("2026-02-01")
)


def past(made: History, *, wanted: bool = True) -> Past:
    tree = WorkingTree(made.root)
    content = tree.read(NAME) or b""
    declared = history.Declared(NAME, content, source.read(content, NAME).data)
    request = history.Request(made.root, tree, (declared,), TODAY, os.environ, past=wanted)
    run = history.start(request)
    known = history.gather(run)
    assert not isinstance(known, Trouble)
    assert isinstance(run.repository, Repository)
    assert run.repository.processes == 2
    return known[NAME].past


@pytest.fixture
def begun(made: History) -> History:
    made.commit({"metrics.json": "0", "ranker/a.py": "x"}, "2020-01-01")
    made.commit({NAME: DECLARED}, "2026-02-01")
    made.commit({"metrics.json": "1", "models/ranker.dvc": "a"}, "2026-03-01")
    made.commit({"metrics.json": None}, "2026-04-01")
    made.commit({"metrics.json": "2", "dvc.lock": "b", "ranker/b.dvc": "c"}, "2026-05-01")
    made.commit({"models/ranker.dvc": "d", "elsewhere.dvc": "e"}, "2026-06-01")
    return made.build()


def test_contents_oldest_first(begun: History) -> None:
    found = past(begun)
    assert found is not None
    assert {path: found[path] for path in found if found[path] and path != NAME} == {
        "metrics.json": (("2020-01-01", b"0"), ("2026-03-01", b"1"), ("2026-05-01", b"2")),
        "models/ranker.dvc": (("2026-03-01", b"a"), ("2026-06-01", b"d")),
        "ranker/b.dvc": (("2026-05-01", b"c"),),
        "dvc.lock": (("2026-05-01", b"b"),),
    }


def test_what_stood_before_the_window_has_no_day(made: History) -> None:
    made.commit({"metrics.json": "0", NAME: DECLARED}, "2020-01-01")
    for number in range(300):
        made.commit({"a": str(number)}, "2020-01-02")
    made.commit({"metrics.json": "1"}, "2026-03-01")
    found = past(made.build())
    assert found is not None
    assert found["metrics.json"] == (("", b"0"), ("2026-03-01", b"1"))


def test_nothing_is_read_unless_it_is_wanted(begun: History) -> None:
    assert past(begun, wanted=False) == {}


def test_a_shallow_clone_does_not_know(begun: History) -> None:
    with open(os.path.join(begun.root, ".git", "shallow"), "w", encoding="ascii") as file:
        file.write(begun.id(4) + "\n")
    assert past(begun) is None
