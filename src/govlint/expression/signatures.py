"""What each function and operator takes and gives, as far as a mistake in it can be explained."""

from __future__ import annotations

from typing import NamedTuple

from govlint.expression.functions import FUNCTIONS
from govlint.expression.shapes import BOOL, DOUBLE, DYN, INT, STRING, TEXTS, Shape

ANY = ("any",)
NUMBER = ("int", "uint", "double")
HOLDER = ("list", "map", "record")
ORDERED = (*NUMBER, "string", "bool", "bytes", "timestamp", "duration")


class Signature(NamedTuple):
    """The kinds that each parameter takes, and the shape of the result; None: as the parameters."""

    parameters: tuple[tuple[str, ...], ...]
    result: Shape | None


_TEXT, _FLAG = ("string",), ("bool",)
_CLOCK = ("timestamp", "duration")
_KINDS = {
    "string": _TEXT,
    "double": ("double",),
    "bool": _FLAG,
    "list": ("list",),
    "map": HOLDER[1:],
}
_RESULTS = {"string": STRING, "double": DOUBLE, "bool": BOOL, "list": TEXTS}

SIGNATURES: dict[str, Signature] = {
    "_&&_": Signature((_FLAG, _FLAG), BOOL),
    "_||_": Signature((_FLAG, _FLAG), BOOL),
    "!_": Signature((_FLAG,), BOOL),
    "@not_strictly_false": Signature((_FLAG,), BOOL),
    "_?_:_": Signature((_FLAG, ANY, ANY), None),
    "_==_": Signature((ANY, ANY), BOOL),
    "_!=_": Signature((ANY, ANY), BOOL),
    **{name: Signature((ORDERED, ORDERED), BOOL) for name in ("_<_", "_<=_", "_>_", "_>=_")},
    "_+_": Signature(((*NUMBER, "string", "bytes", "list", *_CLOCK),) * 2, None),
    "_-_": Signature(((*NUMBER, *_CLOCK),) * 2, None),
    "_*_": Signature((NUMBER, NUMBER), None),
    "_/_": Signature((NUMBER, NUMBER), None),
    "_%_": Signature((("int", "uint"),) * 2, None),
    "-_": Signature((NUMBER,), None),
    "_[_]": Signature((HOLDER, (*NUMBER, "string", "bool")), None),
    "@in": Signature((ANY, HOLDER), BOOL),
    "size": Signature(((*HOLDER, "string", "bytes"),), INT),
    **{
        name: Signature((_TEXT, _TEXT), BOOL)
        for name in ("startsWith", "endsWith", "contains", "matches")
    },
    "string": Signature(((*ORDERED,),), STRING),
    "int": Signature(((*NUMBER, "string", "timestamp"),), INT),
    "uint": Signature(((*NUMBER, "string"),), Shape("uint")),
    "double": Signature(((*NUMBER, "string"),), DOUBLE),
    "bool": Signature((("bool", "string"),), BOOL),
    "bytes": Signature((("string", "bytes"),), Shape("bytes")),
    "timestamp": Signature((("string", "int", "timestamp"),), Shape("timestamp")),
    "duration": Signature((("string", "int", "duration"),), Shape("duration")),
    "dyn": Signature((ANY,), DYN),
    "type": Signature((ANY,), Shape("type")),
    **{
        name: Signature(tuple(_KINDS[each] for each in parameters), _RESULTS[result])
        for name, (parameters, result) in FUNCTIONS.items()
    },
}

TYPE_NAMES = (
    "string",
    "int",
    "uint",
    "double",
    "bool",
    "bytes",
    "list",
    "map",
    "null_type",
    "type",
)
"""What ``type(x)`` is compared with."""

MACROS = ("has", "all", "exists", "exists_one", "map", "filter")
SAME = {"_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_", "_+_", "_-_", "_*_", "_/_", "_%_"}
"""Operators whose two sides are of one kind."""
CALCULATES = {"_+_", "_-_", "_*_", "_/_", "_%_"}
"""Those that do not mix whole numbers with others, as comparisons do."""

NAMES = {
    "string": "a text",
    "double": "a number",
    "int": "a whole number",
    "uint": "a whole number",
    "bool": "true or false",
    "list": "a list",
    "map": "a map",
    "record": "a map",
    "null": "null",
    "bytes": "bytes",
    "timestamp": "a timestamp",
    "duration": "a CEL duration",
    "type": "a type",
}
"""Kinds as messages name them."""


def operator(function: str) -> str:
    """``_<=_`` as it is written: ``<=``."""
    return {"@in": "in", "_[_]": "[]", "_?_:_": "? :"}.get(function, function.strip("_"))
