"""The sandbox itself: answers in order, and a child that misbehaves is ended in time."""

from __future__ import annotations

import sys

import pytest

from govlint import sandbox
from govlint.sandbox import Sandbox, Stopped
from govlint.sandbox.child import MEMORY, plain

pytestmark = pytest.mark.clock

SOON = 2.0
"""Seconds in which whatever a policy does has to end."""
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows limits time only")


def test_answers_come_in_the_order_of_the_requests(doing: Sandbox) -> None:
    assert doing.ask_all([("a", "work"), ("b", "environment")]) == ["done", ["LC_CTYPE"]]
    assert doing.ask_all([]) == []


def test_what_the_child_prints_is_lost(doing: Sandbox) -> None:
    assert doing.ask_all([("a", "print"), ("b", "work")]) == [None, "done"]


@pytest.mark.parametrize(
    ("action", "reason"),
    [
        ("sleep", "took longer than 1.1 seconds"),
        ("exit", "needed more than 512 MB of memory, or broke its process"),
        ("much", "gave more than 16 MB"),
        ("unknown", "failed: KeyError: 'unknown'"),
        pytest.param("hoard", "needed more than 512 MB of memory", marks=POSIX),
        pytest.param("hoard slowly", "needed more than 512 MB of memory", marks=POSIX),
    ],
)
def test_a_child_that_misbehaves_is_stopped_and_others_are_answered(
    action: str, reason: str, doing: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sandbox.PATIENCE < SOON
    if action != "sleep":
        monkeypatch.setattr(sandbox, "FIRST_PATIENCE", 60.0)  # whatever else the machine does
    doing.ask_all([("before", "work")])
    before, stopped, after = doing.ask_all([("a", "work"), ("b", action), ("c", "work")])
    assert (before, after) == ("done", "done")
    assert stopped.reason == reason


def test_what_is_only_slow_gets_more_time(doing: Sandbox) -> None:
    assert doing.ask_all([("a", "half a second"), ("b", "work")]) == ["done", "done"]


def test_a_key_that_was_stopped_is_not_asked_again(doing: Sandbox) -> None:
    first = doing.ask_all([("a", "exit")])
    assert doing.ask_all([("a", "work"), ("b", "work")]) == [first[0], "done"]


def test_many_hostile_requests_are_bounded_together(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"FIRST_PATIENCE": 0.05, "PATIENCE": 0.2, "ALLOWANCE": 0.5}.items():
        monkeypatch.setattr(sandbox, name, value)
    monkeypatch.setattr(sandbox, "MOST_STOPS", 6)
    requests = [("good", "work"), *((str(number), "sleep") for number in range(9))]
    with Sandbox("hostile_targets:doing", None) as doing:
        good, *answers = doing.ask_all(requests)
        assert good == "done"
        reasons = [answer.reason for answer in answers]
        assert reasons[0] == "took longer than 0.2 seconds"
        assert reasons[3:6] == ["took longer than 0.05 seconds"] * 3
        assert reasons[6:] == ["was not run, because 6 others had to be stopped"] * 3
        again = [(key, "work") for key, _ in requests]
        assert doing.ask_all(again) == ["done", *answers]


def test_a_target_that_does_not_exist_is_said_at_once() -> None:
    with (
        Sandbox("hostile_targets:nothing", None) as nowhere,
        pytest.raises(RuntimeError, match="did not start"),
    ):
        nowhere.ask_all([("a", "work")])


def test_a_closed_sandbox_leaves_no_process_behind() -> None:
    with Sandbox("hostile_targets:doing", None) as doing:
        doing.ask_all([("a", "work")])
        child = doing._child
    assert child is not None
    assert child._process.returncode is not None
    doing.close()


def test_nouns_become_plain_tuples() -> None:
    value = {"a": [Stopped("x"), (1.0, None)], ("k",): True}
    sent = plain(value)
    assert sent == {"a": [("x", 0.0), (1.0, None)], ("k",): True}
    assert type(sent["a"][0]) is tuple
    assert MEMORY == 512 << 20
