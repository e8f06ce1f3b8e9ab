"""The engine: policies asked of one declaration, each with one outcome for each subject."""

from __future__ import annotations

from govlint.expression import EvaluationError
from govlint.model import LIFECYCLES
from govlint.paths import lookup, select
from govlint.record import Record
from govlint.text import sentence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from govlint.engine.failing import Failing
    from govlint.expression import Environment
    from govlint.model import (
        Blank,
        Fact,
        Lifecycle,
        Outcome,
        Path,
        Severity,
        State,
        Unavailable,
    )
    from govlint.policy import Rule
    from govlint.schema import Form

    Subject = tuple[Path, Any, str]
    """Where it stands, what stands there, and its key."""

_OPEN_TYPE = "system", "type"


class Case(Record):
    """One declaration as policies see it: plain data that can be sent to another process."""

    data: dict[str, Any]
    lifecycle: Lifecycle
    faults: tuple[Path, ...]
    """Where a mistake of form stands instead of what policies say of the same value."""
    blanks: tuple[Blank, ...]
    values: dict[str, Any]
    """The variables beside ``doc`` and ``it``; a fact that could not be had is not among them."""
    unavailable: dict[str, Unavailable]
    """The facts, and the parts of facts, that could not be had: ``history``, ``history.review``."""


class Judgement(Record):
    """One outcome of one policy on one subject, before it has a place in a file."""

    policy: str
    subject: Path
    outcome: Outcome
    severity: Severity
    state: State
    at: Path = ()
    """Where to point: the value that fails, written or not."""
    message: str = ""
    fix: str = ""
    related: tuple[Mapping[str, Any], ...] = ()


def case(form: Form, values: Mapping[str, Any], facts: Mapping[str, Fact]) -> Case:
    """The case of one declaration, with the facts that could be had."""
    had = {name: fact.data for name, fact in facts.items() if fact.unavailable is None}
    missing = {name: fact.unavailable for name, fact in facts.items() if fact.unavailable}
    for name, fact in facts.items():
        missing.update({f"{name}.{part}": why for part, why in fact.unknown.items()})
    people = list(dict.fromkeys(_people(form)))
    standing = tuple(fault.path for fault in form.faults if not fault.usable)
    variables = {**values, **had, "people": people}
    return Case(form.data, form.lifecycle, standing, form.blanks, variables, missing)


def _people(form: Form) -> Iterator[str]:
    """The names of the people that the file introduces: owners and their deputies.

    A mistake in an owner's entry is told there and nowhere else, so every text in it may be a name.
    """
    written = form.document.data
    for side in ("technical", "business"):
        owner = lookup(form.data, ("owners", side))
        if isinstance(owner, dict):
            yield from (owner[key] for key in ("name", "deputy") if isinstance(owner.get(key), str))
    faults = [fault for fault in form.faults if fault.path[:1] == ("owners",)]
    if faults:
        yield from _texts(lookup(written, ("owners",)))
    hidden = [fault.path for fault in faults if not fault.usable]
    hidden += [blank.path for blank in form.blanks if blank.path[:1] == ("owners",)]
    if any(path[2:] in ((), ("name",)) for path in hidden):
        yield from _texts(form.data)  # the name that cannot be read may be the one that is meant


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


class Engine:
    """Judges one case; holds what its policies share, such as one binding for each subject."""

    def __init__(self, environment: Environment, judged: Case) -> None:
        self._environment = environment
        self._case = judged
        self._stage = LIFECYCLES.index(judged.lifecycle)
        self._type = lookup(judged.data, _OPEN_TYPE)
        self._scope = environment.scope({"doc": judged.data, **judged.values})
        self._found: dict[Path, list[Subject]] = {}
        self._failing: Failing | None = None

    def judge(self, rule: Rule) -> list[Judgement]:
        """Every outcome of a policy: empty where it is not asked at this stage.

        A failure that a mistake of form explains is left out: one mistake, one message.
        """
        severity = rule.severity[self._stage]
        if severity is None:
            return []
        if self._type in rule.not_for:
            return [_not_applicable(rule, (), severity)]
        subjects = [subject for each in rule.each for subject in self._subjects(each)]
        if not subjects:
            return [_not_applicable(rule, (), severity)]
        found = [self._ask(rule, severity, subject) for subject in subjects]
        return [judgement for judgement in found if judgement is not None]

    def _subjects(self, each: Path) -> list[Subject]:
        found = self._found.get(each)
        if found is None:
            data = self._case.data
            paths = select(data, each)
            found = [(p, lookup(data, p), str(p[-1]) if p else "") for p in paths]
            self._found[each] = found
        return found

    def _ask(self, rule: Rule, severity: Severity, asked: Subject) -> Judgement | None:
        subject = asked[0]
        try:
            number = self._first_failure(rule, asked)
        except EvaluationError as error:
            return self._not_checked(rule, severity, subject, error)
        if number is None:
            return _not_applicable(rule, subject, severity)
        if number < 0:
            return Judgement._make((rule.id, subject, "pass", severity, "clear", *_SILENT))
        found = self._failures().told(rule, severity, subject, number)
        return None if found is None else Judgement._make(found)

    def _first_failure(self, rule: Rule, asked: Subject) -> int | None:
        """The number of the check that does not hold; -1 where all do, None where none is asked.

        Raises EvaluationError where that cannot be known.
        """
        if rule.ask is not None:
            try:
                return rule.ask(self._scope, asked[1], asked[2])
            except KeyError as missing:
                if self._why(rule) is not None:
                    raise EvaluationError(str(missing)) from None
            except (AttributeError, IndexError, TypeError, ValueError):
                pass  # no value of the type that it should be: CEL knows what that means
        return self._failures().first(rule, asked[0])

    def _failures(self) -> Failing:
        if self._failing is None:
            from govlint.engine.failing import Failing

            self._failing = Failing(self._environment, self._case)
        return self._failing

    def _not_checked(
        self, rule: Rule, severity: Severity, subject: Path, error: EvaluationError
    ) -> Judgement:
        why = self._why(rule)
        reason = why.reason if why else f"this policy could not be evaluated: {error}"
        fix = why.remedy if why else ""
        told = severity if why is None or why.obtainable else "note"
        return Judgement(
            rule.id, subject, "open", told, "not-checked", subject, sentence(reason), fix
        )

    def _why(self, rule: Rule) -> Unavailable | None:
        """Why a part of a fact that the policy reads could not be had."""
        for read in rule.facts:
            for name, why in self._case.unavailable.items():
                if f"{read}.".startswith(f"{name}.") or name.startswith(f"{read}."):
                    return why
        return None


def severity_at(rule: Rule, lifecycle: Lifecycle) -> Severity | None:
    """How grave a failure is at this stage; None where the policy is not asked."""
    return rule.severity[LIFECYCLES.index(lifecycle)]


_SILENT: tuple[Path, str, str, tuple[Mapping[str, Any], ...]] = (), "", "", ()


def _not_applicable(rule: Rule, subject: Path, severity: Severity) -> Judgement:
    return Judgement._make((rule.id, subject, "notApplicable", severity, "not-asked", *_SILENT))
