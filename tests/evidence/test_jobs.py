"""Jobs: what starts them, from the tools' own files."""
# ruff: noqa: E501  (tables of files)

from __future__ import annotations

import json
import os
import time
from typing import TYPE_CHECKING, Any

import pytest

from govlint.facts.evidence import elsewhere, jobs, named, timers

if TYPE_CHECKING:
    from collections.abc import Callable

    from govlint.facts.evidence.nouns import Proof
    from govlint.facts.evidence.tree import Tree

    Grow = Callable[..., Tree]

WORKFLOW = ".github/workflows/prepare.yml"
JOB = "pipelines/prepare.py"


def workflow(on: str, steps: str = "- run: python pipelines/prepare.py", job: str = "") -> str:
    return f"name: prepare\non:{on}\njobs:\n  go:\n{job}    runs-on: x\n    steps:\n      {steps}\n"


CRON = "\n  schedule:\n    - cron: '0 6 * * 1'"
CRONJOB = """\
apiVersion: batch/v1
kind: CronJob
metadata: {{name: {name}}}
spec:
  schedule: "{schedule}"
  {more}
  jobTemplate:
    spec:
      template:
        spec:
          containers:
            - name: x
              image: {image}
              {run}
"""
RUN = "command: [python, /app/pipelines/prepare.py]"
ARGO = """\
apiVersion: argoproj.io/v1alpha1
kind: CronWorkflow
metadata: {{name: prepare}}
spec:
  {schedule}
  workflowSpec:
    templates:
      - container: {{image: x, command: [python], args: [-m, pipelines.prepare]}}
"""
DAG = """\
from airflow import DAG
from airflow.operators.bash import BashOperator
from datetime import timedelta
with DAG("prepare", {schedule}) as dag:
    BashOperator(task_id="x", bash_command="python pipelines/prepare.py")
"""
DVC = "stages:\n  prepare:\n    cmd: python pipelines/prepare.py\n    deps: [data/raw]\n"
MAKE = "all: prepare\n\nprepare:\n\t@python pipelines/prepare.py --all\n"
ML = "name: x\nentry_points:\n  prepare:\n    command: python pipelines/prepare.py\n"


def cronjob(schedule: str = "0 2 * * *", run: str = RUN, **more: str) -> str:
    fields = {"name": "nightly", "more": "suspend: false", "image": "app:1.2", **more}
    return CRONJOB.format(schedule=schedule, run=run, **fields)


def prove(grow: Grow, job: Any, files: dict[str, str], update: str = "") -> Proof:
    data = {"data": {"preparation": {"job": job}}, "retraining": {"job": update}}
    tree = grow(files)
    return jobs.collect("preparation", elsewhere.PREPARATION, tree, data, named.resolve(data, tree))


TIMER = "[Timer]\nOnCalendar={}\n\n[Install]\nWantedBy=timers.target\n"
SERVICE = "[Service]\nType=oneshot\nExecStart=/usr/bin/python /srv/pipelines/prepare.py\n"

