"""Whether a pipeline stops for a finding, and fetches the history: a table of pipeline files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from govlint.doctor import github

if TYPE_CHECKING:
    from practice import Practice

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "pipelines.yaml").read_text(encoding="utf-8")
)
DOCS = Path(__file__).parent.parent.parent / "docs" / "ci"
HOOKS = """\
repos:
  - repo: https://github.com/acme/govlint
    rev: v1
    hooks: [{id: govlint}]
"""


def held(practice: Practice, case: dict[str, Any]) -> None:
    answers = practice.answers()
    for id_, key in (("ci/gate", "gate"), ("ci/history", "history")):
        assert (id_ in answers) == (key in case)
        if key in case:
            state, line, words = case[key]
            answer = answers[id_]
            assert (answer["state"], answer["line"] or 0) == (state, line), answer["text"]
            assert words in answer["text"]
            assert bool(answer["mend"]) or state != "to-do"


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_pipeline(practice: Practice, case: dict[str, Any]) -> None:
    practice.write(case["file"], case["text"])
    held(practice, case)


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_do_not_matter(practice: Practice, end: str) -> None:
    target = practice.root / ".github" / "workflows" / "x.yml"
    target.parent.mkdir(parents=True)
    for case in CASES:
        if case["file"].startswith(".github/workflows/"):
            target.write_bytes(case["text"].replace("\n", end).encode())
            held(practice, case)


def test_what_is_pasted_is_pinned_like_what_the_docs_show() -> None:
    checkout = next(x.strip(" -") for x in github.PASTE.splitlines() if "uses:" in x)
    assert checkout in (DOCS / "govlint.yml").read_text(encoding="utf-8")


WORKFLOW = """\
on: [pull_request]
jobs:
  checks:
    steps:
      - uses: actions/checkout@v5
        with: {fetch-depth: 0}
