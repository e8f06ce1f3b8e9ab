"""The walk through two declarations side by side, part by part."""

from __future__ import annotations

from govlint.comparison import lists, presence, rules
from govlint.comparison.nouns import Change
from govlint.comparison.rules import Seen
from govlint.comparison.vocabulary import FIELDS, PARTS
from govlint.comparison.words import upper
from govlint.paths import ITEM, named
from govlint.record import Record
from govlint.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from govlint.comparison.nouns import Verdict
    from govlint.comparison.side import Side
    from govlint.model import Path

_WAIVERS: Path = ("waivers",)
_NAMED_LISTS = {("system", "suppliers"), ("data", "sources"), _WAIVERS}


class Spot(Record):
    """One part of the vocabulary, and where it stands on either side."""

    pattern: Path
    old: Path | None
    """In the base; None for an item of a list that the base does not have."""
    new: Path | None
    item: str = ""
    """The name of the list's item, or of the free key, that it belongs to."""


class Walk:
    """Compares two sides and gathers the changes."""

    def __init__(self, base: Side, head: Side) -> None:
        self.changes: list[Change] = []
        self._base = base
        self._head = head

    def visit(self, spot: Spot) -> None:
        """Compare one part, and what is in it."""
        before, after = self._values(spot)
        if before is None and after is None:
            self._neither(spot)
        elif spot.pattern in _NAMED_LISTS and (
            spot.pattern == _WAIVERS or (before is not None and after is not None)
        ):
            self._items(spot, before or [], after or [])
        elif after is None:
            verdict = presence.gone(spot.pattern, before, spot.new, self._head, spot.item)
            self._one_sided(spot, verdict, before)
        elif before is None:
            verdict = presence.come(spot.pattern, after, spot.old, self._base, spot.item)
            self._one_sided(spot, verdict, after)
        elif spot.pattern in FIELDS:
            self._field(spot, before, after)
        elif isinstance(before, dict) and isinstance(after, dict):
            self._group(spot, before, after)

    def _values(self, spot: Spot) -> tuple[Any, Any]:
        before = None if spot.old is None else self._base.value(spot.old)
        return before, None if spot.new is None else self._head.value(spot.new)

    def _group(self, spot: Spot, before: dict[str, Any], after: dict[str, Any]) -> None:
        assert spot.old is not None
        assert spot.new is not None
        inside = dict.fromkeys([*after, *before]) | dict.fromkeys(_known(spot.pattern))
        for key in inside:
            pattern = presence.below(spot.pattern, key)
            item = visible(key).replace("_", " ") if pattern[-1] == ITEM else spot.item
            self.visit(Spot(pattern, (*spot.old, key), (*spot.new, key), item))

    def _items(self, spot: Spot, before: list[Any], after: list[Any]) -> None:
        assert spot.old is not None
        assert spot.new is not None
        section = str(spot.pattern[-1])
        for old, new in lists.pairs(section, before, after):
            count = old if new is None else new
            item = (before if new is None else after)[count or 0]
            self.visit(
                Spot(
                    (*spot.pattern, ITEM),
                    None if old is None else (*spot.old, old),
                    None if new is None else (*spot.new, new),
                    lists.item_name(section, item, count or 0),
                )
            )

    def _field(self, spot: Spot, before: Any, after: Any) -> None:
        field = FIELDS[spot.pattern]
        label = upper(presence.filled(field.label, spot.item))
        seen = Seen(before, after, label, self._base, self._head)
        if field.rule in lists.RULES:
            for verdict in lists.RULES[field.rule](seen):
                self._add(spot, verdict)
        elif found := rules.verdict(seen, field.rule):
            self._add(spot, found, record=field.rule == "record")

    def _one_sided(self, spot: Spot, verdict: Verdict, value: Any) -> None:
        record = presence.only_records(spot.pattern, value)
        self._add(spot, verdict._replace(kind="neutral") if record else verdict, record=record)

    def _neither(self, spot: Spot) -> None:
        was = self._base.unknown(spot.old) if spot.old else None
        now = self._head.unknown(spot.new) if spot.new else None
        verdict = presence.honest(spot.pattern, was, now, spot.item)
        if verdict is not None:
            self._add(spot, verdict)

    def _add(self, spot: Spot, verdict: Verdict, *, record: bool = False) -> None:
        before, after = self._values(spot)
        old, new = spot.old, spot.new
        path = new if new is not None and (after is not None or old is None) else old
        side = self._base if path is old and after is None else self._head
        assert path is not None
        self.changes.append(
            Change(
                path=path,
                section=str(path[0]),
                name=named(side.form.data, path),
                kind=verdict.kind,
                why=verdict.why,
                before=before,
                after=after,
                base=self._base.place(path[:-1] if old is None else old),
                head=self._head.place(path[:-1] if new is None else new),
                right=verdict.right or presence.meaning(spot.pattern, spot.item).right,
                record=record,
            )
        )


def _known(pattern: Path) -> Iterator[str]:
    """The keys that the vocabulary knows in a part: one may hold no value, and say why."""
    for path in (*FIELDS, *PARTS):
        if path and path[:-1] == pattern and path[-1] != ITEM:
            yield str(path[-1])
