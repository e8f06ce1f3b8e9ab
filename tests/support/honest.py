"""Ten repositories that keep their word, each as its files and what its declaration says otherwise
than `BASE`; and for each one or two lies: a text of one file, and what stands there instead.
"""
# ruff: noqa: E501  (tables of files)

from __future__ import annotations

from typing import Any, NamedTuple

RUNBOOK = """\
# Going back

When: the number named as trigger is passed, twice in a row.

1. Say in the channel that you are going back.
2. Run `make undo`.
3. Check: the smoke test is green, and the list looks as before.
4. Write time and reason into the log.

Who may: the technical owner or the business owner, either alone.
"""
GUIDE = """\
# Guide

Each answer comes with its strongest reasons, in the words of the people who use it. When the
reasons do not fit what you see, overrule it and write down why.
"""
GATE = "def test_gate(new, champion):\n    assert new.score >= champion.score\n"
WEEKS = [
    "2026-10-05",
    "2026-10-12",
    "2026-10-19",
    "2026-10-26",
    "2026-11-02",
    "2026-11-09",
    "2026-11-16",
]
VALUES = [0.86, 0.87, 0.85, 0.86, 0.87, 0.85, 0.86]
PAGES = {"docs/rollback.md": RUNBOOK, "docs/incident.md": RUNBOOK, "docs/guide.md": GUIDE}

BASE: dict[str, Any] = {
    "schema": "ai-governance/v1",
    "system": {
        "id": "order-router",
        "type": "predictive",
        "decides_about": "things",
        "lifecycle": "production",
        "pilot_started": "2025-11-03",
        "production_since": "2026-06-15",
    },
    "purpose": {
        "decision": "Which warehouse ships each incoming order",
        "workforce_effect": "augments",
        "people_can_now": "Planners settle the hard orders before noon",
        "out_of_scope": ["Orders of dangerous goods"],
    },
    "success_metric": {
        "name": "Share of orders shipped on the same day",
        "direction": "increase",
        "baseline": {"value": 0.61, "measured_on": "2025-10-31"},
        "target": {"value": 0.8, "by": "2026-12-31"},
    },
    "owners": {
        "technical": {"name": "Priya Nair", "role": "ML engineer", "contact": "priya.nair@example.com"},
        "business": {"name": "Tom Okafor", "role": "Head of Logistics", "contact": "tom.okafor@example.com", "process": "Order planning"},
    },
    "decision_rights": {
        "change_workflow": "business",
        "deploy_model": "technical",
        "roll_back": ["technical", "business"],
        "retire_system": "business",
    },
    "data": {
        "condition": "clean",
        "sources": [{"name": "Orders", "kind": "database", "automated": True, "refresh": "P1D"}],
        "preparation": {"automated": True, "job": "etl.py", "cadence": "P1D"},
        "checks": ["https://checks.example.com/orders"],
    },
    "explanations": {
        "audience": "Planners",
        "method": "The three strongest reasons, in words",
        "shown_in": "Order screen",
        "guide": "docs/guide.md",
    },
    "human_oversight": {"mode": "human-on-the-loop", "override": "A planner moves an order with one click"},
    "monitoring": {
        "outcome_metric": {
            "name": "Routing accuracy against the warehouse that shipped",
            "baseline": 0.87,
            "minimum": 0.75,
            "ground_truth": {"source": "Orders", "lag": "P7D"},
            "cadence": "P7D",
            "results": "monitoring/results.csv",
        },
        "drift": {
            "definition": "The mix of orders has moved away from the training window",
            "method": "psi",
            "threshold": 0.2,
            "cadence": "P1D",
            "owner": "Priya Nair",
            "alert": "monitoring/alerts.yml",
        },
    },
    "rollback": {
        "trigger": "Routing accuracy below 0.75 in two weekly runs",
        "runbook": "docs/rollback.md",
        "fallback_to": "The nearest warehouse, as before",
        "time_to_restore": "PT30M",
        "last_tested": "2026-10-02",
    },
    "retraining": {
        "method": "retrain",
        "triggers": ["drift"],
        "job": "train.py",
        "validation": "tests/test_gate.py",
        "approval": {"by": "technical", "max_duration": "P5D"},
        "last_run": "2026-09-20",
    },
    "incidents": {"report_to": "routing@example.com", "process": "docs/incident.md"},
    "adoption": {"population": 40, "target_daily_share": 0.5, "measurements": [{"on": "2026-10-31", "daily_users": 23}]},
    "review": {"cadence": "P3M", "last_reviewed": "2026-10-05"},
    "access": {"code": "technical"},
}  # fmt: skip


