"""The command as a runner starts it: its arguments, its environment, its two streams, its code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from forges import HEAD, TOKEN, Answer, once
from repositories import git
from told_changes import example, quiet, real

from govlint import cli
from govlint.render import FORMATS

if TYPE_CHECKING:
    from pathlib import Path

    from forges import GitHub, GitLab

    from govlint.report import Report

REPOSITORY = {"full_name": "octocat/ranker", "owner": {"login": "octocat"}}
REQUEST = {
    "pull_request": {
        "number": 7,
        "head": {"ref": "topic", "sha": HEAD, "repo": REPOSITORY},
        "base": {"ref": "main", "sha": "b" * 40},
    },
}
RUN = {
    "workflow_run": {
        "event": "pull_request",
        "head_sha": HEAD,
        "head_branch": "topic",
        "head_repository": REPOSITORY,
        "pull_requests": [],
    },
}


class Runner:
    """A folder with an event and a report, and the environment of a runner."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.patch = folder, monkeypatch
        monkeypatch.chdir(folder)
        for name in list(os.environ):
            if name.startswith(("GITHUB_", "GITLAB_", "CI", "RUNNER_")):
                monkeypatch.delenv(name)

    def github(self, server: GitHub, event: str, payload: Any, **more: str) -> Runner:
        path = self.folder / "event.json"
        path.write_text(payload if isinstance(payload, str) else json.dumps(payload))
        told = {
            "GITHUB_ACTIONS": "true",
            "GITHUB_API_URL": server.url,
            "GITHUB_EVENT_NAME": event,
            "GITHUB_EVENT_PATH": str(path),
            "GITHUB_REPOSITORY": "octo-org/ranker",
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_TOKEN": TOKEN,
        }
        return self.set(**{**told, **more})

    def gitlab(self, server: GitLab, **more: str) -> Runner:
        told = {
            "GITLAB_CI": "true",
            "CI_SERVER_URL": server.host,
            "CI_COMMIT_SHA": HEAD,
            "CI_MERGE_REQUEST_IID": "7",
            "CI_MERGE_REQUEST_PROJECT_ID": "3",
            "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "topic",
            "CI_MERGE_REQUEST_SOURCE_PROJECT_URL": "https://gitlab.com/acme/ranker",
            "GITLAB_TOKEN": TOKEN,
        }
        return self.set(**{**told, **more})

    def set(self, **told: str) -> Runner:
        for name, value in told.items():
            self.patch.setenv(name, value)
        return self

    def report(self, report: Report | str) -> Runner:
        text = report if isinstance(report, str) else FORMATS["json"](report, 0, False)
        (self.folder / "govlint.json").write_text(text)
        return self


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    return Runner(tmp_path, monkeypatch)


Streams = pytest.CaptureFixture[str]
POSTED = ("comment", "github", "--report", "govlint.json")


def test_a_pull_request_gets_its_comment(runner: Runner, github: GitHub, capsys: Streams) -> None:
    runner.github(github, "pull_request", REQUEST).report(real())
    assert cli.run(POSTED) == 0
    assert capsys.readouterr() == ("A comment on pull request 7 was written.\n", "")
    assert "https://github.com/octocat/ranker/blob/" in github.comments[0]["body"]


def test_a_line_end_behind_the_token_does_no_harm(runner: Runner, github: GitHub) -> None:
    runner.github(github, "pull_request", REQUEST, GITHUB_TOKEN=f"{TOKEN}\n").report(real())
    assert cli.run(POSTED) == 0
    assert len(github.comments) == 1


def test_a_fork_gets_it_from_the_second_workflow(
    runner: Runner, github: GitHub, capsys: Streams
) -> None:
    """The report says 99, and is not believed."""
    against = real().against
    assert against
    runner.report(real()._replace(against=against._replace(number=99)))
    runner.github(github, "workflow_run", RUN)
    assert cli.run(POSTED) == 0
    assert capsys.readouterr().out == "A comment on pull request 7 was written.\n"
    assert github.verbs()[0] == "GET /repos/octo-org/ranker/pulls"
    assert "told by a job that the author of this change controls" in github.comments[0]["body"]


def test_a_report_about_another_commit_is_not_posted(
    runner: Runner, github: GitHub, capsys: Streams
) -> None:
    against = real().against
    assert against
    runner.report(real()._replace(against=against._replace(head="d" * 40)))
    runner.github(github, "workflow_run", RUN)
    assert cli.run(POSTED) == 0
    assert "is about dddddddddddd" in capsys.readouterr().err
    assert github.asked == []


