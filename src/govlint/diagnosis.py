"""The diagnosis of one declaration: the ten answers, the verdict, and where it is stuck."""

from __future__ import annotations

from govlint import text
from govlint.expression.dates import day_number
from govlint.model import STATES, UNANSWERED
from govlint.paths import lookup
from govlint.questions import FAILURE_MODES, LIMIT, QUESTIONS
from govlint.record import Record
from govlint.report import Answer, Declaration, Group

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from govlint.model import State, Verdict
    from govlint.policy import Rule
    from govlint.schema import Form

_RANK = {state: rank for rank, state in enumerate(STATES)}
PATH_MISSING = "declaration/path-missing"
"""The one mistake of form by which the repository contradicts the file."""

_FIRST_TO_MEND = (1, 8, 3)
"""Ownership, then data: these two unlock everything else."""


class _Cut(Record):
    """One of the three questions of "stuck or just slow?"."""

    question: int
    policies: tuple[str, ...]
    presence: tuple[str, ...]
    """Policies whose failure leaves nothing to ask the others about."""
    fine: str
    stuck: str
    """What to say when it has no answer."""


_CUTS = (
    _Cut(
        1,
        ("owners/technical-named", "owners/business-named"),
        (),
        "ownership",
        "nobody owns it by name on both sides",
    ),
    _Cut(
        3,
        ("data/refresh-automated", "data/preparation-scheduled"),
        ("data/sources-listed",),
        "data flow",
        "data does not flow by itself",
    ),
    _Cut(
        9,
        ("monitoring/measured-since-deployment",),
        ("monitoring/outcome-declared",),
        "outcome measurement",
        "no outcome measured since go-live, within its cadence",
    ),
)


class Judged(Record):
    """What judging one declaration gave: all that a diagnosis rests on."""

    path: str
    form: Form
    states: Mapping[str, Sequence[State]]
    """By policy: the state that each applicable outcome makes of its answer."""
    faulted: Mapping[int, Sequence[str]]
    """By question: the mistakes of form in the values that decide it."""
    deciding: Mapping[int, Sequence[str]]
    """By question: the policies that decide it, in the catalogue's order."""
    known: frozenset[str]
    """Every policy that there is."""
    asked: frozenset[str]
    """Those that are asked of a system of this kind, at this stage."""


class Stage(Record):
    """What is asked of systems at one stage."""

    asked: frozenset[str]
    reads: frozenset[str]
    """What its policies read beside the declaration: ``evidence.runbook.usable``."""
    proofs: Mapping[int, tuple[str, ...]]


def stage(asked: Iterable[Rule]) -> Stage:
    """The stage at which some policies are asked."""
    rules = {rule.id: rule for rule in asked}
    reads = frozenset(read for rule in rules.values() for read in rule.facts)
    return Stage(frozenset(rules), reads, _proofs(rules.values()))


def deciding(rules: Iterable[Rule]) -> dict[int, list[str]]:
    """By question: the policies that decide it."""
    found: dict[int, list[str]] = {}
    for rule in rules:
        if rule.decides and rule.question is not None:
            found.setdefault(rule.question, []).append(rule.id)
    return found


def _proofs(rules: Iterable[Rule]) -> dict[int, tuple[str, ...]]:
    """By question: the parts of the evidence that prove it; those that decide before others."""
    found: dict[bool, dict[int, dict[str, None]]] = {True: {}, False: {}}
    for rule in rules:
        if rule.question is not None:
            parts = (read.split(".") for read in rule.facts)
            asked = {part[1]: None for part in parts if part[0] == "evidence" and len(part) > 1}
            found[rule.decides].setdefault(rule.question, {}).update(asked)
    numbers = {**found[False], **found[True]}
    return {n: tuple(found[True].get(n) or found[False].get(n) or ()) for n in numbers}


