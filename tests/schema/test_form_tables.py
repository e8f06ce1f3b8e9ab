"""What people write: pieces that are well formed, and pieces that are not, each at its place.

The words stand in ``golden/``, one file for each table; ``pytest --golden`` writes them anew.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from govlint import source
from govlint.schema import check_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from govlint.model import Fault
    from govlint.schema import Form

HERE = os.path.dirname(__file__)
TABLES = sorted(os.listdir(os.path.join(HERE, "negative")))
TODAY = "2026-11-23"


def table(*names: str) -> Any:
    with open(os.path.join(HERE, *names), "rb") as file:
        document = source.read(file.read(), names[-1])
    assert document.faults == ()
    return document.data


def form(text: str) -> Form:
    return check_form(source.read(text.encode(), "ai-governance.yaml"), TODAY)


def told(found: Form) -> list[Fault]:
    """All faults but that the piece leaves out the two sections that a whole file needs."""
    missing = (("schema",), ("system",))
    return [f for f in found.faults if f.path not in missing or "not written" not in f.message]


def cases(name: str) -> list[Any]:
    return [
        pytest.param(case, id=f"{name}-{number}")
        for number, case in enumerate(table("negative", name))
    ]


@pytest.mark.parametrize("case", [case for name in TABLES for case in cases(name)])
def test_faulty_pieces(case: dict[str, Any]) -> None:
    found = form(case["declaration"])
    faults = []
    for fault in told(found):
        weight = "" if fault.severity == "error" else f" {fault.severity}"
        kind = fault.id.removeprefix("declaration/")
        faults.append(f"{fault.span.line}:{fault.span.column} {kind}{weight}")
    blanks = [
        f"{blank.span.line}:{blank.span.column} {blank.kind} {'.'.join(map(str, blank.path))}"
        for blank in found.blanks
    ]
    assert (faults, blanks) == (case["faults"], case.get("blanks", []))


@pytest.mark.parametrize("name", TABLES)
def test_words(name: str, golden: Callable[[str], Callable[[str], None]]) -> None:
    pages = []
    for case in table("negative", name):
        page = case["declaration"]
        for fault in told(form(case["declaration"])):
            where = f"{fault.span.line}:{fault.span.column}-{fault.span.end_column}"
            fix = fault.fix.replace("\n", "\n      ")
            page += f"{where} {fault.severity}: {fault.message}\n      {fix}\n"
        pages.append(page)
    golden(name.replace(".yaml", ".txt"))("---\n".join(pages))


@pytest.mark.parametrize("name", TABLES)
def test_messages_are_one_sentence_in_the_readers_words(name: str) -> None:
    for case in table("negative", name):
        for fault in told(form(case["declaration"])):
            text = f"{fault.message} {fault.fix}".casefold()
            for word in (
                "invalid",
                "null value",
                "schema validation",
                "mapping",
                "scalar",
            ):
                assert word not in text
            assert not fault.message.endswith(".")
            assert "\n" not in fault.message
            assert len(fault.message) < 250
            assert fault.fix


def pieces() -> list[Any]:
    """Every entry of the positive table as text, cut out of the file."""
    with open(os.path.join(HERE, "positive", "forms.yaml"), encoding="utf-8") as file:
        entries = file.read().split("\n- ")[1:]
    return [
        pytest.param(
            "\n".join(line.removeprefix("  ") for line in entry.split("\n")), id=entry[:40]
        )
        for entry in entries
    ]


@pytest.mark.parametrize("text", pieces())
def test_well_formed_pieces(text: str) -> None:
    found = form(text)
    assert told(found) == []
    assert {blank.kind for blank in found.blanks} <= {"unknown", "empty"}
