"""Which files are looked for that no declaration names: of many files, those that git holds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from govlint.facts import held

if TYPE_CHECKING:
    from checked import Repository

CRONTAB = "30 4 * * 1 python /srv/batch/load.py\n"


@pytest.fixture
def ranker(repository: Repository) -> Repository:
    """A repository whose prepared data come from a job that nothing schedules yet."""
    repository.example("recruitment-ranker")
    declared = (repository.root / "ai-governance.yaml").read_text()
    job = declared.replace(".github/workflows/prepare-features.yml", "batch/load.py")
    repository.write("ai-governance.yaml", job)
    repository.write("batch/load.py", "print(1)\n")
    repository.commit("Priya Nair <priya.nair@example.com>", "2026-10-05")
    return repository


def strength(repository: Repository) -> str:
    told = repository.run("evidence", "--format", "json", "--as-of", "2026-11-23").out
    proofs = json.loads(told)["declarations"][0]["evidence"]
    found: str = next(proof["strength"] for proof in proofs if proof["part"] == "preparation")
    return found


def test_a_schedule_that_git_does_not_hold_yet_counts(ranker: Repository) -> None:
    assert strength(ranker) == "exists"
    ranker.write("ops/crontab", CRONTAB)
    assert strength(ranker) == "is wired"


def test_a_schedule_that_git_ignores_does_not_count(ranker: Repository) -> None:
    ranker.write(".gitignore", "local/\n")
    ranker.write("local/crontab", CRONTAB)
    assert strength(ranker) == "exists"
    ranker.write("ops/crontab", CRONTAB)
    assert strength(ranker) == "is wired"


def test_of_many_files_those_count_that_git_holds(
    ranker: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held, "LARGE", 0)
    ranker.write("ops/crontab", CRONTAB)
    assert strength(ranker) == "exists"
    ranker.git("add", "ops/crontab")
    assert strength(ranker) == "is wired"
    (ranker.root / "ops/crontab").unlink()
    assert strength(ranker) == "exists"


@pytest.mark.parametrize("large", [1 << 20, 0])
def test_what_is_denied_of_many_files_is_denied_of_those_that_git_holds(
    ranker: Repository, monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    monkeypatch.setattr(held, "LARGE", large)
    declared = (ranker.root / "ai-governance.yaml").read_text()
    ranker.write("ai-governance.yaml", declared.replace("batch/load.py", "notebooks/load.ipynb"))
    ranker.write("notebooks/load.ipynb", "{}\n")
    for path in (".github/workflows/prepare-features.yml", "pipelines/features.py"):
        (ranker.root / path).unlink()
    (found,) = ranker.check().found("data/preparation-scheduled")
    nothing = "nothing" if large else "nothing that git holds"
    assert f"{nothing} schedules notebooks/load.ipynb" in found["message"]


def test_a_pattern_over_many_files_may_match_a_new_one(
    ranker: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    declared = (ranker.root / "ai-governance.yaml").read_text()
    ranker.write("ai-governance.yaml", declared.replace("pipelines/**", '"**/*.sql"'))
    assert ranker.check().found("declaration/path-missing")
    monkeypatch.setattr(held, "LARGE", 0)
    assert ranker.check().found("declaration/path-missing") == []


def test_without_a_word_of_git_every_file_counts(
    ranker: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held, "LARGE", 0)
    ranker.write("ops/crontab", CRONTAB)
    index = ranker.root / ".git" / "index"
    index.write_bytes(b"no index")
    assert strength(ranker) == "is wired"
    index.unlink()
    assert strength(ranker) == "is wired"


def test_what_a_sparse_checkout_leaves_out_is_not_missing(ranker: Repository) -> None:
    ranker.git("sparse-checkout", "set", "--no-cone", "/ai-governance.yaml", "/batch/")
    assert not (ranker.root / "docs").exists()
    told = ranker.run("check", "--as-of", "2026-11-23", "--format", "json").out
    findings = json.loads(told)["findings"]
    assert not [each for each in findings if each["policy"] == "declaration/path-missing"]
    runbook = [each for each in findings if each["policy"] == "rollback/runbook-usable"]
    assert [each["outcome"] for each in runbook] == ["open"]
    (ranker.root / "batch" / "load.py").unlink()
    told = ranker.run("check", "--as-of", "2026-11-23").out
    assert "batch/load.py" in told.partition("path-missing")[2]
