"""What fails, and what is said of it: where it points, in whose words, and what to write."""

from __future__ import annotations

from govlint.expression import EvaluationError
from govlint.paths import lookup, overlap, under

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from govlint.engine import Case
    from govlint.expression import Binding, Environment
    from govlint.model import Blank, Check, Path, Severity
    from govlint.policy import Rule

    Told = tuple[Any, ...]
    """The fields of a `Judgement`."""


class Failing:
    """The failures of one case. Asks CEL, with one binding for each subject."""

    def __init__(self, environment: Environment, judged: Case) -> None:
        self._environment = environment
        self._case = judged
        self._bindings: dict[Path, Binding] = {}
        self._blanks = {blank.path: blank for blank in judged.blanks}

    def first(self, rule: Rule, subject: Path) -> int | None:
        """The number of the check that does not hold; -1 where all do, None where none is asked.

        Raises EvaluationError where an expression has no value.
        """
        binding = self._bind(subject)
        if rule.when is not None and not self._environment.evaluate(rule.when, binding):
            return None
        for number, (require, _) in enumerate(rule.checks):
            if self._environment.evaluate(require, binding) is not True:
                return number
        return -1

    def told(self, rule: Rule, severity: Severity, subject: Path, number: int) -> Told | None:
        """What is told of a check that fails; None where a mistake of form says it already."""
        targets = [absolute(subject, path) for path in rule.checks[number][1]]
        if self._case.faults and self._is_explained(rule, targets):
            return None
        unknown = self._honest_null(targets) if self._blanks else None
        if unknown is not None:
            return _honestly_open(rule, subject, unknown)
        at, blank = self._target(targets)
        check = rule.text(number)
        written = blank.kind == "placeholder" if blank else lookup(self._case.data, at) is not None
        message, fix = self._words(rule, check, subject, at, written=written)
        state = check.if_not if written else "absent"
        related = self._related(check, subject)
        severity = check.severity or severity
        return rule.id, subject, "fail", severity, state, at, message, fix, related

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
        binding = self._bind(subject)
        message = check.message if written else check.message_absent or check.message
        if blank is not None and blank.kind == "placeholder":
            values = {**self._variables(subject), "written": blank.text}
            binding = self._environment.bind(values)
            message = check.message_placeholder or "`{written}` is a placeholder."
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
        except EvaluationError:
            return ()
        return tuple(filter(_is_place, places)) if isinstance(places, list) else ()


def _is_place(value: Any) -> bool:
    """Whether a policy gave a second place that can be shown."""
    return isinstance(value, dict) and all(isinstance(value.get(k), str) for k in ("path", "text"))


def swallowed(path: Path, text: str) -> tuple[str, str]:
    """What to say, and to write, where YAML took ``#channel`` for a comment."""
    key = path[-1]
    return (
        f"`{key}` is empty: everything after # is a comment in YAML.",
        f'Put the value in quotes:   {key}: "{text}"',
    )


def _honestly_open(rule: Rule, subject: Path, blank: Blank) -> Told:
    message = f"`{_key(blank.path)}` is not known: {blank.text}"
    return rule.id, subject, "open", "warning", "open", blank.path, message, "", ()


def _key(path: Path) -> str:
    return ".".join(str(segment) for segment in path)


def absolute(subject: Path, path: Path) -> Path:
    """A check's target counted from the top of the declaration."""
    return path[1:] if path[:1] == ("doc",) else subject + path
