"""The syntax tree of a compiled expression, read from its serialised form (``cel.expr``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CONSTANTS = {1: "null", 2: "bool", 3: "int", 4: "uint", 5: "double", 6: "string", 7: "bytes"}


class Constant(NamedTuple):
    """A literal."""

    id: int
    kind: str
    """``null``, ``bool``, ``int``, ``uint``, ``double``, ``string`` or ``bytes``."""
    value: str | float | None
    """None where its kind says all, or nothing is known of it."""


class Name(NamedTuple):
    """A variable."""

    id: int
    name: str


class Select(NamedTuple):
    """``operand.field``; ``has(operand.field)`` where it is only tested."""

    id: int
    operand: Node
    field: str
    is_test: bool


class Call(NamedTuple):
    """A function or an operator (``_&&_``); the target of a method is its first argument."""

    id: int
    function: str
    arguments: tuple[Node, ...]


class ListOf(NamedTuple):
    """``[a, b]``."""

    id: int
    items: tuple[Node, ...]


class MapOf(NamedTuple):
    """``{a: b}``, and ``Message{a: b}`` with no keys that are expressions."""

    id: int
    entries: tuple[Node, ...]
    """Keys and values in turn."""


class Loop(NamedTuple):
    """What ``all``, ``exists``, ``exists_one``, ``map`` and ``filter`` become."""

    id: int
    variable: str
    over: Node
    result_variable: str
    start: Node
    condition: Node
    step: Node
    result: Node


Node = Constant | Name | Select | Call | ListOf | MapOf | Loop


class Tree(NamedTuple):
    """A whole expression."""

    root: Node
    positions: dict[int, int]
    """By a node's id: its offset in the source, in code points."""


def parse(serialized: bytes) -> Tree:
    """The tree of a serialised expression."""
    wrapped = _message(serialized)
    root, places = (2, 3) if _text(wrapped, 1).endswith("ParsedExpr") else (4, 5)
    content = _message(_last(wrapped, 2))
    entries = (_message(data) for data in _all(_message(_last(content, places)), 4))
    positions = {int(_last(entry, 1, 0)): int(_last(entry, 2, 0)) for entry in entries}
    return Tree(_node(_last(content, root)), positions)


def bare(serialized: bytes) -> bytes:
    """A serialised syntax tree without the places in its source: all that evaluation needs.

    The same expression always gives the same bytes.
    """
    wrapped = _message(serialized)
    root = _last(_message(_last(wrapped, 2)), 2)
    return _field(1, _last(wrapped, 1)) + _field(2, _field(2, root))


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below a node."""
    match node:
        case Select():
            return (node.operand,)
        case Call():
            return node.arguments
        case ListOf():
            return node.items
        case MapOf():
            return node.entries
        case Loop():
            return (node.over, node.start, node.condition, node.step, node.result)
    return ()


_Fields = list[tuple[int, Any]]


def _node(data: bytes) -> Node:
    fields = _message(data)
    number = int(_last(fields, 2, 0))
    kind, content = next(((key, value) for key, value in fields if 3 <= key <= 9), (3, b""))
    return _READERS[kind](number, _message(content))


def _constant(number: int, fields: _Fields) -> Node:
    for key, value in fields:
        read = _VALUES.get(key)
        return Constant(number, _CONSTANTS.get(key, "dyn"), read(value) if read else None)
    return Constant(number, "null", None)


def _double(data: bytes) -> float:
    from struct import unpack

    return float(unpack("<d", data)[0])


_VALUES: dict[int, Callable[[Any], str | float]] = {
    2: bool,
    3: lambda value: value - (value >> 63 << 64),
    5: _double,
    6: bytes.decode,
}


def _name(number: int, fields: _Fields) -> Node:
    return Name(number, _text(fields, 1))


def _select(number: int, fields: _Fields) -> Node:
    return Select(number, _node(_last(fields, 1)), _text(fields, 2), bool(_last(fields, 3, 0)))


def _call(number: int, fields: _Fields) -> Node:
    arguments = [_node(data) for data in (*_all(fields, 1), *_all(fields, 3))]
    return Call(number, _text(fields, 2), tuple(arguments))


def _list(number: int, fields: _Fields) -> Node:
    return ListOf(number, tuple(_node(data) for data in _all(fields, 1)))


def _map(number: int, fields: _Fields) -> Node:
    entries = [_message(data) for data in _all(fields, 2)]
    parts = [_node(part) for entry in entries for key in (3, 4) for part in _all(entry, key)]
    return MapOf(number, tuple(parts))


def _loop(number: int, fields: _Fields) -> Node:
    over, start, condition, step, result = (_node(_last(fields, key)) for key in (2, 4, 5, 6, 7))
    return Loop(number, _text(fields, 1), over, _text(fields, 3), start, condition, step, result)


_READERS = {3: _constant, 4: _name, 5: _select, 6: _call, 7: _list, 8: _map, 9: _loop}


def _text(fields: _Fields, key: int) -> str:
    return str(_last(fields, key, b"").decode())


def _last(fields: _Fields, key: int, default: Any = b"") -> Any:
    return next((value for number, value in reversed(fields) if number == key), default)


def _all(fields: _Fields, key: int) -> Iterator[bytes]:
    return (value for number, value in fields if number == key)


def _message(data: bytes) -> _Fields:
    """The fields of a protobuf message: numbers as they are, everything else as bytes."""
    found: _Fields = []
    index = 0
    while index < len(data):
        tag, index = _varint(data, index)
        if tag & 7 == 0:
            value, index = _varint(data, index)
            found.append((tag >> 3, value))
        else:
            length, index = _varint(data, index) if tag & 7 == 2 else ({1: 8, 5: 4}[tag & 7], index)
            found.append((tag >> 3, data[index : index + length]))
            index += length
    return found


def _field(key: int, content: bytes) -> bytes:
    length, size = len(content), b""
    while length > 127:
        size, length = size + bytes((length & 127 | 128,)), length >> 7
    return bytes((key << 3 | 2,)) + size + bytes((length,)) + content


def _varint(data: bytes, index: int) -> tuple[int, int]:
    value, shift = 0, 0
    while data[index] & 0x80:
        value |= (data[index] & 0x7F) << shift
        shift, index = shift + 7, index + 1
    return value | data[index] << shift, index + 1
