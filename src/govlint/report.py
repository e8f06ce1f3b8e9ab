"""What a run found, ready to be told: all that a renderer sees."""

from __future__ import annotations

from govlint.model import SEVERITIES
from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from govlint.comparison import Comparison
    from govlint.errors import UserError
    from govlint.model import Finding, Lifecycle, Policy, State, Strength, Unavailable, Verdict


class Answer(Record):
    """The state of one of the ten questions."""

    number: int
    title: str
    """The question at a glance: ``Who owns it, by name?``"""
    state: State
    policies: tuple[str, ...]
    """The policies that decided it."""
    detail: str
    """A few words beside the state: names, a date, the worst finding's gist; may be empty."""
    strength: Strength | None = None


class Group(Record):
    """One of the article's three failure modes: how many of its questions are clear."""

    title: str
    clear: int
    asked: int


class Declaration(Record):
    """One declaration's diagnosis."""

    path: str
    system: str
    lifecycle: Lifecycle
    headline: str
    """``candidate-ranker, production since 2026-06-15``."""
    verdict: Verdict
    verdict_text: str
    """The verdict written out in a sentence or two."""
    questions: tuple[Answer, ...]
    groups: tuple[Group, ...]
    stuck: str
    """The answer to "stuck or just slow?" in a sentence, with what was not checked; or empty."""


class Part(Record):
    """What one declaration gave."""

    declaration: Declaration
    findings: list[Finding]
    """In the order to tell them in."""
    text: str
    """The file's text, where a finding needs its frame."""
    unavailable: Mapping[str, Unavailable]


class Summary(Record):
    """Counts over all declarations: unwaived failures by severity, then open and waived.

    What is fixed does not count.
    """

    errors: int
    warnings: int
    notes: int
    open: int
    waived: int


class Against(Record):
    """The base that a change was judged against, and what the change does to the declarations."""

    name: str
    """The base's name: ``commit 1a2b3c4``."""
    commit: str
    """Its full id."""
    head: str
    """The head's full id; empty where what is judged is not committed."""
    event: str
    """``pull request``, ``merge queue`` or ``push``; empty where the base was named by hand."""
    number: int | None
    """Of the pull request."""
    comparisons: tuple[Comparison, ...]
    """The declarations that the change alters: what grows stronger or weaker, who should agree."""
    notes: tuple[str, ...]
    """Sentences about what the change does to configuration, policies, waivers or baseline, and
    that does not count for itself."""


class Report(Record):
    """Everything a run found. The order of ``findings`` is the order to tell them in."""

    as_of: str
    declarations: tuple[Declaration, ...]
    findings: tuple[Finding, ...]
    """Failures and open outcomes; with all outcomes asked for, passes and not applicable too."""
    unavailable: dict[str, Unavailable]
    """By the fact's name, sorted."""
    summary: Summary
    sources: dict[str, str]
    """The text of each file that a finding points into, for its frame."""
    own_policies: tuple[Policy, ...] = ()
    """The repository's own policies, for outputs that define their rules."""
    anchor: str = ""
    """A file to point at in place of one that does not exist; empty where there is none."""
    against: Against | None = None
    """None where no base was given."""
    mended: tuple[str, ...] = ()
    """What the baseline holds and nobody finds any more: policy and subject of each."""
    failed: bool | None = None
    """Whether the run fails; None where that is not known."""


class Outcome(Record):
    """What one repository gave, and what decides whether the run fails."""

    report: Report
    fail_on: str
    problems: Sequence[UserError]
    """What is wrong with policies of the user's own; the report stands without them."""


def gathered(today: str, parts: Sequence[Part], more: Iterable[Finding] = ()) -> Report:
    """The report of some declarations; ``more``: findings that belong to none of them."""
    found = (*more, *(finding for part in parts for finding in part.findings))
    facts = {name: why for part in parts for name, why in part.unavailable.items()}
    return Report(
        as_of=today,
        declarations=tuple(part.declaration for part in parts),
        findings=found,
        unavailable=dict(sorted(facts.items())),
        summary=counted(found),
        sources={part.declaration.path: part.text for part in parts if part.text},
    )


def counted(findings: Iterable[Finding]) -> Summary:
    """The summary of some findings."""
    present = [each for each in findings if each.base != "fixed"]
    failures = [each for each in present if each.outcome == "fail" and each.waiver is None]
    errors, warnings, notes = (sum(f.severity == s for f in failures) for s in SEVERITIES)
    return Summary(
        errors,
        warnings,
        notes,
        open=sum(each.outcome == "open" for each in present),
        waived=sum(each.waiver is not None for each in present),
    )
