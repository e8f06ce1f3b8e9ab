"""The files that a declaration governs, by the groups of its ``governs``."""

from __future__ import annotations

from itertools import chain

from govlint.facts.evidence import globs
from govlint.facts.evidence.tree import joined
from govlint.paths import lookup

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from govlint.facts.evidence.named import Named
    from govlint.facts.evidence.tree import Tree

MOST = 2000
"""Files of one pattern that are looked at."""
_SIGNS = "*?["
_BEYOND = "{!"
"""Signs whose meaning differs from tool to tool: nothing is said of a pattern that has one."""


def files(tree: Tree, data: Mapping[str, Any], groups: Sequence[str]) -> tuple[str, ...]:
    """The files of some groups, each once, in the order of the patterns."""
    found: dict[str, None] = {}
    for pattern in patterns(tree, data, groups):
        found.update(dict.fromkeys(_matched(tree, pattern)))
    return tuple(found)


def patterns(tree: Tree, data: Mapping[str, Any], groups: Sequence[str]) -> tuple[str, ...]:
    """The patterns of some groups, from the repository's root."""
    written = [pattern for group in groups for pattern in _texts(lookup(data, ("governs", group)))]
    return tuple(joined(tree.base, pattern) for pattern in written)


def written(data: Mapping[str, Any], groups: Sequence[str]) -> bool:
    """Whether the declaration says which files any of some groups holds."""
    return any(lookup(data, ("governs", group)) for group in groups)


def unmatched(one: Named, tree: Tree) -> bool:
    """Whether a named path is a pattern of ``governs`` that no file matches."""
    if one.key[0] != "governs" or one.kind != "text" or str(one.key[1]).startswith("x-"):
        return False
    if not _is_glob(one.written) or _matches_any(tree, one.written):
        return False
    folder, leaves_out = globs.literal_folder(joined(tree.base, one.written)), tree.store.leaves_out
    return leaves_out is None or not leaves_out(folder)


def _is_glob(written: str) -> bool:
    return any(sign in written for sign in _SIGNS) and not any(sign in written for sign in _BEYOND)


def _matches_any(tree: Tree, written: str) -> bool:
    """Whether a file matches; the tree is listed only where the folder alone does not tell."""
    pattern = joined(tree.base, written)
    folder = globs.literal_folder(pattern)
    if folder == ".." or folder.startswith("../"):
        return True
    if folder and tree.snapshot.kind(folder) is None:
        return tree.snapshot.kind(f"{folder}.dvc") is not None or _made_by_dvc(tree, folder)
    if pattern[len(folder) :].lstrip("/") in ("**", "**/*"):
        return True
    below = tree.below(folder)
    pointed = (path.removesuffix(".dvc") for path in below if path.endswith(".dvc"))
    new = not folder and tree.store.of_git
    return new or not below or any(globs.matches(pattern, path) for path in chain(below, pointed))


def _made_by_dvc(tree: Tree, folder: str) -> bool:
    """Whether a pipeline writes into a folder, which DVC then keeps outside git."""
    path = tree.first([joined(tree.base, "dvc.yaml"), "dvc.yaml"])
    content = tree.read(path) if path else None
    return content is not None and f"{folder.rpartition('/')[2]}/" in content.text


def model_folder(tree: Tree, data: Mapping[str, Any]) -> str:
    """The folder that holds the model, or the declaration's own."""
    model = patterns(tree, data, ("model",))
    return globs.literal_folder(model[0]) if model else tree.base


def above(folder: str) -> Iterator[str]:
    """The folder and those above it, nearest first, each with a slash at its end."""
    parts = [part for part in folder.split("/") if part]
    for length in range(len(parts), -1, -1):
        yield "".join(f"{part}/" for part in parts[:length])


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for text in values if isinstance(text, str) and text]


def _matched(tree: Tree, pattern: str) -> list[str]:
    if not any(sign in pattern for sign in "*?["):
        if tree.snapshot.kind(pattern) == "file":
            return [pattern]
        pattern = "**" if pattern == "." else f"{pattern}/**"
    found: list[str] = []
    for path in tree.below(globs.literal_folder(pattern)):
        if globs.matches(pattern, path):
            found.append(path)
            if len(found) >= MOST:
                break
    return found
