"""The JSON is the contract, and the schema describes all of it."""

from __future__ import annotations

import glob
import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from told_reports import PATH

from govlint import app, resources
from govlint.render import FORMATS

if TYPE_CHECKING:
    from govlint.report import Report

TESTS = os.path.join(os.path.dirname(__file__), "..")
FILES = sorted(
    os.path.relpath(path)
    for folder in ("cases", "examples")
    for path in glob.glob(os.path.join(TESTS, folder, "*.yaml"))
)
SCHEMA: dict[str, Any] = json.loads(resources.read("schemas/report.v1.schema.json"))


def closed(schema: Any) -> Any:
    """The same schema, without room for a key that it does not describe."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(value) for key, value in schema.items()}
    if "properties" in inner and "type" in inner:
        inner.setdefault("additionalProperties", False)
    return inner


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_every_report_keeps_the_contract(told: tuple[str, Report]) -> None:
    output = json.loads(FORMATS["json"](told[1], 80, False))
    errors = Draft202012Validator(closed(SCHEMA)).iter_errors(output)
    assert [f"{error.json_path}: {error.message}" for error in errors] == []


@pytest.mark.parametrize("path", FILES)
def test_every_real_report_keeps_the_contract(path: str) -> None:
    request = app.Request(paths=(path,), today="2026-11-23", all_outcomes=True)
    output = json.loads(FORMATS["json"](app.check(request).report, 80, False))
    errors = Draft202012Validator(closed(SCHEMA)).iter_errors(output)
    assert [f"{error.json_path}: {error.message}" for error in errors] == []
    assert [each["number"] for each in output["declarations"][0]["questions"]] == [*range(1, 11)]


def test_a_key_that_is_not_described_would_be_found(rich_report: Report) -> None:
    output = json.loads(FORMATS["json"](rich_report, 80, False))
    output["findings"][0]["more"] = 1
    assert not Draft202012Validator(closed(SCHEMA)).is_valid(output)
    assert Draft202012Validator(SCHEMA).is_valid(output)


def test_the_waived_finding_says_by_whom(rich_report: Report) -> None:
    output = json.loads(FORMATS["json"](rich_report, 80, False))
    waivers = [each["waiver"] for each in output["findings"] if each["waiver"]]
    assert waivers == [
        {
            "reason": "Hiring until the spring",
            "approved_by": "Tom Okafor",
            "expires": "2027-03-31",
            "path": PATH,
            "line": 9,
            "column": 5,
        }
    ]