class Lie(NamedTuple):
    """One change of a file that makes the declaration untrue."""

    path: str
    old: str
    new: str
    policy: str
    at: tuple[str, int] | None
    """The second place that the finding shows."""


class Honest(NamedTuple):
    """A repository whose declarations are true."""

    change: dict[str, Any]
    """What its declaration says otherwise than `BASE`; None leaves a key out."""
    files: dict[str, str | bytes]
    lies: tuple[Lie, ...]
    open: tuple[str, ...] = ()
    """Policies whose answer honestly cannot be seen from the repository."""
    told: tuple[str, ...] = ()
    """Policies that say what the declaration itself admits."""
    folder: str = ""
    """Where the declaration stands."""


def csv(header: str = "week,accuracy", values: list[float] = VALUES) -> str:
    rows = (f"{day},{value}\n" for day, value in zip(WEEKS, values, strict=True))
    return f"{header}\n{''.join(rows)}"


def rules(expression: str, kind: str = "") -> str:
    groups = f"groups:\n  - name: model\n    rules:\n      - alert: OrderMixDrift\n        expr: {expression}\n        annotations: {{summary: 'PSI is {{{{ $value }}}}'}}\n"
    return (
        groups
        if not kind
        else f"apiVersion: monitoring.coreos.com/v1\nkind: {kind}\nmetadata: {{name: model}}\nspec:\n"
        + "".join(f"  {line}\n" for line in groups.splitlines())
    )


