"""Checks, catalogs, bills of materials, flags, deployments, gates, updates: each in its own files."""
# ruff: noqa: E501  (tables of files)

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from govlint.facts.evidence import UNCERTAIN, Evidence

if TYPE_CHECKING:
    from collections.abc import Callable

    from govlint.facts.evidence import Proof
    from govlint.facts.evidence.tree import Tree

    Grow = Callable[..., Tree]
    Files = dict[str, str | bytes]


def prove(
    grow: Grow, part: str, data: dict[str, Any], files: Files, base: str = "", **more: Any
) -> Proof:
    return Evidence(grow(files, base, **more), data, "ai-governance.yaml", "2026-11-23").proof(part)


SUITE = json.dumps(
    {"expectations": [{"expectation_type": "expect_column_to_exist"}, {"type": "expect_x"}]}
)
SODA = "checks for applicants:\n  - missing_count(id) = 0\n  - freshness(seen) < 24h:\n      name: fresh\n"
DBT = """\
version: 2
models:
  - name: a
    tests: [x]
    columns:
      - {name: id, data_tests: [unique, not_null]}
sources:
  - name: s
    freshness: {warn_after: {count: 12, period: hour}}
    tables: [{name: t, freshness: null}, {name: u, config: {freshness: {error_after: {count: 1, period: day}}}}]
"""
CHECKS = [
    (["ge.json"], {"ge.json": SUITE}, 2, "Great Expectations"),
    (["gx"], {"gx/expectations/a.json": SUITE, "gx/gx.md": ""}, 2, "Great Expectations"),
    (
        ["gx/great_expectations.yml"],
        {"gx/great_expectations.yml": "a: 1", "gx/expectations/a.json": SUITE},
        2,
        "Great Expectations",
    ),
    (["soda/checks.yml"], {"soda/checks.yml": SODA}, 2, "Soda"),
    (["m.yml"], {"m.yml": DBT}, 5, "dbt"),
    (["t.py"], {"t.py": "def test_x():\n    assert x\n    check_rows(y)\n"}, 2, "Python"),
    (["t.sql"], {"t.sql": "select 1"}, 1, "file"),
    (["ge.json", "e.yml"], {"ge.json": SUITE, "e.yml": SODA}, 4, "Great Expectations and Soda"),
    ([], {"great_expectations/expectations/a.json": SUITE}, 2, "Great Expectations"),
    ([], {"soda/checks.yml": SODA}, 2, "Soda"),
    ([], {"dbt_project.yml": "name: x", "models/x.yml": DBT}, 5, "dbt"),
]


@pytest.mark.parametrize(("declared", "files", "total", "tool"), CHECKS)
def test_checks(grow: Grow, declared: list[str], files: Files, total: int, tool: str) -> None:
    data = {"data": {"checks": declared}} if declared else {}
    found = prove(grow, "checks", data, files)
    assert (found.data["total"], found.strength, found.unsure) == (total, "has substance", "")
    assert f"({tool})" in found.found


EMPTY = [
    {"c.json": '{"expectations": []}'},
    {"c.json": '{"expectations": [1, {"type": 3}]}'},
    {"c.yml": "checks for x: []\n"},
    {"c.yml": "models: [{name: a}]\n"},
    {"c.yml": ""},
    {"c.py": "x = 1\n"},
    {"c.sql": "\n"},
]


@pytest.mark.parametrize("files", EMPTY)
def test_a_declared_file_without_a_check_is_a_contradiction(grow: Grow, files: Files) -> None:
    (name,) = files
    found = prove(grow, "checks", {"data": {"checks": [name]}}, files)
    assert (found.data["total"], found.strength) == (0, "exists")
    assert [note.path for note in found.contradictions] == [name]


UNREAD: list[Files] = [
    {"c.json": "{"}, {"c.json": "[" * 90_000}, {"c.yml": "a: 1"},
    {"c.py": "def ("}, {"c.bin": b"\0\0"}, {"c.json": "{}"},
]  # fmt: skip


@pytest.mark.parametrize("files", UNREAD)
def test_a_file_of_unknown_form_is_unsure(grow: Grow, files: Files) -> None:
    found = prove(grow, "checks", {"data": {"checks": [*files]}}, files)
    assert found.unsure
    assert "total" not in found.data


def test_no_checks_anywhere(grow: Grow) -> None:
    found = prove(grow, "checks", {}, {"models/x.yml": DBT, "checks/readme.md": "x"})
    assert (found.data["total"], found.strength) == (0, "")


