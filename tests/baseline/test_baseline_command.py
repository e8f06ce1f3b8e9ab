"""`govlint baseline`, and a check in a repository that has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from changing import DAY, NAME, Branch, standing
from hooked import CLEAR
from repositories import git

from govlint import baseline

if TYPE_CHECKING:
    from pathlib import Path

    from checked import Run

FALLBACK, TRIGGER = "rollback/fallback-named", "rollback/trigger-measurable"


@pytest.fixture
def old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Branch:
    """A repository that has gone on without us: two gaps in its declaration."""
    import examples

    monkeypatch.chdir(tmp_path)
    examples.committed("recruitment-ranker", str(tmp_path))
    made = Branch(tmp_path, capfdbinary)
    without(made, "fallback_to", "trigger: Precision")
    return made


def without(branch: Branch, *keys: str) -> None:
    lines = (branch.root / NAME).read_text().splitlines(keepends=True)
    branch.write(NAME, "".join(x for x in lines if not any(key in x for key in keys)))


def record(branch: Branch, *arguments: str) -> Run:
    return branch.run("baseline", "--as-of", DAY, *arguments)


def check(branch: Branch, *arguments: str) -> Run:
    return branch.check(*arguments, as_of=DAY)


def test_what_is_recorded_is_told_and_does_not_fail(old: Branch) -> None:
    before = check(old)
    assert before.code == 1
    run = record(old)
    assert (run.code, "holds 2 findings" in run.out) == (0, True)
    text = (old.root / baseline.FILE).read_text()
    assert text.count(" rollback/") == 2
    after = check(old)
    assert (after.code, standing(after)) == (0, {FALLBACK: "existing", TRIGGER: "existing"})
    assert after.report["against"] is None
    assert after.report["declarations"][0]["verdict"] == "gaps"  # the answer is still missing
    assert check(old, "--all").code == 1


def test_nothing_is_recorded_where_no_finding_stands(old: Branch) -> None:
    old.write(NAME, CLEAR)
    run = record(old)
    assert (run.code, run.out) == (0, "No finding stands here, so there is nothing to record.\n")
    assert not (old.root / baseline.FILE).exists()


def test_what_is_new_fails(old: Branch) -> None:
    record(old)
    old.edit(("  guide: docs/reading-the-ranking.md\n", ""), ("  shown_in: ", "  x-shown_in: "))
    run = check(old)
    new = [policy for policy, base in standing(run).items() if base is None]
    assert (run.code, new) == (1, ["explanations/reach-the-user"])


def test_lines_order_and_place_do_not_matter(old: Branch) -> None:
    record(old)
    text = (old.root / NAME).read_text()
    head, rollback, tail = text.partition("rollback:\n")
    section, blank, tail = tail.partition("\n\n")
    moved = f"# One more line.\n{head}{tail}\n\n{rollback}{section}{blank}"
    (old.root / NAME).unlink()
    old.write(NAME, moved)
    assert check(old).code == 0


def test_what_was_mended_is_told_and_pruned(old: Branch) -> None:
    record(old)
    text = (old.root / NAME).read_text()
    old.write(NAME, text.replace("rollback:\n", "rollback:\n  fallback_to: The list\n"))
    run = check(old)
    assert (run.code, run.report["mended"]) == (0, [f"{FALLBACK} rollback"])
    assert "Mended since the baseline" in old.run("check", "--as-of", DAY).out
    pruned = record(old, "--prune")
    assert (pruned.code, pruned.out.splitlines()) == (
        0,
        [f"mended: {FALLBACK} rollback", f"{baseline.FILE}: 1 finding left."],
    )
    assert check(old).report["mended"] == []
    old.write(NAME, text)
    assert (check(old).code, record(old, "--prune").code, check(old).code) == (1, 0, 1)


def test_of_a_part_nothing_is_said_to_be_mended(old: Branch) -> None:
    old.example("minimal-pilot", "pilot")
    record(old)
    assert check(old, "pilot").report["mended"] == []


def test_it_is_not_grown(old: Branch) -> None:
    record(old)
    before = (old.root / baseline.FILE).read_text()
    without(old, "lag: P30D", "report_to")
    run = record(old)
    assert (run.code, "only becomes smaller" in run.err) == (2, True)
    assert (old.root / baseline.FILE).read_text() == before


def test_without_a_declaration_there_is_nothing_to_record(old: Branch) -> None:
    (old.root / NAME).unlink()
    assert (record(old).code, (old.root / baseline.FILE).exists()) == (2, False)


def test_there_has_to_be_one_to_prune(old: Branch) -> None:
    assert record(old, "--prune").code == 2


def test_a_broken_one_is_exit_2_at_its_place(old: Branch) -> None:
    old.write(baseline.FILE, "schema: govlint-baseline/v1\nfindings: [x]\n")
    run = old.run("check")
    assert (run.code, f"{baseline.FILE}:2" in run.err) == (2, True)


def test_a_change_cannot_add_to_it(old: Branch) -> None:
    old.committed()
    git(str(old.root), "branch", "--force", "main", "topic")
    record(old)
    run = old.against()
    assert (run.code, set(standing(run).values())) == (0, {"existing"})
    assert run.report["against"]["notes"] == [
        f"{baseline.FILE} adds 2 findings; these count after the merge."
    ]
    without(old, "report_to")
    (old.root / baseline.FILE).unlink()
    record(old)
    run = old.against()
    assert (run.code, standing(run)["incidents/reportable"]) == (1, "new")


def test_what_it_holds_is_not_new_against_a_base(old: Branch) -> None:
    """Mended at the base, not pruned, and there again: nobody is stopped twice for it."""
    record(old)
    gap = (old.root / NAME).read_text()
    old.write(NAME, gap.replace("rollback:\n", "rollback:\n  fallback_to: The list\n"))
    old.committed()
    git(str(old.root), "branch", "--force", "main", "topic")
    old.write(NAME, gap)
    run = old.against()
    assert standing(run)[FALLBACK] == "existing"


def test_it_can_be_read_from_what_is_staged(old: Branch) -> None:
    record(old)
    assert check(old, "--staged").code == 0  # HEAD is whole, and so is the index
    git(str(old.root), "add", "--all")
    (old.root / baseline.FILE).unlink()
    run = check(old, "--staged", "--allow-unchecked")
    assert (run.code, standing(run)[FALLBACK]) == (0, "existing")
