"""Forges on the loopback: they keep what they are told, and can be slow, rude or wrong."""

from __future__ import annotations

import json
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from contract import Operation, example

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

HEAD = "c" * 40
TOKEN = "ghs_never0printed0anywhere"
BOT = {"login": "github-actions[bot]", "type": "Bot"}
PERSON = {"login": "octocat", "type": "User"}
MOST = 65_536


class Asked(NamedTuple):
    """A request that arrived."""

    verb: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any


class Answer(NamedTuple):
    """What a server says."""

    status: int
    body: Any
    headers: Mapping[str, str] = {}
    delay: float = 0.0
    kind: str = "application/json"


def once(verb: str, answer: Answer) -> Callable[[Asked], Answer | None]:
    """A rude answer to the next request with this verb."""
    return lambda asked: answer if asked.verb == verb else None


class Server:
    """A server on the loopback. ``rude``: answers to give instead, in their order."""

    prefix = ""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.wrong: list[str] = []
        """What in a request or an answer is not as the forge's contract says."""
        self.rude: list[Callable[[Asked], Answer | None]] = []
        self.token = TOKEN
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.host = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    @property
    def url(self) -> str:
        return f"{self.host}{self.prefix}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def verbs(self) -> list[str]:
        """The verbs and paths, in order."""
        return [f"{each.verb} {each.path}" for each in self.asked]

    def writes(self) -> list[str]:
        """Those of them that change something."""
        return [told for told in self.verbs() if not told.startswith("GET")]

    def answer(self, asked: Asked) -> Answer:
        raise NotImplementedError

    def judged(self, asked: Asked, answer: Answer) -> list[str]:
        """What is wrong with a request or an answer."""
        return []

    def said(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        for rude in list(self.rude):
            answer = rude(asked)
            if answer is not None:
                self.rude.remove(rude)
                return answer
        answer = self.answer(asked)
        self.wrong += self.judged(asked, answer)
        return answer

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _any(self) -> None:
                size = int(self.headers.get("Content-Length") or 0)
                body = json.loads(self.rfile.read(size)) if size else None
                parts = urlsplit(self.path)
                path = parts.path.removeprefix(server.prefix)
                headers = {key.lower(): value for key, value in self.headers.items()}
                query = dict(parse_qsl(parts.query))
                with suppress(BrokenPipeError, ConnectionResetError):
                    self._say(server.said(Asked(self.command, path, query, headers, body)))

            def _say(self, answer: Answer) -> None:
                time.sleep(answer.delay)
                raw = answer.kind != "application/json"
                content = answer.body.encode() if raw else json.dumps(answer.body).encode()
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Type", answer.kind)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _any  # noqa: N815

            def log_message(self, *_: Any) -> None:
                pass

        return Handler


class GitHub(Server):
    """Pull requests and their comments, as GitHub keeps them."""

    prefix = "/api/v3"

    def __init__(self) -> None:
        super().__init__()
        self.pulls: dict[int, dict[str, Any]] = {}
        self.comments: list[dict[str, Any]] = []
        self.me: dict[str, str] = BOT
        self.pull(7)

    def pull(self, number: int, head: str = HEAD, **told: Any) -> dict[str, Any]:
        """Open one, or change it."""
        there = {"number": number, "state": "open", "head": {"sha": head, "ref": "topic"}, **told}
        self.pulls[number] = there
        return there

    def comment(self, body: str, user: dict[str, str] = PERSON) -> dict[str, Any]:
        """Write one, as somebody."""
        made: dict[str, Any] = {"id": len(self.comments) + 1, "body": body, "user": user}
        self.comments.append(made)
        return made

    def judged(self, asked: Asked, answer: Answer) -> list[str]:
        operation = Operation(asked.verb, asked.path)
        own = [] if asked.headers.get("user-agent") else ["no User-Agent"]
        own += [] if asked.headers.get("authorization") == f"token {self.token}" else ["no token"]
        wrong = own + operation.asked(asked.query, asked.body)
        return wrong + operation.answered(answer.status, answer.body)

    def answer(self, asked: Asked) -> Answer:
        parts = asked.path.strip("/").split("/")
        match asked.verb, *parts:
            case "GET", "user":
                return self._who()
            case "GET", "repos", _, _, "pulls":
                found = [p for p in self.pulls.values() if self._is_of(p, asked.query)]
                return Answer(200, [example("pull-request-simple", **each) for each in found])
            case "GET", "repos", _, _, "pulls", number if int(number) in self.pulls:
                return Answer(200, example("pull-request", **self.pulls[int(number)]))
            case "GET", "repos", _, _, "issues", _, "comments":
                return self._page(asked)
            case "POST", "repos", _, _, "issues", _, "comments":
                return self._write(self.comment("", BOT), asked.body["body"], 201)
            case "PATCH", "repos", _, _, "issues", "comments", own:
                there = [each for each in self.comments if each["id"] == int(own)]
                return self._write(there[0], asked.body["body"], 200)
        return Answer(404, {"message": "Not Found", "documentation_url": "", "status": "404"})

    def _who(self) -> Answer:
        if self.me["type"] == "Bot":
            told = {"message": "Resource not accessible by integration", "documentation_url": ""}
            return Answer(403, told)
        return Answer(200, example("public-user", **self.me))

    def _is_of(self, pull: dict[str, Any], query: dict[str, str]) -> bool:
        label = f"{pull.get('owner', 'octocat')}:{pull['head']['ref']}"
        return pull["state"] == query.get("state", "open") and label == query.get("head", label)

    def _page(self, asked: Asked) -> Answer:
        size, page = int(asked.query.get("per_page", 30)), int(asked.query.get("page", 1))
        own = self.comments[(page - 1) * size : page * size]
        more = len(self.comments) > page * size
        address = f"{self.url}{asked.path}?per_page={size}&page={page + 1}"
        link = {"Link": f'<{address}>; rel="next", <{address}>; rel="last"'} if more else {}
        return Answer(200, [example("issue-comment", **each) for each in own], link)

    def _write(self, comment: dict[str, Any], body: str, status: int) -> Answer:
        if len(body) > MOST:
            errors = [{"message": f"body is too long (maximum is {MOST} characters)", "code": "x"}]
            told = {"message": "Validation Failed", "documentation_url": "", "errors": errors}
            return Answer(422, told)
        comment["body"] = body
        return Answer(status, example("issue-comment", **comment))


class GitLab(Server):
    """A merge request and its notes, as python-gitlab asks for them."""

    prefix = "/api/v4"

    def __init__(self) -> None:
        super().__init__()
        self.request: dict[str, Any] = {"iid": 7, "state": "opened", "sha": HEAD}
        self.notes: list[dict[str, Any]] = []
        self.me = 42
        self.hidden = 0
        """How many notes of each page are not shown to us."""

    def note(self, body: str, author: int = 1) -> dict[str, Any]:
        made: dict[str, Any] = {"id": len(self.notes) + 1, "body": body, "author": {"id": author}}
        self.notes.append(made)
        return made

    def judged(self, asked: Asked, answer: Answer) -> list[str]:
        return [] if asked.headers.get("private-token") == self.token else ["no token"]

    def answer(self, asked: Asked) -> Answer:
        match asked.verb, *asked.path.strip("/").split("/"):
            case "GET", "user":
                return Answer(200, {"id": self.me, "username": "project_3_bot"})
            case "GET", "projects", "3", "merge_requests", "7":
                return Answer(200, self.request)
            case "GET", "projects", "3", "merge_requests", "7", "notes":
                return self._page(asked)
            case "POST", "projects", "3", "merge_requests", "7", "notes":
                return Answer(201, self.note(asked.body["body"], self.me))
            case "PUT", "projects", "3", "merge_requests", "7", "notes", own:
                there = next(each for each in self.notes if each["id"] == int(own))
                there["body"] = asked.body["body"]
                return Answer(200, there)
        return Answer(404, {"message": "404 Not found"})

    def _page(self, asked: Asked) -> Answer:
        size, page = int(asked.query["per_page"]), int(asked.query["page"])
        own = self.notes[(page - 1) * size : page * size]
        more = str(page + 1) if len(self.notes) > page * size else ""
        return Answer(200, own[self.hidden :], {"X-Next-Page": more, "X-Page": str(page)})
