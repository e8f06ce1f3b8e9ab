"""How long a forge is waited for: a few tries, as it asks for them, within one limit."""

from __future__ import annotations

import time
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from govlint.errors import ForgeError
from govlint.forge.nouns import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_TRIES = 4
_LONGEST_REQUEST = 15.0
"""Seconds without a sign of life from a server."""


class Patience:
    """The time that is left, and what it is used for."""

    def __init__(
        self,
        limit: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._clock, self._sleep = clock, sleep
        self._end = clock() + limit

    def ask(self, ask: Callable[[], T]) -> T:
        """Return the answer, asking again where the forge says when.

        Raises `RefusedError` where it says no, or would have us wait for longer than there is time.
        """
        for _ in range(_TRIES - 1):
            try:
                return ask()
            except RefusedError as refused:
                if refused.wait is None:
                    raise
                if self._clock() + refused.wait >= self._end:
                    raise _too_long(refused) from None
                self._sleep(refused.wait)
        return ask()

    def seconds(self) -> float:
        """How long one request may take: longer than there is time, so that `within` says so."""
        return min(_LONGEST_REQUEST, self._end - self._clock() + 1)


def _too_long(refused: RefusedError) -> ForgeError:
    return ForgeError(
        f"{refused.message} It asks for {refused.wait:.0f} s more, which is too long."
    )


def within(limit: float, work: Callable[[], T]) -> T:
    """Return what ``work`` returns, or raise what it raises.

    Raises `ForgeError` where that takes longer than ``limit`` seconds: a server that sends a byte
    now and then is never late for a library.
    """
    done: list[T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as error:
            failed.append(error)

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(limit)
    if failed:
        raise failed[0]
    if not done:
        raise ForgeError(f"The forge did not answer within {limit:.0f} s.")
    return done[0]


def seconds_of(header: Any) -> float | None:
    """The seconds that ``Retry-After`` names; None for a date, or for what is no number."""
    text = str(header or "")
    return float(text) if text.isascii() and text.isdigit() and len(text) < 8 else None
