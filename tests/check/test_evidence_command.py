"""Evidence in whole repositories: what the check makes of it, and ``govlint evidence``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from govlint import resources
from govlint.facts.evidence import Note, Proof
from govlint.render.proofs import Proofs, plain

if TYPE_CHECKING:
    from checked import Repository

SCHEMA = json.loads(resources.read("schemas/evidence.v1.schema.json"))


def proofs(repository: Repository) -> dict[str, Any]:
    run = repository.run("evidence", "--format", "json", "--as-of", "2026-11-23")
    told = json.loads(run.out)
    jsonschema.Draft202012Validator(SCHEMA).validate(told)
    return {proof["key"]: proof for proof in told["declarations"][0]["evidence"]}


def change(repository: Repository, path: str, old: str, new: str) -> None:
    text = (repository.root / path).read_text()
    assert old in text
    repository.write(path, text.replace(old, new))


def test_the_strength_of_each_clear_answer_is_told(repository: Repository) -> None:
    repository.example("recruitment-ranker")
    questions = repository.check().report["declarations"][0]["questions"]
    assert {q["number"]: q["strength"] for q in questions} == {
        1: "declared",
        2: "declared",
        3: "is wired",
        4: "has substance",
        5: "is wired",
        6: "declared",
        7: "has substance",
        8: "declared",
        9: "exercised",
        10: "is wired",
    }


def test_a_column_that_is_not_there_is_said_once_at_its_name(repository: Repository) -> None:
    repository.example("recruitment-ranker")
    path = "ai-governance.yaml"
    results = "    results: {file: monitoring/outcomes.csv, value: precision_at_1}\n"
    change(repository, path, "    results: monitoring/outcomes.csv\n", results)
    run = repository.check()
    told = [f for f in run.report["findings"] if "precision_at" in f["message"] + f["fix"]]
    assert [(f["policy"], f["severity"]) for f in told] == [("declaration/wrong-value", "error")]
    assert told[0]["fix"] == "Did you mean precision_at_10?"
    assert [
        f["policy"] for f in run.report["findings"] if f["policy"].startswith("monitoring")
    ] == []
    assert run.code == 1


def test_what_was_found_for_each_declared_fact(repository: Repository) -> None:
    repository.example("recruitment-ranker")
    found = proofs(repository)
    assert found["rollback.runbook"]["strength"] == "has substance"
    assert found["monitoring.outcome_metric.results"]["at"]["path"] == "monitoring/outcomes.csv"
    assert "references.model_card" not in found
    assert "rollback.runbook: docs/runbooks/rollback.md" in repository.run("evidence").out


@pytest.mark.parametrize(
    "case",
    [
        (
            "monitoring/prometheus/ranker-alerts.yml",
            "> 0.2",
            "> 0.35",
            "monitoring/alert-matches",
            5,
        ),
        (
            ".github/workflows/prepare-features.yml",
            "  schedule:\n    - cron: '15 4 * * *'\n",
            "",
            "data/preparation-scheduled",
            3,
        ),
        (
            "docs/runbooks/rollback.md",
            "kubectl rollout undo deployment/app",
            "the usual steps",
            "rollback/runbook-usable",
            7,
        ),
    ],
)
def test_a_contradiction_comes_first_with_both_places(
    repository: Repository, case: tuple[str, str, str, str, int]
) -> None:
    path, old, new, policy, question = case
    repository.example("recruitment-ranker")
    change(repository, path, old, new)
    if policy == "rollback/runbook-usable":
        repository.write(path, "# Going back\n\nTo be written.\n")
    finding = repository.check().found()[0]
    assert (finding["policy"], finding["state"]) == (policy, "contradicted")
    assert finding["question"] == question
    assert [place["path"] for place in finding["related"]] == [path]


def test_a_file_that_is_missing_contradicts_its_question(repository: Repository) -> None:
    repository.example("recruitment-ranker")
    (repository.root / "docs/runbooks/rollback.md").rename(repository.root / "docs/rollback.md")
    run = repository.check()
    found = run.found("declaration/path-missing")[0]
    assert (found["state"], found["line"]) == ("contradicted", 97)
    assert "docs/rollback.md" in found["fix"]
    assert run.states()[7] == "contradicted"
    assert run.found("rollback/runbook-usable") == []


def test_a_file_that_git_ignores_is_there_for_nobody_else(repository: Repository) -> None:
    repository.example("recruitment-ranker")
    repository.git("rm", "--quiet", "--cached", "docs/runbooks/rollback.md")
    repository.write(".gitignore", "runbooks/\n")
    found = repository.check().found("declaration/path-missing")
    assert {f["line"] for f in found} == {97}
    assert "ignore" in found[0]["message"]


def test_a_tracked_file_is_not_ignored(repository: Repository) -> None:
    repository.example("recruitment-ranker")
    repository.write(".gitignore", "docs/\n*.csv\n")
    assert repository.check().found("declaration/path-missing") == []


def test_a_slow_decline_is_seen_long_before_the_floor(repository: Repository) -> None:
    repository.example("recruitment-ranker")
    values = [0.71, 0.705, 0.70, 0.69, 0.685, 0.68, 0.67]
    days = ["10-05", "10-12", "10-19", "10-26", "11-02", "11-09", "11-16"]
    rows = "".join(f"2026-{d},{v}\n" for d, v in zip(days, values, strict=True))
    repository.write("monitoring/outcomes.csv", "week,precision_at_10\n" + rows)
    found = repository.check().found("monitoring/no-silent-decline")[0]
    assert found["severity"] == "warning"
    assert "0.62" in found["message"]
    assert repository.check().found("monitoring/within-limits") == []


def test_what_a_person_reads(repository: Repository) -> None:
    repository.example("recruitment-ranker")
    change(repository, "monitoring/prometheus/ranker-alerts.yml", "> 0.2", "> 0.35")
    told = repository.run("evidence", "--as-of", "2026-11-23").out
    first, *_, last = told.split("\n\n")
    assert first == "ai-governance.yaml  candidate-ranker"
    head, said, why = told.split("\n\n")[1].split("\n")[:3]
    assert head == "contradicted   monitoring.drift.alert: monitoring/prometheus/ranker-alerts.yml"
    assert said == f"{' ' * 15}ai-governance.yaml:86: threshold: 0.2"
    at = "monitoring/prometheus/ranker-alerts.yml:5"
    assert why == f"{' ' * 15}{at}: the alert says 0.35, the declaration 0.2"
    assert last.startswith("14 facts: 1 contradicted, ")


def test_where_the_declaration_says_it(repository: Repository) -> None:
    repository.example("recruitment-ranker")
    change(repository, "ai-governance.yaml", "  fallback_to:", "  x-fallback:")
    told = {key: proof["declared_at"] for key, proof in proofs(repository).items()}
    runbook = {"path": "ai-governance.yaml", "line": 97, "column": 12}
    assert told["rollback.runbook"] == {**runbook, "text": "runbook: docs/runbooks/rollback.md"}
    assert (told["data.checks"]["line"], told["data.checks"]["column"]) == (62, 11)
    assert (told["rollback"]["line"], told["rollback"]["text"]) == (95, "rollback:")
    change(repository, "deploy/rollout.yaml", "ranker:1.4.2", "ranker:latest")
    assert proofs(repository)["rollback"]["declared_at"]["line"] == 95


@pytest.mark.parametrize("more", [[], ["--format", "json"]])
def test_where_there_is_no_declaration(repository: Repository, more: list[str]) -> None:
    repository.write("README.md", "x\n")
    run = repository.run("evidence", *more)
    assert (run.code, run.out) == (2, "")
    assert "There is no ai-governance.yaml here" in run.err
    assert "govlint check" in run.err


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_line_is_folded_in_its_column(width: int) -> None:
    key = ("monitoring", "drift", "alert")
    at = Note("monitoring/prometheus/alerts.yml", 5, 1, "")
    better = "Add an alert on the drift or the outcome metric, and name its file here."
    proof = Proof("alert", key, "a.yml", "exists", "three alerts on machines only", at, better)
    lines = plain([Proofs("ai-governance.yaml", "x", (proof,))], width).split("\n")
    assert max(map(len, lines)) <= width
    assert all(line.startswith(" " * 15) for line in lines[3 : lines.index("", 3)])
    assert "  ".join(" ".join(lines).split()).count("stronger:") == 1


@pytest.mark.parametrize(
    ("address", "told"), [("git@gitlab.com:acme/x.git", 0), ("https://github.com/acme/x", 1)]
)
def test_the_remote_says_how_codeowners_is_read(
    repository: Repository, address: str, told: int
) -> None:
    repository.example("recruitment-ranker")
    change(repository, "ai-governance.yaml", "contact: priya.nair@example.com", 'contact: "@priya"')
    repository.write("CODEOWNERS", "* @acme-ml\n")
    repository.git("remote", "add", "origin", address)
    assert len(repository.check().found("owners/agree-with-codeowners")) == told
