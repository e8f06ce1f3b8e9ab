"""A quoted text that runs on over the keys below it: its closing quote is missing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from govlint.source import values
from govlint.source.document import Position
from govlint.source.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govlint.source.document import Mark
    from govlint.source.scene import Slip

_ENTRY = re.compile(r"""\s*(- |(["']?)[\w-]+\2:(\s|$))""")


def swallows(lines: Sequence[str], start: Mark, end: Mark) -> bool:
    """Whether a quoted text holds a line that can only be a key or an item beside its own."""
    head = lines[start.line]
    bare = len(head) - len(head.lstrip(" -"))
    column = bare if bare < start.column else len(head) - len(head.lstrip(" "))
    return any(
        len(text) - len(text.lstrip(" ")) <= column and _ENTRY.match(text)
        for text in lines[start.line + 1 : end.line + 1]
    )


def quote(scene: Scene) -> Slip | None:
    """The slip at the first quote that swallows keys, if reading stopped in or behind it."""
    for start, end in _quoted(scene):
        if start.line < end.line and swallows(scene.sheet.lines, start, end):
            at = Position(start.line, start.column)
            return values.unclosed_quote(Scene(scene.sheet, scene.problem, at, at))
    return None


def _quoted(scene: Scene) -> Iterator[tuple[Mark, Mark]]:
    """Where the quoted texts before ``at`` begin and end; the one it may stand in is the last."""
    for token in scene.tokens:
        if isinstance(token, yaml.ScalarToken) and token.style in ('"', "'"):
            yield token.start_mark, token.end_mark
    if scene.since and "quoted scalar" in scene.problem:
        yield scene.since, scene.at
