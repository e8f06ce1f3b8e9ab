"""govlint as others install it, without network: wheels at hand, and no way out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any

import fetched
from pages import TOP

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

BIN = os.path.dirname(sys.executable)
TOLD_BY_OTHERS = ("GIT_", "PRE_COMMIT", "PREK_", "PIP_", "UV_", "GITHUB_", "CI")
"""How the variables begin that would change what the programs under test do."""


def wheels(request: pytest.FixtureRequest) -> Path:
    """A folder with a wheel of each library that builds govlint and that it needs."""
    with open(TOP / "pyproject.toml", "rb") as file:
        project: dict[str, Any] = tomllib.load(file)
    extras = project["project"]["optional-dependencies"].values()
    needed = [*project["build-system"]["requires"], *project["project"]["dependencies"]]
    needed += [each for extra in extras for each in extra]
    made_from = f"{sys.version} {sorted(needed)}".encode()
    target = fetched.cached(request, "wheels", fetched.digest(made_from))
    if not target.exists():
        made = fetched.making(target)
        options = ("--quiet", "--only-binary", ":all:", "--dest", str(made))
        fetched.run(sys.executable, "-m", "pip", "download", *options, *needed, folder=made)
        fetched.keep(made, target)
    return target


def source(folder: Path) -> Path:
    """A copy of what this repository holds: what git would take, committed or not."""
    listed = subprocess.run(
        ["git", "-C", TOP, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
        check=True,
    )
    for path in filter(None, listed.stdout.split("\0")):
        if path.startswith(("tests/", "docs/", "benchmarks/")) or not (TOP / path).is_file():
            continue
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(TOP / path, folder / path)
    return folder


def environment(home: Path, libraries: Path) -> dict[str, str]:
    """The variables of a person who has these programs, and whose installers know ``libraries``."""
    kept = {n: v for n, v in os.environ.items() if not n.startswith(TOLD_BY_OTHERS)}
    settings = home / "gitconfig"
    settings.write_text(
        "[user]\n  name = Priya Nair\n  email = priya.nair@acme.example\n"
        '[init]\n  defaultBranch = main\n[protocol "file"]\n  allow = always\n'
    )
    return {
        **kept,
        "PATH": f"{BIN}{os.pathsep}{kept['PATH']}",
        "HOME": str(home),
        "GIT_CONFIG_GLOBAL": str(settings),
        "GIT_CONFIG_NOSYSTEM": "1",
        "PRE_COMMIT_HOME": str(home / "pre-commit"),
        "PREK_HOME": str(home / "prek"),
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(libraries),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "UV_CACHE_DIR": str(home / "uv"),
        "UV_NO_CONFIG": "1",
        "UV_OFFLINE": "1",
        "UV_NO_INDEX": "1",
        "UV_FIND_LINKS": str(libraries),
        "UV_PYTHON_DOWNLOADS": "never",
    }


@cache
def alone() -> tuple[str, ...]:
    """What a command begins with so that it has no network; nothing where that is not allowed."""
    cut = ("unshare", "--map-root-user", "--net")
    try:
        allowed = subprocess.run([*cut, "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        return ()
    return cut if allowed else ()
