"""Keys that are not known where they stand: told once, and moved to where they were meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from govlint import paths
from govlint.model import Fault
from govlint.schema import moves, nulls
from govlint.schema.commas import rejoined
from govlint.schema.homes import GLUED, Home, below, branch, home
from govlint.schema.wording import inline, key_of
from govlint.source import key_span, line_text, moved
from govlint.text import visible

if TYPE_CHECKING:
    from govlint.model import Path
    from govlint.schema.quick import Node
    from govlint.source import Document

ID = "declaration/unknown-key"
MOST = 50
"""So many unknown keys are explained; what is more is only named."""


class Sorted(NamedTuple):
    """A document whose keys stand at their right places, and what was wrong with them."""

    document: Document
    faults: list[Fault]
    unknown: list[Path]
    """Keys that stay unknown: what is in them is not judged."""


def in_order(document: Document, root: Node) -> Sorted:
    """The document with every misspelt and misplaced key where it was meant."""
    document, cut = rejoined(document, root, _unknown(document.data, root)[:MOST])
    faults: list[Fault] = [*cut.values()]
    unknown: list[Path] = []
    for _ in range(20):
        out = set(unknown)
        found = [path for path in _unknown(document.data, root) if not _below(path, out)]
        if not found:
            break
        document = _round(document, root, found, faults, unknown)
    return Sorted(document, faults, unknown)


def _below(path: Path, out: set[Path]) -> bool:
    return any(path[:length] in out for length in range(1, len(path) + 1))


def _round(
    document: Document, root: Node, found: list[Path], faults: list[Fault], unknown: list[Path]
) -> Document:
    """Tell of every key that is found, and move those whose place is known and free."""
    ways: list[tuple[Path, Path]] = []
    going = frozenset(found)
    for path, one in _homes(document, root, found, len(faults)):
        target = one.path
        free = one.kind != "glued" and bool(target) and not _taken(document.data, target, ways)
        if free and (one.kind == "inside" or _returns(document, path, one, faults)):
            ways.append((path, target))
            continue
        fault = _fault(document, path, one, going if free else None)
        if free:
            if not _joins(path, one, ways, faults):
                faults.append(fault)
            ways.append((path, target))
        else:
            faults.append(fault)
            unknown.append(path if one.kind == "glued" else fault.path)
    return moved(_opened(document, ways), ways)


def _returns(document: Document, path: Path, one: Home, faults: list[Fault]) -> bool:
    """Whether a key is beside its neighbour again once that is indented, as was told before.

    Then it says how many lines have to be indented with that.
    """
    if one.kind != "up":
        return False
    neighbour = path[: len(one.path)]
    told = [n for n, f in enumerate(faults) if f.usable and f.path == neighbour]
    outer, own = key_span(document, neighbour), key_span(document, path)
    if not told or outer.line >= own.line or not 0 < own.column - outer.column <= 2:
        return False
    fault = faults[told[0]]
    faults[told[0]] = fault._replace(fix=moves.with_lines(fault.fix, own.line - outer.line - 1))
    return True


def _homes(document: Document, root: Node, found: list[Path], told: int) -> list[tuple[Path, Home]]:
    """Each unknown key with its home; for too many keys none is looked for."""
    room = max(MOST - told, 0)
    known: list[tuple[Path, Home]] = []
    head: tuple[Path, Home] = ((), Home("none"))
    for path in found[:room]:
        within = below(root, head[1], path, document.data) if head[0][:-1] == path[:-1] else None
        one = within or home(root, document.data, path)
        known.append((path, one))
        if not within:
            empty = paths.lookup(document.data, path) is None
            head = (path, one if empty else Home("none"))
    return known + [(path, Home("none")) for path in found[room:]]


def _unknown(data: Any, node: Node, path: Path = ()) -> list[Path]:
    """Every key that is not known where it stands, the outermost only."""
    node = branch(node, data)
    found: list[Path] = []
    if isinstance(data, list):
        for index, item in enumerate(data):
            found += _unknown(item, node.get("items", {}), (*path, index))
    elif isinstance(data, dict) and "properties" in node:
        others = node.get("additionalProperties", {})
        for key, part in data.items():
            inner = node["properties"].get(key, others)
            if key.startswith("x-"):
                continue
            if inner is False:
                found.append((*path, key))
            elif isinstance(inner, dict):
                found += _unknown(part, inner, (*path, key))
    return found


def _taken(data: Any, target: Path, ways: list[tuple[Path, Path]]) -> bool:
    """Whether something stands at ``target`` or will; or where it cannot be put."""
    for path, other in ways:
        whole = isinstance(paths.lookup(data, path), dict | None)
        if other == target or (not whole and target[: len(other)] == other):
            return True
    for length in range(1, len(target)):
        part = paths.lookup(data, target[:length])
        wanted = list if isinstance(target[length], int) else dict
        if part is not None and not isinstance(part, wanted):
            return True
    return _written(data, target)


def _written(data: Any, path: Path) -> bool:
    above = paths.lookup(data, path[:-1])
    return isinstance(above, dict) and path[-1] in above


def _opened(document: Document, ways: list[tuple[Path, Path]]) -> Document:
    """The document with empty sections made ready to take what is moved into them."""
    data, opened = document.data, []
    before = {target: path for path, target in ways}
    for _, target in ways:
        for length in range(1, len(target)):
            place = before.get(target[:length], target[:length])
            above = paths.lookup(data, place[:-1])
            if isinstance(above, dict) and above.get(place[-1], 0) is None:
                data = _with(data, place, {})
                opened.append(place)
    blanks = tuple(blank for blank in document.blanks if blank.path not in opened)
    return document._replace(data=data, blanks=blanks) if opened else document


def _with(data: Any, path: Path, value: Any) -> Any:
    """A copy of ``data`` with ``value`` at ``path``."""
    if not path:
        return value
    copy = data.copy()
    copy[path[0]] = _with(data[path[0]], path[1:], value)
    return copy


def _fault(document: Document, path: Path, one: Home, going: frozenset[Path] | None) -> Fault:
    """``going``: all keys that move; None if this one cannot."""
    if one.kind == "null":
        return nulls.fault(document, path)
    if one.kind in ("none", "unsure"):
        message, fix = _name_as_key(document, path, one) or _no_home(path, one)
    elif going is None and (
        one.kind in ("name", "alias", "own") or _written(document.data, one.path)
    ):
        message, fix = moves.written_twice(document, path, one.path)
    elif one.kind == "up":
        message, fix = moves.up(document, path, one.path, going or ())
    elif one.kind in ("down", "away"):
        message, fix = moves.elsewhere(document, path, one.path)
    elif one.kind == "glued":
        message, fix = _without_colon(document, path)
    else:
        message, fix = _renamed(path, one)
    span, free = key_span(document, path), going is not None
    known = free or one.kind == "glued"
    return Fault(ID, one.path if known else path, span, message, fix, usable=free)


def _renamed(path: Path, one: Home) -> tuple[str, str]:
    key, target = visible(str(path[-1]), 60), key_of(one.path)
    if one.kind == "name":
        return f"unknown key `{key}`; did you mean `{target}`?", f"Rename it:   {target}:"
    if one.kind == "alias":
        return f"unknown key `{key}`; here it is called `{target}`", f"Rename it:   {target}:"
    message = f"unknown key `{key}`; a key of your own begins with `x-`"
    return message, f"Rename it:   {target}:"


def _without_colon(document: Document, path: Path) -> tuple[str, str]:
    """About a key that is known and lacks its colon, so that its value became a part of it."""
    span = key_span(document, path)
    rest = line_text(document, span.line)[span.column - 1 :]
    found = GLUED.match(str(path[-1])[:200])
    key, sign, value = found.groups() if found else ("", "", "")
    if value[:1] in ("{", "["):
        value = rest[len(key) + len(sign) :].partition(" #")[0].rstrip()
    fix = f"Write:   {key}: {visible(value, 120)}"
    if "=" in sign:
        return f"`{key}` is followed by = where YAML has a colon", fix
    what = (
        f"`{key}:` is not followed by a space" if ":" in sign else f"`{key}` has no colon after it"
    )
    return f"{what}, so YAML takes all of this for a key", fix


def _name_as_key(document: Document, path: Path, one: Home) -> tuple[str, str] | None:
    """``- Payroll: {kind: file}``: a list's entry that has its name for a key."""
    entry = paths.lookup(document.data, path[:-1])
    if len(path) < 2 or not isinstance(path[-2], int) or len(entry) != 1 or len(one.others) < 2:
        return None
    key, value = str(path[-1]), entry[path[-1]]
    parts = {one.others[0]: key} | (value if isinstance(value, dict) else {one.others[1]: value})
    message = f"`{visible(key, 60)}` is a key here; in this list it stands under `{one.others[0]}`"
    return message, f"Write:   - {inline(parts)}"