DATA_WORKFLOW = """\
name: Refresh data
on:
  schedule:
    - cron: '17 4 * * *'
  workflow_dispatch:
permissions: {contents: write}
jobs:
  refresh:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with: {python-version: '3.12'}
      - run: pip install -r requirements.txt
      - run: python etl.py --since yesterday
"""
HUGGING_FACE = Honest(
    {
        "retraining": {"validation": "evaluate.py"},
        "monitoring": {
            "outcome_metric": {"results": {"file": "eval/history.jsonl", "date": "run.date", "value": "metrics.accuracy"}},
            "drift": {"alert": "https://grafana.example.com/d/abc/routing"},
        },
        "references": {"model_card": "README.md"},
    },
    {
        **PAGES,
        "README.md": "---\nlicense: apache-2.0\npipeline_tag: text-classification\nbase_model: distilbert-base-uncased\nmodel-index:\n- name: order-router\n  results:\n  - task: {type: text-classification}\n    metrics:\n    - {type: accuracy, value: 0.87, verified: false}\n---\n\n# Order router\n\nRoutes an order to one of nine warehouses from the text of its lines. Trained on two years of orders, evaluated on the orders of the last four weeks. Not for dangerous goods.\n",
        "config.json": '{"architectures": ["DistilBertForSequenceClassification"], "num_labels": 9}',
        "etl.py": "import pandas as pd\n\nprint('ok')\n",
        "train.py": "from transformers import Trainer\n\nTrainer().train()\n",
        "evaluate.py": "import json\n\nnew, champion = json.load(open('new.json')), json.load(open('champion.json'))\nif new['accuracy'] < champion['accuracy']:\n    raise SystemExit('worse than the champion')\n",
        "eval/history.jsonl": "".join(f'{{"run": {{"date": "{d}", "id": {n}}}, "metrics": {{"loss": 0.4, "accuracy": {v}}}}}\n' for n, (d, v) in enumerate(zip(WEEKS, VALUES, strict=True))),
        ".github/workflows/data.yml": DATA_WORKFLOW,
        ".github/workflows/train.yml": "on: workflow_dispatch\njobs: {train: {runs-on: gpu, steps: [{uses: actions/checkout@v4}, {run: python train.py && python evaluate.py}]}}\n",
        ".github/CODEOWNERS": "* @acme/nlp\n",
    },
    (
        Lie(".github/workflows/data.yml", "  schedule:\n    - cron", "  # schedule:\n  #   - cron", "data/preparation-scheduled", (".github/workflows/data.yml", 4)),
        Lie("eval/history.jsonl", '"accuracy": 0.86}}\n', '"accuracy": 0.7}}\n', "monitoring/within-limits", ("eval/history.jsonl", 7)),
    ),
)  # fmt: skip
DAG = """\
from datetime import datetime

from airflow.decorators import dag
from airflow.operators.bash import BashOperator


@dag(schedule="0 5 * * *", start_date=datetime(2025, 1, 1), catchup=False, tags=["orders"])
def orders_features():
    staging = BashOperator(task_id="staging", bash_command="dbt build --select staging+")
    marts = BashOperator(task_id="marts", bash_command="dbt build --select marts.orders")
    staging >> marts


orders_features()
"""
RETRAIN_DAG = """\
from airflow import DAG
from airflow.operators.python import PythonOperator
from airflow.timetables.trigger import CronTriggerTimetable

from router.training import compare_with_champion, train

with DAG("orders_retrain", schedule=CronTriggerTimetable("0 3 1 */3 *", timezone="UTC")):
    PythonOperator(task_id="train", python_callable=train) >> PythonOperator(
        task_id="gate", python_callable=compare_with_champion
    )
"""
EVIDENTLY = """\
from evidently import Report
from evidently.presets import DataDriftPreset

report = Report([DataDriftPreset(method="psi", threshold=0.2)], include_tests=True)
"""
DBT_AIRFLOW = Honest(
    {
        "data": {
            "preparation": {"job": "dags/orders_features.py"},
            "checks": ["dbt/models/marts/orders.yml"],
        },
        "monitoring": {"drift": {"alert": "monitoring/drift.py"}},
        "retraining": {"triggers": ["schedule", "drift"], "cadence": "P3M", "job": "dags/orders_retrain.py", "validation": None},
    },
    {
        **PAGES,
        "dags/orders_features.py": DAG,
        "dags/orders_retrain.py": RETRAIN_DAG,
        "dags/finance_daily.py": DAG.replace("orders", "finance"),
        "dbt/dbt_project.yml": "name: shop\nversion: 1.0.0\nmodels: {shop: {staging: {+materialized: view}}}\n",
        "dbt/models/staging/sources.yml": "version: 2\nsources:\n  - name: shop\n    config: {freshness: {warn_after: {count: 1, period: day}}}\n    tables: [{name: orders}]\n",
        "dbt/models/marts/orders.yml": "version: 2\nmodels:\n  - name: orders\n    columns:\n      - {name: order_id, data_tests: [unique, not_null]}\n      - {name: warehouse, data_tests: [{accepted_values: {values: [a, b]}}]}\n",
        "router/training.py": "def train(): ...\ndef compare_with_champion(): ...\n",
        "monitoring/drift.py": EVIDENTLY,
        "monitoring/results.csv": csv("week,orders,accuracy").replace(",0.", ",1200,0."),
    },
    (
        Lie("dags/orders_features.py", 'schedule="0 5 * * *"', "schedule=None", "data/preparation-scheduled", ("dags/orders_features.py", 7)),
        Lie("dbt/models/marts/orders.yml", ", data_tests: [unique, not_null]}\n      - {name: warehouse, data_tests: [{accepted_values: {values: [a, b]}}]}", "}", "data/checked", ("dbt/models/marts/orders.yml", 1)),
        Lie("monitoring/drift.py", "threshold=0.2", "threshold=0.35", "monitoring/alert-matches", ("monitoring/drift.py", 4)),
    ),
)  # fmt: skip

