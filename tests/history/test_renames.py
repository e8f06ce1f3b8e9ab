"""A declaration is followed to its earlier names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from declarations import DECLARATION, NAME, edited
from repositories import git

from govlint.facts.history import everything, origins, renames
from govlint.git import trees
from govlint.git.repository import Repository

if TYPE_CHECKING:
    from repositories import History
    from telling import Tell

    from govlint.model import Fact

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


def chain(made: History, count: int) -> History:
    """A declaration of February with ``count`` unusual names, edited under some of them."""
    made.commit({"name-0.txt": DECLARATION}, "2026-02-01")
    for number in range(1, count):
        moves = {f"name-{number - 1}.txt": f"name-{number}.txt"}
        made.commit({}, f"2026-03-{number:02}", moves=moves)
    made.commit({f"name-{count - 1}.txt": edited(MINIMUM)}, "2026-04-01")
    made.commit({}, "2026-05-01", moves={f"name-{count - 1}.txt": NAME})
    return made.build()


def test_one_more_process_for_any_chain_of_names(
    made: History, tell: Tell, processes: list[int]
) -> None:
    assert moments(tell, chain(made, 12)) == ("2026-02-01", "2026-04-01")
    assert processes == [3]


def test_a_file_that_was_renamed_and_broken_at_once(made: History, tell: Tell) -> None:
    made.commit({"old.yaml": DECLARATION}, "2026-02-01")
    made.commit({"old.yaml": None, NAME: "owners: ["}, "2026-03-01")
    made.commit({NAME: edited(MINIMUM)}, "2026-04-01")
    assert moments(tell, made.build()) == ("2026-02-01", "2026-04-01")


def test_of_two_equal_files_the_one_of_the_same_name_is_followed(made: History, tell: Tell) -> None:
    files = {"a/other.yaml": DECLARATION, "b/mine.yaml": edited(MINIMUM)}
    made.commit(files, "2026-02-01")
    made.commit({"b/mine.yaml": DECLARATION}, "2026-03-01")
    made.commit({"a/other.yaml": None}, "2026-09-01", moves={"b/mine.yaml": "c/mine.yaml"})
    assert moments(tell, made.build(), "c/mine.yaml") == ("2026-02-01", "2026-03-01")


def test_another_repository_merged_into_a_folder(made: History, tell: Tell) -> None:
    """Its declaration stood where the one of this repository stands."""
    mine = made.commit({NAME: OTHER}, "2026-01-01")
    mine = made.commit({NAME: OTHER.replace("0.62", "0.8")}, "2026-06-01", parents=[mine])
    theirs = made.commit({NAME: DECLARATION}, "2026-02-01", branch="theirs", parents=[])
    theirs = made.commit({NAME: edited(MINIMUM)}, "2026-03-01", branch="theirs")
    merged = {f"theirs/{NAME}": edited(MINIMUM)}
    made.commit(merged, "2026-09-01", parents=[mine, theirs])
    assert moments(tell, made.build(), f"theirs/{NAME}") == ("2026-02-01", "2026-03-01")


def test_a_folder_that_was_moved_whole_need_not_be_looked_into(
    made: History, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trees, "MOST_TREES", 2)
    others = {f"old/{number}/a": "1" for number in range(5)}
    made.commit({f"old/ranker/{NAME}": DECLARATION, **others}, "2026-02-01")
    made.commit({}, "2026-09-01", moves={"old": "new"})
    assert moments(tell, made.build(), f"new/ranker/{NAME}") == ("2026-02-01", "2026-02-01")


class TestLimits:
    """What a limit hides is said, and no date is made up for it."""

    def told(self, fact: Fact, reason: str) -> None:
        """The owners' section was not changed since it was first written."""
        assert fact.unknown["sections.owners"].reason == reason
        assert fact.unknown["sections.owners"].remedy
        assert "owners" not in fact.data["sections"]
        assert {"review", "sections.owners"} <= set(fact.unknown)

    def test_renames(self, made: History, tell: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(renames, "MOST_RENAMES", 5)
        fact = tell(chain(made, 6))
        self.told(fact, "only the last 5 renames of ai-governance.yaml were followed")
        assert fact.data["sections"]["monitoring"]["changed"] == "2026-04-01"
        monkeypatch.setattr(renames, "MOST_RENAMES", 6)
        assert not tell(made).unknown

    def test_changes(self, made: History, tell: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(everything, "MOST_CHANGES", 5)
        told = "earlier names were looked up back to 2026-03-02 only, among very many changes"
        self.told(tell(chain(made, 3)), told)
        monkeypatch.setattr(everything, "MOST_CHANGES", 8)
        assert not tell(made).unknown

    @pytest.mark.parametrize("limit", ["folders", "files"])
    def test_one_large_commit(
        self, made: History, tell: Tell, monkeypatch: pytest.MonkeyPatch, limit: str
    ) -> None:
        if limit == "folders":
            monkeypatch.setattr(trees, "MOST_TREES", 8)
        else:
            monkeypatch.setattr(origins, "_MOST_CANDIDATES", 2)
        others = {f"old/{number}/a.yaml": "1" for number in range(9)}
        made.commit({"old/0/x.yaml": DECLARATION, **others}, "2026-02-01")
        gone = dict.fromkeys(["old/0/x.yaml", *others])
        large = made.commit({**gone, NAME: edited(MINIMUM)}, "2026-09-01")
        made.commit({NAME: edited(MINIMUM, ("P3M", "P6M"))}, "2026-10-01")
        fact = tell(made.build())
        told = f"commit {made.id(large)[:7]} of 2026-09-01 moved more files than govlint looks"
        self.told(fact, f"{told} through, so where ai-governance.yaml was before is not known")
        assert fact.data["sections"]["review"]["changed"] == "2026-10-01"

    def test_a_runbook(self, made: History, tell: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(renames, "MOST_RENAMES", 1)
        made.commit({NAME: DECLARATION, "a.md": "1", "ranker/a": "1"}, "2026-02-01")
        made.commit({}, "2026-03-01", moves={"a.md": "b.md"})
        made.commit({"deploy/new": "1"}, "2026-04-01", moves={"b.md": "docs/rollback.md"})
        fact = tell(made.build())
        told = "only the last 1 renames of docs/rollback.md were followed"
        assert fact.unknown["runbook"].reason == told
        assert "runbook" not in fact.data
