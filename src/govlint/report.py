"""What a run found, ready to be told: all that a renderer sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint.record import Record

if TYPE_CHECKING:
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


class Summary(Record):
    """Counts over all declarations: unwaived failures by severity, then open and waived."""

    errors: int
    warnings: int
    notes: int
    open: int
    waived: int


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