CRON_JOB = """\
apiVersion: batch/v1
kind: CronJob
metadata:
  name: router-features
spec:
  schedule: "20 2 * * *"
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: features
              image: registry.example.com/router:2.3.1
              command: ["python", "-m", "router.features"]
"""
ROLLOUT = """\
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: router}
spec:
  revisionHistoryLimit: 5
  strategy:
    canary:
      steps: [{setWeight: 10}, {pause: {duration: 10m}}, {analysis: {templates: [{templateName: accuracy}]}}, {setWeight: 50}]
  template:
    spec:
      containers:
        - {name: router, image: "registry.example.com/router:2.3.1"}
"""
KUBERNETES = Honest(
    {
        "governs": {"model": ["router/**"], "deployment": ["k8s/**"]},
        "owners": {"technical": {"contact": "@priyanair"}},
        "data": {"preparation": {"job": "k8s/base/features.yaml"}},
        "monitoring": {"drift": {"alert": "/platform/alerts/router.yaml"}},
        "retraining": {"job": "make retrain"},
        "rollback": {"fallback_to": "The revision before, by Argo Rollouts"},
    },
    {
        **{f"services/router/{path}": text for path, text in PAGES.items()},
        "OWNERS": "approvers: [platform-admins]\n",
        "OWNERS_ALIASES": "aliases:\n  router-team: [priyanair, lferrer]\n",
        "services/router/OWNERS": "approvers: [router-team]\noptions: {no_parent_owners: true}\n",
        "services/router/Makefile": "retrain:\n\tpython -m router.train\n\nundo:\n\tkubectl argo rollouts undo router\n",
        "services/router/router/features.py": "x = 1\n",
        "services/router/router/train.py": "x = 1\n",
        "services/router/k8s/base/features.yaml": CRON_JOB,
        "services/router/k8s/base/rollout.yaml": ROLLOUT,
        "services/router/k8s/base/kustomization.yaml": "resources: [features.yaml, rollout.yaml]\n",
        "services/router/k8s/prod/patch.yaml": "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: router-features}\nspec: {successfulJobsHistoryLimit: 1}\n",
        "services/router/tests/test_gate.py": GATE,
        "services/router/monitoring/results.csv": csv(),
        "services/shop/k8s/deployment.yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec: {template: {spec: {containers: [{name: shop, image: 'shop:latest'}]}}}\n",
        "platform/alerts/router.yaml": rules("max(router_psi) > 0.2", "PrometheusRule"),
        ".github/workflows/ci.yml": "on: [push]\njobs: {test: {runs-on: x, steps: [{run: make test}]}}\n",
        ".github/workflows/codeql.yml": "on: {schedule: [{cron: '0 3 * * 1'}]}\njobs: {scan: {runs-on: x, steps: [{uses: github/codeql-action/analyze@v3}]}}\n",
    },
    (
        Lie("services/router/k8s/base/features.yaml", "  concurrencyPolicy", "  suspend: true\n  concurrencyPolicy", "data/preparation-scheduled", ("services/router/k8s/base/features.yaml", 7)),
        Lie("services/router/OWNERS", "[router-team]", "[someone-else]", "owners/agree-with-codeowners", ("services/router/OWNERS", 1)),
        Lie("services/router/k8s/base/rollout.yaml", "Limit: 5", "Limit: 0", "rollback/deployment-can-go-back", ("services/router/k8s/base/rollout.yaml", 5)),
        Lie("platform/alerts/router.yaml", "> 0.2", "> 0.4", "monitoring/alert-matches", ("platform/alerts/router.yaml", 9)),
    ),
    folder="services/router/",
)  # fmt: skip

