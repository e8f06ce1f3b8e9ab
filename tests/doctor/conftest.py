"""A repository of the test's own, in whose surroundings nothing is configured."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from practice import DECLARATION, Practice

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def practice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Practice:
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "repository").mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("CI", "GIT_CONFIG_GLOBAL", "XDG_CONFIG_HOME", "GIT_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path / "repository")
    made = Practice(tmp_path / "repository", capfdbinary)
    made.write("ai-governance.yaml", DECLARATION)
    return made
