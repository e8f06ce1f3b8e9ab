"""Values of the wrong kind: a text in place of a section, a section in place of a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from govlint.schema import choices, durations, texts
from govlint.schema.dates import readings
from govlint.schema.quick import FORM, Node, is_date, misfits
from govlint.schema.telling import Telling
from govlint.schema.wording import BLANK, inline, key_of, kind_of, label, names, written

if TYPE_CHECKING:
    from govlint.schema.telling import Case

_ESSENTIAL: dict[str, tuple[str, ...]] = {
    "system": ("id", "lifecycle"),
    "success_metric": ("name", "baseline"),
    "technical": ("name", "contact"),
    "business": ("name", "contact"),
    "decision_rights": ("change_workflow", "roll_back"),
    "baseline": ("value", "measured_on"),
    "review": ("cadence", "last_reviewed"),
    "adoption": ("population", "target_daily_share"),
    "references": ("model_card",),
    "data": ("sources", "preparation"),
    "preparation": ("automated", "job"),
    "sources": ("name", "kind", "automated"),
    "outcome_metric": ("name", "baseline", "minimum"),
    "drift": ("definition", "threshold", "owner"),
    "rollback": ("trigger", "runbook", "fallback_to"),
    "retraining": ("method", "triggers", "job"),
    "waivers": ("policy", "reason", "approved_by", "expires"),
    "retired": ("on", "reason", "data"),
}
"""What to write first; elsewhere the first three keys."""

_TEXTS = {
    "rollback": "fallback_to",
    "explanations": "method",
    "system": "id",
    "purpose": "decision",
    "human_oversight": "override",
    "eu_ai_act": "category",
}
"""The key that a plain text was most likely meant for; elsewhere the first that takes one."""

_LISTED = frozenset(("triggers", "policies", "declarations", "bots", "extends"))
_NOT_KNOWN = re.compile(
    r"unknown|not (?:yet |)(?:known|measured|available|applicable|defined|set|tested|done)|no data|"
    r"never|nobody|missing|n\.a\.|not yet|no (?:baseline|target|ground truth)",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"\S*(?:/\S+|\.(?:md|py|ya?ml|json|csv|ipynb|sh|sql|txt|rst|pdf|html?))|https?://\S+"
)


def section(case: Case) -> Telling:
    """Something else in place of a group of keys, or of one item of a list of such groups."""
    if isinstance(case.path[-1], int):
        return _item(case)
    value, name = case.value, label(case.path)
    if isinstance(value, list):
        return _list(case)
    if case.honest and isinstance(value, str) and _NOT_KNOWN.match(value):
        fix = _line(case, {"value": None, "reason": value if " " in value else BLANK})
        return Telling(f"{name} is text; an honest no has a reason beside it", fix, at_key=True)
    parts = _filled(case)
    what = "a single value" if isinstance(value, int | float) else kind_of(value)
    if case.path == ("owners",):
        message = f"{name} is {what}; there are two owners, each with a name and a contact"
        return Telling(message, _owners([value]), at_key=True)
    message = f"{name} is {what}, but it has parts: {_some(case.node)}"
    return Telling(message, _line(case, parts), at_key=True)


def listed(case: Case) -> Telling:
    """Something else in place of a list."""
    item = case.node.get("items", {})
    if item.get("type") == "object":
        return _entries(case)
    value, name, key = case.value, label(case.path), key_of(case.path)
    if key == "manual_steps" and not value:
        return Telling(
            f"{name} lists the steps that are done by hand", f"If there is none:   {key}: []"
        )
    if isinstance(value, str):
        found = re.split(r"\s*[,;\n]\s*", value) if _splits(key, item) else [value]
        found = [text for text in found if text]
        return Telling(
            f"{name} is a list, also when only one thing is in it",
            f"Write:   {key}: {written(found)}",
        )
    if isinstance(value, dict):
        found = [_entry_text(part, inner) for part, inner in value.items()]
        return Telling(
            f"{name} is a group of keys; a list belongs here", f"Write:   {key}: {written(found)}"
        )
    return Telling(f"{name} is {kind_of(value)}; a list belongs here", f"Write:   {key}: [{BLANK}]")


def _splits(key: str, item: Node) -> bool:
    return item.get(FORM) == "path" or key in _LISTED


def _entry_text(key: str, value: Any) -> str:
    return f"{key}: {value}" if isinstance(value, str) else key


def _entries(case: Case) -> Telling:
    """A text or a single entry in place of a list of entries."""
    value, key = case.value, key_of(case.path)
    item = case.node["items"]
    if not isinstance(value, dict):
        message = f"{label(case.path)} is {kind_of(value)}; it is a list with one entry each"
        texts_in = re.split(r"\s*[,;]\s*", value) if isinstance(value, str) else []
        entries = [_guess(text, item, key) for text in texts_in if text] or [_empty(item, key)]
    elif value.keys() & item["properties"].keys():
        message = f"{label(case.path)} is one entry, and a list of them belongs here"
        entries = [value]
    else:
        message = f"{label(case.path)} is a group of keys; it is a list with one entry each"
        keys = list(item["properties"])
        entries = [_named(keys, name, part) for name, part in value.items()]
    return Telling(message, _block(key, entries), at_key=True)


def _named(keys: list[str], name: str, part: Any) -> dict[str, Any]:
    return {keys[0]: name, **part} if isinstance(part, dict) else {keys[0]: name, keys[1]: part}


def _item(case: Case) -> Telling:
    """A text in a list of entries; all of the list's texts are told of at once."""
    key = key_of(case.path)
    values: Any = case.data
    for step in case.path[:-1]:
        values = values[step]
    entries = [
        _guess(value, case.node, key) for value in values if isinstance(value, str | int | float)
    ]
    parts = f"each entry has parts: {_some(case.node)}"
    if isinstance(case.value, list):
        message = f"{label(case.path)} is a list in a list; {parts}"
        return Telling(message, _block(key, [_empty(case.node, key)]))
    return Telling(
        f"{label(case.path)} is only {kind_of(case.value)}; {parts}", _block(key, entries)
    )


