"""GitHub Actions: the event file says what happened.

https://docs.github.com/actions/reference/events-that-trigger-workflows
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govlint.ci.nouns import Change, is_nothing, remote
from govlint.errors import UsageError
from govlint.text import visible

if TYPE_CHECKING:
    from govlint.ci.nouns import Environ, Read

_SYSTEM = "GitHub Actions"
_DEEPEN = "with: {fetch-depth: 0}   (of actions/checkout)"
_NAME_IT = 'Name the base: govlint check --base "origin/$GITHUB_BASE_REF"'
_REQUESTS = ("pull_request", "pull_request_review", "pull_request_review_comment")


def change(environ: Environ, read: Read) -> Change | None:
    """See `govlint.ci.change`."""
    name = environ.get("GITHUB_EVENT_NAME", "")
    if name == "pull_request_target":
        raise UsageError(
            "pull_request_target checks out the base with its secrets, not the pull request.",
            fix="on: pull_request   (for forks: a second workflow on workflow_run comments)",
        )
    if name in _REQUESTS:
        return _request(_Event(name, environ, read))
    if name == "merge_group":
        return _group(_Event(name, environ, read))
    if name == "push" and environ.get("GITHUB_REF", "").startswith("refs/heads/"):
        return _push(_Event(name, environ, read), environ["GITHUB_REF"])
    return None


class _Event:
    """The payload of the event. Raises `UsageError` where it cannot be read."""

    def __init__(self, name: str, environ: Environ, read: Read) -> None:
        path = environ.get("GITHUB_EVENT_PATH", "")
        content = read(path) if path else None
        if content is None:
            raise UsageError(
                "GITHUB_EVENT_PATH names no file that can be read, so the base is not known.",
                fix='Mount it into the container: --volume "$GITHUB_EVENT_PATH:$GITHUB_EVENT_PATH"',
            )
        self._name = name
        self._payload = _parsed(content, path)

    def value(self, *keys: str) -> Any:
        """What stands at a place; None where nothing does."""
        found = self._payload
        for key in keys:
            found = found.get(key) if isinstance(found, dict) else None
        return found

    def text(self, *keys: str) -> str:
        """The text at a place; empty where there is none."""
        found = self.value(*keys)
        return found if isinstance(found, str) else ""

    def need(self, *keys: str) -> str:
        """The text at a place. Raises `UsageError` where there is none."""
        found = self.text(*keys)
        if not found:
            place = ".".join(keys)
            raise UsageError(f"The event {self._name} does not say `{place}`.", fix=_NAME_IT)
        return found


def _parsed(content: bytes, path: str) -> Any:
    import json

    try:
        return json.loads(content)
    except ValueError:
        told = f"{visible(path)} holds no JSON, so the base is not known."
        raise UsageError(told, fix=_NAME_IT) from None


def _request(event: _Event) -> Change:
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


def _group(event: _Event) -> Change:
    base = event.text("merge_group", "base_sha")
    if not base:  # older servers name the branch only
        base = remote(event.need("merge_group", "base_ref"))
    return Change(
        _SYSTEM, "merge queue", base, event.need("merge_group", "head_sha"), None, _DEEPEN
    )


def _push(event: _Event, reference: str) -> Change | None:
    before, after = event.need("before"), event.need("after")
    main = event.text("repository", "default_branch")
    fallback = remote(main) if main and reference != f"refs/heads/{main}" else ""
    lost = is_nothing(before) or event.value("forced") is True
    base = fallback if lost else before
    if not base or is_nothing(after):
        return None
    return Change(_SYSTEM, "push", base, after, None, _DEEPEN)
