"""What is given away has the form that its reader wants, and the habits that keep it safe."""

from __future__ import annotations

import json
import os
import re
import subprocess
from typing import TYPE_CHECKING

import offline
import pages
import pytest
import yaml

import pipelines
from govlint import __version__

if TYPE_CHECKING:
    from pathlib import Path

VENDORED = {
    pipelines.ACTION: ("vendor.github-actions",),
    pipelines.CHECK: ("vendor.github-workflows",),
    pipelines.COMMENT: ("vendor.github-workflows",),
    pipelines.USE: ("vendor.github-workflows",),
    pipelines.GITLAB: ("vendor.gitlab-ci",),
    pipelines.AZURE: (
        "vendor.azure-pipelines",
        *("--data-transform", "azure-pipelines", "--regex-variant", "nonunicode"),
    ),
    pipelines.BITBUCKET: ("vendor.bitbucket-pipelines",),
}
"""The schema of each. There is none for a Jenkinsfile; the component is two documents."""

PINNED = re.compile(r"uses: ([\w.-]+/[\w.-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)$")
OURS = "OWNER/govlint@v"


def check_form(path: Path, *schema: str) -> tuple[int, str]:
    command = (
        os.path.join(offline.BIN, "check-jsonschema"),
        "--builtin-schema",
        *schema,
        str(path),
    )
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    return told.returncode, told.stdout + told.stderr


@pytest.mark.parametrize("path", VENDORED)
def test_the_vendored_schema_takes_it(path: str) -> None:
    assert check_form(pages.TOP / path, *VENDORED[path])[0] == 0


def test_the_vendored_schema_would_find_a_mistake(tmp_path: Path) -> None:
    broken = tmp_path / "govlint.yml"
    broken.write_text(pipelines.read(pipelines.CHECK).replace("runs-on:", "run-on:"))
    assert check_form(broken, *VENDORED[pipelines.CHECK])[0] == 1


def test_both_documents_of_the_component_have_the_form_of_gitlab(tmp_path: Path) -> None:
    head = yaml.safe_load(pipelines.read(pipelines.COMPONENT).partition("\n---\n")[0])
    for name, form in (("head", head), ("jobs", pipelines.component({}))):
        (tmp_path / f"{name}.yml").write_text(yaml.safe_dump(form))
        code, told = check_form(tmp_path / f"{name}.yml", "vendor.gitlab-ci")
        assert code == 0, told
    assert list(head) == ["spec"]


def audited(*paths: str, ignores: bool = True) -> list[tuple[str, str]]:
    """What zizmor finds at its strictest: the audit and the line."""
    more = () if ignores else ("--no-ignores",)
    told = subprocess.run(
        [
            *(os.path.join(offline.BIN, "zizmor"), "--offline", "--no-config", "--no-exit-codes"),
            *("--persona", "auditor", "--format", "json", "--quiet", *more, *paths),
        ],
        cwd=pages.TOP,
        capture_output=True,
        text=True,
        check=True,
    )
    return [
        (found["ident"], place["concrete"]["feature"].strip())
        for found in json.loads(told.stdout)
        for place in found["locations"]
        if place["symbolic"]["kind"] == "Primary"
    ]


def test_zizmor_finds_nothing_but_the_place_for_our_own_commit() -> None:
    assert audited(*pipelines.OF_GITHUB) == [("unpinned-uses", f"{OURS}{__version__}")]


def test_only_the_one_trigger_that_is_meant_is_let_pass() -> None:
    found = audited(pipelines.ACTION, pipelines.CHECK, pipelines.COMMENT, ignores=False)
    assert [audit for audit, _ in found] == ["dangerous-triggers"]
    assert "pull_request_target" not in "".join(map(pipelines.read, pipelines.OF_GITHUB))


def test_actions_are_pinned_to_one_commit_each() -> None:
    lines = [
        line.strip().removeprefix("- ")
        for path in pipelines.OF_GITHUB
        for line in pipelines.read(path).splitlines()
        if re.match(r"\s*(- )?uses:", line)
    ]
    pins = {PINNED.fullmatch(line) for line in lines if OURS not in line}
    assert None not in pins
    assert len({pin[1] for pin in pins if pin}) == len({pin.groups() for pin in pins if pin}) == 4


