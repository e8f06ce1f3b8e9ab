"""Words and numbers, and text from files made harmless."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlint.text import listing, nearest, number, plural, visible, words

VISIBLE = [
    ("Priya Nair", "Priya Nair"),
    ("Zoë Müller 東京", "Zoë Müller 東京"),
    ("\x1b[31mred", "\\x1b[31mred"),
    ("a\nb\r\nc\rd\u2028e\x85f", "a⏎b⏎c⏎d⏎e⏎f"),
    ("a\tb\x00c\x7f", "a\\tb\\x00c\\x7f"),
    ("evil\u202etxt\u200b", "evil\\u202etxt\\u200b"),
    ("\ufeffx\ud800y\ue000\U000e0001", "\\ufeffx\\ud800y\\ue000\\U000e0001"),
    ("hard\u00a0space\u3000", "hard space "),
    ("", ""),
]


@given(st.text(), st.sampled_from(["", "./-"]))
def test_words_are_what_a_pattern_of_words_finds(text: str, beside: str) -> None:
    assert words(text, beside) == re.findall(rf"[\w{re.escape(beside)}]+", text)


@pytest.mark.parametrize(("text", "shown"), VISIBLE)
def test_what_acts_becomes_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "abcde…"),
        ("ab\x1bcd", 6, "ab…"),
        ("x" * 999, 3, "xx…"),
    ],
)
def test_what_is_long_is_cut_without_cutting_an_escape(text: str, limit: int, shown: str) -> None:
    assert visible(text, limit) == shown


@given(st.text(st.characters(codec=None)), st.integers(1, 50))
def test_nothing_invisible_is_left_and_nothing_is_too_long(text: str, limit: int) -> None:
    shown = visible(text, limit)
    assert len(shown) <= limit
    assert all(unicodedata.category(sign)[0] != "C" for sign in shown)
    assert len(shown.splitlines()) <= 1


@pytest.mark.parametrize(
    ("value", "written"),
    [(42.0, "42"), (0.62, "0.62"), (0.1 + 0.2, "0.3"), (7, "7"), (-3.0, "-3"), (1e300, "1e+300")],
)
def test_numbers_as_people_write_them(value: float, written: str) -> None:
    assert number(value) == written


@pytest.mark.parametrize(
    ("count", "noun", "words"),
    [
        (1, "step", "1 step"),
        (2, "step", "2 steps"),
        (0, "policy", "0 policies"),
        (3, "day", "3 days"),
        (2, "branch", "2 branches"),
        (4, "person", "4 people"),
    ],
)
def test_plurals(count: int, noun: str, words: str) -> None:
    assert plural(count, noun) == words


@pytest.mark.parametrize(
    ("items", "words"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_listings(items: list[str], words: str) -> None:
    assert listing(items) == words


def test_a_listing_of_choices() -> None:
    assert listing(["error", "warning", "never"], "or") == "error, warning or never"


KEYS = ("business", "technical", "last_tested", "minimum", "maximum", "on", "cadence")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("bussiness", "business"),
        ("Technical", "technical"),
        ("last-tested", "last_tested"),
        ("lasttested", "last_tested"),
        ("cadance", "cadence"),
        ("miniumm", "minimum"),
        ("ton", "on"),
        ("in", "on"),
        ("xy", None),
        ("weather", None),
        ("", None),
        ("b" * 100_000, None),
    ],
)
def test_the_nearest_word(word: str, meant: str | None) -> None:
    assert nearest(word, KEYS) == meant


def test_of_equally_near_words_the_first() -> None:
    assert nearest("bat", ["cat", "hat"]) == "cat"


def test_a_swap_of_neighbours_is_one_slip() -> None:
    assert nearest("onwer", ["owner"]) == "owner"
    assert nearest("onewr", ["owner"]) is None
