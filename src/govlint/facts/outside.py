"""Where there is no repository: what is said of its history, without what reads one."""

from __future__ import annotations

from govlint.git.locate import top
from govlint.model import Fact, Unavailable

WHY = Unavailable(
    "this is not in a git repository",
    "Run govlint inside the repository, or begin one with `git init`.",
    obtainable=False,
)


def fact(folder: str) -> Fact | None:
    """The fact ``history`` of what lies in no repository; None for what lies in one."""
    return None if top(folder) is not None else Fact(unavailable=WHY)
