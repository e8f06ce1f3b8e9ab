"""`govlint diff` as a person runs it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from declarations import DECLARATION, NAME, edited
from repositories import History

from govlint.cli import diff
from govlint.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., str]

WEAKER = edited(("minimum: 0.62", "minimum: 0.5"))
WEAKEST = edited(("minimum: 0.62", "minimum: 0.4"))


@pytest.fixture
def history(tmp_path: Path) -> History:
    made = History(str(tmp_path))
    first = made.commit({NAME: DECLARATION}, "2026-10-01")
    made.commit({NAME: edited(("cadence: P3M", "cadence: P1M"))}, "2026-10-02")
    made.commit({NAME: WEAKER}, "2026-10-03", branch="topic", parents=[first])
    return made.build()


@pytest.fixture
def run(
    history: History, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Run:
    monkeypatch.chdir(history.root)

    def running(*arguments: str) -> str:
        assert diff.run([*arguments, "--as-of", "2026-11-23"]) == 0
        return capsysbinary.readouterr().out.decode()

    return running


def names(text: str) -> list[str]:
    told = json.loads(text)
    return [
        f"{change['kind']} {change['name']}"
        for declaration in told["declarations"]
        for change in declaration["changes"]
    ]


LOWER, SLOWER, QUICKER = (
    "weaker monitoring.outcome_metric.minimum",
    "weaker review.cadence",
    "stronger review.cadence",
)


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["main", "topic"], [LOWER, SLOWER]),
        (["main..topic"], [LOWER, SLOWER]),
        (["main", "topic", "--merge-base"], [LOWER]),
        (["main...topic"], [LOWER]),
        (["topic..."], [QUICKER]),
        (["main"], []),
        (["main~1"], [QUICKER]),
    ],
)
def test_revisions(run: Run, arguments: list[str], wanted: list[str]) -> None:
    assert names(run(*arguments, "--format", "json")) == wanted


def test_the_index_and_the_working_tree(run: Run, history: History) -> None:
    history.stage({NAME: WEAKER})
    history.write({NAME: WEAKEST})
    assert "from 0.62 to 0.5" in run("HEAD", "--staged")
    assert "from 0.62 to 0.4" in run("HEAD")


def test_a_deleted_file(run: Run, history: History) -> None:
    history.write({NAME: None})
    assert "The declaration was deleted" in run("HEAD")


def test_from_a_folder_below(run: Run, history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    history.write({"deep/er/x": "", NAME: WEAKER})
    monkeypatch.chdir(f"{history.root}/deep/er")
    assert f"{NAME}:" in run("HEAD")


def test_the_base_says_which_files_are_declarations(run: Run, history: History) -> None:
    history.stage({".govlint.yaml": "declarations: [other/*.yaml]\n", NAME: WEAKER})
    assert "weaker" in run("HEAD")


def test_what_cannot_be(run: Run, history: History) -> None:
    for arguments, message in (
        (["nowhere"], "There is no revision 'nowhere'"),
        (["main", "topic", "--staged"], "no other HEAD"),
    ):
        with pytest.raises(UsageError, match=message):
            run(*arguments)
    history.commit({".govlint.yaml": "declarations: 1\n"}, "2026-10-05")
    history.build()
    with pytest.raises(ConfigError):
        run("HEAD")
