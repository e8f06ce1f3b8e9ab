"""Subtrees at other paths: data, places, faults and blanks move together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from govlint.source import key_span, moved, read, value_span

if TYPE_CHECKING:
    from govlint.model import Path
    from govlint.source import Document

TEXT = """\
owners:
  technical: {name: Priya, contact: }
  bussiness: {name: Tom, contact: @tom, deputy: }
monitoring:
  outcome_metric:
    minimum: 0.62
    drift:
      threshold: 0.2
list: [{a: 1}, {b: 2}]
"""


def of(text: str = TEXT) -> Document:
    return read(text.encode(), "f.yaml")


def test_a_misspelt_key_moves_with_all_that_is_said_about_it() -> None:
    before = of()
    source: Path = ("owners", "bussiness")
    target: Path = ("owners", "business")
    after = moved(before, [(source, target)])
    assert after.data["owners"]["business"] == before.data["owners"]["bussiness"]
    assert "bussiness" not in after.data["owners"]
    assert value_span(after, (*target, "name")) == value_span(before, (*source, "name"))
    assert key_span(after, target) == key_span(before, source)
    assert [fault.path for fault in after.faults] == [(*target, "contact")]
    assert [blank.path for blank in after.blanks] == [
        ("owners", "technical", "contact"),
        (*target, "deputy"),
    ]
    with pytest.raises(KeyError):
        value_span(after, source)


def test_the_document_itself_stays_as_it_is() -> None:
    before = of()
    again = of()
    moved(before, [(("owners", "bussiness"), ("x", "y", "z")), (("list",), ("owners", "list"))])
    assert before.data == again.data
    assert before.faults == again.faults
    assert value_span(before, ("owners",)) == value_span(again, ("owners",))
    assert value_span(before, ("list", 1, "b")) == value_span(again, ("list", 1, "b"))


def test_a_misplaced_section_moves_up_and_no_span_turns_around() -> None:
    after = moved(of(), [(("monitoring", "outcome_metric", "drift"), ("monitoring", "drift"))])
    assert after.data["monitoring"] == {
        "outcome_metric": {"minimum": 0.62},
        "drift": {"threshold": 0.2},
    }
    assert value_span(after, ("monitoring", "drift", "threshold"))[1:] == (8, 18, 8, 21)
    assert value_span(after, ("monitoring",))[1:] == (5, 3, 8, 21)
    assert value_span(after, ("monitoring", "outcome_metric"))[1:] == (6, 5, 8, 21)


def test_sections_on_the_way_are_made() -> None:
    after = moved(of(), [(("list",), ("new", "inner", "list"))])
    assert after.data["new"] == {"inner": {"list": [{"a": 1}, {"b": 2}]}}
    assert value_span(after, ("new", "inner", "list", 1, "b"))[1:] == (9, 20, 9, 21)
    assert value_span(after, ("new",))[1:] == (9, 7, 9, 23)


def test_moves_are_made_one_after_the_other() -> None:
    after = moved(of(), [(("list",), ("a",)), (("a",), ("b",))])
    assert after.data["b"] == [{"a": 1}, {"b": 2}]
    assert "a" not in after.data


def test_a_key_inside_a_list_item_can_move() -> None:
    after = moved(of(), [(("list", 1, "b"), ("list", 1, "c"))])
    assert after.data["list"] == [{"a": 1}, {"c": 2}]
    assert key_span(after, ("list", 1, "c"))[1:] == (9, 17, 9, 18)


IMPOSSIBLE: list[tuple[Path, Path]] = [
    (("nobody",), ("somebody",)),
    (("owners", "bussiness"), ("owners", "technical")),
    (("list", 0), ("first",)),
    ((), ("all",)),
    (("owners",), ()),
    (("owners",), ("owners", "inner")),
    (("owners",), ("list", 0, "a", "inner")),
    (("owners",), ("list", 5)),
]


@pytest.mark.parametrize(("source", "target"), IMPOSSIBLE)
def test_what_cannot_be_moved_stays(source: Path, target: Path) -> None:
    before = of()
    assert moved(before, [(source, target)]) == before


@pytest.mark.parametrize("data", ["text", "- a\n- b\n", ""])
def test_a_document_that_is_no_mapping_stays(data: Any) -> None:
    before = of(data)
    assert moved(before, [(("a",), ("b",))]) == before
