"""A record behaves like the named tuple whose place it takes."""

from __future__ import annotations

import ast
import copy
import os
import pickle
from typing import NamedTuple

import pytest

from govlint.record import Record

PACKAGE = os.path.join(os.path.dirname(__file__), "..", "..", "src", "govlint")


class Place(Record):
    """A record with a default, a property and a method."""

    path: str
    line: int
    text: str = ""

    @property
    def shown(self) -> str:
        """As it is told."""
        return f"{self.path}:{self.line}"


class Named(NamedTuple):
    """The same as a named tuple."""

    path: str
    line: int
    text: str = ""


@pytest.mark.parametrize(
    ("values", "named"),
    [
        (("a", 1), {}),
        (("a", 1, "t"), {}),
        (("a",), {"line": 1}),
        ((), {"line": 1, "path": "a"}),
        ((), {"line": 1, "path": "a", "text": "t"}),
    ],
)
def test_it_is_made_like_a_named_tuple(values: tuple[str, ...], named: dict[str, str]) -> None:
    record, known = Place(*values, **named), Named(*values, **named)  # type: ignore[arg-type]
    assert tuple(record) == tuple(known)
    assert (record.path, record.line, record.text) == (known.path, known.line, known.text)
    assert repr(record) == repr(known).replace("Named", "Place")
    assert hash(record) == hash(known)
    assert record._asdict() == known._asdict()


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ((), {}),
        (("a",), {}),
        (("a", 1, "t", "more"), {}),
        (("a", 1), {"path": "b"}),
        (("a", 1), {"other": "b"}),
        (("a",), {"line": 1, "other": "b"}),
    ],
)
def test_fields_that_do_not_fit_are_refused(values: tuple[str, ...], named: dict[str, str]) -> None:
    with pytest.raises(TypeError, match="Place"):
        Place(*values, **named)  # type: ignore[arg-type]


def test_it_is_frozen() -> None:
    place = Place("a", 1)
    with pytest.raises(AttributeError):
        place.line = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        place.other = 2  # type: ignore[attr-defined]


def test_it_is_copied_with_other_values() -> None:
    place = Place("a", 1)
    assert place._replace(line=2) == Place("a", 2)
    assert place._make(["b", 3, "t"]) == Place("b", 3, "t")
    assert place.shown == "a:1"
    with pytest.raises(TypeError, match="other"):
        place._replace(other=2)


@pytest.mark.parametrize("copied", [copy.copy, lambda each: pickle.loads(pickle.dumps(each))])
def test_a_copy_is_the_same(copied: type) -> None:
    place = Place("a", 1, "t")
    assert copied(place) == place
    assert type(copied(place)) is Place


def test_its_modules_evaluate_no_annotation() -> None:
    """Their names may be there for the type checker only, and evaluating them costs time."""
    wrong = []
    for folder, _, names in os.walk(PACKAGE):
        for name in names:
            if not name.endswith(".py"):
                continue
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                tree = ast.parse(file.read())
            classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
            bases = [base for node in classes for base in node.bases]
            records = any(isinstance(base, ast.Name) and base.id == "Record" for base in bases)
            first = [n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
            if records and "__future__" not in first:
                wrong.append(name)
    assert wrong == []