CATALOG = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {{name: {name}}}\nspec:\n  owner: {owner}\n  lifecycle: {stage}\n"
DATA: dict[str, Any] = {
    "system": {"id": "ranker", "lifecycle": "production"},
    "owners": {"technical": {"name": "Priya Nair", "contact": "@priya"}},
    "access": {"code": "@acme/ml-platform"},
}


def catalog(owner: str = "user:priya", name: str = "ranker", stage: str = "production") -> str:
    return CATALOG.format(owner=owner, name=name, stage=stage)


AGREE = [
    {"catalog-info.yaml": catalog()},
    {"catalog-info.yml": catalog("user:default/priya")},
    {"catalog-info.yaml": catalog("group:default/ml-platform")},
    {
        "catalog-info.yaml": catalog("other")
        + "---\n"
        + catalog(name="x").replace("Component", "API")
    },
    {"catalog-info.yaml": catalog("user:else", name="another") + "---\n" + catalog()},
    {"OWNERS": "approvers: [priya, luis]\n"},
    {"OWNERS": "approvers: [team]\n", "OWNERS_ALIASES": "aliases: {team: [priya]}\n"},
    {"OWNERS": "filters:\n  '.*': {approvers: [priya]}\n"},
]
DISAGREE = [
    ({"catalog-info.yaml": catalog("user:luis")}, ("catalog-info.yaml", 5, 10)),
    ({"catalog-info.yaml": catalog("payments")}, ("catalog-info.yaml", 5, 10)),
    ({"OWNERS": "# x\napprovers: [luis]\n"}, ("OWNERS", 2, 1)),
    ({"OWNERS": "assignees: [luis]\n"}, ("OWNERS", 1, 1)),
]
SILENT: list[Files] = [
    {},
    {"catalog-info.yaml": catalog("guest")},
    {"catalog-info.yaml": catalog("user:luis", "a") + "---\n" + catalog("user:luis", "b")},
    {"catalog-info.yaml": "kind: Component\nspec: 3\n"},
    {"catalog-info.yaml": "a: [\n"},
    {"OWNERS": "Priya and Luis own this.\n"},
    {"OWNERS": "approvers: []\n"},
    {"OWNERS": b"\0\0"},
    {"security-insights.yml": "repository: {core-team: [{name: Luis}]}\n"},
]


@pytest.mark.parametrize("files", AGREE[:3] + AGREE[4:])
def test_catalogs_that_agree(grow: Grow, files: Files) -> None:
    found = prove(grow, "catalogs", DATA, files)
    assert (found.data["comparable"], found.data["agrees"]) == (True, True)


@pytest.mark.parametrize(("files", "place"), DISAGREE)
def test_catalogs_that_contradict(grow: Grow, files: Files, place: tuple[str, int, int]) -> None:
    found = prove(grow, "catalogs", DATA, files)
    assert [note[:3] for note in found.contradictions] == [place]


@pytest.mark.parametrize("files", SILENT)
def test_catalogs_that_say_nothing_comparable(grow: Grow, files: Files) -> None:
    found = prove(grow, "catalogs", DATA, files)
    assert (found.data["comparable"], found.data["agrees"]) == (False, True)


def test_the_nearest_catalog_counts_and_owners_go_up(grow: Grow) -> None:
    files: Files = {
        "catalog-info.yaml": catalog("user:luis"),
        "app/catalog-info.yaml": catalog(),
        "OWNERS": "approvers: [priya]\n",
        "app/OWNERS": "approvers: [luis]\n",
    }
    assert prove(grow, "catalogs", DATA, files, "app").data["agrees"]
    files["app/OWNERS"] = "approvers: [luis]\noptions: {no_parent_owners: true}\n"
    found = prove(grow, "catalogs", DATA, files, "app")
    assert [note.path for note in found.contradictions] == ["app/OWNERS"]


def test_another_stage_is_told(grow: Grow) -> None:
    found = prove(grow, "catalogs", DATA, {"catalog-info.yaml": catalog(stage="deprecated")})
    assert [(note["line"], note["text"]) for note in found.data["stage"]] == [
        (6, "the catalog says retired")
    ]


def test_security_insights_name_people(grow: Grow) -> None:
    text = "header: {last-reviewed: '2026-01-02'}\nrepository:\n  core-team:\n    - {name: Priya Nair, primary: true}\n"
    found = prove(grow, "catalogs", DATA, {".github/security-insights.yml": text})
    assert found.data["owners"] == ["Priya Nair"]


