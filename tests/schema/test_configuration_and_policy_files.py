"""Configuration and policy files are told of with the same care, by the same machinery."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from govlint import resources, source
from govlint.schema import check

if TYPE_CHECKING:
    from collections.abc import Callable

CONFIG = [
    ("schema: govlint-config/v2", ["1:9 unknown-version"]),
    ("schema: ai-governance/v1", ["1:9 unknown-version"]),
    ("extnds: base.yaml", ["1:1 unknown-key"]),
    ("policies: governance/policies", ["1:11 wrong-value"]),
    (
        "severity: {rollback/rehearsed: err, a/b: none, c/d: 3}",
        [
            "1:32 wrong-value",
            "1:42 wrong-value",
            "1:53 wrong-value",
        ],
    ),
    ("severity: [rollback/rehearsed]", ["1:1 wrong-value"]),
    ("severity: error", ["1:1 wrong-value"]),
    ("severities: {rollback/rehearsed: off}", ["1:1 unknown-key"]),
    ("limits: {rehersal: P90D}", ["1:10 unknown-key"]),
    ("limits: {rehersal: 90 days}", ["1:10 unknown-key"]),
    (
        "limits: {review: quarterly, approval: 30, outcome_gap: two}",
        [
            "1:18 duration",
            "1:39 duration",
            "1:56 wrong-value",
        ],
    ),
    ("limits: {approval: PT6M}", ["1:20 duration warning"]),
    ("limits: {outcome_gap: 0}", ["1:23 wrong-value"]),
    ("limits: P3M", ["1:1 wrong-value"]),
    ("rehearsal: P90D", ["1:1 unknown-key"]),
    ("limits:\n  review: P3M\n  fail_on: warning\n", ["3:3 unknown-key"]),
    ("fail_on: critical", ["1:10 wrong-value"]),
    ("fail_on: TBD", ["1:10 wrong-value"]),
    ("fail_on: true", ["1:10 wrong-value"]),
    ("declarations: services/*/ai-governance.yaml, x/ai.yaml", ["1:15 wrong-value"]),
    ("bots: [renovate*, 12]", ["1:19 wrong-value"]),
    ("- a", ["1:1 wrong-value"]),
]

POLICY = [
    ("family: rollback", ["1:1 wrong-value"]),
    ("family: Rollback\npolicies: []", ["1:9 wrong-value", "2:11 wrong-value"]),
    ("policies: {id: a}", ["1:1 wrong-value", "1:1 wrong-value"]),
    (
        "family: a-b\npolicies:\n  - {id: a, titel: T, severity: {pilot: note}}",
        ["3:13 unknown-key"],
    ),
    (
        "family: a-b\npolicies:\n  - {id: a, title: T, severity: {prod: error}}",
        ["3:34 unknown-key"],
    ),
    (
        "family: a-b\npolicies:\n  - {id: a, title: T, severity: {pilot: warn}}",
        ["3:41 wrong-value"],
    ),
    ("family: a-b\npolicies:\n  - {id: a, title: T, severity: error}", ["3:23 wrong-value"]),
    ("family: a-b\npolicies:\n  - {title: T, severity: {pilot: note}}", ["3:5 wrong-value"]),
    (
        "policies:\n  - {id: a, title: T, severity: {pilot: note},\n    decides: on, question: 12}",
        [
            "1:1 wrong-value",
            "3:14 wrong-value warning",
            "3:28 wrong-value",
        ],
    ),
]


def told(text: str, schema: str) -> list[str]:
    found = []
    for fault in check(source.read(text.encode(), "a.yaml"), schema):
        weight = "" if fault.severity == "error" else f" {fault.severity}"
        kind = fault.id.removeprefix("declaration/")
        found.append(f"{fault.span.line}:{fault.span.column} {kind}{weight}")
    return found


@pytest.mark.parametrize(("text", "faults"), CONFIG)
def test_configuration(text: str, faults: list[str]) -> None:
    assert told(text, "govlint-config.v1") == faults


@pytest.mark.parametrize(("text", "faults"), POLICY)
def test_policies(text: str, faults: list[str]) -> None:
    assert told(text, "policy.v1.schema.json") == faults


def test_words(golden: Callable[[str], Callable[[str], None]]) -> None:
    pages = []
    for schema, cases in (("govlint-config.v1", CONFIG), ("policy.v1", POLICY)):
        for text, _ in cases:
            faults = check(source.read(text.encode(), "a.yaml"), schema)
            told_of = [f"{fault.message}\n      {fault.fix}" for fault in faults]
            pages.append("\n".join((text, *told_of)) + "\n")
    golden("configuration-and-policies.txt")("---\n".join(pages))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "schema: govlint-config/v1\nextends: base.yaml",
        "extends: [a.yaml, b.yaml]\nx-team: {a: null}",
        "severity: {rollback/rehearsed: off, roadmap/on-time: note}",
        "limits: {owner_unseen: P90D, outcome_gap: 1.5}",
        "policies: [governance/policies]\nfail_on: never\nbots: []",
    ],
)
def test_configuration_without_mistakes(text: str) -> None:
    assert told(text, "govlint-config.v1.schema.json") == []


def test_toml_is_told_of_at_its_line() -> None:
    text = b'[project]\nname = "a"\n\n[tool.govlint.limits]\nrehersal = "P90D"\n'
    document = source.read_toml(text, "pyproject.toml", ("tool", "govlint"))
    (fault,) = check(document, "govlint-config.v1")
    assert (fault.id, fault.span.line, fault.span.column) == ("declaration/unknown-key", 5, 1)


@pytest.mark.parametrize("name", resources.names("policies"))
def test_our_own_policies_are_well_formed(name: str) -> None:
    if name not in ("words.yaml", "limits.yaml"):
        document = source.read(resources.read(f"policies/{name}"), name)
        assert check(document, "policy.v1") == ()
