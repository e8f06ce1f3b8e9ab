"""Makes the prepared schemas: ``python -m govlint.schema.prepare`` writes them as modules.

A prepared schema is what ``quick`` reads: references resolved, annotations left out. As a Python
module it loads without a JSON reader, which a clean run can do without.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from govlint import resources
from govlint.schema.quick import FORM

if TYPE_CHECKING:
    from govlint.schema.quick import Node

MODULES = {"ai-governance.v1": "_declaration", "govlint-config.v1": "_config"}

KEYWORDS = frozenset(
    (
        *("type", "enum", "const", "pattern", "format", "minLength", "maxLength"),
        *("minimum", "maximum", "items", "minItems", "properties", "patternProperties"),
        *("additionalProperties", "required", "minProperties", "anyOf"),
    )
)
"""The keywords that ``quick`` understands."""

ANNOTATIONS = frozenset(
    (
        *("$schema", "$id", "$defs", "$comment", "title", "description", "examples", "default"),
        *("markdownDescription", "enumDescriptions", "defaultSnippets", "patternErrorMessage"),
    )
)
"""The keywords that help a reader or an editor and forbid nothing."""


def load(name: str) -> Node:
    """The prepared form of ``schemas/{name}.schema.json``, made on the spot."""
    return prepared(json.loads(resources.read(f"schemas/{name}.schema.json")))


def prepared(schema: dict[str, Any]) -> Node:
    """``schema`` for ``quick``. Raises ValueError for a keyword that it does not understand."""
    return _Preparation(schema).node(schema)


class _Preparation:
    """One schema, and the forms that are already prepared, by their reference."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self.schema = schema
        self.known: dict[str, Node] = {}

    def node(self, schema: dict[str, Any]) -> Node:
        unknown = schema.keys() - KEYWORDS - ANNOTATIONS - {"$ref"}
        if unknown:
            raise ValueError(f"keywords that are not understood: {', '.join(sorted(unknown))}")
        own = {key: self._part(key, schema[key]) for key in schema if key in KEYWORDS}
        own.pop("patternProperties", None)
        target = self._target(schema["$ref"]) if "$ref" in schema else None
        if target is None:
            return own
        return {**target, **own} if own else target

    def _part(self, keyword: str, value: Any) -> Any:
        if keyword == "properties":
            return {key: self._schema(part) for key, part in value.items()}
        if keyword in ("items", "additionalProperties"):
            return self._schema(value)
        if keyword == "anyOf":
            return [self._schema(part) for part in value]
        if keyword in ("enum", "const") and not _are_plain(value):
            raise ValueError(f"{keyword} with values of this kind is not understood")
        if keyword == "patternProperties" and set(value) != {"^x-"}:
            raise ValueError(f"patterns that are not understood: {', '.join(value)}")
        return value

    def _schema(self, schema: Any) -> Any:
        return self.node(schema) if isinstance(schema, dict) else schema

    def _target(self, reference: str) -> Node:
        if reference not in self.known:
            found: Any = self.schema
            for step in reference.removeprefix("#/").split("/"):
                found = found[step]
            node = self.node(found)
            named = reference.count("/") == 2 and FORM not in node
            self.known[reference] = (
                {FORM: reference.rsplit("/", maxsplit=1)[-1], **node} if named else node
            )
        return self.known[reference]


def _are_plain(value: Any) -> bool:
    """Whether these are texts, whole numbers or null."""
    each = value if isinstance(value, list) else [value]
    return all(one is None or type(one) in (str, int) for one in each)


def module(name: str) -> str:
    """The source of the module that holds the prepared schema ``name``."""
    text = _Text()
    whole = text.of(load(name), 0, len("SCHEMA: dict[str, Any] = "))
    head = f'"""The prepared schema {name}: made by `python -m govlint.schema.prepare`."""\n\n'
    head += "# fmt: off\n# ruff: noqa: E501\n\n"
    head += "from __future__ import annotations\n\nTYPE_CHECKING = False\n"
    head += "if TYPE_CHECKING:\n    from typing import Any\n\n"
    return f"{head}{''.join(text.forms.values())}SCHEMA: dict[str, Any] = {whole}\n"


class _Text:
    """Writes nodes as Python; a form that has a name is written once."""

    def __init__(self) -> None:
        self.forms: dict[str, str] = {}

    def of(self, value: Any, indent: int, before: int) -> str:
        """``value`` for a line that is indented and has ``before`` more characters."""
        if isinstance(value, dict) and FORM in value:
            return self._form(value)
        return self._literal(value, indent, before)

    def _form(self, node: Node) -> str:
        name = f"_{node[FORM].upper()}"
        if name not in self.forms:
            start = f"{name}: dict[str, Any] = "
            literal = self._literal(node, 0, len(start))
            self.forms[name] = f"{start}{literal}\n"
        return name

    def _literal(self, value: Any, indent: int, before: int) -> str:
        if isinstance(value, str):
            return json.dumps(value)
        if not isinstance(value, dict | list):
            return repr(value)
        signs = "{}" if isinstance(value, dict) else "[]"
        items = self._items(value, indent + 4)
        flat = f"{signs[0]}{', '.join(items)}{signs[1]}"
        if "\n" not in flat and indent + before + len(flat) < 100:
            return flat
        return f"{signs[0]}\n{_packed(items, indent + 4)}{' ' * indent}{signs[1]}"

    def _items(self, value: Any, indent: int) -> list[str]:
        if isinstance(value, list):
            return [self.of(item, indent, 0) for item in value]
        keys = [f"{json.dumps(key)}: " for key in value]
        return [key + self.of(value[key[1:-3]], indent, len(key)) for key in keys]


def _packed(items: list[str], indent: int) -> str:
    """The items as lines, several on one where they fit."""
    lines: list[str] = []
    for item in items:
        fits = lines and "\n" not in lines[-1] + item and indent + len(lines[-1] + item) < 98
        if fits:
            lines[-1] += f" {item},"
        else:
            lines.append(f"{item},")
    return "".join(f"{' ' * indent}{line}\n" for line in lines)


def main() -> None:
    """Write the prepared modules beside this one."""
    here = os.path.dirname(os.path.abspath(__file__))
    for name, target in MODULES.items():
        with open(os.path.join(here, f"{target}.py"), "w", encoding="utf-8") as file:
            file.write(module(name))


if __name__ == "__main__":
    main()
