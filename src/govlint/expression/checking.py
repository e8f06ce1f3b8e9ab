"""The typed check: an expression against what a declaration may hold, and which paths it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from govlint.expression import shapes
from govlint.expression.cel import ExpressionError
from govlint.expression.shapes import BOOL, DYN, INT, STRING, Shape
from govlint.expression.signatures import (
    CALCULATES,
    MACROS,
    NAMES,
    NUMBER,
    SAME,
    SIGNATURES,
    operator,
)
from govlint.expression.tree import Call, Constant, ListOf, MapOf, Name, Select
from govlint.text import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govlint.expression.tree import Loop, Node, Tree


class Typed(NamedTuple):
    """What an expression gives, and from which paths it was taken unchanged."""

    shape: Shape
    paths: tuple[str, ...] = ()


class Checker:
    """Checks one expression; ``reads`` holds the paths that it reads, in their order."""

    def __init__(self, source: str, tree: Tree, variables: Mapping[str, Typed]) -> None:
        self._source = source
        self._tree = tree
        self._scope = dict(variables)
        self._taken = frozenset(variables)
        self.reads: dict[str, None] = {}

    def check(self) -> Shape:
        """The shape of the result. Raises ExpressionError for the first mistake."""
        return self._value(self._tree.root)

    def _value(self, node: Node) -> Shape:
        """The shape of a node whose value is used as it is."""
        typed = self._typed(node)
        self.reads.update(dict.fromkeys(typed.paths))
        return typed.shape

    def _typed(self, node: Node) -> Typed:
        match node:
            case Constant():
                return Typed(Shape(node.kind))
            case Name():
                return self._name(node)
            case Select():
                return self._select(node)
            case Call():
                return self._call(node)
            case ListOf():
                return Typed(
                    Shape("list", shapes.union(map(self._value, node.items)))
                    if node.items
                    else _EMPTY
                )
            case MapOf():
                values = [self._value(entry) for entry in node.entries]
                return Typed(Shape("map", shapes.union(values[1::2]) if values else DYN))
        return self._loop(node)

    def _name(self, node: Name) -> Typed:
        if node.name not in self._scope:
            raise self._unknown(node, "variable", node.name, tuple(self._scope))
        return self._scope[node.name]

    def _select(self, node: Select) -> Typed:
        typed = self._typed(node.operand)
        found = self._member(node, typed.shape, node.field)
        paths = tuple(f"{path}.{node.field}" for path in typed.paths)
        if node.is_test:
            self.reads.update(dict.fromkeys(paths))
            return Typed(BOOL)
        return Typed(found, paths)

    def _member(self, node: Node, shape: Shape, field: str) -> Shape:
        found = shapes.member(shape, field)
        if found is not None:
            return found
        known = shapes.names(shape)
        if not known:
            name = NAMES.get(shape.kind, "this")
            raise self._error(node, f"{name} has no fields, so no `{field}`", of=field)
        raise self._unknown(node, "field", field, known)

    def _call(self, node: Call) -> Typed:
        signature = SIGNATURES.get(node.function)
        if node.function == "_[_]" and len(node.arguments) == 2:
            return self._item(node)
        values = [self._value(argument) for argument in node.arguments]
        if signature is None:
            if node.function.startswith("get"):
                return Typed(INT)
            known = [name for name in SIGNATURES if name.isidentifier()]
            raise self._unknown(node, "function", node.function, (*known, *MACROS))
        if len(values) != len(signature.parameters):
            raise self._error(node, _wants_count(node.function, len(signature.parameters)))
        for index, (value, kinds) in enumerate(zip(values, signature.parameters, strict=True)):
            if not _fits(value, kinds):
                raise self._error(node, _wants(node.function, index, kinds, value))
        if node.function in SAME:
            self._check_same(node, *values)
        elif node.function == "@in" and isinstance(node.arguments[1], ListOf):
            for item in node.arguments[1].items:
                self._check_choice(values[0], item)
        return Typed(signature.result or _result(node.function, values))

    def _item(self, node: Call) -> Typed:
        """``holder[index]``; a text in the brackets names a field."""
        holder, index = node.arguments
        typed, wanted = self._typed(holder), self._value(index)
        named = index.value if isinstance(index, Constant) else None
        if isinstance(named, str) and typed.shape.kind != "list":
            found = self._member(node, typed.shape, named)
            return Typed(found, tuple(f"{path}.{named}" for path in typed.paths))
        item = shapes.each_of(typed.shape)
        if item is None:
            raise self._error(node, f"{NAMES.get(typed.shape.kind, 'this')} has no items")
        if typed.shape.kind == "list" and not _fits(wanted, NUMBER):
            raise self._error(node, "an item of a list is named by a whole number")
        self._check_order(node, typed.shape)
        return Typed(item, tuple(f"{path}[*]" for path in typed.paths))

    def _loop(self, node: Loop) -> Typed:
        over = self._typed(node.over)
        if not _fits(over.shape, ("list", "map", "record")):
            raise self._error(
                node, f"{NAMES.get(over.shape.kind, 'this')} has no items to go through"
            )
        if node.variable in self._taken:
            message = f"`{node.variable}` means something else already"
            raise self._error(node, message, fix="Call it otherwise.")
        outer = self._scope
        self._scope = {**outer, node.variable: _item_of(over)}
        kept = _condition_of_filter(node)
        result = self._filtered(over, kept) if kept else Typed(self._looped(node, over))
        self._scope = outer
        if result.shape.kind == "list" and (_is_map(over.shape) or not over.shape.is_ordered):
            return result._replace(shape=result.shape._replace(is_ordered=False))
        return result

    def _filtered(self, over: Typed, condition: Node) -> Typed:
        """A filter gives items of the list as they are, so what it reads is not yet known."""
        self._value(condition)
        return Typed(Shape("list", STRING)) if _is_map(over.shape) else over

    def _looped(self, node: Loop, over: Typed) -> Shape:
        self.reads.update(dict.fromkeys(over.paths))
        self._scope[node.result_variable] = Typed(self._value(node.start))
        self._value(node.condition)
        self._scope[node.result_variable] = Typed(self._value(node.step))
        return self._value(node.result)

    def _check_same(self, node: Call, left: Shape, right: Shape) -> None:
        if not _comparable(left, right, mixed=node.function not in CALCULATES):
            sign = operator(node.function)
            names = f"{NAMES.get(left.kind, 'this')} and {NAMES.get(right.kind, 'that')}"
            numbers = {left.kind, right.kind} == {"int", "double"}
            fix = "Write whole numbers as 1.0, or wrap the other in double(…)." if numbers else ""
            raise self._error(node, f"`{sign}` cannot take {names}", fix=fix)
        if node.function in ("_==_", "_!=_"):
            for shape, other in ((left, node.arguments[1]), (right, node.arguments[0])):
                self._check_choice(shape, other)

    def _check_choice(self, shape: Shape, node: Node) -> None:
        """A text that is compared with a field of few values has to be one of them."""
        value = node.value if isinstance(node, Constant) else None
        if shape.values and isinstance(value, str) and value not in shape.values:
            raise self._unknown(node, "value", value, shape.values)

    def _check_order(self, node: Node, shape: Shape) -> None:
        if not shape.is_ordered:
            message = "a list made from a map has another order each time"
            raise self._error(node, message, fix="Wrap it in sorted(…).")

    def _unknown(self, node: Node, noun: str, name: str, known: tuple[str, ...]) -> ExpressionError:
        meant = nearest(name, known)
        fix = (
            f"Did you mean `{meant}`?"
            if meant
            else f"There are {', '.join(known[:12])}." * bool(known)
        )
        if noun == "function" and name in self._scope:
            fix = f"`{name}` is a variable."
        return self._error(node, f"there is no {noun} `{name}`", of=name, fix=fix)

    def _error(self, node: Node, message: str, *, of: str = "", fix: str = "") -> ExpressionError:
        """The error at ``of``, a word that the node's own text holds."""
        offset = self._tree.positions.get(node.id, 0)
        if isinstance(node, Call) and node.function.isidentifier() and of in ("", node.function):
            of = node.function
            offset = max(self._source.rfind(of, 0, offset + 1), 0)
        elif of:
            start = (
                self._tree.positions.get(node.operand.id, 0) if isinstance(node, Select) else offset
            )
            found = self._source.find(of, start)
            offset = found if found >= 0 else offset
        before = self._source[:offset]
        line, column = before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
        return ExpressionError(message, line, column, fix)