def bom(version: str) -> str:
    component = {"type": "machine-learning-model", "name": "example-llm-4", "version": version}
    return json.dumps(
        {"bomFormat": "CycloneDX", "components": [{"type": "library", "name": "x"}, component]},
        indent=1,
    )


SUPPLIED = {
    "system": {"suppliers": [{"name": "LLM", "model": "example-llm-4", "version": "2026-07-15"}]}
}


def test_a_bill_of_materials(grow: Grow) -> None:
    same = prove(grow, "suppliers", SUPPLIED, {"bom.json": bom("2026-07-15")})
    assert (same.strength, same.contradictions) == ("has substance", ())
    other = prove(grow, "suppliers", SUPPLIED, {"sbom.cdx.json": bom("2026-09-01")})
    assert [note[:2] for note in other.contradictions] == [("sbom.cdx.json", 10)]


XML = """\
<?xml version="1.0"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.6" version="1">
  <components>
    <component type="machine-learning-model">
      <name>example-llm-4</name>
      <version>{}</version>
      <modelCard><considerations/></modelCard>
    </component>
    <component type="library"><name>x</name></component>
  </components>
</bom>
"""
ENTITIES = '<!DOCTYPE bom [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]>'


def test_a_bill_of_materials_in_xml(grow: Grow) -> None:
    same = prove(grow, "suppliers", SUPPLIED, {"model.cdx.xml": XML.format("2026-07-15")})
    assert (same.strength, same.contradictions) == ("has substance", ())
    other = prove(grow, "suppliers", SUPPLIED, {"bom.xml": XML.format("2026-09-01")})
    assert [note[:2] for note in other.contradictions] == [("bom.xml", 5)]


@pytest.mark.parametrize("text", ["", "<bom>", f"{ENTITIES}<bom>&b;</bom>", "<a>" * 90_000, "\0"])
def test_a_bill_in_xml_that_cannot_be_read_is_unsure(grow: Grow, text: str) -> None:
    assert "could not be read" in prove(grow, "suppliers", SUPPLIED, {"bom.xml": text}).unsure


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[" * 90_000,
        "[1]",
        '{"bomFormat": "SPDX"}',
        '{"bomFormat": "CycloneDX", "components": 3}',
    ],
)
def test_an_odd_bill_is_no_crash(grow: Grow, text: str) -> None:
    assert prove(grow, "suppliers", SUPPLIED, {"bom.json": text}).contradictions == ()


POD = "template: {{spec: {{containers: [{{name: x, image: {image}}}]}}}}"
DEPLOYMENT = (
    "apiVersion: apps/v1\nkind: {kind}\nmetadata: {{name: scorer}}\nspec:\n  {more}\n  "
    + POD
    + "\n"
)
SERVICE = "kind: InferenceService\nmetadata: {name: s}\nspec:\n  predictor:\n    model:\n      storageUri: s3://m/ranker/%s\n"


def deploy(kind: str = "Deployment", more: str = "replicas: 2", image: str = "scorer:1.4.2") -> str:
    return DEPLOYMENT.format(kind=kind, more=more, image=image)


CANARY = "strategy: {canary: {steps: [{setWeight: 10}, {analysis: {}}]}}"
GOES_BACK = [
    {"k8s/d.yaml": deploy()},
    {"k8s/d.yaml": deploy(image="scorer")},
    {"k8s/d.yaml": deploy(image="scorer@sha256:abc")},
    {"k8s/d.yaml": deploy("Rollout", CANARY)},
    {"k8s/d.yaml": deploy("Rollout", "revisionHistoryLimit: 2")},
    {"k8s/d.yaml": SERVICE % "v3"},
    {
        "k8s/d.yaml": deploy(image="app:latest"),
        "k8s/kustomization.yaml": "images: [{name: app, newTag: v1}]\n",
    },
    {
        "k8s/base/d.yaml": deploy(image="app:latest"),
        "envs/prod/kustomization.yaml": "images: [{name: app, digest: 'sha256:a'}]\n",
    },
]
STUCK = [
    ({"k8s/d.yaml": deploy(image="scorer:latest")}, 6, "same image"),
    ({"k8s/d.yaml": deploy(more="revisionHistoryLimit: 0")}, 5, "no earlier revision"),
    (
        {"deploy/rollout.yaml": deploy("Rollout", "revisionHistoryLimit: 0")},
        5,
        "no earlier revision",
    ),
    ({"k8s/d.yaml": SERVICE % "latest"}, 6, "no version"),
]


