"""What our policies ask in Python, CEL answers alike, and hardly anything is left to it."""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path as File
from typing import TYPE_CHECKING, Any

import pytest

from govlint import cases, policy
from govlint.engine import Engine
from govlint.paths import lookup, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govlint.cases import Example
    from govlint.engine import Case, Judgement
    from govlint.expression import Environment
    from govlint.model import Path
    from govlint.policy import Rule

CATALOGUE = policy.builtin()
RULES = {rule.id: rule for rule in CATALOGUE.rules}
FOLDER = File(__file__).parent.parent / "policies"
EXAMPLES: list[Example] = [
    example
    for path in sorted(FOLDER.glob("*.yaml"))
    for example in cases.read(path.name, path.read_bytes(), RULES)
]
OTHERS: tuple[Any, ...] = ("x", True, 3.0, ["x", 1.0])


@cache
def environment(today: str) -> Environment:
    return CATALOGUE.environment(today)


def both(rule: Rule, case: Case, today: str) -> list[Judgement]:
    """What Python says of a case, and CEL as well."""
    found = Engine(environment(today), case).judge(rule)
    assert found == Engine(environment(today), case).judge(rule._replace(ask=None))
    return found


def changed(rule: Rule, case: Case) -> Iterator[Case]:
    """The case with each value that the policy reads left out, or put for something else."""
    whole = {"doc": case.data, **case.values}
    patterns = [("doc", *read) for read in rule.reads] + [parse(fact) for fact in rule.facts]
    for pattern in patterns:
        for length in range(2, len(pattern) + 1):
            for path in places(whole, pattern[:length]):
                for other in (None, *OTHERS):
                    yield with_other(case, path, other)
    for fact in {pattern[0] for pattern in patterns if pattern[0] != "doc"}:
        yield case._replace(values={k: v for k, v in case.values.items() if k != fact})


def places(data: Any, pattern: Path) -> list[Path]:
    """What a path with stars leads to: `select` of `govlint.paths` starts at the declaration."""
    if not pattern:
        return [()]
    first, rest = pattern[0], pattern[1:]
    keys = list(data) if isinstance(data, dict) else []
    if isinstance(data, list):
        keys = list(range(len(data)))
    return [(key, *path) for key in keys if first in ("*", key) for path in places(data[key], rest)]


def with_other(case: Case, path: Path, other: Any) -> Case:
    whole = copy.deepcopy({"doc": case.data, **case.values})
    if other is None:
        del lookup(whole, path[:-1])[path[-1]]
    else:
        lookup(whole, path[:-1])[path[-1]] = other
    return case._replace(data=whole.pop("doc"), values=whole)


@pytest.mark.parametrize("name", RULES)
def test_python_and_cel_judge_alike(name: str) -> None:
    seen: dict[str, tuple[Case, str]] = {}

    def ask(rule: Rule, case: Case, today: str) -> list[Judgement]:
        case = case._replace(values={**case.values, "catalogue": CATALOGUE.ids})
        seen[repr(case)] = case, today
        return both(rule, case, today)

    for example in EXAMPLES:
        if example.policy == name:
            assert cases.run(example, RULES[name], CATALOGUE.limits, ask) is None
    for case, today in list(seen.values()):
        for other in changed(RULES[name], case):
            both(RULES[name], other, today)


@pytest.mark.parametrize("name", RULES)
def test_every_policy_is_asked_in_python(name: str) -> None:
    assert RULES[name].ask is not None
