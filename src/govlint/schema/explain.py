"""From a value that does not fit to what is said about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govlint.schema import choices, dates, durations, numbers, shapes, texts
from govlint.schema.quick import FORM, misfits
from govlint.schema.telling import Telling
from govlint.schema.wording import BLANK, key_of, kind_of, label, paste, quoted, scalar

if TYPE_CHECKING:
    from collections.abc import Callable

    from govlint.schema.quick import Node
    from govlint.schema.telling import Case

_FORMS: dict[str, Callable[[Case], Telling]] = {
    "date": dates.explain,
    "duration": durations.explain,
    "number": numbers.explain,
    "share": numbers.explain,
    "count": numbers.explain,
    "flag": choices.flag,
    "slug": texts.slug,
    "contact": texts.contact,
}
_TYPES: dict[str, Callable[[Case], Telling]] = {
    "object": shapes.section,
    "array": shapes.listed,
    "number": numbers.explain,
    "integer": numbers.explain,
    "boolean": choices.flag,
    "string": texts.not_text,
    "null": texts.bare,
}


LONGEST = 200
"""So much of a text is read in search of what it means."""

NO_REASON = "no reason"
"""In place of a keyword: ``{value: null}`` without its reason."""


def explain(case: Case) -> Telling:
    """The one best message about a value that does not fit."""
    special = _KEYWORDS.get(case.keyword)
    if special:
        return special(case)
    if isinstance(case.value, str) and case.node.get(FORM) != "slug":
        case = case._replace(value=case.value[:LONGEST])
    node, value = case.node, case.value
    if isinstance(value, dict) and "reason" in value and value.get("value", 0) is None:
        return _null_elsewhere(case)
    if isinstance(value, str) and value != value.strip() and not misfits(value.strip(), node):
        message = f"{label(case.path)} has a space or a line end too many"
        return _meant(case, message, value.strip())
    inner = _alone(value)
    if inner is not None and not misfits(inner, node):
        message = f"{label(case.path)} is {kind_of(value)}; one value belongs here"
        return _meant(case, message, inner)
    if "enum" in node:
        return choices.choice(case)
    form = _FORMS.get("" if node.get("pattern") in _EXPECTED else node.get(FORM, ""))
    if form:
        return form(case)
    if case.keyword != "type":
        return _pattern(case)
    return _TYPES[_type(node)](case)


def _meant(case: Case, message: str, value: Any) -> Telling:
    """What is said where ``value`` was meant; the stage decides what is judged, so it counts."""
    telling = Telling(message, paste(case.path, scalar(value)))
    return telling._replace(repair=value) if case.path == ("system", "lifecycle") else telling


def _alone(value: Any) -> Any:
    """The single value in a list or a group of keys; None if there is none."""
    parts = list(value.values()) if isinstance(value, dict) else value
    if not isinstance(parts, list) or len(parts) != 1 or isinstance(parts[0], dict | list):
        return None
    return parts[0]


def _type(node: Node) -> str:
    wanted = node.get("type", "string")
    return str(wanted[0] if isinstance(wanted, list) else wanted)


def _union(case: Case) -> Telling:
    """None of several forms fits: the first is the usual one."""
    return explain(case._replace(node=case.node["anyOf"][0], keyword="type"))


def _missing(case: Case) -> Telling:
    """A required key that is not written; ``case.value`` is what stands in its section."""
    key, section = key_of(case.path), case.path[:-1]
    where = f"{label(section)} has no `{key}`" if section else f"`{key}` is not written"
    if case.path == ("schema",) and "const" in case.node:
        return Telling(where, f"Begin the file with:   schema: {case.node['const']}")
    if case.path == ("system",):
        return Telling(where, _SYSTEM)
    if case.path == ("system", "lifecycle"):
        known = "planned, pilot, production or retired"
        return Telling(where, f"Write:   lifecycle: {BLANK}   ({known})")
    if key == "id":
        return Telling(where, f"Give it a short name:   id: {BLANK}")
    return Telling(where, f"Add:   {key}: {BLANK}")


_SYSTEM = (
    "Write:\n  system:\n    id: ...\n    lifecycle: ...   (planned, pilot, production or retired)"
)


def _pattern(case: Case) -> Telling:
    message = f"{label(case.path)} cannot be {quoted(str(case.value))}"
    usual = f"Write another:   {key_of(case.path)}: {BLANK}"
    return Telling(message, _EXPECTED.get(case.node.get("pattern", ""), usual))


_EXPECTED = {
    "^[a-z][a-z0-9]*(-[a-z0-9]+)*$": "Use small letters, digits and single hyphens.",
    "^[a-z0-9-]+:.+$": "Write it like this:   work:place   (ml-test-score:infra-7)",
}


def _too_few(case: Case) -> Telling:
    what: Any = "key" if isinstance(case.value, dict) else "entry"
    message = f"{label(case.path)} is empty; it needs at least one {what}"
    return Telling(message, f"Write one, or leave `{key_of(case.path)}` out.")


def _no_reason(case: Case) -> Telling:
    key, reason = key_of(case.path), BLANK
    message = f"`{key}` has no value, and no reason why"
    written = case.value.get("reason") if isinstance(case.value, dict) else None
    if isinstance(written, str) and "value" not in case.value:
        reason = scalar(written)
        message = f"`{key}` has a reason, and no `value: null` that it explains"
    return Telling(message, f"Write:   {key}: {{value: null, reason: {reason}}}")


def _null_elsewhere(case: Case) -> Telling:
    key = key_of(case.path)
    message = f"{label(case.path)} cannot be null with a reason"
    return Telling(
        message, f"Leave `{key}` out until it is known, and keep the reason as a comment."
    )


def _nothing_allowed(case: Case) -> Telling:
    message = f"{label(case.path)} is {kind_of(case.value)}; nothing belongs here"
    return Telling(message, f"Delete `{key_of(case.path)}`.")


_KEYWORDS: dict[str, Callable[[Case], Telling]] = {
    "required": _missing,
    NO_REASON: _no_reason,
    "const": texts.version,
    "minLength": texts.length,
    "maxLength": texts.length,
    "anyOf": _union,
    "minimum": numbers.explain,
    "maximum": numbers.explain,
    "minItems": _too_few,
    "minProperties": _too_few,
    "additionalProperties": _nothing_allowed,
}
