"""GitHub's published OpenAPI description, cut to what a comment uses, as a judge."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

FILE = Path(__file__).parent.parent / "comment" / "openapi" / "github.json"


@cache
def description() -> dict[str, Any]:
    """The description, with ``nullable`` said as JSON Schema says it."""
    told: dict[str, Any] = _plain(json.loads(FILE.read_text()))
    return told


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    made = {key: _plain(item) for key, item in value.items()}
    if made.pop("nullable", None) is True and "type" in made:
        made["type"] = [made["type"], "null"]
        if "enum" in made:
            made["enum"] = [*made["enum"], None]
    return made


def errors(value: Any, schema: dict[str, Any]) -> list[str]:
    """What in ``value`` is not as the description says."""
    whole = {**schema, "components": description()["components"]}
    found = Draft202012Validator(whole).iter_errors(value)
    return [f"{error.json_path}: {error.message[:300]}" for error in found]


def resolved(part: dict[str, Any]) -> dict[str, Any]:
    """The part that a reference leads to."""
    while "$ref" in part:
        found: Any = description()
        for key in part["$ref"].removeprefix("#/").split("/"):
            found = found[key]
        part = found
    return part


class Operation:
    """One verb on one path."""

    def __init__(self, verb: str, path: str) -> None:
        self.template = next((p for p in description()["paths"] if _pattern(p).fullmatch(path)), "")
        known = description()["paths"].get(self.template, {})
        self._told: dict[str, Any] = known.get(verb.lower(), {})
        self.name = f"{verb} {path}"

    def asked(self, query: dict[str, str], body: Any) -> list[str]:
        """What is wrong with a request."""
        if not self._told:
            return [f"{self.name}: there is no such operation"]
        parameters = map(resolved, self._told.get("parameters", ()))
        known = {each["name"]: each["schema"] for each in parameters if each["in"] == "query"}
        found = [f"unknown parameter {name}" for name in query if name not in known]
        for name in query.keys() & known.keys():
            whole = known[name].get("type") == "integer"
            found += errors(int(query[name]) if whole else query[name], known[name])
        wanted = self._told.get("requestBody")
        if (body is None) != (wanted is None):
            found.append("a body is missing, or too many")
        elif wanted:
            found += errors(body, wanted["content"]["application/json"]["schema"])
        return [f"{self.name}: {each}" for each in found]

    def answered(self, status: int, body: Any) -> list[str]:
        """What is wrong with an answer."""
        answers = self._told.get("responses", {})
        if str(status) not in answers:
            return [f"{self.name}: {status} is no answer to this"]
        content = resolved(answers[str(status)]).get("content", {})
        if not content:
            return []
        schema = content["application/json"]["schema"]
        return [f"{self.name}: {each}" for each in errors(body, schema)]


@cache
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template)))


def example(name: str, **told: Any) -> Any:
    """A value of a schema of the description: what is required, made up, and what is ``told``."""
    return _made({"$ref": f"#/components/schemas/{name}"}, told)


def _made(schema: dict[str, Any], told: Any = None) -> Any:
    schema = resolved(schema)
    kind = schema.get("type", "")
    if told is not None and not isinstance(told, dict):
        return told
    if told is None and "null" in kind:
        return None
    if "enum" in schema:
        return schema["enum"][0]
    for several in ("allOf", "anyOf", "oneOf"):
        if several in schema:
            return _made(schema[several][0], told)
    if "object" in kind or "properties" in schema:
        known, given = schema.get("properties", {}), told or {}
        wanted = dict.fromkeys([*schema.get("required", ()), *given])
        return {key: _made(known.get(key, {}), given.get(key)) for key in wanted}
    if kind == "string":
        return "2026-11-23T12:00:00Z" if "format" in schema else "told"
    return {"array": [], "integer": 1, "number": 1, "boolean": False}.get(kind)
