"""`govlint check` without options, as each CI runs it: base and head are those of the change."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from changing import DAY, NAME, standing
from repositories import git

from govlint import app, ci

if TYPE_CHECKING:
    from pathlib import Path

    from changing import Branch
    from checked import Run

FALLBACK = "rollback/fallback-named"


class Ids(NamedTuple):
    """The commits of a pull request."""

    base: str
    """Where main stands."""
    parting: str
    head: str
    merge: str
    """What the CI checks out: head and base in one."""
    event: Path
    """A file for what happened."""


@pytest.fixture
def ids(branch: Branch) -> Ids:
    """Main has moved on; the branch has a gap; HEAD is a merge of both, as GitHub makes it."""
    root = str(branch.root)
    text = (branch.root / NAME).read_text()
    kept = [line for line in text.splitlines(keepends=True) if "fallback_to" not in line]
    branch.write(NAME, "".join(kept))
    head = branch.committed()
    git(root, "checkout", "--quiet", "main")
    branch.write("README.md", "Main goes on.\n")
    base = branch.committed()
    git(root, "update-ref", "refs/remotes/origin/main", base)
    git(root, "checkout", "--quiet", "--detach")
    git(root, "merge", "--quiet", "--no-ff", "--message=Merge", "topic")
    event = branch.root.parent / f"{branch.root.name}.json"
    return Ids(base, branch.base, head, git(root, "rev-parse", "HEAD"), event)


def github(ids: Ids, name: str) -> dict[str, str]:
    payload: dict[str, Any] = {
        "pull_request": {
            "pull_request": {
                "number": 104,
                "base": {"sha": ids.base},
                "head": {"sha": ids.head},
            }
        },
        "merge_group": {"merge_group": {"base_sha": ids.base, "head_sha": ids.merge}},
        "push": {"before": ids.base, "after": ids.merge, "repository": {"default_branch": "main"}},
    }
    ids.event.write_text(json.dumps(payload[name]))
    return {
        "GITHUB_ACTIONS": "true",
        "GITHUB_EVENT_NAME": name,
        "GITHUB_EVENT_PATH": str(ids.event),
        "GITHUB_REF": "refs/heads/main" if name == "push" else "refs/pull/104/merge",
    }


GITLAB = {"GITLAB_CI": "true"}
SYSTEMS: dict[str, Any] = {
    "GitLab": lambda ids: {
        "GITLAB_CI": "true",
        "CI_MERGE_REQUEST_IID": "7",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": ids.parting,
        "CI_COMMIT_SHA": ids.head,
    },
    "Bitbucket": lambda ids: {
        "BITBUCKET_BUILD_NUMBER": "12",
        "BITBUCKET_PR_ID": "7",
        "BITBUCKET_PR_DESTINATION_COMMIT": ids.base[:12],
        "BITBUCKET_COMMIT": ids.head[:12],
    },
    "Azure": lambda ids: {
        "TF_BUILD": "True",
        "BUILD_REASON": "PullRequest",
        "SYSTEM_PULLREQUEST_PULLREQUESTID": "7",
        "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main",
        "SYSTEM_PULLREQUEST_SOURCECOMMITID": ids.head,
    },
    "Jenkins": lambda _: {
        "JENKINS_URL": "https://ci.example/",
        "CHANGE_ID": "7",
        "CHANGE_TARGET": "main",
    },
}


def check(branch: Branch, monkeypatch: pytest.MonkeyPatch, environ: dict[str, str]) -> Run:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    return branch.check(as_of=DAY)


def test_the_runners_are_those_that_are_read() -> None:
    assert [sign for sign, _, _ in ci._SYSTEMS] == list(app.RUNNERS)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("pull_request", ("pull request", 104, "parting", "head")),
        ("merge_group", ("merge queue", None, "base", "merge")),
        ("push", ("push", None, "base", "merge")),
    ],
)
def test_github(
    branch: Branch, ids: Ids, monkeypatch: pytest.MonkeyPatch, name: str, wanted: tuple[Any, ...]
) -> None:
    run = check(branch, monkeypatch, github(ids, name))
    told = run.report["against"]
    event, number, base, head = wanted
    assert (told["event"], told["number"]) == (event, number)
    assert (told["commit"], told["head"]) == (getattr(ids, base), getattr(ids, head))
    assert (run.code, standing(run)[FALLBACK]) == (1, "new")


@pytest.mark.parametrize("system", SYSTEMS)
def test_pull_requests_of_others(
    branch: Branch, ids: Ids, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    run = check(branch, monkeypatch, SYSTEMS[system](ids))
    told = run.report["against"]
    assert (told["event"], told["number"]) == ("pull request", 7)
    assert told["commit"] == (ids.base if system == "Jenkins" else ids.parting)
    assert (run.code, standing(run)[FALLBACK]) == (1, "new")


@pytest.mark.parametrize("option", ["--no-base", "--rev=topic", "--staged"])
def test_the_ci_is_not_asked_where_a_moment_is_named(
    branch: Branch, ids: Ids, monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    for name, value in SYSTEMS["GitLab"](ids).items():
        monkeypatch.setenv(name, value)
    assert branch.check(option, as_of=DAY).report["against"] is None


def test_a_base_that_is_named_goes_before_the_cis(
    branch: Branch, ids: Ids, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in SYSTEMS["GitLab"](ids).items():
        monkeypatch.setenv(name, value)
    told = branch.check("--base", "topic", as_of=DAY).report["against"]
    assert (told["commit"], told["event"], told["number"]) == (ids.head, "", None)


def test_a_schedule_has_no_base(branch: Branch, monkeypatch: pytest.MonkeyPatch) -> None:
    environ = {"GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "schedule"}
    assert check(branch, monkeypatch, environ).report["against"] is None


def shallow(branch: Branch, ids: Ids, depth: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Go on in a shallow clone of what the CI checks out."""
    root = str(branch.root)
    git(root, "branch", "--force", "merged", ids.merge)
    clone = str(branch.root.parent / f"{branch.root.name}-{depth}")
    options = ("--quiet", "--depth", depth, "--branch", "merged")
    git(root, "clone", *options, f"file://{root}", clone)
    monkeypatch.chdir(clone)


