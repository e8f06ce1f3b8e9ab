"""One table of a TOML file: its data, and where each key and value stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from govlint.source import key_span, read_toml, value_span

if TYPE_CHECKING:
    from govlint.model import Path

TABLE = ("tool", "govlint")
TEXT = '''\
# [tool.govlint] is further down
[project]
name = "x" # y
[tool.govlint]
fail-on = "error"
"as of" = 2026-11-23
paths = [
  "a]", # c
  'b',
]
limits.rehearsal = "P6M"
inline = {a = 1, b.c = [1, {d = """x
"y"""}]}
é = true
[tool.govlint.more."q.r"]
x = 1979-05-27 07:32:00   # d
[[tool.govlint.items]]
a = 1
[[tool.govlint.items]]
b = 0x1F
[tool.govlint.items.sub]
z = -inf
[other]
fail-on = 3
'''.replace("é = true\n", '"é" = true\n')

DATA = {
    "fail-on": "error",
    "as of": "2026-11-23",
    "paths": ["a]", "b"],
    "limits": {"rehearsal": "P6M"},
    "inline": {"a": 1, "b": {"c": [1, {"d": 'x\n"y'}]}},
    "é": True,
    "more": {"q.r": {"x": "1979-05-27T07:32:00"}},
    "items": [{"a": 1}, {"b": 31, "sub": {"z": float("-inf")}}],
}


@pytest.mark.parametrize("text", [TEXT, TEXT.replace("\n", "\r\n")])
def test_the_table_is_the_root(text: str) -> None:
    document = read_toml(text.encode(), "pyproject.toml", TABLE)
    assert document.data == DATA
    assert (document.complete, document.faults, document.blanks) == (True, (), ())


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        ((), (4, 7, 4, 14), (4, 7, 22, 9)),
        (("fail-on",), (5, 1, 5, 8), (5, 11, 5, 18)),
        (("as of",), (6, 1, 6, 8), (6, 11, 6, 21)),
        (("paths",), (7, 1, 7, 6), (7, 9, 10, 2)),
        (("paths", 1), (9, 3, 9, 6), (9, 3, 9, 6)),
        (("limits", "rehearsal"), (11, 8, 11, 17), (11, 20, 11, 25)),
        (("inline", "b", "c", 1, "d"), (12, 29, 12, 30), (12, 33, 13, 6)),
        (("é",), (14, 1, 14, 4), (14, 7, 14, 11)),
        (("more", "q.r"), (15, 20, 15, 25), (15, 20, 16, 24)),
        (("more", "q.r", "x"), (16, 1, 16, 2), (16, 5, 16, 24)),
        (("items", 0, "a"), (18, 1, 18, 2), (18, 5, 18, 6)),
        (("items", 1, "sub", "z"), (22, 1, 22, 2), (22, 5, 22, 9)),
    ],
)
def test_places(path: Path, key: tuple[int, ...], value: tuple[int, ...]) -> None:
    document = read_toml(TEXT.encode(), "pyproject.toml", TABLE)
    assert key_span(document, path) == ("pyproject.toml", *key)
    assert value_span(document, path)[1:] == value


@pytest.mark.parametrize("text", ["", "[tool.other]\na = 1\n", "tool = 1\n"])
def test_a_table_that_is_not_there_is_empty(text: str) -> None:
    document = read_toml(text.encode(), "p", TABLE)
    assert (document.data, document.place, document.complete) == ({}, None, True)
    assert document.faults == ()


def test_what_stands_in_its_stead_is_handed_on() -> None:
    document = read_toml(b"[tool]\ngovlint = 3\n", "p", TABLE)
    assert document.data == 3
    assert value_span(document, ())[1:] == (2, 11, 2, 12)


def test_every_part_has_a_place() -> None:
    document = read_toml(TEXT.encode(), "p", ())

    def walk(path: Path, value: Any) -> None:
        span = value_span(document, path)
        assert (span.line, span.column) <= (span.end_line, span.end_column)
        if isinstance(value, dict | list):
            for key, part in value.items() if isinstance(value, dict) else enumerate(value):
                walk((*path, key), part)

    walk((), document.data)


BROKEN = [
    ("a = 1\nb = yes\n", (2, 5), "syntax", "quotes"),
    ("a\n", (1, 2), "syntax", "="),
    ("a = 1\n  a = 2\n", (2, 3), "duplicate-key", "second time"),
    ("[a]\n[a]\n", (2, 1), "duplicate-key", "second time"),
    ('a = "x\n', (1, 7), "syntax", "quote"),
    ("a = 1 b = 2\n", (1, 7), "syntax", "follows"),
    ("a = [1,\n", (2, 1), "syntax", ""),
    ("a = {b = 1, =}\n", (1, 13), "syntax", ""),
]


@pytest.mark.parametrize(("text", "place", "kind", "word"), BROKEN)
def test_a_broken_file_is_told_at_its_place(
    text: str, place: tuple[int, int], kind: str, word: str
) -> None:
    document = read_toml(text.encode(), "p", TABLE)
    (fault,) = document.faults
    assert (fault.span.line, fault.span.column) == place
    assert fault.id == f"declaration/{kind}"
    assert word in fault.message + fault.fix
    assert (document.data, document.complete) == ({}, False)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("[tool]\nfail_on = warning\n", 'fail_on = "warning"'),
        ("x = P6M   # months\n", 'x = "P6M"'),
        ("x = every week\n", 'x = "every week"'),
        ("a = {b = 1, c = docs/x.md}\n", '"docs/x.md"'),
        ("a = [first, 'second']\n", '"first"'),
        ("x = @y\n", '"text"'),
        ("x = a\u202eb\n", '"text"'),
    ],
)
def test_a_bare_text_is_shown_in_quotes(text: str, written: str) -> None:
    (fault,) = read_toml(text.encode(), "p", TABLE).faults
    assert fault.fix == f"Write a text in quotes:   {written}"


HOSTILE = [
    b"a = " + b"[" * 100_000,
    b"a = " + b"{a=" * 100_000,
    b"a." * 100_000 + b"a = 1",
    b"a = " + b"[" * 200 + b"]" * 200,
    b"a = " + b"9" * 100_000,
    b"a = '" + b"x" * 2_000_000 + b"'",
    b"[" * 100_000,
    b'"' * 100_000,
    b"\x00" * 1_000,
    b"\xff\xfe\xfa",
]


@pytest.mark.parametrize("content", HOSTILE, ids=lambda content: str(content[:12]))
def test_a_hostile_file_is_refused(content: bytes) -> None:
    document = read_toml(content, "p", TABLE)
    assert not document.complete
    assert document.faults
    assert document.data == {}


def test_a_number_longer_than_anything_is_measured_with() -> None:
    document = read_toml(b"[tool.govlint]\na = [1, " + b"9" * 200 + b"]\n", "p", TABLE)
    (fault,) = document.faults
    assert (fault.path, fault.span[1:3]) == (("a", 1), (2, 9))
