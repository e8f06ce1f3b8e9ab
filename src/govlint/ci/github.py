"""GitHub Actions: the event file says what happened.

https://docs.github.com/actions/reference/events-that-trigger-workflows
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint.ci.event import Event, refuse_target
from govlint.ci.nouns import Change, is_nothing, remote

if TYPE_CHECKING:
    from govlint.ci.nouns import Environ, Read

_SYSTEM = "GitHub Actions"
_DEEPEN = "with: {fetch-depth: 0}   (of actions/checkout)"
_REQUESTS = ("pull_request", "pull_request_review", "pull_request_review_comment")


def change(environ: Environ, read: Read) -> Change | None:
    """See `govlint.ci.change`."""
    name = environ.get("GITHUB_EVENT_NAME", "")
    refuse_target(name)
    if name in _REQUESTS:
        return _request(Event(name, environ, read))
    if name == "merge_group":
        return _group(Event(name, environ, read))
    if name == "push" and environ.get("GITHUB_REF", "").startswith("refs/heads/"):
        return _push(Event(name, environ, read), environ["GITHUB_REF"])
    return None


def _request(event: Event) -> Change:
    """The head is the branch's, not the merge that was checked out."""
    number = event.value("pull_request", "number")
    return Change(
        _SYSTEM,
        "pull request",
        event.need("pull_request", "base", "sha"),
        event.need("pull_request", "head", "sha"),
        number if isinstance(number, int) else None,
        _DEEPEN,
    )


def _group(event: Event) -> Change:
    base = event.text("merge_group", "base_sha")
    if not base:  # older servers name the branch only
        base = remote(event.need("merge_group", "base_ref"))
    return Change(
        _SYSTEM, "merge queue", base, event.need("merge_group", "head_sha"), None, _DEEPEN
    )


def _push(event: Event, reference: str) -> Change | None:
    before, after = event.need("before"), event.need("after")
    main = event.text("repository", "default_branch")
    fallback = remote(main) if main and reference != f"refs/heads/{main}" else ""
    lost = is_nothing(before) or event.value("forced") is True
    base = fallback if lost else before
    if not base or is_nothing(after):
        return None
    return Change(_SYSTEM, "push", base, after, None, _DEEPEN)
