"""Reads plain data by a prepared schema: what does not fit, and where.

It knows the few keywords that our schemas use (``prepare.KEYWORDS``) and agrees with a full
validator on them; tests hold that.
"""

from __future__ import annotations

from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from govlint.model import Path

    Trail = tuple[Any, str | int] | None
    """A path from its end: what leads to the key, and the key; None is the whole."""
    Node = dict[str, Any]
    """A prepared schema: references resolved, annotations left out."""


FORM = "$form"
"""Where a node keeps its name in the schema's ``$defs``: ``date``, ``duration`` …"""


class Misfit(Record):
    """A value at ``path`` that ``node`` does not allow because of ``keyword``."""

    path: Path
    keyword: str
    node: Node


_TYPES: dict[type, str] = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    dict: "object",
    list: "array",
    type(None): "null",
}
_NOTHING: Node = {}
_SLUG = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
_LONG_MONTHS = frozenset(("01", "03", "05", "07", "08", "10", "12"))
_DIGITS = frozenset("0123456789")


def misfits(value: Any, node: Node) -> list[Misfit]:
    """Everything in ``value`` that ``node`` does not allow; empty if it is well formed.

    Of several allowed forms, the misfits of the one that was meant: the one of the same type
    with the fewest misfits.
    """
    found: list[Misfit] = []
    _read(value, node, None, found)
    return found


def _misfit(trail: Trail, keyword: str, node: Node) -> Misfit:
    return Misfit(_path(trail), keyword, node)


def _path(trail: Trail) -> Path:
    path: Path = ()
    while trail is not None:
        trail, key = trail
        path = (key, *path)
    return path


def _read(value: Any, node: Node, trail: Trail, found: list[Misfit]) -> None:
    name = _TYPES.get(type(value), "")
    wanted = node.get("type", name)
    if wanted != name and not fits(value, wanted):
        found.append(_misfit(trail, "type", node))
        return
    if name == "string":
        _text(value, node, trail, found)
    elif "const" in node or "enum" in node:
        _constant(value, node, trail, found)
    elif name == "object":
        _mapping(value, node, trail, found)
    elif name == "array":
        _list(value, node, trail, found)
    elif name in ("integer", "number"):
        _number(value, node, trail, found)
    if "anyOf" in node:
        _any(value, node, trail, found)


def fits(value: Any, wanted: str | list[str]) -> bool:
    """Whether ``value`` is of a type that a schema calls ``wanted``; 42.0 is an integer."""
    name = _TYPES.get(type(value), "")
    if isinstance(wanted, list):
        return any(fits(value, one) for one in wanted)
    if name == "number":
        return wanted == "number" or (wanted == "integer" and value.is_integer())
    return name == wanted or (name == "integer" and wanted == "number")


def _constant(value: Any, node: Node, trail: Trail, found: list[Misfit]) -> None:
    """No text: in the schemas of what we write, null or a whole number may be one of a list."""
    keyword = "const" if "const" in node else "enum"
    allowed = node["enum"] if keyword == "enum" else [node["const"]]
    if not any(value == one and type(value) is type(one) for one in allowed):
        found.append(_misfit(trail, keyword, node))


def _text(value: str, node: Node, trail: Trail, found: list[Misfit]) -> None:
    pattern = node.get("pattern")
    if pattern is not None and not _matches(pattern, value):
        found.append(_misfit(trail, "pattern", node))
    elif "format" in node and not is_date(value):
        found.append(_misfit(trail, "format", node))
    if "enum" in node and value not in node["enum"]:
        found.append(_misfit(trail, "enum", node))
    if "const" in node and value != node["const"]:
        found.append(_misfit(trail, "const", node))
    if "minLength" in node and len(value) < node["minLength"]:
        found.append(_misfit(trail, "minLength", node))
    if "maxLength" in node and len(value) > node["maxLength"]:
        found.append(_misfit(trail, "maxLength", node))


def _number(value: float, node: Node, trail: Trail, found: list[Misfit]) -> None:
    if "minimum" in node and value < node["minimum"]:
        found.append(_misfit(trail, "minimum", node))
    if "maximum" in node and value > node["maximum"]:
        found.append(_misfit(trail, "maximum", node))


def _list(value: list[Any], node: Node, trail: Trail, found: list[Misfit]) -> None:
    if len(value) < node.get("minItems", 0):
        found.append(_misfit(trail, "minItems", node))
    items = node.get("items")
    if items is not None:
        for index, item in enumerate(value):
            _read(item, items, (trail, index), found)


