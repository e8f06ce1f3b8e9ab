"""Whole repositories: the three examples as they would stand, and as they would go wrong."""
# ruff: noqa: E501  (tables of files)

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from govlint import schema, source
from govlint.facts.evidence import Evidence

if TYPE_CHECKING:
    from collections.abc import Callable

    from govlint.facts.evidence.tree import Tree

    Grow = Callable[..., Tree]

EXAMPLES = os.path.join(os.path.dirname(__file__), "..", "examples")
TODAY = "2026-11-23"

RUNBOOK = """\
# Going back

When: the number named as trigger is passed, twice in a row.

1. Say in the channel that you are going back.
2. Run `kubectl rollout undo deployment/app`.
3. Check: `make smoke` is green, and the list looks as before.
4. Write time and reason into the log.

Who may: the technical owner or the business owner, either alone.
"""
GUIDE = (
    "# Guide\n\n"
    + (
        "Each answer comes with its strongest reasons, in the words of the people who use it. "
        "When the reasons do not fit what you see, overrule it and write down why. "
    )
    * 3
)
SUITE = '{"expectation_suite_name": "x", "expectations": [{"expectation_type": "expect_column_values_to_not_be_null", "kwargs": {"column": "id"}}]}\n'
GATE = "def test_gate(new, champion):\n    assert new.score >= champion.score\n"


def weekly(values: list[float], metric: str) -> str:
    days = ["10-05", "10-12", "10-19", "10-26", "11-02", "11-09", "11-16"][-len(values) :]
    rows = "".join(f"2026-{day},{value}\n" for day, value in zip(days, values, strict=True))
    return f"week,{metric}\n{rows}"


RANKER = {
    "CODEOWNERS": "* @acme/everyone\n/ranker/ priya.nair@example.com\n/models/ priya.nair@example.com\n",
    "ranker/model.py": "x = 1\n",
    "models/ranker.dvc": "outs:\n- md5: 0123456789abcdef0123456789abcdef\n",
    "pipelines/features.py": "x = 1\n",
    "deploy/rollout.yaml": "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: ranker}\nspec:\n  revisionHistoryLimit: 2\n  strategy: {canary: {steps: [{setWeight: 10}, {analysis: {}}]}}\n  template: {spec: {containers: [{name: x, image: 'ranker:1.4.2'}]}}\n",
    "reports/ats-baseline-2025-10.csv": "a\n",
    ".github/workflows/prepare-features.yml": "name: features\non:\n  schedule:\n    - cron: '15 4 * * *'\n  workflow_dispatch:\njobs:\n  run:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v5\n      - run: python pipelines/features.py\n",
    ".github/workflows/retrain.yml": "name: retrain\non:\n  schedule:\n    - cron: '0 3 1 */3 *'\n  workflow_dispatch:\njobs:\n  train:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n          dvc repro\n          pytest tests/model/test_promotion_gate.py\n",
    "great_expectations/expectations/applicants.json": SUITE,
    "docs/reading-the-ranking.md": GUIDE,
    "monitoring/outcomes.csv": weekly(
        [0.70, 0.69, 0.71, 0.70, 0.69, 0.70, 0.69], "precision_at_10"
    ),
    "monitoring/fairness.csv": weekly([0.85], "ratio"),
    "monitoring/prometheus/ranker-alerts.yml": "groups:\n  - name: ranker\n    rules:\n      - alert: ApplicantDrift\n        expr: max(ranker_feature_psi) > 0.2\n        for: 1h\n        annotations: {summary: 'PSI {{ $value }}'}\n      - alert: PrecisionLow\n        expr: ranker_precision_at_10 < 0.64\n",
    "docs/runbooks/rollback.md": RUNBOOK,
    "docs/runbooks/incident.md": RUNBOOK,
    "tests/model/test_promotion_gate.py": GATE,
}
DAG = "from airflow import DAG\nfrom airflow.operators.python import PythonOperator\nfrom finance.cash import {name}\n\nwith DAG('{name}', schedule='{schedule}', catchup=False) as dag:\n    PythonOperator(task_id='go', python_callable={name})\n"
FINANCE = {
    "reports/treasury-2025-08.xlsx": "PK\x03\x04",
    "dags/cash_prepare.py": DAG.format(name="prepare", schedule="@daily"),
    "dags/cash_retrain.py": DAG.format(name="retrain", schedule="0 5 1 * *"),
    "dbt/models/staging/sources.yml": "version: 2\nsources:\n  - name: sap\n    freshness: {warn_after: {count: 1, period: day}}\n    tables: [{name: gl, columns: [{name: id, data_tests: [unique]}]}]\n",
    "soda/checks.yml": "checks for payroll:\n  - freshness(paid_on) < 32d\n",
    "docs/forecast-bridge.md": GUIDE,
    "monitoring/wape.csv": weekly([0.09, 0.088, 0.091, 0.09, 0.092, 0.089, 0.091], "wape"),
    "monitoring/alerts/cash.yaml": "groups:\n  - name: cash\n    rules:\n      - alert: SignedErrorRun\n        expr: cash_signed_error_run_weeks > 6\n      - alert: WapeHigh\n        expr: cash_wape > 0.11\n",
    "docs/runbooks/forecast-rollback.md": RUNBOOK,
    "docs/runbooks/incident.md": RUNBOOK,
    "tests/backtest/test_gate.py": GATE,
}
TRIAGE = {
    "reports/helpdesk-2026-07.csv": "a\n",
    "k8s/cronjob-redact.yaml": "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: redact}\nspec:\n  schedule: '0 2 * * *'\n  jobTemplate: {spec: {template: {spec: {containers: [{name: x, image: 'redact:3', command: [python, -m, redact]}]}}}}\n",
    "docs/agents-guide.md": GUIDE,
    "evals/routing.csv": weekly([0.87, 0.86, 0.87, 0.86], "routing_accuracy"),
    "monitoring/alerts/triage.yaml": "groups:\n  - name: triage\n    rules:\n      - alert: ReroutedDrift\n        expr: abs(delta(triage_rerouted_share[7d])) > 0.05\n",
    "docs/runbooks/triage-off.md": RUNBOOK,
    "docs/runbooks/incident.md": RUNBOOK,
    "flags/triage.flagd.json": '{"flags": {"triage-llm": {"state": "ENABLED", "variants": {"on": true, "off": false}, "defaultVariant": "on"}}}\n',
    ".github/workflows/eval-and-promote.yml": "name: eval\non:\n  workflow_dispatch:\njobs:\n  eval:\n    runs-on: ubuntu-latest\n    steps:\n      - run: pytest evals/test_regression.py && ./promote.sh\n",
    "evals/test_regression.py": GATE,
}
TREES = {"recruitment-ranker": RANKER, "finance-forecast": FINANCE, "triage-llm": TRIAGE}


