"""A pull request on each forge: what is checked out, what is set, and what is run."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, NamedTuple

import offline
from hooked import CLEAR, DECLARATION, MISTAKEN
from repositories import History, git

import pipelines

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

OLD = "old/ai-governance.yaml"
NUMBER = 7


class Change(NamedTuple):
    """A clone of a repository in which a pull request is checked out, as a forge does it."""

    root: Path
    base: str
    head: str
    worse: bool
    """The change brings a mistake."""


def changed(folder: Path, *, worse: bool) -> Change:
    """Main holds a mistake already, in another folder; the branch mends or breaks its own file."""
    made = History(str(folder / "origin"))
    before = {DECLARATION: CLEAR, OLD: MISTAKEN.replace("ticket-triage", "old")}
    base = made.commit(before, "2026-11-02")
    text = MISTAKEN if worse else CLEAR.replace("P1D", "PT12H")
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
    inputs = {"output": "sarif=govlint.sarif\njunit=govlint.xml\n", "fail-on": "error"}
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
    steps: list[pipelines.Step],
    root: Path,
    variables: Mapping[str, str],
    alone: tuple[str, ...] = (),
) -> subprocess.CompletedProcess[str]:
    """Run the steps until one fails, as a forge does; ``alone``: see `offline.alone`."""
    for step in steps:
        done = subprocess.run(
            [*alone, *step.shell, "-c", step.script],
            cwd=root,
            env={**variables, **step.variables},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            break
    return done


def check(
    name: str, change: Change, machine: Mapping[str, str], folder: Path
) -> subprocess.CompletedProcess[str]:
    """Check out what the forge does, and run its commands. ``folder``: what it keeps elsewhere."""
    forge = FORGES[name]
    folder.mkdir(exist_ok=True)
    git(str(change.root), "checkout", "--quiet", "--detach", forge.checkout or change.head)
    git(str(change.root), "clean", "--quiet", "-d", "--force")
    variables = {**machine, **forge.variables(change, folder)}
    return run(forge.steps(machine), change.root, variables, offline.alone())
