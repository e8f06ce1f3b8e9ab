"""Path filters of pipelines and editors: whether they cover a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govlint.facts.evidence import globs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


_ODD = re.compile(r"[+?\[\]{}()$@]")
"""Signs that forges read in their own ways."""


_USUAL = ("main", "master")
"""What the branch is mostly called that changes go to; its name is set at the forge."""


def misses_branch(wanted: Sequence[str], ignored: Sequence[str], key: str) -> str:
    """Return why changes to the default branch may not be meant; empty where they are.

    What is not understood is not taken for a branch that is wanted.
    """
    if wanted and not any(covers([each], name) for each in wanted for name in _USUAL):
        some = ", ".join(wanted[:3])
        return f"`{key}` starts it only for {some}, and where changes go cannot be seen here"
    if any(may_cover(ignored, name) for name in _USUAL):
        return f"`{key}` leaves out {ignored[0]}, and where changes go cannot be seen here"
    return ""


def called(pattern: str) -> Callable[[str], bool]:
    """Return what tells whether a whole path is of a form."""
    match = re.compile(pattern).fullmatch
    return lambda path: match(path) is not None


def is_sample(path: str) -> bool:
    """Whether a file stands in a folder of documentation, for others to copy."""
    return not {"docs", "doc"}.isdisjoint(path.split("/")[:-1])


def may_cover(patterns: Iterable[str], path: str) -> bool:
    """Whether a file is covered, or could be: what is not understood counts as if it did."""
    listed = list(patterns)
    return any(map(_ODD.search, listed)) or covers(listed, path)


def covers(patterns: Iterable[str], path: str) -> bool:
    """Whether the last pattern that matches is no ``!`` one.

    A pattern starts at the top; ``**`` alone, or at the end, takes everything below.
    """
    found = False
    for written in patterns:
        pattern = written.lstrip("!").removeprefix("./").lstrip("/")
        pattern = re.sub(r"\*\*(?=[^/*])", "**/*", pattern)
        forms = (pattern, f"{pattern.removesuffix('/**')}/**/*", pattern.replace("**/", "", 1))
        if any(globs.matches(form, path) for form in forms):
            found = not written.startswith("!")
    return found
