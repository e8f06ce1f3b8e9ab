"""Expressions that try to hang or to exhaust: each ends in time, and the next one is answered."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from govlint import policy
from govlint.sandbox import Stopped

if TYPE_CHECKING:
    from govlint.policy.loading import Loaded
    from govlint.sandbox import Sandbox

pytestmark = pytest.mark.clock

SOON = 30.0
"""Seconds: what takes longer hangs, however busy the machine is. See `test_child_process`."""
DOC = {
    "numbers": [float(number) for number in range(5000)],
    "names": [f"name {number}" for number in range(3000)],
    "text": "x" * 60_000,
}

HOSTILE = {
    "loops in loops": "doc.numbers.all(a, doc.numbers.all(b, doc.numbers.all(c, a + b >= c)))",
    "a text doubled": "[doc.text]" + ".map(a, a + a)" * 20 + "[0] != ''",
    "a text doubled forty times": "['x']" + ".map(a, a + a)" * 40 + "[0] != ''",
    "a list of long texts": "doc.numbers.map(a, doc.text + doc.text).size() > 1",
    "a list of lists": "doc.numbers.map(a, doc.numbers).size() > 1",
    "a slow pattern": "doc.numbers.all(a, !doc.text.matches('(.*)(.*)(.*)[a-z]{3,200}y$'))",
    "a long search": "doc.numbers.all(a, !doc.text.contains('xxxxxxxxxxxxxxxxxxxxxxxxxxy'))",
    "lists compared": "doc.numbers.all(a, doc.numbers == doc.numbers)",
    "our functions": "doc.numbers.all(a, !is_wish(doc.text) && !is_person(doc.text))",
    "sorted again and again": "doc.numbers.all(a, size(sorted(doc.names)) > 1)",
    "a deep choice": "true ? true : (" * 300 + "true" + ")" * 300,
    "many choices": "true ? true : " * 280 + "true",
    "100,000 brackets": "(" * 100_000 + "true" + ")" * 100_000,
    "many negations": "!" * 4000 + "true",
    "a long path": "doc" + ".a" * 2000,
    "a long sum": "1" + "+1" * 2000 + " > 1",
    "a long list": "[" + "1," * 2000 + "1].all(a, [" + "1," * 1 + "1].all(b, a == b))",
    "nested lists": "[" * 1000 + "]" * 1000 + " == []",
    "megabytes": "'" + "x" * 2_000_000 + "' == ''",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_an_expression_ends_in_time(name: str, evaluating: Sandbox) -> None:
    evaluating.ask_all([("ready", ("true", {}))])
    started = time.monotonic()
    answers = evaluating.ask_all([(name, (HOSTILE[name], DOC)), ("good", ("true", DOC))])
    assert time.monotonic() - started < SOON
    assert answers[1] == ("value", True)
    told = answers[0]
    assert told[0] in ("value", "error") if not isinstance(told, Stopped) else told.reason


GOOD = """
  - id: {id}
    title: Good
    severity: {{production: warning}}
    require: has(doc.rollback)
    message: No way back.
"""
BAD = """
  - id: bad
    title: Bad
    severity: {{production: warning}}
    require: {require}
    message: Bad.
"""


def folder(require: str) -> Loaded:
    text = "family: own\npolicies:\n" + GOOD.format(id="first")
    text += BAD.format(require=require) + GOOD.format(id="last")
    return policy.load([("policies/own.yaml", text.encode())])


@pytest.mark.parametrize("name", [name for name in HOSTILE if len(HOSTILE[name]) < 500_000])
def test_a_hostile_policy_leaves_the_others_standing(name: str) -> None:
    started = time.monotonic()
    loaded = folder(f"'{HOSTILE[name].replace(chr(39), chr(39) * 2)}'")
    assert time.monotonic() - started < SOON
    told = [each.id for each in loaded.policies] + [str(each) for each in loaded.broken]
    assert [each for each in told if each in ("own/first", "own/last")] == ["own/first", "own/last"]
    assert len(told) == 3
    assert all(error.span and error.span.line > 8 for error in loaded.broken)


def test_a_file_of_megabytes_is_refused_and_other_files_stand() -> None:
    good = ("family: own\npolicies:\n" + GOOD.format(id="good")).encode()
    loaded = policy.load([("a.yaml", good + b"#" * 3_000_000), ("b.yaml", good)])
    assert [each.span.path for each in loaded.policies] == ["b.yaml"]
    assert [error.message for error in loaded.broken] == [
        "The file is larger than 1 MiB, and is not read."
    ]


def test_an_expression_reaches_nothing_outside(evaluating: Sandbox) -> None:
    tries = ("open('/etc/passwd')", "getenv('HOME')", "now()", "doc.__class__ == null")
    answers: list[Any] = evaluating.ask_all([(each, (each, {"a": "b"})) for each in tries])
    assert [kind for kind, _ in answers] == ["error"] * len(tries)
