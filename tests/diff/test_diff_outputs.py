"""What `govlint diff` prints: golden texts, the contract, and nothing that acts."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any

import pytest
from hostile import HOSTILE, runner_commands, unseen
from jsonschema import Draft202012Validator
from readers import shown, texts

from govlint import resources, schema, source
from govlint.comparison import Approval, Change, Comparison, Person, compare
from govlint.difference import Difference
from govlint.model import Span
from govlint.render.change import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable

    from govlint.schema import Form

TODAY = "2026-11-23"
SCHEMA: dict[str, Any] = json.loads(resources.read("schemas/diff.v1.schema.json"))


def read(name: str) -> str:
    with open(os.path.join(os.path.dirname(__file__), "..", "examples", name), "rb") as file:
        return file.read().decode()


def form(text: str, path: str) -> Form:
    return schema.check_form(source.read(text.encode(), path), TODAY)


FULL = read("recruitment-ranker.yaml")
CHANGED = (
    FULL.replace("minimum: 0.62", "minimum: 0.5")
    .replace("population: 42", "population: 45")
    .replace("last_reviewed: 2026-10-05", "last_reviewed: 2026-11-05")
    .replace("roll_back: [technical, business]", "roll_back: technical")
    .replace("  runbook: docs/runbooks/rollback.md\n", "")
    .replace("    cadence: P7D\n", "    cadence: P1D\n")
)


def several() -> Difference:
    other = read("triage-llm.yaml")
    return Difference(
        "commit 1a2b3c4",
        "working tree",
        (
            compare(form(FULL, "a/ai-governance.yaml"), form(CHANGED, "b/ai-governance.yaml")),
            compare(None, form(other, "new/ai-governance.yaml")),
            compare(form(read("finance-forecast.yaml"), "gone/ai-governance.yaml"), None),
            compare(form("a: [" * 200, "broken.yaml"), form(FULL, "broken.yaml")),
        ),
    )


@pytest.mark.parametrize("name", FORMATS)
def test_golden(name: str, golden: Callable[[str], Callable[[str], None]]) -> None:
    version = re.compile('"version": "[^"]+"')
    text = FORMATS[name](several(), 80, False)
    golden(f"several.{name}.txt")(version.sub('"version": "…"', text))


def test_colour_only_repeats_words() -> None:
    plain = FORMATS["terminal"](several(), 80, False)
    colour = FORMATS["terminal"](several(), 80, True)
    assert colour != plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", colour) == plain


def test_narrow_screens_are_kept() -> None:
    text = FORMATS["terminal"](several(), 60, False)
    assert max(map(len, text.splitlines())) <= 60


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_different(name: str) -> None:
    text = FORMATS[name](Difference("commit 1a2b3c4", "index", ()), 80, False)
    if name == "json":
        Draft202012Validator(SCHEMA).validate(json.loads(text))
    else:
        assert "No declaration says anything different" in text


def closed(node: Any) -> Any:
    """The same schema, without room for a key that it does not describe."""
    if isinstance(node, list):
        return [closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    inner = {key: closed(value) for key, value in node.items()}
    if "properties" in inner and "type" in inner:
        inner["additionalProperties"] = False
    return inner


def test_the_json_is_the_contract_and_the_schema_describes_all_of_it() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    told = json.loads(FORMATS["json"](several(), 0, False))
    Draft202012Validator(closed(SCHEMA)).validate(told)
    assert told["summary"] == {"weaker": 4, "stronger": 2, "neutral": 1, "records": 1}


def hostile(text: str) -> Difference:
    span = Span(text, 1, 1, 1, 1)
    change = Change(
        ("rollback", text), text, text, "weaker", text, text, {text: [text]}, span, span, text
    )
    approval = Approval(text, (Person(text, text),), (text,), True)
    comparison = Comparison(text, text, text, (change,), (approval,), text)
    return Difference(text, text, (comparison, comparison._replace(after="", changes=())))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_nothing_acts(name: str, text: str) -> None:
    told = FORMATS[name](hostile(text), 80, False)
    assert told.encode("utf-8").isascii() or name != "json"
    assert unseen(told) == []
    assert runner_commands(told) == []
    assert len(told) < 200_000
    if name == "json":
        document = json.loads(told)
        Draft202012Validator(SCHEMA).validate(document)
        assert all(part.isprintable() for part in texts(document))


PLAIN = {"h2", "h3", "p", "strong", "code", "ul", "li", "table", "thead", "tbody", "tr", "th", "td"}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_markdown_is_inactive(text: str) -> None:
    page = shown(FORMATS["markdown"](hostile(text), 80, False))
    assert page.tags - PLAIN == set()
    assert page.comments == []
    assert re.findall(r"@|://|www\.|#\d|GH-\d|\$|[<>`|*_]", page.outside_code) == []
