"""Every state that a repository may be in: what is known, what is not, and what mends it."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from declarations import DECLARATION, NAME, TODAY, edited, reviewed
from repositories import STRANGER, History, git

from govlint import source
from govlint.facts import history
from govlint.git.repository import Repository
from govlint.snapshot import WorkingTree

if TYPE_CHECKING:
    from pathlib import Path

    from telling import Tell

    from govlint.model import Fact

MINIMUM = ("minimum: 0.62", "minimum: 0.7")
DOCUMENT = {"review", "declaration", "sections", "baseline"}
PARTS = {*DOCUMENT, "governed", "technical", "runbook", "model"}


class Elsewhere:
    """A repository that was not written by `History`, but has a root."""

    def __init__(self, root: str) -> None:
        self.root = root


@pytest.fixture
def begun(made: History) -> History:
    """Nine months of a declaration and of what it governs."""
    made.commit({NAME: reviewed("2026-02-01"), "ranker/a.py": "1"}, "2026-02-01")
    made.commit({"docs/rollback.md": "1", "deploy/a": "1", "models/ranker.dvc": "1"}, "2026-03-01")
    made.commit({NAME: DECLARATION}, "2026-07-01")
    made.commit({"ranker/a.py": "2"}, "2026-08-01", STRANGER)
    made.commit({NAME: edited(MINIMUM)}, "2026-09-01")
    made.commit({"ranker/a.py": "3"}, "2026-10-01", STRANGER)
    return made.build()


@pytest.fixture
def whole(begun: History, tell: Tell) -> Fact:
    """What a whole clone tells."""
    fact = tell(begun)
    assert not fact.unknown
    assert fact.data["whole"] is True
    return fact


def clone(begun: History, *options: str) -> Elsewhere:
    """A clone beside it."""
    git(begun.root, "config", "uploadpack.allowFilter", "true")
    git(begun.root, "config", "uploadpack.allowAnySHA1InWant", "true")
    git(begun.root, "clone", "--quiet", *options, f"file://{begun.root}", f"{begun.root}-clone")
    return Elsewhere(f"{begun.root}-clone")


class TestThoseThatTellAll:
    def test_a_fresh_clone(self, begun: History, tell: Tell, whole: Fact) -> None:
        assert tell(clone(begun)) == whole

    def test_packed_references(self, begun: History, tell: Tell, whole: Fact) -> None:
        git(begun.root, "pack-refs", "--all")
        git(begun.root, "gc", "--quiet")
        assert tell(begun) == whole

    def test_a_detached_head(self, begun: History, tell: Tell, whole: Fact) -> None:
        git(begun.root, "checkout", "--quiet", "--detach")
        assert tell(begun) == whole

    def test_a_head_that_is_a_link(self, begun: History, tell: Tell, whole: Fact) -> None:
        head = os.path.join(begun.root, ".git", "HEAD")
        os.remove(head)
        os.symlink("refs/heads/main", head)
        assert tell(begun) == whole

    def test_a_linked_worktree(self, begun: History, tell: Tell, whole: Fact) -> None:
        git(begun.root, "worktree", "add", "--quiet", "--detach", f"{begun.root}-tree")
        assert tell(Elsewhere(f"{begun.root}-tree")) == whole

    def test_a_submodule_has_a_history_of_its_own(
        self, begun: History, tell: Tell, whole: Fact
    ) -> None:
        outer = History(f"{begun.root}-outer")
        outer.commit({NAME: edited(MINIMUM)}, "2026-11-20", STRANGER)
        outer.build()
        git(outer.root, "submodule", "--quiet", "add", begun.root, "inner")
        assert tell(Elsewhere(os.path.join(outer.root, "inner"))) == whole
        assert tell(outer).data["commits"] == 1.0

    def test_a_git_directory_elsewhere_in_the_repository(
        self, begun: History, tell: Tell, whole: Fact
    ) -> None:
        os.rename(os.path.join(begun.root, ".git"), os.path.join(begun.root, "kept"))
        begun.write({".git": "gitdir: kept\n"})
        assert tell(begun) == whole

    def test_a_bare_repository(self, begun: History, tell: Tell, whole: Fact) -> None:
        bare = clone(begun, "--bare")
        fact = tell(bare, moment=begun.id(6))
        assert fact == whole

    def test_from_a_folder_within(self, begun: History, whole: Fact) -> None:
        content = DECLARATION.replace(*MINIMUM).encode()
        declared = history.Declared(NAME, content, source.read(content, NAME).data)
        request = history.Request(
            os.path.join(begun.root, "ranker"),
            WorkingTree(begun.root),
            (declared,),
            TODAY,
            os.environ,
        )
        assert history.collect(request)[NAME] == whole

    def test_another_object_format(self, tmp_path: Path, tell: Tell) -> None:
        made = History(str(tmp_path / "sha256"), "--object-format=sha256")
        made.commit({NAME: DECLARATION}, "2026-02-01")
        made.commit({NAME: edited(MINIMUM)}, "2026-09-01")
        assert tell(made.build()).data["sections"]["monitoring"]["changed"] == "2026-09-01"

    def test_a_commit_graph(self, begun: History, tell: Tell, whole: Fact) -> None:
        git(begun.root, "commit-graph", "write", "--reachable")
        assert tell(begun) == whole

    def test_an_older_commit(self, begun: History, tell: Tell) -> None:
        data = tell(begun, moment=begun.id(4)).data
        assert data["commits"] == 4.0
        assert data["sections"]["monitoring"]["changed"] == "2026-02-01"
        assert data["governed"]["all"]["commits"] == 1.0

    def test_the_synthetic_merge_of_a_pull_request(self, begun: History, tell: Tell) -> None:
        new = {"ranker/b.py": "1"}
        head = begun.commit(new, "2026-11-01", branch="side", parents=[6])
        begun.commit(new, "2026-11-20", "GitHub <noreply@github.com>", parents=[6, head])
        begun.build()
        git(begun.root, "checkout", "--quiet", "--detach", "main")
        assert tell(begun).data["commits"] == 8.0
        assert tell(begun, moment=begun.id(head)).data["commits"] == 7.0


class TestTheFileItself:
    @pytest.mark.parametrize("moment", ["working tree", "index"])
    def test_untracked_or_staged_for_the_first_time(
        self, made: History, tell: Tell, moment: str
    ) -> None:
        made.commit({"a": "1"}, "2026-02-01")
        made.build()
        if moment == "index":
            made.stage({NAME: DECLARATION})
        else:
            made.write({NAME: DECLARATION})
        data = tell(made, moment=moment).data
        assert {part["changed"] for part in data["sections"].values()} == {TODAY}
        assert not any("commit" in part for part in data["sections"].values())

    @pytest.mark.parametrize("moment", ["working tree", "index"])
    def test_before_the_first_commit(self, made: History, tell: Tell, moment: str) -> None:
        made.stage({NAME: DECLARATION})
        fact = tell(made, moment=moment)
        assert fact.data["commits"] == 0.0
        assert fact.data["sections"]["owners"]["changed"] == TODAY
        assert fact.data["technical"] == {"name": "Priya Nair"}

    def test_modified(self, begun: History, tell: Tell) -> None:
        begun.write({NAME: edited(MINIMUM, ("P3M", "P6M"))})
        sections = tell(begun).data["sections"]
        assert sections["review"] == {"changed": TODAY}
        assert sections["monitoring"]["changed"] == "2026-09-01"

    def test_modified_without_a_change_of_meaning(self, begun: History, tell: Tell) -> None:
        begun.write({NAME: "# more\n" + edited(MINIMUM)})
        sections = tell(begun).data["sections"]
        assert TODAY not in {part["changed"] for part in sections.values()}

    def test_staged_and_then_taken_back_in_the_working_tree(
        self, begun: History, tell: Tell
    ) -> None:
        begun.stage({NAME: edited(MINIMUM, ("P3M", "P6M"))})
        begun.write({NAME: edited(MINIMUM)})
        assert tell(begun).data["sections"]["review"]["changed"] == "2026-02-01"
        assert tell(begun, moment="index").data["sections"]["review"]["changed"] == TODAY

    def test_deleted_from_the_index_only(self, begun: History, tell: Tell) -> None:
        git(begun.root, "rm", "--quiet", "--cached", NAME)
        assert tell(begun).data["sections"]["monitoring"]["changed"] == "2026-09-01"

    def test_a_link_to_the_declaration(self, begun: History, tell: Tell) -> None:
        begun.commit({"here.yaml": f"link:{NAME}"}, "2026-11-01")
        begun.build()
        for moment in ("working tree", "index", begun.id(7)):
            sections = tell(begun, "here.yaml", moment).data["sections"]
            assert sections["monitoring"]["changed"] == "2026-09-01"

    def test_a_path_in_no_known_encoding(self, made: History, tell: Tell) -> None:
        odd = os.fsdecode(b"caf\xe9/ai-governance.yaml")
        made.commit({odd: DECLARATION}, "2026-02-01")
        made.commit({odd: edited(MINIMUM)}, "2026-09-01")
        made.build()
        assert tell(made, odd).data["sections"]["monitoring"]["changed"] == "2026-09-01"

    def test_several_declarations_share_one_log(self, made: History) -> None:
        other = DECLARATION.replace("candidate-ranker", "other")
        made.commit({NAME: DECLARATION, f"b/{NAME}": other}, "2026-02-01")
        made.commit({f"b/{NAME}": other.replace("0.62", "0.7")}, "2026-09-01")
        made.build()
        tree = WorkingTree(made.root)
        declared = []
        for path in (NAME, f"b/{NAME}"):
            content = tree.read(path) or b""
            declared.append(history.Declared(path, content, source.read(content, path).data))
        request = history.Request(made.root, tree, tuple(declared), TODAY, os.environ)
        run = history.start(request)
        facts = history.finish(run)
        moments = [facts[one.path].data["sections"]["monitoring"]["changed"] for one in declared]
        assert moments == ["2026-02-01", "2026-09-01"]
        assert isinstance(run.repository, Repository)
        assert run.repository.processes == 2


def unknown(fact: Fact) -> set[str]:
    """The parts that are not known."""
    return {name.partition(".")[0] for name in fact.unknown}


class TestShallow:
    @pytest.mark.parametrize(
        ("depth", "expected"),
        [
            (1, PARTS),
            (2, PARTS - {"technical"}),
            (3, PARTS - {"technical", "declaration"}),
            (4, PARTS - {"technical", "declaration"}),
            (5, {"sections", "runbook", "model"}),
        ],
    )
    def test_what_lies_behind_the_boundary_is_not_known(
        self, begun: History, tell: Tell, depth: int, expected: set[str]
    ) -> None:
        fact = tell(clone(begun, f"--depth={depth}"))
        assert unknown(fact) == expected
        assert fact.data["whole"] is False
        for why in fact.unknown.values():
            assert why.reason.startswith("this is a shallow clone, which holds nothing from before")
            assert "git fetch --unshallow" in why.remedy
            assert "fetch-depth: 0" in why.remedy
            assert "GIT_DEPTH: 0" in why.remedy
            assert why.obtainable

    def test_what_is_known_is_the_same_as_in_a_whole_clone(
        self, begun: History, tell: Tell, whole: Fact
    ) -> None:
        for depth in range(1, 7):
            made = clone(begun, f"--depth={depth}")
            fact = tell(made)
            shutil.rmtree(made.root)
            for name in set(fact.data) - {"whole", "commits", "sections", "people"}:
                assert fact.data[name] == whole.data[name], (depth, name)
            for name, part in fact.data["sections"].items():
                assert part == whole.data["sections"][name], (depth, name)

    def test_a_boundary_on_another_branch_may_hide_something_newer(
        self, made: History, tell: Tell
    ) -> None:
        base = made.commit({NAME: reviewed("2026-02-01")}, "2026-02-01")
        main = made.commit({NAME: DECLARATION}, "2026-07-01")
        side = made.commit({"a": "1"}, "2026-10-01", branch="side", parents=[base])
        made.commit({"a": "1"}, "2026-10-02", parents=[main, side])
        made.build()
        assert tell(made).data["review"]["written"] == "2026-07-01"
        made.write({".git/shallow": f"{made.id(side)}\n"})
        fact = tell(made)
        assert {"review", "governed"} <= unknown(fact)
        assert "2026-10-01" in fact.unknown["review"].reason

    def test_a_boundary_before_the_window_does_not_matter(self, made: History, tell: Tell) -> None:
        for day in ("2024-10-01", "2025-09-01"):
            made.commit({NAME: reviewed("2024-10-01"), "a": day}, day)
        made.commit({NAME: DECLARATION}, "2026-07-01")
        made.build()
        fact = tell(clone(made, "--depth=2"))
        assert "baseline" not in fact.unknown
        assert "governed" not in fact.unknown

    @pytest.mark.parametrize(("depth", "wrong"), [(1, 1), (2, 1), (3, 2)])
    def test_a_boundary_from_1990_says_nothing_of_what_is_behind_it(
        self, made: History, tell: Tell, depth: int, wrong: int
    ) -> None:
        made.commit({NAME: reviewed("2026-02-01"), "docs/rollback.md": "1"}, "2026-02-01")
        made.commit({NAME: DECLARATION, "models/ranker.dvc": "1"}, "2026-07-01")
        made.commit({"ranker/a.py": "1", "docs/rollback.md": "2"}, "2026-10-15", STRANGER)
        for number in range(wrong):
            made.commit({"deploy/b": str(number)}, f"1990-01-0{number + 1}", STRANGER)
        for number in range(depth - wrong):
            made.commit({"a": str(number)}, "2026-11-20", STRANGER)
        fact = tell(clone(made.build(), f"--depth={depth}"))
        assert unknown(fact) == PARTS
        told = "this is a shallow clone, and a commit where it ends is dated 1990-01-01, which"
        assert fact.unknown["governed"].reason == f"{told} may be a wrong clock's"
        assert "fetch-depth: 0" in fact.unknown["governed"].remedy

    def test_a_boundary_from_1990_is_no_older_than_what_is_built_on_it(
        self, made: History, tell: Tell
    ) -> None:
        """Another line of commits ends long before, and tells nothing of this one's clock."""
        old = made.commit({"a": "1"}, "2024-02-01")
        first = made.commit({NAME: DECLARATION}, "2026-07-01", branch="side", parents=[])
        wrong = made.commit({"ranker/a.py": "1"}, "1990-01-01", branch="side", parents=[first])
        side = made.commit({"b": "1"}, "2026-09-20", branch="side", parents=[wrong])
        files = {NAME: DECLARATION, "ranker/a.py": "1", "b": "1"}
        made.commit(files, "2026-10-20", parents=[old, side])
        made.build().write({".git/shallow": f"{made.id(wrong)}\n"})
        fact = tell(made)
        assert {"review", "sections", "governed"} <= unknown(fact)
        assert tell(made, since="2024-01-01").data["whole"] is False


