"""What a merge dropped, or brought in later, is no part of what stood on the line of commits."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from declarations import DECLARATION, HIGHER, NAME, TODAY, edited, pilot
from repositories import PRIYA, STRANGER, TOM, git

from govlint import source
from govlint.facts import history
from govlint.facts.history.timeline import timeline
from govlint.snapshot import WorkingTree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from repositories import History
    from telling import Tell

    from govlint.facts.history.timeline import Timeline

    Step = tuple[str, dict[str, str]]
    Story = tuple[Sequence[Step], Sequence[Step], Step]
    Moves = tuple[Sequence[str], Sequence[str], dict[str, str], Sequence[str]]

EIGHT = edited(("value: 6.5", "value: 8"))
CONTACT = ("priya.nair@example.com", "priya@example.com")
MINIMUM = ("minimum: 0.62", "minimum: 0.7")
CODE = "ranker/a.py"


def branched(
    made: History,
    main: Sequence[Step],
    side: Sequence[Step],
    merged: Step,
) -> History:
    """Main from its first commit on, a branch that leaves it there, and the merge of the branch.

    ``merged``: the day, and what the merge has other than main.
    """
    (day, files), *rest = main
    first = ours = theirs = made.commit(files, day)
    for day, files in rest:
        ours = made.commit(files, day)
    for number, (day, files) in enumerate(side):
        theirs = made.commit(
            files, day, TOM, branch="side", parents=[first if number == 0 else theirs]
        )
    day, files = merged
    made.commit(files, day, parents=[ours, theirs])
    return made.build()


OTHER = [("2026-05-20", {CODE: "other"})]
FIRST = ("2026-02-01", {NAME: DECLARATION})
OLD = ("2026-02-01", {NAME: HIGHER})

BASELINES = {
    "tried on a branch before go-live, and dropped": (
        (
            [FIRST, *OTHER],
            [("2026-06-01", {NAME: HIGHER})],
            ("2026-07-01", {}),
        ),
        (6.5, 6.5, False),
    ),
    "written on a branch that was merged before go-live": (
        (
            [OLD, *OTHER],
            [("2026-06-01", {NAME: DECLARATION})],
            ("2026-06-10", {NAME: DECLARATION}),
        ),
        (6.5, 6.5, False),
    ),
    "written on main while a branch lay open": (
        (
            [OLD, ("2026-06-01", {NAME: DECLARATION})],
            [("2026-06-14", {CODE: "1"})],
            ("2026-07-01", {CODE: "1"}),
        ),
        (6.5, 6.5, False),
    ),
    "the same, and the branch changed something else in the file": (
        (
            [OLD, ("2026-06-01", {NAME: DECLARATION})],
            [("2026-06-14", {NAME: edited(CONTACT, of=HIGHER)})],
            ("2026-07-01", {NAME: edited(CONTACT)}),
        ),
        (6.5, 6.5, False),
    ),
    "moved on main while a branch lay open": (
        (
            [OLD, ("2026-06-20", {NAME: DECLARATION})],
            [("2026-06-14", {NAME: edited(CONTACT, of=HIGHER)})],
            ("2026-07-01", {NAME: edited(CONTACT)}),
        ),
        (9.0, 6.5, True),
    ),
    "moved after go-live, where a branch had another one": (
        (
            [OLD, ("2026-06-20", {NAME: DECLARATION})],
            [("2026-06-10", {NAME: EIGHT})],
            ("2026-07-01", {}),
        ),
        (9.0, 6.5, True),
    ),
    "moved by a branch after go-live": (
        (
            [OLD, ("2026-06-10", {CODE: "1"})],
            [("2026-06-14", {CODE: "2"}), ("2026-06-20", {NAME: DECLARATION})],
            ("2026-07-01", {NAME: DECLARATION}),
        ),
        (9.0, 6.5, True),
    ),
    "moved by a merge after go-live": (
        (
            [OLD, ("2026-06-10", {NAME: edited(MINIMUM, of=HIGHER)})],
            [("2026-06-12", {NAME: edited(CONTACT, of=HIGHER)})],
            ("2026-07-01", {NAME: edited(MINIMUM, CONTACT)}),
        ),
        (9.0, 6.5, True),
    ),
    "unreadable at go-live": (
        (
            [OLD, ("2026-06-10", {NAME: "owners: [\n"}), ("2026-06-20", {NAME: DECLARATION})],
            [("2026-06-12", {CODE: "1"})],
            ("2026-07-01", {CODE: "1"}),
        ),
        (9.0, 6.5, True),
    ),
    "declared on a branch before go-live, and moved on main": (
        (
            [("2026-02-01", {CODE: "0"})],
            [("2026-06-10", {NAME: HIGHER}), ("2026-06-30", {NAME: DECLARATION})],
            ("2026-07-01", {NAME: DECLARATION}),
        ),
        (9.0, 6.5, True),
    ),
}


@pytest.mark.parametrize(("story", "expected"), BASELINES.values(), ids=BASELINES)
def test_the_baseline_at_go_live_is_that_of_the_line(
    made: History, tell: Tell, story: Story, expected: tuple[float, float, bool]
) -> None:
    fact = tell(branched(made, *story))
    assert "baseline" not in fact.unknown
    part = fact.data["baseline"]
    assert (part.get("then"), part.get("now"), part["moved"]) == expected


UNTOLD = {
    "the file taken whole": ({}, {NAME: DECLARATION}),
    "main changed something else in the file": (
        {NAME: edited(MINIMUM, of=HIGHER)},
        {NAME: edited(MINIMUM)},
    ),
}


@pytest.mark.parametrize(("ours", "merged"), UNTOLD.values(), ids=UNTOLD)
def test_which_line_was_in_use_is_not_guessed(
    made: History, tell: Tell, ours: dict[str, str], merged: dict[str, str]
) -> None:
    """Git keeps no names of branches: today's value stood on one of the two at go-live."""
    side = [("2026-06-01", {NAME: DECLARATION})]
    fact = tell(branched(made, [OLD, ("2026-06-10", ours)], side, ("2026-07-01", merged)))
    assert "baseline" not in fact.data
    assert "9 on one branch and 6.5 on another" in fact.unknown["baseline"].reason


