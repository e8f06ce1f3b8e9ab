"""The timeline: each change of meaning, each review, and what moved in between."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from declarations import DECLARATION, NAME, TODAY, edited, reviewed
from repositories import BOT, PRIYA, STRANGER, TOM

from govlint import source
from govlint.facts import history
from govlint.facts.history.timeline import timeline
from govlint.git.locate import Trouble
from govlint.render import timelines
from govlint.snapshot import WorkingTree

if TYPE_CHECKING:
    from repositories import History

    from govlint.facts.history.timeline import Timeline

MINIMUM = ("minimum: 0.62", "minimum: 0.7")


def tell(made: History, since: str = "1970-01-01") -> Timeline:
    tree = WorkingTree(made.root)
    content = tree.read(NAME) or b""
    declared = history.Declared(NAME, content, source.read(content, NAME).data)
    request = history.Request(made.root, tree, (declared,), TODAY, os.environ, since=since)
    known = history.gather(history.start(request))
    assert not isinstance(known, Trouble)
    return timeline(known[NAME])


@pytest.fixture
def begun(made: History) -> History:
    """Two years of a declaration, and of what it governs."""
    made.commit({"ranker/a.py": "0"}, "2024-12-01", STRANGER)
    made.commit({NAME: reviewed("2025-01-01"), "ranker/a.py": "1"}, "2025-01-01", PRIYA)
    made.commit({"ranker/a.py": "2", "pipelines/p": "1"}, "2025-02-01", STRANGER)
    made.commit({"ranker/a.py": "3"}, "2025-03-01", BOT)
    made.commit({NAME: "# more\n" + reviewed("2025-01-01")}, "2025-04-01", PRIYA)
    made.commit({"deploy/d": "1"}, "2025-05-01", PRIYA)
    made.commit({NAME: edited(MINIMUM, of=reviewed("2025-06-01"))}, "2025-06-02", TOM)
    made.commit({NAME: edited(MINIMUM, of=reviewed("2027-01-01"))}, "2026-01-01", STRANGER)
    made.commit({NAME: edited(MINIMUM, of=DECLARATION)}, "2026-07-01", STRANGER)
    made.commit({"ranker/a.py": "4"}, "2026-08-01", STRANGER)
    return made.build()


def test_events(begun: History) -> None:
    told = tell(begun)
    assert [
        (event.made.day, event.sections, event.review, event.kind, event.counts, event.named)
        for event in told.events
        if not event.first
    ] == [
        ("2026-07-01", (), "2026-07-01", "bump", True, False),
        ("2026-01-01", (), "2027-01-01", "bump", False, False),
        ("2025-06-02", ("monitoring",), "2025-06-01", "content", True, True),
    ]
    first = told.events[-1]
    assert first.first
    assert "owners" in first.sections
    assert (first.review, first.made.name) == ("2025-01-01", "Priya Nair")


def test_what_moved_in_between(begun: History) -> None:
    told = tell(begun)
    assert [
        (event.moved.commits, event.moved.bots, dict(event.moved.groups), event.moved.last)
        for event in told.events
    ] == [
        (1, 0, {"model": 1}, "2026-08-01"),
        (0, 0, {}, ""),
        (0, 0, {}, ""),
        (2, 1, {"model": 1, "data": 1, "deployment": 1}, "2025-05-01"),
    ]
    assert (told.before.commits, told.before.first) == (2, "2024-12-01")


def test_what_is_not_committed_comes_first(begun: History) -> None:
    begun.write({NAME: edited(MINIMUM, ("P3M", "P6M"))})
    newest = tell(begun).events[0]
    assert (newest.made.id, newest.made.day, newest.sections) == ("", TODAY, ("review",))
    assert newest.moved.commits == 0


def test_how_far_back(begun: History) -> None:
    assert tell(begun).whole
    assert tell(begun).missing is None
    assert (tell(begun).since, tell(begun, "2026-01-01").since) == ("1970-01-01", "2025-11-23")


def test_why_not_further(begun: History) -> None:
    with open(os.path.join(begun.root, ".git", "shallow"), "w", encoding="ascii") as file:
        file.write(begun.id(6) + "\n")
    told = tell(begun)
    assert told.missing is not None
    assert told.older == "2025-05-01"
    assert told.sections["owners"] is None
    assert told.missing.reason.startswith("this is a shallow clone")
    assert [event.made.day for event in told.events] == ["2026-07-01", "2026-01-01", "2025-06-02"]


def test_a_section_belongs_to_the_commit_whose_value_it_has(made: History) -> None:
    """A merge may decide for the older side."""
    base = made.commit({NAME: DECLARATION}, "2026-02-01")
    main = made.commit({NAME: edited(MINIMUM)}, "2026-09-01", TOM)
    other = edited(("minimum: 0.62", "minimum: 0.8"))
    side = made.commit({NAME: other}, "2026-09-02", branch="side", parents=[base])
    made.commit({NAME: edited(MINIMUM)}, "2026-09-03", parents=[main, side])
    section = tell(made.build()).sections["monitoring"]
    assert section is not None
    assert section.id == made.id(main)


def test_a_merge_of_both_sides_is_no_event(made: History) -> None:
    base = made.commit({NAME: DECLARATION}, "2026-02-01")
    main = made.commit({NAME: edited(MINIMUM)}, "2026-09-01", TOM)
    other = ("P3M", "P6M")
    side = made.commit({NAME: edited(other)}, "2026-09-02", branch="side", parents=[base])
    made.commit({NAME: edited(MINIMUM, other)}, "2026-09-03", parents=[main, side])
    told = tell(made.build())
    assert [(event.made.day, event.sections) for event in told.events if not event.first] == [
        ("2026-09-02", ("review",)),
        ("2026-09-01", ("monitoring",)),
    ]


def test_nobody_knows_whether_somebody_unknown_is_named(begun: History) -> None:
    begun.write({NAME: reviewed("2026-11-20")})
    assert tell(begun).events[0].named is None


def test_as_text(begun: History) -> None:
    begun.write({NAME: reviewed("2026-11-20", edited(MINIMUM, ("P3M", "P6M")))})
    ids = {f"<{number}>": begun.id(number)[:7] for number in range(1, 11)}
    expected = TEXT
    for mark, commit in ids.items():
        expected = expected.replace(mark, commit)
    text = timelines.plain([tell(begun)])
    assert text == expected
    assert max(map(len, text.splitlines())) <= 80


TEXT = """\
ai-governance.yaml  candidate-ranker

