"""Base and head of a change, as the continuous integration that runs us tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint.ci import azure, bitbucket, github, gitlab, jenkins
from govlint.ci.nouns import Change

if TYPE_CHECKING:
    from collections.abc import Callable

    from govlint.ci.nouns import Environ, Read

__all__ = ["Change", "change"]

_SYSTEMS: tuple[tuple[str, str, Callable[[Environ, Read], Change | None]], ...] = (
    ("GITHUB_ACTIONS", "true", github.change),
    ("GITLAB_CI", "true", gitlab.change),
    ("BITBUCKET_BUILD_NUMBER", "", bitbucket.change),
    ("TF_BUILD", "true", azure.change),
    ("JENKINS_URL", "", jenkins.change),
)
"""What each sets, to which value (empty: to any), and who reads the rest."""


def change(environ: Environ, read: Read) -> Change | None:
    """The change that this run is about; None outside CI, and for a run that is about none.

    A schedule, a tag and a run by hand are about no change, nor is a push of which the CI does
    not say what came before. Raises `UsageError`, with what to add to the pipeline, where there
    is a pull request and its base is not told. ``read`` gives a file's content by its path, or
    None.
    """
    for sign, value, told in _SYSTEMS:
        written = environ.get(sign, "")
        if written and value in ("", written.lower()):
            return told(environ, read)
    return None
