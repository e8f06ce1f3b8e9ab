"""The same policy on GitLab, against what python-gitlab sends and reads."""

from __future__ import annotations

from typing import Any

import pytest
from forges import HEAD, TOKEN, Answer, GitLab, once

from govlint.ci.request import Request
from govlint.errors import ForgeError
from govlint.forge import Means, comment
from govlint.forge.posting import marked

TEXT = "### ❌ govlint: 1 new error"
REQUEST = "/projects/3/merge_requests/7"
LOOK = [f"GET {REQUEST}", f"GET {REQUEST}/notes"]


def post(server: GitLab, text: str = TEXT, *, clean: bool = False, **more: Any) -> str:
    about = Request("gitlab", api=server.host, project="3", number=7, head=HEAD)
    means = Means(TOKEN, more.get("limit", 20.0), more.get("tell", print))
    return comment(about, text, means, clean=clean)


def test_written_left_edited_and_shrunk(gitlab: GitLab) -> None:
    assert post(gitlab) == "A comment on merge request 7 was written."
    assert gitlab.verbs() == [*LOOK, f"POST {REQUEST}/notes"]
    assert "nothing was written" in post(gitlab)
    assert post(gitlab, "other").endswith("was edited.")
    assert post(gitlab, "line", clean=True).endswith("was edited.")
    assert [note["body"] for note in gitlab.notes] == [marked("line")]
    assert gitlab.writes() == [f"POST {REQUEST}/notes", *[f"PUT {REQUEST}/notes/1"] * 2]


def test_nothing_where_it_is_clean_and_was(gitlab: GitLab) -> None:
    assert "nothing was posted" in post(gitlab, "line", clean=True)


@pytest.mark.parametrize(
    ("told", "said"),
    [({"state": "merged"}, "is closed"), ({"sha": "d" * 40}, "has moved on")],
)
def test_nothing_where_it_is_over(gitlab: GitLab, told: dict[str, str], said: str) -> None:
    gitlab.request |= told
    assert said in post(gitlab)
    assert gitlab.verbs() == LOOK[:1]


def test_only_a_note_of_the_tokens_own_account_is_ours(gitlab: GitLab) -> None:
    gitlab.note(marked("planted"), author=1)
    gitlab.note("mine, and another thing", author=42)
    post(gitlab)
    assert gitlab.notes[0]["body"] == marked("planted")
    assert len(gitlab.notes) == 3


@pytest.mark.parametrize("hidden", [0, 30])
def test_it_is_found_behind_140_others(gitlab: GitLab, hidden: int) -> None:
    """A page that shows fewer notes than it has is not the last."""
    for number in range(140):
        gitlab.note(f"{number}")
    gitlab.note(marked("old"), author=42)
    for number in range(80):
        gitlab.note(f"{number}")
    gitlab.hidden = hidden
    assert post(gitlab).endswith("was edited.")
    assert gitlab.notes[140]["body"] == marked(TEXT)


def test_the_token_goes_to_no_other_host(gitlab: GitLab) -> None:
    other = GitLab()
    for status in (301, 302, 303, 307, 308):
        for verb in ("GET", "POST"):
            there = Answer(status, {}, {"Location": f"{other.url}/user"})
            gitlab.rude.append(once(verb, there))
            with pytest.raises(ForgeError, match=r"not reached|answered"):
                post(gitlab)
            gitlab.rude.clear()
    other.close()
    assert other.asked == []
    assert gitlab.notes == []


def test_where_it_has_to_wait_it_does(gitlab: GitLab) -> None:
    gitlab.rude += [
        once("GET", Answer(429, {"message": "Too many"}, {"Retry-After": "0"})),
        once("GET", Answer(503, "<html>", {"Retry-After": "0"}, kind="text/html")),
        once("POST", Answer(429, "Retry later", {"Retry-After": "1"}, kind="text/plain")),
    ]
    assert post(gitlab).endswith("was written.")
    assert len(gitlab.notes) == 1


def test_it_does_not_wait_for_an_hour(gitlab: GitLab) -> None:
    gitlab.rude.append(once("GET", Answer(429, {}, {"Retry-After": "3600"})))
    with pytest.raises(ForgeError, match="3600 s more"):
        post(gitlab)
    assert len(gitlab.asked) == 1


@pytest.mark.parametrize("verb", ["GET", "POST"])
@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, "<html>Sign in</html>", kind="text/html"),
        Answer(200, [1, None]),
        Answer(200, {"id": "x"}),
        Answer(401, {"message": "401 Unauthorized"}),
        Answer(403, {"error": "insufficient_scope"}),
        Answer(404, ["odd"]),
        Answer(500, "<html>", kind="text/html"),
    ],
)
def test_odd_answers_are_no_more_than_a_warning(gitlab: GitLab, verb: str, answer: Answer) -> None:
    for _ in range(4):
        gitlab.rude.append(once(verb, answer._replace(headers={"Retry-After": "0"})))
    with pytest.raises(ForgeError):
        post(gitlab)


def test_a_job_token_is_told_what_it_cannot(gitlab: GitLab) -> None:
    gitlab.rude.append(once("POST", Answer(403, {"message": "403 Forbidden"})))
    with pytest.raises(ForgeError) as caught:
        post(gitlab)
    assert "project access token" in caught.value.fix


def test_secrets_are_never_told(gitlab: GitLab) -> None:
    said: list[str] = []
    gitlab.rude.append(once("POST", Answer(400, {"message": f"bad token {TOKEN}"})))
    with pytest.raises(ForgeError) as caught:
        post(gitlab, tell=said.append)
    assert TOKEN not in f"{caught.value.message}{caught.value.fix}{said}"
    assert "***" in caught.value.message
    assert said[-1] == f"POST {REQUEST}/notes 400"
