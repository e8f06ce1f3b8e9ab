"""A frame shows the line, and its carets stand under what is meant."""

from __future__ import annotations

import pytest

from govlint.model import Span
from govlint.render.frame import Sources, cells


def frame(line: str, column: int, end: int, width: int = 60) -> tuple[str, str]:
    """The line as shown, and the same columns with carets."""
    span = Span("a.yaml", 1, column, 1, end)
    found = Sources({"a.yaml": line}).frame(span, width)
    assert found is not None
    return found.text, " " * found.indent + "^" * found.carets


@pytest.mark.parametrize(
    ("line", "column", "end", "shown", "carets"),
    [
        ("name: Priya", 7, 12, "name: Priya", "      ^^^^^"),
        ("name: Priya", 7, 7, "name: Priya", "      ^"),
        ("name:", 6, 6, "name:", "     ^"),
        ("name:", 40, 41, "name:", "     ^"),
        ("a: 面接官", 4, 7, "a: 面接官", "   ^^^^^^"),
        ("面: x", 4, 5, "面: x", "    ^"),
        ("e\u0301: x", 5, 6, "e\u0301: x", "   ^"),
        ("\tname: x", 1, 2, "\\tname: x", "^^"),
        ("\tname: x", 8, 9, "\\tname: x", "        ^"),
        ("a: \u202ex", 4, 5, "a: \\u202ex", "   ^^^^^^"),
        ("a: \x1b[31m", 5, 9, "a: \\x1b[31m", "       ^^^^"),
    ],
)
def test_carets(line: str, column: int, end: int, shown: str, carets: str) -> None:
    assert frame(line, column, end) == (shown, carets)


def test_only_the_line_of_the_place_is_shown() -> None:
    sources = Sources({"a.yaml": "one\r\ntwo\rthree\nfour"})
    shown = [sources.frame(Span("a.yaml", n, 1, n, 2), 60) for n in (1, 2, 3, 4)]
    assert [each.text if each else None for each in shown] == ["one", "two", "three", "four"]


@pytest.mark.parametrize("line", [0, 2, 99])
def test_no_frame_without_its_line(line: int) -> None:
    assert Sources({"a.yaml": "one"}).frame(Span("a.yaml", line, 1, line, 2), 60) is None


def test_no_frame_without_its_file() -> None:
    assert Sources({}).frame(Span("a.yaml", 1, 1, 1, 2), 60) is None


def test_a_span_over_lines_is_marked_to_the_end_of_its_first() -> None:
    found = Sources({"a.yaml": "ab: {c\n d}"}).frame(Span("a.yaml", 1, 5, 2, 3), 60)
    assert found is not None
    assert (found.indent, found.carets, found.last_line) == (4, 2, 2)


@pytest.mark.parametrize("column", [1, 30, 31, 500, 49_000, 99_990, 100_000])
@pytest.mark.parametrize("letter", ["x", "面", "\u202e", "\u0301"])
@pytest.mark.parametrize("width", [20, 60])
def test_a_long_line_is_cut_around_the_place(column: int, letter: str, width: int) -> None:
    line = letter * (column - 1) + "HERE" + letter * (100_000 - column)
    text, carets = frame(line, column, column + 4, width)
    assert cells(text) <= width
    assert len(carets) <= width
    at = carets.index("^")
    assert cells(text[: text.index("HERE")]) == at
    assert carets.count("^") == 4


def test_a_long_value_is_cut_with_its_carets() -> None:
    text, carets = frame("a: " + "x" * 200, 4, 204, 40)
    assert text == "a: " + "x" * 34 + "..."
    assert carets == "   " + "^" * 37
