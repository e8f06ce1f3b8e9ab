"""The check before anything runs: fields, functions, types, values, and which paths are read."""

from __future__ import annotations

import pytest

from govlint.expression import ExpressionError, shapes
from govlint.expression.check import answer, check, check_at, check_each, check_template
from govlint.expression.shapes import member, of_schema

DOC = ("doc",)
SOURCE = ("doc.data.sources[*]",)
METRIC = ("doc.monitoring.outcome_metric",)

READS: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = [
    ("has(doc.rollback)", DOC, ("doc.rollback",)),
    ("has(it.runbook) && it.runbook != ''", ("doc.rollback",), ("doc.rollback.runbook",)),
    ("doc['owners'].technical.name != ''", DOC, ("doc.owners.technical.name",)),
    ("it.automated", SOURCE, ("doc.data.sources[*].automated",)),
    ("is_named(it.owner, people)", SOURCE, ("doc.data.sources[*].owner",)),
    (
        "doc.data.sources.all(s, s.automated)",
        DOC,
        ("doc.data.sources", "doc.data.sources[*].automated"),
    ),
    (
        "doc.data.sources.filter(s, has(s.owner)).size() > 0",
        DOC,
        ("doc.data.sources[*].owner", "doc.data.sources"),
    ),
    ("doc.retraining.triggers[0] == 'drift'", DOC, ("doc.retraining.triggers[*]",)),
    (
        "doc.decision_rights.all(k, has(doc.decision_rights) && k != 'x')",
        DOC,
        ("doc.decision_rights",),
    ),
    (
        "type(it) == string || it.exists(r, r == 'x')",
        ("doc.decision_rights.roll_back",),
        ("doc.decision_rights.roll_back", "doc.decision_rights.roll_back[*]"),
    ),
    (
        "it.name == key",
        ("doc.owners.technical", "doc.owners.business"),
        ("doc.owners.technical.name", "doc.owners.business.name"),
    ),
    (
        "history.review.apart > 3.0 && evidence.runbook.path == ''",
        DOC,
        ("history.review.apart", "evidence.runbook.path"),
    ),
    (
        "same_person(doc.owners.technical, doc.owners.business)",
        DOC,
        ("doc.owners.technical", "doc.owners.business"),
    ),
    (
        "age(it.last_measured.on) <= days(it.cadence) * limits.outcome_gap",
        METRIC,
        ("doc.monitoring.outcome_metric.last_measured.on", "doc.monitoring.outcome_metric.cadence"),
    ),
    ("today > '2026' && size(people) > 0 && 'a/b' in catalogue", DOC, ()),
    ("it.minimum >= 1 || it.minimum == 0", METRIC, ("doc.monitoring.outcome_metric.minimum",)),
    ("doc.system.type in ['generative', 'agentic']", DOC, ("doc.system.type",)),
    ("has(doc.system.id) || true", DOC, ("doc.system.id",)),
    (
        "string(int(it.minimum)) == '1' && double('1.0') < 2.0",
        METRIC,
        ("doc.monitoring.outcome_metric.minimum",),
    ),
]


@pytest.mark.parametrize(("source", "each", "reads"), READS)
def test_what_an_expression_reads(
    source: str, each: tuple[str, ...], reads: tuple[str, ...]
) -> None:
    assert check(source, each, "bool") == reads


MISTAKES: list[tuple[str, tuple[str, ...], int, str, str]] = [
    (
        "doc.ownerz.technical.name == 'x'",
        DOC,
        5,
        "there is no field `ownerz`",
        "Did you mean `owners`?",
    ),
    (
        "has(doc.rollback) && has(doc.rollback.runbok)",
        DOC,
        39,
        "there is no field `runbok`",
        "Did you mean `runbook`?",
    ),
    (
        "doc.data.sources.exists(s, s.automatd)",
        DOC,
        30,
        "there is no field `automatd`",
        "Did you mean `automated`?",
    ),
    ("it.nam == 'x'", SOURCE, 4, "there is no field `nam`", "Did you mean `name`?"),
    ("doc['ownerz'] == 'x'", DOC, 6, "there is no field `ownerz`", "Did you mean `owners`?"),
    ("it.minimum.x == 'x'", METRIC, 12, "a number has no fields, so no `x`", ""),
    (
        "doc.success_metric.baseline.reason == ''",
        DOC,
        29,
        "there is no field `reason`",
        "There are value, measured_on, source.",
    ),
    ("limits.rehersal == ''", DOC, 8, "there is no field `rehersal`", "Did you mean `rehearsal`?"),
    ("ag(it.cadence) > 3.0", METRIC, 1, "there is no function `ag`", "Did you mean `age`?"),
    (
        "it.name.startWith('a')",
        SOURCE,
        9,
        "there is no function `startWith`",
        "Did you mean `startsWith`?",
    ),
    ("docs.rollback == ''", DOC, 1, "there is no variable `docs`", "Did you mean `doc`?"),
    ("it.minimum > '0.8'", METRIC, 12, "`>` cannot take a number and a text", ""),
    (
        "it.minimum + 1 > 0.8",
        METRIC,
        12,
        "`+` cannot take a number and a whole number",
        "Write whole numbers as 1.0, or wrap the other in double(…).",
    ),
    (
        "age(it.minimum) > 3.0",
        METRIC,
        1,
        "`age` takes a text as its value, and this is a number",
        "",
    ),
    (
        "is_named(people, it.name)",
        SOURCE,
        1,
        "`is_named` takes a text as its first value, and this is a list",
        "",
    ),
    ("age(it.cadence, 'x') > 3.0", METRIC, 1, "`age` takes 1 value", ""),
    ("it == 'x'", ("doc.owners",), 4, "`==` cannot take a map and a text", ""),
    ("!it.name", SOURCE, 1, "`!` cannot take a text", ""),
    ("it.name && true", SOURCE, 9, "`&&` cannot take a text", ""),
    ("it.name.all(x, true)", SOURCE, 12, "a text has no items to go through", ""),
    (
        "doc.system.type == 'predictve'",
        DOC,
        21,
        "there is no value `predictve`",
        "Did you mean `predictive`?",
    ),
    (
        "doc.system.type in ['predictive', 'agentc']",
        DOC,
        36,
        "there is no value `agentc`",
        "Did you mean `agentic`?",
    ),
    (
        "doc.owners.filter(k, k != 'x')[0] == 'technical'",
        DOC,
        31,
        "a list made from a map has another order each time",
        "Wrap it in sorted(…).",
    ),
    ("it.name", SOURCE, 1, "this does not give true or false", ""),
    (
        "doc.retraining.triggers['a'] == 'x'",
        DOC,
        24,
        "an item of a list is named by a whole number",
        "",
    ),
    (
        "doc.owners.all(key, key != 'x')",
        DOC,
        15,
        "`key` means something else already",
        "Call it otherwise.",
    ),
    ("written == ''", DOC, 1, "there is no variable `written`", ""),
]