def about(grow: Grow, name: str, files: dict[str, str]) -> tuple[Evidence, source.Document]:
    with open(os.path.join(EXAMPLES, f"{name}.yaml"), "rb") as file:
        document = source.read(file.read(), "ai-governance.yaml")
    form = schema.check_form(document, TODAY)
    return Evidence(grow(files), form.data, "ai-governance.yaml", TODAY), form.document


@pytest.mark.parametrize("name", TREES)
def test_a_repository_that_keeps_its_word(grow: Grow, name: str) -> None:
    found, document = about(grow, name, TREES[name])
    assert found.missing(document) == ()
    proofs = {proof.part: proof for proof in found.proofs()}
    assert [part for part, proof in proofs.items() if proof.contradictions] == []
    assert [part for part, proof in proofs.items() if proof.unsure and part != "updates"] == []
    assert proofs["preparation"].data["scheduled"]
    assert proofs["runbook"].data["usable"]
    assert proofs["guide"].data["usable"]
    assert proofs["alert"].data["matches"]
    assert proofs["validation"].strength in ("is wired", "has substance")
    assert proofs["outcome"].strength == "exercised"
    assert proofs["update"].data["runnable"]


WRONG = [
    (
        "recruitment-ranker",
        "CODEOWNERS",
        "priya.nair@example.com",
        "jo.doe@other.example",
        "codeowners",
        2,
    ),
    (
        "recruitment-ranker",
        ".github/workflows/prepare-features.yml",
        "  schedule:\n    - cron: '15 4 * * *'\n",
        "",
        "preparation",
        3,
    ),
    (
        "recruitment-ranker",
        ".github/workflows/retrain.yml",
        "  schedule:\n    - cron",
        "  # schedule:\n  #  - cron",
        "update",
        4,
    ),
    (
        "recruitment-ranker",
        "monitoring/prometheus/ranker-alerts.yml",
        "> 0.2",
        "> 0.35",
        "alert",
        5,
    ),
    (
        "recruitment-ranker",
        "deploy/rollout.yaml",
        "revisionHistoryLimit: 2",
        "revisionHistoryLimit: 0",
        "deployment",
        5,
    ),
    (
        "recruitment-ranker",
        "great_expectations/expectations/applicants.json",
        SUITE,
        '{"expectations": []}',
        "checks",
        1,
    ),
    ("finance-forecast", "dags/cash_prepare.py", "'@daily'", "None", "preparation", 5),
    ("finance-forecast", "dags/cash_retrain.py", "'0 5 1 * *'", "None", "update", 5),
    ("finance-forecast", "monitoring/alerts/cash.yaml", "> 6", "> 12", "alert", 5),
    (
        "triage-llm",
        "k8s/cronjob-redact.yaml",
        "schedule:",
        "suspend: true\n  schedule:",
        "preparation",
        5,
    ),
    ("triage-llm", "flags/triage.flagd.json", "triage-llm", "triage-old", "deployment", 1),
    ("triage-llm", "evals/test_regression.py", GATE, "pass\n", "validation", 1),
]


@pytest.mark.parametrize("case", WRONG, ids=lambda case: f"{case[0]}-{case[1]}")
def test_one_file_that_says_otherwise(
    grow: Grow, case: tuple[str, str, str, str, str, int]
) -> None:
    name, path, old, new, part, line = case
    assert old in TREES[name][path]
    files = {**TREES[name], path: TREES[name][path].replace(old, new)}
    proofs = [proof for proof in about(grow, name, files)[0].proofs() if proof.contradictions]
    assert {p.part: p.contradictions[0][:2] for p in proofs} == {part: (path, line)}


FALLING = [0.71, 0.70, 0.69, 0.68, 0.67, 0.66, 0.65]


def test_a_decline_is_seen_while_every_value_is_within_its_limit(grow: Grow) -> None:
    files = {**RANKER, "monitoring/outcomes.csv": weekly(FALLING, "precision_at_10")}
    outcome = about(grow, "recruitment-ranker", files)[0].proof("outcome").plain()
    assert (outcome["declining"], outcome["weeks"], outcome["crosses_on"]) == (
        True,
        3.0,
        "2026-12-07",
    )
    assert outcome["last_value"] > 0.62
