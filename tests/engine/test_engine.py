"""The engine: one outcome for each subject, at its place, in the right state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from govlint import policy, schema, source
from govlint.engine import Engine, case
from govlint.model import Fact, Unavailable

if TYPE_CHECKING:
    from govlint.engine import Judgement

TODAY = "2026-11-23"

REHEARSED = """\
family: rollback
policies:
  - id: rehearsed
    title: The rollback was rehearsed lately
    question: 7
    severity: {production: warning}
    not_for: [rules]
    each: doc.rollback
    when: has(it.runbook)
    require: has(it.last_tested) && age(it.last_tested) <= days(limits.rehearsal)
    at: last_tested
    if_not: stale
    message: The last rehearsal was {age(it.last_tested)} days ago, not {words(limits.rehearsal)}.
    message_absent: The rollback was never rehearsed.
    message_placeholder: '"{written}" is no day.'
    fix: |
      Write the day:
        rollback: {{last_tested: YYYY-MM-DD}}
"""

SOURCES = """\
family: data
policies:
  - id: refreshed
    title: Every source refreshes by itself
    severity: {pilot: warning, production: error}
    each: doc.data.sources[*]
    checks:
      - {require: has(it.kind), at: kind, if_not: unclear, message: "{it.name}: which kind?"}
      - {require: it.automated, at: automated, if_not: unclear, message: "{it.name}: by hand"}
"""

NEEDS_HISTORY = """\
family: review
policies:
  - id: newer
    title: The declaration is newer than the code
    severity: {production: error}
    each: doc.review
    when: has(it.last_reviewed)
    require: it.last_reviewed >= today || history.whole
    message: It is not.
"""


def judge(policies: str, declaration: str, facts: dict[str, Fact] | None = None) -> list[Judgement]:
    catalogue = policy.builtin()
    environment = catalogue.environment(TODAY)
    form = schema.check_form(source.read(declaration.encode(), "ai-governance.yaml"), TODAY)
    values: dict[str, Any] = {"today": TODAY, "limits": dict(catalogue.limits), "catalogue": []}
    engine = Engine(environment, case(form, values, facts or {}))
    loaded = policy.load([("policies/own.yaml", policies.encode())]).policies
    rules = [policy.rule(each, environment.compile) for each in loaded]
    return [judgement for rule in rules for judgement in engine.judge(rule)]


def only(found: list[Judgement]) -> Judgement:
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("rollback", "outcome", "state", "at", "message"),
    [
        ("{runbook: a.md, last_tested: 2026-10-02}", "pass", "clear", (), ""),
        (
            "{runbook: a.md, last_tested: 2025-11-23}",
            "fail",
            "stale",
            ("rollback", "last_tested"),
            "The last rehearsal was 365 days ago, not 180 days.",
        ),
        (
            "{runbook: a.md}",
            "fail",
            "absent",
            ("rollback", "last_tested"),
            "The rollback was never rehearsed.",
        ),
        (
            "{runbook: a.md, last_tested: {value: null, reason: Starts in May}}",
            "open",
            "open",
            ("rollback", "last_tested"),
            "`rollback.last_tested` is not known: Starts in May",
        ),
        ("{trigger: x below 0.2}", "notApplicable", "not-asked", (), ""),
    ],
)
def test_outcomes(
    rollback: str, outcome: str, state: str, at: tuple[str, ...], message: str
) -> None:
    found = only(judge(REHEARSED, f"rollback: {rollback}\n"))
    assert (found.outcome, found.state, found.at, found.message) == (outcome, state, at, message)


@pytest.mark.parametrize(
    "declaration",
    [
        "rollback: TBD\n",
        "purpose: {decision: Which ticket goes to whom}\n",
        "system: {type: rules}\nrollback: {runbook: a.md}\n",
    ],
)
def test_what_is_not_there_is_not_applicable(declaration: str) -> None:
    assert only(judge(REHEARSED, declaration)).outcome == "notApplicable"


def test_a_policy_is_not_asked_at_another_stage() -> None:
    declaration = "system: {lifecycle: pilot}\nrollback: {runbook: a.md}\n"
    assert judge(REHEARSED, declaration) == []


def test_a_fix_keeps_its_braces() -> None:
    fix = only(judge(REHEARSED, "rollback: {runbook: a.md}\n")).fix
    assert fix == "Write the day:\n  rollback: {last_tested: YYYY-MM-DD}\n"


def test_a_mistake_of_form_stands_instead_of_the_policy() -> None:
    assert judge(REHEARSED, "rollback: {runbook: a.md, last_tested: 2026-02-30}\n") == []


def test_a_channel_lost_to_a_comment_is_said() -> None:
    found = only(judge(REHEARSED, "rollback:\n  runbook: a.md\n  last_tested: #soon\n"))
    assert found.state == "absent"
    assert found.message == "`last_tested` is empty: everything after # is a comment in YAML."
    assert '"#soon"' in found.fix


def test_each_subject_is_asked_and_the_first_check_that_fails_is_told() -> None:
    declaration = """\
