"""Shapes: what may stand in the declaration and in the facts, from their JSON Schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from govlint import resources

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SCALARS = {
    "string": "string",
    "number": "double",
    "integer": "double",
    "boolean": "bool",
    "null": "null",
}
_DEEPEST = 40


class Shape(NamedTuple):
    """The type of a value, as far as it is known."""

    kind: str
    """``dyn``, a scalar of CEL, ``list``, ``map`` (free keys), ``record`` or ``union``."""
    item: Shape | None = None
    """Of a list's items, or of a map's values."""
    fields: Mapping[str, Shape] | None = None
    options: tuple[Shape, ...] = ()
    """Of a union."""
    values: tuple[str, ...] = ()
    """Of a text that is one of few."""
    is_ordered: bool = True
    """False: a list made from a map, whose order changes from run to run."""


DYN, NULL, BOOL, INT, DOUBLE, STRING = map(
    Shape, ("dyn", "null", "bool", "int", "double", "string")
)
TEXTS = Shape("list", STRING)


def declaration() -> Shape:
    """What a declaration may hold."""
    return _of_file("schemas/ai-governance.v1.schema.json")


def fact(name: str) -> Shape:
    """What a fact may hold; anything, where nobody has written its schema."""
    return _of_file(f"schemas/facts/{name}.v1.schema.json")


def of_schema(schema: Any, definitions: Mapping[str, Any], depth: int = 0) -> Shape:
    """The shape that a JSON Schema describes. What it does not know is ``dyn``."""
    if not isinstance(schema, dict) or depth > _DEEPEST:
        return DYN
    if "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        return of_schema(definitions.get(name), definitions, depth + 1)
    for key in ("anyOf", "oneOf"):
        if key in schema:
            return union(of_schema(each, definitions, depth + 1) for each in schema[key])
    if isinstance(schema.get("type"), list):
        return union(_of_type(name, schema, definitions, depth) for name in schema["type"])
    return _of_type(schema.get("type"), schema, definitions, depth)


def union(shapes: Iterable[Shape]) -> Shape:
    """One shape for any of several; an honest null is never in the data that policies see."""
    options: list[Shape] = []
    for shape in shapes:
        for option in shape.options or (shape,):
            if option.kind != "null" and not _is_honest_null(option) and option not in options:
                options.append(option)
    options = _texts_together(options)
    if any(option.kind == "dyn" for option in options):
        return DYN
    if len(options) > 1:
        return Shape("union", options=tuple(options))
    return options[0] if options else NULL


def member(shape: Shape, field: str) -> Shape | None:
    """The shape of a field; None where no value of this shape has it."""
    match shape.kind:
        case "dyn":
            return DYN
        case "record":
            fields = shape.fields or {}
            return DYN if field.startswith("x-") else fields.get(field, shape.item)
        case "map":
            return shape.item or DYN
        case "union":
            found = [member(option, field) for option in shape.options]
            known = [each for each in found if each is not None]
            return union(known) if known else None
    return None


def names(shape: Shape) -> tuple[str, ...]:
    """The fields that a shape is known to have."""
    return tuple(shape.fields or ()) + tuple(
        name for option in shape.options for name in names(option)
    )


def each_of(shape: Shape) -> Shape | None:
    """The shape of what ``[*]`` selects: items of a list, values of a map."""
    match shape.kind:
        case "dyn":
            return DYN
        case "list" | "map":
            return shape.item or DYN
        case "record":
            return union((shape.fields or {}).values())
        case "union":
            found = [each_of(option) for option in shape.options]
            known = [each for each in found if each is not None]
            return union(known) if known else None
    return None


def _of_file(name: str) -> Shape:
    import json

    try:
        schema = json.loads(resources.read(name))
    except FileNotFoundError:
        return DYN
    return of_schema(schema, schema.get("$defs", {}))


def _of_type(
    name: Any, schema: dict[str, Any], definitions: Mapping[str, Any], depth: int
) -> Shape:
    if name == "string":
        return Shape("string", values=tuple(map(str, schema.get("enum", ()))))
    if name in _SCALARS:
        return Shape(_SCALARS[name])
    if name == "array":
        return Shape("list", of_schema(schema.get("items"), definitions, depth + 1))
    if name == "object" or "properties" in schema:
        return _of_object(schema, definitions, depth)
    values = schema.get("enum", [schema["const"]] if "const" in schema else [])
    return union(_of_value(value) for value in values) if values else DYN


def _of_object(schema: dict[str, Any], definitions: Mapping[str, Any], depth: int) -> Shape:
    rest = schema.get("additionalProperties", True)
    free = None if rest is False else of_schema(rest, definitions, depth + 1)
    fields = {
        key: of_schema(value, definitions, depth + 1)
        for key, value in schema.get("properties", {}).items()
    }
    return Shape("record", free, fields) if fields else Shape("map", free or DYN)


def _of_value(value: Any) -> Shape:
    if isinstance(value, bool):
        return BOOL
    if isinstance(value, (int, float)):
        return DOUBLE
    return STRING if isinstance(value, str) else NULL if value is None else DYN


def _texts_together(options: list[Shape]) -> list[Shape]:
    """Several kinds of text are one, with all their values if each has few."""
    texts = [option for option in options if option.kind == "string"]
    if len(texts) < 2:
        return options
    few = all(text.values for text in texts)
    values = tuple(value for text in texts for value in text.values) if few else ()
    return [Shape("string", values=values), *(o for o in options if o.kind != "string")]


def _is_honest_null(shape: Shape) -> bool:
    return shape.kind == "record" and (shape.fields or {}).get("value") == NULL
