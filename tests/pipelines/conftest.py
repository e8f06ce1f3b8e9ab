"""A repository with a pull request, and a machine on which a forge's commands run."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import offline
import pages
import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def machine(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> dict[str, str]:
    """The variables of a build machine whose package index has this govlint, and no network."""
    home = tmp_path_factory.mktemp("machine")
    python = home / "python"
    subprocess.run([sys.executable, "-m", "venv", str(python)], check=True)
    wheels = offline.wheels(request)
    command = (os.path.join(offline.BIN, "hatchling"), "build", "--target", "wheel")
    released = home / "released"
    subprocess.run(
        [*command, "--directory", str(released)], cwd=pages.TOP, capture_output=True, check=True
    )
    variables = offline.environment(home, wheels)
    return {
        **variables,
        "PATH": f"{python / 'bin'}{os.pathsep}{variables['PATH']}",
        "PYTHON": str(python / "bin" / "python"),
        "PIP_FIND_LINKS": f"{wheels} {released}",
        "CI": "true",
    }


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the forges keep what is not the repository: one machine, build after build."""
    return tmp_path_factory.mktemp("workspace")
