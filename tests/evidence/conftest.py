"""A tree of files from a table, as detectors see it."""

from __future__ import annotations

import os
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
    """A function that writes files (text or bytes by path) and gives the tree of them."""

    def write(files: dict[str, str | bytes], base: str = "", **more: object) -> Tree:
        for path, content in files.items():
            full = tmp_path / path
            full.parent.mkdir(parents=True, exist_ok=True)
            full.write_bytes(content.encode() if isinstance(content, str) else content)
        os.makedirs(tmp_path, exist_ok=True)
        return Tree(WorkingTree(str(tmp_path)), base, **more)  # type: ignore[arg-type]

    return write