@pytest.mark.parametrize("files", GOES_BACK)
def test_tooling_that_can_go_back(grow: Grow, files: Files) -> None:
    found = prove(grow, "deployment", {"rollback": {}}, files)
    assert (found.strength, found.data["can_go_back"], found.contradictions) == ("exists", True, ())


@pytest.mark.parametrize(("files", "line", "text"), STUCK)
def test_tooling_that_cannot(grow: Grow, files: Files, line: int, text: str) -> None:
    found = prove(grow, "deployment", {"rollback": {}}, files)
    assert found.data["can_go_back"] is False
    assert [note.line for note in found.contradictions] == [line]
    assert text in found.contradictions[0].text


def test_the_deployment_of_something_else_says_nothing(grow: Grow) -> None:
    files: Files = {
        "k8s/redis.yaml": deploy(image="redis:latest").replace("scorer", "redis"),
        "k8s/app.yaml": deploy(),
    }
    data = {"rollback": {}, "system": {"id": "credit-scorer"}}
    assert prove(grow, "deployment", data, files).contradictions == ()
    files["k8s/app.yaml"] = deploy(image="scorer:latest")
    wrong = prove(grow, "deployment", data, files).contradictions
    assert [note.path for note in wrong] == ["k8s/app.yaml"]


def test_a_hosted_flag_is_declared_only(grow: Grow) -> None:
    other = json.dumps({"flags": {"x": {"state": "ENABLED"}}})
    data = {"rollback": {"fallback_to": "Rules (LaunchDarkly flag triage-llm off)"}}
    found = prove(grow, "deployment", data, {"flags.json": other})
    assert (found.strength, found.contradictions) == ("declared", ())


COMPONENT = "kind: Component\nmetadata: {name: %s}\nspec: {owner: 'user:luis'}\n"
COMPONENTS = [("ranker", True), ("candidate-ranker-api", True), ("web-frontend", False)]


@pytest.mark.parametrize(("name", "ours"), COMPONENTS)
def test_a_component_of_another_name_is_another_thing(grow: Grow, name: str, ours: bool) -> None:
    data = {
        "system": {"id": "candidate-ranker"},
        "owners": {"technical": {"name": "Priya Nair", "contact": "@priya"}},
    }
    found = prove(grow, "catalogs", data, {"catalog-info.yaml": COMPONENT % name})
    assert bool(found.contradictions) is ours


PANDERA = "import pandera as pa\n\nschema = pa.DataFrameSchema({'a': pa.Column(int)})\n"


@pytest.mark.parametrize("text", [PANDERA, "class Row(BaseModel):\n    a: int = Field(gt=0)\n"])
def test_a_schema_in_python_may_be_checks(grow: Grow, text: str) -> None:
    data = {"data": {"checks": ["c.py"]}, "retraining": {"validation": "c.py"}}
    found = prove(grow, "checks", data, {"c.py": text})
    assert (bool(found.unsure), found.contradictions) == (True, ())
    assert prove(grow, "validation", data, {"c.py": text}).contradictions == ()


def test_only_what_the_system_governs_is_asked(grow: Grow) -> None:
    files: Files = {"k8s/other.yaml": deploy(image="x:latest"), "run/mine.yaml": deploy()}
    data = {"rollback": {}, "governs": {"deployment": ["run/**"]}}
    assert prove(grow, "deployment", data, files).data["can_go_back"]
    assert prove(grow, "deployment", {}, files, "run").data["can_go_back"]
    template: Files = {"run/t.yaml": "kind: Deployment\nspec: {{ .x }}\n"}
    assert prove(
        grow, "deployment", {**data, "governs": {"deployment": ["run/t.yaml"]}}, template
    ).unsure


def test_of_many_deployments_the_systems_own_count(grow: Grow) -> None:
    data = {"system": {"id": "order-router"}, "rollback": {"trigger": "x"}}
    others: Files = {
        "k8s/web.yaml": deploy(image="web:latest").replace("scorer", "web"),
        "k8s/api.yaml": deploy(image="api:1.2").replace("scorer", "api"),
        "k8s/t.yaml": "kind: Deployment\nspec: {{ .x }}\n",
    }
    found = prove(grow, "deployment", data, others)
    assert (found.strength, found.found, found.unsure) == ("declared", "no deployment tooling", "")
    own = deploy(image="router:2").replace("scorer", "router")
    found = prove(grow, "deployment", data, {**others, "k8s/router.yaml": own})
    assert (found.strength, found.found) == ("exists", "Deployment router")
    hidden = "kind: Deployment\nmetadata: {name: router}\nspec: {{ .x }}\n"
    assert prove(grow, "deployment", data, {**others, "k8s/r.yaml": hidden}).unsure


