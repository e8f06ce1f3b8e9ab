"""A tree of files from a table, as detectors see it."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from govlint.facts.evidence.tree import Tree
from govlint.snapshot import WorkingTree

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable

    Grow = Callable[..., Tree]


@pytest.fixture
def grow(tmp_path: pathlib.Path) -> Grow:
    """A function that writes files (text or bytes by path) to a new folder and gives its tree."""

    counted = itertools.count()

    def write(files: dict[str, str | bytes], base: str = "", **more: object) -> Tree:
        top = tmp_path / str(next(counted))
        top.mkdir()
        for path, content in files.items():
            full = top / path
            full.parent.mkdir(parents=True, exist_ok=True)
            full.write_bytes(content.encode() if isinstance(content, str) else content)
        return Tree(WorkingTree(str(top)), base, **more)  # type: ignore[arg-type]

    return write