section         last change  commit   by
schema          2025-01-01   <2>  Priya Nair
system          2025-01-01   <2>  Priya Nair
governs         2025-01-01   <2>  Priya Nair
owners          2025-01-01   <2>  Priya Nair
success_metric  2025-01-01   <2>  Priya Nair
monitoring      2025-06-02   <7>  Tom Okafor
rollback        2025-01-01   <2>  Priya Nair
review          2026-11-23   not committed yet

2026-11-23  not committed yet
    changed review
    reviewed it on 2026-11-20, with a change of meaning
      | governed code: 1 commit (model 1), 2026-08-01
2026-07-01  <9>  Sam Stranger
    reviewed it on 2026-07-01, the date alone, by somebody whom the file does
    not name
2026-01-01  <8>  Sam Stranger
    dated a review 2027-01-01, which had not come: it does not count
2025-06-02  <7>  Tom Okafor
    changed monitoring
    reviewed it on 2025-06-01, with a change of meaning
      | governed code: 2 commits (data 1, deployment 1, model 1), 2025-02-01 to
      | 2025-05-01; beside them 1 by programs
2025-01-01  <2>  Priya Nair
    wrote the declaration
    reviewed it on 2025-01-01
      | governed code: 2 commits (model 2), 2024-12-01 to 2025-01-01
"""
