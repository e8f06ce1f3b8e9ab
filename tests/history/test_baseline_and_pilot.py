"""Whether the baseline moved after go-live, and how often the pilot's end was put off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from declarations import DECLARATION, HIGHER, NAME, edited, pilot
from repositories import TOM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from repositories import History
    from telling import Tell

    Steps = Sequence[tuple[str, str]]

BASELINE = "baseline: {value: 6.5, measured_on: 2025-10-31}"
UNKNOWN = edited((BASELINE, "baseline: {value: null, reason: Not measured}"))
SOURCED = edited((BASELINE, "baseline: {value: 6.50, measured_on: 2025-10-31, source: a.csv}"))
NONE = edited((f"  {BASELINE}\n", ""))

BASELINES = {
    "never touched": ([("2026-02-01", DECLARATION)], (6.5, 6.5, False)),
    "moved before go-live": (
        [("2026-02-01", HIGHER), ("2026-06-14", DECLARATION)],
        (6.5, 6.5, False),
    ),
    "moved on the day of go-live": (
        [("2026-02-01", HIGHER), ("2026-06-15", DECLARATION)],
        (6.5, 6.5, False),
    ),
    "moved after go-live": (
        [("2026-02-01", HIGHER), ("2026-06-16", DECLARATION)],
        (9.0, 6.5, True),
    ),
    "moved after go-live, and back": (
        [("2026-02-01", DECLARATION), ("2026-08-01", HIGHER), ("2026-09-01", DECLARATION)],
        (6.5, 6.5, False),
    ),
    "given its source after go-live": (
        [("2026-02-01", DECLARATION), ("2026-08-01", SOURCED)],
        (6.5, 6.5, False),
    ),
    "measured where none was known": (
        [("2026-02-01", UNKNOWN), ("2026-08-01", DECLARATION)],
        (None, 6.5, False),
    ),
    "taken away": ([("2026-02-01", DECLARATION), ("2026-08-01", NONE)], (6.5, None, True)),
    "declared after go-live only": ([("2026-08-01", DECLARATION)], (6.5, 6.5, False)),
    "declared after go-live, and moved": (
        [("2026-08-01", HIGHER), ("2026-09-01", DECLARATION)],
        (9.0, 6.5, True),
    ),
}


@pytest.mark.parametrize(("steps", "expected"), BASELINES.values(), ids=BASELINES)
def test_the_baseline_is_compared_by_value_with_that_of_go_live(
    made: History, tell: Tell, steps: Steps, expected: tuple[float | None, float | None, bool]
) -> None:
    for day, content in steps:
        made.commit({NAME: content}, day)
    part = tell(made.build()).data["baseline"]
    assert (part.get("then"), part.get("now"), part["moved"]) == expected
    assert part["live"] == "2026-06-15"


def test_a_move_names_its_commit(made: History, tell: Tell) -> None:
    made.commit({NAME: HIGHER}, "2026-02-01")
    number = made.commit({NAME: DECLARATION}, "2026-08-01", TOM)
    part = tell(made.build()).data["baseline"]
    assert (part["changed"], part["by"]) == ("2026-08-01", "Tom Okafor")
    assert part["commit"]["id"] == made.id(number)


def test_a_pilot_has_not_gone_live(made: History, tell: Tell) -> None:
    content = edited(
        ("lifecycle: production", "lifecycle: pilot"), ("  production_since: 2026-06-15\n", "")
    )
    made.commit({NAME: content}, "2026-02-01")
    assert tell(made.build()).data["baseline"] == {}


def test_go_live_to_come_has_not_been(made: History, tell: Tell) -> None:
    made.commit({NAME: DECLARATION}, "2026-02-01")
    made.commit({NAME: edited(("2026-06-15", "2027-06-15"), ("6.5", "9"))}, "2026-03-01")
    assert tell(made.build()).data["baseline"] == {}


def test_go_live_years_ago_is_reached(made: History, tell: Tell) -> None:
    live = ("production_since: 2026-06-15", "production_since: 2019-06-15")
    begun = ("pilot_started: 2026-01-12", "pilot_started: 2019-01-12")
    made.commit({NAME: edited(live, begun, of=HIGHER)}, "2019-03-01")
    made.commit({NAME: edited(live, begun)}, "2020-03-01")
    fact = tell(made.build())
    assert fact.data["since"] == "2019-06-15"
    assert fact.data["baseline"]["moved"] is True


ENDS = {
    "as it was": (["2026-06-30"], []),
    "put off once": (["2026-06-30", "2026-09-30"], ["2026-09-30"]),
    "put off twice": (
        ["2026-06-30", "2026-09-30", "2026-12-31"],
        ["2026-12-31", "2026-09-30"],
    ),
    "brought forward": (["2026-06-30", "2026-05-31"], []),
    "put off, taken back, and put off to the same day": (
        ["2026-06-30", "2026-09-30", "2026-06-30", "2026-09-30"],
        ["2026-09-30"],
    ),
    "named for the first time": (["", "2026-06-30"], []),
    "no date": (["2026-06-30", "in autumn", "2026-09-30"], []),
}


@pytest.mark.parametrize(("ends", "dates"), ENDS.values(), ids=ENDS)
def test_the_pilots_end(
    made: History, tell: Tell, ends: Sequence[str], dates: Sequence[str]
) -> None:
    for number, end in enumerate(ends, 1):
        made.commit({NAME: pilot(end)}, f"2026-03-{number:02}")
    part = tell(made.build()).data["pilot_end"]
    assert part["dates"] == dates
    assert part["moves"] == len(dates)


def test_production_has_no_pilots_end(made: History, tell: Tell) -> None:
    made.commit({NAME: pilot("2026-05-31")}, "2026-02-01")
    made.commit({NAME: DECLARATION}, "2026-06-15")
    assert tell(made.build()).data["pilot_end"] == {}
