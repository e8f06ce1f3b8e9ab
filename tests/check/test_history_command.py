"""History in whole repositories: what the check makes of it, and ``govlint history``."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from govlint import resources

if TYPE_CHECKING:
    from pathlib import Path

    from checked import Repository

SCHEMA = json.loads(resources.read("schemas/history.v1.schema.json"))
STRANGER = "Sam Stranger <sam@elsewhere.example>"
PRIYA = "Priya Nair <priya.nair@example.com>"
BOT = "renovate[bot] <29139614+renovate[bot]@users.noreply.github.com>"
HISTORY = ("owners/still-here", "purpose/baseline-unmoved", "review/newer-than-code")


@pytest.fixture
def ranker(repository: Repository) -> Repository:
    repository.example("recruitment-ranker")
    return repository


def edit(repository: Repository, old: str, new: str) -> None:
    text = (repository.root / "ai-governance.yaml").read_text()
    assert old in text
    repository.write("ai-governance.yaml", text.replace(old, new))


def policies(repository: Repository, *arguments: str, as_of: str = "2026-11-23") -> list[str]:
    return [f["policy"] for f in repository.check(*arguments, as_of=as_of).found()]


def told(repository: Repository) -> dict[str, Any]:
    run = repository.run("history", "--format", "json", "--as-of", "2026-11-23")
    whole = json.loads(run.out)
    jsonschema.Draft202012Validator(SCHEMA).validate(whole)
    first: dict[str, Any] = whole["declarations"][0]
    return first


def test_a_review_by_a_stranger(ranker: Repository) -> None:
    edit(ranker, "last_reviewed: 2026-10-05", "last_reviewed: 2026-11-10")
    ranker.commit(STRANGER, "2026-11-10")
    found = ranker.check().found("review/by-an-owner")
    assert len(found) == 1
    assert "Sam Stranger" in found[0]["message"]


def test_a_review_by_a_program(ranker: Repository) -> None:
    edit(ranker, "last_reviewed: 2026-10-05", "last_reviewed: 2026-11-10")
    ranker.commit(BOT, "2026-11-10")
    assert policies(ranker) == ["review/by-an-owner"]


def test_a_review_that_was_dated_later(ranker: Repository) -> None:
    edit(ranker, "last_reviewed: 2026-10-05", "last_reviewed: 2026-10-06")
    ranker.commit(PRIYA, "2026-11-20")
    assert policies(ranker) == ["review/dated-truly"]


def test_governed_code_moved_on_without_a_review(ranker: Repository) -> None:
    edit(ranker, "review: {cadence: P3M", "review: {cadence: P6M")
    ranker.commit(PRIYA, "2026-10-05")
    ranker.write("ranker/model.py", "x = 2\n")
    ranker.commit(STRANGER, "2026-12-20")
    ranker.write("ranker/model.py", "x = 3\n")
    ranker.commit(STRANGER, "2027-02-01")
    assert "review/newer-than-code" in policies(ranker, as_of="2027-02-02")


def test_a_baseline_that_moved_after_go_live(ranker: Repository) -> None:
    edit(ranker, "lifecycle: production", "lifecycle: pilot\n  pilot_ends: 2026-12-31")
    ranker.commit(PRIYA, "2026-10-06")
    edit(ranker, "lifecycle: pilot\n  pilot_ends: 2026-12-31", "lifecycle: production")
    edit(ranker, "baseline: {value: 6.5", "baseline: {value: 9.5")
    ranker.commit(PRIYA, "2026-11-01")
    found = ranker.check().found("purpose/baseline-unmoved")[0]
    assert found["state"] == "contradicted"
    assert "2026-11-01" in found["message"]


def test_a_technical_owner_who_was_not_seen_for_long(ranker: Repository) -> None:
    ranker.write("README.md", "Still here.\n")
    ranker.commit(STRANGER, "2027-11-01")
    assert "owners/still-here" in policies(ranker, as_of="2027-11-20")


def test_what_is_staged_is_judged_and_the_rest_is_not(ranker: Repository) -> None:
    edit(ranker, "minimum: 0.62", 'minimum: ">= 0.62"')
    assert policies(ranker) == ["declaration/wrong-value"]
    assert policies(ranker, "--staged") == []
    ranker.git("add", "ai-governance.yaml")
    assert policies(ranker, "--staged") == ["declaration/wrong-value"]
    assert policies(ranker, "--rev", "HEAD") == []


def test_a_conflict_in_the_index_is_said(ranker: Repository) -> None:
    ranker.git("checkout", "--quiet", "-b", "side")
    edit(ranker, "minimum: 0.62", "minimum: 0.6")
    ranker.commit(PRIYA, "2026-11-01")
    ranker.git("checkout", "--quiet", "-")
    edit(ranker, "minimum: 0.62", "minimum: 0.5")
    ranker.commit(PRIYA, "2026-11-02")
    with pytest.raises(subprocess.CalledProcessError):
        ranker.git("merge", "side", GIT_COMMITTER_NAME="P", GIT_COMMITTER_EMAIL="p@example.com")
    found = ranker.check("--staged").found("declaration/syntax")
    assert [one["message"] for one in found] == [
        "This file cannot be read: git left a merge conflict in it."
    ]


def test_a_commit_that_is_not_there_is_exit_2(ranker: Repository) -> None:
    run = ranker.check("--rev", "v1.0")
    assert run.code == 2
    assert "v1.0" in run.err


def test_a_deleted_file_can_be_judged_where_it_was(ranker: Repository) -> None:
    (ranker.root / "ai-governance.yaml").unlink()
    assert ranker.check("--staged", "ai-governance.yaml").code == 0
    assert ranker.check("ai-governance.yaml").code == 2


def shallow(repository: Repository, path: Path) -> None:
    repository.write("README.md", "More.\n")
    repository.commit(STRANGER, "2026-11-20")
    url = f"file://{repository.root}"
    subprocess.run(["git", "clone", "--quiet", "--depth=1", url, path], check=True)


def test_a_shallow_clone_is_said_and_deepened_when_asked(
    ranker: Repository,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clone = tmp_path_factory.mktemp("clone") / "ranker"
    shallow(ranker, clone)
    monkeypatch.chdir(clone)
    run = ranker.check()
    assert {f["state"] for f in run.found()} == {"not-checked"}
    assert run.code == 1
    assert ranker.check("--allow-unchecked").code == 0
    assert "shallow" in run.found()[0]["message"]
    assert "fetch-depth: 0" in run.found()[0]["fix"]
    deepened = ranker.check("--deepen")
    assert (deepened.code, deepened.found()) == (0, [])
    assert "Fetching" in deepened.err


def test_outside_any_repository_it_is_only_said(
    ranker: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    (ranker.root / ".git").rename(ranker.root / "was-git")
    run = ranker.check()
    assert run.code == 0
    assert {f["policy"] for f in run.found()} >= set(HISTORY)
    assert {f["state"] for f in run.found()} == {"not-checked"}


def test_the_history_of_a_declaration(ranker: Repository) -> None:
    ranker.write("ranker/model.py", "x = 2\n")
    ranker.commit(STRANGER, "2026-10-20")
    edit(ranker, "minimum: 0.62", "minimum: 0.6")
    ranker.commit(PRIYA, "2026-11-01")
    one = told(ranker)
    assert [event["sections"] for event in one["events"] if not event["first"]] == [["monitoring"]]
    assert one["sections"]["monitoring"]["date"] == "2026-11-01"
    assert one["sections"]["owners"]["by"] == "Priya Nair"
    assert one["events"][-1]["review"]["named"]
    assert one["events"][-1]["moved"]["groups"] == {"model": 1}
    text = ranker.run("history", "--as-of", "2026-11-23").out
    assert "  Priya Nair\n    changed monitoring\n" in text


def test_no_declaration_is_exit_2(ranker: Repository) -> None:
    (ranker.root / "ai-governance.yaml").unlink()
    run = ranker.run("history")
    assert (run.code, run.out) == (2, "")
    assert "There is no ai-governance.yaml here" in run.err


def test_no_history_to_show_is_exit_2(ranker: Repository) -> None:
    (ranker.root / ".git").rename(ranker.root / "was-git")
    run = ranker.run("history")
    assert run.code == 2
    assert "not in a git repository" in run.err


def test_nothing_is_written_into_the_repository(ranker: Repository) -> None:
    def state() -> list[tuple[str, int, int]]:
        files = sorted(ranker.root.rglob("*"))
        return [(str(f), f.stat().st_mtime_ns, f.stat().st_size) for f in files]

    before = state()
    ranker.check()
    ranker.check("--staged")
    ranker.run("history")
    ranker.run("evidence")
    assert state() == before
