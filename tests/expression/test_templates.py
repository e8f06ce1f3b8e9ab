"""Templates: what stands in braces, what braces stand for, how values look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from govlint.expression import EvaluationError
from govlint.expression.template import TemplateError, parts, shown

if TYPE_CHECKING:
    from govlint.expression import Environment

DOC = {
    "name": "Precision at 10",
    "limit": 0.62,
    "days": 42.0,
    "steps": ["Fix currency", "Remove tests", "Load"],
    "hostile": "a\x1b[31m\u202eb\nc",
    "flag": True,
    "map": {"b": 1.0, "a": "x"},
    "on": "2026-10-02",
}


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("plain", "plain"),
        ("", ""),
        ("{doc.name} below {doc.limit}", "Precision at 10 below 0.62"),
        ("{doc.days} days", "42 days"),
        (
            "{age(doc.on)} days ago; the limit is {words('P6M')}.",
            "52 days ago; the limit is 6 months.",
        ),
        ("A review every {words('P1Y')} is too rare.", "A review every year is too rare."),
        ("every {words('P1Y6M')}", "every 1 year and 6 months"),
        (
            "every {words('P3M')}; the limit is {words('P1M')}",
            "every 3 months; the limit is 1 month",
        ),
        ("{doc.steps}", "Fix currency, Remove tests and Load"),
        ("{size(doc.steps)} steps", "3 steps"),
        ("{doc.flag}, {null}", "true, nothing"),
        ("{{literal}}", "{literal}"),
        ("rollback: {{runbook: {doc.name}}}", "rollback: {runbook: Precision at 10}"),
        ("{{{doc.name}}}", "{Precision at 10}"),
        ("{'}' + \"{\" + '\\'}'}", "}{'}"),
        ("{'''it's }'''}", "it's }"),
        ("{r'\\d' + '}'}", "\\d}"),
        ("{ {'a': {'b': 'c'}}.a.b }", "c"),
        ("{[1.0, 2.5][1]}", "2.5"),
        ("{doc.hostile}", "a\\x1b[31m\\u202eb⏎c"),
        ("{doc.map}", "a: x and b: 1"),
        ("a\n  b: {doc.name}\n", "a\n  b: Precision at 10\n"),
    ],
)
def test_a_template_is_filled(template: str, expected: str, environment: Environment) -> None:
    assert environment.fill(template, environment.bind({"doc": DOC})) == expected


@pytest.mark.parametrize(
    ("template", "offset"),
    [("a { b", 2), ("a } b", 2), ("{a}}", 3), ("{'a}", 0), ("{(a}", 0), ("{{a}", 3)],
)
def test_a_brace_without_its_other_half_is_refused(template: str, offset: int) -> None:
    with pytest.raises(TemplateError) as told:
        parts(template)
    assert told.value.offset == offset


def test_what_cannot_be_shown_is_an_evaluation_error(environment: Environment) -> None:
    with pytest.raises(EvaluationError, match="`nothing` is not written"):
        environment.fill("{doc.nothing}", environment.bind({"doc": DOC}))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1e20, "1e+20"),
        (-0.5, "-0.5"),
        (3, "3"),
        ([], ""),
        (["a"], "a"),
        ("x" * 300, "x" * 199 + "…"),
    ],
)
def test_a_value_is_shown_for_people(value: Any, expected: str) -> None:
    assert shown(value) == expected
