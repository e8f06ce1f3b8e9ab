"""The history of a declaration: a table of its sections and a timeline, as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govlint.render.parts import exact, finish, safe
from govlint.text import listing, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from govlint.facts.history.scan import Made
    from govlint.facts.history.timeline import Event, Movement, Timeline

_KINDS = {
    "content": "with a change of meaning",
    "bump": "the date alone",
    "bot": "by a program",
}


def plain(told: Sequence[Timeline]) -> str:
    """Return the table and the timeline of each declaration, newest first."""
    lines: list[str] = []
    for one in told:
        lines += [f"{safe(one.path)}  {safe(one.system)}".rstrip(), "", *_table(one), ""]
        for event in one.events:
            lines += [*_moved(event.moved), *_event(event)]
        lines += [*_moved(one.before), *_end(one), ""]
    return finish(lines)


def _table(one: Timeline) -> list[str]:
    newest = _newest(one)
    if not newest:
        return [f"No section changed its meaning since {one.since}."]
    width = max(len("section"), *map(len, newest))
    head = f"{'section':<{width}}  last change  by"
    return [
        head,
        *(
            f"{name:<{width}}  {event.made.day}   {_who(event.made)}"
            for name, event in newest.items()
        ),
    ]


def _newest(one: Timeline) -> dict[str, Event]:
    """The last change of meaning of each section, in the order of names."""
    found: dict[str, Event] = {}
    for event in one.events:
        for section in event.sections:
            found.setdefault(section, event)
    return dict(sorted(found.items()))


def _event(event: Event) -> list[str]:
    made = event.made
    commit = f"  {made.id[:7]}" if made.id else ""
    what = []
    if event.first:
        what.append("wrote the declaration")
    elif event.sections:
        what.append(f"changed {listing(map(safe, event.sections))}")
    if event.review:
        what.append(_review(event))
    return [f"{made.day}{commit}  {_who(made)}: {listing(what)}"]


def _review(event: Event) -> str:
    named = "" if event.named else ", not by one whom the file names"
    if not event.counts:
        return f"dated a review {safe(event.review)}, which had not come: it does not count"
    return f"reviewed it ({safe(event.review)}, {_KINDS[event.kind]}{named})"


def _who(made: Made) -> str:
    if not made.id:
        return f"{safe(made.name) or 'somebody'}, not committed yet"
    return safe(made.name) or "somebody"


def _moved(moved: Movement) -> list[str]:
    if not moved.commits and not moved.bots and not moved.ignored:
        return []
    groups = ", ".join(f"{safe(name)} {count}" for name, count in sorted(moved.groups.items()))
    aside = [f"{moved.bots} by programs"] if moved.bots else []
    aside += [f"{moved.ignored} ignored"] if moved.ignored else []
    counted = plural(moved.commits, "commit")
    span = f", {moved.first} to {moved.last}" if moved.commits else ""
    beside = f"; beside them {listing(aside)}" if aside else ""
    return [f"    | governed code: {counted}{f' ({groups})' if groups else ''}{span}{beside}"]


def _end(one: Timeline) -> list[str]:
    if one.missing is not None:
        return [
            f"Older history is not known: {safe(one.missing.reason)}. {safe(one.missing.remedy)}"
        ]
    return [] if one.whole else [f"Read back to {one.since}."]


def as_json(told: Iterable[Timeline], as_of: str) -> str:
    """Return the same as one JSON object, ``schemas/history.v1.schema.json``."""
    import json

    declarations = [_declaration(one) for one in told]
    return json.dumps({"version": 1, "as_of": as_of, "declarations": declarations}, indent=2) + "\n"


def _declaration(one: Timeline) -> dict[str, Any]:
    missing = one.missing
    return {
        "path": exact(one.path),
        "system": safe(one.system),
        "since": one.since,
        "whole": one.whole,
        "sections": {name: _commit(event.made) for name, event in _newest(one).items()},
        "events": [_event_object(event) for event in one.events],
        "before": _movement(one.before),
        "missing": missing and {"reason": safe(missing.reason), "remedy": safe(missing.remedy)},
    }


def _event_object(event: Event) -> dict[str, Any]:
    review = {"date": safe(event.review), "kind": event.kind, "counts": event.counts}
    return {
        **_commit(event.made),
        "first": event.first,
        "sections": [safe(section) for section in event.sections],
        "review": {**review, "named": event.named} if event.review else None,
        "moved": _movement(event.moved),
    }


def _commit(made: Made) -> dict[str, Any]:
    return {"date": made.day, "by": safe(made.name), "commit": made.id or None}


def _movement(moved: Movement) -> dict[str, Any]:
    return {
        "commits": moved.commits,
        "bots": moved.bots,
        "ignored": moved.ignored,
        "groups": {safe(name): count for name, count in sorted(moved.groups.items())},
        "first": moved.first or None,
        "last": moved.last or None,
    }