SCHEDULED = [
    ("jobs/lists.service", {"jobs/lists.service": SERVICE, "jobs/lists.timer": TIMER.format("daily")}, 1),
    ("jobs/lists.timer", {"jobs/lists.timer": TIMER.format("*-*-* 04:30:00")}, 1),
    (JOB, {"ops/lists.service": SERVICE, "ops/lists.timer": TIMER.format("Mon *-*-* 04:30")}, 7),
    (JOB, {"ops/a.service": SERVICE, "ops/b.timer": "[Timer]\nOnUnitActiveSec=12h\nUnit=a.service\n"}, 0.5),
    ("jobs/lists.sh", {"jobs/lists.sh": "x\n", "crontab": "MAILTO=a\n30 4 * * * /srv/jobs/lists.sh\n"}, 1),
    (JOB, {"ops/cron.d/prepare": "@weekly app python -m pipelines.prepare\n"}, 7),
    ("ops/app.cron", {"ops/app.cron": "# nightly\n0 2 * * * make x\n"}, 1),
    (WORKFLOW, {WORKFLOW: workflow(CRON)}, 7),
    (WORKFLOW, {WORKFLOW: workflow(CRON + "\n    - cron: '0 6 * * *'")}, 1),
    (JOB, {WORKFLOW: workflow(CRON)}, 7),
    (JOB, {WORKFLOW: workflow(CRON, "- {run: python prepare.py, working-directory: pipelines}")}, 7),
    (JOB, {WORKFLOW: workflow(CRON, "- run: python -m pipelines.prepare")}, 7),
    (JOB, {WORKFLOW: workflow(CRON, "- run: make all"), "Makefile": MAKE}, 7),
    (JOB, {WORKFLOW: workflow(CRON, "- run: bash ops/all.sh"), "ops/all.sh": "set -e\npython pipelines/prepare.py\n"}, 7),
    (JOB, {WORKFLOW: workflow(CRON, "- uses: ./.github/actions/etl"),
           ".github/actions/etl/action.yml": "runs: {using: composite, steps: [{run: python pipelines/prepare.py}]}\n"}, 7),
    (JOB, {"k8s/x.yaml": cronjob(run="command: [bash, /app/ops/all.sh]"), "ops/all.sh": "python -m pipelines.prepare\n"}, 1),
    (JOB, {WORKFLOW: workflow(CRON, job="    if: ${{ !(github.event_name == 'push') }}\n")}, 7),
    (WORKFLOW, {WORKFLOW: workflow("\n  workflow_dispatch:"),
                ".github/workflows/t.yml": workflow(CRON, "- run: gh workflow run prepare.yml")}, 7),
    ("a/clean.py", {WORKFLOW: workflow(CRON, "- {run: python clean.py, working-directory: a}"),
                    "a/clean.py": "x = 1\n", "b/clean.py": "x = 1\n"}, 7),
    (JOB, {WORKFLOW: workflow(CRON, "- run: dvc repro"), "dvc.yaml": DVC}, 7),
    (JOB, {WORKFLOW: workflow(CRON, "- run: make x"), "Makefile": "x:\n\tdvc repro\n", "dvc.yaml": DVC}, 7),
    (JOB, {WORKFLOW: workflow(CRON, "- run: mlflow run . -e prepare"), "MLproject": ML}, 7),
    ("dvc.yaml", {WORKFLOW: workflow(CRON, "- run: dvc repro prepare"), "dvc.yaml": DVC}, 7),
    ("MLproject", {WORKFLOW: workflow(CRON, "- run: mlflow run ."), "MLproject": ML}, 7),
    ("make prepare", {WORKFLOW: workflow(CRON, "- run: make prepare")}, 7),
    (JOB, {WORKFLOW: workflow(CRON, job="    if: github.event_name == 'schedule'\n")}, 7),
    (JOB, {WORKFLOW: workflow(CRON, job="    if: github.repository == 'a/b'\n")}, 7),
    (JOB, {WORKFLOW: workflow(CRON, job="    if: github.event_name == 'push' || true\n")}, 7),
    (".github/workflows/b.yml",
     {".github/workflows/b.yml": workflow("\n  workflow_call:"),
      WORKFLOW: f"on:{CRON}\njobs:\n  x:\n    uses: ./.github/workflows/b.yml\n"}, 7),
    (JOB,
     {".github/workflows/b.yml": workflow("\n  workflow_call:"),
      WORKFLOW: f"on:{CRON}\njobs:\n  x:\n    uses: ./.github/workflows/b.yml\n"}, 7),
    (".github/workflows/b.yml",
     {".github/workflows/b.yml": workflow("\n  workflow_run:\n    workflows: [fetch]"),
      WORKFLOW: f"name: fetch\non:{CRON}\njobs:\n  x:\n    steps: [run: fetch]\n"}, 7),
    ("k8s/prepare.yaml", {"k8s/prepare.yaml": cronjob()}, 1),
    ("jobs-x.yaml", {"jobs-x.yaml": "kind: Service\n---\n" + cronjob("@weekly")}, 7),
    (JOB, {"deploy/base/nightly.yaml": cronjob()}, 1),
    ("argo/prepare.yaml", {"argo/prepare.yaml": ARGO.format(schedule='schedule: "0 6 * * *"')}, 1),
    (JOB, {"argo/p.yaml": ARGO.format(schedule='schedules: ["0 6 * * *", "0 6 * * 1"]')}, 1),
    ("dags/p.py", {"dags/p.py": DAG.format(schedule='schedule="@daily"')}, 1),
    ("dags/p.py", {"dags/p.py": DAG.format(schedule="schedule_interval=timedelta(hours=12)")}, 0.5),
    (JOB, {"etl/dags/p.py": DAG.format(schedule='schedule="0 6 * * 1"')}, 7),
    ("dags/p.py", {"dags/p.py": "from airflow.decorators import dag\n\n@dag(schedule='@weekly')\ndef x(): ...\n"}, 7),
]  # fmt: skip


