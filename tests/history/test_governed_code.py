"""How far governed code moved since the last review, and what came or went with the runbook."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
from declarations import DECLARATION, NAME, TODAY, edited, reviewed
from repositories import BOT, TOM, git

from govlint import source
from govlint.facts import Facts, Scene, Subject
from govlint.facts.history import governed
from govlint.snapshot import WorkingTree

if TYPE_CHECKING:
    from repositories import History
    from telling import Tell

UNGOVERNED = (
    DECLARATION[: DECLARATION.index("governs:")] + DECLARATION[DECLARATION.index("owners:") :]
)


def counts(part: dict[str, Any], *groups: str) -> dict[str, tuple[float, float]]:
    """Commits and days by group."""
    return {name: (part[name]["commits"], part[name]["days"]) for name in groups}


@pytest.fixture
def begun(made: History) -> History:
    """A declaration that was reviewed on 1 July."""
    before = reviewed("2026-02-01")
    made.commit({NAME: before, "ranker/a.py": "0", "docs/rollback.md": "1"}, "2026-02-01")
    made.commit({NAME: DECLARATION, "ranker/a.py": "1"}, "2026-07-01")
    return made


def test_commits_and_days_by_group(begun: History, tell: Tell) -> None:
    begun.commit({"ranker/a.py": "2"}, "2026-07-02")
    begun.commit({"ranker/deep/b.py": "3", "pipelines/p.sql": "1"}, "2026-08-10", TOM)
    last = begun.commit({"models/ranker.dvc": "4"}, "2026-10-09")
    begun.commit({"web/index.html": "5", "models/other.dvc": "1"}, "2026-11-01")
    part = tell(begun.build()).data["governed"]
    assert part["since"] == "2026-07-01"
    assert counts(part, "all", "model", "data", "deployment") == {
        "all": (3.0, 100.0),
        "model": (3.0, 100.0),
        "data": (1.0, 40.0),
        "deployment": (0.0, 0.0),
    }
    assert (part["all"]["first"], part["all"]["last"]) == ("2026-07-02", "2026-10-09")
    assert part["all"]["commit"]["id"] == begun.id(last)
    assert "last" not in part["deployment"]


def test_a_review_starts_the_count_anew(begun: History, tell: Tell) -> None:
    begun.commit({"ranker/a.py": "2"}, "2026-09-01")
    begun.commit({NAME: edited(("2026-07-01", "2026-10-05"))}, "2026-10-05")
    assert counts(tell(begun.build()).data["governed"], "all") == {"all": (0.0, 0.0)}


def test_programs_and_ignored_revisions_are_left_out_and_counted(
    begun: History, tell: Tell
) -> None:
    begun.commit({"ranker/a.py": "2"}, "2026-08-01")
    begun.commit({"ranker/a.py": "3"}, "2026-09-01", BOT)
    reformatted = begun.commit({"ranker/a.py": "4"}, "2026-10-01")
    commit = begun.build().id(reformatted)
    begun.stage({".git-blame-ignore-revs": f"# black\n{commit}\n"})
    git(begun.root, "commit", "--quiet", "--message", "Ignore")
    part = tell(begun).data["governed"]["all"]
    assert (part["commits"], part["bots"], part["ignored"]) == (1.0, 1.0, 1.0)


def test_a_revision_in_a_comment_is_not_ignored(begun: History, tell: Tell) -> None:
    commented = begun.commit({"ranker/a.py": "2"}, "2026-08-01")
    upper = begun.commit({"ranker/a.py": "3"}, "2026-09-01")
    begun.build()
    text = f"# not {begun.id(commented)}\n {begun.id(upper).upper()} # black\nnot an id\n"
    begun.stage({".git-blame-ignore-revs": text})
    git(begun.root, "commit", "--quiet", "--message", "Ignore")
    part = tell(begun).data["governed"]["all"]
    assert (part["commits"], part["ignored"]) == (1.0, 1.0)


def test_a_change_cannot_ignore_its_own_commits(begun: History, tell: Tell) -> None:
    """In a pull request the ignored revisions are those of its base."""
    before = begun.commit({"ranker/a.py": "2"}, "2026-08-01")
    own = begun.commit({"ranker/a.py": "3"}, "2026-10-20")
    begun.build()
    begun.stage({".git-blame-ignore-revs": begun.id(before)})
    git(begun.root, "commit", "--quiet", "--message", "Ignore")
    base = git(begun.root, "rev-parse", "HEAD")
    begun.stage({".git-blame-ignore-revs": begun.id(own)})
    git(begun.root, "commit", "--quiet", "--message", "Ignore another")
    scene = Scene(begun.root, WorkingTree(begun.root), TODAY, os.environ, {})
    ignored = [ignored_days(one) for one in (scene._replace(base=base), scene)]
    assert ignored == [("2026-10-20", 1.0), ("2026-08-01", 1.0)]


def ignored_days(scene: Scene) -> tuple[str, float]:
    """The last movement that counts, and how many were ignored."""
    content = scene.snapshot.read(NAME) or b""
    document = source.read(content, NAME)
    subject = Subject(NAME, content, document, document.data, frozenset({"history.governed.all"}))
    part = Facts(scene, [subject]).of(NAME)["history"].data["governed"]["all"]
    return part["last"], part["ignored"]


def test_a_merge_is_no_movement_of_its_own(begun: History, tell: Tell) -> None:
    main = begun.commit({"ranker/a.py": "2"}, "2026-08-01")
    side = begun.commit({"pipelines/p.sql": "1"}, "2026-08-02", branch="side", parents=[main])
    more = begun.commit({"ranker/a.py": "3"}, "2026-08-03")
    begun.commit({"pipelines/p.sql": "1"}, "2026-08-04", parents=[more, side])
    assert counts(tell(begun.build()).data["governed"], "all") == {"all": (3.0, 33.0)}


def test_without_governs_all_code_below_the_file_is_one_group(made: History, tell: Tell) -> None:
    files = ("a.py", "src/b.py", "docs/x.py", "README.md", "tests/test_a.py", "c_test.go", NAME)
    made.commit({NAME: UNGOVERNED}, "2026-07-01")
    for day, path in enumerate(files, 1):
        made.commit({path: UNGOVERNED + "# 1\n"}, f"2026-08-{day:02}")
    part = tell(made.build()).data["governed"]
    assert counts(part, "all", "code", "model") == {
        "all": (2.0, 32.0),
        "code": (2.0, 32.0),
        "model": (0.0, 0.0),
    }


def test_each_declaration_governs_its_own_folder(made: History, tell: Tell) -> None:
    inner = UNGOVERNED.replace("candidate-ranker", "inner")
    made.commit({NAME: UNGOVERNED, f"inner/{NAME}": inner}, "2026-07-01")
    made.commit({"a.py": "1"}, "2026-08-01")
    made.commit({"inner/b.py": "1"}, "2026-09-01")
    made.build()
    assert counts(tell(made, f"inner/{NAME}").data["governed"], "all") == {"all": (1.0, 62.0)}
    for moment in ("working tree", "index", made.id(3)):
        part = tell(made, moment=moment).data["governed"]
        assert counts(part, "all") == {"all": (1.0, 31.0)}, moment


PATTERNS = [
    ("", "ranker/**", "ranker/a/b.py", True),
    ("", "ranker/**", "rankers/a.py", False),
    ("", "ranker", "ranker/a/b.py", True),
    ("", "ranker/", "ranker/a.py", True),
    ("", "./ranker/a.py", "ranker/a.py", True),
    ("", "*.py", "a.py", True),
    ("", "*.py", "src/a.py", False),
    ("", "**/*.py", "src/deep/a.py", True),
    ("", "**/*.py", "a.py", True),
    ("", "src/*/a.py", "src/x/a.py", True),
    ("", "src/*/a.py", "src/x/y/a.py", False),
    ("", "src/[ab].py", "src/a.py", True),
    ("", ".", "anything", True),
    ("team", "ranker/**", "team/ranker/a.py", True),
    ("team", "ranker/**", "ranker/a.py", False),
    ("team", "/ranker/**", "ranker/a.py", True),
    ("team", "../shared/**", "shared/a.py", True),
    ("team", "../../shared/**", "shared/a.py", False),
]


@pytest.mark.parametrize(("folder", "pattern", "path", "expected"), PATTERNS)
def test_patterns(folder: str, pattern: str, path: str, expected: bool) -> None:
    declaration = f"{folder}/{NAME}" if folder else NAME
    rules = governed.Governed({declaration: {"governs": {"serving": [pattern, "never/this"]}}})
    assert bool(rules.groups(path)) is expected


class TestRunbook:
    """A deployment file that came or went after the runbook last changed."""

    def test_changes_of_deployment_files_do_not_count(self, begun: History, tell: Tell) -> None:
        begun.commit({"deploy/a.yaml": "1"}, "2026-07-10")
        begun.commit({"docs/rollback.md": "2"}, "2026-08-01")
        begun.commit({"deploy/a.yaml": "2"}, "2026-09-01")
        part = tell(begun.build()).data["runbook"]
        assert (part["changed"], part["renewals"]) == ("2026-08-01", 0.0)

    @pytest.mark.parametrize("content", ["1", None], ids=["came", "went"])
    def test_what_came_or_went(self, begun: History, tell: Tell, content: str | None) -> None:
        begun.commit({"deploy/old.yaml": "0"}, "2026-07-15")
        begun.commit({"docs/rollback.md": "2"}, "2026-08-01")
        path = "deploy/new.yaml" if content else "deploy/old.yaml"
        number = begun.commit({path: content}, "2026-09-01")
        part = tell(begun.build()).data["runbook"]
        assert part["renewals"] == 1.0
        assert (part["renewed"]["date"], part["renewed"]["id"]) == ("2026-09-01", begun.id(number))

    def test_a_renamed_file_neither_came_nor_went(self, begun: History, tell: Tell) -> None:
        begun.commit({"deploy/old.yaml": "0"}, "2026-07-15")
        begun.commit({"docs/rollback.md": "2"}, "2026-08-01")
        begun.commit({}, "2026-09-01", moves={"deploy/old.yaml": "deploy/new.yaml"})
        assert tell(begun.build()).data["runbook"]["renewals"] == 0.0

    def test_a_renamed_runbook_is_as_old_as_it_was(self, begun: History, tell: Tell) -> None:
        begun.commit({"deploy/new.yaml": "1"}, "2026-08-01")
        begun.commit({}, "2026-09-01", moves={"docs/rollback.md": "old.md"})
        begun.commit({}, "2026-09-02", moves={"old.md": "docs/rollback.md"})
        part = tell(begun.build()).data["runbook"]
        assert (part["changed"], part["renewals"]) == ("2026-02-01", 1.0)

    def test_in_the_same_commit_the_runbook_is_current(self, begun: History, tell: Tell) -> None:
        begun.commit({"docs/rollback.md": "2", "deploy/new.yaml": "1"}, "2026-09-01")
        assert tell(begun.build()).data["runbook"]["renewals"] == 0.0

    def test_an_edit_that_is_not_committed_yet_counts(self, begun: History, tell: Tell) -> None:
        begun.commit({"deploy/new.yaml": "1"}, "2026-09-01")
        begun.build()
        begun.write({"docs/rollback.md": "3"})
        part = tell(begun).data["runbook"]
        assert (part["changed"], part["renewals"]) == ("2026-11-23", 0.0)

    @pytest.mark.parametrize("written", ["https://wiki.example/r", "../../etc/passwd", "none"])
    def test_a_runbook_that_is_no_file_here(self, made: History, tell: Tell, written: str) -> None:
        made.commit({NAME: edited(("docs/rollback.md", written))}, "2026-02-01")
        made.commit({"deploy/new.yaml": "1"}, "2026-09-01")
        assert tell(made.build()).data["runbook"] == {}


def test_the_model_is_what_points_to_it_and_programs_count(begun: History, tell: Tell) -> None:
    begun.commit({"models/ranker.dvc": "1"}, "2026-08-01", BOT)
    begun.commit({"ranker/a.py": "9"}, "2026-09-01")
    assert tell(begun.build()).data["model"]["changed"] == "2026-08-01"


def test_code_alone_is_no_model(begun: History, tell: Tell) -> None:
    begun.commit({"ranker/a.py": "9"}, "2026-09-01")
    assert tell(begun.build()).data["model"] == {}


def rules(written: dict[str, Any], *homes: str) -> governed.Governed:
    return governed.Governed({NAME: {"governs": written} if written else {}}, homes.__contains__)


class TestWhatWasLookedUpBefore:
    def test_serves_for_the_same_patterns(self, monkeypatch: pytest.MonkeyPatch) -> None:
        one, other = rules({"model": ["a/*.py"]}), rules({"model": ["a/*.py"]})
        found = one.groups("a/x.py")
        assert found
        other.take(one)
        monkeypatch.setattr(other, "_look_up", None)
        assert other.groups("a/x.py") == found

    def test_does_not_for_others(self) -> None:
        one, other = rules({"model": ["a/*.py"]}), rules({"data": ["a/*.py"]})
        assert one.groups("a/x.py") != rules({"data": ["a/*.py"]}).groups("a/x.py")
        other.take(one)
        assert other.groups("a/x.py") == rules({"data": ["a/*.py"]}).groups("a/x.py")

    def test_does_not_where_another_declaration_came(self) -> None:
        before, after = rules({}), rules({}, "part")
        assert before.groups("part/x.py")
        after.take(before)
        assert after.groups("part/x.py") == ()


def test_folders_in_which_everything_is_governed() -> None:
    written = {"model": ["a/**", "b/*.py", "c"], "data": ["d/**/*", "e/**/x"]}
    assert list(rules(written).below()) == ["a/", "c/", "d/"]
    assert list(rules({"data": ["**"]}).below()) == [""]
    assert list(rules({}).below()) == []
