"""A repository whose commits pass through hooks, as a person works in it."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING, NamedTuple

import offline

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DECLARATION = "ai-governance.yaml"

CLEAR = """\
schema: ai-governance/v1
system: {id: ticket-triage, lifecycle: planned}
purpose:
  decision: Which queue a new ticket goes to
  workforce_effect: augments
success_metric:
  name: Median hours to the first useful reply
  direction: decrease
  baseline: {value: 9.5, measured_on: 2026-05-30}
  target: {value: 4, by: 2099-06-30}
owners:
  technical: {name: Priya Nair, contact: priya.nair@acme.example}
  business: {name: Tom Okafor, contact: tom.okafor@acme.example, process: Help desk}
decision_rights:
  change_workflow: business
  deploy_model: technical
  roll_back: [technical, business]
  retire_system: business
data:
  sources:
    - {name: Help desk, kind: api, automated: true, refresh: PT1H}
  preparation: {automated: true, job: https://jobs.acme.example/prepare, cadence: P1D}
"""
"""A declaration without a date that goes by: it is judged on the day of the test."""

MISTAKEN = CLEAR.replace("  business:", "  bussiness:")


class Told(NamedTuple):
    """What a command gave."""

    code: int
    text: str
    """What a person reads: both streams."""

    def errors(self) -> list[str]:
        """Each error: its place and policy, in the order told."""
        return re.findall(r"^\s*(\S+:\d+:\d+: error [\w/-]+):", self.text, re.MULTILINE)


class Hooked:
    """A repository with a hook manager, and the commands that a person gives in it."""

    def __init__(self, root: Path, runner: str, variables: Mapping[str, str]) -> None:
        self.root = root
        self.runner = runner
        self._variables = variables
        self._alone = offline.alone()

    def run(self, *command: str, **variables: str) -> Told:
        """Run a command without network."""
        done = subprocess.run(
            [*self._alone, *command],
            cwd=self.root,
            env={**self._variables, **variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        return Told(done.returncode, done.stdout)

    def git(self, *arguments: str, **variables: str) -> str:
        """Run git, which must succeed; its output."""
        told = self.run("git", *arguments, **variables)
        assert told.code == 0, told.text
        return told.text.strip()

    def write(self, **files: str | None) -> None:
        """Change files of the working tree (see `stage`)."""
        for path, text in files.items():
            full = self.root / path
            if text is None:
                full.unlink()
                continue
            full.parent.mkdir(parents=True, exist_ok=True)
            full.write_text(text)

    def stage(self, **files: str | None) -> None:
        """Change files of the working tree and stage everything."""
        self.write(**files)
        self.git("add", "--all")

    def commit(self, *arguments: str, **variables: str) -> Told:
        """Commit as a person would, through the hooks."""
        return self.run("git", "commit", "--message=Change", *arguments, **variables)

    def commits(self) -> int:
        """How many commits the branch has."""
        return int(self.git("rev-list", "--count", "HEAD"))

    def copy(self, root: Path) -> Hooked:
        """The same repository elsewhere."""
        shutil.copytree(self.root, root, symlinks=True)
        return Hooked(root, self.runner, self._variables)

    def begin(self, configuration: str) -> None:
        """Commit a configuration and the clear declaration, then install its hooks."""
        self.root.mkdir()
        self.git("init", "--quiet")
        self.stage(**{".pre-commit-config.yaml": configuration, DECLARATION: CLEAR})
        self.git("commit", "--quiet", "--message=Begin")
        told = self.run(self.runner, "install")
        assert told.code == 0, told.text


class Published(NamedTuple):
    """govlint's own repository, as hooks take it."""

    url: str
    revision: str