@pytest.mark.parametrize(("job", "files", "gap"), SCHEDULED)
def test_a_job_that_a_schedule_starts(
    grow: Grow, job: str, files: dict[str, str], gap: float
) -> None:
    found = prove(grow, job, {JOB: "x = 1\n", **files})
    assert found.unsure == ""
    assert found.strength == "is wired"
    assert (found.data["scheduled"], found.data["gap"]) == (True, pytest.approx(gap))
    assert found.data["runnable"]


TIMERS = {
    **dict.fromkeys(("crontab", "ops/app-crontab", "x/crontab.txt", "a.timer", "a/b.cron"), True),
    **dict.fromkeys(("cron.d/load", "etc/cron.d/load"), True),
    **dict.fromkeys((".cron", "a/.cron", "cron.d/a.sh", "acron.d/x", "crontab.py", "cronjob"), False),
}  # fmt: skip


@pytest.mark.parametrize("path", TIMERS)
def test_what_is_a_timer_or_a_crontab(path: str) -> None:
    assert timers.is_one(path) is TIMERS[path]


NOTEBOOK = "notebooks/clean.ipynb"
IDLE = [
    (WORKFLOW, {WORKFLOW: workflow("\n  workflow_dispatch:")}, "presses the button", 3),
    (WORKFLOW, {WORKFLOW: workflow(" workflow_dispatch")}, "presses the button", 2),
    (WORKFLOW, {WORKFLOW: workflow(" [push]")}, "runs on push", 2),
    (WORKFLOW, {WORKFLOW: workflow("\n  workflow_dispatch:\n  # schedule:\n  #   - cron: '0 0 * * 0'")},
     "commented out", 5),
    (WORKFLOW, {WORKFLOW: workflow("\n  schedule:\n    - cron: '0 25 * * *'")}, "no schedule that fires", 4),
    (WORKFLOW, {WORKFLOW: workflow(CRON, job="    if: false\n")}, "no job of it runs", 4),
    (WORKFLOW, {WORKFLOW: workflow(CRON, job="    if: github.event_name == 'workflow_dispatch'\n")},
     "no job of it runs", 4),
    (WORKFLOW, {WORKFLOW: workflow(CRON, job="    if: ${{ github.event_name != 'schedule' }}\n")},
     "no job of it runs", 4),
    ("k8s/prepare.yaml", {"k8s/prepare.yaml": cronjob(more="suspend: true")}, "suspended", 6),
    ("k8s/prepare.yaml", {"k8s/prepare.yaml": cronjob("0 0 31 4 *")}, "no schedule that fires", 5),
    ("dags/p.py", {"dags/p.py": DAG.format(schedule="schedule='61 0 * * *'")}, "no schedule that", 4),
    ("argo/p.yaml", {"argo/p.yaml": ARGO.format(schedule='schedule: "0 6 * * *"\n  suspend: true')},
     "suspended", 6),
    ("dags/p.py", {"dags/p.py": DAG.format(schedule="schedule=None")}, "nothing starts it", 4),
    ("dags/p.py", {"dags/p.py": DAG.format(schedule='schedule_interval="@once"')}, "nothing starts", 4),
]  # fmt: skip


