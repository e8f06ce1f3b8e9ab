"""Holding a folder of policies to its cases."""

from __future__ import annotations

import os
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from govlint import cases, own, policy
from govlint.errors import PolicyError, UsageError
from govlint.regular import read_regular

if TYPE_CHECKING:
    from govlint.cases import Broken, Example
    from govlint.engine import Case, Judgement
    from govlint.model import Policy
    from govlint.policy import Rule

_LARGEST = 1 << 20
_SUFFIXES = (".yaml", ".yml")


class Result(NamedTuple):
    """What the cases of a folder came to."""

    policies: int
    examples: int
    broken: tuple[Broken, ...]
    problems: tuple[PolicyError, ...]
    """Policies and case files that are not in order."""
    untested: tuple[str, ...]
    """Policies without a case."""


def test(folder: str, cases_folder: str) -> Result:
    """The result for the policies in ``folder``. Raises UsageError where there are none."""
    files = _files(folder)
    if not files:
        raise UsageError(f"There are no policies in {folder}.", fix="A policy is a .yaml file.")
    loaded = policy.load(files)
    problems = list(loaded.broken)
    rules = {each.id: policy.rule(each, own.not_here) for each in loaded.policies}
    examples: list[Example] = []
    for path, content in _files(cases_folder):
        try:
            examples += cases.read(path, content, rules)
        except PolicyError as error:
            problems.append(error)
    with closing(_Asker(loaded.policies)) as asker:
        results = [cases.run(e, rules[e.policy], asker.limits, asker.ask) for e in examples]
    broken = [result for result in results if result is not None]
    untested = tuple(name for name in rules if name not in {each.policy for each in examples})
    return Result(len(rules), len(examples), tuple(broken), tuple(problems), untested)


class _Asker:
    """Asks policies as of the day of each case: a process for each day."""

    def __init__(self, policies: tuple[Policy, ...]) -> None:
        catalogue = policy.builtin()
        self.limits = catalogue.limits
        self._words = catalogue.words
        self._policies = policies
        self._by_day: dict[str, own.OwnPolicies] = {}

    def ask(self, rule: Rule, case: Case, today: str) -> list[Judgement]:
        """What a policy says of one case."""
        if today not in self._by_day:
            self._by_day[today] = own.OwnPolicies(self._policies, today, self._words)
        return self._by_day[today].judge([rule], case)

    def close(self) -> None:
        """End the processes."""
        for policies in self._by_day.values():
            policies.close()


def _files(folder: str) -> list[tuple[str, bytes]]:
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return []
    paths = [os.path.join(folder, name) for name in names if name.endswith(_SUFFIXES)]
    found = [(path, read_regular(path, _LARGEST + 1)) for path in paths]
    return [(path, content) for path, content in found if content is not None]
