"""A section from a single value: where that was meant to stand, and what stands beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from govlint.schema import choices, durations, numbers, texts
from govlint.schema.dates import readings
from govlint.schema.quick import FORM, is_date, misfits
from govlint.schema.wording import BLANK, key_of

if TYPE_CHECKING:
    from govlint.schema.quick import Node
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

_TEAM = re.compile(
    r"\b(?:team|group|department|dept|committee|board|squad|platform|office|unit|guild)\b",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"\S*(?:/\S+|\.(?:md|py|ya?ml|json|csv|ipynb|sh|sql|txt|rst|pdf|html?))|https?://\S+"
)


def person(text: str) -> dict[str, Any]:
    """The owner that ``text`` names, with the contact that it holds."""
    text = text[:200]
    contact = texts.reached(text)
    name = re.sub(r"[<(\[].*?[>)\]]|\S+@\S+|[@#]\S+", "", text.replace(contact, "")).strip(
        " ,;:-<>()"
    )
    if _TEAM.search(name):
        name = ""
    return {"name": name or BLANK, "contact": contact or BLANK}


def filled(case: Case) -> dict[str, Any]:
    if isinstance(case.value, str | int | float):
        return guess(case.value, case.node, key_of(case.path))
    return empty(case.node, key_of(case.path))


def guess(value: Any, node: Node, key: str) -> dict[str, Any]:
    """A group of keys in which ``value`` stands where it was most likely meant."""
    value = value[:200] if isinstance(value, str) else value
    if key in ("technical", "business") and isinstance(value, str):
        return person(value)
    parts = empty(node, key)
    home, meant = _home(value, node, key)
    if home:
        parts = {home: meant, **{name: part for name, part in parts.items() if name != home}}
        order = list(properties(node))
        parts = dict(sorted(parts.items(), key=lambda part: order.index(part[0])))
    return parts


def _home(value: Any, node: Node, key: str) -> tuple[str, Any]:
    known = properties(node)
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


def _meant(value: str, node: Node) -> Any:
    """The value in the form that ``node`` asks for; empty if it is none of that form."""
    form = node.get(FORM)
    if form in ("number", "count"):
        reading = numbers.read(value)
        if reading is None or len(reading.rest) > 12:
            return ""
        return round(reading.value / 100, 6) if reading.percent else reading.value
    if form in ("date", "date_or_unknown"):
        days = [value] if is_date(value) else readings(value)
        return days[0] if days else ""
    if form == "duration":
        return durations.plain_meaning(value) or ""
    if form in ("path", "job", "results"):
        return value if _FILE.fullmatch(value) else ""
    return choices.meant(value, node["enum"]) or "" if "enum" in node else ""


def empty(node: Node, key: str) -> dict[str, Any]:
    known = properties(node)
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
    return dict.fromkeys(list(properties(form))[:2], BLANK)


def properties(node: Node) -> dict[str, Node]:
    known: dict[str, Node] = node.get("properties", {})
    return known


def _takes_text(node: Node) -> bool:
    if node.get("type") == "string":
        return "enum" not in node and node.get(FORM) not in ("date", "duration")
    return any(_takes_text(branch) for branch in node.get("anyOf", ())[:1])


def takes_list(node: Node) -> bool:
    return node.get("type") == "array" or any(map(takes_list, node.get("anyOf", ())))