@pytest.mark.parametrize(("job", "files", "reason", "line"), IDLE)
def test_a_job_that_its_own_file_leaves_idle(
    grow: Grow, job: str, files: dict[str, str], reason: str, line: int
) -> None:
    found = prove(grow, job, files)
    assert found.unsure == ""
    assert (found.data["scheduled"], found.strength) == (False, "exists")
    assert reason in found.data["why_idle"]
    assert [note[:2] for note in found.contradictions] == [(job, line)]


READY = "pipelines/ready.py"
OTHER = {"pipelines/other.py": "x = 1\n"}
DENIED = [
    ({WORKFLOW: workflow(CRON, "- run: python pipelines/other.py"), **OTHER}, "nothing schedules", None),
    ({WORKFLOW: workflow(CRON, "- run: python -m pipelines.other"), **OTHER}, "nothing schedules", None),
    ({WORKFLOW: workflow(CRON, "- run: make other"), "Makefile": MAKE + "other:\n\tpython pipelines/other.py\n",
      **OTHER}, "nothing schedules", None),
    ({"crontab": "0 6 * * 1 python /srv/pipelines/other.py\n", **OTHER}, "nothing schedules", None),
    ({WORKFLOW: workflow(CRON, "- run: python pipelines/other.py"), **OTHER, "pipelines/other.py": "import json\n",
      "json/x.py": "x = 1\n"}, "nothing schedules", None),
    ({"crontab": "# python\n# 0 6 * * 1 python pipelines/ready.py\n"}, "commented out", ("crontab", 2)),
    ({WORKFLOW: workflow("\n  workflow_dispatch:\n  #schedule:\n  #  - cron: 0 6 * * 1",
                         "- run: python pipelines/ready.py")}, "commented out", (WORKFLOW, 5)),
    ({WORKFLOW: workflow(CRON, "- run: python pipelines/ready.py", "    if: false\n")}, "no job", (WORKFLOW, 4)),
    ({"k8s/x.yaml": cronjob(run=RUN.replace("prepare", "ready"), more="suspend: true")}, "suspended", ("k8s/x.yaml", 6)),
    ({"dags/x.py": DAG.format(schedule="schedule=None").replace("prepare.py", "ready.py")}, "nothing starts", ("dags/x.py", 4)),
]  # fmt: skip


@pytest.mark.parametrize(("files", "reason", "at"), DENIED)
def test_a_job_that_nothing_starts(
    grow: Grow, files: dict[str, str], reason: str, at: tuple[str, int] | None
) -> None:
    found = prove(grow, READY, {READY: "x = 1\n", **files}, update="pipelines/other.py")
    assert (found.unsure, found.strength) == ("", "exists")
    assert found.data["scheduled"] is False
    assert reason in found.data["why_idle"]
    assert [note[:2] for note in found.contradictions] == ([at] if at else [])


RUNS_OTHER = {WORKFLOW: workflow(CRON, "- run: python pipelines/other.py"), **OTHER}
STEPS = {"pipelines/steps.py": "x = 1\n"}
READ = [
    {**RUNS_OTHER, "pipelines/other.py": "import ready\n"},
    {**RUNS_OTHER, "pipelines/other.py": "from pipelines import steps\n", **STEPS},
    {**RUNS_OTHER, "pipelines/other.py": "from . import steps\n", **STEPS},
    {**RUNS_OTHER, "pipelines/other.py": "from src.steps import x\n", "src/steps/__init__.py": "x = 1\n"},
    {**RUNS_OTHER, "pipelines/other.py": "from steps import *\nprint 1\n", **STEPS},
    {**RUNS_OTHER, "pipelines/other.py": "import steps.run\n", "src/steps/run.py": "x = 1\n"},
]  # fmt: skip


