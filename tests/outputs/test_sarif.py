"""SARIF: valid by its schema, by the Multitool's rules for GitHub, and by GitHub's own limits."""

from __future__ import annotations

import gzip
import json
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from hostile import HOSTILE, poisoned
from jsonschema import Draft7Validator
from told_reports import PATH, REPORTS, every, finding, many, nothing, policy, report, span

from govlint import policy as policies
from govlint.model import Span
from govlint.render import FORMATS
from govlint.structure import STRUCTURAL

if TYPE_CHECKING:
    from pathlib import Path

    from consuming import Consumers

    from govlint.report import Report


def log(told: Report) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(FORMATS["sarif"](told, 80, False))
    return read


def run(told: Report) -> dict[str, Any]:
    only: dict[str, Any] = log(told)["runs"][0]
    return only


def builtin() -> Report:
    """A failure of every built-in policy and of every kind of mistake of form."""
    ids = [*policies.builtin().ids, *(each.id for each in STRUCTURAL)]
    return report([], [finding(each, span(1, 1, 7)) for each in ids])


ALL: dict[str, Report] = {
    "builtin": builtin(),
    **{name: build() for name, build in REPORTS.items()},
    **{name: poisoned(text) for name, text in HOSTILE.items()},
}


def test_every_log_is_valid_by_the_official_schema(consumers: Consumers) -> None:
    validator = Draft7Validator(consumers.sarif_schema)
    wrong = {
        name: [error.message for error in validator.iter_errors(log(told))]
        for name, told in ALL.items()
    }
    assert {name: errors for name, errors in wrong.items() if errors} == {}


NO_HOME = "SARIF2005"
"""The Multitool would like an address to read more at; govlint has none that is published."""


@pytest.mark.parametrize("name", ["builtin", "every", "nothing", "html", "lone surrogates", "link"])
def test_the_multitool_finds_nothing(name: str, consumers: Consumers, tmp_path: Path) -> None:
    path = tmp_path / "govlint.sarif"
    path.write_text(FORMATS["sarif"](ALL[name], 80, False))
    found = consumers.validate_sarif(path)
    assert [each for each in found if each["ruleId"] != NO_HOME] == []


def test_the_multitool_would_find_something(consumers: Consumers, tmp_path: Path) -> None:
    path = tmp_path / "govlint.sarif"
    told = log(every())
    del told["runs"][0]["tool"]["driver"]["rules"][0]["fullDescription"]
    path.write_text(json.dumps(told))
    assert "GH2012" in [each["ruleId"] for each in consumers.validate_sarif(path)]


def test_github_keeps_every_rule() -> None:
    for name, told in ALL.items():
        for rule in run(told)["tool"]["driver"]["rules"]:
            assert len(rule.get("properties", {}).get("tags", [])) <= 20, name
            texts = (rule["shortDescription"], rule["fullDescription"], rule["help"])
            assert all(each["text"].strip() for each in texts), name
            assert len(rule["shortDescription"]["text"]) <= 1024
            assert "security-severity" not in json.dumps(rule), name