DVC = Honest(
    {
        "governs": {"model": ["models/**", "src/**"]},
        "data": {"preparation": {"job": "src/prepare.py", "cadence": "P7D"}},
        "retraining": {"triggers": ["schedule"], "cadence": "P1M", "job": "dvc.yaml", "last_run": "2026-11-16"},
    },
    {
        **PAGES,
        "dvc.yaml": "stages:\n  prepare:\n    cmd: python src/prepare.py data/raw\n    deps: [src/prepare.py, data/raw]\n    outs: [data/prepared]\n  train:\n    cmd: python src/train.py\n    deps: [data/prepared]\n    outs: [models/router.pkl]\n    metrics:\n      - metrics.json: {cache: false}\n",
        "dvc.lock": "schema: '2.0'\nstages:\n  train:\n    cmd: python src/train.py\n    outs:\n    - {path: models/router.pkl, md5: 0123456789abcdef0123456789abcdef}\n",
        "src/prepare.py": "x = 1\n",
        "src/train.py": "x = 1\n",
        "Makefile": "include config.mk\n\nretrain: ## weekly\n\tdvc pull\n\tdvc repro\n\tdvc push\n",
        ".github/workflows/retrain.yml": "name: retrain\non:\n  schedule:\n    - cron: '0 5 * * 1'\njobs:\n  retrain:\n    if: github.repository == 'acme/router'\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - uses: iterative/setup-dvc@v1\n      - run: make retrain\n",
        "tests/test_gate.py": GATE,
        "monitoring/results.csv": csv(),
        "monitoring/alerts.yml": rules("max by (feature) (router_psi) > 0.2"),
        "CODEOWNERS": "* @acme/everyone\n/models/ priya.nair@example.com\n/src/ priya.nair@example.com\n",
    },
    (
        Lie(".github/workflows/retrain.yml", "acme/router'", "acme/router' && github.event_name == 'workflow_dispatch'", "data/preparation-scheduled", (".github/workflows/retrain.yml", 4)),
        Lie("CODEOWNERS", "/models/ priya.nair@example.com\n/src/ priya.nair@example.com", "/models/ jo.doe@example.com\n/src/ jo.doe@example.com", "owners/agree-with-codeowners", ("CODEOWNERS", 3)),
        Lie("monitoring/results.csv", "2026-11-16,0.86", "2026-11-16,0.71", "monitoring/within-limits", ("monitoring/results.csv", 8)),
    ),
)  # fmt: skip

GITLAB = Honest(
    {
        "governs": {"model": ["router/**"]},
        "owners": {"technical": {"contact": "@priya"}},
        "data": {"preparation": {"job": {"url": "https://gitlab.com/acme/router/-/pipeline_schedules", "schedule": "0 5 * * *"}}},
        "retraining": {"job": "MLproject"},
    },
    {
        **PAGES,
        ".gitlab-ci.yml": "stages: [prepare, train]\nprepare:\n  rules: [{if: '$CI_PIPELINE_SOURCE == \"schedule\"'}]\n  script: [python -m router.prepare]\ntrain:\n  when: manual\n  script: [mlflow run . -e train]\n",
        "MLproject": "name: router\npython_env: python_env.yaml\nentry_points:\n  train:\n    parameters: {epochs: {type: int, default: 3}}\n    command: python -m router.train --epochs {epochs}\n  validate: {command: python -m router.validate --champion models:/router@champion}\n",
        "router/train.py": "import mlflow\n\nmlflow.MlflowClient().set_registered_model_alias('router', 'champion', 3)\n",
        "router/prepare.py": "x = 1\n",
        "CODEOWNERS": "# owners\n[Code][2] @acme-ml\n*\nrouter/\n\n^[Docs]\n*.md @writers\n",
        "tests/test_gate.py": GATE,
        "monitoring/results.csv": csv("Datum;Genauigkeit").replace(",", ";").replace("0.", "0,"),
        "monitoring/alerts.yml": rules("router_psi > 0.2 and router_rows > 1000"),
    },
    (
        Lie("MLproject", "entry_points:", "entry_points: {}\nx-old:", "retraining/job-runnable", ("MLproject", 1)),
        Lie("monitoring/results.csv", "2026-11-16;0,86", "2026-11-16;0,71", "monitoring/within-limits", ("monitoring/results.csv", 8)),
    ),
)  # fmt: skip