def test_a_dag_that_nothing_starts_hides_no_job(grow: Grow) -> None:
    dag = DAG.format(schedule="schedule=None") + "from steps.run import go\n"
    found = prove(grow, NOTEBOOK, {NOTEBOOK: "{}", "dags/x.py": dag, "steps/run.py": "x = 1\n"})
    assert (found.unsure, found.data["scheduled"]) == ("", False)


@pytest.mark.parametrize("files", READ)
def test_a_named_script_that_is_started_is_read_for_what_it_starts(
    grow: Grow, files: dict[str, str]
) -> None:
    found = prove(grow, READY, {READY: "x = 1\n", **files}, update="pipelines/other.py")
    assert found.unsure
    assert ("scheduled" in found.data, found.contradictions) == (False, ())


NIGHTLY = {"scripts/nightly.py": "print('nothing of the job')\n"}
UNREAD = [
    (READY, RUNS_OTHER),
    (READY, {WORKFLOW: workflow(CRON, "- run: python -m pipelines.other"), **OTHER}),
    (READY, {WORKFLOW: workflow(CRON, "- run: make other"), "Makefile": "other:\n\tpython pipelines/other.py\n", **OTHER}),
    (READY, {"crontab": "0 6 * * 1 python /srv/pipelines/other.py\n", **OTHER}),
    (READY, {WORKFLOW: workflow(CRON, "- run: bash x.sh"), "x.sh": "python scripts/nightly.py\n", **NIGHTLY,
             "crontab": "# 0 6 * * 1 python pipelines/ready.py\n"}),
    (READY, {"k8s/x.yaml": cronjob(run=RUN.replace("prepare", "ready"), more="suspend: true"),
             WORKFLOW: workflow(CRON, "- run: python scripts/nightly.py"), **NIGHTLY}),
    (NOTEBOOK, {WORKFLOW: workflow(CRON, "- run: python scripts/nightly.py"), **NIGHTLY}),
    (NOTEBOOK, {WORKFLOW: workflow(CRON, "- run: python -m scripts"), "scripts/__main__.py": "x = 1\n"}),
    (NOTEBOOK, {WORKFLOW: workflow(CRON, "- run: python -m nightly.run"), "src/nightly/run.py": "x = 1\n"}),
    (NOTEBOOK, {"dags/x.py": DAG.format(schedule="schedule='@daily'") + "from steps.run import go\n", "steps/run.py": "x = 1\n"}),
    ("dags/p.py", {"dags/p.py": DAG.format(schedule="schedule=None"),
                   WORKFLOW: workflow(CRON, "- run: bin/trigger_dag && python scripts/nightly.py"), **NIGHTLY}),
]  # fmt: skip


@pytest.mark.parametrize(("job", "files"), UNREAD)
def test_what_only_unnamed_python_could_tell_is_open(
    grow: Grow, job: str, files: dict[str, str]
) -> None:
    found = prove(grow, job, {job: "x = 1\n", **files})
    assert "which is not read, and may start it" in found.unsure
    assert ("scheduled" in found.data, found.contradictions) == (False, ())
    assert found.strength == "exists"