def diagnose(judged: Judged, today: str, pilot_limit: float) -> Declaration:
    """The diagnosis as of ``today``; ``pilot_limit`` is the longest pilot, in days."""
    answers = tuple(_answer(judged, question.number) for question in QUESTIONS)
    verdict, sentence = _verdict(judged, answers, today, pilot_limit)
    return Declaration(
        path=judged.path,
        system=str(lookup(judged.form.data, ("system", "id")) or ""),
        lifecycle=judged.form.lifecycle,
        headline=_headline(judged.form),
        verdict=verdict,
        verdict_text=sentence,
        questions=answers,
        groups=_groups(judged, answers),
        stuck=_stuck(judged) if verdict != "not-judged" else "",
    )


def _answer(judged: Judged, number: int) -> Answer:
    question = QUESTIONS[number - 1]
    named = [policy for policy in judged.deciding.get(number, ()) if policy in judged.states]
    decided = {policy: worst(judged.states[policy]) for policy in named}
    state = worst(decided.values()) if decided else "not-asked"
    policies = tuple(policy for policy, its in decided.items() if its == state)
    faults = tuple(judged.faulted.get(number, ()))
    faulty: State = "contradicted" if PATH_MISSING in faults else "unclear"
    if faults and _RANK[state] > _RANK[faulty]:
        state, policies = faulty, faults
    if not judged.form.document.complete:
        state, policies = "not-checked", ()
    detail = _detail(judged, number, state, policies)
    return Answer(number, question.glance, state, policies, detail)


def worst(states: Iterable[State]) -> State:
    """The worst of some states, of which there is at least one."""
    return min(states, key=_RANK.__getitem__)


def _detail(judged: Judged, number: int, state: State, policies: tuple[str, ...]) -> str:
    if state == "clear":
        return _names(judged.form, number)
    return policies[0] if policies else ""


def _names(form: Form, number: int) -> str:
    if number != 1:
        return ""
    names = [lookup(form.data, ("owners", side, "name")) for side in ("technical", "business")]
    return ", ".join(name for name in names if isinstance(name, str))


def _headline(form: Form) -> str:
    system = lookup(form.data, ("system", "id")) or lookup(form.data, ("system", "name"))
    since_key = {"pilot": "pilot_started", "production": "production_since"}.get(form.lifecycle, "")
    since = lookup(form.data, ("system", since_key))
    stage = form.lifecycle + (f" since {since}" if isinstance(since, str) else "")
    if lookup(form.data, ("system", "lifecycle")) != form.lifecycle:
        stage = f"judged as {stage}"
    return f"{system}, {stage}" if isinstance(system, str) else stage


def _verdict(
    judged: Judged, answers: tuple[Answer, ...], today: str, pilot_limit: float
) -> tuple[Verdict, str]:
    if not judged.form.document.complete:
        return "not-judged", "Not judged: the file could not be read to its end."
    if judged.form.lifecycle == "retired":
        return "not-judged", "Not judged: the system is retired."
    asked = [answer for answer in answers if answer.state != "not-asked"]
    open_ones = [answer for answer in asked if answer.state in UNANSWERED]
    if not open_ones:
        return "clear", _clear(asked)
    if len(open_ones) <= LIMIT:
        return "gaps", _sentence("Gaps", open_ones, asked, "More than three is pilot purgatory.")
    if judged.form.lifecycle == "planned":
        return "under-way", f"Under way: {_count(open_ones, asked)}."
    left = _days_left(judged.form, today, pilot_limit)
    if left is not None:
        until = f"{text.plural(left, 'day')} until the pilot ends"
        return "under-way", f"Under way: {_count(open_ones, asked)}, {until}."
    return "pilot-purgatory", _purgatory(open_ones, asked)


def _clear(asked: list[Answer]) -> str:
    unchecked = _numbers(answer for answer in asked if answer.state == "not-checked")
    waived = _numbers(answer for answer in asked if answer.state == "waived")
    so_far = "Clear so far" if unchecked else "Clear"
    aside = [f"{len(unchecked)} not checked ({', '.join(unchecked)})"] if unchecked else []
    aside += [f"{len(waived)} waived ({', '.join(waived)})"] if waived else []
    answered = len(asked) - len(unchecked) - len(waived)
    if not aside:
        return f"{so_far}: all {len(asked)} questions have an answer."
    return f"{so_far}: {answered} of {len(asked)} questions have an answer, {', '.join(aside)}."


