"""Commands run as a person runs them, in a repository of the test's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from checked import Repository

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Repository:
    monkeypatch.chdir(tmp_path)
    return Repository(tmp_path, capfdbinary)
