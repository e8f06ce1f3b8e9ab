"""Each value of the vocabulary: what it means that it changed, and that it changed back."""

from __future__ import annotations

import copy
import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from govlint import resources, schema, source
from govlint.comparison import compare
from govlint.comparison.presence import below
from govlint.comparison.vocabulary import FIELDS, PARTS
from govlint.facts.history.meaning import RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govlint.comparison import Comparison
    from govlint.model import Path
    from govlint.schema import Form

HERE = os.path.dirname(__file__)
TODAY = "2026-11-23"
OPPOSITE = {"weaker": "stronger", "stronger": "weaker", "neutral": "neutral"}


def read(path: str) -> Any:
    with open(os.path.join(HERE, path), "rb") as file:
        document = source.read(file.read(), path)
    assert document.complete
    return document.data


CASES: list[dict[str, Any]] = read("fields.yaml")
FULL: dict[str, Any] = read("../examples/recruitment-ranker.yaml")


def changed(path: str, value: Any, data: dict[str, Any]) -> dict[str, Any]:
    """A copy of ``data`` with a value at ``path``; None takes it away."""
    made = copy.deepcopy(data)
    *above, last = path.split(".")
    here = made
    for key in above:
        here = here.setdefault(key, {})
    here.pop(last, None)
    if value is not None:
        here[last] = value
    return made


def form(data: dict[str, Any]) -> Form:
    content = json.dumps(data).encode()
    return schema.check_form(source.read(content, "ai-governance.yaml"), TODAY)


def sides(case: dict[str, Any]) -> tuple[Form, Form]:
    whole = FULL
    for path, value in case.get("with", {}).items():
        whole = changed(path, value, whole)
    before, after = (changed(case["at"], case.get(key), whole) for key in ("from", "to"))
    return form(before), form(after)


def name(case: dict[str, Any]) -> str:
    return f"{case['at']} {case.get('from')} {case.get('to')}"[:80]


def kinds(comparison: Comparison) -> list[str]:
    return [change.kind for change in comparison.changes]


@pytest.mark.parametrize("case", CASES, ids=name)
def test_what_a_change_does(case: dict[str, Any]) -> None:
    before, after = sides(case)
    found = compare(before, after)
    assert kinds(found) == [case["is"]], [change.why for change in found.changes]
    assert case.get("why", "") in found.changes[0].why
    assert found.changes[0].record is case.get("record", False)


@pytest.mark.parametrize("case", CASES, ids=name)
def test_what_the_way_back_does(case: dict[str, Any]) -> None:
    before, after = sides(case)
    wanted = case.get("back", OPPOSITE[case["is"]])
    found = compare(after, before)
    assert kinds(found) == [wanted], [change.why for change in found.changes]


@pytest.mark.parametrize("case", CASES, ids=name)
def test_every_sentence_ends_and_says_where(case: dict[str, Any]) -> None:
    before, after = sides(case)
    for change in (*compare(before, after).changes, *compare(after, before).changes):
        assert change.why[0] == change.why[0].upper()
        assert "this part" not in change.why
        assert "{" not in change.why
        assert change.why.endswith(".") or "not known: " in change.why
        section = case["at"].partition(".")[0]
        assert change.section == section
        assert change.name.startswith(section)


def test_every_field_of_the_vocabulary_has_a_case() -> None:
    told = {path for case in CASES for path in _patterns(case)}
    spoken = {
        ("waivers", "*", "policy"),  # what names an item never changes: it is another one
        ("waivers", "*", "subject"),
    }
    assert sorted(map(str, FIELDS.keys() - told - spoken)) == []


def _patterns(case: dict[str, Any]) -> Iterator[Path]:
    pattern: Path = ()
    for key in case["at"].split("."):
        pattern = below(pattern, key)
    for side in ("from", "to"):
        yield from _inside(pattern, case.get(side))


def _inside(pattern: Path, value: Any) -> Iterator[Path]:
    yield pattern
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _inside(below(pattern, key), inner)
    for item in value if isinstance(value, list) else ():
        yield from _inside((*pattern, "*"), item)


def test_the_vocabulary_is_the_schema() -> None:
    root = json.loads(resources.read("schemas/ai-governance.v1.schema.json"))
    leaves = set(_leaves(root, root, ()))
    known = {*FIELDS, *PARTS}
    assert [
        path for path in leaves if not any(path[:n] in FIELDS for n in range(len(path) + 1))
    ] == []
    assert (
        sorted(map(str, known - {path[:n] for path in leaves for n in range(len(path) + 1)})) == []
    )


def _leaves(node: Any, root: Any, path: Path) -> Iterator[Path]:
    """Every path that ends somewhere in a schema, without honest nulls."""
    if "$ref" in node:
        node = root["$defs"][node["$ref"].rpartition("/")[2]] | {
            key: value for key, value in node.items() if key != "$ref"
        }
    options = [option for option in node.get("anyOf", ()) if "unknown" not in str(option)]
    for option in options:
        yield from _leaves(option, root, path)
    if "properties" in node:
        free = node.get("additionalProperties")
        for key, part in node["properties"].items():
            wanted = "*" if isinstance(free, dict) or path[-1:] == ("milestones",) else key
            yield from _leaves(part, root, (*path, wanted))
    elif node.get("type") == "array":
        yield from _leaves(node["items"], root, (*path, "*"))
    elif not options:
        yield path


def test_records_are_those_of_the_history() -> None:
    assert {path for path, field in FIELDS.items() if field.rule == "record"} == RECORDS
