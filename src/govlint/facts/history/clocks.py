"""Dates that cannot be right: what such commits build on, or what builds on them, knows better."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from govlint.facts.history.scan import Window

_MOST_RISES = 1000
GAP = 366 * 86_400
"""Seconds between a commit and the next one after which an old date needs a witness. A wrong clock
is mostly years behind; and nothing that came before the boundary can contradict it."""


def believed(
    landed: Sequence[int], ids: Sequence[bytes], parents: Sequence[bytes], window: Window
) -> list[int]:
    """The latest moment at which each commit may have landed, newest first.

    A date within the window is believed, and an older one if the next commit is not much younger;
    else it landed at the latest when that one did.
    """
    numbers = {id_: number for number, id_ in enumerate(ids)}
    latest = [window.until] * len(ids)
    for number, moment in enumerate(landed):
        if moment >= window.since or latest[number] - moment <= GAP:
            latest[number] = moment
        for parent in parents[number].split():
            if (above := numbers.get(parent)) is not None and above > number:
                latest[above] = min(latest[above], latest[number])
    return latest


def lifted(landed: Sequence[int], rises: Sequence[int], longest: int) -> dict[int, int]:
    """The moments of those commits that the log dates before the ones that they build on.

    ``rises``: those after which it goes on with a later one, which is their parent. They share
    their wrong clock with those ahead of them, as far as more commits contradict these too;
    ``longest``: how many are looked at.
    """
    found: dict[int, int] = {}
    for number in reversed(rises):
        before = landed[max(0, number + 1 - longest) : number + 1][::-1]
        after = landed[number + 1 : number + 1 + longest]
        low = next((n for n, moment in enumerate(before) if moment >= after[0]), len(before))
        high = next((n for n, moment in enumerate(after) if moment <= before[0]), len(after))
        wrong = low if low <= high and len(rises) <= _MOST_RISES else 1
        for other in range(number - wrong + 1, number + 1):
            found[other] = max(after[0], found.get(other, 0))
    return found