_EMPTY = Shape("list")
"""Of a list that has no items yet."""


def _condition_of_filter(node: Loop) -> Node | None:
    """The condition of ``filter(x, condition)``; None for every other loop."""
    match node.step:
        case Call(
            _, "_?_:_", (condition, Call(_, "_+_", (_, ListOf(_, (Name(_, name),)))), Name())
        ):
            return condition if name == node.variable else None
    return None


def _item_of(over: Typed) -> Typed:
    if _is_map(over.shape):
        return Typed(STRING)
    item = shapes.each_of(over.shape) or DYN
    return Typed(item, tuple(f"{path}[*]" for path in over.paths))


def _is_map(shape: Shape) -> bool:
    return shape.kind in ("map", "record")


def _fits(shape: Shape, kinds: tuple[str, ...]) -> bool:
    if shape.kind == "dyn" or kinds == ("any",):
        return True
    if shape.kind == "union":
        return any(_fits(option, kinds) for option in shape.options)
    return shape.kind in kinds


def _comparable(left: Shape, right: Shape, *, mixed: bool) -> bool:
    """Whether two values may be of one kind; ``mixed``: whole numbers and others are one."""
    for options in (left.options, right.options):
        if options:
            other = right if options is left.options else left
            return any(_comparable(option, other, mixed=mixed) for option in options)
    kinds = {left.kind, right.kind}
    if kinds & {"dyn", "null"} or len(kinds) == 1 or kinds <= {"map", "record"}:
        return True
    return (mixed and kinds <= set(NUMBER)) or kinds <= {"timestamp", "duration"}


def _result(function: str, values: list[Shape]) -> Shape:
    if function == "_?_:_":
        return joined(values[1], values[2])
    if function == "_+_":
        return joined(*values)
    known = [value for value in values if value.kind not in ("dyn", "union")]
    return known[0] if known and function != "_-_" else (values[0] if values[0] in known else DYN)


def joined(left: Shape, right: Shape) -> Shape:
    """The shape of either of two, or of two lists together."""
    if left.kind == right.kind == "list":
        items = [item for item in (left.item, right.item) if item is not None]
        ordered = left.is_ordered and right.is_ordered
        return Shape("list", shapes.union(items) if items else None, is_ordered=ordered)
    return shapes.union((left, right))


def _wants_count(function: str, count: int) -> str:
    return f"`{operator(function)}` takes {count} value{'s' * (count != 1)}"


def _wants(function: str, index: int, kinds: tuple[str, ...], value: Shape) -> str:
    wanted = " or ".join(dict.fromkeys(NAMES[kind] for kind in kinds if kind in NAMES))
    place = ("first ", "second ", "third ")[index] if SIGNATURES[function].parameters[1:] else ""
    is_given = NAMES.get(value.kind, "something else")
    if function in SAME or not function.isidentifier():
        return f"`{operator(function)}` cannot take {is_given}"
    return f"`{function}` takes {wanted} as its {place}value, and this is {is_given}"
