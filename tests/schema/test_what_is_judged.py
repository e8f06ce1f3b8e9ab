"""Whatever a file holds, what policies judge is well formed, and what is said has its place."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govlint import paths, source
from govlint.schema import check_form, quick
from govlint.schema._declaration import SCHEMA

if TYPE_CHECKING:
    from govlint.schema import Form

TESTS = os.path.join(os.path.dirname(__file__), "..")
TODAY = "2026-11-23"


def form(text: str) -> Form:
    return check_form(source.read(text.encode(), "ai-governance.yaml"), TODAY)


def example(name: str) -> Any:
    with open(os.path.join(TESTS, "examples", name), "rb") as file:
        return source.read(file.read(), name).data


EXAMPLES = [example(name) for name in sorted(os.listdir(os.path.join(TESTS, "examples")))]

WORDS = st.sampled_from(
    [
        *("TBD", "yes", "quarterly", "62%", ">= 0.8", "unknown", "docs/a.md", "Priya Nair", ""),
        *("03/04/2026", "2026-02-30", "PT3M", "P3M", "prod", "@acme/ml", "#ml", "a@b.example"),
        *("a, b", "Your Name Here", "never", "0 6 * * 1", "2 weeks", "x", "ai-governance/v2"),
    ]
)
LEAVES = (
    WORDS | st.integers(-5, 10**6) | st.floats() | st.booleans() | st.none() | st.text(max_size=9)
)
KEYS = st.sampled_from(
    [
        *("value", "reason", "name", "on", "x-a", "minimum", "bussiness", "drift", "Runbook"),
        *("owner", "email", "lag", "rollback_plan", "technical", "sources", "foo bar", "due"),
        *("outcome_metric", "retraining", "kpi", "measurements", "decides", "id", "lifecycle"),
    ]
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@st.composite
def documents(draw: st.DrawFn) -> Any:
    """An example in which several parts were replaced, renamed or added."""
    data = json.loads(json.dumps(draw(st.sampled_from(EXAMPLES))))
    for _ in range(draw(st.integers(1, 4))):
        part = data
        while isinstance(part, dict | list) and part:
            keys = list(part) if isinstance(part, dict) else list(range(len(part)))
            key = draw(st.sampled_from(keys))
            if not isinstance(part[key], dict | list) or draw(st.booleans()):
                break
            part = part[key]
        if isinstance(part, dict) and draw(st.booleans()):
            part[draw(KEYS)] = draw(VALUES)
        elif part:
            part[key] = draw(VALUES)
    return data


@settings(
    max_examples=600, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(documents())
def test_what_policies_judge_is_well_formed(data: Any) -> None:
    text = json.dumps(data, indent=2, ensure_ascii=False)
    found = form(text)
    wrong = quick.misfits(found.data, SCHEMA)
    assert {misfit.keyword for misfit in wrong} <= {"required"}
    assert found.lifecycle in ("planned", "pilot", "production", "retired")
    lines = found.document.text.split("\n")
    for fault in found.faults:
        assert 1 <= fault.span.line <= fault.span.end_line <= len(lines)
        assert 1 <= fault.span.column <= len(lines[fault.span.line - 1]) + 1
        assert fault.fix or fault.path == ()
        assert (fault.message + fault.fix.replace("\n", "")).isprintable()


@settings(
    max_examples=300, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(documents())
def test_faulty_places_are_not_judged(data: Any) -> None:
    found = form(json.dumps(data, indent=2))
    places = [fault.path for fault in found.faults if not fault.usable]
    for path in (*places, *(blank.path for blank in found.blanks)):
        if not path or not isinstance(path[-1], int):
            assert paths.lookup(found.data, path) in (None, {}), path


@settings(
    max_examples=200, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(documents())
def test_the_same_file_is_always_told_the_same(data: Any) -> None:
    text = json.dumps(data)
    assert repr(form(text)[1:]) == repr(form(text)[1:])


def test_numbers_are_floats_and_bools_stay() -> None:
    data = form("adoption: {population: 42}\ndata: {preparation: {automated: true}}").data
    assert repr(data["adoption"]["population"]) == "42.0"
    assert data["data"]["preparation"]["automated"] is True


def test_own_keys_and_blanks_are_left_out() -> None:
    data = form("rollback: {runbook: docs/r.md, x-a: 1, trigger: , fallback_to: TBD}").data
    assert data == {"rollback": {"runbook": "docs/r.md"}}


def test_a_slip_is_judged_as_meant() -> None:
    found = form("data: {sources: [{name: A, automated: No}]}\nretraining: {cadence: PT3M}")
    assert found.data["data"]["sources"] == [{"name": "A", "automated": False}]
    assert found.data["retraining"] == {"cadence": "PT3M"}
    assert {f.path: f.usable for f in found.faults if f.severity == "warning"} == {
        ("data", "sources", 0, "automated"): True,
        ("retraining", "cadence"): True,
    }


def test_what_stands_in_a_misspelt_key_is_judged() -> None:
    found = form("ownrs: {bussiness: {nmae: Tom Okafor, contact: tom@acme.example}}")
    assert found.data["owners"] == {
        "business": {"name": "Tom Okafor", "contact": "tom@acme.example"}
    }
    place = source.value_span(found.document, ("owners", "business", "contact"))
    assert place[1:] == (1, 48, 1, 64)


def test_what_stands_at_a_wrong_place_is_judged_at_the_right_one() -> None:
    found = form("monitoring:\n  outcome_metric:\n    name: A\n    drift:\n      threshold: 0.2\n")
    assert found.data["monitoring"] == {
        "outcome_metric": {"name": "A"},
        "drift": {"threshold": 0.2},
    }


def test_an_empty_section_takes_what_was_meant_for_it() -> None:
    found = form("system:\nid: candidate-ranker\nlifecycle: pilot\n")
    assert found.data == {"system": {"id": "candidate-ranker", "lifecycle": "pilot"}}
    assert found.lifecycle == "pilot"
    assert found.blanks == ()


@pytest.mark.parametrize(
    ("items", "kept"),
    [
        ("[A, {name: B}]", [{}, {"name": "B"}]),
        ("[{name: B}, A]", [{"name": "B"}]),
        ("[{name: B}, TBD, {name: C}, null]", [{"name": "B"}, {}, {"name": "C"}]),
        ("[{name: 1}, {name: C}]", [{}, {"name": "C"}]),
    ],
)
def test_items_keep_their_places(items: str, kept: list[Any]) -> None:
    assert form(f"data: {{sources: {items}}}").data["data"]["sources"] == kept


def test_a_list_of_which_nothing_is_left_is_not_there() -> None:
    found = form("data: {sources: [A, B], condition: clean}\nretraining: {triggers: [TBD]}")
    assert found.data == {"data": {"condition": "clean"}, "retraining": {}}
    assert [fault.path for fault in found.faults][2:] == [
        ("data", "sources"),
        ("retraining", "triggers"),
    ]


def test_honest_nulls_are_blanks_with_their_reason() -> None:
    text = "rollback: {runbook: r.md, last_tested: {value: null, reason: Planned for March}}"
    found = form(text)
    assert found.data == {"rollback": {"runbook": "r.md"}}
    assert [(b.kind, b.path, b.text) for b in found.blanks] == [
        ("unknown", ("rollback", "last_tested"), "Planned for March")
    ]


@pytest.mark.parametrize(
    ("written", "stage"),
    [
        ("prod", "production"),
        ("Live", "production"),
        ("poc", "pilot"),
        ("experimental", "pilot"),
        ("deprecated", "retired"),
        ("idea", "planned"),
        ("pilott", "pilot"),
        ("[pilot]", "pilot"),
        ("nonsense", "production"),
        ("", "production"),
        ("planned", "planned"),
    ],
)
def test_lifecycles(written: str, stage: str) -> None:
    assert form(f"system: {{id: a-b, lifecycle: {written}}}").lifecycle == stage


def test_the_rest_of_a_broken_file_is_judged() -> None:
    text = "owners:\n  technical: {name: Priya Nair, contact: @priya}\nrollback: {runbook: r.md}\n"
    found = form(text)
    assert found.data["rollback"] == {"runbook": "r.md"}
    assert found.data["owners"]["technical"] == {"name": "Priya Nair"}


def test_both_parts_of_a_duplicate_key_are_left_out() -> None:
    found = form("rollback: {last_tested: 2026-02-30}\nrollback: {runbook: TBD}\n")
    assert "rollback" not in found.data
    assert [fault.id for fault in found.faults if fault.path == ("rollback",)] == [
        "declaration/duplicate-key"
    ]


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n"])
def test_an_empty_file_is_told_what_it_needs(text: str) -> None:
    assert [fault.path for fault in form(text).faults] == [("schema",), ("system",)]


@pytest.mark.parametrize("text", ["- a\n", "just words\n", "42\n"])
def test_a_file_without_keys_is_told_once(text: str) -> None:
    found = form(text)
    assert [(f.path, f.span.line) for f in found.faults] == [((), 1)]
    assert (found.data, found.document.complete) == ({}, False)


def test_a_file_full_of_mistakes_is_told_a_hundred() -> None:
    found = form("".join(f"key{number}: 1\n" for number in range(3000)))
    assert len(found.faults) == 101
    assert found.faults[-1].message.startswith("more mistakes follow")
    assert found.data == {}
