"""Base and head as they are asked for: revisions, the index, the working tree; what is missing."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from declarations import DECLARATION, NAME, TODAY, edited
from repositories import BOT, TOM, History, git

from govlint import moments
from govlint.difference import difference
from govlint.errors import UsageError
from govlint.moments import Asked, open_moments

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from govlint.moments import Moments

    Opening = Callable[..., Moments]


def day(number: int) -> str:
    return f"2026-10-{number:02}"


@pytest.fixture
def history(tmp_path: Path) -> History:
    """main: 1, 2; topic: 3 and 4 on 1, and not checked out."""
    made = History(str(tmp_path / "repository"))
    files = {NAME: DECLARATION, "ranker/a.py": "a", "deploy/b": "b"}
    first = made.commit(files, day(1), message="Begin with a change")
    made.commit({"ranker/a.py": "a2"}, day(2))
    weaker = edited(("minimum: 0.62", "minimum: 0.5"))
    made.commit({NAME: weaker}, day(3), TOM, branch="topic", parents=[first])
    made.commit({"deploy/b": None, "deploy/c": "c"}, day(4), BOT, branch="topic")
    return made.build()


@pytest.fixture
def opening(history: History) -> Iterator[Opening]:
    opened: list[Moments] = []

    def make(base: str, head: str = "", **more: bool) -> Moments:
        asked = Asked(
            base, head, staged=more.get("staged", False), parted=more.get("parted", False)
        )
        opened.append(open_moments(history.root, os.environ, asked))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


def names(found: Moments) -> list[str]:
    files = moments.changed(found, lambda _: True)
    assert files.whole
    return [changed.path for changed in files.files]


def test_two_revisions(opening: Opening, history: History) -> None:
    found = opening("main", "topic")
    assert (found.base.id, found.commit) == (history.id(2), history.id(4))
    assert names(found) == [NAME, "deploy/b", "deploy/c", "ranker/a.py"]
    assert found.base.read("ranker/a.py") == b"a2"
    assert found.head.read("ranker/a.py") == b"a"


def test_from_where_they_parted(opening: Opening, history: History) -> None:
    found = opening("main", "topic", parted=True)
    assert (found.base.id, found.tip) == (history.id(1), history.id(2))
    assert names(found) == [NAME, "deploy/b", "deploy/c"]


def test_short_ids_and_relative_names(opening: Opening, history: History) -> None:
    assert opening(history.id(1)[:12], "topic~1").commit == history.id(3)
    git(history.root, "tag", "-a", "-m", "First", "v1", history.id(1))
    assert opening("v1").base.id == opening("heads/main~1").base.id == history.id(1)
    assert opening("main^{/a change}").base.id == history.id(1)


@pytest.mark.parametrize(
    "written",
    ["nothing", "main ", "main\nHEAD", "main\0", "\n", "main:ranker/a.py", "a b 5", "-x", "\udcff"],
)
def test_what_is_no_commit(opening: Opening, history: History, written: str) -> None:
    with pytest.raises(UsageError, match="There is no revision"):
        opening(written)
    assert opening("main").base.id == history.id(2)


def test_the_index_and_the_working_tree(opening: Opening, history: History) -> None:
    history.stage({"deploy/b": "b2"})
    history.write({"ranker/a.py": "a3", "untracked": "x"})
    assert names(opening("HEAD", staged=True)) == ["deploy/b"]
    found = opening("HEAD")
    assert found.head.name == "working tree"
    assert names(found) == ["deploy/b", "ranker/a.py"]
    few = moments.changed(found, lambda path: path.startswith("deploy/"))
    assert [changed.path for changed in few.files] == ["deploy/b"]


def test_authors(opening: Opening, history: History) -> None:
    found = moments.authors(opening("main", "topic", parted=True), {}, [NAME, "deploy/c", "x"])
    assert found == {
        NAME: (("Tom Okafor", "tom.okafor@example.com", history.id(3)),),
        "deploy/c": ((*BOT.removesuffix(">").split(" <"), history.id(4)),),
        "x": (),
    }
    assert moments.authors(opening("main"), {}, [NAME]) == {NAME: ()}
    environ = {"GIT_AUTHOR_NAME": "Ana Silva", "GIT_AUTHOR_EMAIL": "ana@example.com"}
    found = moments.authors(opening("main"), environ, [NAME])
    assert found == {NAME: (("Ana Silva", "ana@example.com", ""),)}


def test_authors_of_the_base_are_not_those_of_the_change(
    opening: Opening, history: History
) -> None:
    """Main was merged into the topic: its own commits are not the topic's."""
    git(history.root, "checkout", "--quiet", "topic")
    git(history.root, "merge", "--quiet", "--no-edit", "main")
    found = moments.authors(opening("main", "topic", parted=True), {}, ["ranker/a.py", NAME])
    assert found["ranker/a.py"] == ()
    assert [author.name for author in found[NAME]] == ["Tom Okafor"]