FLAGS = json.dumps({"flags": {"triage-llm": {"state": "ENABLED", "variants": {"on": True}}}})
FALLBACK = {"rollback": {"fallback_to": "Keyword rules that ran before (flag triage-llm off)"}}


def test_the_flag_of_the_fallback(grow: Grow) -> None:
    assert prove(grow, "deployment", FALLBACK, {"flags.json": FLAGS}).strength == "exists"
    absent = prove(
        grow, "deployment", FALLBACK, {"app/x.flagd.json": FLAGS.replace("triage", "other")}
    )
    assert [note.text for note in absent.contradictions] == ["no flag file has triage-llm"]


@pytest.mark.parametrize(
    "files",
    [{}, {"flags.json": "{"}, {"flags.json": "[]"}, {"flags.json": '{"flags": {"red": "x"}}'}],
)
def test_a_flag_kept_elsewhere_is_declared_only(grow: Grow, files: Files) -> None:
    found = prove(grow, "deployment", FALLBACK, files)
    assert (found.contradictions, found.strength) == ((), "declared")


def test_helm_can_take_a_release_back(grow: Grow) -> None:
    files: Files = {
        "charts/x/Chart.yaml": "name: x",
        "Makefile": "up:\n\thelm upgrade x . --install --atomic\n",
    }
    found = prove(grow, "deployment", {}, {**files, "charts/x/values.yaml": "a: 1"})
    assert [(note["path"], note["line"]) for note in found.data["tools"]] == [("Makefile", 2)]


RETRAIN = "on: {workflow_dispatch: }\njobs:\n  t:\n    steps:\n      - run: python train.py --validate-against champion\n"
JOB = ".github/workflows/retrain.yml"


def test_a_gate_in_the_job(grow: Grow) -> None:
    data = {"retraining": {"job": JOB}}
    found = prove(grow, "validation", data, {JOB: RETRAIN})
    assert (found.data["gate"], found.strength) == (True, "is wired")
    assert found.at is not None
    assert (found.at.path, found.at.line, found.at.column) == (JOB, 5, 14)
    promotes = RETRAIN.replace("--validate-against champion", "&& python promote.py")
    assert not prove(grow, "validation", data, {JOB: promotes}).data["gate"]


SUBSTANCE = [
    ({"v.py": "def test_gate():\n    assert new >= old\n"}, True),
    ({"v.py": "if new < old:\n    raise SystemExit(1)\n"}, True),
    ({"v.py": "pass\n"}, False),
    ({"v.yaml": "primary_metric: auc\nprimary_threshold: 0.7\n"}, True),
    ({"v.yaml": ""}, False),
    ({"v.md": "TODO\n"}, False),
]


@pytest.mark.parametrize(("files", "substance"), SUBSTANCE)
def test_a_declared_validation(grow: Grow, files: Files, substance: bool) -> None:
    (name,) = files
    found = prove(grow, "validation", {"retraining": {"validation": name}}, files)
    assert found.data["substance"] is substance
    assert bool(found.contradictions) is not substance


def test_a_validation_that_cannot_be_read_or_is_words(grow: Grow) -> None:
    assert prove(
        grow, "validation", {"retraining": {"validation": "v.py"}}, {"v.py": "def ("}
    ).unsure
    words = {"retraining": {"validation": "A person compares both on last month"}}
    assert prove(grow, "validation", words, {}).strength == "declared"


def test_updates_are_changed_hashes(grow: Grow) -> None:
    versions = [
        (f"2026-0{n}-01", f"outs:\n- md5: {h * 32}\n".encode()) for n, h in enumerate("aabbc", 1)
    ]
    data = {"governs": {"model": ["models/*.dvc"]}}
    files: Files = {"models/r.dvc": "outs: []", "dvc.lock": "x"}
    found = prove(
        grow, "updates", data, files, past=lambda path: versions if path == "dvc.lock" else []
    )
    assert (found.data["last"], found.data["count"], found.strength) == (
        "2026-05-01",
        2,
        "exercised",
    )
    assert prove(grow, "updates", data, files).unsure
    declared = {"retraining": {"last_run": "2026-09-20"}}
    assert prove(grow, "updates", declared, {}).strength == "declared"


