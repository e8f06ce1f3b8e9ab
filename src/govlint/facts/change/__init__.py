"""The fact ``change``: what a pull request does to one declaration, and to what it governs."""

from __future__ import annotations

from govlint.facts.change.nouns import Author, Seen
from govlint.facts.history.people import is_bot
from govlint.facts.outside import UNKNOWN_CHANGE
from govlint.model import LIFECYCLES, Fact
from govlint.text import listing, visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from govlint.comparison import Change, Comparison
    from govlint.schema import Form

__all__ = ["Author", "Seen", "asked", "fact"]


def fact(seen: Seen) -> Fact:
    """The fact of one declaration, in the form of `schemas/facts/change.v1.schema.json`."""
    comparison = seen.comparison
    weaker = [_plain(each, comparison) for each in comparison.weaker]
    data = UNKNOWN_CHANGE | {
        "known": True,
        "base": seen.base,
        "commit": seen.commit[:12],
        "state": _state(seen),
        "before": comparison.before,
        "stage": _stage(seen),
        "weaker": weaker,
        "stronger": [_plain(each, comparison) for each in comparison.stronger],
        "sections": list(dict.fromkeys(c.section for c in comparison.changes if not c.record)),
        "reviewed": comparison.reviewed,
        "whole": seen.whole,
        "authors": [_author(each, seen) for each in seen.authors],
        "asked": asked(weaker),
    }
    if seen.new is not None:
        from govlint.facts.change.governed import touched, unanswered

        data["governed"] = touched(seen, seen.new)
        data["unanswered"] = unanswered(data["governed"])
        data["waivers"] = _waivers(seen, seen.new)
    return Fact(data)


def _waivers(seen: Seen, new: Form) -> list[dict[str, Any]]:
    if not new.data.get("waivers"):
        return []
    from govlint.facts.change.waivers import waivers

    return list(waivers(seen, new))


def _state(seen: Seen) -> str:
    if seen.new is None:
        return "deleted"
    if seen.old is None:
        return "new"
    return "changed" if seen.comparison.changes or seen.comparison.incomparable else "unchanged"


def _stage(seen: Seen) -> dict[str, Any]:
    """Retirement is a step down: less is asked afterwards."""
    before = seen.old.lifecycle if seen.old else ""
    after = seen.new.lifecycle if seen.new else ""
    down = False
    if before and after and before not in (after, "retired"):
        down = after == "retired" or LIFECYCLES.index(after) < LIFECYCLES.index(before)
    return {"before": before, "after": after, "down": down}


def _plain(change: Change, comparison: Comparison) -> dict[str, Any]:
    """A change as an expression sees it; also a place for ``related``."""
    span = change.head or change.base
    approvals = (each for each in comparison.approvals if change.name in each.names)
    people = list(dict.fromkeys(person.name for each in approvals for person in each.people))
    return {
        "name": change.name,
        "section": change.section,
        "text": change.why,
        "asked": _any_of(people),
        "people": people,
        "path": span.path if span else "",
        "line": float(span.line if span else 1),
        "column": float(span.column if span else 1),
    }


def asked(weaker: Iterable[Mapping[str, Any]]) -> list[str]:
    """Who should agree to what weakens: one of each text's people.

    Whoever is needed for one part answers for another that they may decide too.
    """
    groups = list(dict.fromkeys(frozenset(each["people"]) for each in weaker if each["people"]))
    fewest = [group for group in groups if not any(other < group for other in groups)]
    texts = (_any_of(each["people"]) for each in weaker if frozenset(each["people"]) in fewest)
    return list(dict.fromkeys(texts))


def _any_of(people: Iterable[str]) -> str:
    return listing(map(visible, people), "or")


def _author(author: Author, seen: Seen) -> dict[str, Any]:
    bot = is_bot(author.name, author.mail, seen.bots)
    return {"name": author.name, "contact": author.mail, "commit": author.commit, "bot": bot}
