"""What is written on GitHub, and when: against a server that holds us to GitHub's own contract."""

from __future__ import annotations

from typing import Any

import pytest
from contract import Operation
from forges import BOT, HEAD, PERSON, TOKEN, Answer, GitHub, once

from govlint.ci.request import Request
from govlint.errors import ForgeError
from govlint.forge import Means, comment
from govlint.forge.posting import marked

TEXT = "### ❌ govlint: 1 new error"
LINE = "✅ **govlint**: nothing new in this pull request."
COMMENTS = "/repos/octo-org/ranker/issues/7/comments"
LOOK = ["GET /repos/octo-org/ranker/pulls/7", f"GET {COMMENTS}"]


def request(server: GitHub, **more: Any) -> Request:
    told: dict[str, Any] = {
        "api": server.url,
        "project": "octo-org/ranker",
        "number": 7,
        "head": HEAD,
        "owner": "octocat",
        "branch": "topic",
    }
    return Request("github", **{**told, **more})


def post(server: GitHub, text: str = TEXT, *, clean: bool = False, **more: Any) -> str:
    means = Means(more.pop("token", TOKEN), more.pop("limit", 20.0), more.pop("tell", print))
    return comment(request(server, **more), text, means, clean=clean)


def test_the_first_comment_is_written(github: GitHub) -> None:
    assert post(github) == "A comment on pull request 7 was written."
    assert github.verbs() == [*LOOK, f"POST {COMMENTS}"]
    assert [each["body"] for each in github.comments] == [marked(TEXT)]


def test_the_same_is_not_written_twice(github: GitHub) -> None:
    post(github)
    assert "nothing was written" in post(github)
    assert github.writes() == [f"POST {COMMENTS}"]


def test_another_text_is_edited_in_place(github: GitHub) -> None:
    post(github)
    assert post(github, "other") == "The comment on pull request 7 was edited."
    assert [each["body"] for each in github.comments] == [marked("other")]
    assert github.writes()[1:] == ["PATCH /repos/octo-org/ranker/issues/comments/1"]


def test_nothing_is_posted_where_it_is_clean_and_was(github: GitHub) -> None:
    assert "nothing was posted" in post(github, LINE, clean=True)
    assert github.writes() == []


def test_it_shrinks_when_it_becomes_clean(github: GitHub) -> None:
    post(github)
    assert post(github, LINE, clean=True).endswith("was edited.")
    assert github.comments[0]["body"] == marked(LINE)
    assert "nothing was written" in post(github, LINE, clean=True)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"state": "closed"}, "is closed"),
        ({"state": "closed", "merged": True}, "is closed"),
        ({"head": "d" * 40}, "has moved on"),
    ],
)
def test_nothing_where_it_is_over(github: GitHub, told: dict[str, Any], said: str) -> None:
    github.pull(7, **told)
    assert said in post(github)
    assert github.verbs() == LOOK[:1]


@pytest.mark.parametrize("author", [PERSON, {"login": "mallory", "type": "User"}])
def test_a_marker_that_a_person_planted_is_not_ours(github: GitHub, author: dict[str, str]) -> None:
    github.comment(marked("planted"), author)
    post(github)
    assert [each["body"] for each in github.comments] == [marked("planted"), marked(TEXT)]


@pytest.mark.parametrize(
    "body",
    [
        f"> {marked('quoted')}",
        f"Look:\n{marked('below')}",
        marked("x").replace("hash=", "hash=z"),
        marked("x").replace(".v1", ".v2"),
        "",
    ],
)
def test_only_the_first_line_counts(github: GitHub, body: str) -> None:
    github.comment(body, BOT)
    post(github)
    assert len(github.comments) == 2
    assert github.comments[0]["body"] == body


def test_it_is_found_behind_140_others(github: GitHub) -> None:
    for number in range(140):
        github.comment(f"{number}: looks good", BOT if number % 2 else PERSON)
    github.comment(marked("old").replace("\n", "\r\n"), BOT)
    assert post(github).endswith("was edited.")
    assert github.comments[140]["body"] == marked(TEXT)
    assert [a.query.get("page") for a in github.asked if a.path == COMMENTS] == [None, "2"]
    assert {a.query["per_page"] for a in github.asked if a.path == COMMENTS} == {"100"}


def test_a_persons_token_finds_its_own_comment(github: GitHub) -> None:
    github.me = PERSON
    github.comment(marked("theirs"), {"login": "mallory", "type": "User"})
    github.comment(marked("old"), PERSON)
    github.token = "ghp_" + "a" * 36
    assert post(github, token=github.token).endswith("was edited.")
    assert github.comments[1]["body"] == marked(TEXT)
    assert github.verbs().count("GET /user") == 1


def test_a_token_that_cannot_say_whose_it_is_knows_bots(github: GitHub) -> None:
    github.token = "v1.of-an-older-app"
    github.comment(marked("theirs"), PERSON)
    github.comment(marked("old"), BOT)
    github.rude.append(lambda a: Answer(403, {"message": "no"}) if a.path == "/user" else None)
    assert post(github, token=github.token).endswith("was edited.")
    assert github.comments[1]["body"] == marked(TEXT)


