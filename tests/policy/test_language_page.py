"""The page of the language is complete, and its examples hold."""

from __future__ import annotations

import json
import os
import re
from typing import Any

import pytest

from govlint import resources, source
from govlint.expression.cel import FACTS, MAX_EXPRESSION, Environment
from govlint.expression.check import check, check_template
from govlint.expression.functions import FUNCTIONS
from govlint.policy import loading
from govlint.sandbox import PATIENCE
from govlint.sandbox.child import MEMORY

PAGE = os.path.join(os.path.dirname(__file__), "..", "..", "docs", "language.md")
DOC = {
    "system": {"type": "predictive", "production_since": "2026-06-15"},
    "owners": {"technical": {"name": "Priya Nair"}, "business": {"name": "Tom Okafor"}},
    "data": {
        "sources": [
            {"name": "Applicants", "automated": True},
            {"name": "Price list", "automated": False},
        ]
    },
    "monitoring": {"outcome_metric": {"minimum": 0.82}},
    "rollback": {"runbook": "docs/rollback.md", "last_tested": "2026-10-02"},
}


def page() -> str:
    with open(PAGE, encoding="utf-8") as file:
        return file.read()


def blocks(first_line: str) -> list[str]:
    found = re.findall(r"^```yaml\n(.*?)^```$", page(), re.DOTALL | re.MULTILINE)
    return [block for block in found if block.startswith(first_line)]


def examples(first_line: str) -> list[tuple[str, Any]]:
    pairs: list[tuple[str, Any]] = []
    for block in blocks(first_line):
        document = source.read(block.encode(), "language.md")
        assert document.faults == ()
        pairs += document.data.items()
    return pairs


@pytest.fixture(scope="module")
def environment() -> Environment:
    return Environment("2026-11-23", loading.words())


@pytest.mark.parametrize(("text", "expected"), examples("# expressions"))
def test_an_expression_gives_what_the_page_says(
    text: str, expected: Any, environment: Environment
) -> None:
    people = ["Priya Nair", "Tom Okafor"]
    binding = environment.bind({"doc": DOC, "people": people, "today": "2026-11-23"})
    assert environment.evaluate(environment.compile(text), binding) == expected
    check(text, ("doc",), "bool" if isinstance(expected, bool) else "text")


@pytest.mark.parametrize(("template", "expected"), examples("# messages"))
def test_a_message_says_what_the_page_says(
    template: str, expected: str, environment: Environment
) -> None:
    assert environment.fill(template, environment.bind({"doc": DOC})) == expected
    check_template(template, ("doc",))


def test_the_policies_of_the_page_are_in_order() -> None:
    files = [("page.yaml", block.encode()) for block in blocks("# governance/policies/suppliers")]
    loaded = loading.load(files, loading.check_here)
    assert [each.id for each in loaded.policies] == ["acme/supplier-reviewed"]
    assert loaded.broken == ()


def test_a_mistake_is_told_as_on_the_page() -> None:
    (block,) = blocks("# governance/policies/suppliers")
    wrong = block.replace("each: doc.system.suppliers", "each: doc.system.supliers")
    path = "governance/policies/suppliers.yaml"
    (error,) = loading.load([(path, wrong.encode())], loading.check_here).broken
    assert error.span is not None
    told = f"{path}:{error.span.line}:{error.span.column}  {error.message}  {error.fix}"
    assert told in page()


def test_every_function_has_an_example() -> None:
    shown = " ".join(text for text, _ in examples("# expressions"))
    assert [name for name in FUNCTIONS if f"{name}(" not in shown] == []


def test_every_key_and_every_variable_is_on_the_page() -> None:
    schema = json.loads(resources.read("schemas/policy.v1.schema.json"))["$defs"]
    keys = {*schema["policy"]["properties"], *schema["check"]["properties"]}
    variables = ("doc", "it", "key", "limits", "today", "people", "catalogue", "written", *FACTS)
    table = "\n".join(line for line in page().split("\n") if line.startswith("| `"))
    assert [name for name in sorted({*keys, *variables}) if f"`{name}`" not in table] == []


def test_the_limits_of_the_page_are_those_of_the_code() -> None:
    limits = " ".join(page().partition("## Limits")[2].split())
    for figure in (f"{MAX_EXPRESSION:,} characters", f"{MEMORY >> 20} MB", f"{PATIENCE} seconds"):
        assert figure in limits