PATCH = "kind: CronJob\nmetadata: {name: nightly}\nspec: {suspend: false}\n"
TRIGGER = """\
from airflow import DAG
from airflow.operators.trigger_dagrun import TriggerDagRunOperator
with DAG("nightly", schedule="@daily"):
    TriggerDagRunOperator(task_id="x", trigger_dag_id="prepare")
"""
TWO = {"a/clean.py": "x = 1\n", "b/clean.py": "x = 1\n"}
UNSURE = [
    (JOB, {}),
    (JOB, {WORKFLOW: workflow(CRON, "- uses: github/codeql-action/analyze@v3")}),
    (JOB, {WORKFLOW: workflow(CRON, "- run: pytest tests")}),
    (JOB, {WORKFLOW: workflow(CRON, "- run: docker run etl")}),
    (JOB, {WORKFLOW: workflow(CRON, "- run: python pipelines/${{ matrix.step }}.py")}),
    (JOB, {WORKFLOW: workflow(CRON, "- run: python run.py"), "run.py": "from pipelines import prepare\n"}),
    (JOB, {WORKFLOW: workflow(CRON, "- run: python -m pipelines.run"), "pipelines/run.py": "from . import prepare\n"}),
    (JOB, {WORKFLOW: workflow(CRON + "\n  push:", "- {run: python pipelines/prepare.py, if: github.event_name == 'push'}\n      - run: pytest")}),
    (JOB, {WORKFLOW: workflow("\n  push:")}),
    (JOB, {WORKFLOW: workflow("\n  workflow_dispatch:")}),
    (JOB, {WORKFLOW: workflow(CRON, "- run: dvc repro"), "dvc.yaml": DVC + "    frozen: true\n"}),
    (JOB, {"dags/x.py": "# airflow\nprint('pipelines/prepare.py')\n"}),
    ("a/clean.py", {WORKFLOW: workflow(CRON, "- {run: python clean.py, working-directory: b}"), **TWO}),
    ("a/clean.py", {WORKFLOW: workflow(CRON, "- run: python b/clean.py"), **TWO}),
    ("jobs/prefect.yaml", {"jobs/prefect.yaml": "schedules: [{cron: 0 0 * * *}]\n", "crontab": "0 5 * * * x\n"}),
    ("k8s/prepare.yaml", {"k8s/prepare.yaml": cronjob(image="app:placeholder")}),
    ("k8s/base/p.yaml", {"k8s/base/p.yaml": cronjob(more="suspend: true"), "k8s/prod/p.yaml": PATCH}),
    (JOB, {"k8s/base/p.yaml": cronjob(more="suspend: true"), "k8s/prod/p.yaml": PATCH}),
    ("dags/p.py", {"dags/p.py": DAG.format(schedule="schedule=None"), "dags/a.py": TRIGGER}),
    (JOB, {"examples/.github/workflows/p.yml": workflow(CRON)}),
    (JOB, {"examples/crontab": "0 6 * * 1 python pipelines/prepare.py\n"}),
    (JOB, {".github/workflows/ci.yml": "on: push\njobs: {a: {steps: [run: make lint]}}\n"}),
    (JOB, {".gitlab-ci.yml": "x: {script: [python pipelines/prepare.py]}\n", "crontab": "0 6 * * 1 x\n"}),
    (JOB, {"pipelines/main.tf": "command = [\"python\", \"pipelines/prepare.py\"]\n"}),
    (NOTEBOOK, {NOTEBOOK: "{}", "Jenkinsfile": f"papermill {NOTEBOOK}\n"}),
    ("jobs/x.sql", {"jobs/x.sql": "select 1\n", "crontab": "0 6 * * 1 y\n"}),
    ("jobs/x.service", {"jobs/x.service": "[Service]\nExecStart=/bin/x\n", WORKFLOW: workflow(CRON)}),
    ("make nightly", {}),
    (JOB, {WORKFLOW: workflow(CRON, "- run: just prepare")}),
    (JOB, {WORKFLOW: workflow(CRON, "- uses: ./.github/actions/prepare")}),
    (JOB, {"k8s/prepare.yaml": cronjob(run="args: []", name="prepare")}),
    (JOB, {"k8s/x.yaml": cronjob("{{ .Values.cron }}").replace('"{{', "{{").replace('}}"', "}}")}),
    (JOB, {WORKFLOW: "on:\n  schedule:\n    - cron: '0 6 * * 1\njobs: [\n"}),
    (WORKFLOW, {WORKFLOW: "on: {schedule: [cron: x\n"}),
    (WORKFLOW, {WORKFLOW: workflow("\n  repository_dispatch:\n    types: [etl]")}),
    (WORKFLOW, {WORKFLOW: workflow("\n  workflow_call:\n  # schedule:\n  #   - cron: '0 0 * * 0'")}),
    (WORKFLOW, {WORKFLOW: workflow("\n  workflow_run:\n    workflows: [fetch]"),
                ".github/workflows/f.yml": "name: fetch\non: {repository_dispatch: {}}\njobs: {x: {steps: [{run: x}]}}\n"}),
    (WORKFLOW, {WORKFLOW: workflow("\n  schedule:\n    - cron: ${{ vars.CRON }}")}),
    (WORKFLOW, {WORKFLOW: workflow("\n  schedule:\n    - cron: '@daily'")}),
    (WORKFLOW, {WORKFLOW: workflow("\n  schedule:\n    - cron: '0 0 L * *'")}),
    (WORKFLOW, {WORKFLOW: workflow("\n  schedule:\n    - cron: '0 0 3 * * *'")}),
    ("k8s/p.yaml", {"k8s/p.yaml": cronjob("0 22-4 * * *")}),
    ("argo/p.yaml", {"argo/p.yaml": ARGO.format(schedule='schedule: "0 6 * * mon-sun"')}),
    ("dags/p.py", {"dags/p.py": DAG.format(schedule="schedule='0 6 * * MON#1'")}),
    (JOB, {"dags/p.py": DAG.format(schedule="schedule=SCHEDULE")}),
    ("dags/p.py", {"dags/p.py": DAG.format(schedule="schedule=SCHEDULE")}),
    ("dags/p.py", {"dags/p.py": DAG.format(schedule="tags=[]")}),
    ("dags/p.py", {"dags/p.py": DAG.format(schedule="schedule='@daily', is_paused_upon_creation=True")}),
    ("dags/p.py", {"dags/p.py": "from airflow import DAG\nDAG(\n"}),
    (".gitlab-ci.yml", {".gitlab-ci.yml": "prepare: {script: [x]}\n"}),
    ("Jenkinsfile", {"Jenkinsfile": "pipeline {}\n"}),
    ("k8s/p.yaml", {"k8s/p.yaml": "kind: CronJob\nspec: {{ toYaml .x }}\n"}),
    ("p.bin", {"p.bin": "\0\0\0"}),
    (JOB, {JOB: "def (:\n"}),
]  # fmt: skip


