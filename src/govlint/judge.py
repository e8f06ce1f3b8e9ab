"""Judging one repository's declarations: each from its bytes to findings and a diagnosis."""

from __future__ import annotations

from govlint import config, policy, schema, source
from govlint.diagnosis import Judged, deciding, diagnose, stage
from govlint.engine import Engine, case, severity_at
from govlint.expression import days
from govlint.facts import Facts, Subject
from govlint.model import STRENGTHS, Span
from govlint.record import Record
from govlint.report import Part

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping, Sequence
    from typing import Any, Self

    from govlint.config import Config
    from govlint.diagnosis import Stage
    from govlint.engine import Case, Judgement
    from govlint.errors import PolicyError
    from govlint.facts import Scene
    from govlint.model import Fact, Fault, Finding, Lifecycle, Path, State, Unavailable, Waiver
    from govlint.own import OwnPolicies
    from govlint.policy import Rule
    from govlint.report import Answer, Declaration
    from govlint.schema import Form

    Found = Container[tuple[str, str]]
    """Policy and subject of what was found in a declaration."""
    Told = Callable[[Form], Found]

_TOLD = ("fail", "open")
_AT_ONCE = 100
"""Declarations that are read before they are judged: their history is one log."""


class Read(Record):
    """A declaration that was read, before it is judged."""

    path: str
    content: bytes
    form: Form


