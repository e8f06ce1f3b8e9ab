"""The outputs of a comparison of declarations: each format is one file with one function."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from govlint.difference import Difference

    Renderer = Callable[[Difference, int, bool], str]


def plain(difference: Difference, width: int, colour: bool) -> str:
    """Return text for pipes and logs: a line for each change, then who should agree."""
    from govlint.render.change.plain import render

    return render(difference, width, colour)


def terminal(difference: Difference, width: int, colour: bool) -> str:
    """Return text for a person: what weakens first."""
    from govlint.render.change.terminal import render

    return render(difference, width, colour)


def json(difference: Difference, width: int, colour: bool) -> str:
    """Return the JSON contract, ``schemas/diff.v1.schema.json``."""
    from govlint.render.change.as_json import render

    return render(difference, width, colour)


def markdown(difference: Difference, width: int, colour: bool) -> str:
    """Return Markdown for a comment or a summary."""
    from govlint.render.change.as_markdown import render

    return render(difference, width, colour)


FORMATS: dict[str, Renderer] = {
    "terminal": terminal,
    "plain": plain,
    "json": json,
    "markdown": markdown,
}
"""What ``govlint diff --format`` takes."""
