"""Which baseline stood at go-live, where it was not the same all the time."""

from __future__ import annotations

from govlint.facts.history import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from govlint.facts.history.gathering import Reading
    from govlint.facts.history.meaning import Meaning
    from govlint.facts.history.versions import Store
    from govlint.model import Unavailable


def baseline(live: str, store: Store, now: Meaning, first: Meaning) -> float | Unavailable | None:
    """The baseline at the end of the day of go-live, on the line that others were merged into.

    That is the one of first parents, unless somebody merged it into a line of their own: where
    another one had today's value, nobody knows which of the two was in use. ``first``: what counts
    where nothing was declared yet. None where no baseline was known.
    """
    known = store.known
    main, every = store.at(_main(live, known)), store.at(_every(live, known))
    if main is None or every is None:
        return words.missing_versions(store.path, promisor=known.repository.place.promisor)
    then = (main or [first])[0].baseline
    others = {one.baseline for one in every}
    if then is None or now.baseline is None or then == now.baseline:
        return then
    return words.two_lines(live, then, now.baseline) if now.baseline in others else then


def _main(live: str, known: Reading) -> Iterable[str]:
    """The newest commit of that day, or before it, on the line of first parents."""
    commits = known.starts[:1]
    while commits and not _is_before(commits[0], live, known):
        commits = _parents(commits[0], known)[:1]
    return commits


def _every(live: str, known: Reading) -> Iterable[str]:
    """The same on every line."""
    left, seen = [*known.starts], set(known.starts)
    while left:
        commit = left.pop()
        if _is_before(commit, live, known):
            yield commit
            continue
        further = [parent for parent in _parents(commit, known) if parent not in seen]
        left += further
        seen |= {*further}


def _is_before(commit: str, live: str, known: Reading) -> bool:
    number = known.lineage.number(commit)
    return number is None or known.scan.landed(number) <= live


def _parents(commit: str, known: Reading) -> tuple[str, ...]:
    number = known.lineage.number(commit)
    return () if number is None else tuple(known.lineage.parents(number))
