"""Whether editors know the schema of a declaration.

A comment in the head of the file names it, for yaml-language-server (VS Code, Neovim, Helix …) and
for JetBrains; so do the workspace's settings, ``yaml.schemas`` of VS Code and
``.idea/jsonSchemas.xml`` of JetBrains.
"""

from __future__ import annotations

import json
import posixpath
import re
from html import unescape
from shlex import quote
from typing import TYPE_CHECKING, Any, NamedTuple

from govlint.checkup import Answer
from govlint.doctor.nouns import start_of
from govlint.doctor.patterns import covers
from govlint.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govlint.facts.evidence.tree import Tree
    from govlint.model import Span

SCHEMA = "editor/schema"
NAME = "urn:govlint:ai-governance:v1"
FILE = "schemas/ai-governance.v1.schema.json"
"""Where the fix puts it."""
VSCODE, JETBRAINS = ".vscode/settings.json", ".idea/jsonSchemas.xml"
_MODELINE = re.compile(
    r"#\s+(?:yaml-language-server\s*:.*?\$schema(?:=|:[^\S\n]*)|\$schema:\s*)(\S+)"
)
_MAPPED = re.compile(r'name="relativePathToSchema"\s+value="([^"]*)"')
_PATTERN = re.compile(r'name="path"\s+value="([^"]*)"')
_TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|//[^\n]*|/\*.*?\*/|,(?=\s*[}\]])', re.DOTALL)


class _Wire(NamedTuple):
    """What names a schema for a declaration."""

    at: Span
    target: str
    """As written."""
    path: str
    """The file from the root; empty for an address, or where it leads out."""


def answer(tree: Tree, declarations: Sequence[str]) -> Answer:
    """Return whether every declaration has its schema in an editor."""
    wires = {path: _wire(tree, path) for path in declarations}
    bare = [path for path, wire in wires.items() if wire is None]
    if bare:
        many = f" and {len(bare) - 1} more" if len(bare) > 1 else ""
        text = f"Editors do not know the schema of {visible(bare[0])}{many}."
        return Answer(SCHEMA, "hint", text, start_of(bare[0]), _fix(bare[0]))
    told = [_judged(tree, wire) for wire in wires.values() if wire is not None]
    order = ("to-do", "unknown", "hint", "ok")
    return min(told, key=lambda each: order.index(each.state))


def _fix(path: str) -> str:
    folder = posixpath.dirname(path)
    target = posixpath.relpath(FILE, folder or ".")
    return (
        f"Write the schema once, at the top of the repository:\n"
        f"  mkdir -p {posixpath.dirname(FILE)}\n  govlint schema > {FILE}\n"
        f"and name it in the first line of {visible(path)}:\n"
        f"  # yaml-language-server: $schema={visible(target, 4096)}"
    )


def _judged(tree: Tree, wire: _Wire) -> Answer:
    """Return what the named schema is."""
    target = visible(wire.target, 100)
    if "://" in wire.target:
        text = f"The schema is {target}, which is not fetched here."
        return Answer(SCHEMA, "unknown", text, wire.at)
    if not wire.path:
        return Answer(
            SCHEMA, "unknown", f"The schema {target} is outside this repository.", wire.at
        )
    kind = tree.snapshot.kind(wire.path)
    if kind is None:
        text = f"The schema {target} is not there, so editors show an error."
        fix = f"Write it:\n  govlint schema > {quote(visible(wire.path, 4096))}"
        return Answer(SCHEMA, "to-do", text, wire.at, fix)
    if kind != "file" or _named(tree, wire.path) != NAME:
        text = f"{target} does not say that it is the schema which `govlint schema` prints."
        return Answer(SCHEMA, "unknown", text, wire.at)
    return Answer(SCHEMA, "ok", f"Editors find the schema at {visible(wire.path)}.", wire.at)


def _named(tree: Tree, path: str) -> str:
    data = _json(_text(tree, path))
    name = data.get("$id") if isinstance(data, dict) else None
    return name if isinstance(name, str) else ""


def _wire(tree: Tree, path: str) -> _Wire | None:
    wires = (*_modelines(tree, path), *_vscode(tree, path), *_jetbrains(tree, path))
    return next(iter(wires), None)


def _modelines(tree: Tree, path: str) -> Iterator[_Wire]:
    """The comments before the first line that holds something."""
    for number, line in enumerate(_text(tree, path).split("\n"), 1):
        if line.strip() and not line.startswith(("#", "---", "%")):
            return
        found = _MODELINE.match(line)
        if found:
            yield _Wire(start_of(path, number), found[1], _from(posixpath.dirname(path), found[1]))


def _vscode(tree: Tree, path: str) -> Iterator[_Wire]:
    text = _text(tree, VSCODE)
    data = _json(_TOKEN.sub(lambda token: token[0] if token[0][0] == '"' else "", text))
    schemas = data.get("yaml.schemas") if isinstance(data, dict) else None
    for target, patterns in schemas.items() if isinstance(schemas, dict) else ():
        listed = patterns if isinstance(patterns, list) else [patterns]
        if _meant([text for text in listed if isinstance(text, str)], path):
            yield _Wire(start_of(VSCODE, _line(text, target)), target, _from("", target))


def _jetbrains(tree: Tree, path: str) -> Iterator[_Wire]:
    text = _text(tree, JETBRAINS)
    for part in text.split("<SchemaInfo>")[1:]:
        target = _MAPPED.search(part)
        if target and _meant(map(unescape, _PATTERN.findall(part)), path):
            written = unescape(target[1])
            yield _Wire(start_of(JETBRAINS, _line(text, target[0])), written, _from("", written))


def _meant(patterns: Any, path: str) -> bool:
    """Whether a pattern without a folder, which is for every folder, or another one matches."""
    wide = [each if "/" in each else f"**/{each}" for each in patterns]
    return covers(wide, path)


def _from(folder: str, target: str) -> str:
    """A relative path from the root; empty for an address, and for what leads out."""
    if "://" in target or target.startswith(("/", "\\", "~")) or target[1:3] in (":\\", ":/"):
        return ""
    path = posixpath.normpath(posixpath.join(folder, target.replace("\\", "/")))
    return "" if path == ".." or path.startswith("../") else path


def _text(tree: Tree, path: str) -> str:
    content = tree.read(path) if tree.snapshot.kind(path) == "file" else None
    return content.text if content is not None and not content.binary else ""


def _line(text: str, part: str) -> int:
    at = text.find(part)
    return text.count("\n", 0, at) + 1 if at >= 0 else 1


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
