"""Known slips: told at the sign to mend, and bridged, so that the rest is read.

The words stand in ``golden/slips.txt``.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from govlint.source import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from govlint.model import Path
    from govlint.source import Document

LAYOUT = True
CASES = os.path.join(os.path.dirname(os.path.dirname(__file__)), "cases")


class Case(NamedTuple):
    """A text, the place and path of its one fault, and what is read in spite of it."""

    text: str
    place: tuple[int, int]
    path: Path
    data: Any
    usable: bool = False


HARD_TEXT = {"a": "x\n\u00a0y: 1\n", "b": {"c": 1}}
SLIPS = [
    # a sign that YAML keeps for itself
    Case("a:\n  b: @foo\nc: 1\n", (2, 6), ("a", "b"), {"a": {"b": "@foo"}, "c": 1}),
    Case("a: `foo`\n", (1, 4), ("a",), {"a": "`foo`"}),
    Case("a: %foo\n", (1, 4), ("a",), {"a": "%foo"}),
    Case("a: | foo\nb: 1\n", (1, 4), ("a",), {"a": "| foo", "b": 1}),
    Case("a: &\n", (1, 4), ("a",), {"a": "&"}),
    Case("contact: &priya\n", (1, 10), ("contact",), {"contact": "&priya"}),
    Case("a: *foo bar\nb: 1\n", (1, 4), ("a",), {"a": "*foo bar", "b": 1}),
    Case("a: !<foo bar\n", (1, 4), ("a",), {"a": "!<foo bar"}),
    Case("a: ]\nb: 1\n", (1, 4), ("a",), {"a": "]", "b": 1}),
    Case("a: ,b\n", (1, 4), ("a",), {"a": ",b"}),
    Case("a: ? x\n", (1, 4), ("a",), {"a": "? x"}),
    Case("rollback: -\n", (1, 11), ("rollback",), {"rollback": "-"}),
    Case("rollback: ?\n", (1, 11), ("rollback",), {"rollback": "?"}),
    Case("@a: 1\nb: 2\n", (1, 1), ("@a",), {"@a": 1, "b": 2}),
    Case("*a: 1\nb: 2\n", (1, 1), ("*a",), {"*a": 1, "b": 2}),
    Case("- @acme/team\n- b\n", (1, 3), (0,), ["@acme/team", "b"]),
    Case("a: [b, @c]\n", (1, 8), ("a", 1), {"a": ["b", "@c"]}),
    Case("model: [**/*.py, b]\n", (1, 9), ("model", 0), {"model": ["**/*.py", "b"]}),
    Case("a: [*.{py,md}, b]\n", (1, 5), ("a", 0), {"a": ["*.{py,md}", "b"]}),
    Case("a: {b: @x, c: 1} # d\n", (1, 8), ("a", "b"), {"a": {"b": "@x", "c": 1}}),
    Case("a: @x # the team\n", (1, 4), ("a",), {"a": "@x"}),
    # numbers and durations
    Case("minimum: >= 62%\n", (1, 10), ("minimum",), {"minimum": ">= 62%"}),
    Case("maximum: > 3\nb: 1\n", (1, 10), ("maximum",), {"maximum": "> 3", "b": 1}),
    Case("threshold: >5\nb: 1\n", (1, 12), ("threshold",), {"threshold": ">5", "b": 1}),
    Case(
        "m: {minimum: >= 0.8, c: 2}\n",
        (1, 14),
        ("m", "minimum"),
        {"m": {"minimum": ">= 0.8", "c": 2}},
    ),
    Case("trigger: > 5 errors\n", (1, 10), ("trigger",), {"trigger": "> 5 errors"}),
    Case("refresh: */5 9-17 * * 1-5\n", (1, 10), ("refresh",), {"refresh": "*/5 9-17 * * 1-5"}),
    Case("cadence: * * * * *\n", (1, 10), ("cadence",), {"cadence": "* * * * *"}),
    # quotes and backslashes
    Case(
        'a: "foo\nb:\n  c: "%"\n  d: 2\n',
        (1, 4),
        ("a",),
        {"a": "foo", "b": {"c": "%", "d": 2}},
    ),
    Case("a: 'foo\nb: it's here\nc: 2\n", (1, 4), ("a",), {"a": "foo", "b": "it's here", "c": 2}),
    Case('a: "foo\nb: \'\\d "x"\'\n', (1, 4), ("a",), {"a": "foo", "b": '\\d "x"'}),
    Case('a: "foo\nb: bar"\nc: 2\n', (1, 4), ("a",), {"a": "foo", "b": 'bar"', "c": 2}),
    Case(
        'x:\n  - n: "foo\n    c: 1\n  - n: ", "\n',
        (2, 8),
        ("x", 0, "n"),
        {"x": [{"n": "foo", "c": 1}, {"n": ", "}]},
    ),
    Case('x:\n  - "foo\n  - "bar"\n', (2, 5), ("x", 0), {"x": ["foo", "bar"]}),
    Case('x: {n: "foo, c: 1}\nu: "%"\n', (1, 8), ("x", "n"), {"x": {"n": "foo", "c": 1}, "u": "%"}),
    Case('a: "foo\nb: 1\n', (1, 4), ("a",), {"a": "foo", "b": 1}),
    Case('a: "foo\nb: "bar"\nc: 1\n', (1, 4), ("a",), {"a": "foo", "b": "bar", "c": 1}),
    Case("a: {b: 'x}\n", (1, 8), ("a", "b"), {"a": {"b": "x"}}),
    Case('"a: 1\nb: 2\n', (1, 1), ("a",), {"a": 1, "b": 2}),
    Case("a: 'it's here'\nb: 1\n", (1, 4), ("a",), {"a": "'it's here'", "b": 1}),
    Case('a: "say "no" now"\n', (1, 4), ("a",), {"a": '"say "no" now"'}),
    Case('name: "Priya" Nair\n', (1, 7), ("name",), {"name": '"Priya" Nair'}),
    Case("a: 'one' and 'two'\n", (1, 4), ("a",), {"a": "'one' and 'two'"}),
    Case('a: "x""\nb: 1\n', (1, 4), ("a",), {"a": '"x""', "b": 1}),
    Case("a: ''x''\n", (1, 4), ("a",), {"a": "''x''"}),
    Case('a: "C:\\Users\\it"\nb: 1\n', (1, 7), ("a",), {"a": "C:\\Users\\it", "b": 1}),
    Case('a: "\\ud83d\\ude00"\n', (1, 5), ("a",), {"a": "\\ud83d\\ude00"}),
    # colons
    Case("a: Precision: at 10\nb: 1\n", (1, 4), ("a",), {"a": "Precision: at 10", "b": 1}),
    Case("- a: note: this\n", (1, 6), (0, "a"), [{"a": "note: this"}]),
    Case("a: {b: c: d}\n", (1, 8), ("a", "b"), {"a": {"b": "c: d"}}),
    Case(
        "a: {name: Priya contact: x}\n",
        (1, 17),
        ("a", "contact"),
        {"a": {"name": "Priya", "contact": "x"}},
        LAYOUT,
    ),
    Case("a: {b: Head of: c}\n", (1, 8), ("a", "b"), {"a": {"b": "Head of: c"}}),
    Case("a: {{b: c, d: e}\n", (1, 4), ("a",), {"a": {"b": "c", "d": "e"}}, LAYOUT),
    Case("a: {b: c, d: e}: f\n", (1, 4), ("a",), {"a": "{b: c, d: e}: f"}),
    Case("x: 1\na {b: c, d: e}\n", (2, 1), ("a",), {"x": 1, "a": {"b": "c", "d": "e"}}, LAYOUT),
    Case("x: 1\na = {b: c, d: e}\n", (2, 3), ("a",), {"x": 1, "a": {"b": "c", "d": "e"}}, LAYOUT),
    Case("x: 1\na:{b: c, d: e}\n", (2, 1), ("a",), {"x": 1, "a": {"b": "c", "d": "e"}}, LAYOUT),
    Case("x: 1\na:,\n  b: c\n", (2, 3), ("a",), {"x": 1, "a": {"b": "c"}}, LAYOUT),
    Case("x: 1\na:; # so\n  b: c\n", (2, 3), ("a",), {"x": 1, "a": {"b": "c"}}, LAYOUT),
    Case("x: 1\na =\n  b: c\n", (2, 3), ("a",), {"x": 1, "a": {"b": "c"}}, LAYOUT),
    Case(
        "x: 1\n  a:\n  b: c\n  d: e\nf: 2\n",
        (2, 3),
        ("a",),
        {"x": 1, "a": {"b": "c", "d": "e"}, "f": 2},
        LAYOUT,
    ),
    Case("a:\nb: c\n  d: e\n", (2, 1), ("a", "b"), {"a": {"b": "c", "d": "e"}}, LAYOUT),
    Case(
        "a:\n  b: c\nd: e\n  f: g\n",
        (3, 1),
        ("a", "d"),
        {"a": {"b": "c", "d": "e", "f": "g"}},
        LAYOUT,
    ),
    Case("a:1\nb: 2\n", (1, 1), ("a",), {"a": 1, "b": 2}, LAYOUT),
    Case("x:\n  a:1\n  b: 2\n", (2, 3), ("x", "a"), {"x": {"a": 1, "b": 2}}, LAYOUT),
    Case("x: {a:1, b: 2}\n", (1, 5), ("x", "a"), {"x": {"a": 1, "b": 2}}, LAYOUT),
    Case("b: 1\na:\u00a02\n", (2, 3), ("a",), {"a": 2, "b": 1}, LAYOUT),
    Case("b: 1\na = 2\nc: 3\n", (2, 3), ("a",), {"b": 1, "a": 2, "c": 3}, LAYOUT),
    Case("owners\n  technical: a\n", (1, 1), ("owners",), {"owners": {"technical": "a"}}),
    Case("a: 1\nowners\nb: 2\n", (2, 1), ("owners",), {"a": 1, "owners": None, "b": 2}),
    Case("a: 1\ncontact x@y.z\nb: 2\n", (2, 1), ("contact",), {"a": 1, "contact": "x@y.z", "b": 2}),
    Case("a: 1\n: x\nb: 2\n", (2, 1), (), {"a": 1, "b": 2}, LAYOUT),
    # lists
    Case("triggers: - drift\n", (1, 11), ("triggers",), {"triggers": "- drift"}),
    Case("a:\n  - x\n  -y\nb: 1\n", (3, 3), ("a",), {"a": ["x", "y"], "b": 1}, LAYOUT),
    Case("a:\n  c: 1\n  - x\n  d: 2\n", (3, 3), ("a",), {"a": {"c": 1, "d": 2}}),
    Case("a:\n  - x\n  c: 1\n", (3, 3), ("c",), {"a": ["x"], "c": 1}, LAYOUT),
    Case("a:\n  - b: 1\n  c: 2\n", (3, 3), ("a", 0, "c"), {"a": [{"b": 1, "c": 2}]}, LAYOUT),
    # brackets and braces
    Case("a: [b, c\nd: 1\n", (1, 4), ("a",), {"a": ["b", "c"], "d": 1}),
    Case("a: {b: 1\nd: 1\n", (1, 4), ("a",), {"a": {"b": 1}, "d": 1}),
    Case("a: [b,\n  c\n", (1, 4), ("a",), {"a": ["b", "c"]}),
    Case("- {x: 1, y: [2}\n- 3\n", (1, 15), (0, "y", 0), [{"x": 1, "y": [2]}, 3], LAYOUT),
    Case("a: [b}\nc: 1\n", (1, 6), ("a", 0), {"a": ["b"], "c": 1}, LAYOUT),
    Case("a: [b]]\nc: 1\n", (1, 7), ("a",), {"a": ["b"], "c": 1}, LAYOUT),
    Case("a: [b,,c]\n", (1, 7), ("a",), {"a": ["b", "c"]}, LAYOUT),
    Case("a: [x] y\nb: 1\n", (1, 4), ("a",), {"a": "[x] y", "b": 1}),
    Case("a: [#foo, #bar]\nb: 1\n", (1, 5), ("a", 0), {"a": ["#foo", "#bar"], "b": 1}),
    Case("a: {b: #foo, c: 1}\n", (1, 8), ("a", "b"), {"a": {"b": "#foo", "c": 1}}),
    Case('{"a": 1\n "b": 2}\n', (2, 2), ("b",), {"a": 1, "b": 2}, LAYOUT),
    Case("{\n  a: 1\n  b: 2\n}\n", (3, 3), ("b",), {"a": 1, "b": 2}, LAYOUT),
    Case("a: {{ owner }}\nb: 1\n", (1, 4), ("a",), {"a": "{{ owner }}", "b": 1}),
    # indentation
    Case(
        "o:\n  t:\n    n: A\n    r: B\n    b: # the other\n    n: C\n    p: D\n    r: E\nf: 2\n",
        (5, 5),
        ("o", "b"),
        {"o": {"t": {"n": "A", "r": "B"}, "b": {"n": "C", "p": "D", "r": "E"}}, "f": 2},
        LAYOUT,
    ),
    Case("a:\n  b: 1\n\tc: 1\n\td: 2\n", (3, 1), ("a",), {"a": {"b": 1, "c": 1, "d": 2}}, LAYOUT),
    Case("a:\n  b: 1\n  \tc: 1\n", (3, 3), ("a",), {"a": {"b": 1, "c": 1}}, LAYOUT),
    Case("a:\n  -\tname: x\n    k: y\n", (2, 4), ("a",), {"a": [{"name": "x", "k": "y"}]}, LAYOUT),
    Case("a:\n\u00a0\u00a0b: 1\n", (2, 1), ("a",), {"a": {"b": 1}}, LAYOUT),
    Case(
        "a:\n  b: 1\n \u00a0c: 2\n\u00a0\u00a0d:\n    - e\n  \u00a0\u00a0- f\n",
        (3, 2),
        ("a",),
        {"a": {"b": 1, "c": 2, "d": ["e", "f"]}},
        LAYOUT,
    ),
    Case("a:\n  b: 1\n  \u00a0c: 2\n", (3, 3), ("a",), {"a": {"b": 1, "c": 2}}, LAYOUT),
    Case("a: |\n  x\n  \u00a0y: 1\n\nb:\n\u00a0 c: 1\n", (6, 1), ("b",), HARD_TEXT, LAYOUT),
    Case("a: |\n  x\n \u00a0y: 1\nb: 2\n", (3, 2), ("a",), {"a": "x\ny: 1\n", "b": 2}, LAYOUT),
    Case("a: 1\n\u200bc: 2\n", (2, 1), (), {"a": 1, "c": 2}, LAYOUT),
    Case(
        "a:\n  b: 1\n   c: 2\n   d: 3\n",
        (3, 4),
        ("a", "c"),
        {"a": {"b": 1, "c": 2, "d": 3}},
        LAYOUT,
    ),
    Case(
        "a:\n    b: 1\n   c:\n     d: 2\n",
        (3, 4),
        ("a", "c"),
        {"a": {"b": 1, "c": {"d": 2}}},
        LAYOUT,
    ),
    Case(" a: 1\nb: 2\n", (1, 1), (), {"a": 1, "b": 2}, LAYOUT),
    Case("a: |\n  x\n y\nb: 1\n", (3, 2), ("a",), {"a": "x\ny\n", "b": 1}, LAYOUT),
    Case(
        "a: one two\nthree four five\nb: 1\n",
        (2, 1),
        ("a",),
        {"a": "one two three four five", "b": 1},
        LAYOUT,
    ),
    # pasted along
    Case("```yaml\na: 1\n```\n", (1, 1), (), {"a": 1}, LAYOUT),
    Case(
        "a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x\n", (2, 1), (), {"a": 1, "b": 1}, LAYOUT
    ),
    Case("a: 1\n// b\nc: 2\n", (2, 1), (), {"a": 1, "c": 2}, LAYOUT),
    Case("a: 1\n---\nb: 2\n--- # so\nc: 3\n", (2, 1), (), {"a": 1, "b": 2, "c": 3}, LAYOUT),
    Case("a: 1\n---\na: 2\nb: @x\n", (2, 1), (), {"a": 1}, LAYOUT),
    Case("%FOO\n---\na: 1\n", (1, 1), (), {"a": 1}, LAYOUT),
    # signs that no text has
    Case("a: 1\nb: x\0y\nc: 2\n", (2, 5), ("b",), {"a": 1, "b": "x\ufffdy", "c": 2}),
    Case("a: \x1b[31m\n", (1, 4), ("a",), {"a": "\ufffd[31m"}),
]


def of(text: str) -> Document:
    return read(text.encode(), "f.yaml")


@pytest.mark.parametrize("case", SLIPS, ids=lambda case: case.text)
def test_a_slip_is_told_at_its_place_and_the_rest_is_read(case: Case) -> None:
    document = of(case.text)
    (fault,) = document.faults
    assert fault.id == "declaration/syntax"
    assert (fault.span.line, fault.span.column) == case.place
    assert (fault.path, fault.usable) == (case.path, case.usable)
    assert document.data == case.data
    assert document.complete
    assert document.blanks == ()
    assert document.text == case.text


GOLDEN = [
    ("01-handle-not-quoted-will-not-parse", (4, 14)),
    ("02-threshold-as-an-expression-unquoted", (4, 14)),
    ("12-tab-indentation", (2, 1)),
    ("16-cron-where-a-duration-belongs-unquoted", (4, 14)),
    ("32-duplicate-key", (4, 1)),
]


def case_text(name: str) -> str:
    with open(os.path.join(CASES, f"{name}.yaml"), encoding="utf-8") as file:
        return file.read()


@pytest.mark.parametrize(("name", "place"), GOLDEN)
def test_the_golden_places(name: str, place: tuple[int, int]) -> None:
    (fault,) = of(case_text(name)).faults
    assert (fault.span.line, fault.span.column) == place


def test_a_bridged_handle_reads_as_if_quoted_and_is_faulty() -> None:
    document = of(case_text(GOLDEN[0][0]))
    assert document.data["owners"]["technical"]["contact"] == "@priya-nair"
    assert document.faults[0].path == ("owners", "technical", "contact")


def test_a_channel_that_a_comment_swallows() -> None:
    (blank,) = of(case_text("05-slack-channel-swallowed-as-a-comment")).blanks
    assert (blank.kind, blank.text) == ("swallowed", "#ml-oncall")
    assert (blank.span.line, blank.span.column) == (2, 14)


def told(text: str) -> str:
    """A text, and what is said about it."""
    lines = [f"| {line}" for line in text.rstrip("\n").split("\n")]
    for fault in of(text).faults:
        lines += [f"{fault.span.line}:{fault.span.column}  {fault.message}", f"  {fault.fix}"]
    return "\n".join(lines)


def test_the_words(golden: Callable[[str], Callable[[str], None]]) -> None:
    texts = [*(case_text(name) for name, _ in GOLDEN), *(case.text for case in SLIPS), *REFUSED]
    golden("slips.txt")("\n\n".join(told(text) for text in texts) + "\n")


REFUSED = [
    "a: 1\na: 2\na: 3\n",
    "{a: 1, a: 2}\n",
    "a: 1\n---\nb: 2\n",
    "? [a]\n: b\n",
    "a: &x {b: 1}\nc:\n  <<: *x\n",
    "a: !secret foo\n",
    "a: *nobody\n",
    "a: &a [*a]\n",
    f"a: {'9' * 101}\n",
    "a: 1e999\n",
    f"a: {'x' * 70_000}\n",
    "\x00a: [",
]
"""Further texts whose messages are worth reading."""


@pytest.mark.parametrize(
    "text",
    [
        "a:\n  n: A\n  c:\n  n: B\n",  # one key alone may be written twice
        "a:\n- n: A\n  r: B\n  c:\n  n: C\n  r: D\n",  # a dash may be missing
        "n: A\nr: B\nc:\nn: C\nr: D\n",
        "a: {n: A, r: B, c: , n: C, r: D}\n",
        "a:\n  n: A\n  r: B\n  c: null\n  n: C\n  r: D\n",
    ],
)
def test_what_may_be_another_mistake_is_told_as_keys_that_are_written_twice(text: str) -> None:
    assert {fault.id for fault in of(text).faults} == {"declaration/duplicate-key"}


def test_several_slips_are_each_told_and_bridged() -> None:
    document = of("a: @x\nb:\n\tc: >= 3\nd: [1\ne: 'x\nf: 2\n")
    assert [fault.span.line for fault in document.faults] == [1, 3, 3, 4, 5]
    assert document.data == {"a": "@x", "b": {"c": ">= 3"}, "d": [1], "e": "x", "f": 2}


def test_a_slip_moves_no_place_in_the_rest_of_its_line() -> None:
    from govlint.source import key_span, value_span

    document = of('a: {b:1, c: "x", d: [@y]}\n\te: 1\n')
    assert value_span(document, ("a", "c"))[1:] == (1, 13, 1, 16)
    assert value_span(document, ("a", "d", 0))[1:] == (1, 22, 1, 24)
    tabs = of("a:\n\tb: @x\n\tc: [1, 2]\n")
    assert key_span(tabs, ("a", "b"))[1:] == (2, 2, 2, 3)
    assert value_span(tabs, ("a", "c", 1))[1:] == (3, 9, 3, 10)
    assert value_span(tabs, ("a", "b"))[1:] == (2, 5, 2, 7)


def test_stand_ins_are_no_way_to_write_signs() -> None:
    document = of("a: \uf740x\nb: @y\n")
    assert document.data == {"a": "\ufffdx", "b": "@y"}


def test_at_most_twenty_slips_are_bridged() -> None:
    document = of("".join(f"k{number}: @x\n" for number in range(30)))
    assert not document.complete
    assert len(document.faults) == 21
    assert document.faults[-1].usable
    assert len(document.data) == 20


def test_three_lines_are_left_out_and_no_more() -> None:
    document = of("".join(f"k{number}: [\n  ]: {{ x\n" for number in range(30)))
    assert not document.complete
    assert len(document.faults) <= 21


ENCODINGS = [
    ("a: Müller\nb: @x\n".encode("utf-16"), (1, 1), "UTF-16"),
    ("a: Mueller\nb: @x\n".encode("utf-16-le"), (1, 1), "UTF-16"),
    ("a: Mueller\nb: @x\n".encode("utf-16-be"), (1, 1), "UTF-16"),
    ("a: Mueller\nb: @x\n".encode("utf-32"), (1, 1), "UTF-32"),
    ("a: Müller\nb: @x\n".encode("latin-1"), (1, 5), "UTF-8"),
    (b"a: b\nc: \xed\xa0\x80\nb: @x\n", (2, 4), "UTF-8"),
]


@pytest.mark.parametrize(("content", "place", "name"), ENCODINGS)
def test_what_is_not_utf_8_is_told_and_read(
    content: bytes, place: tuple[int, int], name: str
) -> None:
    document = read(content, "f.yaml")
    encoding, slip = document.faults
    assert (encoding.path, encoding.usable) == ((), True)
    assert (encoding.span.line, encoding.span.column) == place
    assert name in encoding.message
    assert slip.path == ("b",)
    assert document.data["b"] == "@x"


def test_nothing_that_is_said_acts_on_a_terminal() -> None:
    faults = of('a: @x\u202e\nb: "y\u202e\n\u202ec:1\nd: {{\u202e}}\n').faults
    assert len(faults) >= 3
    assert all(text.isprintable() for fault in faults for text in (fault.message, fault.fix))