@pytest.mark.parametrize(
    ("system", "line"),
    [
        ("GitHub", "with: {fetch-depth: 0}   (of actions/checkout)"),
        ("GitLab", 'variables: {GIT_DEPTH: "0"}   (of the job)'),
        ("Bitbucket", "clone: {depth: full}   (at the top of bitbucket-pipelines.yml)"),
        ("Azure", "fetchDepth: 0   (of the step checkout: self)"),
        ("Jenkins", "+refs/heads/$CHANGE_TARGET:refs/remotes/origin/$CHANGE_TARGET"),
    ],
)
def test_a_shallow_clone_is_exit_2_with_the_line_to_add(
    branch: Branch, ids: Ids, monkeypatch: pytest.MonkeyPatch, system: str, line: str
) -> None:
    environ = github(ids, "pull_request") if system == "GitHub" else SYSTEMS[system](ids)
    for depth in ("1", "2"):  # at 2, base and head are there, and where they parted is not
        shallow(branch, ids, depth, monkeypatch)
        run = check(branch, monkeypatch, environ)
        assert (run.code, run.out) == (2, "")
        assert "shallow clone" in run.err
        assert line in run.err


def test_a_clone_of_all_history_is_judged_in_its_pull_request(
    branch: Branch, ids: Ids, monkeypatch: pytest.MonkeyPatch
) -> None:
    shallow(branch, ids, "2000", monkeypatch)
    run = check(branch, monkeypatch, SYSTEMS["GitLab"](ids))
    assert (run.code, standing(run)[FALLBACK]) == (1, "new")


def test_outside_a_repository_there_is_no_base(
    tmp_path: Path, branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path.parent / f"{tmp_path.name}-alone"
    os.makedirs(folder)
    monkeypatch.chdir(folder)
    run = check(branch, monkeypatch, {**GITLAB, "CI_MERGE_REQUEST_IID": "7"})
    assert run.code == 2
