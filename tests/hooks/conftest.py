"""Real hooks in real repositories: pre-commit and prek run what this repository publishes."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import offline
import pages
import pytest
from hooked import Hooked, Published

if TYPE_CHECKING:
    from pathlib import Path

RUNNERS = ("pre-commit", "prek")


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the hook managers keep what they installed, for all tests."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def variables(home: Path, request: pytest.FixtureRequest) -> dict[str, str]:
    return offline.environment(home, offline.wheels(request))


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory, variables: dict[str, str]) -> Published:
    folder = offline.source(tmp_path_factory.mktemp("published") / "govlint")
    for command in (["init"], ["add", "--all"], ["commit", "--message=Release"], ["tag", "v0.1.0"]):
        subprocess.run(
            ["git", *command], cwd=folder, env=variables, capture_output=True, check=True
        )
    return Published(str(folder), "v0.1.0")


@pytest.fixture(scope="session")
def recommended(published: Published) -> str:
    """What the README tells to paste, with the repository at hand in place of its address."""
    shown = pages.shown("README.md")[".pre-commit-config.yaml"]
    told, changed = re.subn(r"https://\S+/govlint\b", published.url, shown)
    assert changed == 1
    assert f"rev: {published.revision}\n" in told
    return told


@pytest.fixture(scope="session", params=RUNNERS)
def begun(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    variables: dict[str, str],
    recommended: str,
) -> Hooked:
    made = Hooked(tmp_path_factory.mktemp("begun") / "repository", request.param, variables)
    made.begin(recommended)
    return made


@pytest.fixture
def hooked(begun: Hooked, tmp_path: Path) -> Hooked:
    """A repository that does what the README recommends."""
    return begun.copy(tmp_path / "repository")
