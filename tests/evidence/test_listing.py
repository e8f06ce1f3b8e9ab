"""Listings: each path that holds a sign is found, once, in the order of the paths."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from repositories import History, git

from govlint.facts import held
from govlint.facts.evidence import Store, Tree, actions
from govlint.facts.evidence.again import Again
from govlint.facts.evidence.listing import MANY, Listing

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable

    import pytest

    Grow = Callable[..., Tree]

PART = st.text(st.sampled_from("abcCRON.ßẞİ_- \n/"), min_size=1, max_size=12)
PATHS = st.lists(PART, max_size=12)
SIGNS = st.lists(st.sampled_from(["a", ".b", "/c", "b/", "a\0", "aa", "/R\0"]), min_size=1)


@given(paths=PATHS, signs=SIGNS)
def test_what_holds_a_sign_is_what_a_look_at_each_path_finds(
    paths: list[str], signs: list[str]
) -> None:
    looked = [path for path in paths if any(sign in f"\0/{path}\0" for sign in signs)]
    listing = Listing("\0".join(paths))
    assert listing.holding(*signs) == tuple(dict.fromkeys(looked))
    assert listing.paths == tuple(dict.fromkeys(paths))
    inside = [path for path in listing.holding(*signs) if path.rpartition("/")[0] == "a"]
    assert listing.beside("a", *signs) == tuple(inside)


@given(paths=PATHS, name=PART, before=st.sampled_from([0, MANY]))
def test_a_name_is_found_in_any_letter_case(paths: list[str], name: str, before: int) -> None:
    folded = name.rpartition("/")[2].casefold()
    looked = [path for path in paths if path.rpartition("/")[2].casefold() == folded]
    listing = Listing("\0".join(paths))
    for number in range(before):
        assert listing.called(f"name {number}") == ()
    assert listing.called(name.rpartition("/")[2]) == tuple(dict.fromkeys(looked))


def test_a_path_that_a_merge_left_undecided_is_listed_once(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held, "LARGE", 0)
    made = History(str(tmp_path))
    made.commit({"crontab": "1\n", "a": "1\n"}, "2026-01-01")
    made.commit({"crontab": "2\n"}, "2026-01-02")
    made.commit({"crontab": "3\n"}, "2026-01-02", branch="topic", parents=[1])
    made.build()
    git(made.root, "merge", "--quiet", "topic", check=False)
    paths = held.paths(made.root, os.environ)
    assert paths.count("crontab") == 3
    assert Listing(paths).called("crontab") == ("crontab",)
    assert Listing(paths).paths == ("a", "crontab")


def test_a_base_takes_no_new_file_of_the_head_for_its_own(grow: Grow) -> None:
    held_files = {"a.yaml": "", ".github/workflows/old.yml": ""}
    new = {".github/workflows/new.yml": ""}
    order = tuple(grow(held_files).snapshot.list())
    head = Store(grow({**held_files, **new}).snapshot, lambda: "\0".join(order))
    assert head.listing.paths == order
    assert set(actions.files(Tree(head, ""))) == {".github/workflows/old.yml", *new}
    base = Again(grow(held_files).snapshot, head)
    assert actions.files(Tree(base, "")) == (".github/workflows/old.yml",)
    head = Store(grow(held_files).snapshot)
    actions.files(Tree(head, ""))
    assert Again(grow(held_files).snapshot, head).lists is head.lists
