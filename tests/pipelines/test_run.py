"""The commands of every template run, and take base and head from the forge's own variables."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import closing
from typing import TYPE_CHECKING

import builds
import forges
import pytest
from builds import FORGES, NUMBER
from hooked import DECLARATION

import pipelines

if TYPE_CHECKING:
    from pathlib import Path

    from builds import Change


@pytest.fixture(scope="module", params=["better", "worse"])
def change(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Change:
    return builds.changed(tmp_path_factory.mktemp("forge"), worse=request.param == "worse")


@pytest.mark.parametrize("name", FORGES)
def test_a_pull_request_is_judged_by_what_it_changes(
    name: str, change: Change, machine: dict[str, str], workspace: Path
) -> None:
    told = builds.check(name, change, machine, workspace / name)
    assert told.returncode == int(change.worse), told.stdout + told.stderr
    assert all((change.root / path).stat().st_size for path in FORGES[name].written)
    stopped = f"\n{DECLARATION}:13:3: error declaration/unknown-key" in f"\n{told.stdout}"
    assert stopped == change.worse


def test_the_second_workflow_comments_what_the_first_one_found(
    change: Change, machine: dict[str, str], workspace: Path
) -> None:
    """The pull request of a fork: its run leaves a file, which arrives as an artifact."""
    folder = workspace / "workflow"
    builds.check("workflow", change, machine, folder)
    (folder / "report").mkdir(exist_ok=True)
    shutil.copy(change.root / "govlint.json", folder / "report")
    of = {"full_name": "octocat/ranker", "owner": {"login": "octocat"}}
    event = {"event": "pull_request", "head_sha": change.head, "head_branch": "topic"}
    told = {"workflow_run": {**event, "head_repository": of, "pull_requests": []}}
    steps = pipelines.workflow(pipelines.COMMENT, {"github.token": forges.TOKEN})
    with closing(forges.GitHub()) as server:
        server.pull(NUMBER, change.head)
        variables = {
            **machine,
            **builds.on_github(change, folder),
            "GITHUB_API_URL": server.url,
            "GITHUB_EVENT_NAME": "workflow_run",
            "GITHUB_REPOSITORY": "octo-org/ranker",
            "GITHUB_SERVER_URL": "https://github.com",
        }
        (folder / "event.json").write_text(json.dumps(told))
        done = builds.run(steps, folder, variables)
    assert (done.returncode, server.wrong) == (0, []), done.stdout + done.stderr
    assert ["bussiness" in each["body"] for each in server.comments] == [True] * change.worse


def test_the_second_job_comments_on_the_merge_request(
    change: Change, machine: dict[str, str], workspace: Path
) -> None:
    folder = workspace / "gitlab"
    builds.check("gitlab", change, machine, folder)
    shutil.copy(change.root / "govlint.json", folder)
    with closing(forges.GitLab()) as server:
        server.request["sha"] = change.head
        variables = {
            **machine,
            **builds.on_gitlab(change, folder),
            "CI_SERVER_URL": server.host,
            "CI_MERGE_REQUEST_PROJECT_ID": "3",
            "GITLAB_TOKEN": forges.TOKEN,
        }
        done = builds.run(pipelines.gitlab("govlint-comment", {}), folder, variables)
    assert (done.returncode, server.wrong) == (0, []), done.stdout + done.stderr
    assert ["bussiness" in each["body"] for each in server.notes] == [True] * change.worse


HOSTILE = "$(touch pwned) `touch pwned` ; touch pwned # \"'\\ *"


def test_inputs_of_the_action_arrive_as_they_are(tmp_path: Path) -> None:
    """The last step, with a program in place of govlint that tells its arguments."""
    program = tmp_path / "govlint" / "bin" / "govlint"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\nprintf '%s\\n' \"$@\"\n")
    program.chmod(0o755)
    inputs = {
        "fail-on": HOSTILE,
        "output": f"json=a b.json\n\n{HOSTILE}",
        "arguments": f"--all-outcomes\nai/a b\n{HOSTILE}\n",
    }
    known = {"steps.python.outputs.python-path": ""}
    *_, last = pipelines.action(inputs, known)
    variables = {"PATH": os.environ["PATH"], "RUNNER_OS": "Linux", "RUNNER_TEMP": str(tmp_path)}
    told = builds.run([last], tmp_path, variables)
    assert told.stdout.splitlines() == [
        "check",
        f"--fail-on={HOSTILE}",
        "--output=json=a b.json",
        f"--output={HOSTILE}",
        "--all-outcomes",
        "ai/a b",
        HOSTILE,
    ]
    assert not (tmp_path / "pwned").exists()
