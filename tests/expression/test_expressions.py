"""Evaluation: plain values in and out, and never a crash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from govlint.expression import Environment, EvaluationError, ExpressionError

if TYPE_CHECKING:
    from collections.abc import Callable

DOC = {
    "a": {"b": "text", "n": 1.0, "none": None},
    "list": ["x", "y"],
    "long": [1.0] * 200,
    "on": "2026-10-02",
}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("has(doc.a) && has(doc.a.b)", True),
        ("has(doc.z) && has(doc.z.y)", False),
        ("doc.a.n >= 1.0", True),
        ("doc.a.n == 1", True),
        ("size(doc.list)", 2),
        ("doc.list.map(x, x + '!')", ["x!", "y!"]),
        ("{'k': doc.a.n}", {"k": 1.0}),
        ("sorted(doc.a.map(k, k))", ["b", "n", "none"]),
        ("age(doc.on)", 52.0),
        ("plus(doc.on, 'P1M')", "2026-11-02"),
        ("today", "2026-11-23"),
        ("doc.missing == 'x' || true", True),
        ("same_person({'name': 'Priya Nair'}, {'name': 'P. Nair'})", True),
        ("is_named('technical', people)", True),
        ("doc.a.none", None),
    ],
)
def test_an_expression_gives_a_plain_value(
    source: str, expected: Any, value: Callable[..., Any]
) -> None:
    assert value(source, doc=DOC, today="2026-11-23", people=["Priya Nair"]) == expected


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("doc.zz.y", "`zz` is not written"),
        ("it.x", "`it` is not known here"),
        ("age(doc.a.b)", "'text' is not a date"),
        ("days(doc.a.b)", "'text' is not a duration"),
        ("age(doc.a.n)", "No matching overloads"),
        ("doc.a.none > 1.0", "No matching overloads"),
        ("doc.long.all(a, doc.long.all(b, true))", "more than 10,000 items"),
        ("doc.long[300] > 1.0", "Index error"),
        ("1 / 0 > 1", "divide by zero"),
    ],
)
def test_an_expression_without_a_value_says_why(
    source: str, reason: str, value: Callable[..., Any]
) -> None:
    with pytest.raises(EvaluationError, match=reason):
        value(source, doc=DOC)


@pytest.mark.parametrize(
    ("source", "column", "message", "fix"),
    [
        ("doc.a = 'x'", 7, "a single = does not compare", "Write ==."),
        ("has(doc.a) and has(doc.b)", 12, "`and` is no word of CEL", "Write &&."),
        ("not has(doc.a)", 5, "`not` is no word of CEL", "Write !."),
        ("doc.a == 'x", 10, "this text is not closed", ""),
        ("doc.a == \u201cx\u201d", 10, "\u201c is not a quote for CEL", "Write ' or \"."),
        ("doc.a ==", 9, "the expression ends too early", ""),
        ("(doc.a", 7, "a ) is missing here", ""),
        ("[1, 2", 6, "the expression ends too early", ""),
        ("doc['a'", 8, "a ] is missing here", ""),
        ("doc.a & doc.b", 7, "a single & joins nothing", "Write &&."),
        ("doc..a", 5, "`..` cannot stand here", ""),
        ("if doc.a then true", 1, "`if` is a word that CEL keeps for itself", ""),
        (
            "has(doc)",
            5,
            "has() asks whether a field is written",
            "Write for example has(doc.rollback).",
        ),
        ("", 1, "the expression ends too early", ""),
        (
            "(" * 200 + "true" + ")" * 200,
            1,
            "the expression is nested too deeply: 32 levels at most",
            "",
        ),
        ("x" * 5000, 1, "an expression has at most 4096 bytes", ""),
    ],
)
def test_what_is_no_cel_is_explained(
    source: str, column: int, message: str, fix: str, environment: Environment
) -> None:
    with pytest.raises(ExpressionError) as told:
        environment.compile(source)
    error = told.value
    assert (error.line, error.column, error.message, error.fix) == (1, column, message, fix)


def test_a_place_on_a_later_line(environment: Environment) -> None:
    with pytest.raises(ExpressionError) as told:
        environment.compile("has(doc.a) &&\n  doc.b = 'x'")
    assert (told.value.line, told.value.column) == (2, 9)


@pytest.mark.parametrize("source", ["has(doc.a) && doc.a.n > 0.5", "doc.list.exists(x, x == 'y')"])
def test_a_prepared_expression_gives_the_same(source: str, environment: Environment) -> None:
    binding = environment.bind({"doc": DOC})
    prepared = environment.prepared(source)
    assert environment.evaluate(prepared, binding) is True
    assert environment.prepared(source) == Environment("2000-01-01", {}).prepared(source)
    assert environment.evaluate(environment.compile(source), binding) is True


def test_a_program_works_in_every_environment_with_its_own_day() -> None:
    program = Environment("2026-11-23", {}).compile("age('2026-11-22')")
    for day, expected in (("2026-11-23", 1.0), ("2026-11-24", 2.0)):
        other = Environment(day, {})
        assert other.evaluate(program, other.bind({})) == expected


def test_nothing_but_the_variables_is_within_reach(environment: Environment) -> None:
    for source in ("now()", "timestamp()", "env('HOME')", "open('/etc/passwd')", "import_('os')"):
        with pytest.raises(ExpressionError, match=r"undeclared reference|no matching overload"):
            environment.compile(source)