"""


@pytest.mark.parametrize(
    ("step", "state"),
    [
        ("- run: pre-commit run --all-files", "ok"),
        ("- run: prek run --from-ref a --to-ref b", "ok"),
        ("- uses: pre-commit/action@v3.0.1", "ok"),
        ("- uses: j178/prek-action@v1", "ok"),
        ("- run: pre-commit run --hook-stage manual govlint", "ok"),
        ("- run: pre-commit run ruff --all-files", "to-do"),
        ("- run: pre-commit install", "to-do"),
        ("- {run: pre-commit run -a, env: {SKIP: 'ruff,govlint'}}", "to-do"),
        ("- run: SKIP=govlint pre-commit run -a", "to-do"),
        ("- run: pre-commit run -a || exit 0", "to-do"),
    ],
)
def test_the_hooks_are_a_gate_where_they_name_govlint(
    practice: Practice, step: str, state: str
) -> None:
    practice.write(".github/workflows/checks.yml", f"{WORKFLOW}      {step}\n")
    assert practice.says("ci/gate")[0] != "ok", "no configuration names govlint"
    practice.write(".pre-commit-config.yaml", HOOKS)
    assert practice.says("ci/gate")[0] == state


@pytest.mark.parametrize(
    ("ci", "state"), [("ci: {}\n", "unknown"), ("ci: {skip: [govlint]}\n", "to-do")]
)
def test_a_service_may_run_the_hooks(practice: Practice, ci: str, state: str) -> None:
    practice.write(".github/workflows/checks.yml", WORKFLOW)
    practice.write(".pre-commit-config.yaml", ci + HOOKS)
    assert practice.says("ci/gate")[0] == state


def test_the_hook_of_single_files_is_no_sure_gate(practice: Practice) -> None:
    practice.write(".github/workflows/checks.yml", f"{WORKFLOW}      - run: pre-commit run -a\n")
    practice.write(".pre-commit-config.yaml", HOOKS.replace("govlint}", "govlint-files}"))
    assert practice.says("ci/gate")[0] == "unknown"


def test_a_workflow_is_started_by_those_that_call_it(practice: Practice) -> None:
    called = WORKFLOW.replace("[pull_request]", "workflow_call") + "      - run: govlint check\n"
    practice.write(".github/workflows/checks.yml", called)
    assert "not on pull requests" in practice.says("ci/gate")[3]
    caller = "on: {event}\njobs:\n  all:\n    uses: ./.github/workflows/checks.yml\n"
    practice.write(".github/workflows/all.yml", caller.replace("{event}", "schedule"))
    assert practice.says("ci/gate")[0] == "to-do"
    practice.write(".github/workflows/all.yml", caller.replace("{event}", "merge_group"))
    assert practice.says("ci/gate")[:3] == ("ok", ".github/workflows/checks.yml", 7)


def test_local_files_of_gitlab_are_read_too(practice: Practice) -> None:
    practice.write(".gitlab-ci.yml", "include:\n  - local: /ci/govern.yml\n")
    practice.write("ci/govern.yml", "governance:\n  script:\n    - govlint check\n")
    assert practice.says("ci/gate")[:3] == ("ok", "ci/govern.yml", 3)


@pytest.mark.parametrize(
    ("path", "paste"),
    [
        (".github/workflows/x.yml", "fetch-depth: 0"),
        (".gitlab-ci.yml", "GIT_DEPTH: 0"),
        ("azure-pipelines.yml", "fetchDepth: 0"),
        ("bitbucket-pipelines.yml", "depth: full"),
        ("Jenkinsfile", "sh 'govlint check'"),
        (".travis.yml", "govlint check"),
    ],
)
def test_what_is_missing_can_be_pasted(practice: Practice, path: str, paste: str) -> None:
    practice.write(path, "on: push\njobs: {}\n")
    answer = practice.answers()["ci/gate"]
    assert (answer["state"], answer["path"]) == ("to-do", path)
    assert paste in answer["mend"]


@pytest.mark.parametrize(
    ("path", "history"),
    [
        (".github/workflows/govlint.yml", "ok"),
        (".gitlab-ci.yml", "ok"),
        ("azure-pipelines.yml", "ok"),
        ("bitbucket-pipelines.yml", "ok"),
        ("Jenkinsfile", "unknown"),
    ],
)
def test_what_is_pasted_is_a_gate(practice: Practice, path: str, history: str) -> None:
    practice.write(path, "x: 1\n")
    mend = practice.answers()["ci/gate"]["mend"]
    pasted = [line[2:] for line in mend.splitlines() if line.startswith("  ")]
    practice.write(path, "".join(f"{line}\n" for line in pasted))
    answers = practice.answers()
    assert (answers["ci/gate"]["state"], answers["ci/history"]["state"]) == ("ok", history)


DOCUMENTED = {
    "govlint.yml": (".github/workflows/govlint.yml", "ok"),
    "govlint-action.yml": (".github/workflows/governance.yml", "ok"),
    "gitlab-ci.yml": (".gitlab-ci.yml", None),
    "azure-pipelines.yml": ("azure-pipelines.yml", "ok"),
    "bitbucket-pipelines.yml": ("bitbucket-pipelines.yml", "ok"),
    "Jenkinsfile": ("Jenkinsfile", "unknown"),
}
"""The files of the documentation, where they go, and what is said of the history they fetch."""


@pytest.mark.parametrize("name", sorted(DOCUMENTED))
def test_what_the_documentation_says_to_write_is_a_gate(practice: Practice, name: str) -> None:
    path, history = DOCUMENTED[name]
    practice.write(path, (DOCS / name).read_text(encoding="utf-8"))
    comment = (DOCS / "govlint-comment.yml").read_text(encoding="utf-8")
    practice.write(".github/workflows/govlint-comment.yml", comment)
    answers = practice.answers()
    assert (answers["ci/gate"]["state"], answers["ci/gate"]["path"]) == ("ok", path)
    assert answers.get("ci/history", {}).get("state") == history


@pytest.mark.parametrize("path", [".github/workflows/govlint.yml", ".gitlab-ci.yml"])
@pytest.mark.parametrize("end", ["", "x: &a [*a]", "\x00", "- " * 200_000, "[" * 5_000])
def test_no_pipeline_file_is_too_strange(practice: Practice, path: str, end: str) -> None:
    practice.write(path, f"on: push\njobs: {{govlint: {end}")
    assert practice.says("ci/gate")[0] in ("unknown", "to-do")