def test_a_suite_of_columns_only_is_told(grow: Grow) -> None:
    thin = '{"expectations": [{"type": "expect_table_column_count_to_equal"}]}'
    found = prove(grow, "checks", {"data": {"checks": ["c.json"]}}, {"c.json": thin})
    assert (found.data["total"], "columns only" in found.stronger) == (1, True)


def test_an_alias_in_the_update_s_script_is_a_way_back(grow: Grow) -> None:
    script = "from mlflow import MlflowClient\nc = MlflowClient()\nc.set_registered_model_alias('r', 'champion', 3)\nuri = 'models:/r@champion'\n"
    found = prove(grow, "deployment", {"retraining": {"job": "train.py"}}, {"train.py": script})
    assert [(note["line"], note["text"]) for note in found.data["tools"]] == [
        (3, "gives a model an alias"),
        (4, "serves @champion"),
    ]


def test_owners_of_the_model_s_own_folder(grow: Grow) -> None:
    data = {**DATA, "governs": {"model": ["ranker/**"]}}
    files: Files = {"ranker/OWNERS": "approvers: [luis]\n", "ranker/a.py": ""}
    found = prove(grow, "catalogs", data, files)
    assert [note.path for note in found.contradictions] == ["ranker/OWNERS"]


LONG = "# " + "x" * (1 << 20) + "\n"
TROUBLE = [
    ("groups:\n  - rules: [\n", "the file alerts.yml:3:1 is a template, or no YAML"),
    (LONG + "groups: []\n", "the file alerts.yml is longer than is read of one file (1 MiB)"),
    (b"\0", "the file alerts.yml cannot be read as text"),
]


@pytest.mark.parametrize(("content", "reason"), TROUBLE)
def test_what_cannot_be_read_has_its_place(grow: Grow, content: str | bytes, reason: str) -> None:
    data = {"monitoring": {"drift": {"alert": "alerts.yml", "threshold": 0.2}}}
    assert prove(grow, "alert", data, {"alerts.yml": content}).unsure.startswith(reason)


POINTER = "outs:\n- {md5: 0123456789abcdef0123456789abcdef, path: x}\n"
UNOPENED = [
    ("preparation", {"data": {"preparation": {"job": "x"}}}, {"x/a.py": "x = 1\n"}),
    ("preparation", {"data": {"preparation": {"job": "x.py"}}}, {"x.py.dvc": POINTER}),
    ("alert", {"monitoring": {"drift": {"alert": "x"}}}, {"x/a.yml": "groups: []\n"}),
    ("alert", {"monitoring": {"drift": {"alert": "x.yml"}}}, {"x.yml.dvc": POINTER}),
    ("outcome", {"monitoring": {"outcome_metric": {"results": "x"}}}, {"x/a.csv": "a\n"}),
    ("outcome", {"monitoring": {"outcome_metric": {"results": "x.csv"}}}, {"x.csv.dvc": POINTER}),
    ("outcome", {"monitoring": {"outcome_metric": {"results": "our weekly sheet"}}}, {}),
    ("runbook", {"rollback": {"runbook": "x.md"}}, {"x.md.dvc": POINTER}),
    ("guide", {"explanations": {"guide": "x.md"}}, {"x.md.dvc": POINTER}),
    ("validation", {"retraining": {"validation": "x.py"}}, {"x.py.dvc": POINTER}),
]


@pytest.mark.parametrize(("part", "data", "files"), UNOPENED)
def test_what_is_there_and_cannot_be_opened_is_open(
    grow: Grow, part: str, data: dict[str, Any], files: Files
) -> None:
    found = prove(grow, part, data, files)
    assert found.unsure
    assert (found.contradictions, found.strength) == ((), "exists" if files else "")
    assert not found.data.keys() & set(UNCERTAIN[part])


def test_words_a_folder_and_a_newer_measurement_are_answers(grow: Grow) -> None:
    tests: Files = {"tests/test_gate.py": "assert 1\n"}
    folder = prove(grow, "validation", {"retraining": {"validation": "tests"}}, tests)
    assert (folder.unsure, folder.strength) == ("", "declared")
    words = prove(grow, "alert", {"monitoring": {"drift": {"alert": "the on-call's pager"}}}, {})
    assert (words.unsure, words.strength) == ("", "declared")
    metric = {"results": "x", "last_measured": {"on": "2026-11-16", "value": 0.8}}
    data = {"monitoring": {"outcome_metric": metric}}
    measured = prove(grow, "outcome", data, {"x/a.csv": "a\n"})
    assert (measured.unsure, measured.data["last_on"]) == ("", "2026-11-16")