@pytest.mark.parametrize(
    ("event", "payload"),
    [
        ("push", {}),
        ("schedule", {}),
        ("merge_group", {"merge_group": {"head_sha": HEAD}}),
        ("workflow_run", {"workflow_run": {"event": "push", "head_sha": HEAD}}),
    ],
)
def test_a_run_about_no_pull_request_says_nothing(
    runner: Runner, github: GitHub, capsys: Streams, event: str, payload: Any
) -> None:
    runner.github(github, event, payload).report(real())
    assert cli.run(POSTED) == 0
    assert "nothing to comment on" in capsys.readouterr().out
    assert github.asked == []


def test_a_clean_one_gets_none(runner: Runner, github: GitHub, capsys: Streams) -> None:
    runner.github(github, "pull_request", REQUEST).report(quiet())
    assert cli.run(POSTED) == 0
    assert "nothing was posted" in capsys.readouterr().out
    assert github.comments == []


def test_a_dry_run_prints_and_sends_nothing(
    runner: Runner, github: GitHub, capsys: Streams
) -> None:
    runner.github(github, "pull_request", REQUEST).report(real())
    assert cli.run([*POSTED, "--dry-run"]) == 0
    assert capsys.readouterr().out.startswith("### ❌ govlint: 2 new errors")
    assert github.asked == []


def test_a_dry_run_needs_no_runner(runner: Runner, capsys: Streams) -> None:
    runner.report(real())
    assert cli.run([*POSTED, "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("### ❌ govlint: 2 new errors")
    assert "](" not in told


def test_what_cannot_be_posted_is_a_warning(
    runner: Runner, github: GitHub, capsys: Streams
) -> None:
    runner.github(github, "pull_request", REQUEST).report(real())
    github.rude.append(once("POST", Answer(403, {"message": "Resource not accessible"})))
    assert cli.run([*POSTED, "--verbose"]) == 0
    told = capsys.readouterr()
    assert "govlint: warning: GitHub answered 403: Resource not accessible." in told.err
    assert "permissions: {pull-requests: write}" in told.err
    assert "GET /repos/octo-org/ranker/pulls/7 ok" in told.err
    assert TOKEN not in told.out + told.err


@pytest.mark.parametrize("limit", ["1", "2"])
def test_a_forge_that_hangs_is_a_warning_in_time(
    runner: Runner, github: GitHub, capsys: Streams, limit: str
) -> None:
    runner.github(github, "pull_request", REQUEST).report(real())
    github.rude.append(once("GET", Answer(200, {}, delay=float(limit) + 0.4)))
    assert cli.run([*POSTED, "--time-limit", limit]) == 0
    assert f"did not answer within {limit} s" in capsys.readouterr().err


def test_a_fork_without_the_token_is_a_warning(
    runner: Runner, github: GitHub, gitlab: GitLab, capsys: Streams
) -> None:
    runner.github(github, "pull_request", REQUEST, GITHUB_TOKEN="").report(real())
    assert cli.run(POSTED) == 0
    assert "GITHUB_TOKEN is not set" in capsys.readouterr().err
    runner.gitlab(gitlab, GITLAB_TOKEN="", CI_JOB_TOKEN=TOKEN)
    assert cli.run(["comment", "gitlab", "--report", "govlint.json"]) == 0
    told = capsys.readouterr()
    assert "the job's own token can only read" in told.err
    assert TOKEN not in told.err


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"GITHUB_ACTIONS": ""}, "no run of GitHub Actions"),
        ({"GITHUB_EVENT_NAME": "pull_request_target"}, "checks out the base with its secrets"),
        ({"GITHUB_EVENT_PATH": "no-such-file"}, "GITHUB_EVENT_PATH names no file"),
        ({"GITHUB_REPOSITORY": ""}, "did not set GITHUB_REPOSITORY"),
        ({"GITHUB_REPOSITORY": "../x"}, "GITHUB_REPOSITORY names none"),
        ({"GITHUB_API_URL": "ftp://x"}, "GITHUB_API_URL is no address"),
    ],
)
def test_a_mistake_in_the_set_up_is_one_message(
    runner: Runner, github: GitHub, capsys: Streams, change: dict[str, str], said: str
) -> None:
    runner.github(github, "pull_request", REQUEST, **change).report(real())
    assert cli.run(POSTED) == 2
    assert said in capsys.readouterr().err
    assert github.asked == []


@pytest.mark.parametrize("payload", ["", "[]", "{}", '{"pull_request": []}', "nonsense"])
def test_an_odd_event_is_one_message(
    runner: Runner, github: GitHub, capsys: Streams, payload: str
) -> None:
    for event in ("pull_request", "workflow_run"):
        runner.github(github, event, payload).report(real())
        told = event == "workflow_run" and payload[:1] in ("[", "{")  # about no pull request
        assert cli.run(POSTED) == (0 if told else 2)
    assert github.asked == []


