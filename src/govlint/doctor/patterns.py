"""Path filters of pipelines and editors: whether they cover a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint.facts.evidence import globs

if TYPE_CHECKING:
    from collections.abc import Iterable


def covers(patterns: Iterable[str], path: str) -> bool:
    """Whether the last pattern that matches is no ``!`` one.

    A pattern starts at the top; ``**`` alone, or at the end, takes everything below.
    """
    found = False
    for written in patterns:
        pattern = written.lstrip("!").removeprefix("./").lstrip("/")
        forms = (pattern, f"{pattern.removesuffix('/**')}/**/*", pattern.replace("**/", "", 1))
        if any(globs.matches(form, path) for form in forms):
            found = not written.startswith("!")
    return found
