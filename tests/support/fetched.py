"""What tests fetch from a registry once, and keep in the test runner's cache."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest


def cached(request: pytest.FixtureRequest, kind: str, name: str) -> Path:
    """Where a thing is kept, or will be."""
    cache = getattr(request.config, "cache", None)
    if cache is None:  # the runner was told to keep nothing
        factory: pytest.TempPathFactory = request.getfixturevalue("tmp_path_factory")
        return factory.getbasetemp() / name
    return Path(str(cache.mkdir(kind))) / name


def digest(content: bytes) -> str:
    """A short name for what a thing was made from."""
    return hashlib.blake2b(content, digest_size=6).hexdigest()


def making(target: Path) -> Path:
    """A folder in which ``target`` is made, to be handed to `keep`."""
    made = target.with_name(f"{target.name}.{os.getpid()}")
    made.mkdir()
    return made


def run(*command: str, folder: Path) -> None:
    """Run what fetches; where it cannot, the test is skipped and says why. In CI it fails."""
    told = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if told.returncode:
        shutil.rmtree(folder)
        end = pytest.fail if os.environ.get("CI") else pytest.skip
        end(f"{' '.join(command)} failed: {told.stderr[-500:]}")


def keep(made: Path, target: Path) -> None:
    """Give what was made its name."""
    try:
        made.rename(target)
    except OSError:  # another run was first
        shutil.rmtree(made)
