"""For a key that is not known where it stands: its right name, or its right place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from govlint import paths
from govlint.schema.aliases import ALIASES, COMMON, HOMES, OPPOSITES
from govlint.schema.quick import FORM, fits
from govlint.text import nearest

if TYPE_CHECKING:
    from govlint.model import Path
    from govlint.schema.quick import Node


GLUED = re.compile(r"([A-Za-z_][\w-]*)( *[=:] *| +|(?=[{\[]))(\S.*)$")
"""A key, what stands in place of its colon, and its value."""


Kind = Literal[
    "name", "alias", "up", "down", "away", "inside", "glued", "unsure", "own", "null", "none"
]


class Home(NamedTuple):
    """Where a key was meant to stand. Several ``others`` mean that nobody can tell."""

    kind: Kind
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
        return Home("own", (*parent, f"x-{key[2:].replace('_', '-').casefold()}"))
    if allows_null(outer) and "reason" in (key, *known):
        return Home("null", others=tuple(known))
    around = paths.lookup(data, parent)
    return (
        _headed(root, data, plain, path)
        or _same_place(plain, known, parent, around)
        or _glued(key, known, path, around)
        or _listed_home(root, plain, path)
        or _nearby(root, data, plain, path)
        or _misspelt(plain, known, parent)
        or _elsewhere(root, plain, parent, known)
        or Home("none", others=tuple(known))
    )


def normal(key: str) -> str:
    """A key as we would write it: ``Success Metric`` and ``successMetric`` alike."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", key.strip()[:80])
    return re.sub(r"[\s.-]+", "_", apart).casefold()


def _headed(root: Node, data: Any, plain: str, path: Path) -> Home | None:
    """In the empty section right above it, which it was to be indented below."""
    parent, around = path[:-1], paths.lookup(data, path[:-1])
    known = branch(node_at(root, parent, data), around).get("properties", {})
    names = list(around)
    above = names[: names.index(path[-1])]
    head = next((name for name in reversed(above) if name in known), "")
    if not head or around[head] is not None or plain not in _parts(known[head]):
        return None
    return Home("down", (*parent, head, plain))


def below(root: Node, head: Home, path: Path, data: Any) -> Home | None:
    """In an empty section that moves, and that the key at ``path`` stands below."""
    plain = normal(str(path[-1]))
    if head.kind not in ("up", "down", "away"):
        return None
    parts = _parts(node_at(root, head.path, data))
    return Home("inside", (*head.path, plain)) if plain in parts else None


def _glued(key: str, known: dict[str, Node], path: Path, around: dict[str, Any]) -> Home | None:
    """``name Priya Nair``: a known key whose colon is missing."""
    found = GLUED.match(key[:200])
    plain = normal(found[1]) if found else ""
    if found is None or plain not in known:
        return None
    alone = around[str(path[-1])] is None or found[3][0] in "{["
    return Home("glued", (*path[:-1], plain)) if alone else None


def _parts(node: Node) -> dict[str, Node]:
    found: dict[str, Node] = _mapping(node).get("properties", {})
    return found


def _same_place(
    plain: str, known: dict[str, Node], parent: Path, around: dict[str, Any]
) -> Home | None:
    if plain in known:
        return Home("name", (*parent, plain))
    alike = next((name for name in known if _alike(plain, name)), None)
    if alike is not None:
        return Home("name", (*parent, alike))
    others = [name for name in ALIASES.get(plain, ()) if name in known]
    if others:
        other = next((name for name in others if name not in around), others[0])
        return Home("alias", (*parent, other))
    return None


def _misspelt(plain: str, known: dict[str, Node], parent: Path) -> Home | None:
    near = nearest(plain, [name for name in known if (plain, name) not in OPPOSITES])
    return Home("name", (*parent, near)) if near is not None else None


def _alike(plain: str, near: str) -> bool:
    return plain.rstrip("s") == near.rstrip("s") or plain.replace("_", "") == near.replace("_", "")


def _nearby(root: Node, data: Any, plain: str, path: Path) -> Home | None:
    """In a section around this one, or in one of its own: where the value fits best."""
    parent, value = path[:-1], paths.lookup(data, path)
    found = [
        one
        for one in (_above(root, data, plain, parent), _inside(root, data, plain, path))
        if one is not None
    ]
    return max(found, key=lambda one: _fit(root, one.path, value, data), default=None)


def _fit(root: Node, target: Path, value: Any, data: Any) -> int:
    """How well a value suits a place: by its kind, and by how many of its keys are known there."""
    node = branch(node_at(root, target, data), value)
    if isinstance(value, dict):
        return 1 + len(value.keys() & node.get("properties", {}).keys()) if "type" in node else 0
    return int(fits(value, node.get("type", ()))) if value is not None and "type" in node else 0


def _above(root: Node, data: Any, plain: str, parent: Path) -> Home | None:
    """In a section around this one; a list's items do not count."""
    for depth in range(len(parent) - 1, -1, -1):
        if isinstance(paths.lookup(data, parent[:depth]), list):
            continue
        if plain in node_at(root, parent[:depth], data).get("properties", {}):
            return Home("up", (*parent[:depth], plain))
    return None


def _inside(root: Node, data: Any, plain: str, path: Path) -> Home | None:
    """In a section of this one; of several, in the one that is written, or right above it."""
    parent = path[:-1]
    known = branch(node_at(root, parent, data), {}).get("properties", {})
    found = [name for name, node in known.items() if plain in _mapping(node).get("properties", {})]
    if len(found) > 1:
        there = [name for name in found if paths.lookup(data, (*parent, name)) is not None]
        names = list(paths.lookup(data, parent))
        last = names[: names.index(path[-1])][-1:]
        before = paths.lookup(data, (*parent, *last))
        free = last and last[0] in there and isinstance(before, dict) and plain not in before
        found = there if len(there) == 1 else last if free else found
    if len(found) > 1:
        return Home("unsure", others=tuple(found))
    return Home("down", (*parent, found[0], plain)) if found else None


def _listed_home(root: Node, plain: str, path: Path) -> Home | None:
    target = HOMES.get(plain)
    if target is None or target[0] not in root.get("properties", {}) or target == path:
        return None
    kind: Literal["down", "away"] = "down" if target[: len(path) - 1] == path[:-1] else "away"
    return Home(kind, target)


def _elsewhere(root: Node, plain: str, parent: Path, known: dict[str, Node]) -> Home | None:
    """In another section: the one nearest to this one, if only one is so near."""
    if any((plain, name) in OPPOSITES for name in known):
        return None
    found = [place for place in _places(root, plain) if place[:-1] != parent]
    shared = [_shared(place, parent) for place in found]
    if not found or shared.count(max(shared)) > 1 or (not max(shared) and plain in COMMON):
        return None
    place = found[shared.index(max(shared))]
    return Home("down" if place[: len(parent)] == parent else "away", place)


def _shared(one: Path, other: Path) -> int:
    """How many sections two places have in common."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(other))


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
