"""The fact `change` of whole repositories: from revisions to what policies are told."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from declarations import DECLARATION, NAME, TODAY, edited
from repositories import BOT, TOM, History, git

from govlint import resources
from govlint.difference import facts, pairs
from govlint.moments import Asked, open_moments

if TYPE_CHECKING:
    from pathlib import Path

SHAPE = json.loads(resources.read("schemas/facts/change.v1.schema.json"))
WAIVED = """\
waivers:
  - {policy: owners/still-here, reason: On leave, approved_by: technical, expires: 2027-03-31}
"""


@pytest.fixture
def history(tmp_path: Path) -> History:
    made = History(str(tmp_path))
    made.commit(
        {
            NAME: DECLARATION,
            "ranker/a.py": "a",
            "deploy/b": "b",
            "docs/rollback.md": "steps",
            f"triage/{NAME}": DECLARATION.replace("candidate-ranker", "triage"),
            ".mailmap": "Priya Nair <priya.nair@example.com> <pn@home.example>\n",
        },
        "2026-10-01",
    )
    return made


def told(history: History, head: str = "topic", **more: Any) -> dict[str, dict[str, Any]]:
    """The fact of each declaration; each is held against its schema."""
    asked = Asked("main", head, parted=True, staged=more.pop("staged", False))
    moments = open_moments(history.root, os.environ, asked)
    try:
        found = facts(moments, pairs(moments.base, moments.head, (), TODAY), more)
    finally:
        moments.close()
    for fact in found.values():
        jsonschema.validate(fact.data, SHAPE)
    return {path: fact.data for path, fact in found.items()}


def test_a_pull_request(history: History) -> None:
    text = edited(("minimum: 0.62", "minimum: 0.5")) + WAIVED
    history.commit({NAME: text}, "2026-10-02", "pn <pn@home.example>", branch="topic", parents=[1])
    history.commit({"ranker/a.py": "a2", "deploy/b": "b2"}, "2026-10-03", TOM, branch="topic")
    history.commit({"docs/rollback.md": "more"}, "2026-10-04", BOT, branch="topic")
    history.commit({"README.md": "main goes on"}, "2026-10-05")
    history.build()
    found = told(history)
    own, other = found[NAME], found[f"triage/{NAME}"]
    assert own["commit"] == history.id(1)[:12]
    assert [each["name"] for each in own["weaker"]] == [
        "monitoring.outcome_metric.minimum",
        "waivers[owners/still-here]",
    ]
    assert {group: each["answers"] for group, each in own["governed"].items()} == {
        "model": ["monitoring.outcome_metric.minimum"],
        "deployment": ["docs/rollback.md"],
    }
    assert [author["name"] for author in own["authors"]] == ["pn"]
    assert [waiver["by_author"] for waiver in own["waivers"]] == [True]
    assert (other["state"], other["governed"], other["authors"]) == ("unchanged", {}, [])


def test_one_of_several_is_deleted_another_moved(history: History) -> None:
    moved = {
        f"triage/{NAME}": None,
        f"new/{NAME}": DECLARATION.replace("candidate-ranker", "triage"),
    }
    history.commit({NAME: None, **moved}, "2026-10-02", branch="topic", parents=[1])
    found = told(history.build())
    assert {path: (each["state"], each["before"]) for path, each in found.items()} == {
        f"new/{NAME}": ("unchanged", f"triage/{NAME}"),
        NAME: ("deleted", NAME),
    }
    assert [author["name"] for author in found[NAME]["authors"]] == ["Priya Nair"]


def test_what_is_staged_and_what_is_not(history: History) -> None:
    history.build()
    history.stage({NAME: None, "ranker/a.py": "a2"})
    history.write({f"triage/{NAME}": "schema: ai-governance/v1\n"})
    staged = told(history, "", staged=True, GIT_AUTHOR_NAME="Tom Okafor")
    assert {path: each["state"] for path, each in staged.items()} == {
        NAME: "deleted",
        f"triage/{NAME}": "unchanged",
    }
    assert [author["name"] for author in staged[NAME]["authors"]] == ["Tom Okafor"]
    on_disk = told(history, "")
    assert on_disk[f"triage/{NAME}"]["state"] == "changed"


def test_governed_files_of_the_working_tree(history: History) -> None:
    history.build()
    history.write({"ranker/a.py": "a2", "ranker/untracked.py": "x", "README.md": "x"})
    governed = told(history, "")[NAME]["governed"]
    assert governed["model"]["files"] == ["ranker/a.py"]


def test_a_change_in_the_second_of_the_index_and_of_the_same_size(history: History) -> None:
    history.build()
    for text in "bcdef":
        history.write({"ranker/a.py": "a", "deploy/b": "b"})
        git(history.root, "add", "--all")
        assert "model" not in told(history, "")[NAME]["governed"]
        history.write({"ranker/a.py": text, "deploy/b": "b"})
        governed = told(history, "")[NAME]["governed"]
        assert governed["model"]["files"] == ["ranker/a.py"]
        assert "deployment" not in governed