@pytest.mark.parametrize(("job", "files"), UNSURE)
def test_what_cannot_be_seen_is_unsure(grow: Grow, job: str, files: dict[str, str]) -> None:
    found = prove(grow, job, {JOB: "x = 1\n", **files})
    assert found.unsure
    assert "scheduled" not in found.data
    assert found.contradictions == ()


def test_a_file_name_that_is_no_text_can_be_told(grow: Grow) -> None:
    path = os.fsdecode(b"k8s/\xff-cron.yaml")
    found = prove(grow, JOB, {JOB: "x = 1\n", path: cronjob()})
    assert (found.strength, found.contradictions) == ("is wired", ())
    assert json.dumps(found.plain(), ensure_ascii=False).encode()


def test_a_scheduler_elsewhere_is_declared_and_never_contradicted(grow: Grow) -> None:
    found = prove(grow, {"url": "https://airflow.example.com/x", "schedule": "@daily"}, {})
    assert (found.strength, found.data["scheduled"], found.unsure) == ("declared", True, "")
    assert prove(grow, "https://airflow.example.com/x", {}).data["kind"] == "scheduler"


BROKEN = [
    (WORKFLOW, {WORKFLOW: "on: push\njobs: {}\n"}, "no job with a step"),
    (WORKFLOW, {WORKFLOW: "name: x\njobs:\n  a:\n    steps: [run: x]\n"}, "nothing starts it"),
    (WORKFLOW, {WORKFLOW: workflow(CRON, job="    if: false\n")}, "switched off"),
    ("dvc.yaml", {"dvc.yaml": "vars: []\n"}, "no stage"),
    ("dvc.yaml", {"dvc.yaml": DVC + "    frozen: true\n"}, "frozen"),
    ("MLproject", {"MLproject": "name: x\n"}, "no entry point"),
    ("x.sh", {"x.sh": ""}, "empty"),
    (WORKFLOW, {WORKFLOW: "\n"}, "empty"),
    ("x.py", {"x.py": "# nothing\n"}, "empty"),
]


