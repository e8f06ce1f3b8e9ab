"""GitLab, reviewdog and JUnit: what their readers take, written as rules."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hostile import HOSTILE, poisoned
from jsonschema import Draft202012Validator
from lxml import etree
from told_reports import NAME, REPORTS, START, clean, declaration, every, finding, report, span

from govlint.render import FORMATS

if TYPE_CHECKING:
    from pathlib import Path

    from consuming import Consumers

    from govlint.report import Report

TEXT = {"type": "string", "minLength": 1}
LINE = {"type": "integer", "minimum": 1}


def closed(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    """An object with these keys and no other."""
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


GITLAB = {
    "type": "array",
    "items": closed(
        {
            "description": TEXT,
            "check_name": TEXT,
            "fingerprint": TEXT,
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": closed({"path": TEXT, "lines": closed({"begin": LINE}, {"end": LINE})}),
        }
    ),
}
POSITION = closed({"line": LINE}, {"column": LINE})
LOCATION = closed({"path": TEXT}, {"range": closed({"start": POSITION}, {"end": POSITION})})
RDJSON = closed(
    {
        "source": closed({"name": TEXT}, {"url": TEXT}),
        "diagnostics": {
            "type": "array",
            "items": closed(
                {"message": TEXT, "location": LOCATION},
                {
                    "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                    "code": closed({"value": TEXT}, {"url": TEXT}),
                    "related_locations": {
                        "type": "array",
                        "items": closed({"location": LOCATION}, {"message": TEXT}),
                    },
                },
            ),
        },
    }
)
ALL: dict[str, Report] = {name: build() for name, build in REPORTS.items()} | {
    name: poisoned(text) for name, text in HOSTILE.items()
}


@pytest.mark.parametrize("name", sorted(ALL))
@pytest.mark.parametrize(("format_", "schema"), [("gitlab", GITLAB), ("rdjson", RDJSON)])
def test_shape(format_: str, schema: dict[str, Any], name: str) -> None:
    told = json.loads(FORMATS[format_](ALL[name], 80, False))
    errors = Draft202012Validator(schema).iter_errors(told)
    assert [f"{error.json_path}: {error.message[:200]}" for error in errors] == []


def test_a_reader_of_reviewdogs_format_takes_it(consumers: Consumers) -> None:
    told = [FORMATS["rdjson"](each, 80, False) for each in ALL.values()]
    assert consumers.ask("rdjson", told) == [[] for _ in told]
    wrong = told[0].replace('"diagnostics"', '"diagnostic"')
    assert consumers.ask("rdjson", [wrong, '{"diagnostics": [{"message": 1}]}']) != [[], []]


def test_gitlab_is_an_empty_array_when_clean() -> None:
    assert FORMATS["gitlab"](clean(), 80, False) == "[]\n"


def test_gitlab_severities() -> None:
    told = json.loads(FORMATS["gitlab"](every(), 80, False))
    assert {issue["check_name"]: issue["severity"] for issue in told} == {
        "house/limit": "major",
        "house/runbook": "critical",
        "house/rehearsed": "minor",
        "house/baseline": "major",
        "house/owner": "critical",
        "house/team": "info",
    }


def test_gitlab_fingerprints_do_not_know_lines() -> None:
    one = finding("house/a", span(1, 1, 2), fingerprint="a" * 16)
    moved = one._replace(span=span(9, 3, 4))
    first, second = (
        json.loads(FORMATS["gitlab"](report([], [each]), 80, False))[0] for each in (one, moved)
    )
    assert first["fingerprint"] == second["fingerprint"]
    assert first["location"] != second["location"]


def test_gitlab_has_a_fingerprint_for_each() -> None:
    same = [finding("house/a", span(n, 1, 2), fingerprint="a" * 16) for n in (1, 2)]
    told = json.loads(FORMATS["gitlab"](report([], same), 80, False))
    assert [issue["fingerprint"] for issue in told] == ["a" * 16, f"{'a' * 16}:1.2"]


def test_reviewdog_columns_are_bytes() -> None:
    told = json.loads(FORMATS["rdjson"](every(), 80, False))["diagnostics"][0]
    assert told["code"]["value"] == "house/limit"
    assert told["location"]["range"] == {
        "start": {"line": 8, "column": START + 1},
        "end": {"line": 8, "column": START + 1 + len(NAME.encode())},
    }


@pytest.mark.parametrize("name", sorted(REPORTS))
def test_junit_is_valid(name: str, junit_schemas: list[Path]) -> None:
    suites = etree.fromstring(FORMATS["junit"](ALL[name], 80, False).encode())
    for path in junit_schemas:
        etree.XMLSchema(file=str(path)).assertValid(suites)


def test_junit_would_be_refused(junit_schemas: list[Path]) -> None:
    told = FORMATS["junit"](every(), 80, False).replace("<testcase ", '<testcase file="x" ', 1)
    suites = etree.fromstring(told.encode())
    refused = [not etree.XMLSchema(file=str(path)).validate(suites) for path in junit_schemas]
    assert any(refused)


def test_junit_counts() -> None:
    suites = etree.fromstring(FORMATS["junit"](every(), 80, False).encode())
    for suite in suites.iter("testsuite"):
        tags = Counter(child.tag for case in suite.iter("testcase") for child in case)
        assert suite.get("tests") == str(len(suite.findall("testcase")))
        assert suite.get("failures") == str(tags["failure"])
        assert suite.get("errors") == str(tags["error"])
        assert suite.get("skipped") == str(tags["skipped"])
    assert suites.get("tests") == str(len(list(suites.iter("testcase"))))


def test_junit_outcomes() -> None:
    suites = etree.fromstring(FORMATS["junit"](every(), 80, False).encode())
    cases = {
        str(case.get("name")).split()[0]: [each.tag for each in case if each.tag != "system-out"]
        for case in suites[0]
    }
    assert cases == {
        "The": [],
        "house/limit": ["failure"],
        "house/runbook": ["skipped"],  # it was there already
        "house/rehearsed": ["failure"],
        "house/baseline": ["skipped"],
        "house/owner": ["error"],
        "house/passed": [],
        "house/unasked": ["skipped"],
        "house/team": ["skipped"],
    }


def test_junit_holds_the_fingerprint_where_its_schema_has_room() -> None:
    suites = etree.fromstring(FORMATS["junit"](every(), 80, False).encode())
    told = {str(c.get("name")).split()[0]: c.findtext("system-out") for c in suites[0]}
    assert str(told.pop("The")).startswith("Not asked at this stage: 9.")
    present = {each.policy: each.fingerprint for each in every().findings if each.base != "fixed"}
    assert told == {name: f"fingerprint: {each}" for name, each in present.items()}


def test_junit_shows_place_and_fix_in_the_body() -> None:
    suites = etree.fromstring(FORMATS["junit"](every(), 80, False).encode())
    (body,) = (f.text for f in suites.iter("skipped") if "runbook" in str(f.text))
    start = "ranker/ai-governance.yaml:6:12: error (already there): The runbook has no step"
    assert body.startswith(start)
    assert "    runbook: docs/runbooks/rollback.md" in body


def test_a_clear_declaration_is_a_suite_with_a_test() -> None:
    suites = etree.fromstring(FORMATS["junit"](clean(), 80, False).encode())
    assert [case.get("name") for case in suites.iter("testcase")] == ["The declaration is judged"]


def test_junit_names_differ() -> None:
    same = [
        finding("house/a", span(n, 1, 2), fingerprint="a" * 16, subject="rollback")
        for n in (1, 2, 3)
    ]
    suites = etree.fromstring(FORMATS["junit"](report([declaration()], same), 80, False).encode())
    names = [case.get("name") for case in suites.iter("testcase")][1:]
    assert names[0] == "house/a rollback"
    assert len(set(names)) == 3
