"""The schemas as files: sound, closed, helpful in an editor, and prepared afresh."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from govlint import resources
from govlint.cli.schema import SCHEMAS
from govlint.schema import prepare

if TYPE_CHECKING:
    from collections.abc import Iterator

OURS = ("ai-governance.v1", "govlint-config.v1")
READ = (*OURS, "policy.v1")
"""The schemas that the quick reader reads."""
FOLDER = Path(__file__).parent.parent.parent / "schemas"


def schema(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(resources.read(f"schemas/{name}.schema.json"))
    return loaded


def nodes(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema in a schema, by where it stands; what is an example is none."""
    if not isinstance(node, dict):
        return
    yield path, node
    for group in ("properties", "patternProperties", "$defs"):
        for key, part in node.get(group, {}).items():
            yield from nodes(part, f"{path}/{group}/{key}")
    for key in ("items", "additionalProperties"):
        yield from nodes(node.get(key), f"{path}/{key}")
    for index, part in enumerate(node.get("anyOf", ())):
        yield from nodes(part, f"{path}/anyOf/{index}")


ALL = sorted(path.name.partition(".schema.json")[0] for path in FOLDER.glob("*.json"))


@pytest.mark.parametrize("name", ALL)
def test_is_a_sound_schema(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


def test_the_command_prints_every_schema() -> None:
    assert sorted(SCHEMAS.values()) == [f"{name}.schema.json" for name in ALL]


def test_a_schema_is_called_by_a_name_and_not_by_a_place() -> None:
    """Nobody else can ever own the name, and no editor fetches it."""
    paths = sorted(FOLDER.rglob("*.json"))
    names = [json.loads(path.read_text())["$id"] for path in paths]
    assert all(re.fullmatch(r"urn:govlint:(facts:)?[a-z-]+:v1", name) for name in names)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", OURS)
def test_groups_are_closed_and_leave_room_for_ones_own(name: str) -> None:
    groups = [(path, node) for path, node in nodes(schema(name)) if node.get("type") == "object"]
    assert groups
    for path, node in groups:
        assert node["patternProperties"] == {"^x-": {"$ref": "#/$defs/own"}}, path
        assert node["additionalProperties"] is False or "$ref" in node["additionalProperties"], path


@pytest.mark.parametrize("name", OURS)
def test_every_key_and_every_form_is_explained(name: str) -> None:
    for path, node in nodes(schema(name)):
        if path.split("/")[-2:-1] in (["properties"], ["$defs"]):
            assert node["title"], path
            assert node["description"][-1] in ".…:", path
            assert node["examples"], path


@pytest.mark.parametrize("name", OURS)
def test_every_choice_is_explained(name: str) -> None:
    choices = [node for _, node in nodes(schema(name)) if "enum" in node]
    assert choices
    for node in choices:
        assert len(node["enumDescriptions"]) == len(node["enum"])


@pytest.mark.parametrize("name", OURS)
def test_examples_and_defaults_are_allowed(name: str) -> None:
    whole = schema(name)
    checker = Draft202012Validator.FORMAT_CHECKER
    for path, node in nodes(whole):
        alone = {**node, "$defs": whole["$defs"]}
        validator = Draft202012Validator(alone, format_checker=checker)
        defaults = [node["default"]] if "default" in node else []
        for example in (*node.get("examples", ()), *defaults):
            assert not list(validator.iter_errors(example)), path


@pytest.mark.parametrize("name", READ)
def test_the_quick_reader_understands_it(name: str) -> None:
    assert prepare.load(name)["type"] == "object"


def test_a_keyword_that_is_not_understood_is_refused() -> None:
    with pytest.raises(ValueError, match="uniqueItems"):
        prepare.prepared({"type": "array", "uniqueItems": True})
    with pytest.raises(ValueError, match="patterns"):
        prepare.prepared({"type": "object", "patternProperties": {"^y-": {}}})
    with pytest.raises(ValueError, match="enum"):
        prepare.prepared({"enum": [1, 2.5]})


@pytest.mark.parametrize("name", OURS)
def test_the_prepared_module_is_fresh(name: str) -> None:
    folder = os.path.dirname(prepare.__file__)
    with open(os.path.join(folder, f"{prepare.MODULES[name]}.py"), encoding="utf-8") as file:
        assert file.read() == prepare.module(name), "run `python -m govlint.schema.prepare`"


def test_only_three_keys_are_required_in_a_declaration() -> None:
    required = {
        path: node["required"] for path, node in nodes(schema(OURS[0])) if "required" in node
    }
    assert required == {
        "": ["schema", "system"],
        "/properties/system": ["id", "lifecycle"],
        "/$defs/unknown": ["value", "reason"],
    }


def test_the_limits_are_those_of_the_catalogue() -> None:
    limits = schema("govlint-config.v1")["properties"]["limits"]["properties"]
    assert {key: node["default"] for key, node in limits.items()} == {
        "owner_unseen": "P180D",
        "rehearsal": "P180D",
        "review": "P6M",
        "code_moved": "P3M",
        "approval": "P42D",
        "outcome_gap": 2,
        "pilot": "P14M",
        "waiver": "P12M",
    }
