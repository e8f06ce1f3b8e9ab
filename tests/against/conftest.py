"""An example in a repository of the test's own, on a branch that changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import examples
import pytest
from changing import Branch

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def branch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Branch:
    monkeypatch.chdir(tmp_path)
    examples.committed("recruitment-ranker", str(tmp_path))
    return Branch(tmp_path, capfdbinary)
