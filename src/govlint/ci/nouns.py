"""What every system of continuous integration is asked for, and how it is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from govlint.errors import UsageError
from govlint.record import Record

Environ = Mapping[str, str]
Read = Callable[[str], bytes | None]


class Change(Record):
    """What a run is about. The change begins where base and head parted."""

    system: str
    """``GitHub Actions``, ``GitLab CI``, …"""
    event: str
    """``pull request``, ``merge queue`` or ``push``."""
    base: str
    """A revision."""
    head: str
    """A revision; empty where it is what was checked out."""
    number: int | None
    """Of the pull request."""
    deepen: str
    """The line that brings the base, where this clone does not hold it."""
    otherwise: str = ""
    """Another base, where nobody has the first one any more: a branch was pushed by force."""


def need(environ: Environ, name: str, system: str, fix: str) -> str:
    """The value of a variable. Raises `UsageError` with ``fix`` where it is not set."""
    value = environ.get(name, "")
    if not value:
        raise UsageError(f"{system} did not set {name}, so the base is not known.", fix=fix)
    return value


def number(text: str) -> int | None:
    """The number of a pull request."""
    return int(text) if text.isascii() and text.isdigit() else None


def remote(branch: str) -> str:
    """A branch as a clone knows it, whether it was named in full or not."""
    return f"origin/{branch.removeprefix('/').removeprefix('refs/heads/')}"


def is_nothing(commit: str) -> bool:
    """Whether an id stands for no commit."""
    return not commit.strip("0")
