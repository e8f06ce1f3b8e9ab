"""Where there is no repository, or no base: what is said then, without what reads one."""

from __future__ import annotations

from govlint.git.locate import top
from govlint.model import Fact, Unavailable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

WHY = Unavailable(
    "this is not in a git repository",
    "Run govlint inside the repository, or begin one with `git init`.",
    obtainable=False,
)

UNKNOWN_CHANGE: dict[str, Any] = {
    "known": False,
    "base": "",
    "commit": "",
    "state": "",
    "before": "",
    "stage": {"before": "", "after": "", "down": False},
    "weaker": [],
    "stronger": [],
    "sections": [],
    "reviewed": False,
    "governed": {},
    "unanswered": {"count": 0.0, "groups": [], "sections": [], "places": []},
    "whole": False,
    "waivers": [],
    "authors": [],
    "asked": [],
}
"""The fact ``change`` where no base is given: its policies do not apply."""

NO_CHANGE = Fact(UNKNOWN_CHANGE)


def fact(folder: str) -> Fact | None:
    """The fact ``history`` of what lies in no repository; None for what lies in one."""
    return None if top(folder) is not None else Fact(unavailable=WHY)