def test_what_may_write_runs_nothing_of_the_pull_request() -> None:
    form = yaml.safe_load(pipelines.read(pipelines.COMMENT))
    (job,) = form["jobs"].values()
    assert form["permissions"] == {}
    assert job["permissions"] == {"actions": "read", "pull-requests": "write"}
    used = [step["uses"].partition("@")[0] for step in job["steps"] if "uses" in step]
    assert used == ["actions/download-artifact", "actions/setup-python"]
    holds_token = [step["run"] for step in job["steps"] if "GITHUB_TOKEN" in step.get("env", {})]
    assert holds_token == ['govlint comment github --report "$RUNNER_TEMP/report/govlint.json"']


def test_what_leaves_the_file_for_the_comment_is_not_the_gate() -> None:
    """Run again, a job finds the file of its first attempt, which the upload would refuse."""
    (job,) = yaml.safe_load(pipelines.read(pipelines.CHECK))["jobs"].values()
    upload = job["steps"][-1]
    assert upload["uses"].startswith("actions/upload-artifact@")
    assert upload["continue-on-error"] is True
    assert upload["with"]["overwrite"] is True
    assert not [step for step in job["steps"][:-1] if "continue-on-error" in step]


def test_what_runs_on_a_pull_request_may_only_read() -> None:
    for path in (pipelines.CHECK, pipelines.USE):
        form = yaml.safe_load(pipelines.read(path))
        (job,) = form["jobs"].values()
        assert (form["permissions"], job["permissions"]) == ({}, {"contents": "read"})
        assert "token" not in pipelines.read(path)


def test_no_expression_stands_in_a_script() -> None:
    """An input is text of somebody's: it comes in by the environment."""
    scripts = [step.script for step in pipelines.every_step()]
    assert len(scripts) == 10
    assert [s for s in scripts if "${{" in s or "$[[" in s] == []
    form = pipelines.read(pipelines.COMPONENT).partition("\n---\n")[2]
    assert "$(" not in pipelines.azure()[0].script
    jobs = yaml.safe_load(form).values()
    assert "$[[" not in "".join(line for job in jobs for line in job["script"])


def test_nothing_in_the_repository_is_imported_by_what_installs() -> None:
    """``python -m`` would look into the current folder first; ``-I`` does not."""
    scripts = "\n".join(step.script for step in pipelines.every_step())
    started = re.findall(r"(?:python3?|\"\$PYTHON\") .*", scripts)
    assert len(started) == 3
    assert [each for each in started if not re.match(r"\S+ -I -m (venv|pip) ", each)] == []


@pytest.mark.parametrize("path", pipelines.ALL)
def test_the_version_is_ours(path: str) -> None:
    text = re.sub(r" # v.*", "", pipelines.read(path))
    assert set(re.findall(r"\d+\.\d+\.\d+", text)) == {__version__}


DEEP = {
    pipelines.CHECK: "fetch-depth: 0",
    pipelines.USE: "fetch-depth: 0",
    pipelines.COMPONENT: 'GIT_DEPTH: "0"',
    pipelines.AZURE: 'fetchDepth: "0"',
    pipelines.BITBUCKET: "depth: full",
}


@pytest.mark.parametrize("path", DEEP)
def test_the_whole_history_is_fetched(path: str) -> None:
    assert DEEP[path] in pipelines.read(path)


SHOWN = {
    ".github/workflows/govlint.yml": pipelines.CHECK,
    ".github/workflows/govlint-comment.yml": pipelines.COMMENT,
    ".github/workflows/governance.yml": pipelines.USE,
    ".gitlab-ci.yml": pipelines.GITLAB,
    "bitbucket-pipelines.yml": pipelines.BITBUCKET,
    "azure-pipelines.yml": pipelines.AZURE,
    "Jenkinsfile": pipelines.JENKINS,
}


def test_the_documentation_shows_these_very_files() -> None:
    assert pages.shown("docs/ci.md") == {name: pipelines.read(SHOWN[name]) for name in SHOWN}
    name = ".github/workflows/govlint.yml"
    assert pages.shown("README.md")[name] == pipelines.read(SHOWN[name])
