"""What `.pre-commit-hooks.yaml` offers: the manager takes unknown keys without a word."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from typing import Any

import examples
import pages
import pytest
import yaml

HOOKS: list[dict[str, Any]] = yaml.safe_load((pages.TOP / ".pre-commit-hooks.yaml").read_text())
SHARED = {
    "entry": "govlint check --staged --allow-unchecked",
    "language": "python",
    "require_serial": True,
    "stages": ["pre-commit", "pre-merge-commit", "pre-push", "manual"],
    "minimum_pre_commit_version": "3.2.0",
}
"""`args` is missing on purpose: a user's own replace them."""


def test_one_hook_is_for_the_repository_and_one_for_files() -> None:
    whole, by_file = HOOKS
    assert {k: v for k, v in whole.items() if k not in ("name", "description")} == {
        "id": "govlint",
        **SHARED,
        "always_run": True,
        "pass_filenames": False,
    }
    assert {k: v for k, v in by_file.items() if k not in ("name", "description")} == {
        "id": "govlint-files",
        **SHARED,
        "files": r"(^|/)ai-governance\.ya?ml$",
    }


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("ai-governance.yaml", True),
        ("ai/ranker/ai-governance.yml", True),
        ("my-ai-governance.yaml", False),
        ("ai-governance.yaml.md", False),
    ],
)
def test_the_hook_for_files_takes_declarations(path: str, taken: bool) -> None:
    assert bool(re.search(HOOKS[1]["files"], path)) == taken


def test_the_hook_of_this_repository_passes_on_its_examples() -> None:
    configuration = yaml.safe_load((pages.TOP / ".pre-commit-config.yaml").read_text())
    (hook,) = [h for r in configuration["repos"] for h in r["hooks"] if h["id"] == "govlint"]
    paths = [f"tests/repositories/{name}/ai-governance.yaml" for name in examples.REVIEWS]
    assert all(re.search(hook["files"], path) for path in paths)
    program, *arguments = shlex.split(hook["entry"])
    assert program == ".venv/bin/govlint"
    told = subprocess.run(
        [sys.executable, "-m", "govlint", *arguments, *paths],
        cwd=pages.TOP,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout
