"""The outputs: each format is one file with one function of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from govlint.report import Report

    Renderer = Callable[[Report, int, bool], str]


def plain(report: Report, width: int, colour: bool) -> str:
    """Return text for pipes and logs: one block per finding, then the diagnosis."""
    from govlint.render.plain import render

    return render(report, width, colour)


def terminal(report: Report, width: int, colour: bool) -> str:
    """Return text for a person: frames of source, the ten questions, the verdict."""
    from govlint.render.terminal import render

    return render(report, width, colour)


def json(report: Report, width: int, colour: bool) -> str:
    """Return the JSON contract, ``schemas/report.v1.schema.json``."""
    from govlint.render.as_json import render

    return render(report, width, colour)


FORMATS: dict[str, Renderer] = {"terminal": terminal, "plain": plain, "json": json}
"""What ``--format`` takes. Each returns text that ends with a line end, or nothing at all."""