@pytest.mark.parametrize(("source", "each", "column", "message", "fix"), MISTAKES)
def test_a_mistake_is_found_at_its_place(
    source: str, each: tuple[str, ...], column: int, message: str, fix: str
) -> None:
    with pytest.raises(ExpressionError) as told:
        check(source, each, "bool")
    error = told.value
    assert (error.line, error.column, error.message) == (1, column, message)
    assert error.fix == fix or not fix


@pytest.mark.parametrize(
    ("template", "line", "column"),
    [
        ("Nothing in {doc.ownerz} here", 1, 17),
        ("first\n  then {age(doc.system.production_since) + 1}", 2, 42),
        ("{doc.owners.map(k, k)}", 1, 2),
        ("{doc.owners}", 1, 2),
        ("no { end", 1, 4),
    ],
)
def test_a_mistake_in_a_template(template: str, line: int, column: int) -> None:
    with pytest.raises(ExpressionError) as told:
        check_template(template, DOC)
    assert (told.value.line, told.value.column) == (line, column)


def test_a_template_reads_too() -> None:
    template = "{it.name} {{not this}} {sorted(doc.owners.map(k, k))}"
    assert check_template(template, SOURCE) == ("doc.data.sources[*].name", "doc.owners")
    assert check_template("{written}", DOC, ("written",)) == ()


@pytest.mark.parametrize(
    "path",
    [
        "doc",
        "doc.rollback",
        "doc.data.sources[*]",
        "doc.roadmap.milestones[*].due",
        "doc.system.x-own",
    ],
)
def test_a_subject_that_can_be(path: str) -> None:
    check_each(path)


@pytest.mark.parametrize(
    ("path", "column", "fix"),
    [
        ("doc.rolback", 5, "Did you mean `rollback`?"),
        ("doc.data.sources[*].nam", 21, "Did you mean `name`?"),
        ("doc.system.id[*]", 14, ""),
        ("rollback", 1, "Write doc.rollback."),
        ("doc..rollback", 5, ""),
        ("doc.rollback[0]", 5, ""),
        ("", 1, "Write for example doc.rollback."),
    ],
)
def test_a_subject_that_cannot_be(path: str, column: int, fix: str) -> None:
    with pytest.raises(ExpressionError) as told:
        check_each(path)
    assert (told.value.column, told.value.fix) == (column, fix)


def test_where_a_failure_points() -> None:
    check_at("last_tested", ("doc.rollback",))
    check_at("doc.system.production_since", ("doc.rollback",))
    check_at("process", ("doc.owners.technical", "doc.owners.business"))
    with pytest.raises(ExpressionError) as told:
        check_at("last_testd", ("doc.rollback",))
    assert (told.value.column, told.value.fix) == (1, "Did you mean `last_tested`?")


def test_answers_are_plain_and_never_raise() -> None:
    assert answer(("bool", "has(doc.rollback)", DOC)) == (True, ("doc.rollback",))
    assert answer(("at", "x", ("doc.rollback",)))[0] is False
    assert answer(("bool", "!" * 4000 + "true", DOC))[0] in (True, False)


SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "free": {"type": "object", "additionalProperties": {"type": "number"}},
        "either": {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/thing"}]},
        "unknown": {
            "oneOf": [{"$ref": "#/$defs/thing"}, {"properties": {"value": {"type": "null"}}}]
        },
        "anything": {},
        "few": {"enum": ["a", "b"]},
        "twice": {"type": ["string", "number"]},
        "again": {"$ref": "#/$defs/again"},
    },
    "$defs": {
        "thing": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"name": {"type": "string"}},
        },
        "again": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"again": {"$ref": "#/$defs/again"}},
        },
    },
}


def test_shapes_come_from_a_json_schema() -> None:
    shape = of_schema(SCHEMA, SCHEMA["$defs"])  # type: ignore[arg-type]
    fields = shape.fields or {}
    assert (fields["free"].kind, fields["either"].kind) == ("map", "union")
    assert (fields["unknown"].kind, fields["anything"].kind) == ("record", "dyn")
    assert fields["few"].kind == "string"
    assert member(fields["either"], "name") == shapes.STRING
    assert member(fields["either"], "nam") is None
    assert member(fields["free"], "whatever") == shapes.DOUBLE
    assert member(shape, "none") is None
    assert member(shape, "x-own") == shapes.DYN
    assert {option.kind for option in fields["twice"].options} == {"string", "double"}


def test_a_fact_without_a_schema_may_hold_anything() -> None:
    assert shapes.fact("nothing-of-this-name") == shapes.DYN
