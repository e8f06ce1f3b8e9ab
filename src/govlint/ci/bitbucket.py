"""Bitbucket Pipelines: pull requests; a push does not say what came before it.

https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint.ci.nouns import Change, need, number, remote

if TYPE_CHECKING:
    from govlint.ci.nouns import Environ, Read

_SYSTEM = "Bitbucket Pipelines"
_DEEPEN = "clone: {depth: full}   (at the top of bitbucket-pipelines.yml)"
_NAME_IT = "Name the base: govlint check --base origin/main"


def change(environ: Environ, _read: Read) -> Change | None:
    """See `govlint.ci.change`. Commits may be the first twelve signs of an id."""
    own = environ.get("BITBUCKET_PR_ID", "")
    if not own:
        return None
    base = environ.get("BITBUCKET_PR_DESTINATION_COMMIT", "")
    if not base:
        branch = need(environ, "BITBUCKET_PR_DESTINATION_BRANCH", _SYSTEM, _NAME_IT)
        base = remote(branch)
    head = environ.get("BITBUCKET_COMMIT", "")
    return Change(_SYSTEM, "pull request", base, head, number(own), _DEEPEN)
