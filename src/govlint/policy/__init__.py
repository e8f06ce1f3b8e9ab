"""Policies: the built-in catalogue as it was prepared, and users' own from their files."""

from __future__ import annotations

from govlint.expression import FACTS, Environment
from govlint.model import Check, Policy, Span
from govlint.paths import parse
from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from govlint.expression import Program
    from govlint.expression.functions import Scope
    from govlint.expression.lexicon import Words
    from govlint.model import Path, Severity
    from govlint.policy.loading import Loaded

    Ask = Callable[[Scope, Any, str], int | None]
    """See `govlint.expression.python.question`."""
    Severities = tuple[Severity | None, Severity | None, Severity | None, Severity | None]


class Rule(Record):
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
    """What it reads beside it, as texts: ``history.review.written``."""
    ask: Ask | None
    """The same in Python, as far as it goes; None where only CEL is asked."""
    text: Callable[[int], Check]
    """The texts of a check, by its number."""


class Catalogue(Record):
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
        return _told(id) if any(rule.id == id for rule in self.rules) else None

    def policies(self) -> tuple[Policy, ...]:
        """Everything that is said about each policy."""
        return tuple(_told(rule.id) for rule in self.rules)


def builtin() -> Catalogue:
    """The catalogue, as ``python -m govlint.prepare`` made it from ``policies/``."""
    from govlint.policy import prepared

    rules = tuple(map(_from_row, prepared.RULES))
    return Catalogue(rules, prepared.LIMITS, prepared.WORDS)


def load(files: Iterable[tuple[str, bytes]]) -> Loaded:
    """Users' policies from their files ``(path, content)``, and what is wrong with others.

    Their expressions are compiled, and checked, in a process of their own.
    """
    from govlint.policy import loading

    return loading.load(files, loading.check_apart)


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
        facts=reads_of_facts(policy.reads),
        ask=None,
        text=policy.checks.__getitem__,
    )


def configured(rule: Rule, severity: Mapping[str, str]) -> Rule:
    """The rule with the severity that the configuration gives it wherever it is asked at all."""
    wanted = severity.get(rule.id)
    if wanted is None:
        return rule
    given = None if wanted == "off" else wanted
    return regraded(rule, tuple(old and given for old in rule.severity))  # type: ignore[arg-type]


def regraded(rule: Rule, severity: Severities) -> Rule:
    """The rule with another severity, which its checks have too."""
    if severity == rule.severity:
        return rule
    return rule._replace(
        severity=severity, text=lambda number: rule.text(number)._replace(severity=None)
    )


def from_plain(row: tuple[Any, ...]) -> Policy:
    """The policy that was made plain, with all that it holds, to be stored or sent."""
    policy = Policy._make(row)
    checks = tuple(Check(*check) for check in policy.checks)
    return policy._replace(checks=checks, span=Span._make(policy.span))


def targets(check: Check) -> tuple[Path, ...]:
    """Where a check points, taken apart; the subject itself where it names nothing."""
    return tuple(
        ("doc", *parse(path)) if path == "doc" or path.startswith("doc.") else parse(path)
        for path in check.at
    ) or ((),)


def reads_of_declaration(reads: Iterable[str]) -> tuple[Path, ...]:
    """Those of the paths that lead into the declaration, taken apart."""
    return tuple(parse(path) for path in reads if path == "doc" or path.startswith("doc."))


def reads_of_facts(reads: Iterable[str]) -> tuple[str, ...]:
    """Those of the paths that lead into a fact beside the declaration."""
    return tuple(path for path in reads if path.partition(".")[0] in FACTS)


def _from_row(row: tuple[Any, ...]) -> Rule:
    """A rule from its prepared row, which leaves out the texts."""
    return Rule._make((*row, _Texts(row[0])))


class _Texts:
    """The texts of a built-in policy's checks, loaded when one is asked for."""

    __slots__ = ("_id",)

    def __init__(self, policy: str) -> None:
        self._id = policy

    def __call__(self, number: int) -> Check:
        return _told(self._id).checks[number]


_TOLD: dict[str, Policy] = {}


def _told(policy: str) -> Policy:
    """What a built-in policy says: all that they say is loaded with the first that is asked."""
    if policy not in _TOLD:
        from govlint.policy import prepared_texts

        row = next(row for row in prepared_texts.POLICIES if row[0] == policy)
        _TOLD[policy] = from_plain(row)
    return _TOLD[policy]
