"""declaration/path-missing: patterns of ``governs`` that no file matches, so nothing is watched."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from govlint.facts.evidence import globs
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
SIGNS = "*?["
_BEYOND = "{!"
"""Signs whose meaning differs from tool to tool: nothing is said of a pattern that has one."""


def faults(document: Document, named: Iterable[Named], tree: Tree) -> Iterator[Fault]:
    """A warning for each pattern without a file, at its place. It makes no question unclear."""
    for one in named:
        if one.key[0] != "governs" or one.kind != "text" or str(one.key[1]).startswith("x-"):
            continue
        if is_glob(one.written) and not _matched(tree, one.written):
            span = value_span(document, one.key)
            message = f"No file matches {visible(one.written)}, so its history is not watched."
            yield Fault(ID, one.key, span, message, _fix(tree, one.written), "warning", usable=True)


def is_glob(written: str) -> bool:
    """Whether a text is a pattern that is matched here."""
    return any(sign in written for sign in SIGNS) and not any(sign in written for sign in _BEYOND)


def _matched(tree: Tree, written: str) -> bool:
    """Whether a file matches. The tree is listed only for a pattern that its folder leaves open."""
    pattern = joined(tree.base, written)
    folder = globs.literal_folder(pattern)
    if folder == ".." or folder.startswith("../"):
        return True
    if folder and tree.snapshot.kind(folder) is None:
        return tree.snapshot.kind(f"{folder}.dvc") is not None
    if pattern[len(folder) :].lstrip("/") in ("**", "**/*"):
        return True
    prefix = f"{folder}/" if folder else ""
    below = [path for path in tree.files if path.startswith(prefix)]
    pointed = (path.removesuffix(".dvc") for path in below if path.endswith(".dvc"))
    return not below or any(globs.matches(pattern, path) for path in chain(below, pointed))


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
