"""The quick reader agrees with a full validator: what one allows, the other allows."""

from __future__ import annotations

import copy
import json
import os
import re
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from govlint import resources, source
from govlint.schema import quick
from govlint.schema._declaration import SCHEMA

TESTS = os.path.join(os.path.dirname(__file__), "..")
AUTHORITY = Draft202012Validator(
    json.loads(resources.read("schemas/ai-governance.v1.schema.json")),
    format_checker=Draft202012Validator.FORMAT_CHECKER,
)


def example(name: str) -> Any:
    with open(os.path.join(TESTS, "examples", name), "rb") as file:
        return source.read(file.read(), name).data


EXAMPLES = [example(name) for name in sorted(os.listdir(os.path.join(TESTS, "examples")))]


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if not isinstance(value, dict | list):
        return [path]
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    return [path, *(place for key, part in parts for place in places(part, (*path, key)))]


PLACES = [(index, path) for index, data in enumerate(EXAMPLES) for path in places(data) if path]

TEXTS = st.one_of(
    st.text(max_size=12),
    st.from_regex(r"P[0-9TWYMDHS]{0,6}", fullmatch=True),
    st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", fullmatch=True),
    st.from_regex(r"20[0-9]{2}-0[1-9]-(29|30|31)", fullmatch=True),
    st.from_regex(r"[a-z@#+0-9. :<>-]{1,12}", fullmatch=True),
    st.sampled_from(["", " ", "technical", "production", "api", "ai-governance/v1", "TBD", "P8W"]),
    st.sampled_from(["2026-02-29", "2024-02-29", "1900-02-29", "2000-02-29", "0000-01-01"]),
).filter(lambda text: not text.endswith("\n"))
"""Python's ``$`` stops before a last line end, the standard's does not: none is made."""

LEAVES = st.one_of(
    TEXTS, st.integers(-3, 300), st.floats(), st.booleans(), st.none(), st.just([]), st.just({})
)
KEYS = st.sampled_from(
    ["value", "reason", "name", "on", "x-a", "minimum", "decides", "file", "url", "date", "due"]
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


def changed(data: Any, path: tuple[Any, ...], how: str, value: Any) -> Any:
    data = copy.deepcopy(data)
    parent = data
    for key in path[:-1]:
        parent = parent[key]
    if how == "replace":
        parent[path[-1]] = value
    elif how == "remove":
        del parent[path[-1]]
    elif isinstance(parent, dict):
        parent[f"{path[-1]}s"] = value
    else:
        parent.append(value)
    return data


def allowed(data: Any) -> bool:
    return bool(AUTHORITY.is_valid(data))


@settings(
    max_examples=800, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
@given(st.sampled_from(PLACES), st.sampled_from(["replace", "remove", "add"]), VALUES)
def test_documents_near_the_examples(
    place: tuple[int, tuple[Any, ...]], how: str, value: Any
) -> None:
    index, path = place
    data = changed(EXAMPLES[index], path, how, value)
    assert (not quick.misfits(data, SCHEMA)) == allowed(data)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.sampled_from(PLACES), VALUES)
def test_misfits_stand_where_the_authority_sees_them(
    place: tuple[int, tuple[Any, ...]], value: Any
) -> None:
    """Each misfit is at, above or below a place that the full validator complains about."""
    index, path = place
    data = changed(EXAMPLES[index], path, "replace", value)
    seen = [tuple(error.absolute_path) for error in AUTHORITY.iter_errors(data)]
    for misfit in quick.misfits(data, SCHEMA):
        assert any(one[: len(misfit.path)] == misfit.path[: len(one)] for one in seen)


@pytest.mark.parametrize("pattern", quick._BY_HAND)
@settings(max_examples=400, derandomize=True, deadline=None)
@given(TEXTS)
def test_patterns_read_by_hand(pattern: str, text: str) -> None:
    assert bool(quick._BY_HAND[pattern](text)) == bool(re.search(pattern, text))


def test_patterns_read_by_hand_are_those_of_the_schema() -> None:
    whole = resources.read("schemas/ai-governance.v1.schema.json").decode()
    for pattern in quick._BY_HAND:
        assert json.dumps(pattern) in whole


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("2026-11-23", True),
        ("2024-02-29", True),
        ("2026-02-29", False),
        ("2100-02-29", False),
        ("2000-02-29", True),
        ("2026-04-31", False),
        ("2026-00-10", False),
        ("2026-13-10", False),
        ("2026-10-00", False),
        ("0000-10-10", False),
        ("2026-1-05", False),
        ("2026-10-1a", False),
        ("\uff12026-10-10", False),
        ("", False),
    ],
)
def test_days(text: str, *, is_one: bool) -> None:
    assert quick.is_date(text) is is_one


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("P1D", [(1, "D")]),
        ("P8W", [(8, "W")]),
        ("P1Y6M", [(1, "Y"), (6, "M")]),
        ("PT30M", [(30, "m")]),
        ("P1DT12H", [(1, "D"), (12, "H")]),
        ("P", None),
        ("PT", None),
        ("P1DT", None),
        ("P1W2D", None),
        ("PT1W", None),
        ("P6M1Y", None),
        ("P12345D", None),
        ("P1.5D", None),
        ("p1d", None),
        ("P-1D", None),
        ("1D", None),
        ("", None),
    ],
)
def test_durations(text: str, parts: list[tuple[int, str]] | None) -> None:
    assert quick.parts(text) == parts


def test_a_clean_reading_imports_little() -> None:
    path = os.path.join(TESTS, "examples", "recruitment-ranker.yaml")
    script = (
        "import sys; from govlint import schema, source\n"
        f"document = source.read(open({path!r}, 'rb').read(), 'a')\n"
        "form = schema.check_form(document, '2026-11-23'); assert not form.faults\n"
        "print(*sorted(name for name in sys.modules if name.startswith('govlint.schema')))\n"
        "print({'jsonschema', 'json'} & set(sys.modules))"
    )
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    rooms, heavy = out.stdout.splitlines()
    assert rooms.split() == [
        "govlint.schema",
        "govlint.schema._declaration",
        "govlint.schema.quick",
        "govlint.schema.sense",
        "govlint.schema.tidy",
    ]
    assert heavy == "set()"
