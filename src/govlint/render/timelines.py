"""The history of a declaration: a table of its sections and a timeline, as text and as JSON."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any

from govlint.render.encode.data import dumps
from govlint.render.parts import exact, finish, safe
from govlint.text import listing, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from govlint.facts.history.scan import Made
    from govlint.facts.history.timeline import Event, Movement, Timeline

_WIDTH = 80
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
    """When each section was given the meaning that it has, by whom, and in which commit."""
    width = max(len("section"), *(len(safe(name)) for name in one.sections), 0)
    older = f"{one.older} or before" if one.older else "not known"
    rows = (
        f"{safe(name):<{width}}  {older if made is None else _commit(made, '   ')}"
        for name, made in one.sections.items()
    )
    return [f"{'section':<{width}}  last change  commit   by", *rows]


def _event(event: Event) -> list[str]:
    what = []
    if event.first:
        what.append("wrote the declaration")
    elif event.sections:
        what.append(f"changed {listing(map(safe, event.sections))}")
    if event.review:
        what.append(_review(event))
    return [_commit(event.made), *(line for each in what for line in _wrapped(each, "    "))]


def _review(event: Event) -> str:
    if not event.counts:
        return f"dated a review {safe(event.review)}, which had not come: it does not count"
    how = [] if event.first else [_KINDS[event.kind]]
    if event.named is False and event.kind != "bot":
        how.append("by somebody whom the file does not name")
    return ", ".join([f"reviewed it on {safe(event.review)}", *how])


def _commit(made: Made, gap: str = "  ") -> str:
    if made.id:
        return f"{made.day}{gap}{made.id[:7]}  {safe(made.name) or 'somebody'}"
    return f"{made.day}{gap}not committed yet{made.name and f', {safe(made.name)}'}"


def _moved(moved: Movement) -> list[str]:
    if not moved.commits and not moved.bots and not moved.ignored:
        return []
    groups = ", ".join(f"{safe(name)} {count}" for name, count in sorted(moved.groups.items()))
    aside = [f"{moved.bots} by programs"] if moved.bots else []
    aside += [f"{moved.ignored} ignored"] if moved.ignored else []
    counted = f"{plural(moved.commits, 'commit')}{f' ({groups})' if groups else ''}"
    days = dict.fromkeys(filter(None, (moved.first, moved.last)))
    beside = f"; beside them {listing(aside)}" if aside else ""
    text = f"governed code: {counted}{', ' if days else ''}{' to '.join(days)}{beside}"
    return _wrapped(text, "      | ")


def _end(one: Timeline) -> list[str]:
    if one.missing is not None:
        why = f"Older history is not known: {safe(one.missing.reason)}."
        return ["", *_wrapped(why), *_wrapped(safe(one.missing.remedy))]
    return [] if one.whole else ["", f"Read back to {one.since}."]


def _wrapped(text: str, indent: str = "") -> list[str]:
    return wrap(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def as_json(told: Iterable[Timeline], as_of: str) -> str:
    """Return the same as one JSON object, ``schemas/history.v1.schema.json``."""
    declarations = [_declaration(one) for one in told]
    return dumps({"version": 1, "as_of": as_of, "declarations": declarations})


def _declaration(one: Timeline) -> dict[str, Any]:
    missing = one.missing
    return {
        "path": exact(one.path),
        "system": safe(one.system),
        "since": one.since,
        "whole": one.whole,
        "sections": {
            safe(name): _commit_object(made)
            for name, made in one.sections.items()
            if made is not None
        },
        "events": [_event_object(event) for event in one.events],
        "before": _movement(one.before),
        "missing": missing and {"reason": safe(missing.reason), "remedy": safe(missing.remedy)},
    }


def _event_object(event: Event) -> dict[str, Any]:
    review = {"date": safe(event.review), "kind": event.kind, "counts": event.counts}
    return {
        **_commit_object(event.made),
        "first": event.first,
        "sections": [safe(section) for section in event.sections],
        "review": {**review, "named": event.named} if event.review else None,
        "moved": _movement(event.moved),
    }


def _commit_object(made: Made) -> dict[str, Any]:
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
