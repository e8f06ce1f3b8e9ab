"""Declarations as different teams write them in good faith: nothing in them is taken amiss.

Names, titles, currencies and languages of many kinds. What is not written may be asked for, and the
files that they name are not here; no finding says that something which is written is wrong.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from govlint import app

if TYPE_CHECKING:
    from pathlib import Path

HONEST = os.path.join(os.path.dirname(__file__), "..", "honest")
NAMES = sorted(os.listdir(HONEST))
FILES = "declaration/path-missing"
"""The files that a declaration names are no part of these."""


def judged(name: str, folder: Path) -> set[tuple[str, str]]:
    with open(os.path.join(HONEST, name), "rb") as file:
        (folder / "ai-governance.yaml").write_bytes(file.read())
    report = app.check(app.Request((str(folder),), "2026-11-23")).report
    return {(f.policy, f.state) for f in report.findings if f.outcome == "fail"}


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_in_good_faith_is_not_taken_amiss(name: str, tmp_path: Path) -> None:
    wrong = {policy for policy, state in judged(name, tmp_path) if state != "absent"}
    assert wrong - {FILES} == set()
