"""Dates and durations: days between, days in, days later, in words."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlint.expression import dates

DATES = st.dates(datetime.date(1, 3, 1), datetime.date(9990, 12, 31))


@given(DATES, DATES)
def test_age_counts_days_as_the_calendar_does(one: datetime.date, today: datetime.date) -> None:
    assert dates.age(one.isoformat(), dates.day_number(today.isoformat())) == (today - one).days


@given(DATES, st.integers(0, 3000))
def test_days_are_added_as_the_calendar_does(start: datetime.date, count: int) -> None:
    expected = (start + datetime.timedelta(days=count)).isoformat()
    assert dates.plus(start.isoformat(), f"P{count}D") == expected


@pytest.mark.parametrize(
    ("date", "duration", "expected"),
    [
        ("2026-01-31", "P1M", "2026-02-28"),
        ("2028-01-31", "P1M", "2028-02-29"),
        ("2026-01-31", "P13M", "2027-02-28"),
        ("2026-11-23", "P14M", "2028-01-23"),
        ("2028-02-29", "P1Y", "2029-02-28"),
        ("2026-12-15", "P1M", "2027-01-15"),
        ("2026-11-23", "P1W", "2026-11-30"),
        ("2026-11-23", "P1Y2M3D", "2028-01-26"),
        ("2026-11-23", "PT36H", "2026-11-24"),
        ("2026-11-23", "PT1H", "2026-11-23"),
    ],
)
def test_months_end_where_they_end(date: str, duration: str, expected: str) -> None:
    assert dates.plus(date, duration) == expected


def test_a_date_beyond_four_digits_is_refused() -> None:
    with pytest.raises(ValueError, match="four digits"):
        dates.plus("2026-11-23", "P9999Y")


@pytest.mark.parametrize(
    ("duration", "expected"),
    [
        ("P1D", 1),
        ("P1W", 7),
        ("P1M", 31),
        ("P1Y", 366),
        ("P6M", 186),
        ("P1Y2M1W3D", 366 + 62 + 7 + 3),
        ("PT12H", 0.5),
        ("P1DT6H", 1.25),
        ("PT30M", 30 / 1440),
        ("P0D", 0),
        ("P1.5D", 1.5),
    ],
)
def test_a_duration_is_never_shorter_than_the_calendar(duration: str, expected: float) -> None:
    assert dates.days(duration) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("duration", "expected"),
    [
        ("P6M", "6 months"),
        ("P1M", "1 month"),
        ("P180D", "180 days"),
        ("P1W", "1 week"),
        ("P1Y6M", "1 year and 6 months"),
        ("PT3M", "3 minutes"),
        ("P1DT1H", "1 day and 1 hour"),
        ("PT1.5H", "1.5 hours"),
    ],
)
def test_a_duration_in_words(duration: str, expected: str) -> None:
    assert dates.words(duration) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", "2026-02-30", "2026-13-01", "2026-00-10", "2026-1-1", "26-01-01", "03/04/2027"),
        *(
            "2026-02-29",
            "0000-01-01",
            "2026-01-01T00:00",
            "\u0662\u0660\u0662\u0666-01-01",
            "today",
            "2026-01-1x",
        ),
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        dates.day_number(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "P", "PT", "P1", "1M", "P1H", "PT1D", "P1M1Y", "P-1D", "p1d", "P1DT", "quarterly"),
        *("P1M1M", "P1..5D", "P" + "1" * 50 + "D", "PT1M1H", "P 1D"),
    ],
)
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"duration|could not convert"):
        dates.days(text)
