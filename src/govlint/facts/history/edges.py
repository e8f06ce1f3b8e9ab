"""When the boundary of a shallow clone was committed: a wrong clock is not believed."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from govlint.facts.history.scan import Window

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
