"""The verdict: which word, which numbers, and what it says in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from govlint import source
from govlint.diagnosis import Judged, diagnose
from govlint.schema import Form

if TYPE_CHECKING:
    from govlint.model import Lifecycle, State
    from govlint.report import Declaration

TODAY = "2026-11-23"
PILOT_LIMIT = 434.0

DECIDING = {number: [f"family/q{number}"] for number in range(1, 11)}
KNOWN = frozenset(policy for policies in DECIDING.values() for policy in policies)


def form(lifecycle: Lifecycle = "production", complete: bool = True, **system: Any) -> Form:
    data = {"system": {"id": "ranker", "lifecycle": lifecycle, **system}}
    document = source.read(b"", "ai-governance.yaml")._replace(complete=complete)
    return Form(document, data, lifecycle, (), ())


def verdict(form: Form, bad: dict[int, State], asked: range = range(1, 11)) -> Declaration:
    states = {f"family/q{n}": [bad.get(n, "clear")] for n in asked}
    judged = Judged(
        path="ai-governance.yaml",
        form=form,
        states=states,
        faulted={},
        deciding=DECIDING,
        known=KNOWN,
        asked=frozenset(states),
    )
    return diagnose(judged, TODAY, PILOT_LIMIT)


PILOT = form("pilot", pilot_started="2026-09-14", pilot_ends="2026-12-11")
OVERDUE = form("pilot", pilot_started="2026-01-14", pilot_ends="2026-11-22")
ENDLESS = form("pilot", pilot_started="2026-09-14")
TOO_OLD = form("pilot", pilot_started="2025-03-03", pilot_ends="2026-12-11")
LAST_DAY = form("pilot", pilot_started="2026-09-14", pilot_ends=TODAY)
FOUR: dict[int, State] = {2: "stale", 5: "absent", 7: "unclear", 9: "contradicted"}
PURGATORY = (
    "Pilot purgatory: 4 of 10 questions have no clear answer (2, 5, 7, 9); three is the limit."
)


@pytest.mark.parametrize(
    ("declared", "bad", "word", "sentence"),
    [
        (form(), {}, "clear", "Clear: all 10 questions have an answer."),
        (
            form(),
            {5: "not-checked", 7: "not-checked"},
            "clear",
            "Clear so far: 8 of 10 questions have an answer, 2 not checked (5, 7).",
        ),
        (
            form(),
            {7: "waived"},
            "clear",
            "Clear: 9 of 10 questions have an answer, 1 waived (7).",
        ),
        (
            form(),
            {9: "open"},
            "gaps",
            "Gaps: 1 of 10 questions has no clear answer (9). More than three is pilot purgatory.",
        ),
        (
            form(),
            {5: "absent", 7: "stale", 9: "unclear"},
            "gaps",
            (
                "Gaps: 3 of 10 questions have no clear answer (5, 7, 9). "
                "More than three is pilot purgatory."
            ),
        ),
        (form(), FOUR, "pilot-purgatory", PURGATORY),
        (
            form(),
            {**FOUR, 1: "absent", 3: "absent"},
            "pilot-purgatory",
            (
                "Pilot purgatory: 6 of 10 questions have no clear answer (1, 2, 3, 5, 7, 9); three "
                "is the limit. Start with 1 and 3: ownership and data unlock the rest."
            ),
        ),
        (
            PILOT,
            FOUR,
            "under-way",
            "Under way: 4 of 10 still unanswered (2, 5, 7, 9), 18 days until the pilot ends.",
        ),
        (
            LAST_DAY,
            FOUR,
            "under-way",
            "Under way: 4 of 10 still unanswered (2, 5, 7, 9), 0 days until the pilot ends.",
        ),
        (OVERDUE, FOUR, "pilot-purgatory", PURGATORY),
        (ENDLESS, FOUR, "pilot-purgatory", PURGATORY),
        (TOO_OLD, FOUR, "pilot-purgatory", PURGATORY),
        (form("retired"), {}, "not-judged", "Not judged: the system is retired."),
        (
            form(complete=False),
            {},
            "not-judged",
            "Not judged: the file could not be read to its end.",
        ),
    ],
)
def test_verdict(declared: Form, bad: dict[int, State], word: str, sentence: str) -> None:
    found = verdict(declared, bad)
    assert (found.verdict, found.verdict_text) == (word, sentence)


def test_a_planned_system_is_under_way_whatever_is_missing() -> None:
    bad: dict[int, State] = dict.fromkeys((1, 2, 3, 6, 8), "absent")
    judged = Judged(
        path="ai-governance.yaml",
        form=form("planned"),
        states={f"family/q{n}": [state] for n, state in bad.items()},
        faulted={},
        deciding=DECIDING,
        known=KNOWN,
        asked=KNOWN,
    )
    found = diagnose(judged, TODAY, PILOT_LIMIT)
    assert found.verdict == "under-way"
    assert found.verdict_text == "Under way: 5 of 5 still unanswered (1, 2, 3, 6, 8)."
    assert [a.number for a in found.questions if a.state == "not-asked"] == [4, 5, 7, 9, 10]


def test_the_worst_deciding_policy_decides() -> None:
    judged = Judged(
        path="ai-governance.yaml",
        form=form(),
        states={"a/one": ["clear", "stale"], "a/two": ["contradicted"], "a/three": ["absent"]},
        faulted={},
        deciding={7: ["a/one", "a/two", "a/three"]},
        known=frozenset({"a/one", "a/two", "a/three"}),
        asked=frozenset({"a/one", "a/two", "a/three"}),
    )
    answer = diagnose(judged, TODAY, PILOT_LIMIT).questions[6]
    assert (answer.state, answer.policies) == ("contradicted", ("a/two",))


@pytest.mark.parametrize(
    ("state", "expected"),
    [("clear", "unclear"), ("open", "unclear"), ("unclear", "unclear"), ("absent", "absent")],
)
def test_a_mistake_of_form_makes_its_question_unclear(state: State, expected: State) -> None:
    judged = Judged(
        path="ai-governance.yaml",
        form=form(),
        states={"family/q9": [state]},
        faulted={9: ["declaration/wrong-value"]},
        deciding=DECIDING,
        known=KNOWN,
        asked=KNOWN,
    )
    assert diagnose(judged, TODAY, PILOT_LIMIT).questions[8].state == expected


STUCK_POLICIES = (
    "owners/technical-named",
    "owners/business-named",
    "data/refresh-automated",
    "data/preparation-scheduled",
    "monitoring/measured-since-deployment",
)


def stuck(
    states: dict[str, State], known: tuple[str, ...], lifecycle: Lifecycle = "production"
) -> str:
    """The sentence where ``known`` are the policies that there are, all of them asked."""
    judged = Judged(
        path="ai-governance.yaml",
        form=form(lifecycle),
        states={policy: [state] for policy, state in states.items()},
        faulted={},
        deciding={},
        known=frozenset(known),
        asked=frozenset(known),
    )
    return diagnose(judged, TODAY, PILOT_LIMIT).stuck


CLEAR: dict[str, State] = dict.fromkeys(STUCK_POLICIES, "clear")


@pytest.mark.parametrize(
    ("states", "known", "expected"),
    [
        (
            CLEAR,
            STUCK_POLICIES,
            "Slow, not stuck: ownership, data flow and outcome measurement are in place.",
        ),
        (
            {**CLEAR, "monitoring/measured-since-deployment": "stale"},
            STUCK_POLICIES,
            "Stuck: no outcome measured since go-live, within its cadence.",
        ),
        (
            {**CLEAR, "owners/business-named": "absent", "data/refresh-automated": "unclear"},
            STUCK_POLICIES,
            "Stuck: nobody owns it by name on both sides and data does not flow by itself.",
        ),
        (
            {"data/sources-listed": "absent"},
            STUCK_POLICIES,
            "Stuck: data does not flow by itself.",
        ),
        (
            CLEAR,
            tuple(p for p in STUCK_POLICIES if p != "data/preparation-scheduled"),
            "Nothing found that it is stuck on. Not checked: data/preparation-scheduled.",
        ),
        (
            {**CLEAR, "data/preparation-scheduled": "not-checked"},
            STUCK_POLICIES,
            "Nothing found that it is stuck on. Not checked: data/preparation-scheduled.",
        ),
    ],
)
def test_stuck_or_just_slow(
    states: dict[str, State], known: tuple[str, ...], expected: str
) -> None:
    assert stuck(states, known) == expected


def test_a_pilot_is_not_asked_what_was_measured_in_production() -> None:
    asked = STUCK_POLICIES[:4]
    found = stuck(CLEAR, asked, "pilot")
    assert found == "Slow, not stuck: ownership and data flow are in place."


@pytest.mark.parametrize("lifecycle", ["planned", "retired"])
def test_stuck_is_asked_of_what_runs(lifecycle: Lifecycle) -> None:
    assert stuck(CLEAR, STUCK_POLICIES, lifecycle) == ""


def test_failure_modes_count_the_policies_that_decide() -> None:
    judged = Judged(
        path="ai-governance.yaml",
        form=form(),
        states={"o/a": ["clear"], "o/b": ["absent"], "d/a": ["clear"]},
        faulted={},
        deciding={1: ["o/a"], 8: ["o/b"], 3: ["d/a"]},
        known=frozenset({"o/a", "o/b", "d/a"}),
        asked=frozenset({"o/a", "o/b", "d/a"}),
    )
    groups = diagnose(judged, TODAY, PILOT_LIMIT).groups
    assert [tuple(g) for g in groups] == [("Ownership", 1, 2), ("Data", 1, 1), ("Trust", 0, 0)]
