"""What the paths of a declaration lead to."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from govlint import source
from govlint.facts.evidence import Evidence, dvc, missing, named
from govlint.facts.evidence.tree import LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable

    from govlint.facts.evidence.tree import Tree

    Grow = Callable[..., Tree]

RUNBOOK = ("rollback", "runbook")
FILES: dict[str, str | bytes] = {
    "docs/runbooks/rollback.md": "x",
    "docs/Guide.md": "x",
    "train.py": "x",
    "dvc.yaml": "stages: {}",
    "data/raw.csv.dvc": "outs: []",
    "app/docs/local.md": "x",
    "ge/suite.json": "{}",
}


def at(key: str, value: str) -> dict[str, Any]:
    *path, last = key.split(".")
    data: dict[str, Any] = {last: value}
    for part in reversed(path):
        data = {part: data}
    return data


CASES = [
    ("rollback.runbook", "docs/runbooks/rollback.md", "file", "docs/runbooks/rollback.md", ""),
    ("rollback.runbook", "./docs/runbooks/rollback.md", "file", "docs/runbooks/rollback.md", ""),
    ("rollback.runbook", "/docs/runbooks/rollback.md", "file", "docs/runbooks/rollback.md", ""),
    ("rollback.runbook", "docs/runbooks/rollback.md#now", "file", "docs/runbooks/rollback.md", ""),
    ("rollback.runbook", "docs/runbook/rollback.md", "missing", "", "docs/runbooks/rollback.md"),
    ("rollback.runbook", "docs/runbooks/rolback.md", "missing", "", "docs/runbooks/rollback.md"),
    ("rollback.runbook", "docs\\runbooks\\rollback.md", "missing", "", "docs/runbooks/rollback.md"),
    ("rollback.runbook", "nowhere/zzz.pdf", "missing", "", ""),
    ("rollback.runbook", "docs/runbooks", "folder", "docs/runbooks", ""),
    ("rollback.runbook", "see wiki", "text", "", ""),
    ("rollback.runbook", "ask Tom", "text", "", ""),
    ("rollback.runbook", "https://wiki.example.com/x", "url", "", ""),
    ("rollback.runbook", "wiki.example.com/x", "url", "", ""),
    ("rollback.runbook", "s3://bucket/x.md", "url", "", ""),
    ("rollback.runbook", "../other/rollback.md", "outside", "", ""),
    ("rollback.runbook", "docs/../../x.md", "outside", "", ""),
    ("rollback.runbook", "C:\\Users\\me\\rollback.md", "outside", "", ""),
    ("rollback.runbook", "~/Desktop/rollback.md", "outside", "", ""),
    ("explanations.guide", "docs/guide.md", "case", "", "docs/Guide.md"),
    ("retraining.job", "python train.py --all", "file", "train.py", ""),
    ("retraining.job", "make retrain", "text", "", ""),
    ("retraining.job", "dvc.yaml:train", "file", "dvc.yaml", ""),
    ("retraining.job", "jobs/train.py", "missing", "", "train.py"),
    ("retraining.validation", "A person compares both on last month", "text", "", ""),
    ("retraining.validation", "tests/gate.py", "missing", "", ""),
    ("success_metric.baseline.source", "Salesforce.com", "url", "", ""),
    ("success_metric.baseline.source", "Finance, v2.1", "text", "", ""),
    ("success_metric.baseline.source", "reports/2025.xlsx", "missing", "", ""),
    ("success_metric.baseline.source", "CSAT/NPS survey", "text", "", ""),
    ("incidents.process", "Call Priya, then roll back.", "text", "", ""),
    ("monitoring.outcome_metric.results", "data/raw.csv", "pointer", "data/raw.csv.dvc", ""),
    ("references.model_card", "MODEL_CARD.md", "missing", "", ""),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[1])
def test_one_path(grow: Grow, case: tuple[str, ...]) -> None:
    key, written, *leads_to = case
    (found,) = named.resolve(at(key, written), grow(FILES)).values()
    assert [found.kind, found.real, found.suggestion] == leads_to


def test_lists_and_globs(grow: Grow) -> None:
    data = {
        "data": {"checks": ["ge", "nothing.yml"]},
        "governs": {"model": ["train.py", "models/**", "lost.py"], "x-note": ["gone.py"]},
    }
    found = named.resolve(data, grow(FILES))
    assert [one.kind for one in found.values()] == ["file", "text", "missing", "folder", "missing"]


def test_columns_of_results_are_named_with_the_file(grow: Grow) -> None:
    data = {"monitoring": {"outcome_metric": {"results": {"file": "gone.csv", "date": "d"}}}}
    assert next(iter(named.resolve(data, grow({}))))[-1] == "file"


STARTS = [("docs/Guide.md", "/docs/Guide.md"), ("/docs/local.md", "docs/local.md")]


@pytest.mark.parametrize(("written", "suggestion"), STARTS)
def test_the_other_start_is_suggested(grow: Grow, written: str, suggestion: str) -> None:
    (found,) = named.resolve(at("explanations.guide", written), grow(FILES, "app")).values()
    assert (found.kind, found.suggestion) == ("missing", suggestion)


def test_what_git_ignores_is_not_there_for_everyone(grow: Grow) -> None:
    files = {**FILES, "data/raw.csv": "x", "secret.md": "x"}
    tree = grow(files, ignored=lambda paths: frozenset({"data/raw.csv", "secret.md"}))
    (found,) = named.resolve(at("explanations.guide", "secret.md"), tree).values()
    assert found.kind == "ignored"
    (found,) = named.resolve(at("monitoring.fairness.results", "data/raw.csv"), tree).values()
    assert (found.kind, found.real) == ("pointer", "data/raw.csv.dvc")


def test_links_count_by_where_they_lead(grow: Grow, tmp_path_factory: Any) -> None:
    tree = grow(FILES)
    root = vars(tree.snapshot)["root"]
    away = tmp_path_factory.mktemp("away") / "x.md"
    away.write_text("x")
    for name, target in (("in.md", "docs/Guide.md"), ("out.md", away), ("gone.md", "no.md")):
        os.symlink(target, os.path.join(root, name))
    kinds = [
        next(iter(named.resolve(at("explanations.guide", name), tree).values())).kind
        for name in ("in.md", "out.md", "gone.md")
    ]
    assert kinds == ["file", "outside", "link"]


DECLARATION = b"""\
rollback:
  runbook: docs/runbook/rollback.md
