"""Every policy of the catalogue, held to its cases."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from govlint import cases, policy
from govlint.engine import Engine

if TYPE_CHECKING:
    from govlint.cases import Example
    from govlint.engine import Case, Judgement
    from govlint.expression import Environment
    from govlint.policy import Rule

CATALOGUE = policy.builtin()
RULES = {rule.id: rule for rule in CATALOGUE.rules}
EXAMPLES = [
    example
    for path in sorted(Path(__file__).parent.glob("*.yaml"))
    for example in cases.read(path.name, path.read_bytes(), RULES)
]


@cache
def environment(today: str) -> Environment:
    return CATALOGUE.environment(today)


def ask(rule: Rule, case: Case, today: str) -> list[Judgement]:
    judged = case._replace(values={**case.values, "catalogue": CATALOGUE.ids})
    return Engine(environment(today), judged).judge(rule)


@pytest.mark.parametrize("name", RULES)
def test_policy(name: str) -> None:
    own = [example for example in EXAMPLES if example.policy == name]
    broken = [cases.run(each, RULES[name], CATALOGUE.limits, ask) for each in own]
    told = [f"{b.example.span.path}:{b.example.span.line}: {b.message}" for b in broken if b]
    assert told == []


@pytest.mark.parametrize("name", RULES)
def test_every_policy_has_every_kind_of_case(name: str) -> None:
    kinds = {example.expected for example in EXAMPLES if example.policy == name}
    assert kinds >= {"pass", "fail", "not_applicable"}


def test_an_example_that_does_not_hold_is_told() -> None:
    example: Example = next(e for e in EXAMPLES if e.policy == "rollback/plan-declared")
    wrong = example._replace(expected="fail", place=(9, 9))
    broken = cases.run(wrong, RULES[example.policy], CATALOGUE.limits, ask)
    assert broken is not None
    assert broken.message == "expected fail, but it is pass"
