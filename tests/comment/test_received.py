"""A report that a stranger's job wrote: read back as it was told, or refused with one message."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from told_changes import REPORTS, REQUEST, real

from govlint import received, resources
from govlint.errors import UsageError
from govlint.render import FORMATS
from govlint.render.comment import render

if TYPE_CHECKING:
    from pathlib import Path

    from govlint.report import Report

SCHEMA: dict[str, Any] = json.loads(resources.read("schemas/report.v1.schema.json"))


def told(name: str) -> Any:
    return json.loads(FORMATS["json"](REPORTS[name](), 0, False))


@pytest.mark.parametrize("name", sorted(set(REPORTS) - {"crowded"}))
def test_the_comment_is_the_same_as_without_the_detour(name: str) -> None:
    report = received.parsed(FORMATS["json"](REPORTS[name](), 0, False).encode(), "r.json")
    assert render(report, REQUEST) == render(REPORTS[name](), REQUEST)


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    items: Any = value.items() if isinstance(value, dict) else ()
    items = enumerate(value) if isinstance(value, list) else items
    return [path, *(found for key, item in items for found in places(item, (*path, key)))]


def put(data: Any, path: tuple[str | int, ...], value: Any) -> Any:
    if not path:
        return value
    made = data.copy()
    made[path[0]] = put(data[path[0]], path[1:], value)
    return made


ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1.5,
    10**30,
    "",
    "x",
    "\ud800",
    "x" * 10_000,
    [],
    [None],
    {},
    {"x": 1},
)


def smallest() -> Any:
    """A report with one of everything."""
    data = told("real")
    data["declarations"][0]["questions"] = data["declarations"][0]["questions"][:1]
    data["findings"] = [each for each in data["findings"] if each["waiver"]]
    compared = data["against"]["comparisons"][0]
    compared["changes"], compared["approvals"] = compared["changes"][:1], compared["approvals"][:1]
    data["unavailable"] = {"history": {"reason": "shallow", "remedy": ""}}
    return data


def read(data: Any) -> Report | str:
    """The report; or what is said of data that is none."""
    try:
        return received.parsed(json.dumps(data).encode(), "r.json")
    except UsageError as error:
        return error.message


@pytest.mark.parametrize("odd", ODD, ids=[str(n) for n in range(len(ODD))])
def test_whatever_stands_anywhere_it_is_read_or_refused(odd: Any) -> None:
    """In each place of a report: our reader agrees with the full validator, and nothing breaks."""
    data, authority = smallest(), Draft202012Validator(SCHEMA)
    for path in places(data):
        changed = put(data, path, odd)
        found = read(changed)
        assert isinstance(found, str) != authority.is_valid(changed), path
        if isinstance(found, str):
            assert found.startswith("r.json is no report of govlint")
        else:
            render(found, REQUEST)


def test_what_is_left_out_is_optional_or_refused() -> None:
    data, authority = smallest(), Draft202012Validator(SCHEMA)
    for path in places(data):
        if path and isinstance(path[-1], str):
            changed = without(data, path)
            found = read(changed)
            assert isinstance(found, str) != authority.is_valid(changed), path
            if not isinstance(found, str):
                render(found, REQUEST)


def without(data: Any, path: tuple[str | int, ...]) -> Any:
    made = json.loads(json.dumps(data))
    inner = made
    for key in path[:-1]:
        inner = inner[key]
    del inner[path[-1]]
    return made


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"<html>",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"version": NaN}',
        b"1" * 10_000,
        b'{"version": 1e999}',
        b"null",
    ],
)
def test_no_json_is_one_message(content: bytes) -> None:
    with pytest.raises(UsageError, match=r"r\.json is no"):
        received.parsed(content, "r.json")


def test_too_large_a_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(received, "MOST_BYTES", 1 << 20)
    file = tmp_path / "r.json"
    file.write_bytes(b" " * ((1 << 20) + 1))
    with pytest.raises(UsageError, match="larger than 1 MiB"):
        received.read(str(file))


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        received.read("no-such-report.json")


def test_ten_thousand_findings_fit() -> None:
    text = FORMATS["json"](REPORTS["crowded"](), 0, False)
    assert len(text) < received.MOST_BYTES
    assert len(received.parsed(text.encode(), "r.json").findings) == 10_000


def test_what_was_compared_is_read_back() -> None:
    report = received.parsed(FORMATS["json"](real(), 0, False).encode(), "r.json")
    assert report.against is not None
    assert [c.kind for c in report.against.comparisons[0].weaker] == ["weaker"] * 3
