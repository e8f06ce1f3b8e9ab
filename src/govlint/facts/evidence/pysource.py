"""Python files as syntax trees: nothing is imported or run, and no file is too odd to refuse."""

from __future__ import annotations

import ast
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govlint.facts.evidence.tree import Tree


def parse(tree: Tree, path: str) -> ast.Module | None:
    """The syntax tree of a file; None where it is not whole, or no Python."""
    content = tree.read(path)
    if content is None or content.binary or not content.whole:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(content.text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def name_of(node: ast.expr) -> str:
    """The dotted name of an expression; empty where it is none."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""


def keyword(call: ast.Call, *names: str) -> ast.expr | None:
    """The first of some keyword arguments of a call."""
    return next((k.value for name in names for k in call.keywords if k.arg == name), None)


def calls(module: ast.AST) -> Iterator[ast.Call]:
    """Every call."""
    return (node for node in ast.walk(module) if isinstance(node, ast.Call))


def texts(module: ast.AST) -> Iterator[str]:
    """Every text constant, and the dotted names of what is imported."""
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def names(module: ast.AST) -> Iterator[str]:
    """Every name that is defined, called or read."""
    for node in ast.walk(module):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
