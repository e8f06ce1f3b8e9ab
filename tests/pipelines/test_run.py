"""The commands of every template run, and take base and head from the forge's own variables."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, NamedTuple

import offline
import pytest
from hooked import CLEAR, DECLARATION, MISTAKEN
from repositories import History, git

import pipelines

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

OLD = "old/ai-governance.yaml"
BETTER = CLEAR.replace("P1D", "PT12H")
NUMBER = 7


class Change(NamedTuple):
    """A clone of a repository in which a pull request is checked out, as a forge does it."""

    root: Path
    base: str
    head: str
    worse: bool
    """The change brings a mistake."""


@pytest.fixture(scope="module", params=["worse"])
def change(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Change:
    """Main holds a mistake already, in another folder; the branch mends or breaks its own file."""
    folder = tmp_path_factory.mktemp("forge")
    made = History(str(folder / "origin"))
    base = made.commit({DECLARATION: CLEAR, OLD: MISTAKEN}, "2026-11-02")
    worse = request.param == "worse"
    text = MISTAKEN if worse else BETTER
    head = made.commit({DECLARATION: text}, "2026-11-03", branch="change", parents=[base])
    later = made.commit({"README.md": "Triage\n"}, "2026-11-04")
    made.commit({DECLARATION: text}, "2026-11-05", branch="merged", parents=[later, head])
    made.build()
    root = folder / "clone"
    git(str(folder), "clone", "--quiet", str(folder / "origin"), str(root))
    git(str(root), "checkout", "--quiet", "--detach", made.id(head))
    return Change(root, made.id(base), made.id(head), worse)


class Forge(NamedTuple):
    """A forge: the commands of its template, and what it sets for a pull request."""

    steps: Callable[[Mapping[str, str]], list[pipelines.Step]]
    """Is told the variables of the machine."""
    variables: Callable[[Change, Path], dict[str, str]]
    checkout: str = ""
    """What is checked out, where it is not the head."""
    written: tuple[str, ...] = ()
    """The files that the steps leave for the forge."""


def on_github(change: Change, folder: Path) -> dict[str, str]:
    event = {
        "pull_request": {
            "number": NUMBER,
            "base": {"sha": git(str(change.root), "rev-parse", "origin/main")},
            "head": {"sha": change.head},
        }
    }
    (folder / "event.json").write_text(json.dumps(event))
    return {
        "GITHUB_ACTIONS": "true",
        "GITHUB_EVENT_NAME": "pull_request",
        "GITHUB_EVENT_PATH": str(folder / "event.json"),
        "GITHUB_REF": f"refs/pull/{NUMBER}/merge",
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
        "RUNNER_OS": "Linux",
        "RUNNER_TEMP": str(folder),
    }


def on_gitlab(change: Change, folder: Path) -> dict[str, str]:
    return {
        "GITLAB_CI": "true",
        "CI_PIPELINE_SOURCE": "merge_request_event",
        "CI_MERGE_REQUEST_IID": str(NUMBER),
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": change.base,
        "CI_COMMIT_SHA": change.head,
    }


def on_bitbucket(change: Change, folder: Path) -> dict[str, str]:
    main = git(str(change.root), "rev-parse", "origin/main")
    return {
        "BITBUCKET_BUILD_NUMBER": "12",
        "BITBUCKET_PR_ID": str(NUMBER),
        "BITBUCKET_PR_DESTINATION_BRANCH": "main",
        "BITBUCKET_PR_DESTINATION_COMMIT": main[:12],
        "BITBUCKET_COMMIT": change.head[:12],
    }


def on_azure(change: Change, folder: Path) -> dict[str, str]:
    return {
        "TF_BUILD": "True",
        "BUILD_REASON": "PullRequest",
        "SYSTEM_PULLREQUEST_PULLREQUESTID": str(NUMBER),
        "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main",
        "SYSTEM_PULLREQUEST_SOURCECOMMITID": change.head,
        "AGENT_TEMPDIRECTORY": str(folder),
    }


def on_jenkins(change: Change, folder: Path) -> dict[str, str]:
    return {
        "JENKINS_URL": "https://jenkins.acme.example/",
        "CHANGE_ID": str(NUMBER),
        "CHANGE_TARGET": "main",
        "WORKSPACE_TMP": str(folder / "not-there-yet"),
    }


def action(machine: Mapping[str, str]) -> list[pipelines.Step]:
    inputs = {"output": "sarif=govlint.sarif\njunit=govlint.xml\n", "arguments": "--fail-on=error"}
    return pipelines.action(inputs, {"steps.python.outputs.python-path": machine["PYTHON"]})


FORGES = {
    "action": Forge(action, on_github, "origin/merged", ("govlint.sarif", "govlint.xml")),
    "workflow": Forge(
        lambda _: pipelines.workflow(pipelines.CHECK, {}),
        on_github,
        "origin/merged",
        ("govlint.json",),
    ),
    "gitlab": Forge(
        lambda _: pipelines.gitlab("govlint", {"fail-on": "error"}),
        on_gitlab,
        "",
        ("govlint.json", "gl-code-quality-report.json", "govlint.xml"),
    ),
    "bitbucket": Forge(
        lambda _: pipelines.bitbucket(),
        on_bitbucket,
        "",
        ("test-results/govlint.xml",),
    ),
    "azure": Forge(lambda _: pipelines.azure(), on_azure, "origin/merged", ("govlint.xml",)),
    "jenkins": Forge(lambda _: pipelines.jenkins(), on_jenkins, "", ("govlint.xml",)),
}


def run(
    steps: list[pipelines.Step], root: Path, variables: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run the steps until one fails, as a forge does."""
    for step in steps:
        done = subprocess.run(
            [*offline.alone(), *step.shell, "-c", step.script],
            cwd=root,
            env={**variables, **step.variables},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            break
    return done


@pytest.mark.parametrize("name", FORGES)
def test_a_pull_request_is_judged_by_what_it_changes(
    name: str, change: Change, machine: dict[str, str], workspace: Path
) -> None:
    forge, folder = FORGES[name], workspace / name
    folder.mkdir(exist_ok=True)
    git(str(change.root), "checkout", "--quiet", "--detach", forge.checkout or change.head)
    git(str(change.root), "clean", "--quiet", "-d", "--force")
    told = run(forge.steps(machine), change.root, {**machine, **forge.variables(change, folder)})
    assert told.returncode == int(change.worse), told.stdout + told.stderr
    assert all((change.root / path).stat().st_size for path in forge.written)
    stopped = f"\n{DECLARATION}:13:3: error declaration/unknown-key" in f"\n{told.stdout}"
    assert stopped == change.worse
