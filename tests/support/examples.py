"""The example repositories, each committed on the day of its last review.

``python tests/support/examples.py NAME FOLDER`` makes one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

REPOSITORIES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "repositories")
DAY = "2026-11-23"
"""The day as of which the examples are judged."""

REVIEWS = {
    "recruitment-ranker": ("Priya Nair", "priya.nair@example.com", "2026-10-05"),
    "finance-forecast": ("Marco Bianchi", "marco.bianchi@example.com", "2026-09-28"),
    "triage-llm": ("Aisha Rahman", "aisha.rahman@example.com", "2026-11-02"),
    "minimal-pilot": ("Tom Okafor", "tom.okafor@example.com", "2026-09-14"),
}
"""Who committed each, and when."""


def copied(name: str, folder: str) -> None:
    """Copy an example, with all the files that it names, into a folder: no git repository."""
    shutil.copytree(os.path.join(REPOSITORIES, name), folder, dirs_exist_ok=True)


def committed(name: str, folder: str) -> None:
    """Copy an example into a folder and make a git repository of it."""
    copied(name, folder)
    author, address, day = REVIEWS[name]
    who = {"NAME": author, "EMAIL": address, "DATE": f"{day}T12:00:00Z"}
    named = {f"GIT_{role}_{key}": who[key] for role in ("AUTHOR", "COMMITTER") for key in who}
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, **named}
    for command in (
        ["init", "--quiet", "--initial-branch=main"],
        ["add", "--all"],
        ["commit", "--quiet", "--message=Review the declaration"],
    ):
        subprocess.run(["git", "-C", folder, *command], check=True, env=environment)


if __name__ == "__main__":
    committed(sys.argv[1], sys.argv[2])
