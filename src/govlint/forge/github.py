"""GitHub, by PyGithub: the only file that imports it.

PyGithub's own retries, redirects and addresses from the server are not used: it would wait for as
long as ``Retry-After`` says, and the token goes to the API's own host only.
https://docs.github.com/rest/issues/comments
"""

from __future__ import annotations

import math
import re
import time
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from github import Auth, Github, GithubException

from govlint.errors import ForgeError, UsageError
from govlint.forge.nouns import Note, RefusedError, Standing
from govlint.forge.patience import seconds_of
from govlint.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import github

    from govlint.ci.request import Request
    from govlint.forge.patience import Patience

_NEXT = re.compile(r'<([^<>]{1,2000})>\s*;[^,]*\brel="?next\b')
_PROJECT = re.compile(r"(?!\.+/)[\w.-]+/(?!\.+$)[\w.-]+", re.ASCII)
_OF_AN_APP = "ghs_"
"""How the tokens of apps begin, that of GitHub Actions too."""
_MOST_PAGES = 100
_FORBIDDEN = (
    "The job needs permissions: {pull-requests: write}. A fork's job cannot have them: "
    "there, a second workflow on workflow_run comments."
)


class GitHub:
    """One pull request on GitHub or GitHub Enterprise."""

    def __init__(
        self, request: Request, token: str, patience: Patience, tell: Callable[[str], None]
    ) -> None:
        self._base = urlsplit(request.api)
        if self._base.scheme not in ("http", "https") or not self._base.hostname:
            raise UsageError(f"GITHUB_API_URL is no address: {visible(request.api)}")
        if not _PROJECT.fullmatch(request.project):
            raise UsageError(f"GITHUB_REPOSITORY names none: {visible(request.project)}")
        self._request, self._token, self._patience, self._tell = request, token, patience, tell
        self._path = f"/repos/{request.project}"
        self._number = request.number
        self._asked = Github(
            base_url=request.api.rstrip("/"),
            auth=Auth.Token(token),
            timeout=math.ceil(patience.seconds()),
            retry=0,
            per_page=100,
            lazy=True,
            seconds_between_requests=None,
            seconds_between_writes=None,
        ).requester

    def standing(self) -> Standing | None:
        """See `Forge.standing`."""
        if self._number is None:
            self._number = self._found()
        if self._number is None:
            return None
        told = _mapping(self._ask("GET", f"{self._path}/pulls/{self._number}")[1])
        state, head = told.get("state"), _mapping(told.get("head")).get("sha")
        if not (isinstance(state, str) and isinstance(head, str)):
            raise ForgeError("GitHub answered with something else than a pull request.")
        return Standing(f"pull request {self._number}", state == "open", head)

    def _found(self) -> int | None:
        """The number of the one open pull request with our head.

        The commits of a fork are not those of the repository, so GitHub is asked for the branch,
        and each answer is held against the head that the runner vouches for.
        """
        request = self._request
        if not (request.owner and request.branch):
            raise ForgeError("The event names no branch: the fork may be gone.")
        branch = quote(f"{request.owner}:{request.branch}", safe="")
        address = f"{self._path}/pulls?state=open&head={branch}&per_page=100"
        found = [each for page in self._pages(address) for each in page]
        numbers = [
            each["number"]
            for each in map(_mapping, found)
            if _mapping(each.get("head")).get("sha") == request.head
            and isinstance(each.get("number"), int)
        ]
        if len(numbers) > 1:
            told = ", ".join(map(str, numbers[:5]))
            raise ForgeError(f"Several pull requests have this head ({told}); none was chosen.")
        return numbers[0] if numbers else None

    def notes(self) -> Iterator[Note]:
        """See `Forge.notes`."""
        address = f"{self._path}/issues/{self._number}/comments?per_page=100"
        for page in self._pages(address):
            for each in map(_mapping, page):
                author, own = _mapping(each.get("user")), each.get("id")
                ours = author.get("type") == "Bot" or self._is_own(author.get("login"))
                if isinstance(own, int):
                    yield Note(own, str(each.get("body") or ""), ours)

    def _is_own(self, login: Any) -> bool:
        return isinstance(login, str) and login != "" and login == self._login

    @cached_property
    def _login(self) -> str:
        """Whose token it is; empty for an app's, as GitHub Actions has: it cannot ask."""
        if self._token.startswith(_OF_AN_APP):
            return ""
        try:
            return str(_mapping(self._ask("GET", "/user")[1]).get("login") or "")
        except RefusedError:
            return ""

    def create(self, text: str) -> None:
        """See `Forge.create`."""
        address = f"{self._path}/issues/{self._number}/comments"
        self._written(self._ask("POST", address, {"body": text})[1])

    def edit(self, note: Note, text: str) -> None:
        """See `Forge.edit`."""
        address = f"{self._path}/issues/comments/{note.id}"
        self._written(self._ask("PATCH", address, {"body": text})[1])

    def _written(self, answer: Any) -> None:
        if not isinstance(_mapping(answer).get("id"), int):
            raise ForgeError("GitHub answered with something else than a comment.")

    def _pages(self, address: str) -> Iterator[list[Any]]:
        for _ in range(_MOST_PAGES):
            headers, data = self._ask("GET", address)
            if not isinstance(data, list):
                raise ForgeError("GitHub answered with something else than a list.")
            yield data
            found = _NEXT.search(str(headers.get("link") or ""))
            if not found:
                return
            address = self._followed(found[1])

    def _followed(self, link: str) -> str:
        """The path of the next page. Raises `ForgeError` where it is on another host."""
        there, here = urlsplit(link), self._base
        if (there.scheme, there.netloc) != (here.scheme, here.netloc):
            raise ForgeError("GitHub names another host for its next page; it was not asked.")
        prefix = here.path.rstrip("/")
        if not there.path.startswith(f"{prefix}/"):
            raise ForgeError("GitHub names another address for its next page; it was not asked.")
        return f"{there.path[len(prefix) :]}?{there.query}"

    def _ask(self, verb: str, address: str, body: Any = None) -> tuple[dict[str, Any], Any]:
        """The headers and data of an answer. Raises `ForgeError`."""

        def once() -> tuple[dict[str, Any], Any]:
            try:
                headers, data = self._asked.requestJsonAndCheck(verb, address, input=body)
            except GithubException as error:
                self._tell(f"{verb} {address.partition('?')[0]} {error.status}")
                raise self._refused(verb, error) from None
            except Exception as error:
                # requests, urllib3, and the library's own assertions and RuntimeErrors: whatever
                # they say may hold an address or a header
                raise ForgeError(f"GitHub was not reached: {type(error).__name__}.") from None
            self._tell(f"{verb} {address.partition('?')[0]} ok")
            return headers, data

        return self._patience.ask(once)

    def _refused(self, verb: str, error: github.GithubException) -> RefusedError:
        said = _mapping(error.data).get("message")
        shown = visible(str(said), 200).replace(self._token, "***") if said else ""
        headers = {str(k).lower(): v for k, v in (error.headers or {}).items()}
        message = f"GitHub answered {error.status}{f': {shown}' if shown else ''}."
        fix = _FORBIDDEN if error.status in (403, 404) and verb != "GET" else ""
        return RefusedError(message, _wait(verb, error.status, headers, shown.lower()), fix)


def _wait(verb: str, status: int, headers: dict[str, Any], said: str) -> float | None:
    """Seconds until asking again may help.

    What was refused for its rate was not done; of a write that failed otherwise nobody knows.
    """
    if status == 429 or (status == 403 and ("retry-after" in headers or "rate limit" in said)):
        asked = seconds_of(headers.get("retry-after"))
        reset = seconds_of(headers.get("x-ratelimit-reset"))
        if asked is None and headers.get("x-ratelimit-remaining") == "0" and reset is not None:
            asked = max(0.0, reset - time.time()) + 1
        return 60.0 if asked is None else asked
    if status >= 500 and verb == "GET":
        asked = seconds_of(headers.get("retry-after"))
        return 1.0 if asked is None else asked
    return None


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
