"""What there is to say about a policy, a question or the verdict, as pages without a format."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from govlint.model import LIFECYCLES
from govlint.pages.rule import rule
from govlint.questions import FAILURE_MODES, LIMIT, QUESTIONS
from govlint.text import listing, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from govlint.model import Policy
    from govlint.questions import Question
    from govlint.structure import Structural


class Heading(NamedTuple):
    """The title of a part of a page."""

    text: str


class Prose(NamedTuple):
    """A paragraph."""

    text: str


class Code(NamedTuple):
    """Something to read letter by letter, mostly YAML."""

    text: str


class Entry(NamedTuple):
    """An item of a list; ``topic`` is the page it leads to, if there is one."""

    text: str
    topic: str = ""


class Entries(NamedTuple):
    """A list."""

    items: tuple[Entry, ...]


Block = Heading | Prose | Code | Entries


class Page(NamedTuple):
    """A page: its topic, as ``govlint explain`` takes it, its title and its parts."""

    topic: str
    title: str
    blocks: tuple[Block, ...]


WORKS = {
    "ai-verify": "AI Verify process checklist",
    "article": "The source article",
    "eu-ai-act": "EU AI Act, Regulation (EU) 2024/1689",
    "iso-42001": "ISO/IEC 42001:2023",
    "ml-test-score": "ML Test Score (Breck et al., 2017)",
    "ms-rai-v2": "Microsoft Responsible AI Standard v2",
    "nist-ai-600-1": "NIST AI 600-1, the generative AI profile",
    "nist-ai-rmf": "NIST AI RMF 1.0",
    "owasp-llm": "OWASP Top 10 for LLM Applications 2025",
    "sr-26-2": "SR 26-2, formerly SR 11-7",
    "uk-atrs": "UK Algorithmic Transparency Recording Standard",
}
"""The works that references name by the part before the colon."""

_PLACES = {
    "planned": "while planned",
    "pilot": "in a pilot",
    "production": "in production",
    "retired": "once retired",
}
_COUNTING = (
    "A declaration answers ten questions, as far as its stage asks them. Each answer has a state; "
    "the verdict counts those that are unanswered: contradicted, absent, stale, unclear or open. "
    "Severity has no part in it: that decides the exit code, and nothing else."
)
_VERDICTS = (
    ("clear", "no question is unanswered."),
    ("gaps", f"some are, and no more than {LIMIT}."),
    (
        "pilot purgatory",
        f"more than {LIMIT} are, in production, or in a pilot without an end, past it or too long.",
    ),
    (
        "under way",
        f"more than {LIMIT} are, in a planned system or in a pilot within its term.",
    ),
    ("not judged", "the system is retired, or the file could not be read to its end."),
)
_STUCK = (
    "A pilot or a production system is stuck, whatever its dashboards show, if nobody owns it by "
    "name, if data does not flow by itself, or if no outcome was measured since go-live."
)
_STATES = (
    ("clear", "Every policy that decides the question holds."),
    ("contradicted", "The file or the repository says otherwise."),
    ("absent", "Nothing is written."),
    ("stale", "It was true once, longer ago than its limit."),
    ("unclear", "Something is written, but nobody could act on it."),
    ("open", "The file says honestly that it is not known, and why."),
    (
        "not checked",
        "Something needed to judge it could not be had; the report says how to get it.",
    ),
    ("waived", "Somebody took the finding on, until a day that is written."),
    ("not asked", "The question is not asked at this stage, or of this kind of system."),
)


def policy(its: Policy, all_policies: Sequence[Policy], limits: Mapping[str, str | float]) -> Page:
    """Return the page of a policy."""
    blocks: list[Block] = [Prose(f"{_sentence(its.title)} {_belongs(its)}".strip())]
    blocks.append(Prose(_asked(its)))
    blocks += [Heading("Why"), Prose(its.why)] if its.why else []
    blocks += [Heading("Avoid"), Code(its.avoid)] if its.avoid else []
    blocks += [Heading("Prefer"), Code(its.prefer)] if its.prefer else []
    blocks += [Heading("The rule, to the letter"), Code(rule(its))]
    blocks += [Heading("Configure"), *_configure(its, limits)]
    if its.references:
        helps = "These passages ask for something that this policy helps with:"
        references = Entries(tuple(Entry(_reference(each)) for each in its.references))
        blocks += [Heading("References"), Prose(helps), references]
    related = _related(its, all_policies)
    blocks += [Heading("See also"), Entries(related)] if related else []
    return Page(its.id, its.title, tuple(blocks))


def structural(its: Structural) -> Page:
    """Return the page of a kind of mistake of form."""
    blocks: list[Block] = [Prose(_sentence(its.title)), Heading("Why"), Prose(its.why)]
    blocks += [Heading("Avoid"), Code(its.avoid)] if its.avoid else []
    blocks += [Heading("Prefer"), Code(its.prefer)] if its.prefer else []
    form = (
        "This comes from reading the file, at every stage. It can be neither waived nor switched "
        "off, and it makes unclear the question whose deciding policies read the value."
    )
    return Page(its.id, its.title, (*blocks, Prose(form)))


def question(its: Question, policies: Iterable[Policy]) -> Page:
    """Return the page of one of the ten questions."""
    ours = [each for each in policies if each.question == its.number]
    deciding = _entries(each for each in ours if each.decides)
    others = _entries(each for each in ours if not each.decides)
    stages = "of a planned system, of a pilot and in production" if its.planned else ""
    mode = f" It belongs to the failure mode {FAILURE_MODES[its.mode].lower()}." if its.mode else ""
    blocks: list[Block] = [
        Prose(its.asks),
        Heading("Why"),
        Prose(its.why),
        Heading("An answer"),
        Code(its.answer),
        Prose(f"It is asked {stages or 'of a pilot and in production'}.{mode}"),
    ]
    if deciding:
        worst = "The answer is as good as the worst of these:"
        blocks += [Heading("Which policies decide it"), Prose(worst), Entries(deciding)]
    if others:
        aside = "They have findings of their own, but leave the answer as it is:"
        blocks += [Heading("Which others belong to it"), Prose(aside), Entries(others)]
    return Page(f"question {its.number}", f"Question {its.number}: {its.title}", tuple(blocks))


def verdict() -> Page:
    """Return the page of the verdict."""
    modes = [
        f"{title.lower()} ({listing([str(q.number) for q in QUESTIONS if q.mode == mode])})"
        for mode, title in FAILURE_MODES.items()
    ]
    questions = (
        Entry(f"question {q.number}: {q.title}", f"question {q.number}") for q in QUESTIONS
    )
    blocks: tuple[Block, ...] = (
        Prose(_COUNTING),
        Heading("The verdicts"),
        Entries(tuple(Entry(f"{name}: {meaning}") for name, meaning in _VERDICTS)),
        Heading("The states of an answer"),
        Entries(tuple(Entry(f"{state}: {meaning}") for state, meaning in _STATES)),
        Heading("Failure modes"),
        Prose(
            f"Three groups of questions are where pilots stop: {listing(modes)}. All three have to "
            "hold. Ownership and data come first, because they unlock the rest."
        ),
        Heading("Stuck, or just slow?"),
        Prose(_STUCK),
        Heading("The ten questions"),
        Entries(tuple(questions)),
    )
    return Page("verdict", "The verdict", blocks)


def _sentence(title: str) -> str:
    return title if title.endswith((".", "?", "!")) else f"{title}."


def _belongs(its: Policy) -> str:
    if its.question is None:
        return ""
    how = "It helps to decide" if its.decides else "It belongs to, and does not decide,"
    return f"{how} question {its.question}: {QUESTIONS[its.question - 1].title}"


def _asked(its: Policy) -> str:
    weights = [
        f"{'an' if severity == 'error' else 'a'} {severity} {_PLACES[stage]}"
        for stage, severity in zip(LIFECYCLES, its.severity, strict=True)
        if severity
    ]
    told = f"It is {listing(weights)}, and not asked otherwise."
    if len(weights) == len(LIFECYCLES):
        told = f"It is {listing(weights)}."
    kinds = f" Systems of type {listing(its.not_for)} are not asked." if its.not_for else ""
    facts = f" It also reads: {listing(its.facts)}." if its.facts else ""
    return told + kinds + facts


def _configure(its: Policy, limits: Mapping[str, str | float]) -> list[Block]:
    named = sorted(set(re.findall(r"\blimits\.(\w+)", repr((its.when, its.checks)))))
    lines = ["# .govlint.yaml", "severity:", f"  {its.id}: note   # or error, warning, off"]
    if named:
        lines += ["limits:"]
        lines += [f"  {name}: {_value(limits.get(name, '…'))}" for name in named]
    alike = "A severity that is set here holds at every stage at which the policy is asked."
    defaults = " Limits are shown with their defaults." if named else ""
    return [Prose(alike + defaults), Code("\n".join(lines) + "\n")]


def _value(value: str | float) -> str:
    return value if isinstance(value, str) else number(value)


def _reference(reference: str) -> str:
    work, _, place = reference.partition(":")
    return f"{WORKS.get(work, work)}: {place}"


def _related(its: Policy, all_policies: Iterable[Policy]) -> tuple[Entry, ...]:
    if its.question is None:
        family = its.id.partition("/")[0]
        return _entries(
            each for each in all_policies if each.id.startswith(f"{family}/") and each.id != its.id
        )
    title = QUESTIONS[its.question - 1].title
    own = Entry(f"question {its.question}: {title}", f"question {its.question}")
    rest = (e for e in all_policies if e.question == its.question and e.id != its.id)
    return (own, *_entries(rest))


def _entries(policies: Iterable[Policy]) -> tuple[Entry, ...]:
    return tuple(Entry(f"{each.id}: {each.title}", each.id) for each in policies)
