"""A file as plain data, and where each key and value stands."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest

from govlint.source import key_span, line_span, line_text, nearest, read, value_span

if TYPE_CHECKING:
    from govlint.model import Path
    from govlint.source import Document

Place = tuple[int, int, int, int]


def of(text: str) -> Document:
    return read(text.encode(), "f.yaml")


def value_place(document: Document, *path: str | int) -> Place:
    return value_span(document, path)[1:]


def key_place(document: Document, *path: str | int) -> Place:
    return key_span(document, path)[1:]


SCALARS: list[tuple[str, Any]] = [
    ("true", True),
    ("True", True),
    ("FALSE", False),
    ("yes", "yes"),
    ("no", "no"),
    ("on", "on"),
    ("Off", "Off"),
    ("y", "y"),
    ("null", None),
    ("~", None),
    ("Null", None),
    ("nULL", "nULL"),
    ("2026-11-23", "2026-11-23"),
    ("2026-11-23 10:00:00", "2026-11-23 10:00:00"),
    ("12:30:45", "12:30:45"),
    ("010", 10),
    ("0o17", 15),
    ("0o8", "0o8"),
    ("0x1F", 31),
    ("0b11", "0b11"),
    ("1_000", "1_000"),
    ("-7", -7),
    ("+7", 7),
    ("0.62", 0.62),
    (".5", 0.5),
    ("5.", 5.0),
    ("1e3", 1000.0),
    ("-1.5E-2", -0.015),
    ("1e", "1e"),
    (".", "."),
    ("+", "+"),
    ("1.2.3", "1.2.3"),
    ("e5", "e5"),
    (".inf", math.inf),
    ("-.INF", -math.inf),
    ("inf", "inf"),
    ("Infinity", "Infinity"),
    ("nan", "nan"),
    ("१२", "१२"),
    ('"0.62"', "0.62"),
    ("'true'", "true"),
    ('"\\x41\\u00e9\\n"', "Aé\n"),
    ("'it''s'", "it's"),
    ("!!str 5", "5"),
    ('!!int "5"', 5),
    ("!!float 5", 5),
    ("! 5", "5"),
]


@pytest.mark.parametrize(("written", "value"), SCALARS)
def test_scalars_mean_what_yaml_1_2_says(written: str, value: Any) -> None:
    document = of(f"key: {written}\n")
    assert document.faults == ()
    assert document.data == {"key": value}
    assert type(document.data["key"]) is type(value)


def test_not_a_number() -> None:
    assert math.isnan(of("key: .nan").data["key"])


NESTED = """\
owners:
  technical: {name: Priya Nair, "contact": 'priya@acme.example'}
  # a comment
  business:
    name: Tom
      Okafor

data:
- one
-   two: 2
    three: |
      some
      text

  # the end
