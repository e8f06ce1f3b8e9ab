"""Whatever two files hold, they can be compared; and nothing comes of comparing one with itself."""

from __future__ import annotations

import copy
import glob
import json
import os
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlint import schema, source
from govlint.comparison import compare

HERE = os.path.dirname(__file__)
TODAY = "2026-11-23"
FILES = sorted(
    path
    for folder in ("cases", "examples")
    for path in glob.glob(os.path.join(HERE, "..", folder, "*.yaml"))
)
ODD: list[Any] = [
    *(None, True, False, 0, -1, 1e308, 10**30, "", " ", "TBD", "yes", "latest", "P3M", "PT3M"),
    *("2026-02-30", "2026-11-01", "technical", "\ud800", "\x1b[2J", [], {}, [None], ["a", 1]),
    *(
        [{}],
        [{"name": "a"}],
        {"value": None, "reason": "unknown"},
        {"value": None},
        {"a": {"b": 1}},
    ),
]


def form(content: bytes) -> schema.Form:
    return schema.check_form(source.read(content, "ai-governance.yaml"), TODAY)


def contents(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


@pytest.fixture(scope="module")
def forms() -> list[schema.Form]:
    return [form(contents(path)) for path in FILES]


def test_any_two_files(forms: list[schema.Form]) -> None:
    for one, other in product(forms, forms):
        found = compare(one, other)
        if one is other:
            assert found.changes == ()
        for change in found.changes:
            assert change.why.isprintable()


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value)
    found = []
    for key, inner in items:
        found.append((*path, key))
        if isinstance(inner, dict | list):
            found += paths(inner, (*path, key))
    return found


FULL: dict[str, Any] = source.read(contents(FILES[-2]), "x").data
PATHS = paths(FULL)


def edited(edits: list[tuple[tuple[Any, ...], Any]]) -> schema.Form:
    data = copy.deepcopy(FULL)
    for path, value in edits:
        here: Any = data
        try:
            for key in path[:-1]:
                here = here[key]
            here[path[-1]] = copy.deepcopy(value)
        except (KeyError, IndexError, TypeError):
            continue  # an earlier edit took its place away
    return form(json.dumps(data).encode())


EDITS = st.lists(st.tuples(st.sampled_from(PATHS), st.sampled_from(ODD)), max_size=4)


@given(EDITS, EDITS)
@settings(max_examples=60, deadline=None)
def test_any_edit(one: list[Any], other: list[Any]) -> None:
    before, after = edited(one), edited(other)
    found = compare(before, after)
    assert compare(before, edited(one)).changes == ()
    for change in found.changes:
        assert change.why.isprintable()
        assert change.base is not None
        assert change.head is not None
