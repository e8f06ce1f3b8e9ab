"""What it means that something is written on one side only."""

from __future__ import annotations

from govlint.comparison.nouns import Verdict
from govlint.comparison.rules import BY_HAND, COMES_AND_GOES
from govlint.comparison.vocabulary import FIELDS, PARTS, Part
from govlint.comparison.words import lasting, said, upper
from govlint.paths import ITEM
from govlint.record import Record
from govlint.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from govlint.comparison.nouns import Kind
    from govlint.comparison.side import Side
    from govlint.model import Path

_ELSEWHERE = Part("this part", "owners")
_SOURCES: Path = ("data", "sources", ITEM)
_WAIVERS: Path = ("waivers", ITEM)


class Meaning(Record):
    """How a part of the vocabulary is spoken of, and what it is when it comes or goes."""

    label: str
    right: str
    dropped: Kind
    added: Kind
    rule: str = ""


def meaning(pattern: Path, item: str) -> Meaning:
    """What the vocabulary says of a field or a part; ``item`` fills its label."""
    field = FIELDS.get(pattern)
    if field is not None:
        kinds = COMES_AND_GOES.get(field.rule, ("weaker", "stronger"))
        return Meaning(filled(field.label, item), field.right, *kinds, field.rule)
    part = PARTS.get(pattern, _ELSEWHERE)
    return Meaning(filled(part.label, item), part.right, part.dropped, part.added)


def filled(label: str, item: str) -> str:
    """A label with the name of the item that it is about."""
    return label.replace("{item}", item).replace("{key}", item)


def gone(pattern: Path, before: Any, path: Path | None, head: Side, item: str) -> Verdict:
    """A value that the head, where it would stand at ``path``, no longer writes."""
    means = meaning(pattern, item)
    reason = head.unknown(path) if path else None
    if reason is not None:
        told = f"{upper(means.label)} is now said to be not known: {visible(reason)}"
        return Verdict("weaker", told)
    if path and head.broken(path):
        return Verdict("neutral", f"{upper(means.label)} cannot be read as it is written now.")
    if path and pattern in _NEEDLESS and _NEEDLESS[pattern](head, path):
        return Verdict("neutral", f"{upper(means.label)} is no longer needed.")
    return Verdict(means.dropped, _dropped(means, before))


def come(pattern: Path, after: Any, path: Path | None, base: Side, item: str) -> Verdict:
    """A value that the base, where it would have stood at ``path``, did not write."""
    means = meaning(pattern, item)
    if path and base.unknown(path) is not None:
        value = f": {_value(means, after)}" if means.rule else ""
        return Verdict("stronger", f"{upper(means.label)} is known now{value}.")
    if path and base.broken(path):
        return Verdict("neutral", f"{upper(means.label)} can be read now.")
    if pattern == _SOURCES:
        return _new_source(means, after)
    if pattern == _WAIVERS:
        return Verdict("weaker", f"The policy {_waived(after, item)}")
    return Verdict(means.added, _added(means, after))


def honest(pattern: Path, was: str | None, now: str | None, item: str) -> Verdict | None:
    """Two sides without a value, at least one of which says why."""
    label = meaning(pattern, item).label
    if was is None and now is not None:
        return Verdict("stronger", f"{upper(label)} is said to be not known: {visible(now)}")
    if was is not None and now is None:
        return Verdict("weaker", f"It is no longer said why {label} is not known.")
    return None if was == now else Verdict("neutral", f"The reason at {label} was reworded.")


def only_records(pattern: Path, value: Any) -> bool:
    """Whether a part holds entries of a log and nothing else."""
    if pattern in FIELDS:
        return FIELDS[pattern].rule == "record"
    if not isinstance(value, dict) or not value:
        return False
    return all(only_records(below(pattern, key), inner) for key, inner in value.items())


def below(pattern: Path, key: str) -> Path:
    """The pattern of a key in a part; `ITEM` stands for a key that is free."""
    known = (*pattern, key)
    return known if known in FIELDS or known in PARTS else (*pattern, ITEM)


def _dropped(means: Meaning, before: Any) -> str:
    label = upper(means.label)
    if means.rule == "record":
        return f"{label} is no longer written."
    if means.rule:
        return f"{label} is no longer written; it was {_value(means, before)}."
    return f"{label} was dropped{_whose(means, before)}."


def _added(means: Meaning, after: Any) -> str:
    label = upper(means.label)
    if means.rule == "record":
        return f"{label} is written now."
    if means.rule:
        return f"{label} is written now: {_value(means, after)}."
    return f"{label} is declared now{_whose(means, after)}."


def _whose(means: Meaning, value: Any) -> str:
    """The name of a part, where its label does not hold it."""
    name = value.get("name") if isinstance(value, dict) else None
    spoken = isinstance(name, str) and visible(name) not in means.label
    return f": {visible(str(name))}" if spoken else ""


def _value(means: Meaning, value: Any) -> str:
    if means.rule == "duration":
        return lasting(value)
    if means.rule in ("deadline", "fact", "start") and isinstance(value, str):
        return visible(value)
    return said(value)


def _new_source(means: Meaning, after: Any) -> Verdict:
    if after.get("automated") is False or after.get("kind") in BY_HAND:
        return Verdict("weaker", f"{upper(means.label)} is new, and somebody has to refresh it.")
    return Verdict("neutral", f"{upper(means.label)} is new.")


def _waived(after: Any, item: str) -> str:
    subject = f" ({visible(str(after['subject']))})" if after.get("subject") else ""
    until = f"until {visible(str(after['expires']))}" if after.get("expires") else "without an end"
    by = f", approved by {visible(str(after['approved_by']))}" if after.get("approved_by") else ""
    return f"{item}{subject} is waived {until}{by}."


def _is_past_pilot(head: Side, _path: Path) -> bool:
    return head.form.lifecycle in ("production", "retired")


def _is_automated(head: Side, path: Path) -> bool:
    part = head.value(path[:-1]) or {}
    return part.get("automated") is True and part.get("kind") not in BY_HAND


_NEEDLESS: Mapping[Path, Callable[[Side, Path], bool]] = {
    ("system", "pilot_ends"): _is_past_pilot,
    ("data", "preparation", "automate_by"): _is_automated,
    (*_SOURCES, "owner"): _is_automated,
    (*_SOURCES, "replace_by"): _is_automated,
}
"""When it is no loss that a value is gone."""