explanations:
  guide: docs/guide.md
incidents:
  process: Call Priya
references:
  card: /etc/passwd
"""


def test_missing_paths_are_faults_at_their_value(grow: Grow) -> None:
    document = source.read(DECLARATION, "ai-governance.yaml")
    found = missing.faults(document, named.resolve(document.data, grow(FILES)).values())
    assert {fault.id for fault in found} == {"declaration/path-missing"}
    places = {fault.path: (fault.span.line, fault.span.column) for fault in found}
    assert places == {
        ("explanations", "guide"): (4, 10),
        ("rollback", "runbook"): (2, 12),
        ("references", "card"): (8, 9),
    }
    by_key = {fault.path[0]: fault for fault in found}
    assert by_key["rollback"].fix == "Did you mean docs/runbooks/rollback.md?"
    assert "letter case" in by_key["explanations"].message
    assert by_key["explanations"].fix.split("\n")[1:] == ["  guide: docs/Guide.md"]


UNMATCHED = [
    ("source/**", "Did you mean src/**?"),
    ("Src/*.py", "Did you mean src/*.py?"),
    ("src/modell/*.py", "Did you mean src/model/*.py?"),
    ("nowhere/**", "Paths start from"),
    ("src/*.onnx", "There is nothing like that in src."),
    ("*.onnx", "Paths start from"),
]


@pytest.mark.parametrize(("written", "fix"), UNMATCHED)
def test_a_pattern_that_no_file_matches_is_a_warning(grow: Grow, written: str, fix: str) -> None:
    document = source.read(f"governs:\n  model: ['{written}']\n".encode(), "ai-governance.yaml")
    tree = grow({"src/a.py": "", "src/model/b.py": "", "docs/c.md": ""})
    (found,) = Evidence(tree, document.data, "ai-governance.yaml", "").missing(document)
    assert (found.id, found.severity, found.usable) == ("declaration/path-missing", "warning", True)
    assert (found.span.line, found.span.column) == (2, 11)
    assert written in found.message
    assert found.fix.startswith(fix)


MATCHED = [
    ("src/**", "src/a.py"),
    ("**/*.py", "src/a.py"),
    ("src/*", "src/a.py"),
    ("models/*.pkl", "models/a.pkl.dvc"),
    ("raw/**", "raw.dvc"),
    ("src/**/*.{py,sql}", "x"),
    ("../other/*.py", "x"),
]


@pytest.mark.parametrize(("written", "path"), MATCHED)
def test_a_pattern_that_matches_or_is_not_understood(grow: Grow, written: str, path: str) -> None:
    document = source.read(f"governs:\n  model: ['{written}']\n".encode(), "ai-governance.yaml")
    found = Evidence(grow({path: ""}), document.data, "ai-governance.yaml", "").missing(document)
    assert found == ()


def test_a_pattern_from_the_other_start(grow: Grow) -> None:
    document = source.read(b"governs: {data: ['etl/**']}\n", "app/ai-governance.yaml")
    tree = grow({"etl/a.py": "", "app/b.py": ""}, "app")
    (found,) = Evidence(tree, document.data, "app/ai-governance.yaml", "").missing(document)
    assert found.fix == "Did you mean /etl/**?"


HOSTILE = ["a\0b.md", "\ud800.md", "x" * 5000 + ".md", "/" * 500 + "x.md", "....//....//x.md", "."]


@pytest.mark.parametrize("written", HOSTILE)
def test_hostile_paths_are_not_there(grow: Grow, written: str) -> None:
    (found,) = named.resolve(at("rollback.runbook", written), grow(FILES)).values()
    assert not found.readable


def test_a_long_file_is_read_to_the_limit(grow: Grow) -> None:
    content = grow({"long.md": "x" * (LIMIT + 10)}).read("long.md")
    assert content is not None
    assert (len(content.text), content.whole) == (LIMIT, False)


def test_a_binary_file_has_no_text(grow: Grow) -> None:
    content = grow({"x.md": b"PK\x03\x04\0\0"}).read("x.md")
    assert content is not None
    assert content.binary


def test_sample_trees_are_no_candidates(grow: Grow) -> None:
    files: dict[str, str | bytes] = {
        "dvc.yaml": "",
        "examples/dvc.yaml": "",
        "node_modules/x/dvc.yaml": "",
        "tests/fixtures/dvc.yaml": "",
        "app/dvc.yaml": "",
    }
    assert grow(files).matching(dvc.CANDIDATES, (".yaml",)) == ("dvc.yaml", "app/dvc.yaml")
    below = grow(files, "examples")
    assert "examples/dvc.yaml" in below.matching(dvc.CANDIDATES, (".yaml",))


@pytest.mark.parametrize("kind", sorted(named.ABSENT))
def test_a_message_begins_with_a_word_that_may_become_large(kind: named.Kind) -> None:
    one = named.Named(("rollback", "runbook"), "docs/x.md", kind, suggestion="docs/y.md")
    message, _ = missing.words(one)
    assert message[0].isupper()
    assert "docs/" in message
