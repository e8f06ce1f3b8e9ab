"""Python files as syntax trees: nothing is imported or run, and no file is too odd to refuse."""

from __future__ import annotations

import _ast as ast  # the classes of `ast`, which itself takes 4 ms to import
import warnings

from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from govlint.facts.evidence.tree import Tree


class Module(Record):
    """A file that was parsed."""

    body: list[ast.stmt]
    nodes: tuple[ast.AST, ...]
    """All of its syntax tree, what stands further out first."""


def parse(tree: Tree, path: str) -> Module | None:
    """What a file holds; None where it is not whole, or no Python."""
    known = tree.store.modules
    if path not in known:
        known[path] = _parsed(tree, path)
    return known[path]


def _parsed(tree: Tree, path: str) -> Module | None:
    content = tree.read(path)
    if content is None or content.binary or not content.whole:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            flags = ast.PyCF_ONLY_AST
            root = compile(content.text, path, "exec", flags, dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return Module(root.body, tuple(_nodes(root)))


def _nodes(root: ast.AST) -> list[ast.AST]:
    found = [root]
    for node in found:  # which grows on the way
        for name in node._fields:
            value = getattr(node, name, None)
            if isinstance(value, list):
                found += [each for each in value if isinstance(each, ast.AST)]
            elif isinstance(value, ast.AST):
                found.append(value)
    return found


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


def calls(module: Module) -> Iterator[ast.Call]:
    """Every call."""
    return (node for node in module.nodes if isinstance(node, ast.Call))


def texts(module: Module) -> Iterator[str]:
    """Every text constant, and the dotted names of what is imported."""
    for node in module.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        else:
            yield from _imports(node)


def imports(module: Module) -> Iterator[str]:
    """The dotted names of what is imported, modules or not; relative ones without their dots."""
    return (name for node in module.nodes for name in _imports(node))


def _imports(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        above = f"{node.module}." if node.module else ""
        yield from ([node.module] if node.module else [])
        yield from (f"{above}{alias.name}" for alias in node.names)


def names(module: Module) -> Iterator[str]:
    """Every name that is defined, called or read."""
    for node in module.nodes:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
