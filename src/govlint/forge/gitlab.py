"""GitLab, by python-gitlab: the only file that imports it.

A job's own token (``CI_JOB_TOKEN``) can read merge requests and write no notes, so a project's
token is needed; its account is asked for, and only notes of that account are edited.
https://docs.gitlab.com/api/notes/ and https://docs.gitlab.com/ci/jobs/ci_job_token/
"""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, Any

from gitlab import Gitlab, GitlabError

from govlint.errors import ForgeError, UsageError
from govlint.forge.nouns import Note, RefusedError, Standing
from govlint.forge.patience import seconds_of
from govlint.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from govlint.ci.request import Request
    from govlint.forge.patience import Patience

_MOST_PAGES = 100
_FORBIDDEN = "GITLAB_TOKEN has to be a project access token with the scope api."


class GitLab:
    """One merge request on GitLab."""

    def __init__(
        self, request: Request, token: str, patience: Patience, tell: Callable[[str], None]
    ) -> None:
        if not (request.project.isascii() and request.project.isdigit()):
            raise UsageError(
                f"CI_MERGE_REQUEST_PROJECT_ID is no number: {visible(request.project)}"
            )
        if not request.api.startswith(("https://", "http://")):
            raise UsageError(f"CI_SERVER_URL is no address: {visible(request.api)}")
        self._token, self._patience, self._tell = token, patience, tell
        self._number = request.number
        self._path = f"/projects/{request.project}/merge_requests/{request.number}"
        self._asked = Gitlab(
            request.api, private_token=token, timeout=patience.seconds(), keep_base_url=True
        )
        # python-gitlab lets a redirect take the token to another host, and does not hand on when
        # a refusal says to ask again
        self._asked.session.max_redirects = 0
        self._asked.session.hooks["response"] = [self._heard]
        self._headers: Mapping[str, str] = {}

    def standing(self) -> Standing:
        """See `Forge.standing`."""
        told = _mapping(self._ask("get", self._path))
        state, head = told.get("state"), told.get("sha")
        if not (isinstance(state, str) and isinstance(head, str)):
            raise ForgeError("GitLab answered with something else than a merge request.")
        return Standing(f"merge request {self._number}", state == "opened", head)

    def notes(self) -> Iterator[Note]:
        """See `Forge.notes`.

        A page may hold fewer notes than were asked for and not be the last.
        """
        page = "1"
        for _ in range(_MOST_PAGES):
            query = {"per_page": 100, "page": page, "sort": "asc", "order_by": "created_at"}
            data = self._ask("get", f"{self._path}/notes", query=query)
            if not isinstance(data, list):
                raise ForgeError("GitLab answered with something else than a list.")
            page = self._headers.get("X-Next-Page") or ""
            yield from self._of(data)
            if not (page.isascii() and page.isdigit()):
                return

    def _of(self, data: list[Any]) -> Iterator[Note]:
        for each in map(_mapping, data):
            own, author = each.get("id"), _mapping(each.get("author")).get("id")
            if isinstance(own, int):
                yield Note(own, str(each.get("body") or ""), author == self._account)

    @cached_property
    def _account(self) -> int:
        """Whose token it is: a project's token has a bot's account of its own."""
        found = _mapping(self._ask("get", "/user")).get("id")
        if not isinstance(found, int):
            raise ForgeError("GitLab does not say whose token this is.")
        return found

    def create(self, text: str) -> None:
        """See `Forge.create`."""
        self._written(self._ask("post", f"{self._path}/notes", {"body": text}))

    def edit(self, note: Note, text: str) -> None:
        """See `Forge.edit`."""
        self._written(self._ask("put", f"{self._path}/notes/{note.id}", {"body": text}))

    def _written(self, answer: Any) -> None:
        if not isinstance(_mapping(answer).get("id"), int):
            raise ForgeError("GitLab answered with something else than a note.")

    def _ask(self, verb: str, path: str, body: Any = None, query: Any = None) -> Any:
        """The data of an answer. Raises `ForgeError`."""

        def once() -> Any:
            # GitLab's limits are obeyed by `patience`: the library would wait for any time
            self._headers = {}
            try:
                answer = self._asked.http_request(
                    verb, path, query_data=query, post_data=body, obey_rate_limit=False
                )
            except GitlabError as error:
                self._tell(f"{verb.upper()} {path} {error.response_code}")
                raise self._refused(verb, error) from None
            except Exception as error:
                # whatever requests and urllib3 say may hold an address or a header
                raise ForgeError(f"GitLab was not reached: {type(error).__name__}.") from None
            self._tell(f"{verb.upper()} {path} {answer.status_code}")
            return _parsed(answer.content)

        return self._patience.ask(once)

    def _heard(self, answer: Any, **_: Any) -> None:
        self._headers = answer.headers

    def _refused(self, verb: str, error: GitlabError) -> RefusedError:
        status, said = error.response_code, str(error.error_message)
        shown = "" if said.startswith("<") else visible(said, 200).replace(self._token, "***")
        message = f"GitLab answered {status}{f': {shown}' if shown else ''}."
        fix = _FORBIDDEN if status in (401, 403, 404) else ""
        return RefusedError(message, self._wait(verb, status), fix)

    def _wait(self, verb: str, status: int | None) -> float | None:
        """Seconds until asking again may help; of a write that failed nobody knows."""
        asked = seconds_of(self._headers.get("Retry-After"))
        if status == 429:
            return 60.0 if asked is None else asked
        if status is not None and status >= 500 and verb == "get":
            return 1.0 if asked is None else asked
        return None


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        raise ForgeError("GitLab answered with something else than JSON.") from None


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
