"""The job summary of GitHub Actions: the Markdown report within the size that a step may have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint.render import as_markdown, selection
from govlint.render.encode.markdown import prose

if TYPE_CHECKING:
    from govlint.model import Finding
    from govlint.report import Report

MOST_BYTES = 1024 * 1024
"""A longer summary is not shown at all."""
_ROOM = 20_000
"""For what is said of the rest."""


def render(report: Report, _width: int, _colour: bool) -> str:
    """Return the Markdown report; where it is too long, whole findings are left out and counted."""
    texts: list[str] = []
    rest: list[Finding] = []
    size, full = 0, False
    for block in as_markdown.blocks(report):
        size += len(as_markdown.finish([block.text]).encode("utf-8", "replace")) + 1
        full = full or size > MOST_BYTES - _ROOM
        if not full:
            texts.append(block.text)
        elif block.finding:
            rest.append(block.finding)
    if full:
        texts.append(_rest(rest))
    return as_markdown.finish(texts)


def _rest(rest: list[Finding]) -> str:
    told = selection.left_out(rest) if rest else "`govlint check` tells all of it."
    return prose(f"There is no room here for all of the report. {told}")
