"""Functions and operators of CEL as Python: what they make of the code of what they are given."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from govlint.expression.functions import FUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    Made = tuple[str, str]
    """The code, and the kind of its value."""

TYPES = {"string": "str", "double": "float", "bool": "bool", "map": "dict", "list": "list"}
"""What ``type(x)`` is compared with, and what it is in Python."""
CALLED = (
    *("ascii_text", "at_most", "below", "both", "either", "every", "flag", "listed", "mapping"),
    *("number", "same", "some", "text", "unsure"),
)
"""The functions of `govlint.expression.functions` that the code calls."""
_CHECKS = {
    "bool": "flag",
    "string": "text",
    "double": "number",
    "map": "mapping",
    "list": "listed",
}
_NUMBERS = {"int", "double"}


class UntranslatableError(Exception):
    """Only CEL can say this."""


class Part(NamedTuple):
    """An expression in Python."""

    code: str
    kind: str
    """Of its value, as CEL calls it; ``dyn`` where that is not known before."""
    raises: bool
    """Whether it may raise `KeyError`."""


def typed(part: Part, kind: str) -> str:
    """Its code, with a check where the type is not known before."""
    if part.kind == kind:
        return part.code
    if part.kind != "dyn":
        raise UntranslatableError
    return f"{_CHECKS[kind]}({part.code})"


def applied(name: str, *parts: Part) -> Part:
    """The code of a function, or an operator. Raises UntranslatableError."""
    if name in FUNCTIONS:
        wanted, kind = FUNCTIONS[name]
        given = [typed(part, kind) for part, kind in zip(parts, wanted, strict=True)]
        code = f"v.{name}({', '.join(given)})"
    elif name in _OPERATORS:
        code, kind = _OPERATORS[name](*parts)
    else:
        raise UntranslatableError
    return Part(code, kind, any(part.raises for part in parts))


def _equal(one: Part, other: Part) -> Made:
    kinds = {one.kind, other.kind}
    if kinds == {"type"}:
        return f"({one.code} is {other.code})", "bool"
    if "string" in kinds or kinds <= _NUMBERS or kinds == {"bool"}:
        return f"({one.code} == {other.code})", "bool"
    return f"same({one.code}, {other.code})", "bool"


def _different(one: Part, other: Part) -> Made:
    return f"(not {_equal(one, other)[0]})", "bool"


def _ordered(function: str, sign: str, one: Part, other: Part) -> Made:
    kinds = {one.kind, other.kind}
    if "string" in kinds:
        return f"({typed(one, 'string')} {sign} {typed(other, 'string')})", "bool"
    if kinds <= _NUMBERS:
        return f"({one.code} {sign} {other.code})", "bool"
    if kinds <= {*_NUMBERS, "dyn"}:
        return f"{function}({one.code}, {other.code})", "bool"
    raise UntranslatableError


def _below(one: Part, other: Part) -> Made:
    return _ordered("below", "<", one, other)


def _at_most(one: Part, other: Part) -> Made:
    return _ordered("at_most", "<=", one, other)


def _type(part: Part) -> Made:
    return f"type({part.code})", "type"


def _not(part: Part) -> Made:
    return f"(not {typed(part, 'bool')})", "bool"


def _size(part: Part) -> Made:
    return f"len({part.code})", "int"


def _in(item: Part, held: Part) -> Made:
    """Of texts only: what is equal to a text is that text."""
    if held.kind != "list":
        raise UntranslatableError
    return f"({typed(item, 'string')} in {held.code})", "bool"


def _starts(text: Part, beginning: Part) -> Made:
    return f"{typed(text, 'string')}.startswith({typed(beginning, 'string')})", "bool"


def _matches(text: Part, pattern: Part) -> Made:
    """Patterns are CEL's own, but for a word in small or large letters."""
    word = pattern.code[5:-1]
    if pattern.code[:5] != "'(?i)" or not (word.isascii() and word.isalpha()):
        return f"unsure({text.code})", "bool"
    return f"({word.lower()!r} in ascii_text({text.code}).lower())", "bool"


def _sum(one: Part, other: Part) -> Made:
    if one.kind != other.kind or one.kind not in {"string", *_NUMBERS}:
        raise UntranslatableError
    return f"({one.code} + {other.code})", one.kind


def _product(one: Part, other: Part) -> Made:
    return f"({typed(one, 'double')} * {typed(other, 'double')})", "double"


def _string(part: Part) -> Made:
    if part.kind != "int":
        raise UntranslatableError
    return f"str({part.code})", "string"


_OPERATORS: dict[str, Callable[..., Made]] = {
    "_==_": _equal,
    "_!=_": _different,
    "_<_": _below,
    "_<=_": _at_most,
    "_>_": lambda one, other: _below(other, one),
    "_>=_": lambda one, other: _at_most(other, one),
    "type": _type,
    "!_": _not,
    "size": _size,
    "@in": _in,
    "startsWith": _starts,
    "matches": _matches,
    "_+_": _sum,
    "_*_": _product,
    "string": _string,
}