def _no_home(path: Path, one: Home) -> tuple[str, str]:
    key, section = visible(str(path[-1]), 60), key_of(path[:-1])
    where = f" in `{section}`" if section else ""
    if one.kind == "unsure":
        message = f"`{key}` does not stand{where or ' at the top'}; it belongs inside a part of it"
        places = " or ".join(f"`{name}`" for name in one.others)
        return message, f"Move it into {places}."
    fix = f"To keep something of your own, call it `x-{_own(key)}`."
    if one.others:
        fix = f"Known here: {', '.join(one.others)}. {fix}"
    return f"unknown key `{key}`{where}", fix


def _own(key: str) -> str:
    return key.replace("_", "-").replace(" ", "-").casefold()


def _joins(path: Path, one: Home, ways: list[tuple[Path, Path]], faults: list[Fault]) -> bool:
    """Whether this key made the same move as the one told of before, and is told with it."""
    if one.kind not in ("up", "down") or not ways or path[-1] != one.path[-1]:
        return False
    before, target = ways[-1]
    if not faults[-1].usable or faults[-1].path[:-1] != target[:-1]:
        return False
    kept_name = before[-1] == target[-1]
    if not kept_name or before[:-1] != path[:-1] or target[:-1] != one.path[:-1]:
        return False
    faults[-1] = moves.joined(faults[-1], one.path)
    return True