def _mapping(value: dict[str, Any], node: Node, trail: Trail, found: list[Misfit]) -> None:
    properties = node.get("properties", _NOTHING)
    others = node.get("additionalProperties", _NOTHING)
    for key, part in value.items():
        inner = properties.get(key)
        if inner is None and not key.startswith("x-"):
            inner = others
        if inner is False:
            found.append(_misfit((trail, key), "additionalProperties", node))
        elif inner:
            _read(part, inner, (trail, key), found)
    for key in node.get("required", ()):
        if key not in value:
            found += [_misfit((trail, key), "required", node)]
    if len(value) < node.get("minProperties", 0):
        found.append(_misfit(trail, "minProperties", node))


def _any(value: Any, node: Node, trail: Trail, found: list[Misfit]) -> None:
    tries = []
    for branch in node["anyOf"]:
        tried: list[Misfit] = []
        _read(value, branch, trail, tried)
        if not tried:
            return
        tries.append(tried)
    path = _path(trail)
    meant = [tried for tried in tries if tried[0].keyword != "type" or tried[0].path != path]
    least: list[Misfit] = min(meant, key=len) if meant else [_misfit(trail, "anyOf", node)]
    found += least


def _matches(pattern: str, value: str) -> bool:
    by_hand = _BY_HAND.get(pattern)
    if by_hand is not None:
        return bool(by_hand(value))
    import re

    return re.search(pattern, value) is not None


def is_date(text: str) -> bool:
    """Whether ``text`` is a day that exists, as YYYY-MM-DD."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        return False
    year, month, day = text[:4], text[5:7], text[8:]
    if not _DIGITS.issuperset(year + month + day) or year == "0000":
        return False
    return "01" <= month <= "12" and "01" <= day <= last_day(year, month)


def last_day(year: str, month: str) -> str:
    """The last day of a month, as two digits."""
    if month != "02":
        return "31" if month in _LONG_MONTHS else "30"
    number = int(year)
    return "29" if number % 4 == 0 and (number % 100 != 0 or number % 400 == 0) else "28"


def _has_text(text: str) -> bool:
    return bool(text) and not text.isspace()


def _is_slug(text: str) -> bool:
    return 2 <= len(text) <= 64 and _SLUG.issuperset(text)


def _is_day(text: str) -> bool:
    return (
        len(text) == 10
        and text[4] == text[7] == "-"
        and _DIGITS.issuperset(text[:4] + text[5:7] + text[8:])
    )


def parts(duration: str) -> list[tuple[int, str]] | None:
    """The numbers of an ISO 8601 duration with their units, minutes as ``m``; None if it is none.

    ``P1Y6M`` is ``[(1, "Y"), (6, "M")]``, ``PT30M`` is ``[(30, "m")]``.
    """
    day, sign, time = duration[1:].partition("T")
    if duration[:1] != "P" or (sign and not time):
        return None
    days, times = _units(day, "YMD"), _units(time, "HMS")
    if days is None or times is None:
        weeks = None if sign else _units(day, "W")
        return weeks or None
    return (days + [(n, unit.replace("M", "m")) for n, unit in times]) or None


def _units(text: str, order: str) -> list[tuple[int, str]] | None:
    found: list[tuple[int, str]] = []
    digits = ""
    for sign in text:
        if sign in _DIGITS:
            digits += sign
            continue
        at = order.find(sign)
        if at < 0 or not 1 <= len(digits) <= 4:
            return None
        found.append((int(digits), sign))
        order, digits = order[at + 1 :], ""
    return None if digits else found


_CONTACT = (
    r"^(?:[^\s@<>]+@[^\s@<>]+|[@#][^\s@#].*|\+?[0-9(][0-9 ()./-]{4,}"
    r"|[A-Za-z][A-Za-z0-9+.-]*:[^\s:].*)$"
)


def _is_contact(text: str) -> bool:
    name, _, host = text.partition("@")
    if name and host and [text] == text.split() and not set("@<>") & set(name + host):
        return True  # an address, as most of them are
    import re

    return re.search(_CONTACT, text) is not None


_BY_HAND: dict[str, Callable[[str], object]] = {
    r"\S": _has_text,
    "^[a-z0-9-]{2,64}$": _is_slug,
    _CONTACT: _is_contact,
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$": _is_day,
    "^P(?:[0-9]{1,4}W|(?=[0-9T])(?:[0-9]{1,4}Y)?(?:[0-9]{1,4}M)?(?:[0-9]{1,4}D)?"
    "(?:T(?=[0-9])(?:[0-9]{1,4}H)?(?:[0-9]{1,4}M)?(?:[0-9]{1,4}S)?)?)$": parts,
}
"""Our own patterns, read without the cost of compiling them."""
