"""The examples of the documentation run, and their output is what the pages show.

A block that begins with ``# <file name>`` is a file; a ``console`` block is run beside the files
that its page has shown so far, and shows what comes out. ``make golden`` writes the outputs anew.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from govlint import config, schema, source
from govlint.snapshot import WorkingTree

if TYPE_CHECKING:
    from pathlib import Path

TOP = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
WRITTEN = tuple(
    page
    for page in ("README.md", "CONTRIBUTING.md", "docs/language.md")
    if os.path.exists(os.path.join(TOP, page))
)
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
FILE = re.compile(r"# ([\w./-]+\.(?:ya?ml|toml|md))\n")


def read(page: str) -> str:
    with open(os.path.join(TOP, page), encoding="utf-8") as file:
        return file.read()


def blocks(page: str, kind: str) -> list[str]:
    return [body for language, body in BLOCK.findall(read(page)) if language == kind]


def run(command: str, folder: Path) -> str:
    """What a person sees who types ``command`` in a terminal of 80 columns."""
    program, *arguments = shlex.split(command)
    assert program == "govlint", "examples run govlint"
    environment = {"COLUMNS": "80", "PATH": os.defpath, "PYTHONUTF8": "1"}
    if arguments[0] == "check" and "--format" not in arguments:
        arguments[1:1] = ["--format", "terminal"]
    told = subprocess.run(
        [sys.executable, "-m", "govlint", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode in (0, 1), told.stderr
    assert told.stderr == ""
    return told.stdout


def git(folder: Path, *arguments: str) -> None:
    who = {"NAME": "Tom Okafor", "EMAIL": "tom.okafor@example.com", "DATE": "2026-11-20T12:00:00Z"}
    named = {f"GIT_{role}_{key}": who[key] for role in ("AUTHOR", "COMMITTER") for key in who}
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, **named}
    subprocess.run(["git", "-C", folder, *arguments], check=True, env=environment)


def replayed(page: str, folder: Path) -> str:
    """The page with the output of every command as it is now, each run in a git repository."""
    git(folder, "init", "--quiet")

    def one(match: re.Match[str]) -> str:
        language, body = match[1], match[2]
        named = FILE.match(body)
        if named:
            path = folder / named[1]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(body, encoding="utf-8")
        if language != "console":
            return match[0]
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--allow-empty", "--message=Declare it")
        command = body.partition("\n")[0].removeprefix("$ ")
        return f"```console\n$ {command}\n{run(command, folder)}```"

    return BLOCK.sub(one, read(page))


@pytest.mark.parametrize("page", [page for page in WRITTEN if blocks(page, "console")])
def test_commands_print_what_the_page_shows(
    page: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    now = replayed(page, tmp_path)
    if request.config.getoption("--golden"):
        with open(os.path.join(TOP, page), "w", encoding="utf-8") as file:
            file.write(now)
    assert now == read(page)


def test_the_readme_shows_a_screen() -> None:
    assert any(block.startswith("$ govlint check") for block in blocks("README.md", "console"))


@pytest.mark.parametrize("kind", ["yaml", "toml"])
def test_settings_that_a_page_shows_are_taken(kind: str, tmp_path: Path) -> None:
    name = {"yaml": ".govlint.yaml", "toml": "pyproject.toml"}[kind]
    shown = [b for page in WRITTEN for b in blocks(page, kind) if b.startswith(f"# {name}\n")]
    assert shown
    for body in shown:
        (tmp_path / name).write_text(body)
        assert config.load(WorkingTree(str(tmp_path))) != config.DEFAULT


@pytest.mark.parametrize("block", blocks("README.md", "yaml"))
def test_declarations_that_the_readme_shows_have_the_right_form(block: str) -> None:
    named = FILE.match(block)
    if named and named[1] != "ai-governance.yaml":
        return
    if not named:
        block = "schema: ai-governance/v1\nsystem: {id: some-system, lifecycle: pilot}\n" + block
        form = schema.check_form(source.read(block.encode(), "shown.yaml"), "2026-11-23")
        assert form.faults == ()


def test_make_targets_that_the_pages_name_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    named = {n for page in WRITTEN for n in re.findall(r"\bmake ([a-z-]+)\b(?! do)", code(page))}
    assert sorted(named - targets) == []


def code(page: str) -> str:
    """What a page shows as code."""
    text = read(page)
    inline = re.findall(r"`([^`\n]+)`", BLOCK.sub("", text))
    return "\n".join([*(body for _, body in BLOCK.findall(text)), *inline])
