"""Azure Pipelines: pull requests; a push does not say what came before it.

https://learn.microsoft.com/azure/devops/pipelines/build/variables
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint.ci.nouns import Change, need, number, remote

if TYPE_CHECKING:
    from govlint.ci.nouns import Environ, Read

_SYSTEM = "Azure Pipelines"
_DEEPEN = "fetchDepth: 0   (of the step checkout: self)"
_NAME_IT = "Name the base: govlint check --base origin/main"


def change(environ: Environ, _read: Read) -> Change | None:
    """See `govlint.ci.change`. A branch is named in full, or not, by where the code lives."""
    own = environ.get("SYSTEM_PULLREQUEST_PULLREQUESTID", "")
    if environ.get("BUILD_REASON") != "PullRequest" and not own:
        return None
    branch = need(environ, "SYSTEM_PULLREQUEST_TARGETBRANCH", _SYSTEM, _NAME_IT)
    head = environ.get("SYSTEM_PULLREQUEST_SOURCECOMMITID", "")
    shown = environ.get("SYSTEM_PULLREQUEST_PULLREQUESTNUMBER", "") or own
    return Change(_SYSTEM, "pull request", remote(branch), head, number(shown), _DEEPEN)
