"""Why something is not known: each reason fits into a sentence, each remedy is one."""

from __future__ import annotations

import ast
import inspect
from typing import TYPE_CHECKING

import pytest

from govlint.facts.history import words
from govlint.git import locate
from govlint.git.locate import Trouble

if TYPE_CHECKING:
    from govlint.git.locate import Kind
    from govlint.model import Unavailable


def kinds() -> list[Kind]:
    """Every kind of trouble: a type has no values while a program runs."""
    nodes = ast.walk(ast.parse(inspect.getsource(locate)))
    written = next(
        n for n in nodes if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) == "Kind"
    )
    return [node.value for node in ast.walk(written) if isinstance(node, ast.Constant)]  # type: ignore[misc]


DAY = "2026-09-01"
ALL: dict[str, Unavailable] = {
    **{kind: words.trouble(Trouble(kind, "x\x1b\n")) for kind in kinds()},
    "shallow": words.shallow(DAY),
    "doubted": words.doubted(DAY),
    "partial": words.partial("old versions"),
    "stopped": words.silent(DAY),
    "failed": words.failed(DAY, "error: one\nfatal: two\n"),
    "failed without a word": words.failed(DAY, ""),
    "large": words.large(DAY),
    "commits": words.commits(DAY, 250_000),
    "seconds": words.seconds(DAY, 60.0),
    "missing": words.missing_versions("a\x1bb", promisor=False),
    "many": words.many_versions("a"),
    "renames": words.many_renames("a", 100),
    "changes": words.many_changes(DAY),
    "files": words.many_files("a\x1bb", "1" * 40, DAY),
    "unreadable": words.unreadable_before("a", DAY),
    "two lines": words.two_lines(DAY, 9.0, 6.5),
    "ahead": words.dated_ahead(DAY),
    "uncommitted": words.uncommitted(),
}


@pytest.mark.parametrize("why", ALL.values(), ids=ALL)
def test_form(why: Unavailable) -> None:
    assert not why.reason[0].isupper()
    assert why.reason[-1] not in ".!\n "
    assert why.remedy[0].isupper()
    assert why.remedy[-1] == "."
    assert (why.reason + why.remedy).isprintable()


def test_what_git_said_last() -> None:
    assert ALL["failed"].reason == "git could not read history before 2026-09-01: two"


def test_only_outside_a_repository_nothing_can_be_had() -> None:
    assert [name for name, why in ALL.items() if not why.obtainable] == ["none"]
