"""Comments on pull requests: one comment, found again and edited in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from govlint.errors import ForgeError, UsageError
from govlint.forge.patience import Patience, within
from govlint.forge.posting import post

if TYPE_CHECKING:
    from collections.abc import Callable

    from govlint.ci.request import Request
    from govlint.forge.github import GitHub
    from govlint.forge.gitlab import GitLab

__all__ = ["Means", "comment", "variable"]

_VARIABLES = {"github": "GITHUB_TOKEN", "gitlab": "GITLAB_TOKEN"}
_MEND = {
    "github": "env: {GITHUB_TOKEN: ${{ github.token }}}   "
    "(and permissions: {pull-requests: write})",
    "gitlab": "A project access token with the scope api and the role Reporter, as a masked "
    "variable; the job's own token can only read.",
}


class Means(NamedTuple):
    """What the command was given to post with."""

    token: str
    """A secret: it goes to the forge and nowhere else."""
    limit: float
    """Seconds for all of it."""
    tell: Callable[[str], None]
    """Is told each request that was sent."""


def comment(request: Request, text: str, means: Means, *, clean: bool) -> str:
    """Write the comment, and return what was done, as a sentence.

    ``clean``: there is nothing new to say. Raises `ForgeError` where the forge was not reached in
    time or refused, and `UsageError` where the library for it is not installed.
    """
    if not means.token:
        told = f"{variable(request.forge)} is not set, so nothing was posted."
        raise ForgeError(told, fix=_MEND[request.forge])
    made = _door(request.forge)
    door = made(request, means.token, Patience(means.limit), means.tell)
    return within(means.limit, lambda: post(door, request.head, text, clean=clean))


def variable(forge: str) -> str:
    """The name of the variable that holds the token for a forge."""
    return _VARIABLES[forge]


def _door(forge: str) -> type[GitHub] | type[GitLab]:
    """What asks a forge; importing its library takes up to a second, which is not the forge's."""
    try:
        if forge == "gitlab":
            from govlint.forge.gitlab import GitLab

            return GitLab
        from govlint.forge.github import GitHub
    except ModuleNotFoundError:
        raise UsageError(
            f"The library for this is not installed: it comes with the extra [{forge}].",
            fix=f"pip install 'govlint[{forge}]'",
        ) from None
    return GitHub