SPREADSHEET = Honest(
    {
        "system": {"lifecycle": "pilot", "pilot_started": "2026-09-01", "pilot_ends": "2027-02-26", "production_since": None},
        "success_metric": {"baseline": {"measured_on": "2026-08-15"}},
        "data": {
            "condition": "fragmented",
            "sources": [{"name": "Stock list", "kind": "spreadsheet", "automated": False, "owner": "Tom Okafor", "replace_by": "2027-03-31"}],
            "preparation": {"automated": False, "job": "notebooks/clean.ipynb", "cadence": "P7D", "manual_steps": ["Fix the currency column"], "automate_by": "2027-01-31"},
        },
        "monitoring": {"drift": {"alert": None}},
        "retraining": {"job": "notebooks/train.ipynb", "validation": "Priya compares both on the last month"},
    },
    {
        **PAGES,
        "notebooks/clean.ipynb": '{"cells": [], "nbformat": 4}',
        "notebooks/train.ipynb": '{"cells": [], "nbformat": 4}',
        "data/Stock list 2019.xlsx": b"PK\x03\x04\x00\x00",
        "monitoring/results.csv": "\ufeffDatum;Anzahl;Genauigkeit\r\n" + "".join(f"{d[8:]}.{d[5:7]}.{d[:4]};{n + 40};{str(v * 100)[:2]} %\r\n" for n, (d, v) in enumerate(zip(WEEKS, VALUES, strict=True))),
    },
    (Lie("docs/rollback.md", RUNBOOK, "# Going back\n\nTODO\n", "rollback/runbook-usable", ("docs/rollback.md", 3)),),
    told=("data/no-manual-steps",),
)  # fmt: skip

FLAGS = Honest(
    {
        "system": {"id": "answer-bot", "type": "generative", "suppliers": [{"name": "Hosted", "model": "example-llm-4", "version": "2026-07-15"}]},
        "governs": {"prompts": ["prompts/**"], "serving": ["app/**"]},
        "data": {"preparation": {"job": ".github/workflows/index.yml"}},
        "monitoring": {"drift": {"method": "rate-change", "threshold": 0.05, "definition": "Weekly share of answers that an agent rewrites", "alert": "monitoring/monitors.yaml"}},
        "rollback": {"fallback_to": "Keyword search (flag answer-bot off)"},
        "retraining": {"method": "swap", "triggers": ["provider_deprecation", "prompt_change"], "job": ".github/workflows/evals.yml", "validation": "evals/promptfooconfig.yaml"},
    },
    {
        **PAGES,
        "prompts/answer.md": "Answer from the passages only.\n",
        "app/main.py": "from openfeature import api\n\nenabled = api.get_client().get_boolean_value('answer-bot', False)\n",
        "flags/app.flagd.json": '{\n  "$schema": "https://flagd.dev/schema/v0/flags.json",\n  "flags": {\n    "answer-bot": {"state": "ENABLED", "variants": {"on": true, "off": false}, "defaultVariant": "on"}\n  }\n}\n',
        "evals/promptfooconfig.yaml": "prompts: [file://../prompts/answer.md]\nproviders: [openai:chat]\ntests:\n  - vars: {q: Where is my order?}\n    assert: [{type: llm-rubric, value: says where, threshold: 0.8}]\n",
        ".github/workflows/index.yml": DATA_WORKFLOW.replace("etl.py", "scripts/index.py"),
        ".github/workflows/evals.yml": "on:\n  pull_request: {paths: ['prompts/**']}\n  workflow_dispatch:\njobs:\n  evals:\n    runs-on: ubuntu-latest\n    steps: [{uses: actions/checkout@v4}, {run: npx promptfoo eval -c evals/promptfooconfig.yaml}]\n",
        "monitoring/monitors.yaml": "monitors:\n  - name: rewritten answers\n    metric: rewritten_share\n    method: rate-change\n    threshold: 0.05\n  - name: latency\n    threshold: 900\n",
        "monitoring/results.csv": csv("week,routing_accuracy"),
    },
    (
        Lie("flags/app.flagd.json", '"answer-bot"', '"answer-bot-v2"', "rollback/deployment-can-go-back", ("flags/app.flagd.json", 1)),
        Lie("evals/promptfooconfig.yaml", "prompts: [file://../prompts/answer.md]\nproviders: [openai:chat]\ntests:\n  - vars: {q: Where is my order?}\n    assert: [{type: llm-rubric, value: says where, threshold: 0.8}]\n", "# later\n", "retraining/validated-before-serving", ("evals/promptfooconfig.yaml", 1)),
    ),
    open=("monitoring/alert-matches",),
)  # fmt: skip

