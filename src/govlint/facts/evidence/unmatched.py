"""declaration/path-missing: patterns of ``governs`` that no file matches, so nothing is watched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint.facts.evidence import globs
from govlint.facts.evidence.governed import unmatched
from govlint.facts.evidence.tree import joined
from govlint.model import Fault
from govlint.source import value_span
from govlint.text import nearest, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from govlint.facts.evidence.named import Named
    from govlint.facts.evidence.tree import Tree
    from govlint.source import Document

ID = "declaration/path-missing"


def faults(document: Document, named: Iterable[Named], tree: Tree) -> Iterator[Fault]:
    """A warning for each pattern without a file, at its place. It makes no question unclear."""
    for one in named:
        if unmatched(one, tree):
            span = value_span(document, one.key)
            message = f"No file matches {visible(one.written)}, so its history is not watched."
            yield Fault(ID, one.key, span, message, _fix(tree, one.written), "warning", usable=True)


def _fix(tree: Tree, written: str) -> str:
    folder = globs.literal_folder(joined(tree.base, written))
    if folder and tree.snapshot.kind(folder) is None:
        meant = _other_start(tree, written) or _meant(tree, written, folder)
        return f"Did you mean {visible(meant)}?" if meant else _START
    return f"There is nothing like that in {visible(folder)}." if folder else _START


def _other_start(tree: Tree, written: str) -> str:
    """The same pattern from the other start, if its folder is there."""
    if not tree.base:
        return ""
    other = written.lstrip("/") if written.startswith("/") else f"/{written}"
    folder = globs.literal_folder(joined(tree.base, other))
    return other if folder and tree.snapshot.kind(folder) == "folder" else ""


def _meant(tree: Tree, written: str, folder: str) -> str:
    """The pattern with its first folder that is not there replaced by the one beside it."""
    parts = folder.split("/")
    there = next(
        n for n in range(len(parts)) if tree.snapshot.kind("/".join(parts[: n + 1])) is None
    )
    prefix = "".join(f"{part}/" for part in parts[:there])
    size = len(prefix)
    below = (path[size:] for path in tree.files if path.startswith(prefix))
    beside = dict.fromkeys(path.partition("/")[0] for path in below if "/" in path)
    lost = parts[there]
    near = nearest(lost, beside) or next((name for name in beside if _short(lost, name)), "")
    head, _, tail = f"/{written}".partition(f"/{lost}/")
    return f"{head}/{near}/{tail}"[1:] if near else ""


def _short(one: str, two: str) -> bool:
    """Whether one name is the other with letters left out: ``src`` of ``source``."""
    less, more = sorted((one.casefold(), two.casefold()), key=len)
    rest = iter(more)
    return len(less) > 2 and less[0] == more[0] and all(sign in rest for sign in less)


_START = "Paths start from this file's folder; with a leading / from the repository's root."
