"""Base and head from environments as each CI really sets them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from govlint.ci import change
from govlint.errors import UsageError

if TYPE_CHECKING:
    from govlint.ci import Change

BASE, HEAD, MERGE = "b" * 40, "c" * 40, "d" * 40
NOTHING = "0" * 40
EVENT = "/github/workflow/event.json"

GITHUB = {
    "CI": "true",
    "GITHUB_ACTIONS": "true",
    "GITHUB_ACTOR": "octocat",
    "GITHUB_EVENT_PATH": EVENT,
    "GITHUB_REPOSITORY": "octo-org/ranker",
    "GITHUB_SERVER_URL": "https://github.com",
    "GITHUB_WORKSPACE": "/github/workspace",
}
REPOSITORY = {"id": 1, "full_name": "octo-org/ranker", "default_branch": "main", "private": True}
REQUEST = {
    "action": "synchronize",
    "number": 104,
    "pull_request": {
        "url": "https://api.github.com/repos/octo-org/ranker/pulls/104",
        "number": 104,
        "state": "open",
        "user": {"login": "octocat"},
        "head": {"label": "octocat:topic", "ref": "topic", "sha": HEAD, "repo": {"fork": True}},
        "base": {"label": "octo-org:main", "ref": "main", "sha": BASE, "repo": {"fork": False}},
        "merge_commit_sha": MERGE,
        "commits": 2,
    },
    "repository": REPOSITORY,
}
GROUP: dict[str, Any] = {
    "action": "checks_requested",
    "merge_group": {
        "head_sha": HEAD,
        "head_ref": f"refs/heads/gh-readonly-queue/main/pr-104-{BASE}",
        "base_sha": BASE,
        "base_ref": "refs/heads/main",
    },
    "repository": REPOSITORY,
}
PUSH = {
    "ref": "refs/heads/main",
    "before": BASE,
    "after": HEAD,
    "created": False,
    "deleted": False,
    "forced": False,
    "base_ref": None,
    "commits": [{"id": HEAD}],
    "repository": REPOSITORY,
}
GITLAB = {
    "CI": "true",
    "GITLAB_CI": "true",
    "CI_COMMIT_SHA": HEAD,
    "CI_COMMIT_BEFORE_SHA": NOTHING,
    "CI_DEFAULT_BRANCH": "main",
    "CI_PIPELINE_SOURCE": "merge_request_event",
    "CI_PROJECT_PATH": "acme/ranker",
    "CI_SERVER_URL": "https://gitlab.com",
}
GITLAB_REQUEST = GITLAB | {
    "CI_MERGE_REQUEST_IID": "7",
    "CI_MERGE_REQUEST_EVENT_TYPE": "detached",
    "CI_MERGE_REQUEST_DIFF_BASE_SHA": BASE,
    "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "topic",
    "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": "",
    "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
    "CI_MERGE_REQUEST_TARGET_BRANCH_SHA": "",
}
GITLAB_MERGED = GITLAB_REQUEST | {
    "CI_COMMIT_SHA": MERGE,
    "CI_MERGE_REQUEST_EVENT_TYPE": "merged_result",
    "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": HEAD,
    "CI_MERGE_REQUEST_TARGET_BRANCH_SHA": "e" * 40,
}
GITLAB_PUSH = GITLAB | {
    "CI_PIPELINE_SOURCE": "push",
    "CI_COMMIT_BRANCH": "topic",
    "CI_COMMIT_BEFORE_SHA": BASE,
}
BITBUCKET = {
    "CI": "true",
    "BITBUCKET_BUILD_NUMBER": "12",
    "BITBUCKET_BRANCH": "topic",
    "BITBUCKET_COMMIT": HEAD,
    "BITBUCKET_REPO_FULL_NAME": "acme/ranker",
}
BITBUCKET_REQUEST = BITBUCKET | {
    "BITBUCKET_PR_ID": "3",
    "BITBUCKET_PR_DESTINATION_BRANCH": "main",
    "BITBUCKET_PR_DESTINATION_COMMIT": BASE[:12],
}
AZURE = {
    "TF_BUILD": "True",
    "BUILD_REASON": "IndividualCI",
    "BUILD_SOURCEBRANCH": "refs/heads/main",
    "BUILD_SOURCEVERSION": HEAD,
    "SYSTEM_TEAMPROJECT": "ranker",
}
AZURE_REQUEST = AZURE | {
    "BUILD_REASON": "PullRequest",
    "BUILD_SOURCEBRANCH": "refs/pull/17/merge",
    "BUILD_SOURCEVERSION": MERGE,
    "SYSTEM_PULLREQUEST_PULLREQUESTID": "17",
    "SYSTEM_PULLREQUEST_SOURCEBRANCH": "refs/heads/topic",
    "SYSTEM_PULLREQUEST_SOURCECOMMITID": HEAD,
    "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/release/1.x",
}
JENKINS = {
    "JENKINS_URL": "https://jenkins.example.com/",
    "BUILD_NUMBER": "5",
    "JOB_NAME": "ranker/PR-9",
    "GIT_COMMIT": HEAD,
}
JENKINS_REQUEST = JENKINS | {
    "BRANCH_NAME": "PR-9",
    "CHANGE_ID": "9",
    "CHANGE_BRANCH": "topic",
    "CHANGE_TARGET": "main",
    "CHANGE_URL": "https://github.com/acme/ranker/pull/9",
}


def found(environ: dict[str, str], event: Any = None) -> Change | None:
    files = {} if event is None else {EVENT: json.dumps(event).encode()}
    return change(environ, files.get)


def github(name: str, event: Any, reference: str = "refs/pull/104/merge") -> Change | None:
    about = {"GITHUB_EVENT_NAME": name, "GITHUB_REF": reference, "GITHUB_SHA": MERGE}
    return found(GITHUB | about, event)


def told(change: Change | None) -> tuple[str, str, str, str, int | None, str] | None:
    if change is None:
        return None
    return (*change[:5], change.otherwise)


REQUESTED = ("pull request", BASE, HEAD)


@pytest.mark.parametrize(
    ("name", "event", "reference", "wanted"),
    [
        ("pull_request", REQUEST, "refs/pull/104/merge", (*REQUESTED, 104)),
        ("pull_request_review", REQUEST, "refs/pull/104/merge", (*REQUESTED, 104)),
        (
            "merge_group",
            GROUP,
            "refs/heads/gh-readonly-queue/main/x",
            ("merge queue", BASE, HEAD, None),
        ),
        (
            "merge_group",
            GROUP | {"merge_group": {"head_sha": HEAD, "base_ref": "refs/heads/main"}},
            "refs/heads/gh-readonly-queue/main/x",
            ("merge queue", "origin/main", HEAD, None),
        ),
        ("push", PUSH, "refs/heads/main", ("push", BASE, HEAD, None)),
        ("push", PUSH, "refs/heads/topic", ("push", BASE, HEAD, None)),
        # a new branch, or one that was pushed by force, is compared with the default branch
        (
            "push",
            PUSH | {"before": NOTHING, "created": True},
            "refs/heads/topic",
            ("push", "origin/main", HEAD, None),
        ),
        ("push", PUSH | {"forced": True}, "refs/heads/topic", ("push", "origin/main", HEAD, None)),
        ("push", PUSH | {"before": NOTHING}, "refs/heads/main", None),
        ("push", PUSH | {"after": NOTHING, "deleted": True}, "refs/heads/topic", None),
        ("push", PUSH, "refs/tags/v1", None),
        ("schedule", {"schedule": "0 0 * * *"}, "refs/heads/main", None),
        ("workflow_dispatch", {"inputs": None}, "refs/heads/main", None),
    ],
)
def test_github(name: str, event: Any, reference: str, wanted: tuple[Any, ...] | None) -> None:
    expected = None if wanted is None else ("GitHub Actions", *wanted, "")
    assert told(github(name, event, reference)) == expected


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [
        (GITLAB_REQUEST, (*REQUESTED, 7, "")),
        (GITLAB_MERGED, (*REQUESTED, 7, "")),
        (GITLAB_REQUEST | {"CI_PIPELINE_SOURCE": "parent_pipeline"}, (*REQUESTED, 7, "")),
        (
            GITLAB_MERGED | {"CI_MERGE_REQUEST_EVENT_TYPE": "merge_train"},
            ("merge queue", "e" * 40, MERGE, 7, ""),
        ),
        (
            GITLAB
            | {
                "CI_PIPELINE_SOURCE": "external_pull_request_event",
                "CI_EXTERNAL_PULL_REQUEST_IID": "5",
                "CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_SHA": HEAD,
                "CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_SHA": BASE,
            },
            (*REQUESTED, 5, ""),
        ),
        (GITLAB_PUSH, ("push", BASE, HEAD, None, "origin/main")),
        (GITLAB_PUSH | {"CI_COMMIT_BRANCH": "main"}, ("push", BASE, HEAD, None, "")),
        (
            GITLAB_PUSH | {"CI_COMMIT_BEFORE_SHA": NOTHING},
            ("push", "origin/main", HEAD, None, "origin/main"),
        ),
        (GITLAB_PUSH | {"CI_COMMIT_BRANCH": "main", "CI_COMMIT_BEFORE_SHA": NOTHING}, None),
        (GITLAB | {"CI_PIPELINE_SOURCE": "schedule", "CI_COMMIT_BRANCH": "main"}, None),
        (GITLAB | {"CI_PIPELINE_SOURCE": "push", "CI_COMMIT_TAG": "v1"}, None),
    ],
)
def test_gitlab(environ: dict[str, str], wanted: tuple[Any, ...] | None) -> None:
    assert told(found(environ)) == (None if wanted is None else ("GitLab CI", *wanted))


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [
        (BITBUCKET_REQUEST, ("Bitbucket Pipelines", BASE[:12], HEAD, 3)),
        (
            BITBUCKET_REQUEST | {"BITBUCKET_PR_DESTINATION_COMMIT": ""},
            ("Bitbucket Pipelines", "origin/main", HEAD, 3),
        ),
        (BITBUCKET, None),
        (AZURE_REQUEST, ("Azure Pipelines", "origin/release/1.x", HEAD, 17)),
        (
            AZURE_REQUEST
            | {
                "SYSTEM_PULLREQUEST_PULLREQUESTNUMBER": "104",
                "SYSTEM_PULLREQUEST_TARGETBRANCH": "main",
            },
            ("Azure Pipelines", "origin/main", HEAD, 104),
        ),
        (AZURE, None),
        (AZURE | {"BUILD_REASON": "Schedule"}, None),
        (JENKINS_REQUEST, ("Jenkins", "origin/main", "", 9)),
        (JENKINS | {"BRANCH_NAME": "topic"}, None),
        (JENKINS | {"TAG_NAME": "v1", "GIT_PREVIOUS_SUCCESSFUL_COMMIT": BASE}, None),
        (JENKINS | {"GIT_PREVIOUS_SUCCESSFUL_COMMIT": "null"}, None),
    ],
)
def test_pull_requests_of_others(environ: dict[str, str], wanted: tuple[Any, ...] | None) -> None:
    change = found(environ)
    if wanted is None:
        assert change is None
        return
    assert change is not None
    system, base, head, number = wanted
    assert change[:5] == (system, "pull request", base, head, number)


def test_jenkins_compares_a_branch_with_its_last_good_build() -> None:
    environ = JENKINS | {"BRANCH_NAME": "main", "GIT_PREVIOUS_SUCCESSFUL_COMMIT": BASE}
    change = found(environ)
    assert change is not None
    assert change[:5] == ("Jenkins", "push", BASE, "", None)


def without(environ: dict[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in environ.items() if key != name}


@pytest.mark.parametrize(
    ("environ", "event", "message"),
    [
        (GITHUB | {"GITHUB_EVENT_NAME": "pull_request"}, None, "GITHUB_EVENT_PATH names no file"),
        (
            without(GITHUB, "GITHUB_EVENT_PATH") | {"GITHUB_EVENT_NAME": "pull_request"},
            REQUEST,
            "GITHUB_EVENT_PATH names no file",
        ),
        (
            GITHUB | {"GITHUB_EVENT_NAME": "pull_request"},
            {"pull_request": {"number": 1}},
            "does not say `pull_request.base.sha`",
        ),
        (GITHUB | {"GITHUB_EVENT_NAME": "pull_request"}, [], "does not say"),
        (GITHUB | {"GITHUB_EVENT_NAME": "pull_request_target"}, REQUEST, "checks out the base"),
        (GITHUB | {"GITHUB_EVENT_NAME": "merge_group"}, {}, "`merge_group.base_ref`"),
        (
            GITHUB | {"GITHUB_EVENT_NAME": "push", "GITHUB_REF": "refs/heads/main"},
            {"after": HEAD},
            "does not say `before`",
        ),
        (
            GITLAB_REQUEST | {"CI_MERGE_REQUEST_DIFF_BASE_SHA": ""},
            None,
            "GitLab CI did not set CI_MERGE_REQUEST_DIFF_BASE_SHA",
        ),
        (
            GITLAB | {"CI_EXTERNAL_PULL_REQUEST_IID": "5"},
            None,
            "did not set CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_SHA",
        ),
        (
            BITBUCKET | {"BITBUCKET_PR_ID": "3"},
            None,
            "did not set BITBUCKET_PR_DESTINATION_BRANCH",
        ),
        (
            AZURE | {"BUILD_REASON": "PullRequest"},
            None,
            "did not set SYSTEM_PULLREQUEST_TARGETBRANCH",
        ),
        (JENKINS | {"CHANGE_ID": "9"}, None, "did not set CHANGE_TARGET"),
    ],
)
def test_what_is_not_told_is_a_mistake_with_a_way_out(
    environ: dict[str, str], event: Any, message: str
) -> None:
    with pytest.raises(UsageError) as error:
        found(environ, event)
    assert message in error.value.message
    assert error.value.fix


def test_an_event_file_that_is_no_json() -> None:
    environ = GITHUB | {"GITHUB_EVENT_NAME": "pull_request"}
    with pytest.raises(UsageError, match="holds no JSON"):
        change(environ, lambda _: b"{")


@pytest.mark.parametrize(
    "environ", [GITLAB_REQUEST, GITLAB_PUSH, BITBUCKET_REQUEST, AZURE_REQUEST, JENKINS_REQUEST]
)
def test_each_says_how_to_fetch_the_base(environ: dict[str, str]) -> None:
    change = found(environ)
    assert change is not None
    assert change.deepen


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"CI": "true"},
        {"GITHUB_ACTIONS": "false", "GITHUB_EVENT_NAME": "pull_request"},
        {"JENKINS_URL": ""},
    ],
)
def test_outside_ci(environ: dict[str, str]) -> None:
    assert found(environ) is None