def test_the_contract_would_notice(github: GitHub) -> None:
    """The judge is no rubber stamp: each of these breaks GitHub's description."""
    for verb, path, query, body in (
        ("GET", COMMENTS, {"pages": "1"}, None),
        ("POST", COMMENTS, {}, {"text": "x"}),
        ("POST", COMMENTS, {}, None),
        ("PUT", COMMENTS, {}, {"body": "x"}),
        ("PATCH", "/repos/octo-org/ranker/issues/comments", {}, {"body": "x"}),
        ("GET", "/repos/octo-org/ranker/pulls", {"state": "opened"}, None),
    ):
        assert Operation(verb, path).asked(query, body), (verb, path)
    assert Operation("GET", COMMENTS).answered(200, [{"id": 1}])
    assert Operation("POST", COMMENTS).answered(200, {})


def test_the_token_goes_to_no_other_host(github: GitHub) -> None:
    other = GitHub()
    for _ in range(101):
        github.comment("x")
    link = {"Link": f'<{other.url}{COMMENTS}?page=2>; rel="next"'}
    github.rude.append(lambda asked: Answer(200, [], link) if asked.path == COMMENTS else None)
    with pytest.raises(ForgeError, match="another host"):
        post(github)
    for status in (301, 302, 307, 308):
        github.rude.append(once("GET", Answer(status, {}, {"Location": f"{other.url}/user"})))
        with pytest.raises(ForgeError):
            post(github)
    other.close()
    assert other.asked == []
    assert github.writes() == []


def test_where_it_has_to_wait_it_does(github: GitHub) -> None:
    github.rude += [
        once("GET", Answer(429, {"message": "Too many"}, {"Retry-After": "0"})),
        once("GET", Answer(502, "<html>", kind="text/html")),
        once("POST", Answer(403, {"message": "secondary rate limit"}, {"Retry-After": "1"})),
    ]
    assert post(github) == "A comment on pull request 7 was written."
    assert github.writes() == [f"POST {COMMENTS}"] * 2


def test_it_does_not_wait_for_an_hour(github: GitHub) -> None:
    github.rude.append(once("GET", Answer(403, {"message": "x"}, {"Retry-After": "3600"})))
    with pytest.raises(ForgeError, match="3600 s more"):
        post(github)
    assert len(github.asked) == 1


def test_a_write_that_failed_is_not_done_twice(github: GitHub) -> None:
    github.rude.append(once("POST", Answer(502, {"message": "Server Error"})))
    with pytest.raises(ForgeError, match="502: Server Error"):
        post(github)
    assert github.writes() == [f"POST {COMMENTS}"]


@pytest.mark.parametrize("verb", ["GET", "POST"])
@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, "<html>Sign in</html>", kind="text/html"),
        Answer(200, "[", kind="text/plain"),
        Answer(200, "", kind="text/plain"),
        Answer(200, [1, None]),
        Answer(200, {"id": "x"}),
        Answer(401, {"message": "Bad credentials"}),
        Answer(403, {"message": "Resource not accessible by integration"}),
        Answer(403, "<html>", kind="text/html"),
        Answer(404, ["odd"]),
        Answer(422, {"message": "Validation Failed"}),
    ],
)
def test_odd_answers_are_no_more_than_a_warning(github: GitHub, verb: str, answer: Answer) -> None:
    github.rude.append(once(verb, answer))
    with pytest.raises(ForgeError):
        post(github)


def test_a_slow_server_ends_within_the_limit(github: GitHub) -> None:
    github.rude.append(once("GET", Answer(200, {}, delay=1.5)))
    with pytest.raises(ForgeError, match="within 1 s"):
        post(github, limit=1.0)


def test_a_server_that_is_not_there(github: GitHub) -> None:
    with pytest.raises(ForgeError, match="not reached: ConnectionError"):
        post(github, api="http://127.0.0.1:9")


def test_secrets_are_never_told(github: GitHub) -> None:
    said: list[str] = []
    github.rude.append(once("POST", Answer(403, {"message": f"bad token {TOKEN}"})))
    with pytest.raises(ForgeError) as caught:
        post(github, tell=said.append)
    assert TOKEN not in f"{caught.value.message}{caught.value.fix}{said}"
    assert "***" in caught.value.message
    assert said == [f"{told} ok" for told in LOOK] + [f"POST {COMMENTS} 403"]


class TestAfterAnotherWorkflow:
    """The number is not known: the head that the runner vouches for is."""

    def test_it_is_found_by_its_head(self, github: GitHub) -> None:
        github.pull(9, head="d" * 40)
        assert post(github, number=None) == "A comment on pull request 7 was written."
        assert github.asked[0].query["head"] == "octocat:topic"

    def test_another_head_is_another_request(self, github: GitHub) -> None:
        github.pull(7, head="d" * 40)
        assert "No open pull request" in post(github, number=None)
        assert github.writes() == []

    def test_of_two_none_is_chosen(self, github: GitHub) -> None:
        github.pull(8)
        with pytest.raises(ForgeError, match=r"Several .*7, 8"):
            post(github, number=None)

    def test_a_fork_that_is_gone(self, github: GitHub) -> None:
        with pytest.raises(ForgeError, match="names no branch"):
            post(github, number=None, owner="", branch="topic")


def test_a_text_that_is_too_long_is_refused_by_the_server(github: GitHub) -> None:
    """The server would notice: what is rendered never is."""
    with pytest.raises(ForgeError, match="422"):
        post(github, "x" * 65_536)
