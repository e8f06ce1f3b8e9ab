"""Who made the last review, when, and what kind it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from declarations import DECLARATION, NAME, edited, reviewed
from repositories import BOT, PRIYA, STRANGER, TOM

from govlint.facts.history import scan

if TYPE_CHECKING:
    from repositories import History
    from telling import Tell

MINIMUM = ("minimum: 0.62", "minimum: 0.7")
LUIS = "Luis Ferrer <luis@private.example>"


def review(tell: Tell, made: History, **more: Any) -> dict[str, Any]:
    """The part ``review``, without the details of its commit."""
    part = dict(tell(made, **more).data["review"])
    part["commit"] = part.get("commit", {}).get("id", "")
    return part


@pytest.fixture
def begun(made: History) -> History:
    """A declaration written in February, whose review is of July."""
    made.commit({NAME: DECLARATION.replace("2026-07-01", "2026-02-01")}, "2026-02-01")
    made.commit({NAME: DECLARATION}, "2026-07-01")
    return made


KINDS = {
    "a bump by an owner": (PRIYA, reviewed("2026-10-05"), ("bump", True, True)),
    "a bump by the other owner, by handle": (
        "Tom <12+tomokafor@users.noreply.github.com>",
        reviewed("2026-10-05"),
        ("bump", True, True),
    ),
    "a bump by a deputy": (LUIS, reviewed("2026-10-05"), ("bump", True, True)),
    "a bump by a stranger": (STRANGER, reviewed("2026-10-05"), ("bump", True, False)),
    "a bump by a program": (BOT, reviewed("2026-10-05"), ("bot", False, False)),
    "a bump by a workflow": (
        "github-actions <41898282+github-actions@users.noreply.github.com>",
        reviewed("2026-10-05"),
        ("bot", False, False),
    ),
    "a review with content": (
        PRIYA,
        reviewed("2026-10-05", edited(MINIMUM)),
        ("content", True, True),
    ),
    "a review with a record": (
        PRIYA,
        reviewed("2026-10-05", edited(("last_tested: 2026-10-02", "last_tested: 2026-10-04"))),
        ("bump", True, True),
    ),
}


@pytest.mark.parametrize(("author", "content", "expected"), KINDS.values(), ids=KINDS)
def test_kinds(
    begun: History, tell: Tell, author: str, content: str, expected: tuple[str, bool, bool]
) -> None:
    number = begun.commit({NAME: content}, "2026-10-07", author)
    part = review(tell, begun.build())
    assert (part["kind"], part["person"], part["named"]) == expected
    assert (part["declared"], part["written"], part["apart"]) == ("2026-10-05", "2026-10-07", 2.0)
    assert part["commit"] == begun.id(number)
    assert not part["ahead"]


def test_a_configured_name_is_a_program(begun: History, tell: Tell) -> None:
    begun.commit({NAME: reviewed("2026-10-05")}, "2026-10-05", "Ops Sync <sync@corp.example>")
    assert review(tell, begun.build(), bots=("*@corp.example",))["kind"] == "bot"


def test_the_mailmap_tells_who_it_was(begun: History, tell: Tell) -> None:
    begun.commit(
        {
            NAME: reviewed("2026-10-05"),
            ".mailmap": "Priya Nair <priya.nair@example.com> pn <pn@laptop.local>\n",
        },
        "2026-10-05",
        "pn <pn@laptop.local>",
    )
    assert review(tell, begun.build())["named"] is True


def test_edits_after_the_review_are_named(begun: History, tell: Tell) -> None:
    begun.commit({NAME: reviewed("2026-10-05")}, "2026-10-05")
    begun.commit({NAME: reviewed("2026-10-05", edited(MINIMUM))}, "2026-11-02", STRANGER)
    part = review(tell, begun.build())
    assert part["edited"] == ["monitoring"]
    assert part["by"] == "Priya Nair"


def test_a_reviewer_is_judged_by_the_author_and_not_by_the_committer(
    begun: History, tell: Tell
) -> None:
    github = "GitHub <noreply@github.com>"
    begun.commit({NAME: reviewed("2026-10-05")}, "2026-10-06", TOM, committer=github)
    assert review(tell, begun.build())["by"] == "Tom Okafor"


def test_a_date_that_was_still_to_come_is_no_review(begun: History, tell: Tell) -> None:
    begun.commit({NAME: reviewed("2026-10-05")}, "2026-08-01")
    begun.commit({"ranker/a.py": "1"}, "2026-07-20")
    fact = tell(begun.build())
    assert fact.data["review"]["ahead"] is True
    assert fact.data["review"]["apart"] == 65.0
    assert fact.data["governed"]["since"] == "2026-07-01"


def test_before_a_date_that_was_still_to_come_the_last_review_may_be_too_old_to_be_known(
    made: History, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "OLDER", 2)
    made.commit({NAME: reviewed("2024-01-01")}, "2024-01-01")
    for day in ("2024-02-01", "2024-03-01"):
        made.commit({"ranker/a.py": day}, day)
    made.commit({NAME: reviewed("2026-10-05")}, "2025-12-10")
    fact = tell(made.build())
    assert fact.data["review"]["ahead"] is True
    assert fact.unknown["governed"].reason.startswith("the review of 2026-10-05 was written long")
    monkeypatch.setattr(scan, "OLDER", 256)
    assert tell(made).data["governed"]["since"] == "2024-01-01"


def test_a_date_of_tomorrow_is_a_matter_of_time_zones(begun: History, tell: Tell) -> None:
    begun.commit({NAME: reviewed("2026-10-06")}, "1791201600 +1300")
    part = review(tell, begun.build())
    assert (part["written"], part["ahead"]) == ("2026-10-05", False)


def test_a_date_two_days_ahead_is_no_matter_of_time_zones(begun: History, tell: Tell) -> None:
    begun.commit({NAME: reviewed("2026-10-07")}, "2026-10-05")
    assert review(tell, begun.build())["ahead"] is True


def test_what_was_edited_with_the_review_is_not_edited_after_it(begun: History, tell: Tell) -> None:
    begun.commit({NAME: reviewed("2026-10-05", edited(MINIMUM))}, "2026-10-05")
    assert review(tell, begun.build())["edited"] == []


def test_a_review_that_was_taken_back(begun: History, tell: Tell) -> None:
    begun.commit({NAME: reviewed("2026-10-05")}, "2026-10-05", STRANGER)
    begun.commit({NAME: DECLARATION}, "2026-10-20", TOM)
    part = review(tell, begun.build())
    assert (part["declared"], part["written"], part["by"]) == (
        "2026-07-01",
        "2026-10-20",
        "Tom Okafor",
    )


def test_a_review_on_a_merged_branch_belongs_to_its_commit(begun: History, tell: Tell) -> None:
    main = begun.commit({"ranker/a.py": "1"}, "2026-10-01")
    side = begun.commit(
        {NAME: reviewed("2026-10-05")}, "2026-10-05", TOM, branch="side", parents=[main]
    )
    more = begun.commit({NAME: edited(MINIMUM)}, "2026-10-06")
    begun.commit(
        {NAME: reviewed("2026-10-05", edited(MINIMUM))},
        "2026-10-07",
        STRANGER,
        parents=[more, side],
    )
    part = review(tell, begun.build())
    assert (part["by"], part["kind"], part["commit"]) == ("Tom Okafor", "bump", begun.id(side))


def test_no_review_is_declared(made: History, tell: Tell) -> None:
    made.commit({NAME: edited(("  last_reviewed: 2026-07-01\n", ""))}, "2026-02-01")
    fact = tell(made.build())
    assert fact.data["review"] == {}
    assert fact.data["governed"] == {}
    assert not fact.unknown


def test_a_date_older_than_its_file_is_dated_by_its_commit(made: History, tell: Tell) -> None:
    made.commit({NAME: reviewed("2025-12-01")}, "2026-09-01")
    part = review(tell, made.build())
    assert (part["written"], part["apart"]) == ("2026-09-01", 274.0)


class TestUncommitted:
    """What stands in the working tree or the index is the newest version, dated today."""

    def test_nobody_knows_whose_a_change_in_the_working_tree_is(
        self, begun: History, tell: Tell
    ) -> None:
        begun.build()
        begun.write({NAME: reviewed("2026-11-20")})
        fact = tell(begun, environ={"PATH": "/usr/bin:/bin"})
        assert (fact.data["review"]["written"], fact.data["review"]["apart"]) == ("2026-11-23", 3.0)
        assert "named" not in fact.data["review"]
        assert sorted(fact.unknown) == ["review.named", "review.person"]
        assert fact.unknown["review.named"].remedy == "Commit it."

    @pytest.mark.parametrize(("name", "named"), [("Tom Okafor", True), ("Sam", False)])
    def test_git_tells_a_hook_whose_it_is(
        self, begun: History, tell: Tell, name: str, named: bool
    ) -> None:
        begun.build()
        begun.stage({NAME: reviewed("2026-11-20")})
        environ = {"PATH": "/usr/bin:/bin", "GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": "x@y.z"}
        part = review(tell, begun, moment="index", environ=environ)
        assert (part["by"], part["named"], part["commit"]) == (name, named, "")

    def test_the_index_does_not_see_the_working_tree(self, begun: History, tell: Tell) -> None:
        begun.build()
        begun.stage({NAME: reviewed("2026-11-20")})
        begun.write({NAME: reviewed("2026-11-22")})
        assert review(tell, begun, moment="index")["declared"] == "2026-11-20"
        assert review(tell, begun)["declared"] == "2026-11-22"

    def test_an_older_commit_sees_neither(self, begun: History, tell: Tell) -> None:
        later = begun.commit({NAME: reviewed("2026-10-05")}, "2026-10-05")
        begun.build()
        begun.write({NAME: reviewed("2026-11-22")})
        assert review(tell, begun, moment=begun.id(later))["declared"] == "2026-10-05"
        assert review(tell, begun, moment=begun.id(later - 1))["declared"] == "2026-07-01"