data:
  sources:
    - {name: A, kind: api, automated: true}
    - {name: B, kind: file, automated: false}
    - {name: C, automated: false}
"""
    found = judge(SOURCES, declaration)
    assert [(j.subject[-1], j.outcome, j.message) for j in found] == [
        (0, "pass", ""),
        (1, "fail", "B: by hand"),
        (2, "fail", "C: which kind?"),
    ]


def test_a_fact_that_could_not_be_had_leaves_the_question_open() -> None:
    facts = {"history": Fact(unavailable=Unavailable("this is a shallow clone", "Fetch it all."))}
    found = only(judge(NEEDS_HISTORY, "review: {last_reviewed: 2026-10-01}\n", facts))
    assert (found.outcome, found.state, found.severity) == ("open", "not-checked", "error")
    assert found.message == "This is a shallow clone."
    assert found.fix == "Fetch it all."


def test_a_fact_that_nobody_can_have_is_only_said() -> None:
    facts = {"history": Fact(unavailable=Unavailable("no repository", "", obtainable=False))}
    found = only(judge(NEEDS_HISTORY, "review: {last_reviewed: 2026-10-01}\n", facts))
    assert (found.state, found.severity) == ("not-checked", "note")


def test_what_the_file_alone_can_tell_is_told_without_the_fact() -> None:
    facts = {"history": Fact(unavailable=Unavailable("this is a shallow clone", "Fetch it all."))}
    assert only(judge(NEEDS_HISTORY, f"review: {{last_reviewed: {TODAY}}}\n", facts)).outcome == (
        "pass"
    )
    assert only(judge(NEEDS_HISTORY, "review: {cadence: P3M}\n", facts)).outcome == "notApplicable"


def test_a_fact_is_read() -> None:
    facts = {"history": Fact(data={"whole": False})}
    found = only(judge(NEEDS_HISTORY, "review: {last_reviewed: 2026-10-01}\n", facts))
    assert (found.outcome, found.message) == ("fail", "It is not.")


def test_a_part_of_a_fact_that_could_not_be_had_says_why() -> None:
    unknown = {"whole": Unavailable("the log was cut", "Fetch it all.")}
    facts = {"history": Fact(data={}, unknown=unknown)}
    found = only(judge(NEEDS_HISTORY, "review: {last_reviewed: 2026-10-01}\n", facts))
    assert (found.state, found.message) == ("not-checked", "The log was cut.")


def test_a_policy_that_cannot_be_evaluated_is_open_and_named() -> None:
    found = only(judge(NEEDS_HISTORY, "review: {last_reviewed: 2026-10-01}\n"))
    assert (found.outcome, found.state) == ("open", "not-checked")
    assert "This policy could not be evaluated" in found.message
