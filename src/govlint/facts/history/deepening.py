"""Fetching what the history of some declarations lacks: only when the user asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint.errors import UserError
from govlint.facts import history
from govlint.facts.history import gathering, words
from govlint.facts.history.versions import TODAY
from govlint.git import deepen as fetch
from govlint.git import log
from govlint.git.locate import Trouble, locate
from govlint.text import sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from govlint.facts.history.planning import Request
    from govlint.git.locate import Place

    Tell = Callable[[str], None]
    """Hears how far a fetch is: one short line at a time."""


def deepen(request: Request, tell: Tell) -> bool:
    """Make the clone as deep as history needs it; whether anything was missing.

    Raises `UserError` where it cannot be fetched, with what git said.
    """
    place = _place(request)
    shallow = bool(place.boundary)
    if shallow:
        tell("Fetching the commits that this shallow clone lacks.")
        fetch.history(place, tell)
        place = _place(request)
    return _complete(request, place, tell) or shallow


def _complete(request: Request, place: Place, tell: Tell) -> bool:
    """Fetch what a partial clone left at the server."""
    if not place.promisor:
        return False
    missing = _missing(request)
    treeless = missing is None
    if missing is None:
        tell("Fetching the folders of old commits.")
        fetch.folders(place, tell)
        missing = _missing(request)
    if missing:
        tell(f"Fetching {len(missing)} old versions.")
        fetch.contents(place, missing, tell)
    return treeless or bool(missing)


def _missing(request: Request) -> set[str] | None:
    """The ids of versions that the clone lacks; None where it lacks folders."""
    run = history.start(request._replace(repository=None, kept=None))
    if isinstance(run.repository, Trouble) or run.scan is None:
        return set()
    try:
        if run.process is None:
            return set()
        end = log.read(run.process, run.scan)
        run.scan.finish()
        if end == "failed":
            return None
        reading = gathering.reading(run.request, run.repository, run.scan, end)
        files = gathering.followed(reading, run.subjects, run.request).values()
        wanted = {
            blob
            for ones in (*(file.touches for file in files), *run.scan.touches.values())
            for one in ones
            for blob in (*one.olds, one.new)
            if blob and blob != TODAY
        }
        return {blob for blob in wanted if run.repository.objects.get(blob) is None}
    finally:
        run.repository.close()


def _place(request: Request) -> Place:
    place = locate(request.root)
    if isinstance(place, Trouble):
        why = words.trouble(place)
        raise UserError(sentence(why.reason), fix=why.remedy)
    return place
