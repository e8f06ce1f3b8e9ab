"""The real path that a missing one was probably meant to be. Only asked when one is missing."""

from __future__ import annotations

from itertools import takewhile

from govlint import text
from govlint.facts.evidence.tree import joined

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from govlint.facts.evidence.tree import Tree

_MOST = 3000


def other_start(written: str, tree: Tree) -> str:
    """The same path from the other start, if a file is there: the root, or the folder."""
    if not tree.base:
        return ""
    if written.startswith("/"):
        other, real = written.lstrip("/"), joined(tree.base, written.lstrip("/"))
    else:
        other, real = f"/{written}", joined("", written)
    return other if tree.snapshot.kind(real) == "file" else ""


def suggest(real: str, tree: Tree) -> tuple[str, bool]:
    """The nearest path as the declaration would write it, and whether only letter case differs."""
    meant = real.replace("\\", "/")
    named = tree.called(meant.rpartition("/")[2])
    for path in named:
        if path.casefold() == meant.casefold():
            return _seen_from(path, tree), "\\" not in real
    found = _closest(real, named) or _similar_name(real, tree)
    return (_seen_from(found, tree) if found else ""), False


def _similar_name(real: str, tree: Tree) -> str:
    folder, _, name = real.rpartition("/")
    like = tree.ending("." + name.rpartition(".")[2])[:_MOST]
    near = text.nearest(name, dict.fromkeys(path.rpartition("/")[2] for path in like))
    if near is not None:
        return _closest(real, [path for path in like if path.rpartition("/")[2] == near])
    beside = [path for path in like if path.rpartition("/")[0] == folder]
    return beside[0] if len(beside) == 1 else ""


def _closest(real: str, choices: Sequence[str]) -> str:
    """The choice that shares most of its folders with ``real``, from both ends."""
    wanted = real.split("/")

    def likeness(path: str) -> int:
        parts = path.split("/")
        ends = _shared(parts[::-1], wanted[::-1])
        return 2 * (_shared(parts, wanted) + ends) - abs(len(parts) - len(wanted))

    return max(choices, key=likeness, default="")


def _shared(one: list[str], two: list[str]) -> int:
    """How many parts are the same from the beginning."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, two, strict=False))))


def _seen_from(path: str, tree: Tree) -> str:
    if not tree.base:
        return path
    return path[len(tree.base) + 1 :] if tree.under_base(path) else f"/{path}"
