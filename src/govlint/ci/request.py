"""The pull request that a comment may go to, as the runner vouches for it.

Nothing here comes from what a pull request's own job wrote: the event and the variables are the
runner's. For a ``workflow_run`` GitHub leaves out the numbers of forks' pull requests, so only the
head commit is known, and the branch that it was pushed to.
https://docs.github.com/actions/reference/events-that-trigger-workflows#workflow_run
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from govlint.ci.event import Event, refuse_target
from govlint.ci.nouns import number
from govlint.errors import UsageError

if TYPE_CHECKING:
    from govlint.ci.nouns import Environ, Read

_GITHUB_API = "https://api.github.com"
_PAGES = "GOVLINT_DOCS"
"""Where the pages about our rules can be read: a user says it, for there is no one place."""
_DRY = "Outside a pipeline, `--dry-run` prints the comment."


class Request(NamedTuple):
    """A pull request, or merge request, of one forge."""

    forge: Literal["github", "gitlab"]
    api: str = ""
    """The address of the forge's API."""
    project: str = ""
    """``octo-org/ranker``, or the project's number on GitLab."""
    number: int | None = None
    """None where only the head is known."""
    head: str = ""
    """The commit that the comment is about."""
    source: str = ""
    """The web address of the repository that holds the head: the author's fork."""
    owner: str = ""
    """Who owns that repository."""
    branch: str = ""
    """The author's branch."""
    strange: bool = False
    """The report comes from a job that the author of the change controls."""
    pages: str = ""
    """The address of govlint's own ``docs`` folder, where the pipeline names it."""


def github(environ: Environ, read: Read) -> Request | None:
    """The pull request of a run of GitHub Actions; None where a run is about none.

    Raises `UsageError` outside GitHub Actions, and where the event does not say what it has to.
    """
    name = environ.get("GITHUB_EVENT_NAME", "")
    if environ.get("GITHUB_ACTIONS", "").lower() != "true" or not name:
        raise UsageError("This is no run of GitHub Actions, so there is no pull request.", fix=_DRY)
    if name == "workflow_run":
        return _after(Event(name, environ, read, _DRY), environ)
    refuse_target(name)
    if name.startswith("pull_request"):
        return _during(Event(name, environ, read, _DRY), environ)
    return None


def _during(event: Event, environ: Environ) -> Request:
    own = event.value("pull_request", "number")
    if not isinstance(own, int):
        raise UsageError("The event does not say `pull_request.number`.", fix=_DRY)
    return _request(event, environ, "pull_request.head.repo")._replace(
        number=own,
        head=event.need("pull_request", "head", "sha"),
        branch=event.text("pull_request", "head", "ref"),
    )


def _after(event: Event, environ: Environ) -> Request | None:
    if not event.text("workflow_run", "event").startswith("pull_request"):
        return None
    return _request(event, environ, "workflow_run.head_repository")._replace(
        head=event.need("workflow_run", "head_sha"),
        branch=event.text("workflow_run", "head_branch"),
        strange=True,
    )


def _request(event: Event, environ: Environ, repository: str) -> Request:
    keys = repository.split(".")
    name, server = event.text(*keys, "full_name"), environ.get("GITHUB_SERVER_URL", "").rstrip("/")
    return Request(
        "github",
        api=environ.get("GITHUB_API_URL", "") or _GITHUB_API,
        project=_need(environ, "GITHUB_REPOSITORY", "GitHub Actions"),
        source=f"{server}/{name}" if name and server else "",
        owner=name.partition("/")[0],
        pages=environ.get(_PAGES, ""),
    )


def gitlab(environ: Environ) -> Request | None:
    """The merge request of a pipeline of GitLab; None where it is about none, or a merge train.

    Raises `UsageError` outside GitLab CI.
    """
    if environ.get("GITLAB_CI", "").lower() != "true":
        raise UsageError("This is no pipeline of GitLab, so there is no merge request.", fix=_DRY)
    own = number(environ.get("CI_MERGE_REQUEST_IID", ""))
    if own is None or environ.get("CI_MERGE_REQUEST_EVENT_TYPE") == "merge_train":
        return None
    head = environ.get("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", "")
    return Request(
        "gitlab",
        api=_need(environ, "CI_SERVER_URL", "GitLab CI"),
        project=_need(environ, "CI_MERGE_REQUEST_PROJECT_ID", "GitLab CI"),
        number=own,
        head=head or _need(environ, "CI_COMMIT_SHA", "GitLab CI"),
        source=environ.get("CI_MERGE_REQUEST_SOURCE_PROJECT_URL", ""),
        branch=environ.get("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", ""),
        pages=environ.get(_PAGES, ""),
    )


def _need(environ: Environ, name: str, system: str) -> str:
    value = environ.get(name, "")
    if not value:
        raise UsageError(f"{system} did not set {name}, so the comment has no place.", fix=_DRY)
    return value
