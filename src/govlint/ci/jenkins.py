"""Jenkins: change requests of a multibranch project, and builds of a branch.

https://www.jenkins.io/doc/book/pipeline/multibranch/ and the Git plugin's variables
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint.ci.nouns import Change, is_nothing, need, number, remote

if TYPE_CHECKING:
    from govlint.ci.nouns import Environ, Read

_SYSTEM = "Jenkins"
_NAME_IT = "Name the base: govlint check --base origin/main"
_FETCH = (
    "sh 'git fetch --no-tags origin "
    "+refs/heads/$CHANGE_TARGET:refs/remotes/origin/$CHANGE_TARGET'   (before govlint)"
)
_DEEPEN = "checkout scm without a shallow clone (Advanced clone behaviours)"


def change(environ: Environ, _read: Read) -> Change | None:
    """See `govlint.ci.change`. A branch is compared with its last build that succeeded."""
    own = environ.get("CHANGE_ID", "")
    if own:
        branch = need(environ, "CHANGE_TARGET", _SYSTEM, _NAME_IT)
        return Change(_SYSTEM, "pull request", remote(branch), "", number(own), _FETCH)
    before = environ.get("GIT_PREVIOUS_SUCCESSFUL_COMMIT", "")
    if environ.get("TAG_NAME") or before in ("", "null") or is_nothing(before):
        return None
    return Change(_SYSTEM, "push", before, "", None, _DEEPEN)