def _list(case: Case) -> Telling:
    value, name = case.value, label(case.path)
    if case.path == ("owners",):
        message = f"{name} is a list; the linter cannot tell who owns what"
        return Telling(message, _owners(value), at_key=True)
    groups = [item for item in value if isinstance(item, dict)]
    if groups and len(groups) == len(value):
        return _groups(case, groups)
    home = next((key for key, node in _properties(case.node).items() if _takes_list(node)), "")
    parts = {home: value} if home and not groups else _empty(case.node, key_of(case.path))
    if key_of(case.path) in ("technical", "business") and value and not groups:
        parts = person(str(value[0]))
        parts |= {"deputy": value[1]} if len(value) == 2 else {}
    elif len(value) == 1 and isinstance(value[0], str):
        parts = _guess(value[0], case.node, key_of(case.path))
    message = f"{name} is a list, but its parts have names: {_some(case.node)}"
    return Telling(message, _line(case, parts), at_key=True)


def _groups(case: Case, groups: list[dict[str, Any]]) -> Telling:
    """A list of groups: hyphens too many, several where one is meant, or a level left out."""
    name, key = label(case.path), key_of(case.path)
    known = _properties(case.node)
    below = [inner for inner, node in known.items() if node.get("type") == "array"]
    merged: dict[str, Any] = {}
    for group in groups:
        merged |= group
    if merged.keys() <= known.keys() and len(merged) == sum(len(group) for group in groups):
        message = f"{name} is a list, but it is one group of keys"
        return Telling(message, f"Delete the hyphens:   {key}: {inline(merged)}", at_key=True)
    if below and not merged.keys() & known.keys():
        message = f"{name} is a list, but its parts have names: {_some(case.node)}"
        return Telling(
            message, f"Name the list:\n  {key}:\n    {below[0]}: {written(groups)}", at_key=True
        )
    message = f"{name} is a list, and only one can stand here"
    return Telling(message, f"Keep the one that decides:   {key}: {inline(groups[0])}", at_key=True)


def _owners(value: list[Any]) -> str:
    people = [item if isinstance(item, dict) else person(str(item)) for item in value]
    nobody = {"name": BLANK, "contact": BLANK}
    technical, business = [*people, nobody, nobody][:2]
    return (
        "Say which is which:\n  owners:\n"
        f"    technical: {inline(technical)}\n    business:  {inline(business)}"
    )


