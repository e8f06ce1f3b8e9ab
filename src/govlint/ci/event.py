"""The payload of an event of GitHub Actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govlint.errors import UsageError
from govlint.text import visible

if TYPE_CHECKING:
    from govlint.ci.nouns import Environ, Read

NAME_IT = 'Name the base: govlint check --base "origin/$GITHUB_BASE_REF"'


def refuse_target(name: str) -> None:
    """Raise `UsageError` for the event that gives a stranger's change the base's secrets."""
    if name == "pull_request_target":
        raise UsageError(
            "pull_request_target checks out the base with its secrets, not the pull request.",
            fix="on: pull_request   (for forks: a second workflow on workflow_run comments)",
        )


class Event:
    """The payload of the event. Raises `UsageError` where it cannot be read.

    ``otherwise``: what does without what the event does not say.
    """

    def __init__(self, name: str, environ: Environ, read: Read, otherwise: str = NAME_IT) -> None:
        path = environ.get("GITHUB_EVENT_PATH", "")
        content = read(path) if path else None
        if content is None:
            raise UsageError(
                "GITHUB_EVENT_PATH names no file that can be read, so the change is not known.",
                fix='Mount it into the container: --volume "$GITHUB_EVENT_PATH:$GITHUB_EVENT_PATH"',
            )
        self._name = name
        self._otherwise = otherwise
        self._payload = self._parsed(content, path)

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
            raise UsageError(f"The event {self._name} does not say `{place}`.", fix=self._otherwise)
        return found

    def _parsed(self, content: bytes, path: str) -> Any:
        import json

        try:
            return json.loads(content)
        except (ValueError, RecursionError):
            told = f"{visible(path)} holds no JSON, so the change is not known."
            raise UsageError(told, fix=self._otherwise) from None
