"""The nouns that every room shares: frozen, plain, without behaviour of their own."""

from __future__ import annotations

from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Literal

    Severity = Literal["error", "warning", "note"]

    Outcome = Literal["pass", "fail", "notApplicable", "open"]

    Lifecycle = Literal["planned", "pilot", "production", "retired"]

    State = Literal[
        "contradicted",
        "absent",
        "stale",
        "unclear",
        "open",
        "not-checked",
        "waived",
        "clear",
        "not-asked",
    ]

    Verdict = Literal["clear", "gaps", "under-way", "pilot-purgatory", "not-judged"]

    Strength = Literal["declared", "exists", "has substance", "is wired", "exercised"]

    Comparison = Literal["new", "existing", "fixed"]
    """How a finding stands against a base; a fixed one is only there at the base."""

Path = tuple[str | int, ...]
"""Where a value stands in a document: ``("data", "sources", 0, "name")``."""


STRENGTHS: tuple[Strength, ...] = (
    "declared",
    "exists",
    "has substance",
    "is wired",
    "exercised",
)
"""How strong the proof of an answer is, weakest first."""

LIFECYCLES: tuple[Lifecycle, ...] = ("planned", "pilot", "production", "retired")
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
STATES: tuple[State, ...] = (
    "contradicted",
    "absent",
    "stale",
    "unclear",
    "open",
    "not-checked",
    "waived",
    "clear",
    "not-asked",
)
"""The states of an answer, worst first."""

UNANSWERED: frozenset[State] = frozenset({"contradicted", "absent", "stale", "unclear", "open"})


class Span(Record):
    """A place in a file: lines and columns count from 1 in code points, the end is exclusive."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


class Fault(Record):
    """A mistake of form: what stands at ``path`` cannot be taken as it is written."""

    id: str
    path: Path
    span: Span
    message: str
    fix: str = ""
    severity: Severity = "error"
    usable: bool = False
    """The value is right enough to be judged all the same (``PT3M``, ``automated: yes``)."""


class Blank(Record):
    """Something written that says nothing; it is judged as not written.

    ``empty``: ``key:`` · ``swallowed``: ``key: #channel``, which YAML takes for a comment ·
    ``placeholder``: ``rollback: TBD`` · ``unknown``: ``{value: null, reason: …}``, an honest
    "not known", whose ``text`` is the reason.
    """

    kind: Literal["empty", "swallowed", "placeholder", "unknown"]
    path: Path
    span: Span
    text: str


class Unavailable(Record):
    """Why a fact could not be had, and what mends that."""

    reason: str
    remedy: str
    obtainable: bool = True
    """Whether the remedy would mend it; outside a repository no history can be had."""


class Fact(Record):
    """What a collector found: plain data for expressions, or the reason why there is none."""

    data: Any = None
    unavailable: Unavailable | None = None
    unknown: Mapping[str, Unavailable] = {}
    """By path below the fact (``baseline``, ``review.named``): what is not in ``data``, and why."""


class Check(Record):
    """One requirement of a policy. The first that does not hold is the policy's failure."""

    require: str
    at: tuple[str, ...]
    """Paths below the subject, as text; the first that is written is pointed at."""
    if_not: State
    message: str
    fix: str
    message_absent: str = ""
    message_placeholder: str = ""
    related: str = ""
    """An expression that gives further places: a list of ``{path, line, column?, text}``."""
    severity: Severity | None = None
    """Its own, where it is another than the policy's."""


class Policy(Record):
    """One opinion of the linter, as its file states it."""

    id: str
    title: str
    question: int | None
    decides: bool
    presence: bool
    severity: tuple[Severity | None, Severity | None, Severity | None, Severity | None]
    """For planned, pilot, production, retired; None where it is not asked."""
    each: tuple[str, ...]
    when: str
    checks: tuple[Check, ...]
    not_for: tuple[str, ...]
    """Values of ``system.type`` that are not asked."""
    reads: tuple[str, ...]
    """Every path that its expressions name: ``doc.rollback.runbook``, ``history.review``."""
    facts: tuple[str, ...]
    """The facts beside the declaration that it needs: ``history``, ``evidence``, …"""
    why: str
    avoid: str
    prefer: str
    references: tuple[str, ...]
    span: Span


class Related(Record):
    """A second place that a finding rests on, and what stands there."""

    span: Span
    text: str


class Waiver(Record):
    """A finding that somebody took on, until ``expires`` (``YYYY-MM-DD``)."""

    policy: str
    subject: str
    reason: str
    approved_by: str
    expires: str
    span: Span


class Finding(Record):
    """One outcome of one policy on one subject, at its place, in the reader's words."""

    policy: str
    outcome: Outcome
    severity: Severity
    message: str
    fix: str
    span: Span
    subject: str
    """By name: ``data.sources[Payroll provider]``; empty for the whole declaration."""
    question: int | None
    state: State
    fingerprint: str
    waiver: Waiver | None = None
    related: tuple[Related, ...] = ()
    strength: Strength | None = None
    base: Comparison | None = None
    """None where no base was given."""