@pytest.mark.parametrize("text", ["", "{}", "[" * 10_000, '{"version": 1}'])
def test_a_report_that_is_none_is_one_message(
    runner: Runner, github: GitHub, capsys: Streams, text: str
) -> None:
    runner.github(github, "pull_request", REQUEST).report(text)
    assert cli.run(POSTED) == 2
    assert "govlint: govlint.json is no " in capsys.readouterr().err
    assert github.asked == []


@pytest.mark.parametrize("head", ["\n::error::x", "\x1b[31m", "\ud800", "\u202ec"])
def test_a_report_about_another_head_is_told_harmlessly(
    runner: Runner, github: GitHub, capsys: Streams, head: str
) -> None:
    told = json.loads(FORMATS["json"](real(), 0, False))
    told["against"]["head"] = head
    runner.github(github, "workflow_run", RUN).report(json.dumps(told))
    assert cli.run(POSTED) == 0
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said[:-1].isprintable()
    assert github.asked == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("comment",),
        ("comment", "bitbucket"),
        (*POSTED, "--time-limit", "0"),
        (*POSTED, "--time-limit", "9999999999"),
    ],
)
def test_an_odd_argument_is_two(arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit, match="2"):
        cli.run(arguments)


def test_a_report_was_judged_already(runner: Runner, github: GitHub, capsys: Streams) -> None:
    runner.github(github, "pull_request", REQUEST).report(real())
    assert cli.run([*POSTED, "--base", "main"]) == 2
    assert "judged already" in capsys.readouterr().err


@pytest.mark.parametrize("more", [(), ("--base", "main"), ("--dry-run",)])
def test_on_workflow_run_only_a_report_is_posted(
    runner: Runner, github: GitHub, capsys: Streams, more: tuple[str, ...]
) -> None:
    """What is checked out there is the default branch."""
    runner.github(github, "workflow_run", RUN)
    assert cli.run(["comment", "github", *more]) == 2
    assert "--report govlint.json" in capsys.readouterr().err
    assert github.asked == []


@pytest.mark.parametrize("forge", ["github", "gitlab"])
def test_without_the_extra_one_line_says_what_to_install(
    runner: Runner, github: GitHub, gitlab: GitLab, capsys: Streams, forge: str
) -> None:
    runner.github(github, "pull_request", REQUEST).gitlab(gitlab).report(real())
    runner.patch.setitem(sys.modules, forge, None)
    runner.patch.delitem(sys.modules, f"govlint.forge.{forge}", raising=False)
    assert cli.run(["comment", forge, "--report", "govlint.json"]) == 2
    assert f"pip install 'govlint[{forge}]'" in capsys.readouterr().err


def test_a_merge_request_gets_its_comment(runner: Runner, gitlab: GitLab, capsys: Streams) -> None:
    runner.gitlab(gitlab).report(real())
    assert cli.run(["comment", "gitlab", "--report", "govlint.json"]) == 0
    assert capsys.readouterr().out == "A comment on merge request 7 was written.\n"
    assert "https://gitlab.com/acme/ranker/-/blob/" in gitlab.notes[0]["body"]


@pytest.mark.parametrize(
    "told", [{"CI_MERGE_REQUEST_IID": ""}, {"CI_MERGE_REQUEST_EVENT_TYPE": "merge_train"}]
)
def test_no_merge_request_or_a_train_says_nothing(
    runner: Runner, gitlab: GitLab, capsys: Streams, told: dict[str, str]
) -> None:
    runner.gitlab(gitlab, **told).report(real())
    assert cli.run(["comment", "gitlab", "--report", "govlint.json"]) == 0
    assert gitlab.asked == []


def test_without_a_report_the_change_is_judged(
    runner: Runner, github: GitHub, capsys: Streams
) -> None:
    """A real repository, a real process: two commits, and the comment about the second."""
    root = str(runner.folder / "repository")
    declared = os.path.join(root, "ai-governance.yaml")
    git(str(runner.folder), "init", "--quiet", "--initial-branch=main", root)
    for text in (example(), example().replace("minimum: 0.62", "minimum: 0.5")):
        with open(declared, "w", encoding="utf-8") as file:
            file.write(text)
        git(root, "add", "--all")
        git(root, "commit", "--quiet", "--message=Change")
    base, head = git(root, "rev-parse", "HEAD~"), git(root, "rev-parse", "HEAD")
    request = {**REQUEST["pull_request"], "base": {"sha": base}}
    request["head"] = {"ref": "topic", "sha": head, "repo": REPOSITORY}
    runner.github(github, "pull_request", {"pull_request": request})
    github.pull(7, head=head)
    command = [sys.executable, "-m", "govlint", "comment", "github", "--as-of", "2026-11-23"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("A comment on pull request 7 was written.\n", "")
    assert done.returncode == 0
    body = github.comments[0]["body"]
    assert "The minimum of the outcome metric was lowered from 0.62 to 0.5." in body
    assert f"--base {base[:12]} --rev {head[:12]}" in body