class TestPartial:
    def test_without_old_contents(self, begun: History, tell: Tell, whole: Fact) -> None:
        made = clone(begun, "--filter=blob:none")
        fact = tell(made)
        assert unknown(fact) == DOCUMENT
        assert fact.data["governed"] == whole.data["governed"]
        assert fact.data["technical"] == whole.data["technical"]
        assert fact.unknown["baseline"].reason == (
            "this is a partial clone, which lacks old versions of ai-governance.yaml"
        )
        assert "--deepen" in fact.unknown["baseline"].remedy

    def test_without_old_folders(self, begun: History, tell: Tell) -> None:
        fact = tell(clone(begun, "--filter=tree:0"))
        assert fact.unavailable is not None
        assert fact.unavailable.reason == (
            "this is a partial clone, which lacks the folders of old commits"
        )
        assert "--deepen" in fact.unavailable.remedy

    def test_nothing_is_fetched(self, begun: History, tell: Tell) -> None:
        made = clone(begun, "--filter=blob:none")
        before = git(made.root, "count-objects", "-v")
        tell(made)
        assert git(made.root, "count-objects", "-v") == before


class TestNothingToRead:
    def ask(self, root: str, tell: Tell, **more: Any) -> tuple[str, str, bool]:
        fact = tell(Elsewhere(root), **more)
        assert fact.data is None
        assert fact.unavailable is not None
        return fact.unavailable

    def test_no_repository(self, tmp_path: Path, tell: Tell) -> None:
        (tmp_path / NAME).write_text(DECLARATION)
        reason, remedy, obtainable = self.ask(str(tmp_path), tell)
        assert reason == "this is not in a git repository"
        assert "git init" in remedy
        assert not obtainable

    def test_no_git(self, begun: History, tell: Tell) -> None:
        reason, remedy, obtainable = self.ask(begun.root, tell, environ={"PATH": "/nowhere"})
        assert reason == "git was not found on PATH"
        assert remedy
        assert obtainable

    def test_a_git_in_the_repository_is_not_run(self, begun: History, tell: Tell) -> None:
        begun.write({"git": "#!/bin/sh\ntouch ran\n"})
        os.chmod(os.path.join(begun.root, "git"), 0o755)
        here = os.getcwd()
        try:
            os.chdir(begun.root)
            self.ask(begun.root, tell, environ={"PATH": ".::"})
        finally:
            os.chdir(here)
        assert not os.path.exists(os.path.join(begun.root, "ran"))

    def test_objects_are_damaged(self, begun: History, tell: Tell) -> None:
        git(begun.root, "repack", "-adq")
        packs = os.path.join(begun.root, ".git", "objects", "pack")
        for name in os.listdir(packs):
            path = os.path.join(packs, name)
            os.chmod(path, 0o644)
            with open(path, "r+b") as file:
                file.truncate(100)
        reason, _, obtainable = self.ask(begun.root, tell)
        assert reason.startswith("git could not read the repository: ")
        assert obtainable

    def test_a_missing_commit(self, begun: History, tell: Tell) -> None:
        head = os.path.join(begun.root, ".git", "refs", "heads", "main")
        with open(head, "w", encoding="ascii") as file:
            file.write("1" * 40)
        assert self.ask(begun.root, tell)[0].startswith("git could not read the repository: ")
