"""The engine: policies asked of one declaration, each with one outcome for each subject."""

from __future__ import annotations

from govlint.expression import EvaluationError
from govlint.model import LIFECYCLES
from govlint.paths import lookup, overlap, select, under
from govlint.record import Record
from govlint.text import sentence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from govlint.expression import Binding, Environment
    from govlint.model import (
        Blank,
        Check,
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
        self._bindings: dict[Path, Binding] = {}
        self._blanks = {blank.path: blank for blank in judged.blanks}

    def judge(self, rule: Rule) -> list[Judgement]:
        """Every outcome of a policy: empty where it is not asked at this stage.

        A failure that a mistake of form explains is left out: one mistake, one message.
        """
        severity = severity_at(rule, self._case.lifecycle)
        if severity is None:
            return []
        if lookup(self._case.data, _OPEN_TYPE) in rule.not_for:
            return [_not_applicable(rule, (), severity)]
        subjects = [path for each in rule.each for path in select(self._case.data, each)]
        if not subjects:
            return [_not_applicable(rule, (), severity)]
        found = (self._ask(rule, severity, subject) for subject in subjects)
        return [judgement for judgement in found if judgement is not None]

    def _ask(self, rule: Rule, severity: Severity, subject: Path) -> Judgement | None:
        binding = self._bind(subject)
        try:
            if rule.when is not None and not self._environment.evaluate(rule.when, binding):
                return _not_applicable(rule, subject, severity)
            for number, (require, at) in enumerate(rule.checks):
                if self._environment.evaluate(require, binding) is not True:
                    targets = [absolute(subject, path) for path in at]
                    return self._failure(rule, severity, subject, number, targets)
        except EvaluationError as error:
            return self._not_checked(rule, severity, subject, error)
        return Judgement(rule.id, subject, "pass", severity, "clear", *_SILENT)

    def _bind(self, subject: Path) -> Binding:
        if subject not in self._bindings:
            self._bindings[subject] = self._environment.bind(self._variables(subject))
        return self._bindings[subject]

    def _variables(self, subject: Path) -> dict[str, Any]:
        data = self._case.data
        key = str(subject[-1]) if subject else ""
        return {"doc": data, "it": lookup(data, subject), "key": key, **self._case.values}

    def _honest_null(self, targets: list[Path]) -> Blank | None:
        """The ``{value: null, reason: …}`` that stands at a target, or that a target lies in."""
        for target in targets:
            for length in range(len(target), 0, -1):
                blank = self._blanks.get(target[:length])
                if blank is not None and blank.kind == "unknown":
                    return blank
        return None

    def _failure(
        self, rule: Rule, severity: Severity, subject: Path, number: int, targets: list[Path]
    ) -> Judgement | None:
        if self._is_explained(rule, targets):
            return None
        unknown = self._honest_null(targets)
        if unknown is not None:
            return _honestly_open(rule, subject, unknown)
        at, blank = self._target(targets)
        check = rule.text(number)
        written = blank.kind == "placeholder" if blank else lookup(self._case.data, at) is not None
        message, fix = self._words(rule, check, subject, at, written=written)
        return Judgement(
            policy=rule.id,
            subject=subject,
            outcome="fail",
            severity=check.severity or severity,
            state=check.if_not if written else "absent",
            at=at,
            message=message,
            fix=fix,
            related=self._related(check, subject),
        )

    def _is_explained(self, rule: Rule, targets: list[Path]) -> bool:
        """Whether a mistake of form stands at a target, around it, or in what is read of it."""
        return any(
            under(target, fault)
            or (target and under(fault, target) and any(overlap(r, fault) for r in rule.reads))
            for fault in self._case.faults
            for target in targets
        )

    def _target(self, targets: list[Path]) -> tuple[Path, Blank | None]:
        """Where to point: the first target that is written, else one left empty, else the first."""
        for target in targets:
            blank = self._blanks.get(target)
            if lookup(self._case.data, target) is not None:
                return target, None
            if blank is not None and blank.kind != "empty":
                return target, blank
        for target in targets:
            lost = [b for b in self._blanks.values() if b.kind == "swallowed"]
            inside = next((blank for blank in lost if under(blank.path, target)), None)
            if inside is not None:
                return inside.path, inside
            if target in self._blanks:
                return target, self._blanks[target]
        return targets[0], None

    def _words(
        self, rule: Rule, check: Check, subject: Path, at: Path, *, written: bool
    ) -> tuple[str, str]:
        blank = self._blanks.get(at)
        if blank is not None and blank.kind == "swallowed":
            return swallowed(at, blank.text)
        values = self._variables(subject)
        message = check.message if written else check.message_absent or check.message
        if blank is not None and blank.kind == "placeholder":
            values["written"] = blank.text
            message = check.message_placeholder or "`{written}` is a placeholder."
        binding = self._environment.bind(values)
        try:
            return self._environment.fill(message, binding), self._fix(check, binding)
        except EvaluationError:
            return f"This does not hold: {rule.title}.", self._fix(check, binding)

    def _fix(self, check: Check, binding: Binding) -> str:
        try:
            return self._environment.fill(check.fix, binding)
        except EvaluationError:
            return ""

    def _related(self, check: Check, subject: Path) -> tuple[Mapping[str, Any], ...]:
        if not check.related:
            return ()
        try:
            program = self._environment.compile(check.related)
            places = self._environment.evaluate(program, self._bind(subject))
            return tuple(place for place in places if _is_place(place))
        except EvaluationError:
            return ()

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


def _is_place(value: Any) -> bool:
    """Whether a policy gave a second place that can be shown."""
    return isinstance(value, dict) and all(isinstance(value.get(k), str) for k in ("path", "text"))


def severity_at(rule: Rule, lifecycle: Lifecycle) -> Severity | None:
    """How grave a failure is at this stage; None where the policy is not asked."""
    return rule.severity[LIFECYCLES.index(lifecycle)]


def swallowed(path: Path, text: str) -> tuple[str, str]:
    """What to say, and to write, where YAML took ``#channel`` for a comment."""
    key = path[-1]
    return (
        f"`{key}` is empty: everything after # is a comment in YAML.",
        f'Put the value in quotes:   {key}: "{text}"',
    )


_SILENT: tuple[Path, str, str, tuple[Mapping[str, Any], ...]] = (), "", "", ()


def _not_applicable(rule: Rule, subject: Path, severity: Severity) -> Judgement:
    return Judgement(rule.id, subject, "notApplicable", severity, "not-asked", *_SILENT)


def _honestly_open(rule: Rule, subject: Path, blank: Blank) -> Judgement:
    message = f"`{_key(blank.path)}` is not known: {blank.text}"
    return Judgement(rule.id, subject, "open", "warning", "open", blank.path, message)


def _key(path: Path) -> str:
    return ".".join(str(segment) for segment in path)


def absolute(subject: Path, path: Path) -> Path:
    """A check's target counted from the top of the declaration."""
    return path[1:] if path[:1] == ("doc",) else subject + path
