"""Limits: what is cut is said, with what mends it, and what is newer is still known."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest
from declarations import DECLARATION, NAME, edited, reviewed

from govlint.facts.history import scan, versions
from govlint.facts.history.kept import Kept

if TYPE_CHECKING:
    from repositories import History
    from telling import Tell


@pytest.fixture
def long(made: History) -> History:
    """Enough commits to be cut."""
    made.commit({NAME: reviewed("2026-02-01")}, "2026-02-01")
    made.commit({"a": "0"}, "2026-02-02")
    made.commit({NAME: DECLARATION}, "2026-07-01")
    for number in range(1200):
        made.commit({"ranker/a.py": str(number)}, "2026-09-01")
    made.commit({NAME: edited(("minimum: 0.62", "minimum: 0.7"))}, "2026-10-01")
    return made.build(checkout=True)


def test_commits(long: History, tell: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "MOST_COMMITS", 1000)
    fact = tell(long)
    assert fact.data["sections"]["monitoring"]["changed"] == "2026-10-01"
    assert fact.unknown["governed"].reason == (
        "only the newest 1,000 commits were read, back to 2026-09-01"
    )
    assert fact.unknown["governed"].remedy
    assert fact.data["whole"] is False


def test_seconds(long: History, tell: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "MOST_SECONDS", -1.0)
    fact = tell(long)
    assert fact.unknown["governed"].reason.startswith("history was read for")
    assert "governed" not in fact.data


def test_versions(made: History, tell: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "MOST_VERSIONS", 5)
    made.commit({NAME: DECLARATION}, "2026-02-01")
    for number in range(10):
        changed = edited(("minimum: 0.62", f"minimum: 0.{number + 1}"))
        made.commit({NAME: changed}, f"2026-09-{number + 1:02}")
    fact = tell(made.build())
    assert fact.data["sections"]["monitoring"]["changed"] == "2026-09-10"
    assert fact.unknown["sections.owners"].reason == (
        "only the newest 5,000 versions of ai-governance.yaml were read"
    )


def test_reading_stops_soon_after_the_window(made: History, tell: Tell) -> None:
    for number in range(2000):
        made.commit({"ranker/a.py": str(number)}, "2020-01-01")
    made.commit({NAME: DECLARATION}, "2026-02-01")
    assert tell(made.build()).data["commits"] == 1 + scan.OLDER


@pytest.mark.parametrize(("days", "margin"), [(1, scan.STEADILY), (61, scan.OLDER)])
def test_where_dates_go_back_without_a_leap_reading_stops_sooner(
    made: History, tell: Tell, days: int, margin: int
) -> None:
    newest = datetime.date(2025, 11, 20)
    for number in reversed(range(300)):
        day = newest - datetime.timedelta(days=days * number)
        made.commit({"ranker/a.py": str(number)}, day.isoformat())
    made.commit({NAME: DECLARATION}, "2025-12-01")
    assert tell(made.build()).data["commits"] == 1 + margin


@pytest.mark.parametrize("beyond", [3, 60])
def test_the_base_of_a_change_is_read_as_far_as_on_its_own(
    made: History, tell: Tell, beyond: int
) -> None:
    """Whether the head's log reaches as far or not: it stops where its own commits are old."""
    newest = datetime.date(2025, 11, 20)
    for number in reversed(range(200)):
        day = newest - datetime.timedelta(days=number)
        made.commit({NAME: reviewed("2025-01-01"), "a": str(number)}, day.isoformat())
    base = made.commit({NAME: DECLARATION}, "2025-12-01")
    for number in range(beyond):
        made.commit({"ranker/a.py": str(number)}, "2025-11-19", branch="side", parents=[base])
    head = made.commit({NAME: DECLARATION}, "2026-11-01", branch="side")
    made.build()
    kept = Kept()
    tell(made, moment=made.id(head), kept=kept)
    alone = tell(made, moment=made.id(base))
    assert tell(made, moment=made.id(base), kept=kept) == alone
    assert alone.data["commits"] == 1 + scan.STEADILY


def test_two_thousand_versions_are_read(made: History, tell: Tell) -> None:
    for number in range(2000):
        made.commit({NAME: f"# {number}\n{DECLARATION}"}, "2026-02-01")
    fact = tell(made.build())
    assert fact.data["commits"] == 2000.0
    assert fact.data["sections"]["owners"]["changed"] == "2026-02-01"
    assert not fact.unknown
