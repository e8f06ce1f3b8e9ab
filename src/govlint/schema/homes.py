"""For a key that is not known where it stands: its right name, or its right place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from govlint import paths
from govlint.schema.aliases import ALIASES, HOMES, OPPOSITES
from govlint.schema.quick import FORM
from govlint.text import nearest

if TYPE_CHECKING:
    from govlint.model import Path
    from govlint.schema.quick import Node


class Home(NamedTuple):
    """Where a key was meant to stand. Several ``others`` mean that nobody can tell."""

    kind: Literal["name", "alias", "up", "down", "away", "unsure", "own", "null", "none"]
    path: Path = ()
    others: tuple[str, ...] = ()


def branch(node: Node, value: Any) -> Node:
    """Of several allowed forms, the one for a mapping or list such as ``value``."""
    if "anyOf" not in node:
        return node
    wanted = "object" if isinstance(value, dict) else "array"
    forms = [form for form in node["anyOf"] if form.get("type") == wanted]
    if len(forms) > 1 and isinstance(value, dict):
        null = "reason" in value and value.get("value", 0) is None
        forms = forms[::-1] if null else forms
    return forms[0] if forms else node


def allows_null(node: Node) -> bool:
    """Whether ``{value: null, reason: …}`` is one of the forms of ``node``."""
    return any(form.get(FORM) == "unknown" for form in node.get("anyOf", ()))


def node_at(root: Node, path: Path, data: Any) -> Node:
    """What is allowed at ``path``; ``{}`` where nothing is known."""
    node = root
    for key in path:
        node = _below(branch(node, data), key)
        data = data[key] if _has(data, key) else None
    return node


def _has(data: Any, key: str | int) -> bool:
    if isinstance(data, dict):
        return key in data
    return isinstance(data, list) and isinstance(key, int) and key < len(data)


def _below(node: Node, key: str | int) -> Node:
    if isinstance(key, int):
        found = node.get("items")
    else:
        found = node.get("properties", {}).get(key, node.get("additionalProperties"))
    return found if isinstance(found, dict) else {}


def home(root: Node, data: Any, path: Path) -> Home:
    """Where the unknown key at ``path`` was meant to stand."""
    key, parent = str(path[-1]), path[:-1]
    outer = node_at(root, parent, data)
    here = branch(outer, paths.lookup(data, parent))
    known = here.get("properties", {})
    plain = normal(key)
    if re.match(r"x[_ ]|X[-_ ]", key):
        return Home("own", (*parent, f"x-{key[2:].replace('_', '-')}"))
    if allows_null(outer) and ("reason" in (key, *here["properties"])):
        return Home("null", others=tuple(known))
    return (
        _same_place(plain, known, parent)
        or _above(root, data, plain, parent)
        or _inside(data, plain, known, parent)
        or _listed_home(root, plain, path)
        or _elsewhere(root, plain, parent)
        or Home("none", others=tuple(known))
    )


def normal(key: str) -> str:
    """A key as we would write it: ``Success Metric`` and ``successMetric`` alike."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", key.strip()[:80])
    return re.sub(r"[\s.-]+", "_", apart).casefold()


def _same_place(plain: str, known: dict[str, Node], parent: Path) -> Home | None:
    if plain in known:
        return Home("name", (*parent, plain))
    other = next((name for name in ALIASES.get(plain, ()) if name in known), None)
    near = nearest(plain, [name for name in known if (plain, name) not in OPPOSITES])
    if near is not None and _alike(plain, near):
        return Home("name", (*parent, near))
    if other is not None:
        return Home("alias", (*parent, other))
    return Home("name", (*parent, near)) if near is not None else None


def _alike(plain: str, near: str) -> bool:
    return plain.rstrip("s") == near.rstrip("s") or plain.replace("_", "") == near.replace("_", "")


def _above(root: Node, data: Any, plain: str, parent: Path) -> Home | None:
    """In a section around this one; a list's items do not count."""
    for depth in range(len(parent) - 1, -1, -1):
        if isinstance(paths.lookup(data, parent[:depth]), list):
            continue
        if plain in node_at(root, parent[:depth], data).get("properties", {}):
            return Home("up", (*parent[:depth], plain))
    return None


def _inside(data: Any, plain: str, known: dict[str, Node], parent: Path) -> Home | None:
    """In a section of this one; of several, in the one that is written."""
    found = [name for name, node in known.items() if plain in _mapping(node).get("properties", {})]
    if len(found) > 1:
        there = [name for name in found if paths.lookup(data, (*parent, name)) is not None]
        found = there if len(there) == 1 else found
    if len(found) > 1:
        return Home("unsure", others=tuple(found))
    return Home("down", (*parent, found[0], plain)) if found else None


def _listed_home(root: Node, plain: str, path: Path) -> Home | None:
    target = HOMES.get(plain)
    if target is None or target[0] not in root.get("properties", {}) or target == path:
        return None
    kind: Literal["down", "away"] = "down" if target[: len(path) - 1] == path[:-1] else "away"
    return Home(kind, target)


def _elsewhere(root: Node, plain: str, parent: Path) -> Home | None:
    """In another section, if there is only one that knows the key."""
    found = [place for place in _places(root, plain) if place[:-1] != parent]
    if len(found) != 1:
        return None
    return Home("down" if found[0][: len(parent)] == parent else "away", found[0])


def _places(node: Node, plain: str, above: Path = ()) -> list[Path]:
    found: list[Path] = []
    for name, inner in _mapping(node).get("properties", {}).items():
        if name == plain:
            found.append((*above, name))
        found += _places(inner, plain, (*above, name))
    return found


def _mapping(node: Node) -> Node:
    """The usual form of a section; ``{}`` if a mapping is not what is usual there."""
    if "anyOf" in node:
        first: Node = node["anyOf"][0]
        return first
    return node