ELSEWHERE = Honest(
    {"data": {"preparation": {"job": "pipelines/prepare.py"}}, "retraining": {"job": "pipelines/train.py"}},
    {
        **PAGES,
        "pipelines/prepare.py": "x = 1\n",
        "pipelines/train.py": "from pipelines import gate\n\ngate.compare_with_champion()\n",
        "tests/test_gate.py": GATE,
        ".github/workflows/ci.yml": "on: [push, pull_request]\njobs: {test: {runs-on: x, steps: [{run: pip install -e .}, {run: pytest}, {run: python pipelines/prepare.py --dry-run}]}}\n",
        ".github/workflows/stale.yml": "on: {schedule: [{cron: '30 1 * * *'}]}\njobs: {stale: {runs-on: x, steps: [{uses: actions/stale@v9}]}}\n",
        "monitoring/results.csv": csv(),
        "monitoring/alerts.yml": rules("router_psi > 0.2"),
    },
    (Lie("monitoring/alerts.yml", "> 0.2", "> 0.35", "monitoring/alert-matches", ("monitoring/alerts.yml", 5)),),
    open=("data/preparation-scheduled",),
)  # fmt: skip

ENCODINGS = Honest(
    {
        "owners": {"technical": {"name": "Jürgen Müller", "contact": "juergen.mueller@example.com"}},
        "governs": {"model": ["modell/**"]},
        "data": {"preparation": {"job": ".github/workflows/daten.yml"}},
        "monitoring": {
            "outcome_metric": {"results": {"file": "monitoring/ergebnisse.csv", "date": "Datum", "value": "Präzision"}},
            "drift": {"owner": "Jürgen Müller"},
        },
    },
    {
        **{path: text.replace("\n", "\r\n") for path, text in PAGES.items()},
        "docs/rollback.md": RUNBOOK.replace("channel", "Kanal für Störungen").replace("\n", "\r\n").encode("latin-1"),
        "modell/netz.py": "# größe\nx = 1\n".encode("latin-1"),
        "train.py": "x = 1\r\n",
        "CODEOWNERS": b"\xef\xbb\xbf# Eigent\xc3\xbcmer\r\n* @acme/alle\r\n/modell/ juergen.mueller@example.com\r\n",
        ".github/workflows/daten.yml": DATA_WORKFLOW.replace("Refresh data", "Daten für heute").replace("\n", "\r\n"),
        "monitoring/alerts.yml": "\ufeff" + rules("router_psi > 0.2").replace("\n", "\r\n"),
        "monitoring/ergebnisse.csv": "".join(f"{d};{n};{str(v).replace('.', ',')}\r\n" for d, n, v in [("Datum", "Fälle", "Präzision"), *((f"{w[8:]}.{w[5:7]}.{w[:4]}", 500 + i, v) for i, (w, v) in enumerate(zip(WEEKS, VALUES, strict=True)))]).encode("latin-1"),
        "tests/test_gate.py": GATE.replace("\n", "\r\n"),
    },
    (
        Lie("monitoring/alerts.yml", "> 0.2", "> 0.35", "monitoring/alert-matches", ("monitoring/alerts.yml", 5)),
        Lie(".github/workflows/daten.yml", "  schedule:\r\n    - cron: '17 4 * * *'\r\n", "", "data/preparation-scheduled", (".github/workflows/daten.yml", 3)),
    ),
)  # fmt: skip

HONEST = {
    "hugging-face": HUGGING_FACE,
    "dbt-airflow": DBT_AIRFLOW,
    "kubernetes": KUBERNETES,
    "dvc": DVC,
    "gitlab": GITLAB,
    "spreadsheet": SPREADSHEET,
    "flags": FLAGS,
    "elsewhere": ELSEWHERE,
    "encodings": ENCODINGS,
}


def merged(base: Any, change: Any) -> Any:
    """``base`` with ``change`` laid over it; None leaves a key out."""
    if not (isinstance(base, dict) and isinstance(change, dict)):
        return change
    keys = dict.fromkeys([*base, *change])
    both = {key: merged(base.get(key), change[key]) if key in change else base[key] for key in keys}
    return {key: value for key, value in both.items() if value is not None}
