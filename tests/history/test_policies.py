"""The policies that read history, on real repositories: what each says in each scenario."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

import pytest
from declarations import DECLARATION, NAME, TODAY, edited, reviewed
from repositories import BOT, PRIYA, STRANGER, TOM, History, git

from govlint import app
from govlint.discovery import Moment
from govlint.facts.history import renames

if TYPE_CHECKING:
    from govlint.model import Finding

READERS = (
    "owners/still-here",
    "purpose/baseline-unmoved",
    "rollback/runbook-current",
    "retraining/within-cadence",
    "roadmap/pilot-extended-once",
    "review/dated-truly",
    "review/newer-than-code",
    "review/by-an-owner",
)
MINIMUM = ("minimum: 0.62", "minimum: 0.7")
BASELINE = ("value: 6.5", "value: 9")
RETRAINED = DECLARATION + "retraining: {method: retrain, cadence: P3M}\n"
PILOT = edited(
    ("lifecycle: production", "lifecycle: pilot"),
    ("production_since: 2026-06-15", "pilot_ends: 2026-12-11"),
)


def outcomes(made: History, **more: str) -> dict[str, str]:
    """The outcome of each policy that reads history, where it is none of pass and not asked."""
    return {
        name: finding.outcome
        for name, finding in findings(made, **more).items()
        if finding.outcome in ("fail", "open")
    }


def findings(made: History, moment: str = "", revision: str = "") -> dict[str, Finding]:
    chosen = Moment(staged=moment == "index", revision=revision)
    request = app.Request(
        (made.root,), TODAY, all_outcomes=True, moment=chosen, environ=dict(os.environ)
    )
    found = app.check(request).report.findings
    return {one.policy: one for one in found if one.policy in READERS}


def start(made: History, content: str = DECLARATION) -> None:
    """A declaration of February, reviewed by its owner on 1 July."""
    files = {"docs/rollback.md": "# Steps\n", "ranker/a.py": "1", "deploy/a.yaml": "1"}
    made.commit({NAME: reviewed("2026-02-01", content), **files}, "2026-02-01", PRIYA)
    made.commit({NAME: content}, "2026-07-01", PRIYA)


class Step(NamedTuple):
    """A commit of a story."""

    files: dict[str, str | None]
    day: str
    author: str = PRIYA
    authored: str = ""
    moves: dict[str, str] | None = None


TOM_BY_HANDLE = "Tom <1+tomokafor@users.noreply.github.com>"
MOVED = Step({NAME: edited(BASELINE)}, "2026-08-01")
STORIES: dict[str, tuple[list[Step], set[str]]] = {
    "nothing happened": ([], set()),
    "a comment": ([Step({NAME: "# x\n" + DECLARATION}, "2026-11-01", STRANGER)], set()),
    "the baseline moved after go-live": ([MOVED], {"purpose/baseline-unmoved"}),
    "the baseline moved, and back": ([MOVED, Step({NAME: DECLARATION}, "2026-09-01")], set()),
    "code moved on for a quarter": (
        [
            Step({"ranker/a.py": "2"}, "2026-08-01", STRANGER),
            Step({"ranker/a.py": "3"}, "2026-10-15", STRANGER),
        ],
        {"review/newer-than-code"},
    ),
    "code moved on, and the file was reviewed": (
        [
            Step({"ranker/a.py": "2"}, "2026-10-15", STRANGER),
            Step({NAME: reviewed("2026-11-01")}, "2026-11-01", TOM_BY_HANDLE),
        ],
        set(),
    ),
    "code moved on in one squash": (
        [Step({"ranker/a.py": "2"}, "2026-10-15", STRANGER, authored="2026-07-05")],
        {"review/newer-than-code"},
    ),
    "only a program moved the code": ([Step({"ranker/a.py": "2"}, "2026-10-15", BOT)], set()),
    "other code moved on": ([Step({"web/a.js": "2"}, "2026-10-15", STRANGER)], set()),
    "a review by a program": (
        [Step({NAME: reviewed("2026-10-05")}, "2026-10-05", BOT)],
        {"review/by-an-owner"},
    ),
    "a review by a stranger": (
        [Step({NAME: reviewed("2026-10-05")}, "2026-10-05", STRANGER)],
        {"review/by-an-owner"},
    ),
    "an edit by a stranger after the review": (
        [Step({NAME: edited(MINIMUM)}, "2026-10-05", STRANGER)],
        set(),
    ),
    "a review dated back": (
        [Step({NAME: reviewed("2026-09-01")}, "2026-10-05")],
        {"review/dated-truly"},
    ),
    "a review dated back, within the month": (
        [Step({NAME: reviewed("2026-09-10")}, "2026-10-05")],
        set(),
    ),
    "a review dated ahead": (
        [Step({NAME: reviewed("2026-10-05")}, "2026-07-15")],
        {"review/dated-truly"},
    ),
    "a deployment file came": (
        [Step({"deploy/b.yaml": "1"}, "2026-07-20")],
        {"rollback/runbook-current"},
    ),
    "a deployment file came with the runbook": (
        [Step({"deploy/b.yaml": "1", "docs/rollback.md": "2"}, "2026-07-20")],
        set(),
    ),
    "the declaration was renamed, and back": (
        [
            Step({}, "2026-08-01", STRANGER, moves={NAME: "x.yaml"}),
            Step({}, "2026-08-02", STRANGER, moves={"x.yaml": NAME}),
        ],
        set(),
    ),
    "it was invalid in between": (
        [
            Step({NAME: "owners: ["}, "2026-08-01", STRANGER),
            Step({NAME: DECLARATION}, "2026-08-02", STRANGER),
        ],
        set(),
    ),
    "it was deleted and added": (
        [
            Step({NAME: None}, "2026-08-01", STRANGER),
            Step({NAME: DECLARATION}, "2026-08-02", STRANGER),
        ],
        set(),
    ),
}


@pytest.mark.parametrize(("story", "expected"), STORIES.values(), ids=STORIES)
def test_failures(made: History, story: list[Step], expected: set[str]) -> None:
    start(made)
    for step in story:
        made.commit(step.files, step.day, step.author, authored=step.authored, moves=step.moves)
    assert outcomes(made.build()) == dict.fromkeys(expected, "fail")


def test_an_owner_who_left(made: History) -> None:
    made.commit({NAME: DECLARATION, "docs/rollback.md": "1"}, "2026-03-01", PRIYA)
    assert "owners/still-here" in outcomes(made.build())
    made.commit({"a": "1"}, "2026-11-01", STRANGER, message="x\n\nReviewed-by: Priya Nair <x@y>\n")
    assert "owners/still-here" not in outcomes(made.build())


def test_an_owner_who_was_never_here(made: History) -> None:
    made.commit({NAME: DECLARATION, "docs/rollback.md": "1"}, "2026-03-01", STRANGER)
    assert findings(made.build())["owners/still-here"].outcome == "notApplicable"


@pytest.mark.parametrize(
    ("day", "expected"), [("2026-09-20", "pass"), ("2026-07-20", "fail"), ("", "fail")]
)
def test_a_new_model_in_git_is_an_update(made: History, day: str, expected: str) -> None:
    start(made, RETRAINED)
    if day:
        made.commit({"models/ranker.dvc": "1"}, day, BOT)
    assert findings(made.build())["retraining/within-cadence"].outcome == expected


def test_a_pilot_that_was_put_off_twice(made: History) -> None:
    for month, end in enumerate(("2026-06-30", "2026-09-30", "2026-12-11"), 3):
        made.commit({NAME: PILOT.replace("2026-12-11", end)}, f"2026-0{month}-01", TOM)
    finding = findings(made.build())["roadmap/pilot-extended-once"]
    assert finding.outcome == "fail"
    assert made.id(3)[:7] in finding.message


def test_findings_name_the_commit_that_they_rest_on(made: History) -> None:
    start(made)
    number = made.commit({NAME: edited(BASELINE)}, "2026-08-01", TOM)
    finding = findings(made.build())["purpose/baseline-unmoved"]
    assert f"{made.id(number)[:7]}, 2026-08-01, Tom Okafor" in finding.message


class TestNotChecked:
    """What is not known is neither a pass nor a failure."""

    @pytest.fixture
    def begun(self, made: History) -> History:
        start(made, RETRAINED)
        made.commit({"ranker/a.py": "9"}, "2026-10-15", STRANGER)
        return made.build()

    def test_a_shallow_clone(self, begun: History) -> None:
        git(begun.root, "clone", "--quiet", "--depth=1", f"file://{begun.root}", f"{begun.root}-c")
        shallow = History.__new__(History)
        shallow.root = f"{begun.root}-c"
        told = outcomes(shallow)
        assert told == dict.fromkeys(set(READERS) - {"roadmap/pilot-extended-once"}, "open")
        finding = findings(shallow)["review/newer-than-code"]
        assert finding.state == "not-checked"
        assert "shallow clone" in finding.message
        assert "fetch-depth: 0" in finding.fix

    def test_more_renames_than_are_followed(
        self, made: History, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(renames, "MOST_RENAMES", 1)
        made.commit({"a.yaml": DECLARATION, "docs/rollback.md": "1"}, "2026-07-01")
        made.commit({}, "2026-08-01", moves={"a.yaml": "b.yaml"})
        made.commit({}, "2026-08-02", moves={"b.yaml": NAME})
        names = {"review/dated-truly", "review/by-an-owner", "purpose/baseline-unmoved"}
        assert outcomes(made.build()) == dict.fromkeys(names, "open")

    def test_no_repository(self, begun: History) -> None:
        os.rename(os.path.join(begun.root, ".git"), os.path.join(begun.root, "gone"))
        told = findings(begun)
        assert told["review/newer-than-code"].outcome == "open"
        assert told["review/newer-than-code"].severity == "note"

    def test_a_review_that_is_not_committed(self, begun: History) -> None:
        begun.write({NAME: reviewed("2026-11-20", RETRAINED)})
        assert outcomes(begun) == {
            "review/by-an-owner": "open",
            "retraining/within-cadence": "fail",
        }


class TestMoments:
    """In the commit stage the staged content counts as now; a commit counts as it was."""

    def test_staged(self, made: History) -> None:
        start(made)
        made.build()
        made.stage({NAME: edited(BASELINE)})
        made.write({NAME: DECLARATION})
        assert "purpose/baseline-unmoved" in outcomes(made, moment="index")
        assert "purpose/baseline-unmoved" not in outcomes(made)

    def test_a_commit(self, made: History) -> None:
        start(made)
        made.commit({NAME: edited(BASELINE)}, "2026-08-01")
        made.commit({NAME: DECLARATION}, "2026-09-01")
        made.build()
        assert "purpose/baseline-unmoved" in outcomes(made, revision="HEAD~1")
        assert "purpose/baseline-unmoved" not in outcomes(made, revision="main")
