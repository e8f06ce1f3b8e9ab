"""The facts as expressions get them: their shape, how little is read, and the golden cases."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import jsonschema
import pytest

from govlint import resources, schema, source
from govlint.facts.evidence import PARTS, UNCERTAIN, Evidence
from govlint.facts.evidence.tree import Tree
from govlint.snapshot import WorkingTree

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Grow = Callable[..., Tree]

TODAY = "2026-11-23"
CASES = os.path.join(os.path.dirname(__file__), "..", "cases")
DECLARATION = """\
schema: ai-governance/v1
system: {id: ranker, lifecycle: production, production_since: 2026-06-15}
governs: {model: [ranker/**, models/r.dvc], deployment: [deploy/**]}
owners:
  technical: {name: Priya Nair, contact: "@priya"}
  business: {name: Tom Okafor, contact: tom@example.com}
data:
  preparation: {automated: true, job: .github/workflows/prepare.yml, cadence: P1D}
  checks: [soda/checks.yml]
explanations: {guide: docs/guide.md}
monitoring:
  outcome_metric: {name: Precision, baseline: 0.71, minimum: 0.62, results: r.csv}
  drift: {threshold: 0.2, method: psi, alert: alerts.yml}
rollback: {runbook: docs/rollback.md, fallback_to: The list}
retraining: {job: .github/workflows/retrain.yml, validation: tests/gate.py}
references: {model_card: MODEL_CARD.md}
"""
WELL: dict[str, str | bytes] = {
    "ranker/a.py": "x = 1\n",
    "models/r.dvc": "outs: [{md5: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}]\n",
    "deploy/d.yaml": "kind: Deployment\nmetadata: {name: r}\nspec: {replicas: 1}\n",
    ".github/CODEOWNERS": "* @priya\n",
    ".github/workflows/prepare.yml": "on: {schedule: [{cron: '0 6 * * *'}]}\n"
    "jobs: {a: {steps: [{run: python prepare.py}]}}\n",
    ".github/workflows/retrain.yml": "on: {workflow_dispatch: }\n"
    "jobs: {a: {steps: [{run: python train.py && pytest tests/gate.py}]}}\n",
    "soda/checks.yml": "checks for x: [row_count > 0]\n",
    "docs/guide.md": "# Guide\n\n" + "Each applicant has five reasons. " * 10,
    "docs/rollback.md": "When:\n\n1. stop\n2. `make undo`\n3. check\n4. tell @a\n5. log\n",
    "r.csv": "date,p\n2026-11-09,0.7\n2026-11-16,0.69\n",
    "alerts.yml": "groups: [{rules: [{alert: Drift, expr: psi > 0.2}]}]\n",
    "tests/gate.py": "def test_gate():\n    assert new >= old\n",
    "MODEL_CARD.md": "---\nmodel-index: []\n---\n" + "It ranks applicants by skill. " * 10,
    "catalog-info.yaml": "kind: Component\nmetadata: {name: ranker}\nspec: {owner: user:priya}\n",
}
ODD: dict[str, str | bytes] = dict.fromkeys(WELL, "{{ x }}\n")
ODD |= {
    "r.csv": b"\0\0",
    "alerts.yml": "[" * 5000,
    "tests/gate.py": "def (",
    "soda/checks.yml": "{",
}
ODD |= {"docs/rollback.md": b"%PDF\0", ".github/CODEOWNERS": b"\0", "docs/guide.md": b"\0"}


def evidence(tree: Tree, text: str = DECLARATION) -> Evidence:
    form = schema.check_form(source.read(text.encode(), "ai-governance.yaml"), TODAY)
    return Evidence(tree, form.data, "ai-governance.yaml", TODAY)


def reads() -> list[str]:
    return [f"evidence.{part}.strength" for part in PARTS]


TREES: dict[str, dict[str, str | bytes]] = {"nothing": {}, "well": WELL, "odd": ODD}


@pytest.mark.parametrize("name", TREES)
def test_the_facts_have_their_written_shape(grow: Grow, name: str) -> None:
    found = evidence(grow(TREES[name]))
    for fact, data in (
        ("evidence", found.fact(reads()).data),
        ("codeowners", found.codeowners().data),
    ):
        shape = json.loads(resources.read(f"schemas/facts/{fact}.v1.schema.json"))
        jsonschema.Draft202012Validator.check_schema(shape)
        if data is not None:
            jsonschema.validate(data, shape)


def test_the_shape_names_every_part_and_every_uncertain_field() -> None:
    parts = json.loads(resources.read("schemas/facts/evidence.v1.schema.json"))["properties"]
    assert set(parts) == set(PARTS)
    for name, part in parts.items():
        left_out = set(part["properties"]) - set(part["required"])
        assert left_out == set(UNCERTAIN.get(name, ()))


STRENGTHS = {
    "codeowners": "is wired",
    "catalogs": "is wired",
    "preparation": "is wired",
    "checks": "has substance",
    "guide": "has substance",
    "outcome": "exercised",
    "alert": "is wired",
    "runbook": "has substance",
    "deployment": "exists",
    "update": "exists",
    "validation": "is wired",
    "updates": "",
    "model_card": "has substance",
    "suppliers": "",
}


def test_how_strong_each_proof_is(grow: Grow) -> None:
    proofs = evidence(grow(WELL)).proofs()
    assert {proof.part: proof.strength for proof in proofs} == STRENGTHS
    assert all(proof.found for proof in proofs)
    assert not any(proof.contradictions for proof in proofs)
    assert all(
        p.stronger for p in proofs if p.strength in ("", "declared", "exists") and not p.unsure
    )


def test_contradictions_come_first(grow: Grow) -> None:
    files = {**WELL, "alerts.yml": "groups: [{rules: [{alert: Drift, expr: psi > 0.35}]}]\n"}
    proofs = evidence(grow(files)).proofs()
    assert proofs[0].part == "alert"


def test_a_field_that_is_not_known_has_its_reason(grow: Grow) -> None:
    fact = evidence(grow(ODD)).fact(reads())
    assert fact.unknown
    for path, reason in fact.unknown.items():
        part, field = path.split(".")
        assert field not in fact.data[part]
        assert reason.reason
        assert reason.remedy


class Watched(WorkingTree):
    """A snapshot that remembers what was read of it."""

    def __init__(self, tree: Tree) -> None:
        super().__init__(vars(tree.snapshot)["root"])
        self.paths: list[str] = []
        self.listed = 0

    def read(self, path: str, limit: int = 1 << 20) -> bytes | None:
        self.paths.append(path)
        return super().read(path, limit)

    def list(self, folder: str = "") -> Sequence[str]:
        self.listed += not folder
        return super().list(folder)


ASKED = [
    ("evidence.runbook.usable", ["docs/rollback.md", "Makefile"], 0),
    ("evidence.guide.usable", ["docs/guide.md"], 0),
    ("evidence.outcome.last_on", ["r.csv"], 0),
    ("evidence.alert.matches", ["alerts.yml"], 0),
    ("evidence.checks.total", ["soda/checks.yml"], 0),
    ("evidence.preparation.scheduled", sorted(p for p in WELL if "/workflows/" in p), 0),
    ("evidence.deployment.can_go_back", ["deploy/d.yaml"], 1),
    ("evidence.nothing.at_all", [], 0),
]  # fmt: skip


@pytest.mark.parametrize(("path", "files", "listed"), ASKED)
def test_only_what_is_asked_for_is_read(
    grow: Grow, path: str, files: list[str], listed: int
) -> None:
    watched = Watched(grow({**WELL, "other.md": "", "src/big.yaml": "a: 1"}))
    evidence(Tree(watched, "")).fact([path])
    assert set(watched.paths) <= set(files)
    assert watched.listed <= listed


def test_nothing_is_read_to_see_that_every_path_is_there(grow: Grow) -> None:
    watched = Watched(grow(WELL))
    document = source.read(DECLARATION.encode(), "ai-governance.yaml")
    assert evidence(Tree(watched, "")).missing(document) == ()
    assert (watched.paths, watched.listed) == ([], 0)


def golden(number: str) -> tuple[Evidence, source.Document]:
    name = next(name for name in os.listdir(CASES) if name.startswith(number))
    with open(os.path.join(CASES, name), "rb") as file:
        document = source.read(file.read(), "ai-governance.yaml")
    form = schema.check_form(document, TODAY)
    tree = Tree(WorkingTree(os.path.join(CASES, "tree")), "")
    return Evidence(tree, form.data, "ai-governance.yaml", TODAY), form.document


def test_golden_18_words_in_place_of_a_runbook() -> None:
    found, document = golden("18")
    assert found.missing(document) == ()
    runbook = found.proof("runbook").plain()
    assert (runbook["usable"], runbook["kind"]) == (False, "text")


def test_golden_20_a_runbook_that_is_not_there() -> None:
    found, document = golden("20")
    (fault,) = found.missing(document)
    assert (fault.id, fault.span.line, fault.span.column) == ("declaration/path-missing", 3, 12)
    assert "docs/runbooks/rollback.md" in fault.fix


def test_golden_27_a_notebook_that_nothing_schedules() -> None:
    found, document = golden("27")
    assert found.missing(document) == ()
    job = found.proof("preparation").plain()
    assert (job["scheduled"], job["why_idle"]) == (False, "nothing schedules notebooks/clean.ipynb")


@pytest.mark.parametrize("number", ["05", "13", "14", "15", "19", "25", "28", "32"])
def test_other_golden_cases_miss_no_path(number: str) -> None:
    found, document = golden(number)
    assert found.missing(document) == ()


def test_golden_28_the_job_runs_a_gate() -> None:
    found, _ = golden("28")
    assert found.proof("update").data["runnable"]
    assert found.proof("validation").data["gate"]


def test_every_other_named_path_is_told_too(grow: Grow) -> None:
    more = """\
incidents: {process: docs/rollback.md}
success_metric: {baseline: {value: 1, measured_on: 2026-01-01, source: 'https://bi.example.com/x'}}
"""
    found = evidence(grow(WELL), DECLARATION + more).proofs()
    told = {proof.part: (proof.strength, proof.found) for proof in found if "." in proof.part}
    assert told == {
        "incidents.process": ("exists", "the file is there"),
        "success_metric.baseline.source": ("declared", "a URL, which is not fetched"),
    }