ENDS = {
    "moved twice on a branch that was dropped": (
        ["2026-12-31"],
        ["2027-01-31", "2027-02-28"],
        {},
        [],
    ),
    "dropped, where the branch's other changes were taken": (
        ["2026-12-31", "2027-03-31"],
        ["2027-01-31", "2027-02-28"],
        {NAME: edited(MINIMUM, of=pilot("2027-03-31"))},
        ["2027-03-31"],
    ),
    "taken from the branch": (
        ["2026-12-31"],
        ["2027-01-31", "2027-02-28"],
        {NAME: pilot("2027-02-28")},
        ["2027-02-28", "2027-01-31"],
    ),
    "moved on both sides, and further by the merge": (
        ["2026-12-31", "2027-01-31"],
        ["2027-02-28"],
        {NAME: pilot("2027-03-31")},
        ["2027-03-31", "2027-02-28", "2027-01-31"],
    ),
}


@pytest.mark.parametrize("case", ENDS.values(), ids=ENDS)
def test_a_move_of_the_pilots_end_that_a_merge_dropped_was_none(
    made: History, tell: Tell, case: Moves
) -> None:
    main, side, merged, dates = case
    ours = [(f"2026-03-{day:02}", {NAME: pilot(end)}) for day, end in enumerate(main, 1)]
    ours.append(("2026-03-20", {CODE: "1"}))
    theirs = [
        (f"2026-03-{day:02}", {NAME: edited(MINIMUM, of=pilot(end))})
        for day, end in enumerate(side, 10)
    ]
    part = tell(branched(made, ours, theirs, ("2026-04-01", merged))).data["pilot_end"]
    assert part["dates"] == dates


@pytest.fixture
def two_roots(made: History) -> History:
    """Our declaration, and that of a repository that was merged in: ours was kept."""
    ours = made.commit({NAME: DECLARATION, CODE: "1"}, "2026-02-01", PRIYA)
    made.commit({NAME: HIGHER}, "2026-05-01", STRANGER, branch="other", parents=[])
    theirs = made.commit({"theirs.py": "1"}, "2026-06-10", STRANGER, branch="other")
    made.commit({"theirs.py": "1"}, "2026-07-01", parents=[ours, theirs])
    return made.build()


def told(made: History) -> Timeline:
    tree = WorkingTree(made.root)
    content = tree.read(NAME) or b""
    declared = history.Declared(NAME, content, source.read(content, NAME).data)
    known = history.gather(
        history.start(history.Request(made.root, tree, (declared,), TODAY, os.environ))
    )
    assert isinstance(known, dict)
    return timeline(known[NAME])


def test_another_roots_declaration_is_not_ours(two_roots: History, tell: Tell) -> None:
    data = tell(two_roots).data
    assert data["baseline"]["moved"] is False
    assert data["declaration"]["changed"] == "2026-02-01"
    assert {part["by"] for part in data["sections"].values()} == {"Priya Nair"}
    assert [event.made.name for event in told(two_roots).events] == ["Priya Nair"]


def test_a_commit_reads_like_its_working_tree(two_roots: History, tell: Tell) -> None:
    assert tell(two_roots, moment=two_roots.id(4)) == tell(two_roots)


def test_a_runbooks_edit_that_a_merge_dropped_was_none(made: History, tell: Tell) -> None:
    book = "docs/rollback.md"
    files = {NAME: DECLARATION, book: "1"}
    branched(
        made,
        [("2026-02-01", files), ("2026-03-01", {CODE: "1"})],
        [("2026-09-01", {book: "2"})],
        ("2026-09-02", {}),
    )
    assert tell(made).data["runbook"]["changed"] == "2026-02-01"


def test_a_merge_under_way_drops_nothing_yet(made: History, tell: Tell) -> None:
    """The file stands in the index as it stands on main."""
    first = made.commit({NAME: HIGHER}, "2026-02-01")
    made.commit({NAME: DECLARATION}, "2026-05-01")
    made.commit({NAME: EIGHT}, "2026-06-01", TOM, branch="side", parents=[first])
    made.commit({NAME: HIGHER}, "2026-06-02", TOM, branch="side")
    made.build()
    git(made.root, "merge", "--quiet", "--no-commit", "--strategy=ours", "side")
    sections = tell(made, moment="index").data["sections"]
    assert sections["success_metric"]["changed"] == "2026-05-01"


def test_a_parent_that_the_log_tells_of_first(made: History, tell: Tell) -> None:
    """The branch's clock is behind, and the merge takes what the branch wrote."""
    made.commit({NAME: DECLARATION}, "2026-02-01")
    parent = made.commit({NAME: edited(MINIMUM)}, "2026-09-01")
    main = made.commit({CODE: "1"}, "2026-09-02")
    both = {NAME: edited(MINIMUM, CONTACT)}
    side = made.commit(both, "2026-08-01", branch="side", parents=[parent])
    made.commit(both, "2026-09-03", parents=[main, side])
    sections = tell(made.build()).data["sections"]
    assert sections["monitoring"]["commit"]["id"] == made.id(parent)
    assert sections["owners"]["commit"]["id"] == made.id(side)
