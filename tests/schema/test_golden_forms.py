"""The 32 faulty documents: every mistake of form at its place; and four without any."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from govlint import source
from govlint.schema import check_form

if TYPE_CHECKING:
    from govlint.schema import Form

TESTS = os.path.join(os.path.dirname(__file__), "..")


def read(*names: str) -> bytes:
    with open(os.path.join(TESTS, *names), "rb") as file:
        return file.read()


def form(*names: str) -> Form:
    return check_form(source.read(read(*names), names[-1]), "2026-11-23")


EXPECTED: dict[str, list[dict[str, Any]]] = source.read(
    read("cases", "expected.yaml"), "expected.yaml"
).data


def test_every_case_has_its_expectation() -> None:
    names = {name for name in os.listdir(os.path.join(TESTS, "cases")) if name[0].isdigit()}
    assert names == set(EXPECTED)
    assert len(names) == 32


@pytest.mark.parametrize("name", EXPECTED)
def test_faulty_documents(name: str) -> None:
    found = form("cases", name)
    wanted = [
        (entry["line"], entry["column"], entry["id"], entry["severity"])
        for entry in EXPECTED[name]
        if entry["id"].startswith("declaration/") and entry["id"] != "declaration/path-missing"
    ]
    told = [
        (fault.span.line, fault.span.column, fault.id, fault.severity)
        for fault in found.faults
        if fault.path not in NOT_WRITTEN
    ]
    assert told == wanted


NOT_WRITTEN = (("schema",), ("system",))


@pytest.mark.parametrize("name", sorted(os.listdir(os.path.join(TESTS, "examples"))))
def test_examples_are_well_formed(name: str) -> None:
    assert form("examples", name).faults == ()
