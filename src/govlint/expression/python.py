"""Our own policies as Python: where thousands of questions are asked, CEL takes the longest.

What such code answers, CEL answers too; tests hold the two together. A `KeyError` stands for the
error that CEL has where something is not there. Whatever else is raised means that only CEL can
tell, as where a value is of another type than was meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint.expression.cel import FACTS
from govlint.expression.functions import MOST_ITEMS
from govlint.expression.operators import CALLED, TYPES, Part, UntranslatableError, applied, typed
from govlint.expression.tree import Call, Constant, ListOf, Loop, MapOf, Name, Select, children

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govlint.expression.tree import Node
    from govlint.model import Path

    Known = frozenset[Path]
    """Paths that are there: ``("it", "runbook")``. Of one segment: variables."""

__all__ = ["CALLED", "UntranslatableError", "question"]

_KINDS = {
    "it": "dyn",
    "key": "string",
    "today": "string",
    "people": "list",
    "catalogue": "list",
    **dict.fromkeys(("doc", "limits", *FACTS), "map"),
}
"""The variables, and what they are for certain."""
_BUDGET = 10_000
"""Items that CEL goes through in one evaluation."""


def question(when: Node | None, checks: Sequence[Node], each: Sequence[Path]) -> str:
    """A function of ``v``, ``it`` and ``key``: the number of the first check that does not hold.

    It gives -1 where all hold, and None where the policy does not apply. ``v`` has the other
    variables, and the functions, by name; ``each`` are the subjects. Raises UntranslatableError.
    """
    known = frozenset.intersection(*(_prefixes(("doc", *path)) for path in each))
    code = ""
    if when is not None:
        code = f"None if not {_bounded(when, known).code} else "
        known |= implied(when, holds=True)
    for number, check in enumerate(checks):
        part = _bounded(check, known)
        fails = f"not {part.code}" if part.kind == "bool" else f"{part.code} is not True"
        code += f"{number} if {fails} else "
        known |= implied(check, holds=True)
    return f"lambda v, it, key: {code}-1"


def implied(node: Node, *, holds: bool) -> Known:
    """The paths that are there where a condition holds, or where it does not."""
    match node:
        case Select(is_test=True) if holds:
            path = _path(node)
            return _prefixes(path) if path else frozenset()
        case Call(function="!_", arguments=(inner,)):
            return implied(inner, holds=not holds)
        case Call(function="_&&_" | "_||_" as name, arguments=(left, right)):
            one, other = implied(left, holds=holds), implied(right, holds=holds)
            return one | other if (name == "_&&_") is holds else one & other
    return frozenset()


def _bounded(node: Node, known: Known) -> Part:
    if _items(node) >= _BUDGET:
        raise UntranslatableError
    return _part(node, known)


def _part(node: Node, known: Known) -> Part:
    match node:
        case Constant():
            return _constant(node)
        case Name():
            return _name(node, known)
        case Select():
            return _select(node, known)
        case Loop():
            return _loop(node, known)
        case ListOf():
            items = [_part(item, known) for item in node.items]
            code = f"[{', '.join(item.code for item in items)}]"
            return Part(code, "list", any(item.raises for item in items))
        case MapOf():
            return _map(node, known)
        case Call(function="_&&_" | "_||_"):
            return _joined(node, known)
        case Call(function="_?_:_"):
            return _choice(node, known)
        case Call(function="_[_]"):
            return _item(node, known)
    return applied(node.function, *(_part(each, known) for each in node.arguments))


def _constant(node: Constant) -> Part:
    if node.kind not in ("string", "double", "int", "bool") or node.value is None:
        raise UntranslatableError
    return Part(repr(node.value), node.kind, raises=False)


def _name(node: Name, known: Known) -> Part:
    name, is_known = node.name, (node.name,) in known
    if name in ("it", "key"):
        return Part(name, _KINDS[name], raises=False)
    if name in _KINDS:
        return Part(f"v.{name}", _KINDS[name], raises=name in FACTS and not is_known)
    if is_known:
        return Part(f"{name}_", "dyn", raises=False)
    if name in TYPES:
        return Part(TYPES[name], "type", raises=False)
    raise UntranslatableError


def _select(node: Select, known: Known) -> Part:
    held = _part(node.operand, known)
    if not node.is_test:
        raises = held.raises or _path(node) not in known
        return Part(f"{held.code}[{node.field!r}]", "dyn", raises)
    keys = held.code if held.kind == "map" else f"{held.code}.keys()"
    return Part(f"({node.field!r} in {keys})", "bool", held.raises)


def _map(node: MapOf, known: Known) -> Part:
    parts = [_part(each, known) for each in node.entries]
    pairs = list(zip(parts[::2], parts[1::2], strict=True))
    entries = ", ".join(f"{typed(key, 'string')}: {value.code}" for key, value in pairs)
    return Part(f"{{{entries}}}", "map", any(part.raises for part in parts))


def _item(node: Call, known: Known) -> Part:
    """Of a map that is written in the expression."""
    held, index = node.arguments
    if not isinstance(held, MapOf):
        raise UntranslatableError
    kinds = {_part(value, known).kind for value in held.entries[1::2]}
    code = f"{_part(held, known).code}[{typed(_part(index, known), 'string')}]"
    return Part(code, kinds.pop() if len(kinds) == 1 else "dyn", raises=True)


def _joined(node: Call, known: Known) -> Part:
    """``&&`` and ``||``: that one side has no value does not matter where the other decides."""
    left, right = node.arguments
    both = node.function == "_&&_"
    one = _part(left, known)
    other = _part(right, known | implied(left, holds=both))
    sides = typed(one, "bool"), typed(other, "bool")
    if one.raises:
        code = f"{'both' if both else 'either'}(lambda: {sides[0]}, lambda: {sides[1]})"
    else:
        code = f"({sides[0]} {'and' if both else 'or'} {sides[1]})"
    return Part(code, "bool", one.raises or other.raises)


def _choice(node: Call, known: Known) -> Part:
    asked, left, right = node.arguments
    condition = _part(asked, known)
    one = _part(left, known | implied(asked, holds=True))
    other = _part(right, known | implied(asked, holds=False))
    code = f"({one.code} if {typed(condition, 'bool')} else {other.code})"
    kind = one.kind if one.kind == other.kind else "dyn"
    return Part(code, kind, condition.raises or one.raises or other.raises)


def _loop(node: Loop, known: Known) -> Part:
    """``exists`` and ``all``."""
    match node.step:
        case Call(function="_&&_" | "_||_" as name, arguments=(Name(name=result), condition)):
            if result != node.result_variable or node.variable in _KINDS:
                raise UntranslatableError
        case _:
            raise UntranslatableError
    outside = frozenset(path for path in known if path[0] != node.variable)
    over, body = _part(node.over, known), _part(condition, outside | {(node.variable,)})
    function = "every" if name == "_&&_" else "some"
    code = f"{function}({over.code}, lambda {node.variable}_: {typed(body, 'bool')})"
    return Part(code, "bool", over.raises or body.raises)


def _path(node: Node) -> Path | None:
    if isinstance(node, Name):
        return (node.name,)
    if isinstance(node, Select):
        above = _path(node.operand)
        return None if above is None else (*above, node.field)
    return None


def _prefixes(path: Path) -> Known:
    return frozenset(path[:length] for length in range(1, len(path) + 1))


def _items(node: Node) -> int:
    """How many items loops may go through at most."""
    inside = sum(_items(each) for each in children(node))
    return MOST_ITEMS * (1 + inside) if isinstance(node, Loop) else inside