"""


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("owners",), (1, 1, 1, 7), (2, 3, 6, 13)),
        (("owners", "technical"), (2, 3, 2, 12), (2, 14, 2, 65)),
        (("owners", "technical", "name"), (2, 15, 2, 19), (2, 21, 2, 31)),
        (("owners", "technical", "contact"), (2, 33, 2, 42), (2, 44, 2, 64)),
        (("owners", "business", "name"), (5, 5, 5, 9), (5, 11, 6, 13)),
        (("data",), (8, 1, 8, 5), (9, 1, 13, 11)),
        (("data", 0), (9, 3, 9, 6), (9, 3, 9, 6)),
        (("data", 1), (10, 5, 13, 11), (10, 5, 13, 11)),
        (("data", 1, "two"), (10, 5, 10, 8), (10, 10, 10, 11)),
        (("data", 1, "three"), (11, 5, 11, 10), (11, 12, 13, 11)),
        ((), (1, 1, 13, 11), (1, 1, 13, 11)),
    ],
)
def test_places(path: Path, key: Place, value: Place) -> None:
    document = of(NESTED)
    assert key_place(document, *path) == key
    assert value_place(document, *path) == value


def test_columns_are_code_points_and_spans_name_the_file() -> None:
    document = of("名前: {é: 😀, b: x}\n")
    assert value_span(document, ("名前", "b")) == ("f.yaml", 1, 15, 1, 16)
    assert value_place(document, "名前", "é") == (1, 9, 1, 10)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_change_nothing(end: str, mark: str) -> None:
    document = read((mark + NESTED.replace("\n", end)).encode(), "f.yaml")
    plain = of(NESTED)
    assert document.data == plain.data
    assert document.text == plain.text == NESTED
    assert document.faults == ()
    for path in [("owners",), ("data", 1, "three"), ("owners", "business", "name")]:
        assert value_span(document, path) == value_span(plain, path)


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85"])
def test_line_ends_that_only_yaml_1_1_counts_are_letters(sign: str) -> None:
    document = of(f"a: x{sign}y\nb: {{c: z}}\n")
    assert document.data == {"a": f"x{sign}y", "b": {"c": "z"}}
    assert value_place(document, "a") == (1, 4, 1, 7)
    assert value_place(document, "b", "c") == (2, 8, 2, 9)


@pytest.mark.parametrize(
    ("path", "written"),
    [
        (("owners", "technical", "role"), ("owners", "technical")),
        (("owners", "technical", "name", "first"), ("owners", "technical", "name")),
        (("rollback", "runbook"), ()),
        (("data", 1, "two"), ("data", 1, "two")),
        (("data", 7), ("data",)),
    ],
)
def test_the_nearest_written_path(path: Path, written: Path) -> None:
    assert nearest(of(NESTED), path) == written


def test_a_path_that_is_not_written_has_no_span() -> None:
    with pytest.raises(KeyError):
        value_span(of(NESTED), ("rollback",))
    with pytest.raises(KeyError):
        value_span(of(""), ("rollback",))


def test_lines() -> None:
    document = of("a: 1\n  \n  b: x  \n")
    assert line_span(of("a:\n  b: x  \n"), 2)[1:] == (2, 3, 2, 7)
    assert line_span(document, 2)[1:3] == (2, 3)
    assert line_text(document, 3) == "  b: x  "
    assert line_text(document, 99) == ""


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "---\n", "~\n", "--- # x\n...\n"])
def test_nothing_written_is_an_empty_mapping(text: str) -> None:
    document = of(text)
    assert document.data == {}
    assert document.complete
    assert (document.faults, document.blanks) == ((), ())
    assert value_place(document)[0] >= 1


@pytest.mark.parametrize(
    ("text", "data"), [("hello\n", "hello"), ("42", 42), ("- a\n- b", ["a", "b"])]
)
def test_a_document_need_not_be_a_mapping(text: str, data: Any) -> None:
    assert of(text).data == data


def test_keys_are_texts_as_written() -> None:
    data = of("1: a\ntrue: b\n~: c\n0x10: d\n2026-01-01: e\n").data
    assert data == {"1": "a", "true": "b", "~": "c", "0x10": "d", "2026-01-01": "e"}


BLANKS = [
    ("a:\n", "empty", ("a",), (1, 1, 1, 2), ""),
    ("a: # a comment\n", "empty", ("a",), (1, 1, 1, 2), ""),
    ("a:\nb: 1\n", "empty", ("a",), (1, 1, 1, 2), ""),
    ("- x\n-\n", "empty", (1,), (2, 1, 2, 2), ""),
    ("a: {b: , c: 1}\n", "empty", ("a", "b"), (1, 5, 1, 6), ""),
    ("a: {b, c: 1}\n", "empty", ("a", "b"), (1, 5, 1, 6), ""),
    ("r: #ml-oncall\n", "swallowed", ("r",), (1, 4, 1, 14), "#ml-oncall"),
    ("r:   #ml # and more\n", "swallowed", ("r",), (1, 6, 1, 9), "#ml"),
    ("- #ops\n", "swallowed", (0,), (1, 3, 1, 7), "#ops"),
    ("r: #TODO\n", "empty", ("r",), (1, 1, 1, 2), ""),
    ("r: ## heading\n", "empty", ("r",), (1, 1, 1, 2), ""),
]


@pytest.mark.parametrize(("text", "kind", "path", "place", "value"), BLANKS)
def test_blanks(text: str, kind: str, path: Path, place: Place, value: str) -> None:
    document = of(text)
    assert document.faults == ()
    assert [(b.kind, b.path, b.span[1:], b.text) for b in document.blanks] == [
        (kind, path, place, value)
    ]
    assert value_place(document, *path) == place


@pytest.mark.parametrize(
    "text", ["a: null", "a: ~", 'a: ""', "a: |\nb: 1", "a: #x\n  b: 1", "a: []"]
)
def test_what_is_written_is_no_blank(text: str) -> None:
    assert of(text).blanks == ()


def test_references_stand_for_copies() -> None:
    document = of("a: &x {n: [1], e: }\nb: *x\nc: [*x]\n")
    assert document.data["b"] == document.data["c"][0] == {"n": [1], "e": None}
    assert document.data["b"] is not document.data["a"]
    assert document.data["b"]["n"] is not document.data["a"]["n"]
    assert value_place(document, "b") == (2, 4, 2, 6)
    assert value_place(document, "b", "n", 0) == value_place(document, "a", "n", 0)
    assert [blank.path for blank in document.blanks] == [("a", "e"), ("b", "e"), ("c", 0, "e")]


FAULTS = [
    ("a: 1\nb: 2\na: 3\n", "duplicate-key", ("a",), (3, 1, 3, 2), {"b": 2}),
    ("a: 1\na: 2\na: 3\n", "duplicate-key", ("a",), (2, 1, 2, 2), {}),
    ("x: {a: 1, 'a': 2, b: 3}\n", "duplicate-key", ("x", "a"), (1, 11, 1, 14), {"x": {"b": 3}}),
    ("a: {b: @x, c: , c: 1}\na: {d: !x 1}\n", "duplicate-key", ("a",), (2, 1, 2, 2), {}),
    (
        "a: &x {b: 1}\nc:\n  <<: *x\n  d: 2\n",
        "syntax",
        ("c",),
        (3, 3, 3, 5),
        {"a": {"b": 1}, "c": {"d": 2}},
    ),
    ("<<: {b: 1}\nc: 2\n", "syntax", ("<<",), (1, 1, 1, 3), {"c": 2}),
    ("a: !foo bar\nb: 1\n", "syntax", ("a",), (1, 4, 1, 12), {"a": "bar", "b": 1}),
    ("a: !foo {b: 1}\n", "syntax", ("a",), (1, 4, 1, 10), {"a": {"b": 1}}),
    ("a: !!python/object:os.system x\n", "syntax", ("a",), (1, 4, 1, 31), {"a": "x"}),
    ("a: !!int x\n", "syntax", ("a",), (1, 4, 1, 11), {"a": "x"}),
    ("a: *nobody\nb: 1\n", "syntax", ("a",), (1, 4, 1, 11), {"a": "*nobody", "b": 1}),
    ("a: &a [1, *a]\n", "syntax", ("a", 1), (1, 11, 1, 13), {"a": [1, "*a"]}),
]


@pytest.mark.parametrize(("text", "kind", "path", "place", "data"), FAULTS)
def test_what_is_refused_is_left_out_or_named(
    text: str, kind: str, path: Path, place: Place, data: Any
) -> None:
    document = of(text)
    (fault,) = document.faults
    assert (fault.id, fault.path) == (f"declaration/{kind}", path)
    assert fault.span == ("f.yaml", *place)
    assert not fault.usable
    assert document.complete
    assert document.data == data


WHOLE = [
    ("a: 1\n---\nb: 2\n", (2, 1, 2, 4), {"a": 1, "b": 2}),
    ("a: 1\n---\na: 2\nb: 3\n", (2, 1, 2, 4), {"a": 1}),
    ("? [a, b]\n: 1\nc: 2\n", (1, 3, 1, 4), {"c": 2}),
    ("? {a: b}\n: {c: , c: 1}\nd: 2\n", (1, 3, 1, 4), {"d": 2}),
    ("? \n: 1\nc: 2\n", (1, 2, 1, 2), {"c": 2}),
]


@pytest.mark.parametrize(("text", "place", "data"), WHOLE)
def test_what_is_refused_beside_the_rest_spoils_nothing(text: str, place: Place, data: Any) -> None:
    document = of(text)
    (fault,) = document.faults
    assert (fault.path, fault.usable, fault.span[1:]) == ((), True, place)
    assert document.data == data
    assert document.blanks == ()


def test_the_second_duplicate_names_both_lines() -> None:
    (fault,) = of("a: 1\nb: 2\na: 3\n").faults
    assert "lines 1 and 3" in fault.message


def test_what_is_said_is_harmless() -> None:
    (fault,) = of('"a\\e[31m": 1\n"a\\e[31m": 2\n').faults
    assert "\x1b" not in fault.message
    assert "\\x1b" in fault.message


def test_every_reference_is_part_of_a_limit() -> None:
    line = ", ".join(["*a"] * 150)
    document = of(f"a: &a [{', '.join('1' * 98)}]\nb: [{line}]\nc: 1\n")
    assert not document.complete
    assert [fault.span[1:3] for fault in document.faults] == [(2, 409)]
    assert len(document.data["b"]) <= 102


def test_a_reference_cannot_make_the_data_deeper_than_the_limit() -> None:
    deep = "[" * 60 + "]" * 60
    document = of(f"a: &a {deep}\nb: {'[' * 60}*a{']' * 60}\n")
    assert not document.complete


def test_the_values_of_an_example() -> None:
    with open("tests/examples/recruitment-ranker.yaml", "rb") as file:
        document = read(file.read(), "f.yaml")
    assert (document.complete, document.faults, document.blanks) == (True, (), ())
    assert document.data["monitoring"]["outcome_metric"]["minimum"] == 0.62
    assert document.data["rollback"]["last_tested"] == "2026-10-02"
    assert value_place(document, "rollback", "last_tested") == (100, 16, 100, 26)