def person(text: str) -> dict[str, Any]:
    """The owner that ``text`` names, with the contact that it holds."""
    contact = texts.reached(text)
    name = re.sub(r"[<(\[].*?[>)\]]|\S+@\S+|[@#]\S+", "", text.replace(contact, "")).strip(
        " ,;:-<>()"
    )
    return {"name": name or BLANK, "contact": contact or BLANK}


def _filled(case: Case) -> dict[str, Any]:
    if isinstance(case.value, str | int | float):
        return _guess(case.value, case.node, key_of(case.path))
    return _empty(case.node, key_of(case.path))


def _guess(value: Any, node: Node, key: str) -> dict[str, Any]:
    """A group of keys in which ``value`` stands where it was most likely meant."""
    if key in ("technical", "business") and isinstance(value, str):
        return person(value)
    parts = _empty(node, key)
    home, meant = _home(value, node, key)
    if home:
        parts = {home: meant, **{name: part for name, part in parts.items() if name != home}}
        order = list(_properties(node))
        parts = dict(sorted(parts.items(), key=lambda part: order.index(part[0])))
    return parts


def _home(value: Any, node: Node, key: str) -> tuple[str, Any]:
    known = _properties(node)
    if isinstance(value, str) and value.casefold() in ("yes", "no", "on", "off"):
        value = value.casefold() in ("yes", "on")
    if isinstance(value, str):
        for name, inner in known.items():
            meant = _meant(value, inner)
            if meant:
                return name, meant
        texts_for = [name for name, inner in known.items() if _takes_text(inner)]
        name = _TEXTS.get(key, texts_for[0] if texts_for else "")
        return name, texts.slugged(value) if name == "id" else value
    return next(
        ((name, value) for name, inner in known.items() if not misfits(value, inner)), _NONE
    )


_NONE: tuple[str, Any] = ("", None)


def _meant(value: str, node: Node) -> str:
    """The value in the form that ``node`` asks for; empty if it is none of that form."""
    form = node.get(FORM)
    if form in ("date", "date_or_unknown"):
        days = [value] if is_date(value) else readings(value)
        return days[0] if days else ""
    if form == "duration":
        return durations.meaning(value) or ""
    if form in ("path", "job", "results"):
        return value if _FILE.fullmatch(value) else ""
    return choices.meant(value, node["enum"]) or "" if "enum" in node else ""


def _empty(node: Node, key: str) -> dict[str, Any]:
    known = _properties(node)
    first = tuple(known)[:3]
    wanted = tuple(name for name in _ESSENTIAL.get(key, first) if name in known) or first
    if node.get(FORM) == "milestone":
        wanted = ("due",)
    return {name: _sketch(known[name]) for name in wanted}


def _sketch(node: Node) -> Any:
    """What a value looks like whose words only its author knows."""
    form = node.get("anyOf", [node])[0]
    if form.get("type") == "array":
        return [BLANK]
    if form.get("type") != "object":
        return BLANK
    return dict.fromkeys(list(_properties(form))[:2], BLANK)


def _properties(node: Node) -> dict[str, Node]:
    known: dict[str, Node] = node.get("properties", {})
    return known


def _takes_text(node: Node) -> bool:
    if node.get("type") == "string":
        return "enum" not in node and node.get(FORM) not in ("date", "duration")
    return any(_takes_text(branch) for branch in node.get("anyOf", ())[:1])


def _takes_list(node: Node) -> bool:
    return node.get("type") == "array" or any(map(_takes_list, node.get("anyOf", ())))


def _some(node: Node) -> str:
    return names(list(_properties(node))[:6])


def _line(case: Case, parts: dict[str, Any]) -> str:
    key, line = key_of(case.path), inline(parts)
    if len(line) < 80:
        return f"Write:   {key}: {line}"
    below = "".join(f"\n    {name}: {written(part)}" for name, part in parts.items())
    return f"Write:\n  {key}:{below}"


def _block(key: str, entries: list[dict[str, Any]]) -> str:
    lines = "".join(f"\n    - {inline(entry)}" for entry in entries[:10])
    return f"Write:\n  {key}:{lines}"
