"""The pipelines that this repository gives away: where they stand, and the commands in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml
from pages import TOP

if TYPE_CHECKING:
    from collections.abc import Mapping

ACTION = "action.yml"
CHECK = "docs/ci/govlint.yml"
COMMENT = "docs/ci/govlint-comment.yml"
USE = "docs/ci/govlint-action.yml"
COMPONENT = "templates/govlint.yml"
GITLAB = "docs/ci/gitlab-ci.yml"
AZURE = "docs/ci/azure-pipelines.yml"
BITBUCKET = "docs/ci/bitbucket-pipelines.yml"
JENKINS = "docs/ci/Jenkinsfile"
OF_GITHUB = (ACTION, CHECK, COMMENT, USE)
ALL = (*OF_GITHUB, COMPONENT, GITLAB, AZURE, BITBUCKET, JENKINS)


class Step(NamedTuple):
    """Commands, as the runner of the forge starts them."""

    shell: tuple[str, ...]
    script: str
    variables: Mapping[str, str]


_GITHUB = ("bash", "--noprofile", "--norc", "-eo", "pipefail")
_GITHUB_UNNAMED = ("bash", "-e")
_GITLAB = ("bash", "-eo", "pipefail")
_BITBUCKET = ("bash", "-e")
_AZURE = ("bash", "--noprofile", "--norc")
_JENKINS = ("sh", "-xe")


def read(path: str) -> str:
    """One of the files."""
    return (TOP / path).read_text(encoding="utf-8")


def action(inputs: Mapping[str, str], known: Mapping[str, str]) -> list[Step]:
    """The steps of the action; ``known`` are the expressions that are not inputs."""
    form = yaml.safe_load(read(ACTION))
    given = {**_defaults(form["inputs"]), **inputs}
    told = {**{f"inputs.{name}": value for name, value in given.items()}, **known}
    return _steps(form["runs"]["steps"], told)


def _defaults(inputs: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    return {name: form["default"] for name, form in inputs.items()}


def workflow(path: str, known: Mapping[str, str]) -> list[Step]:
    """The steps of the only job of a workflow."""
    (job,) = yaml.safe_load(read(path))["jobs"].values()
    return _steps(job["steps"], known)


def _steps(steps: list[dict[str, Any]], known: Mapping[str, str]) -> list[Step]:
    return [
        Step(
            _GITHUB if "shell" in step else _GITHUB_UNNAMED,
            step["run"],
            {n: _evaluated(v, known) for n, v in step.get("env", {}).items()},
        )
        for step in steps
        if "run" in step
    ]


def _evaluated(text: str, known: Mapping[str, str]) -> str:
    return re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda match: known[match[1]], text)


def component(inputs: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """The jobs of the GitLab component, its inputs written in as GitLab does."""
    head, jobs = yaml.safe_load_all(read(COMPONENT))
    given = {**_defaults(head["spec"]["inputs"]), **inputs}
    filled: dict[str, dict[str, Any]] = _filled(jobs, given)
    return filled


def _filled(value: Any, inputs: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: _filled(each, inputs) for name, each in value.items()}
    if isinstance(value, list):
        return [_filled(each, inputs) for each in value]
    if isinstance(value, str):
        return re.sub(r"\$\[\[ inputs\.([\w-]+) \]\]", lambda m: inputs[m[1]], value)
    return value


def gitlab(job: str, inputs: Mapping[str, str]) -> list[Step]:
    """The commands of a job of the component."""
    form = component(inputs)[job]
    return [Step(_GITLAB, "\n".join(form["script"]), form["variables"])]


def bitbucket() -> list[Step]:
    """The commands of the step for pull requests."""
    form = yaml.safe_load(read(BITBUCKET))
    (told,) = form["pipelines"]["pull-requests"].values()
    return [Step(_BITBUCKET, "\n".join(told[0]["step"]["script"]), {})]


def azure() -> list[Step]:
    """The commands of the pipeline."""
    steps = yaml.safe_load(read(AZURE))["steps"]
    return [Step(_AZURE, step["bash"], {}) for step in steps if "bash" in step]


def jenkins() -> list[Step]:
    """The commands of the stage."""
    (script,) = re.findall(r"\bsh '''\n(.*?)'''", read(JENKINS), re.DOTALL)
    return [Step(_JENKINS, script, {})]


def every_step() -> list[Step]:
    """The commands of all files, to be looked at."""
    expressions = {"steps.python.outputs.python-path": "", "github.token": ""}
    workflows = [s for path in (CHECK, COMMENT) for s in workflow(path, expressions)]
    jobs = [step for job in component({}) for step in gitlab(job, {})]
    return [*action({}, expressions), *workflows, *jobs, *bitbucket(), *azure(), *jenkins()]
