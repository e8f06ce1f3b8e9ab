"""The longest gap of a schedule."""

from __future__ import annotations

import pytest

from govlint.facts.evidence import cron

GAPS = [
    ("0 6 * * 1", 7),
    ("0 0 * * 0", 7),
    ("0 0 * * 7", 7),
    ("0 3 */15 * *", 15),
    ("0 3 1 */3 *", 92),
    ("0 2 * * *", 1),
    ("*/15 * * * *", 15 / 1440),
    ("0 */6 * * *", 0.25),
    ("0 6,18 * * *", 0.5),
    ("0 8-17 * * *", 15 / 24),
    ("30 5 1 * *", 31),
    ("0 0 1 1 *", 366),
    ("0 0 29 2 *", 1461),
    ("0 6 * * 1-5", 1),
    ("0 6 * * MON-FRI", 1),
    ("0 6 * * 1-4", 4),
    ("0 6 * jan,jul *", 154),
    ("0 0 1 * 1", 7),
    ("0 0 13 * 5", 7),
    ("@daily", 1),
    ("@weekly", 7),
    ("CRON_TZ=Europe/Rome 0 6 * * *", 1),
    ("@every 12h", 0.5),
    ("@every 1h30m", 0.0625),
]
NONE = """

* * * *
60 * * * *
0 24 * * *
0 0 30 2 *
0 0 31 2,4 *
a b c d e
0 6 * * 8
*/0 * * * *
5-1 * * * *
None
0 0 0 * * *
@once
@every
0 \u0663 * * *
*/99999999999999999999 * * * *
1111111111111111111111 * * * *
0 0 , * *
""".splitlines()


@pytest.mark.parametrize(("text", "days"), GAPS)
def test_longest_gap(text: str, days: float) -> None:
    assert cron.gap(text) == pytest.approx(days)


@pytest.mark.parametrize("text", NONE)
def test_no_schedule_that_fires(text: str) -> None:
    assert cron.gap(text) is None


def test_a_weekday_that_is_a_name_fires_on_that_day() -> None:
    found = cron.parse("0 0 * * sun,sat")
    assert found is not None
    assert found.weekdays == {0, 6}


NEVER = ["60 * * * *", "0 24 * * *", "0 0 30 2 *", "0 0 31 2,4 *", "0 0 0 * *", "0 6 * 13-14 *"]
PERHAPS = ["0 0 L * *", "0 6 * * 1#2", "H 6 * * *", "0 0 3 * * *", "0 22-4 * * *", "@reboot", ""]


@pytest.mark.parametrize("text", NEVER)
def test_a_schedule_that_never_fires(text: str) -> None:
    assert cron.idle(text) == f"`{text}` is no schedule that fires"


@pytest.mark.parametrize("text", [*PERHAPS, *(text for text, _ in GAPS)])
def test_what_is_not_known_may_fire(text: str) -> None:
    assert cron.idle(text) == ""
