"""Policies: the built-in catalogue as it was prepared, and users' own from their files."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from govlint.expression import Environment, Program
from govlint.paths import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from govlint.expression.lexicon import Words
    from govlint.model import Check, Path, Policy, Severity

Severities = tuple["Severity | None", "Severity | None", "Severity | None", "Severity | None"]


class Rule(NamedTuple):
    """A policy ready to be asked: paths taken apart, expressions compiled, texts at hand."""

    id: str
    title: str
    question: int | None
    decides: bool
    presence: bool
    severity: Severities
    not_for: tuple[str, ...]
    each: tuple[Path, ...]
    """Patterns of its subjects: ``("data", "sources", "*")``; ``()`` is the whole declaration."""
    when: Program | None
    checks: tuple[tuple[Program, tuple[Path, ...]], ...]
    """Each with its targets; one that begins with ``doc`` counts from the top."""
    reads: tuple[Path, ...]
    """What it reads of the declaration, as patterns."""
    facts: tuple[str, ...]
    text: Callable[[int], Check]
    """The texts of a check, by its number."""


class Catalogue(NamedTuple):
    """The policies that come with govlint."""

    rules: tuple[Rule, ...]
    limits: Mapping[str, str | float]
    words: Words

    @property
    def ids(self) -> list[str]:
        """The ids, in the order of the catalogue."""
        return [rule.id for rule in self.rules]

    def environment(self, today: str) -> Environment:
        """The environment that evaluates these policies as of ``today`` (``YYYY-MM-DD``)."""
        return Environment(today, self.words)

    def policy(self, id: str) -> Policy | None:  # noqa: A002
        """Everything that is said about a policy, or None where no policy has this id."""
        return next((policy for policy in self.policies() if policy.id == id), None)

    def policies(self) -> tuple[Policy, ...]:
        """Everything that is said about each policy."""
        from govlint.policy.texts import builtin_policies

        return builtin_policies()


def builtin() -> Catalogue:
    """The catalogue, as ``python -m govlint.prepare`` made it from ``policies/``."""
    from govlint.policy import prepared

    rules = tuple(_rule(*row) for row in prepared.RULES)
    return Catalogue(rules, prepared.LIMITS, prepared.WORDS)


def load(files: Iterable[tuple[str, bytes]]) -> tuple[Policy, ...]:
    """Users' policies from their files ``(path, content)``. See `govlint.policy.loading.load`."""
    from govlint.policy import loading

    return loading.load(files)


def rule(policy: Policy, compile_: Callable[[str], Program]) -> Rule:
    """The rule of a policy; ``compile_`` makes the programs of its expressions."""
    return Rule(
        id=policy.id,
        title=policy.title,
        question=policy.question,
        decides=policy.decides,
        presence=policy.presence,
        severity=policy.severity,
        not_for=policy.not_for,
        each=tuple(map(parse, policy.each)),
        when=compile_(policy.when) if policy.when else None,
        checks=tuple((compile_(check.require), targets(check)) for check in policy.checks),
        reads=reads_of_declaration(policy.reads),
        facts=policy.facts,
        text=policy.checks.__getitem__,
    )


def targets(check: Check) -> tuple[Path, ...]:
    """Where a check points, taken apart; the subject itself where it names nothing."""
    return tuple(
        ("doc", *parse(path)) if path == "doc" or path.startswith("doc.") else parse(path)
        for path in check.at
    ) or ((),)


def reads_of_declaration(reads: Iterable[str]) -> tuple[Path, ...]:
    """Those of the paths that lead into the declaration, taken apart."""
    return tuple(parse(path) for path in reads if path == "doc" or path.startswith("doc."))


def _rule(*row: object) -> Rule:
    """A rule from its prepared row: programs as bytes, texts by name."""
    *head, when, checks, reads, facts = row
    name = head[0]

    def text(number: int) -> Check:
        from govlint.policy.texts import builtin_check

        return builtin_check(str(name), number)

    programs = tuple((Program(data), at) for data, at in checks)  # type: ignore[attr-defined]
    return Rule(*head, Program(when) if when else None, programs, reads, facts, text)  # type: ignore[arg-type]