def test_what_github_needs() -> None:
    only = run(every())
    assert only["automationDetails"]["id"].endswith("/")
    assert only["columnKind"] == "unicodeCodePoints"
    rules = [rule["id"] for rule in only["tool"]["driver"]["rules"]]
    for result in only["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert len(result["locations"]) == 1
        assert result["partialFingerprints"]["primaryLocationLineHash"].endswith(":1")


def test_kinds_and_levels() -> None:
    told = {r["ruleId"]: (r["kind"], r["level"]) for r in run(every())["results"]}
    assert told == {
        "house/runbook": ("fail", "error"),
        "house/team": ("fail", "error"),
        "house/limit": ("fail", "warning"),
        "house/rehearsed": ("fail", "note"),
        "house/baseline": ("open", "none"),
        "house/owner": ("open", "none"),
        "house/passed": ("pass", "none"),
        "house/unasked": ("notApplicable", "none"),
    }


def test_new_ones_come_first_and_say_so() -> None:
    results = run(every())["results"]
    assert [r.get("baselineState") for r in results] == ["new", "unchanged", *[None] * 6]


def test_a_waiver_is_a_suppression() -> None:
    (waived,) = [r for r in run(every())["results"] if "suppressions" in r]
    (suppression,) = waived["suppressions"]
    assert waived["ruleId"] == "house/team"
    assert suppression["status"] == "accepted"
    assert "Hiring until the spring" in suppression["justification"]
    assert suppression["location"]["physicalLocation"]["region"]["startLine"] == 4


def test_a_missing_file_is_told_at_one_that_exists() -> None:
    (result,) = run(nothing())["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "docs/READ%20ME.md"
    assert place["region"] == {"startLine": 1}
    text = result["message"]["text"]
    assert (
        "`ai-governance.yaml` does not exist; this stands at the top of `docs/READ ME.md`." in text
    )


def test_without_any_file_it_is_told_at_its_own_place() -> None:
    (result,) = run(nothing()._replace(anchor=""))["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "ai-governance.yaml"
    assert "does not exist" not in result["message"]["text"]


def test_a_file_that_is_there_is_pointed_at_itself() -> None:
    places = [r["locations"][0]["physicalLocation"] for r in run(every())["results"]]
    assert {place["artifactLocation"]["uri"] for place in places} == {PATH}


def test_rules_say_what_the_definitions_say() -> None:
    rules = {rule["id"]: rule for rule in run(every())["tool"]["driver"]["rules"]}
    runbook = rules["house/runbook"]
    assert runbook["shortDescription"]["text"] == "Someone could follow the runbook."
    assert runbook["fullDescription"]["text"] == "At night nobody guesses."
    assert "rollback: {runbook: TBD}" in runbook["help"]["markdown"]
    assert runbook["properties"]["tags"] == ["house", "question-7", "iso-42001:A.6.2.6"]
    assert runbook["defaultConfiguration"]["level"] == "error"
    built_in = run(builtin())["tool"]["driver"]["rules"]
    for rule, its in zip(built_in, policies.builtin().policies(), strict=False):
        assert rule["id"] == its.id
        assert len(rule["help"]["markdown"]) > len(its.why)


def test_findings_of_one_fingerprint_are_numbered() -> None:
    same = [finding("house/a", span(n, 1, 2), fingerprint="f" * 16) for n in (1, 2, 3)]
    results = run(report([], same))["results"]
    numbers = [r["partialFingerprints"]["primaryLocationLineHash"] for r in results]
    assert numbers == [f"{'f' * 16}:{n}" for n in ("1", "1.2", "1.3")]


def test_no_more_than_github_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("govlint.render.sarif"), "MOST_RESULTS", 100)
    only = run(many(103))
    assert len(only["results"]) == 100
    (note,) = only["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"].startswith("There was no room for 3 more: ")


def test_no_larger_than_github_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("govlint.render.sarif"), "MOST_BYTES", 4_000)
    told = FORMATS["sarif"](many(1_000), 80, False)
    kept = len(json.loads(told)["runs"][0]["results"])
    assert len(gzip.compress(told.encode())) <= 4_000
    assert 20 < kept < 1_000
    assert f"There was no room for {1_000 - kept} more: " in told


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a/b.yaml", "a/b.yaml"),
        ("a b/ü%20.yaml", "a%20b/%C3%BC%2520.yaml"),
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ("//evil.example/x", "%2F/evil.example/x"),
        ("a\udcffb", "a%FFb"),
        ("a?b#c", "a%3Fb%23c"),
        ("a\u202eb", "a%E2%80%AEb"),
    ],
)
def test_a_path_is_a_relative_reference(path: str, uri: str) -> None:
    told = report([], [finding("house/a", Span(path, 1, 1, 1, 2))])
    (result,) = run(told)["results"]
    location = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": uri, "uriBaseId": "%SRCROOT%"}


def test_a_policy_that_nobody_defines_still_has_a_rule() -> None:
    (rule,) = run(report([], [finding("x/y", span(1, 1, 2))]))["tool"]["driver"]["rules"]
    assert rule["id"] == "x/y"


def test_own_policies_win_no_place_of_a_built_in_one() -> None:
    theirs = policy("rollback/rehearsed", "Something else")
    told = report([], [finding("rollback/rehearsed", span(1, 1, 2))], own_policies=(theirs,))
    (rule,) = run(told)["tool"]["driver"]["rules"]
    assert rule["shortDescription"]["text"] != "Something else."
