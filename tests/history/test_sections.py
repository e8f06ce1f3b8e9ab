"""When each section last changed in meaning, and in which commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from declarations import DECLARATION, NAME, edited, reviewed
from repositories import BOT, PRIYA, TOM, git

from govlint.facts.history import bridging, meaning, scan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from repositories import History
    from telling import Tell

MINIMUM = ("minimum: 0.62", "minimum: 0.7")
CONTACT = ("priya.nair@example.com", "priya@example.com")
REORDERED = """\
review: {last_reviewed: 2026-07-01, cadence: P3M}
schema: "ai-governance/v1"
""" + DECLARATION[DECLARATION.index("system:") : DECLARATION.index("review:")]


def changes(tell: Tell, made: History, **more: str) -> dict[str, str]:
    """The sections that changed in the window, and when."""
    data = tell(made, **more).data
    return {name: part["changed"] for name, part in data["sections"].items() if part}


FIRST = dict.fromkeys(
    ("schema", "system", "governs", "owners", "success_metric", "monitoring", "rollback", "review"),
    "2026-02-01",
)
NO_CHANGES = {
    "a comment": [edited(("# Ranks applicants.", "# Ranks them."))],
    "a comment in a line": [edited(("P3M", "P3M  # quarterly"))],
    "reordered and reformatted": [REORDERED],
    "white space and quotes": [edited(("minimum: 0.62", "minimum:   0.620\n")), DECLARATION],
    "other line ends": [DECLARATION.replace("\n", "\r\n")],
    "a record": [edited(("last_tested: 2026-10-02", "last_tested: 2026-11-01"))],
    "the review": [reviewed("2026-08-01")],
    "a private key": [DECLARATION + "x-team: blue\n"],
    "an empty value": [DECLARATION + "access:\n"],
    "invalid in between": ["owners: [\n", DECLARATION],
    "a duplicate key in between": [DECLARATION + "owners: {}\n", DECLARATION],
    "emptied in between": ["", DECLARATION],
    "deleted in between": [None, DECLARATION],
}


@pytest.mark.parametrize("contents", NO_CHANGES.values(), ids=NO_CHANGES)
def test_what_is_no_change_of_meaning(
    made: History, tell: Tell, contents: Sequence[str | None]
) -> None:
    made.commit({NAME: DECLARATION, "ranker/a.py": "1"}, "2026-02-01")
    for day, content in enumerate(contents, 1):
        made.commit({NAME: content}, f"2026-09-{day:02}")
    assert changes(tell, made.build()) == FIRST


RECORDS = {
    "a measurement of success": "success_metric: {name: N, measurements: [{on: %s, value: 4}]}",
    "the last measurement": "monitoring: {outcome_metric: {name: N, last_measured: {on: %s}}}",
    "a rehearsal": "rollback: {runbook: r.md, last_tested: %s}",
    "an update": "retraining: {method: swap, last_run: %s}",
    "daily users": "adoption: {population: 9, measurements: [{on: %s, daily_users: 4}]}",
    "a milestone": "roadmap: {milestones: {adoption: {due: 2026-12-01, done: %s}}}",
    "a review": "review: {cadence: P3M, last_reviewed: %s, reviewed_by: Tom}",
}


@pytest.mark.parametrize("text", RECORDS.values(), ids=RECORDS)
def test_records_mean_nothing(text: str) -> None:
    days = ("2026-02-01", "2026-09-01")
    one, other = (meaning.read((text % day).encode(), NAME) for day in days)
    assert one is not None
    assert other is not None
    assert one.sections == other.sections
    assert list(one.sections) == [text.partition(":")[0]]


CHANGES = {
    "one value": ([edited(MINIMUM)], {"monitoring": "2026-09-01"}),
    "two sections, in turn": (
        [edited(MINIMUM), edited(MINIMUM, CONTACT)],
        {"monitoring": "2026-09-01", "owners": "2026-09-02"},
    ),
    "a section that came": (
        [DECLARATION + "incidents: {report_to: a@b.example}\n"],
        {"incidents": "2026-09-01"},
    ),
    "a revert": ([edited(MINIMUM), DECLARATION], {"monitoring": "2026-09-02"}),
    "the order of a list": (
        [edited(("[ranker/**, models/ranker.dvc]", "[models/ranker.dvc, ranker/**]"))],
        {"governs": "2026-09-01"},
    ),
    "a number that becomes text": (
        [edited(("minimum: 0.62", 'minimum: "0.62"'))],
        {"monitoring": "2026-09-01"},
    ),
    "the cadence of reviews": ([edited(("P3M", "P6M"))], {"review": "2026-09-01"}),
    "changed while it was invalid": (
        ["owners: [\n", edited(MINIMUM)],
        {"monitoring": "2026-09-02"},
    ),
    "deleted, then added with a change": ([None, edited(MINIMUM)], {"monitoring": "2026-09-02"}),
    "changed, then deleted and added": (
        [edited(MINIMUM), None, edited(MINIMUM)],
        {"monitoring": "2026-09-01"},
    ),
}


@pytest.mark.parametrize(("contents", "expected"), CHANGES.values(), ids=CHANGES)
def test_what_is_a_change_of_meaning(
    made: History, tell: Tell, contents: Sequence[str | None], expected: dict[str, str]
) -> None:
    made.commit({NAME: DECLARATION}, "2026-02-01")
    for day, content in enumerate(contents, 1):
        made.commit({NAME: content}, f"2026-09-{day:02}")
    assert changes(tell, made.build()) == {**FIRST, **expected}


def test_a_change_names_its_commit(made: History, tell: Tell) -> None:
    made.commit({NAME: DECLARATION}, "2026-02-01")
    changed = made.commit({NAME: edited(MINIMUM)}, "2026-09-01", TOM, committer=PRIYA)
    made.commit({"ranker/a.py": "1"}, "2026-09-02", BOT)
    commit = made.build().id(changed)
    assert tell(made).data["sections"]["monitoring"] == {
        "changed": "2026-09-01",
        "by": "Tom Okafor",
        "commit": {
            "id": commit,
            "short": commit[:7],
            "date": "2026-09-01",
            "by": "Tom Okafor",
            "text": f"{commit[:7]}, 2026-09-01, Tom Okafor",
        },
    }


def test_the_declaration_changed_with_its_latest_section(made: History, tell: Tell) -> None:
    made.commit({NAME: DECLARATION}, "2026-02-01")
    made.commit({NAME: edited(MINIMUM)}, "2026-09-01", TOM)
    made.commit({NAME: reviewed("2026-10-01", edited(MINIMUM))}, "2026-10-01")
    part = tell(made.build()).data["declaration"]
    assert (part["changed"], part["by"]) == ("2026-09-01", "Tom Okafor")


def test_a_section_that_went_changes_the_declaration(made: History, tell: Tell) -> None:
    made.commit({NAME: DECLARATION + "incidents: {report_to: a@b.example}\n"}, "2026-02-01")
    made.commit({NAME: DECLARATION}, "2026-09-01")
    assert tell(made.build()).data["declaration"]["changed"] == "2026-09-01"


def test_before_the_window_a_section_is_known_to_be_older(made: History, tell: Tell) -> None:
    made.commit({NAME: DECLARATION}, "2020-02-01")
    made.commit({NAME: edited(MINIMUM)}, "2026-09-01")
    data = tell(made.build()).data
    assert data["since"] == "2025-11-23"
    assert data["sections"]["monitoring"]["changed"] == "2026-09-01"


class TestMerges:
    """A merge changes a section only if it differs from every parent."""

    def test_a_clean_merge(self, made: History, tell: Tell) -> None:
        base = made.commit({NAME: DECLARATION}, "2026-02-01")
        main = made.commit({NAME: edited(MINIMUM)}, "2026-09-01")
        side = made.commit({NAME: edited(CONTACT)}, "2026-09-02", branch="side", parents=[base])
        made.commit({NAME: edited(MINIMUM, CONTACT)}, "2026-09-03", parents=[main, side])
        expected = {**FIRST, "monitoring": "2026-09-01", "owners": "2026-09-02"}
        assert changes(tell, made.build()) == expected

    def test_an_evil_merge(self, made: History, tell: Tell) -> None:
        base = made.commit({NAME: DECLARATION}, "2026-02-01")
        main = made.commit({"ranker/a.py": "1"}, "2026-09-01")
        side = made.commit({NAME: edited(CONTACT)}, "2026-09-02", branch="side", parents=[base])
        made.commit({NAME: edited(MINIMUM, CONTACT)}, "2026-09-03", parents=[main, side])
        expected = {**FIRST, "monitoring": "2026-09-03", "owners": "2026-09-02"}
        assert changes(tell, made.build()) == expected

    def test_a_conflict_decided_for_the_older_side(self, made: History, tell: Tell) -> None:
        base = made.commit({NAME: DECLARATION}, "2026-02-01")
        main = made.commit({NAME: edited(MINIMUM)}, "2026-09-01")
        other = edited(("minimum: 0.62", "minimum: 0.8"))
        side = made.commit({NAME: other}, "2026-09-02", branch="side", parents=[base])
        made.commit({NAME: edited(MINIMUM)}, "2026-09-03", parents=[main, side])
        assert changes(tell, made.build()) == {**FIRST, "monitoring": "2026-09-01"}

    def test_a_conflict_decided_anew(self, made: History, tell: Tell) -> None:
        base = made.commit({NAME: DECLARATION}, "2026-02-01")
        main = made.commit({NAME: edited(MINIMUM)}, "2026-09-01")
        other = edited(("minimum: 0.62", "minimum: 0.8"))
        side = made.commit({NAME: other}, "2026-09-02", branch="side", parents=[base])
        decided = edited(("minimum: 0.62", "minimum: 0.75"))
        made.commit({NAME: decided}, "2026-09-03", parents=[main, side])
        assert changes(tell, made.build()) == {**FIRST, "monitoring": "2026-09-03"}

    def test_a_squash_is_one_commit(self, made: History, tell: Tell) -> None:
        made.commit({NAME: DECLARATION}, "2026-02-01")
        made.commit({NAME: edited(MINIMUM, CONTACT)}, "2026-09-03", authored="2026-08-01")
        expected = {**FIRST, "monitoring": "2026-09-03", "owners": "2026-09-03"}
        assert changes(tell, made.build()) == expected

    def test_a_merge_under_way_in_the_index(self, made: History, tell: Tell) -> None:
        base = made.commit({NAME: DECLARATION}, "2026-02-01")
        made.commit({NAME: edited(MINIMUM)}, "2026-09-01")
        made.commit({NAME: edited(CONTACT)}, "2026-09-02", branch="side", parents=[base])
        made.build()
        git(made.root, "merge", "--no-commit", "side")
        expected = {**FIRST, "monitoring": "2026-09-01", "owners": "2026-09-02"}
        assert changes(tell, made, moment="index") == expected


class TestBridges:
    """What is invalid or taken away is bridged by the last good version on its own line."""

    BROKEN = ("owners: [", "owners: [1")

    def test_broken_twice_while_a_branch_changed_it(self, made: History, tell: Tell) -> None:
        base = made.commit({NAME: DECLARATION}, "2026-02-01")
        made.commit({NAME: self.BROKEN[0]}, "2026-09-01")
        side = made.commit({NAME: edited(MINIMUM)}, "2026-09-02", branch="side", parents=[base])
        made.commit({NAME: self.BROKEN[1]}, "2026-09-03")
        main = made.commit({NAME: DECLARATION}, "2026-09-04")
        made.commit({NAME: DECLARATION}, "2026-09-05", parents=[main, side])
        assert changes(tell, made.build()) == FIRST

    def test_taken_away_on_two_branches_at_a_time(self, made: History, tell: Tell) -> None:
        base = made.commit({NAME: DECLARATION}, "2026-02-01")
        made.commit({NAME: edited(MINIMUM)}, "2026-08-30", branch="side", parents=[base])
        made.commit({NAME: None}, "2026-09-01")
        side = made.commit({NAME: None}, "2026-09-02", branch="side")
        main = made.commit({NAME: DECLARATION}, "2026-09-03")
        made.commit({NAME: DECLARATION}, "2026-09-04", parents=[main, side])
        assert changes(tell, made.build()) == FIRST

    def test_mended_by_the_merge_of_two_broken_branches(self, made: History, tell: Tell) -> None:
        base = made.commit({NAME: DECLARATION}, "2026-02-01")
        made.commit({NAME: edited(MINIMUM)}, "2026-09-01")
        main = made.commit({NAME: self.BROKEN[0]}, "2026-09-02")
        made.commit({NAME: edited(CONTACT)}, "2026-09-03", branch="side", parents=[base])
        side = made.commit({NAME: self.BROKEN[1]}, "2026-09-04", branch="side")
        made.commit({NAME: edited(MINIMUM, CONTACT)}, "2026-09-05", parents=[main, side])
        expected = {**FIRST, "monitoring": "2026-09-01", "owners": "2026-09-03"}
        assert changes(tell, made.build()) == expected

    def test_a_merge_that_takes_it_away(self, made: History, tell: Tell) -> None:
        """One side had deleted it, and that is what the merge made of both."""
        base = made.commit({NAME: DECLARATION}, "2026-02-01")
        main = made.commit({NAME: None}, "2026-09-01")
        side = made.commit({NAME: edited(MINIMUM)}, "2026-09-02", branch="side", parents=[base])
        made.commit({NAME: None}, "2026-09-03", parents=[main, side])
        made.commit({NAME: edited(MINIMUM)}, "2026-09-04")
        assert changes(tell, made.build()) == {**FIRST, "monitoring": "2026-09-02"}

    @pytest.fixture
    def long(self, made: History) -> History:
        """Broken for years."""
        made.commit({NAME: DECLARATION}, "2020-02-01")
        made.commit({NAME: self.BROKEN[0]}, "2021-02-01")
        made.commit({"a": "1"}, "2022-02-01")
        made.commit({NAME: edited(MINIMUM)}, "2026-09-01")
        return made.build()

    def test_broken_since_before_the_window(
        self, long: History, tell: Tell, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(scan, "OLDER", 1)
        fact = tell(long)
        assert fact.data["commits"] == 2.0
        assert changes(tell, long) == {"monitoring": "2026-09-01"}
        monkeypatch.setattr(bridging, "_MOST_OLDER", 0)
        fact = tell(long)
        assert fact.data["sections"] == {}
        told = "could not be read as a declaration for a long time before 2025-11-23"
        assert fact.unknown["sections.owners"].reason == f"{NAME} {told}"

    def test_broken_at_the_boundary_of_a_shallow_clone(self, long: History, tell: Tell) -> None:
        long.write({".git/shallow": f"{long.id(3)}\n"})
        fact = tell(long)
        assert fact.data["sections"] == {}
        assert "sections.owners" in fact.unknown

    def test_new_where_nobody_knows_whether_it_was_there_before(
        self, made: History, tell: Tell
    ) -> None:
        """A clone that holds all three says that the owners have stood there since February."""
        made.commit({NAME: DECLARATION}, "2026-02-01")
        gone = made.commit({NAME: None}, "2026-08-01")
        made.commit({NAME: DECLARATION}, "2026-09-01")
        made.build().write({".git/shallow": f"{made.id(gone)}\n"})
        fact = tell(made)
        assert fact.data["sections"] == {}
        assert fact.unknown["sections.owners"].reason.startswith("this is a shallow clone")


class TestClocks:
    """Dates that cannot be are not taken at their word."""

    def test_a_parent_that_the_log_tells_of_first(self, made: History, tell: Tell) -> None:
        made.commit({NAME: DECLARATION}, "2026-02-01")
        broken = made.commit({NAME: "owners: ["}, "2026-09-01")
        mended = made.commit({NAME: edited(MINIMUM)}, "2026-09-01", branch="side", parents=[broken])
        made.commit({NAME: edited(MINIMUM)}, "2026-09-02", parents=[broken, mended])
        assert changes(tell, made.build()) == {**FIRST, "monitoring": "2026-09-01"}

    def test_a_commit_from_1990_lands_after_what_it_builds_on(
        self, made: History, tell: Tell
    ) -> None:
        made.commit({NAME: DECLARATION}, "2026-02-01")
        made.commit({"ranker/a.py": "1"}, "2026-08-20")
        made.commit({NAME: edited(MINIMUM)}, "1990-01-01")
        made.commit({"ranker/a.py": "2"}, "2026-09-20")
        assert changes(tell, made.build()) == {**FIRST, "monitoring": "2026-08-20"}

    def test_several_from_1990_land_after_what_the_first_builds_on(
        self, made: History, tell: Tell
    ) -> None:
        for day in ("2026-02-01", "2026-03-01", "2026-08-20"):
            made.commit({NAME: DECLARATION, "ranker/a.py": day}, day)
        for number, edits in enumerate(((MINIMUM,), (MINIMUM, CONTACT)), 1):
            made.commit({NAME: edited(*edits)}, f"1990-01-0{number}")
        made.commit({"ranker/a.py": "2"}, "1989-01-01")
        made.commit({"ranker/a.py": "3"}, "2026-09-20")
        expected = {**FIRST, "monitoring": "2026-08-20", "owners": "2026-08-20"}
        assert changes(tell, made.build()) == expected

    def test_one_clock_that_was_ahead_moves_nothing_but_what_was_built_on_it(
        self, made: History, tell: Tell
    ) -> None:
        made.commit({NAME: DECLARATION}, "2026-02-01")
        made.commit({"ranker/a.py": "1"}, "2026-11-01")
        made.commit({"ranker/a.py": "2"}, "2026-03-01")
        made.commit({NAME: edited(MINIMUM)}, "2026-04-01")
        made.commit({NAME: edited(MINIMUM, CONTACT)}, "2026-11-20")
        expected = {**FIRST, "monitoring": "2026-04-01", "owners": "2026-11-20"}
        assert changes(tell, made.build()) == expected

    def test_a_commit_from_the_future_is_as_old_as_the_one_built_on_it(
        self, made: History, tell: Tell
    ) -> None:
        made.commit({NAME: DECLARATION}, "2026-02-01")
        made.commit({NAME: edited(MINIMUM)}, "2099-01-01")
        made.commit({"ranker/a.py": "2"}, "2026-09-20")
        assert changes(tell, made.build()) == {**FIRST, "monitoring": "2026-09-20"}

    def test_a_future_commit_at_the_tip_is_from_today(self, made: History, tell: Tell) -> None:
        made.commit({NAME: DECLARATION}, "2026-02-01")
        made.commit({NAME: edited(MINIMUM)}, "2099-01-01")
        assert changes(tell, made.build()) == {**FIRST, "monitoring": "2026-11-23"}


def test_one_old_clock_does_not_hide_what_is_behind_it(made: History, tell: Tell) -> None:
    made.commit({NAME: DECLARATION}, "2026-02-01")
    made.commit({NAME: edited(MINIMUM)}, "2026-08-20")
    for number in range(200):
        made.commit({"ranker/a.py": str(number)}, "1990-01-01")
    assert changes(tell, made.build())["monitoring"] == "2026-08-20"