@pytest.mark.parametrize(("job", "files", "reason"), BROKEN)
def test_a_job_that_cannot_run(grow: Grow, job: str, files: dict[str, str], reason: str) -> None:
    found = prove(grow, job, files)
    assert found.data["runnable"] is False
    assert reason in found.data["broken"]


def test_the_job_of_the_issue(grow: Grow) -> None:
    steps = "- run: python train.py --validate-against champion"
    files = {NOTEBOOK: "{}", ".github/workflows/retrain.yml": workflow(CRON, steps)}
    found = prove(grow, NOTEBOOK, files)
    assert (found.data["why_idle"], found.unsure) == (f"nothing schedules {NOTEBOOK}", "")


def test_no_job_and_no_file(grow: Grow) -> None:
    assert prove(grow, "", {}).data["kind"] == "missing"
    assert prove(grow, "gone/x.py", {}).data["runnable"] is False


HOSTILE = [
    {"crontab": "* " * 400_000 + "\n" + "0 6 * * 1 x\n" * 20_000},
    {"a.timer": "OnCalendar=" + "1" * 200_000 + "\nOnCalendar=" + "Mon " * 400 + "\nUnit=../../etc\n"},
    {WORKFLOW: "[" * 100_000},
    {WORKFLOW: workflow(CRON, "- run: |\n" + "          make " + "a" * 200_000)},
    {"k8s/x.yaml": "kind: CronJob\nspec: &a [*a]\n"},
    {"dags/x.py": "import airflow\n" + "(" * 5000},
    {"dags/x.py": "import airflow\nx = " + "-" * 50_000 + "1"},
    {"dags/x.py": "import airflow\nx = " + "a." * 50_000 + "b"},
    {"Makefile": ("a: a\n\tmake a\n" * 1000), WORKFLOW: workflow(CRON, "- run: make a")},
    {"Makefile": (" " * 100_000 + ":\n"), WORKFLOW: workflow(CRON, "- run: make a")},
    {"Makefile": "all: " + " ".join(f"t{n}" for n in range(3000)) + "\n" + "".join(
        f"t{n}: t{n + 1}\n\tmake t{n + 2}\n" for n in range(3000)), WORKFLOW: workflow(CRON, "- run: make all")},
    {"a.sh": "bash a.sh\nbash b.sh\n" * 3000, "b.sh": "bash a.sh\n", WORKFLOW: workflow(CRON, "- run: bash a.sh")},
    {"dvc.yaml": "stages: {" * 1000, WORKFLOW: workflow(CRON, "- run: dvc repro")},
    {WORKFLOW: "on:\n  schedule:\n" + "    - cron: '* * * * *'\n" * 20_000 + "jobs: {}\n"},
    {WORKFLOW: "on: {schedule: 3}\njobs: [1]\n"},
    {WORKFLOW: "on: {schedule: [1, {cron: [x]}, {cron: null}]}\njobs: {a: {steps: [1, {run: [x]}]}}\n"},
    {"k8s/x.yaml": "kind: CronJob\nspec: {jobTemplate: [1], schedule: {}}\nmetadata: 3\n"},
    {"argo/x.yaml": "kind: CronWorkflow\nspec: {schedules: {}, workflowSpec: 3}\n"},
]  # fmt: skip


@pytest.mark.parametrize("files", HOSTILE)
def test_hostile_files_end_soon(grow: Grow, files: dict[str, str]) -> None:
    start = time.process_time()
    prove(grow, JOB, {JOB: "x = 1\n", **files})
    assert time.process_time() - start < 3
