"""Fetching what a clone lacks, from real remotes on this machine."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from repositories import History, git

from govlint.errors import UserError
from govlint.git import deepen
from govlint.git.locate import Place, locate

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(params=["sha1", "sha256"])
def made(request: pytest.FixtureRequest, tmp_path: Path) -> History:
    written = History(str(tmp_path / "remote"), f"--object-format={request.param}")
    base = written.commit({"f": "0", "d/g": "0"}, "2026-01-01")
    side = written.commit({"d/g": "1"}, "2026-01-02", branch="side", parents=[base])
    main = written.commit({"f": "1"}, "2026-01-03")
    written.commit({"d/g": "1"}, "2026-01-04", parents=[main, side])
    written.commit({"f": "2"}, "2026-01-05")
    written.build()
    git(written.root, "config", "uploadpack.allowFilter", "true")
    git(written.root, "config", "uploadpack.allowAnySHA1InWant", "true")
    return written


def clone(made: History, *options: str) -> str:
    root = f"{made.root}-clone"
    git(made.root, "clone", "--quiet", *options, f"file://{made.root}", root)
    return root


def place(root: str) -> Place:
    found = locate(root)
    assert isinstance(found, Place)
    return found


def offline(root: str, *arguments: str) -> str:
    """Git's output without a way to the remote."""
    return git(root, "-c", "remote.origin.url=/nowhere", *arguments)


def test_a_shallow_clone_becomes_whole(made: History) -> None:
    root = clone(made, "--depth=2")
    told: list[str] = []
    deepen.history(place(root), told.append)
    assert not os.path.exists(os.path.join(root, ".git", "shallow"))
    assert not os.path.exists(os.path.join(root, ".git", "shallow.lock"))
    assert offline(root, "rev-list", "--count", "HEAD") == "5"
    offline(root, "fsck", "--full", "--strict")
    assert told


def test_commits_of_ones_own_do_not_matter(made: History) -> None:
    root = clone(made, "--depth=1")
    with open(os.path.join(root, "mine"), "w", encoding="ascii") as file:
        file.write("x")
    git(root, "add", "mine")
    git(root, "commit", "--quiet", "--message", "Mine")
    deepen.history(place(root), lambda _: None)
    assert offline(root, "rev-list", "--count", "HEAD") == "6"


def test_a_shallow_partial_clone_stays_partial(made: History) -> None:
    root = clone(made, "--depth=1", "--filter=blob:none")
    deepen.history(place(root), lambda _: None)
    assert offline(root, "rev-list", "--count", "HEAD") == "5"
    missing = offline(root, "rev-list", "--objects", "--missing=print", "HEAD")
    assert missing.count("?") == 1


def test_folders(made: History) -> None:
    root = clone(made, "--filter=tree:0")
    deepen.folders(place(root), lambda _: None)
    assert offline(root, "log", "--format=%H", "--", "f").count("\n") == 2


def test_contents(made: History) -> None:
    root = clone(made, "--filter=blob:none")
    blobs = [git(made.root, "rev-parse", f"{made.id(number)}:f") for number in (1, 3)]
    deepen.contents(place(root), blobs, lambda _: None)
    assert [offline(root, "cat-file", "blob", blob) for blob in blobs] == ["0", "1"]
    missing = offline(root, "rev-list", "--objects", "--missing=print", "HEAD")
    assert "?" not in missing


def test_nothing_is_left_behind(
    made: History, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    root = clone(made, "--depth=1")
    before = git(root, "for-each-ref")
    deepen.history(place(root), lambda _: None)
    assert os.listdir(temporary) == []
    assert git(root, "for-each-ref") == before
    assert not os.path.exists(os.path.join(root, ".git", "FETCH_HEAD"))


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("/nowhere/at/all", "Nothing could be fetched: "),
        ("ext::touch ran", "govlint does not fetch from the address"),
        ("--upload-pack=touch ran", "govlint does not fetch from the address"),
        ("ssh://-oProxyCommand=touch ran/x", "Nothing could be fetched: "),
        ("unheard://of", "Nothing could be fetched: "),
    ],
)
def test_addresses(made: History, url: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    root = clone(made, "--depth=1")
    monkeypatch.chdir(root)
    git(root, "config", "remote.origin.url", url)
    with pytest.raises(UserError) as caught:
        deepen.history(place(root), lambda _: None)
    assert caught.value.message.startswith(said)
    assert not os.path.exists("ran")
    assert os.path.exists(os.path.join(root, ".git", "shallow"))


def test_no_remote(made: History) -> None:
    with pytest.raises(UserError, match="no remote"):
        deepen.origin_of(place(made.root))


def test_the_repositorys_own_configuration_does_not_act(made: History, tmp_path: Path) -> None:
    root = clone(made, "--depth=1")
    mark = tmp_path / "ran"
    for name in (
        "core.sshCommand",
        "core.fsmonitor",
        "credential.helper",
        "fetch.writeCommitGraph",
        "remote.origin.uploadpack",
        "core.alternateRefsCommand",
        "url.ext::sh.insteadOf",
    ):
        git(root, "config", name, f"touch {mark}; false")
    hook = tmp_path / "remote-clone" / ".git" / "hooks" / "reference-transaction"
    hook.write_text(f"#!/bin/sh\ntouch {mark}\n")
    hook.chmod(0o755)
    deepen.history(place(root), lambda _: None)
    assert not mark.exists()
