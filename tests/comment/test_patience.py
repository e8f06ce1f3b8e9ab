"""How long a forge is waited for, by a clock of our own."""

from __future__ import annotations

import pytest

from govlint.errors import ForgeError
from govlint.forge.nouns import RefusedError
from govlint.forge.patience import Patience, seconds_of, within


class Clock:
    """Time that passes only in sleep."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


class Forge:
    """One that refuses a few times."""

    def __init__(self, *waits: float | None) -> None:
        self.waits = list(waits)
        self.asked = 0

    def __call__(self) -> str:
        self.asked += 1
        if self.waits:
            raise RefusedError("No.", self.waits.pop(0))
        return "yes"


@pytest.mark.parametrize(
    ("waits", "slept", "end"),
    [
        ((), [], "yes"),
        ((5.0,), [5.0], "yes"),
        ((5.0, 0.0, 30.0), [5.0, 0.0, 30.0], "yes"),
        ((None,), [], "No."),
        ((5.0, None), [5.0], "No."),
        ((1.0, 1.0, 1.0, 1.0), [1.0] * 3, "No."),
        ((60.0,), [], "No. It asks for 60 s more, which is too long."),
        ((40.0, 40.0), [40.0], "No. It asks for 40 s more, which is too long."),
    ],
)
def test_it_asks_again_when_it_is_told_to(
    waits: tuple[float | None, ...], slept: list[float], end: str
) -> None:
    clock = Clock()
    patience, forge = Patience(60.0, clock, clock.sleep), Forge(*waits)
    try:
        told = patience.ask(forge)
    except ForgeError as error:
        told = error.message
    assert (told, clock.slept) == (end, slept)
    assert forge.asked == len(slept) + 1


def test_a_request_may_take_as_long_as_there_is_time() -> None:
    clock = Clock()
    patience = Patience(60.0, clock, clock.sleep)
    assert patience.seconds() == 15.0
    clock.now += 57
    assert 3.0 < patience.seconds() < 5.0


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("0", 0.0),
        ("120", 120.0),
        ("Wed, 21 Oct 2026 07:28:00 GMT", None),
        ("-1", None),
        ("1e9", None),
        ("9" * 400, None),
        ("٣", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_a_number_or_nothing(header: str | None, seconds: float | None) -> None:
    assert seconds_of(header) == seconds


def test_what_is_raised_in_time_is_raised_here() -> None:
    def work() -> None:
        raise KeyError("x")

    with pytest.raises(KeyError):
        within(5.0, work)
    assert within(5.0, lambda: 7) == 7
