"""Whatever is left out of a declaration, every expression of the catalogue has a value."""

from __future__ import annotations

import copy
import os
from typing import TYPE_CHECKING, Any

import pytest

from govlint import policy, schema, source
from govlint.expression import EvaluationError
from govlint.paths import lookup, select

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govlint.expression import Environment
    from govlint.model import Path

TODAY = "2026-11-23"
FOLDER = os.path.join(os.path.dirname(__file__), "..", "examples")


def declaration(name: str) -> dict[str, Any]:
    with open(os.path.join(FOLDER, name), "rb") as file:
        return schema.check_form(source.read(file.read(), name), TODAY).data


def paths(data: Any, path: Path = ()) -> Iterator[Path]:
    """Every path in the data, the whole left out."""
    entries = data.items() if isinstance(data, dict) else enumerate(data)
    for key, item in entries:
        yield (*path, key)
        if isinstance(item, (dict, list)):
            yield from paths(item, (*path, key))


def without(data: dict[str, Any], path: Path) -> dict[str, Any]:
    left = copy.deepcopy(data)
    del lookup(left, path[:-1])[path[-1]]
    return left


def errors(data: dict[str, Any], environment: Environment) -> Iterator[str]:
    """The policies without a value on these data, and why; those that read facts left out."""
    catalogue = policy.builtin()
    shared = {"doc": data, "today": TODAY, "limits": catalogue.limits, "people": ["Priya Nair"]}
    for rule in catalogue.rules:
        for subject in [path for each in rule.each for path in select(data, each)]:
            key = str(subject[-1]) if subject else ""
            own = {"it": lookup(data, subject), "key": key, "catalogue": catalogue.ids}
            binding = environment.bind(shared | own)
            try:
                if rule.when is None or environment.evaluate(rule.when, binding):
                    all(environment.evaluate(program, binding) for program, _ in rule.checks)
            except EvaluationError as error:
                if not rule.facts:
                    yield f"{rule.id} on {subject}: {error}"


@pytest.mark.parametrize("name", sorted(os.listdir(FOLDER)))
def test_every_expression_has_a_value_on_what_is_left(name: str) -> None:
    data = declaration(name)
    environment = policy.builtin().environment(TODAY)
    for path in paths(data):
        assert list(errors(without(data, path), environment)) == [], f"without {path}"
    for section in data:
        assert list(errors({section: data[section]}, environment)) == [], f"only {section}"
    assert list(errors({}, environment)) == []
