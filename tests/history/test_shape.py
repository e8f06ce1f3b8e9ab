"""The shape of the fact, which expressions are checked against, is that of the declaration."""

from __future__ import annotations

import json

from jsonschema import Draft202012Validator

from govlint import resources

SHAPE = json.loads(resources.read("schemas/facts/history.v1.schema.json"))
DECLARATION = json.loads(resources.read("schemas/ai-governance.v1.schema.json"))


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SHAPE)


def test_every_section_has_its_place() -> None:
    assert set(SHAPE["properties"]["sections"]["properties"]) == set(DECLARATION["properties"])


def test_every_group_has_its_place() -> None:
    governs = DECLARATION["properties"]["governs"]
    governs = (
        DECLARATION["$defs"][governs["$ref"].rpartition("/")[2]] if "$ref" in governs else governs
    )
    groups = set(SHAPE["properties"]["governed"]["properties"])
    assert groups == {*governs["properties"], "since", "all", "code"}


def test_all_of_it_is_described() -> None:
    """Each property says what it holds, itself or where its form is defined."""
    for part in (SHAPE, *SHAPE["$defs"].values()):
        assert part["description"]
        for name, value in part["properties"].items():
            assert value.get("description") or "$ref" in value, name
