"""`govlint explain`: a page for everything that an output can name, good to read at 80 columns."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from govlint import pages, source
from govlint.errors import UsageError
from govlint.explain import explain
from govlint.model import Check, Policy, Span
from govlint.policy import builtin
from govlint.questions import QUESTIONS
from govlint.structure import STRUCTURAL

if TYPE_CHECKING:
    from collections.abc import Callable

LIMITS: dict[str, str | float] = {"rehearsal": "P180D", "outcome_gap": 2.0}


def policy(id_: str, title: str, **more: object) -> Policy:
    check = Check(
        require="has(it.last_tested) &&\n  age(it.last_tested) <= days(limits.rehearsal)",
        at=("last_tested",),
        if_not="stale",
        message="",
        fix="",
    )
    base: dict[str, object] = {
        "question": 7,
        "decides": False,
        "presence": False,
        "severity": (None, "warning", "error", None),
        "each": ("doc.rollback",),
        "when": "has(it.runbook)",
        "checks": (check,),
        "not_for": (),
        "reads": (),
        "facts": (),
        "why": "A plan that nobody has tried is a hope.",
        "avoid": "rollback: {runbook: docs/r.md, last_tested: 2025-03-02}\n",
        "prefer": "rollback: {runbook: docs/r.md, last_tested: 2026-10-02}\n",
        "references": ("eu-ai-act:17(1)(d)", "house-rules:4"),
        "span": Span("policies/rollback.yaml", 1, 1, 1, 1),
    }
    return Policy(id=id_, title=title, **{**base, **more})  # type: ignore[arg-type]


POLICIES = (
    policy("owners/technical-named", "A named person owns it", question=1, decides=True),
    policy("rollback/plan-declared", "A real rollback plan is declared", decides=True),
    policy("rollback/rehearsed", "The rollback was rehearsed lately"),
    policy(
        "house/our-own",
        "Ours",
        question=None,
        not_for=("rules",),
        facts=("history",),
        severity=("note", "note", "error", "warning"),
        when="",
        why="",
        avoid="",
        prefer="",
        references=(),
    ),
)


@pytest.mark.parametrize(
    ("topic", "name"),
    [
        (None, "contents"),
        ("rollback/rehearsed", "policy"),
        ("house/our-own", "short-policy"),
        ("7", "question"),
        ("verdict", "verdict"),
        ("rollback", "family"),
        ("declaration/date", "structural"),
    ],
)
def test_page(topic: str | None, name: str, golden: Callable[[str], Callable[[str], None]]) -> None:
    golden(f"{name}.txt")(explain(topic, POLICIES, LIMITS, 80))


@pytest.mark.parametrize("topic", ["7", "question 7", "Q7", "question-7"])
def test_a_question_has_several_names(topic: str) -> None:
    assert explain(topic, POLICIES, LIMITS, 80) == explain("7", POLICIES, LIMITS, 80)


@pytest.mark.parametrize("topic", ["rehearsed", "rollback/Rehearsed "])
def test_a_policy_is_found_by_its_name(topic: str) -> None:
    assert explain(topic, POLICIES, LIMITS, 80).startswith("rollback/rehearsed\n")


@pytest.mark.parametrize(
    "topic",
    [
        *(each.id for each in POLICIES),
        *(each.id for each in STRUCTURAL),
        *(str(each.number) for each in QUESTIONS),
        "verdict",
    ],
)
@pytest.mark.parametrize("width", [60, 80])
def test_prose_stays_within_the_width(topic: str, width: int) -> None:
    lines = explain(topic, POLICIES, LIMITS, width).split("\n")
    assert [line for line in lines if len(line) > width and not line.startswith("    ")] == []


@pytest.mark.parametrize(
    ("topic", "fix"),
    [
        ("rollback/rehersed", "Did you mean `rollback/rehearsed`?"),
        ("declaration/sintax", "Did you mean `declaration/syntax`?"),
        ("verdikt", "Did you mean `verdict`?"),
        ("11", "There are ten questions, 1 to 10."),
        ("0", "There are ten questions, 1 to 10."),
        ("\x1b[31m", "`govlint explain` lists what there is."),
    ],
)
def test_an_unknown_topic_is_the_users_mistake(topic: str, fix: str) -> None:
    with pytest.raises(UsageError) as caught:
        explain(topic, POLICIES, LIMITS, 80)
    assert caught.value.fix == fix
    assert caught.value.message.isprintable()


@pytest.mark.parametrize("its", builtin().policies(), ids=lambda its: its.id)
def test_the_rule_is_the_policys_own(its: Policy) -> None:
    rule = next(
        block.text
        for heading, block in pairwise(pages.policy(its, (), LIMITS).blocks)
        if heading == pages.Heading("The rule, to the letter") and isinstance(block, pages.Code)
    )
    read = source.read(rule.encode(), "rule.yaml")
    assert read.faults == ()
    checks = read.data.get("checks", [read.data])
    told = [(words(each["require"]), each["if_not"]) for each in checks]
    assert told == [(words(each.require), each.if_not) for each in its.checks]
    assert words(read.data.get("when", "")) == words(its.when)


def words(expression: str) -> list[str]:
    return expression.split()


def test_texts_of_a_users_policy_are_harmless() -> None:
    hostile = "a\x1b[31m\u202eb\x00"
    theirs = policy("house/hostile", hostile, why=hostile, avoid=hostile, references=(hostile,))
    for topic in ("house/hostile", "house", "7", None):
        text = explain(topic, (theirs,), LIMITS, 80)
        assert "\\x1b[31m\\u202eb\\x00" in text
        assert text.replace("\n", "").isprintable()