def _purgatory(open_ones: list[Answer], asked: list[Answer]) -> str:
    sentence = _sentence("Pilot purgatory", open_ones, asked, "")[:-1] + "; three is the limit."
    numbers = {answer.number for answer in open_ones}
    first = [str(number) for number in _FIRST_TO_MEND if number in numbers]
    if not first:
        return sentence
    return f"{sentence} Start with {text.listing(first)}: ownership and data unlock the rest."


def _sentence(word: str, open_ones: list[Answer], asked: list[Answer], after: str) -> str:
    verb = "has" if len(open_ones) == 1 else "have"
    numbers = ", ".join(_numbers(open_ones))
    counted = f"{len(open_ones)} of {len(asked)} questions {verb} no clear answer ({numbers})."
    return f"{word}: {counted} {after}".rstrip()


def _count(open_ones: list[Answer], asked: list[Answer]) -> str:
    return f"{len(open_ones)} of {len(asked)} still unanswered ({', '.join(_numbers(open_ones))})"


def _numbers(answers: Iterable[Answer]) -> list[str]:
    return [str(answer.number) for answer in answers]


def _days_left(form: Form, today: str, pilot_limit: float) -> int | None:
    """Days until the pilot ends; None where it has no end, is past it, or is older than allowed."""
    started = lookup(form.data, ("system", "pilot_started"))
    ends = lookup(form.data, ("system", "pilot_ends"))
    if form.lifecycle != "pilot" or not isinstance(ends, str) or ends < today:
        return None
    if isinstance(started, str) and _days(started, today) > pilot_limit:
        return None
    return _days(today, ends)


def _days(start: str, end: str) -> int:
    return day_number(end) - day_number(start)


def _groups(judged: Judged, answers: tuple[Answer, ...]) -> tuple[Group, ...]:
    asked = {answer.number for answer in answers if answer.state != "not-asked"}
    return tuple(
        _group(judged, title, [q.number for q in QUESTIONS if q.mode == mode and q.number in asked])
        for mode, title in FAILURE_MODES.items()
    )


def _group(judged: Judged, title: str, numbers: list[int]) -> Group:
    states = [
        worst(judged.states[policy])
        for number in numbers
        for policy in judged.deciding.get(number, ())
        if policy in judged.states
    ]
    return Group(title, states.count("clear"), len(states))


def _stuck(judged: Judged) -> str:
    asked = [cut for cut in _CUTS if judged.asked.intersection(cut.policies)]
    if judged.form.lifecycle not in ("pilot", "production") or not asked:
        return ""
    failing = [cut.stuck for cut in asked if _fails(judged, cut)]
    missing = [p for cut in asked for p in cut.policies if not _was_checked(judged, p)]
    unchecked = f" Not checked: {text.listing(missing)}." if missing else ""
    if failing:
        return f"Stuck: {text.listing(failing)}.{unchecked}"
    if missing:
        return f"Nothing found that it is stuck on.{unchecked}"
    fine = [cut.fine for cut in asked]
    return f"Slow, not stuck: {text.listing(fine)} {'are' if len(fine) > 1 else 'is'} in place."


def _fails(judged: Judged, cut: _Cut) -> bool:
    if cut.question in judged.faulted:
        return True
    return any(_unanswered(judged, policy) for policy in (*cut.policies, *cut.presence))


def _unanswered(judged: Judged, policy: str) -> bool:
    return policy in judged.states and worst(judged.states[policy]) in UNANSWERED


def _was_checked(judged: Judged, policy: str) -> bool:
    states = judged.states.get(policy, ("clear",))
    return policy in judged.known and worst(states) != "not-checked"