class Judge:
    """Judges the declarations of one repository with its settings. Used in a ``with`` block."""

    def __init__(
        self,
        scene: Scene,
        settings: Config,
        *,
        all_outcomes: bool = False,
        use_waivers: bool = True,
    ) -> None:
        """Raises `ConfigError` for a policy in ``severity`` that does not exist."""
        catalogue = policy.builtin()
        self._today = scene.today
        self._before: Mapping[str, Form] = {}
        self._told: Told | None = None
        self._all_outcomes = all_outcomes
        self._use_waivers = use_waivers
        self._environment = catalogue.environment(scene.today)
        self._limits = {**catalogue.limits, **settings.limits}
        self.scene = scene._replace(limits=self._limits, bots=settings.bots)
        """The moment that it judges."""
        self._own: OwnPolicies | None = None
        self.problems: list[PolicyError] = []
        """What is wrong with policies of the user's own, which are left out."""
        if settings.policies:
            from govlint import own

            self._own, self.problems = own.opened(scene.snapshot, settings, catalogue, scene.today)
        self.own_policies = self._own.policies if self._own else ()
        theirs = self._own.rules if self._own else ()
        self._ids = [*catalogue.ids, *(rule.id for rule in theirs)]
        config.check_names(settings, self._ids)
        self._built_in = [policy.configured(rule, settings.severity) for rule in catalogue.rules]
        self._theirs = [policy.configured(rule, settings.severity) for rule in theirs]
        self._of_file = [rule for rule in self._built_in if not rule.facts]
        self._of_facts = [rule for rule in self._built_in if rule.facts]
        self._rules = [*self._built_in, *self._theirs]
        self._by_id = {rule.id: rule for rule in self._rules}
        self._deciding = deciding(self._rules)
        self._asking: dict[Path, list[int]] = {}
        """The questions that a mistake of form makes unclear, by its place."""
        self._stages: dict[Lifecycle, Stage] = {}

    def at(self, scene: Scene, before: Mapping[str, Form] = {}, told: Told | None = None) -> Judge:
        """The same policies and settings at another moment; what they hold open, this one closes.

        ``before``: by path, the declarations of the base, whose waivers count; ``told``: the
        policies that found something in them, and on what (asked when the head's facts are read).
        """
        other = object.__new__(type(self))  # `copy` would import 2 ms of what it may need
        scene = scene._replace(limits=self._limits, bots=self.scene.bots)
        vars(other).update(vars(self), scene=scene, _before=before, _told=told)
        return other

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._own:
            self._own.close()

    def judge(self, paths: Sequence[str], known: Mapping[str, Read] = {}) -> Iterator[Part]:
        """What the declarations at ``paths`` give, each in its turn; ``known`` were read before."""
        facts: Facts | None = None
        for start in range(0, len(paths), _AT_ONCE):
            read = [known.get(path) or self.read(path) for path in paths[start : start + _AT_ONCE]]
            facts = Facts(self.scene, [self._subject(one) for one in read], facts)
            for one in read:
                yield self._part(one, facts)
            facts.forget()

    def read(self, path: str, like: Read | None = None) -> Read:
        """The declaration at ``path``, its mistakes of form marked; ``like``, if it is the same."""
        snapshot = self.scene.snapshot
        content = snapshot.read(path, source.MAX_BYTES + 1)
        if like is not None and like.content == content:
            return like
        if content is None:
            from govlint.findings import unreadable

            return Read(path, b"", unreadable(path, snapshot.kind(path), self._today))
        return Read(path, content, schema.check_form(source.read(content, path), self._today))

    def _subject(self, one: Read) -> Subject:
        form = one.form
        reads = self._stage(form.lifecycle).reads
        return Subject(one.path, one.content, form.document, form.data, reads)

    def _stage(self, lifecycle: Lifecycle) -> Stage:
        if lifecycle not in self._stages:
            self._stages[lifecycle] = stage(r for r in self._rules if severity_at(r, lifecycle))
        return self._stages[lifecycle]

    def _part(self, one: Read, facts: Facts) -> Part:
        form = one.form
        judgements = self._from_file(form)
        unavailable: dict[str, Unavailable] = {}
        if form.document.complete:
            form = form._replace(faults=(*form.faults, *facts.missing(one.path)))
            case = self._case(form, facts.of(one.path))
            judgements += self._from_facts(case)
            if self._told is not None and one.path in self._before:
                before = self._told(self._before[one.path])
                judgements = self._once(form, case, judgements, before)
            unavailable = case.unavailable
        found, form = self._findings(form, judgements)
        declaration = self._diagnosis(one.path, form, judgements, found)
        declaration = self._with_strengths(declaration, facts)
        return Part(declaration, found, form.document.text if found else "", unavailable)

    def _from_file(self, form: Form) -> list[Judgement]:
        """What the file alone tells, while git reads."""
        if not form.document.complete:
            return []
        engine = Engine(self._environment, self._case(form, {}))
        return [j for rule in self._of_file for j in engine.judge(rule)]

    def _from_facts(self, judged: Case) -> list[Judgement]:
        """What needs more than the file, and what users' own policies say."""
        return self._asked(self._of_facts, self._theirs, judged)

    def _once(
        self, form: Form, judged: Case, found: list[Judgement], before: Found
    ) -> list[Judgement]:
        """What the change weakens is left to a new finding that points at it."""
        from govlint.compare import WEAKENED, unrepeated

        waived = {waiver.policy for waiver in self._counting(form)} if self._use_waivers else ()
        less = unrepeated(judged, found, before, waived)
        if less is None:
            return found
        again = self._asked([self._by_id[WEAKENED]], [], less)
        return [each for each in found if each.policy != WEAKENED] + again

    def _asked(self, ours: list[Rule], theirs: list[Rule], judged: Case) -> list[Judgement]:
        engine = Engine(self._environment, judged)
        outcomes = [j for rule in ours for j in engine.judge(rule)]
        return outcomes + (self._own.judge(theirs, judged) if self._own else [])

    def gone(self, form: Form, change: Fact) -> list[Finding]:
        """What policies that read the change say of a declaration that it takes away."""
        ours, theirs = (
            [rule for rule in rules if any(fact.startswith("change") for fact in rule.facts)]
            for rules in (self._built_in, self._theirs)
        )
        judgements = self._asked(ours, theirs, self._case(form, {"change": change}))
        found, _ = self._findings(form._replace(faults=(), blanks=()), judgements)
        top = Span(form.document.path, 1, 1, 1, 1)  # there are no lines any more
        return [finding._replace(span=top, related=()) for finding in found]

    def _case(self, form: Form, facts: Mapping[str, Fact]) -> Case:
        values: dict[str, Any] = {
            "today": self._today,
            "limits": self._limits,
            "catalogue": self._ids,
        }
        return case(form, values, facts)

    def _findings(self, form: Form, judgements: list[Judgement]) -> tuple[list[Finding], Form]:
        """What is to be told, in order: failures and open outcomes, or all where asked for.

        With the form, to which is added what only now turns out to be a mistake of form: a value
        that was lost to a comment, and that no policy asks for.
        """
        told = [j for j in judgements if self._all_outcomes or j.outcome in _TOLD]
        lost = [blank for blank in form.blanks if blank.kind == "swallowed"]
        if not (told or form.faults or lost):
            return [], form
        from govlint import findings, waivers

        found = [findings.of_judgement(form, j, self._by_id[j.policy]) for j in told]
        claimed = {finding.span for finding in found}
        slips = [findings.swallowed_fault(blank) for blank in lost if blank.span not in claimed]
        form = form._replace(faults=(*form.faults, *slips))
        found += [findings.of_fault(form, f, self._questions_of(f)) for f in form.faults]
        if self._use_waivers:
            found = waivers.waive(found, self._counting(form))
        return findings.in_order(found), form

    def _counting(self, form: Form) -> tuple[Waiver, ...]:
        """The waivers that count: those of the file, and not more than the base has."""
        from govlint import waivers

        base = self._before.get(form.document.path)
        head = self.running(form)
        return head if base is None else waivers.counting(self.running(base), head)

    def running(self, form: Form) -> tuple[Waiver, ...]:
        """The waivers of a declaration that are in order and have not run out."""
        from govlint import waivers

        return waivers.running(form, self._today, self._ids)

    def _questions_of(self, fault: Fault) -> list[int]:
        kind = tuple("*" if isinstance(part, int) else part for part in fault.path)
        if fault.usable:
            return []
        if kind not in self._asking:
            from govlint import findings

            self._asking[kind] = findings.questions_of(fault, self._rules)
        return self._asking[kind]

    def _diagnosis(
        self, path: str, form: Form, judgements: list[Judgement], found: list[Finding]
    ) -> Declaration:
        judged = Judged(
            path=path,
            form=form,
            states=_states(judgements, found),
            faulted=self._faulted(form),
            deciding=self._deciding,
            known=frozenset(self._ids),
            asked=self._stage(form.lifecycle).asked,
        )
        return diagnose(judged, self._today, days(str(self._limits["pilot"])))

    def _with_strengths(self, declaration: Declaration, facts: Facts) -> Declaration:
        """Beside each clear answer, the strength of its weakest proof."""
        answers = (self._with_strength(a, declaration, facts) for a in declaration.questions)
        return declaration._replace(questions=tuple(answers))

    def _with_strength(self, answer: Answer, declaration: Declaration, facts: Facts) -> Answer:
        if answer.state != "clear":
            return answer
        parts = self._stage(declaration.lifecycle).proofs.get(answer.number, ())
        found = facts.strengths(declaration.path, parts)
        return answer._replace(strength=min(found, key=STRENGTHS.index, default="declared"))

    def _faulted(self, form: Form) -> dict[int, list[str]]:
        faulted: dict[int, list[str]] = {}
        for fault in form.faults:
            for question in self._questions_of(fault):
                faulted.setdefault(question, []).append(fault.id)
        return faulted


def _states(judgements: list[Judgement], found: list[Finding]) -> dict[str, list[State]]:
    """By policy: the state that each of its applicable outcomes makes of the answer."""
    states: dict[str, list[State]] = {}
    for judgement in judgements:
        if judgement.outcome == "pass":
            states.setdefault(judgement.policy, []).append("clear")
    for finding in found:
        if finding.outcome in _TOLD:
            state: State = "waived" if finding.waiver else finding.state
            states.setdefault(finding.policy, []).append(state)
    return states
