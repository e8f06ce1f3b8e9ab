"""What is read section by section means the same as what is read whole."""

from __future__ import annotations

import random

import pytest
from declarations import DECLARATION, edited
from hypothesis import given, settings
from hypothesis import strategies as st

from govlint import source
from govlint.facts.history import meaning

NAME = "ai-governance.yaml"
PIECES = [
    *("schema: ai-governance/v1\n", "system: {id: a, lifecycle: pilot}\n", "owners:\n  a: 1\n"),
    *("owners: {a: 2}\n", "x-mine: 1\n", "empty:\n", "access: ~\n", "list:\n- a\n- b: 1\n"),
    *("# a comment\n", "\n", "  \n", "   # and one that is indented\n", "---\n", "...\n"),
    *("review: {last_reviewed: 2026-07-01}\n", "review:\n  last_reviewed: 2026-07-02\n"),
    *("success_metric: {baseline: {value: 6}}\n", "1: number\n", "'quoted': 1\n", '"two": 2\n'),
    *("long: {a: 1,\n  b: 2}\n", "open: {a: 1,\nowners: 3}\n", "text: 'a\nowners: b'\n"),
    *("plain: a\n  b\n", "plain: a\nb\n", "literal: |\n  a\n\n\n", "keep: |+\n  a\n\n\n"),
    *("keep: |+\n  a\n", "folded: >\n  a\n# b\n", "anchor: &a {b: 1}\n", "alias: *a\n"),
    *("anchor: &a {b: 2}\n", "merged: {<<: *a}\n", "tag: !!str 1\n", "? key\n: value\n"),
    *("%YAML 1.2\n", "\ttab: 1\n", "space : 1\n", " indented: 1\n", "owners: [\n", "nonsense\n"),
    *("return: 1\r\n", "é: ü\n", "hard\u00a0: 1\n", "one: 1\u2028two: 2\n", "\ufeffbom: 1\n"),
    *("wild: [ranker/**, 'R&D']\n", "a: b: c\n", "- item\n", "-\n", "no end: 1"),
]


def alike(today: str, other: str) -> None:
    """Hold both ways to each other, for a version that was read and one that is new."""
    meanings = meaning.Meanings(NAME, source.read(today.encode(), NAME))
    for text in (today, other, today, f"# more\n{other}"):
        told, whole = meanings.read(text.encode()), meaning.read(text.encode(), NAME)
        assert repr(told) == repr(whole)


@settings(max_examples=300, deadline=None)
@given(*[st.lists(st.sampled_from(PIECES), max_size=8)] * 2)
def test_any_pieces(today: list[str], other: list[str]) -> None:
    alike("".join(today), "".join(other))


@pytest.mark.parametrize("piece", PIECES)
def test_each_piece_beside_a_declaration(piece: str) -> None:
    alike(DECLARATION, DECLARATION + piece)
    alike(DECLARATION + piece, edited(("minimum: 0.62", "minimum: 0.7")) + piece)
    alike(piece + DECLARATION, DECLARATION)


def test_sections_in_any_order() -> None:
    texts = [f"{key}: {{value: {number}}}\n" for number, key in enumerate("abcdefgh")]
    chance = random.Random(7)
    for _ in range(20):
        chance.shuffle(texts)
        alike("".join(texts), "".join(texts[: chance.randrange(9)]))


def test_what_two_versions_have_in_common_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[bytes] = []
    whole = source.read

    def counting(content: bytes, path: str) -> source.Document:
        read.append(content)
        return whole(content, path)

    today = source.read(DECLARATION.encode(), NAME)
    monkeypatch.setattr(source, "read", counting)
    meanings = meaning.Meanings(NAME, today)
    meanings.read(DECLARATION.encode())
    assert read == []
    meanings.read(edited(("cadence: P3M", "cadence: P6M")).encode())
    assert read == [b"review:\n  cadence: P6M\n  last_reviewed: 2026-07-01\n"]
