"""``govlint check`` as a person runs it, in a repository of the test's own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import jsonschema
from repositories import git

from govlint import cli, resources

if TYPE_CHECKING:
    import pytest

REPOSITORIES = Path(__file__).parent.parent / "repositories"
REPORT_SCHEMA = json.loads(resources.read("schemas/report.v1.schema.json"))


class Run(NamedTuple):
    """What one run of the command gave."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        """The JSON report, which is held against its schema."""
        told: dict[str, Any] = json.loads(self.out)
        jsonschema.Draft202012Validator(REPORT_SCHEMA).validate(told)
        return told

    def found(self, *policies: str) -> list[dict[str, Any]]:
        """The findings of some policies, or all."""
        return [f for f in self.report["findings"] if not policies or f["policy"] in policies]

    def states(self) -> dict[int, str]:
        """The state of each question of the first declaration."""
        questions = self.report["declarations"][0]["questions"]
        return {question["number"]: question["state"] for question in questions}


REVIEWS = {
    "recruitment-ranker": ("Priya Nair <priya.nair@example.com>", "2026-10-05"),
    "finance-forecast": ("Marco Bianchi <marco.bianchi@example.com>", "2026-09-28"),
    "triage-llm": ("Aisha Rahman <aisha.rahman@example.com>", "2026-11-02"),
    "minimal-pilot": ("Tom Okafor <tom.okafor@example.com>", "2026-09-14"),
}
"""Who committed each example, and when: as their reviews say."""


class Repository:
    """A git repository in which commands run."""

    def __init__(self, root: Path, output: pytest.CaptureFixture[bytes]) -> None:
        self.root = root
        self._output = output
        self.git("init", "--quiet", "--initial-branch=main")

    def write(self, path: str, text: str) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)

    def example(self, name: str, folder: str = "") -> None:
        """An example with all the files that it names, committed when it was last reviewed."""
        shutil.copytree(REPOSITORIES / name, self.root / folder, dirs_exist_ok=True)
        self.commit(*REVIEWS[name])

    def commit(self, author: str, day: str) -> None:
        name, _, address = author.rstrip(">").partition(" <")
        who = {"NAME": name, "EMAIL": address, "DATE": f"{day}T12:00:00Z"}
        self.git("add", "--all")
        self.git(
            "commit",
            "--quiet",
            "--allow-empty",
            "--message=Change",
            **{f"GIT_{role}_{key}": who[key] for role in ("AUTHOR", "COMMITTER") for key in who},
        )

    def git(self, *arguments: str, **variables: str) -> None:
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, **variables}
        subprocess.run(["git", "-C", self.root, *arguments], check=True, env=environment)

    def run(self, *arguments: str) -> Run:
        self._output.readouterr()
        code = cli.run(arguments)
        out, err = self._output.readouterr()
        return Run(code, out.decode(), err.decode())

    def check(self, *arguments: str, as_of: str = "2026-11-23") -> Run:
        """Check, told as JSON."""
        return self.run("check", "--as-of", as_of, "--format", "json", *arguments)


class Clone(Repository):
    """What ``git clone --filter=...`` leaves; commands run in it."""

    def __init__(
        self,
        origin: Path,
        root: Path,
        output: pytest.CaptureFixture[bytes],
        left: str = "blob:none",
        *options: str,
    ) -> None:
        self.root, self._output = root, output
        git(str(origin), "config", "uploadpack.allowFilter", "true")
        git(str(origin), "config", "uploadpack.allowAnySHA1InWant", "true")
        partial = (f"--filter={left}", *options)
        git(str(origin), "clone", "--quiet", *partial, f"file://{origin}", str(root))
