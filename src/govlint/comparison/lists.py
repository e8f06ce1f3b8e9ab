"""Lists compared by what they hold: their order says nothing."""

from __future__ import annotations

from govlint.comparison.nouns import Verdict
from govlint.comparison.words import said
from govlint.text import listing, visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
    from typing import Any

    from govlint.comparison.nouns import Kind
    from govlint.comparison.rules import Seen
    from govlint.comparison.side import Side

Pair = tuple[int | None, int | None]
"""The index of an item in the base and in the head; None where it is not there."""


def items(seen: Seen) -> Iterator[Verdict]:
    """A list of which every item is a promise. One that takes another's place is neutral."""
    yield from _members(seen, "weaker", "stronger")


def burdens(seen: Seen) -> Iterator[Verdict]:
    """A list of which every item is a burden."""
    yield from _members(seen, "stronger", "weaker")


def _members(seen: Seen, fewer: Kind, more: Kind) -> Iterator[Verdict]:
    before, after = _texts(seen.before), _texts(seen.after)
    gone = [text for text in before if text not in after]
    come = [text for text in after if text not in before]
    replaced = min(len(gone), len(come))
    for old, new in zip(gone, come, strict=False):
        yield Verdict("neutral", f"{seen.label}: {said(new)} takes the place of {said(old)}.")
    for old in gone[replaced:]:
        yield Verdict(fewer, f"{seen.label}: {said(old)} is gone.")
    for new in come[replaced:]:
        yield Verdict(more, f"{seen.label}: {said(new)} is new.")


def teams(seen: Seen) -> Iterator[Verdict]:
    """Who has access: neither more nor fewer is better."""
    before = {seen.base.person(text).casefold() for text in _texts(seen.before)}
    after = {seen.head.person(text).casefold() for text in _texts(seen.after)}
    if before != after:
        told = f"{seen.label} was changed: {said(_texts(seen.after))}."
        yield Verdict("neutral", told)


def deciders(seen: Seen) -> Iterator[Verdict]:
    """Who decides, any one alone, and who is asked first."""
    yield from _holders(seen)
    before, after = _asked(seen.before, seen.base), _asked(seen.after, seen.head)
    gone, come = _difference(before, after), _difference(after, before)
    if gone and not come:
        told = f"{seen.label}: {_called(gone, seen.base)} is no longer consulted."
        yield Verdict("weaker", told)
    elif gone or come:
        told = f"{seen.label}: {_called(come, seen.head)} is consulted"
        swapped = f" in place of {_called(gone, seen.base)}" if gone else ""
        yield Verdict("neutral" if gone else "stronger", f"{told}{swapped}.")


def _holders(seen: Seen) -> Iterator[Verdict]:
    before, after = held(seen.before, seen.base), held(seen.after, seen.head)
    gone, come = _difference(before, after), _difference(after, before)
    if come and gone:
        told = f"{seen.label} passes from {_called(gone, seen.base)} to {_called(come, seen.head)}."
        yield Verdict("weaker" if _loses_workflow(seen, gone) else "neutral", told)
    elif gone:
        told = f"{seen.label} no longer rests with {_called(gone, seen.base)}."
        yield Verdict("weaker", told)
    elif come:
        told = f"{seen.label} rests with {_called(come, seen.head)} too."
        yield Verdict("stronger", told)


def _loses_workflow(seen: Seen, gone: list[str]) -> bool:
    """The business owner has to be among those who change the workflow."""
    return "business" in gone and "workflow" in seen.label


def held(right: Any, side: Side) -> list[str]:
    """Who decides by a right, in whatever form it is written."""
    return _people(right.get("decides") if isinstance(right, dict) else right, side)


def _asked(right: Any, side: Side) -> list[str]:
    return _people(right.get("consults") if isinstance(right, dict) else None, side)


def _people(value: Any, side: Side) -> list[str]:
    return list(dict.fromkeys(side.person(text) for text in _texts(value)))


def _difference(some: Sequence[str], others: Sequence[str]) -> list[str]:
    folded = {text.casefold() for text in others}
    return [text for text in some if text.casefold() not in folded]


def _called(people: Sequence[str], side: Side) -> str:
    return listing(side.called(person) for person in people)


def _texts(value: Any) -> list[str]:
    found = value if isinstance(value, list) else [value]
    return [" ".join(text.split()) for text in found if isinstance(text, str)]


RULES: Mapping[str, Callable[[Seen], Iterator[Verdict]]] = {
    "items": items,
    "burdens": burdens,
    "teams": teams,
    "deciders": deciders,
}
"""Rules that may say several things of one value."""


def pairs(section: str, before: Sequence[Any], after: Sequence[Any]) -> list[Pair]:
    """Which items are the same one: by name; of waivers, by policy and subject.

    Sources of which one went and one came are one that was renamed.
    """
    left = {_key(section, item, count): count for count, item in enumerate(before)}
    found: list[Pair] = [
        (left.pop(_key(section, item, count), None), count) for count, item in enumerate(after)
    ]
    come = [number for number, (old, _) in enumerate(found) if old is None]
    if section == "sources" and len(come) == len(left) == 1:
        found[come[0]] = (left.popitem()[1], found[come[0]][1])
    return [*found, *((old, None) for old in left.values())]


def _key(section: str, item: Any, count: int) -> Hashable:
    keys = ("policy", "subject") if section == "waivers" else ("name",)
    texts = [item.get(key) if isinstance(item, dict) else None for key in keys]
    if not isinstance(texts[0], str):
        return count
    return tuple(" ".join(str(text or "").split()).casefold() for text in texts)


def item_name(section: str, item: Any, count: int) -> str:
    """An item of a list for people: its name, or its place in the list."""
    if not isinstance(item, dict):
        return str(count + 1)
    name = item.get("policy" if section == "waivers" else "name")
    return visible(name) if isinstance(name, str) else str(count + 1)
