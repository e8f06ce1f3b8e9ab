"""What the fact ``change`` is made from."""

from __future__ import annotations

from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from govlint.comparison import Comparison
    from govlint.git.changes import Changed
    from govlint.schema import Form


class Author(Record):
    """Somebody who changed the declaration."""

    name: str
    mail: str
    commit: str
    """Empty for what is not committed yet."""


class Seen(Record):
    """One declaration between base and head, and what else the change does."""

    base: str
    """The base's name: ``commit 1a2b3c4``."""
    commit: str
    """The base's id."""
    old: Form | None
    new: Form | None
    comparison: Comparison
    files: Sequence[Changed]
    whole: bool
    """False: some changed files are not known."""
    authors: Sequence[Author]
    """Of the commits that touched the declaration."""
    others: Mapping[str, Mapping[str, Any]] = {}
    """The other declarations of the head, by their path: each governs its own folder."""
    mailmap: bytes = b""
    bots: tuple[str, ...] = ()
