"""What the posting of a comment needs of a forge, and nothing of its library."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from govlint.errors import ForgeError

if TYPE_CHECKING:
    from collections.abc import Iterator


class Standing(NamedTuple):
    """A pull request as it is now."""

    label: str
    """``pull request 7``."""
    open: bool
    head: str


class Note(NamedTuple):
    """A comment that somebody wrote."""

    id: int
    text: str
    ours: bool
    """It was written by a bot, or by the account that the token belongs to."""


class Forge(Protocol):
    """One pull request of a forge. Every method may raise `ForgeError`."""

    def standing(self) -> Standing | None:
        """Return how the pull request stands; None where no open one has this head."""

    def notes(self) -> Iterator[Note]:
        """Yield its comments, page by page."""

    def create(self, text: str) -> None:
        """Write a new comment."""

    def edit(self, note: Note, text: str) -> None:
        """Write a comment anew."""


class RefusedError(ForgeError):
    """An answer that says no; ``wait`` is in seconds, None where asking again is no use."""

    def __init__(self, message: str, wait: float | None = None, fix: str = "") -> None:
        super().__init__(message, fix=fix)
        self.wait = wait