def test_co_authors(tmp_path: Path) -> None:
    made = History(str(tmp_path))
    made.commit({NAME: "a"}, day(1))
    together = (
        "Lower it\n\nCo-authored-by: Ana Silva <ana@example.com>\nReviewed-by: X <x@example.com>"
    )
    made.commit({NAME: "b"}, day(2), message=together)
    made.build()
    found = open_moments(made.root, os.environ, Asked("main~1", "main"))
    names_ = [author.name for author in moments.authors(found, {}, [NAME])[NAME]]
    found.close()
    assert names_ == ["Priya Nair", "Ana Silva"]


def test_before_the_first_commit(tmp_path: Path) -> None:
    root = str(tmp_path / "unborn")
    History(root).build()
    with pytest.raises(UsageError, match="no revision 'HEAD'"):
        open_moments(root, os.environ, Asked("HEAD"))


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (Asked("nowhere"), "There is no revision 'nowhere' in this repository."),
        (Asked("--all"), "There is no revision '--all' in this repository."),
        (Asked("main", "a\nb"), "There is no revision 'a⏎b' in this repository."),
        (Asked("alone", "main", parted=True), "main and alone have no commit in common."),
    ],
)
def test_what_is_not_there(history: History, asked: Asked, message: str) -> None:
    git(history.root, "checkout", "--quiet", "--orphan", "alone")
    git(history.root, "commit", "--quiet", "--message=x")
    git(history.root, "checkout", "--quiet", "main")
    with pytest.raises(UsageError) as told:
        open_moments(history.root, os.environ, asked)
    assert told.value.message == message
    assert told.value.fix


@pytest.mark.parametrize("depth", [[], ["--depth=1", "--no-single-branch"]])
def test_a_branch_that_only_the_remote_has(
    history: History, tmp_path: Path, depth: list[str]
) -> None:
    clone = str(tmp_path / "clone")
    git(history.root, "clone", "--quiet", *depth, f"file://{history.root}", clone)
    with pytest.raises(UsageError, match="'topic' here, only that of the remote") as told:
        open_moments(clone, os.environ, Asked("topic"))
    assert told.value.fix == "Name that: origin/topic"


def test_outside_a_repository(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="this is not in a git repository"):
        open_moments(str(tmp_path), os.environ, Asked("main"))


def test_a_shallow_clone_says_how_to_go_on(history: History, tmp_path: Path) -> None:
    clone = str(tmp_path / "clone")
    git(
        history.root,
        "clone",
        "--quiet",
        "--depth=1",
        "--no-single-branch",
        f"file://{history.root}",
        clone,
    )
    for asked, start in (
        (Asked(history.id(1)), f"{history.id(1)} is not in this shallow clone."),
        (Asked("origin/main", "origin/topic", parted=True), "Where origin/topic and origin/main"),
    ):
        with pytest.raises(UsageError) as told:
            open_moments(clone, os.environ, asked)
        assert told.value.message.startswith(start)
        assert "fetch-depth: 0" in told.value.fix
        with pytest.raises(UsageError) as told:
            open_moments(clone, os.environ, asked._replace(remedy="clone: {depth: full}"))
        assert told.value.fix == "clone: {depth: full}"


def test_a_partial_clone_lacks_declarations(history: History, tmp_path: Path) -> None:
    git(history.root, "config", "uploadpack.allowFilter", "true")
    for kind in ("blob:none", "tree:0"):
        clone = str(tmp_path / kind.replace(":", ""))
        source = f"file://{history.root}"
        git(history.root, "clone", "--quiet", "--no-checkout", f"--filter={kind}", source, clone)
        with pytest.raises(UsageError, match="This is a partial clone, which lacks") as told:
            difference(clone, os.environ, Asked("origin/main", "origin/topic"), TODAY)
        assert "--deepen" in told.value.fix


def test_a_bare_repository_needs_a_head(history: History, tmp_path: Path) -> None:
    bare = str(tmp_path / "bare.git")
    git(history.root, "clone", "--quiet", "--bare", history.root, bare)
    with pytest.raises(UsageError, match="name the head too"):
        open_moments(bare, os.environ, Asked("main"))
    found = open_moments(bare, os.environ, Asked("main", "topic"))
    assert names(found) == [NAME, "deploy/b", "deploy/c", "ranker/a.py"]
    found.close()


def test_another_base_where_the_first_is_gone(history: History) -> None:
    asked = Asked("f" * 40, "topic", parted=True, otherwise="main")
    found = open_moments(history.root, os.environ, asked)
    assert found.tip == history.id(2)
    found.close()
    with pytest.raises(UsageError, match="no revision 'nowhere'"):
        open_moments(history.root, os.environ, asked._replace(otherwise="nowhere"))
