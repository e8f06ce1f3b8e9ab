"""What is read without the parser is what the parser reads: data, types, and the last place."""

from __future__ import annotations

import glob
import os
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yaml import YAMLError

from govlint.source import foreign, plain
from govlint.source.document import Document
from govlint.source.reader import Reader
from govlint.source.recording import StopReadingError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govlint.source.document import Place

TOP = os.path.join(os.path.dirname(__file__), "..")
FILES = sorted(
    path
    for ending in ("yaml", "yml")
    for path in glob.glob(os.path.join(TOP, "**", f"*.{ending}"), recursive=True)
)


def shown(data: Any, place: Place | None) -> Any:
    """Data with their types, and every mark of their places."""
    marks = [(mark.line, mark.column) for mark in _marks(place)]
    parts = place.parts if place else {}
    if isinstance(data, dict):
        return marks, [(key, shown(value, parts.get(key))) for key, value in data.items()]
    if isinstance(data, list):
        return marks, [shown(value, parts.get(index)) for index, value in enumerate(data)]
    return marks, type(data).__name__, repr(data)


def _marks(place: Place | None) -> Iterator[Any]:
    if place is not None:
        yield from (mark for mark in (place.start, place.end, *(place.key or ())) if mark)


def agrees(text: str) -> bool:
    """Hold both readings of a text to each other; whether it was read without the parser."""
    found = plain.read(text)
    if found is not None:
        reader = Reader(text, "a.yaml")
        reader.read()
        reader.finish()
        assert (reader.faults, reader.blanks) == ([], [])
        assert shown(*found) == shown(reader.data, reader.place)
    other = plain.read(text, foreign=True)
    if other is not None:
        documents = foreign.read_foreign(text.encode(), "a.yaml")
        assert [(d.complete, d.faults) for d in documents] == [(True, ())]
        assert shown(*other) == shown(documents[0].data, documents[0].place)
    return found is not None or other is not None


def text_of(path: str) -> str:
    with open(path, encoding="utf-8", errors="replace", newline="") as file:
        return file.read()


@pytest.mark.parametrize("path", FILES, ids=[os.path.relpath(path, TOP) for path in FILES])
def test_every_file_here_is_read_alike(path: str) -> None:
    agrees(text_of(path))


READ = [
    path
    for path in FILES
    for folder in ("examples", "repositories")
    if f"{os.sep}{folder}{os.sep}" in path
]


@pytest.mark.parametrize("path", READ, ids=[os.path.relpath(path, TOP) for path in READ])
def test_the_examples_need_no_parser(path: str) -> None:
    assert agrees(text_of(path)), "this is what a commit should not wait for"


PIECES = st.sampled_from(
    [
        "a",
        "b c",
        "on",
        "1",
        "0.5",
        "-5",
        "- ",
        "-",
        ": ",
        ":",
        " ",
        "  ",
        "\n",
        "\n  ",
        "\n    ",
        "'x'",
        '"y"',
        "''",
        "'it''s'",
        '"\\n"',
        "[",
        "]",
        "{",
        "}",
        ", ",
        ",",
        "#",
        " # c",
        "|",
        "|-",
        "&a",
        "*a",
        "!t",
        "<<",
        "?",
        "? ",
        "~",
        "null",
        "---",
        "...",
        "https://x.y/z",
        "a:b",
        "é",
        "%",
        "@h",
        "`",
        ">",
        "!",
        "{}",
        "[]",
        "\t",
        "2026-01-01",
        "010",
        "1e5",
        ".inf",
        "yes",
        "\xa0",
        "",
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_anything_like_yaml_is_read_alike_or_declined(text: str) -> None:
    _held(text)


SIGNS = ("a", ":", " ", "?", ",", "//", "[", "]", "{", "}", "#", "-", "'x'", "1")


@pytest.mark.parametrize("form", ["k: [{}]\n", "k: {{m: {}}}\n"])
def test_a_colon_within_brackets_is_read_alike_or_declined(form: str) -> None:
    texts = ["".join(signs) for length in (1, 2, 3) for signs in product(SIGNS, repeat=length)]
    read = [text for text in texts if ":" in text and agrees(form.format(text))]
    assert "a://" in read
    assert len(read) > 20


WHOLE = [text_of(path) for path in READ if os.path.getsize(path) < 6000]


@given(st.sampled_from(WHOLE), st.data())
def test_a_slip_in_a_file_is_read_alike_or_declined(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    gone = data.draw(st.sampled_from([0, 0, 1, 2, 7]))
    _held(text[:at] + data.draw(PIECES) + text[at + gone :])


def _held(text: str) -> None:
    try:
        agrees(text)
    except (YAMLError, StopReadingError) as error:
        raise AssertionError(f"only the parser refuses it: {error}") from None


def test_a_document_from_either_way_is_the_same_noun() -> None:
    assert isinstance(foreign.read_foreign(b"a: 1\n", "x")[0], Document)
