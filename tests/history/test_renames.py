"""A declaration is followed to its earlier names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from declarations import DECLARATION, NAME, edited
from repositories import git

from govlint.git.repository import Repository

if TYPE_CHECKING:
    from repositories import History
    from telling import Tell

MINIMUM = ("minimum: 0.62", "minimum: 0.7")
CONTACT = ("priya.nair@example.com", "priya@example.com")
OTHER = DECLARATION.replace("candidate-ranker", "another-system")


def moments(tell: Tell, made: History, path: str = NAME, **more: str) -> tuple[str, str]:
    """When the owners and the monitoring last changed."""
    sections = tell(made, path, **more).data["sections"]
    return sections["owners"].get("changed", ""), sections["monitoring"].get("changed", "")


NAMES = {
    "another ending": "ai-governance.yml",
    "letter case": "AI-Governance.yaml",
    "another folder": "models/ranker/ai-governance.yaml",
    "another name": "docs/governance of the ranker.yaml",
    "a line end in the name": "odd\nname.yaml",
}


@pytest.mark.parametrize("old", NAMES.values(), ids=NAMES)
def test_a_rename_changes_nothing(made: History, tell: Tell, old: str) -> None:
    made.commit({old: DECLARATION}, "2026-02-01")
    made.commit({old: edited(MINIMUM)}, "2026-03-01")
    made.commit({}, "2026-09-01", moves={old: NAME})
    assert moments(tell, made.build()) == ("2026-02-01", "2026-03-01")


def test_a_rename_with_an_edit_changes_what_was_edited(made: History, tell: Tell) -> None:
    made.commit({"old.yaml": DECLARATION}, "2026-02-01")
    made.commit({"old.yaml": None, NAME: edited(MINIMUM)}, "2026-09-01")
    assert moments(tell, made.build()) == ("2026-02-01", "2026-09-01")


def test_several_renames_in_turn(made: History, tell: Tell) -> None:
    made.commit({"a/one.yaml": DECLARATION}, "2026-02-01")
    made.commit({"a/one.yaml": edited(MINIMUM)}, "2026-03-01")
    made.commit({}, "2026-04-01", moves={"a/one.yaml": "b/two.yaml"})
    made.commit({"b/two.yaml": edited(MINIMUM, CONTACT)}, "2026-05-01")
    made.commit({}, "2026-06-01", moves={"b/two.yaml": NAME})
    assert moments(tell, made.build()) == ("2026-05-01", "2026-03-01")


@pytest.mark.parametrize("other", NAMES.values(), ids=NAMES)
def test_what_was_edited_between_a_rename_and_the_way_back(
    made: History, tell: Tell, other: str
) -> None:
    made.commit({NAME: DECLARATION}, "2026-02-01")
    made.commit({NAME: edited(CONTACT)}, "2026-03-01")
    made.commit({}, "2026-04-01", moves={NAME: other})
    made.commit({other: edited(CONTACT, MINIMUM)}, "2026-05-01")
    made.commit({}, "2026-06-01", moves={other: NAME})
    made.commit({NAME: "# more\n" + edited(CONTACT, MINIMUM)}, "2026-07-01")
    assert moments(tell, made.build()) == ("2026-03-01", "2026-05-01")


def test_a_rename_merged_in_the_second_in_which_its_parent_was_made(
    made: History, tell: Tell
) -> None:
    """The log then tells of the parent first."""
    base = made.commit({"old.yaml": DECLARATION}, "2026-02-01")
    side = made.commit({}, "2026-02-01", branch="side", moves={"old.yaml": NAME}, parents=[base])
    made.commit({"old.yaml": None, NAME: DECLARATION}, "2026-09-01", parents=[base, side])
    assert moments(tell, made.build()) == ("2026-02-01", "2026-02-01")


def test_a_new_file_beside_a_deleted_one_is_new(made: History, tell: Tell) -> None:
    made.commit({"old.yaml": OTHER}, "2026-02-01")
    made.commit({"old.yaml": None, NAME: DECLARATION}, "2026-09-01")
    assert moments(tell, made.build()) == ("2026-09-01", "2026-09-01")


def test_a_copy_is_new(made: History, tell: Tell) -> None:
    made.commit({"old.yaml": DECLARATION}, "2026-02-01")
    made.commit({NAME: DECLARATION}, "2026-09-01")
    assert moments(tell, made.build()) == ("2026-09-01", "2026-09-01")


def test_an_old_name_given_to_another_system(made: History, tell: Tell) -> None:
    made.commit({"old.yaml": DECLARATION}, "2026-02-01")
    made.commit({}, "2026-03-01", moves={"old.yaml": NAME})
    made.commit({"old.yaml": OTHER}, "2026-04-01")
    made.commit({"old.yaml": OTHER.replace("0.62", "0.9")}, "2026-05-01")
    assert moments(tell, made.build()) == ("2026-02-01", "2026-02-01")


def test_an_edit_under_the_old_name_on_a_side_branch(made: History, tell: Tell) -> None:
    base = made.commit({"old.yaml": DECLARATION}, "2026-02-01")
    main = made.commit({}, "2026-03-01", moves={"old.yaml": NAME})
    side = made.commit({"old.yaml": edited(MINIMUM)}, "2026-04-01", branch="side", parents=[base])
    made.commit({NAME: edited(MINIMUM)}, "2026-05-01", parents=[main, side])
    assert moments(tell, made.build()) == ("2026-02-01", "2026-04-01")


@pytest.mark.parametrize("moment", ["working tree", "index"])
def test_a_rename_that_is_not_committed_yet(made: History, tell: Tell, moment: str) -> None:
    made.commit({"old.yaml": DECLARATION}, "2026-02-01")
    made.commit({"old.yaml": edited(MINIMUM)}, "2026-03-01")
    made.build()
    git(made.root, "mv", "old.yaml", NAME)
    made.stage({NAME: edited(MINIMUM, CONTACT)})
    assert moments(tell, made, moment=moment) == ("2026-11-23", "2026-03-01")


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many each repository had started when it was closed."""
    counts: list[int] = []
    close = Repository.close

    def counting(self: Repository) -> None:
        counts.append(self.processes)
        close(self)

    monkeypatch.setattr(Repository, "close", counting)
    return counts


def test_a_rename_takes_one_more_process_and_a_new_file_none(
    made: History, tell: Tell, processes: list[int]
) -> None:
    made.commit({"old.yaml": DECLARATION, "new.yaml": DECLARATION}, "2026-02-01")
    made.commit({}, "2026-09-01", moves={"old.yaml": "odd.yaml"})
    made.build()
    tell(made, "new.yaml")
    tell(made, "odd.yaml")
    assert processes == [2, 3]


def test_one_more_process_for_all_that_was_renamed(
    made: History, tell: Tell, processes: list[int]
) -> None:
    made.commit({"old.yaml": DECLARATION, "old.md": "1", "ranker/a": "1"}, "2026-02-01")
    made.commit({"old.md": "2"}, "2026-03-01")
    moves = {"old.yaml": "odd.yaml", "old.md": "docs/rollback.md"}
    made.commit({}, "2026-09-01", moves=moves)
    assert tell(made.build(), "odd.yaml").data["runbook"]["changed"] == "2026-03-01"
    assert processes == [3]
