"""A moment that a partial or shallow clone does not hold whole: fetched on request, or refused."""

from __future__ import annotations

from govlint.errors import UsageError, UserError
from govlint.facts.history import words
from govlint.git.locate import Trouble, locate
from govlint.text import sentence, visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from govlint.git.repository import Repository
    from govlint.moments import Asked
    from govlint.report import Outcome

_ROUNDS = 4
"""How often a partial clone is completed: what a configuration names is known when it is there."""


def whole(
    attempt: Callable[[], tuple[Outcome | UserError, Repository]],
    what: str,
    tell: Callable[[str], None] | None,
) -> Outcome:
    """What an attempt gives, made again once what a partial clone lacks for it is fetched.

    ``what`` is read, and ``tell`` hears how far a fetch is; None: nothing is fetched. Raises
    `UserError`: the attempt's own, or why not all of it could be read.
    """
    for _ in range(_ROUNDS):
        found, repository = attempt()
        if not repository.objects.lacking:
            if isinstance(found, UserError):
                raise found
            return found
        if tell is None or not repository.place.promisor or repository.objects.trouble:
            break
        from govlint.git import deepen

        deepen.contents(repository.place, repository.objects.lacking, tell)
    raise incomplete(repository, f"files of {what}")


def incomplete(repository: Repository, what: str) -> UsageError:
    """The error where something that is needed is not in the clone, or was not got."""
    trouble = repository.objects.trouble
    if trouble:
        why = words.trouble(Trouble("silent" if trouble == "silent" else "unread"))
    else:
        why = words.lacking(what, promisor=repository.place.promisor)
    return UsageError(sentence(why.reason), fix=why.remedy)


def fetched(path: str, asked: Asked, tell: Callable[[str], None], missing: UsageError) -> Asked:
    """The same moments, once their commits are fetched from the clone's remote.

    The base is then named by its id. Raises ``missing`` where there is nothing to fetch it from,
    with what git said where it was tried.
    """
    from govlint.git import deepen

    place = locate(path)
    if isinstance(place, Trouble):
        raise missing
    shallow = bool(place.boundary)
    try:
        if shallow:
            tell("Fetching the commits that this shallow clone lacks.")
            deepen.history(place, tell)
            place = place._replace(boundary=frozenset())
        tell(f"Fetching {visible(asked.base)}.")
        return asked._replace(base=deepen.commit(place, asked.base, tell))
    except UserError as error:
        if shallow and not place.boundary:  # that may be all it took
            return asked
        raise UsageError(f"{missing.message} {sentence(error.message)}", fix=missing.fix) from error
