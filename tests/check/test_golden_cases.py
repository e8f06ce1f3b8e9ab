"""The faulty files that busy people really write: what is found, and where."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from checked import Repository

CASES = Path(__file__).parent.parent / "cases"
EXPECTED = yaml.safe_load((CASES / "expected.yaml").read_text())
FILES = sorted(CASES.glob("[0-9][0-9]-*.yaml"))


def test_there_are_32_cases() -> None:
    assert [file.name for file in FILES] == sorted(EXPECTED)
    assert len(FILES) == 32


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.stem))
def test_case(repository: Repository, file: Path) -> None:
    shutil.copytree(CASES / "tree", repository.root, dirs_exist_ok=True)
    repository.write("ai-governance.yaml", file.read_text())
    expected = EXPECTED[file.name]
    places = {(row["id"], row["line"], row["column"]) for row in expected}
    found = {
        (f["policy"], f["line"], f["column"], f["severity"])
        for f in repository.check().found()
        if (f["policy"], f["line"], f["column"]) in places or not _is_about_what_is_not_written(f)
    }
    assert found == {(row["id"], row["line"], row["column"], row["severity"]) for row in expected}


def _is_about_what_is_not_written(finding: dict[str, Any]) -> bool:
    required = (
        finding["policy"] == "declaration/wrong-value" and "not written" in finding["message"]
    )
    return finding["state"] == "absent" or required
