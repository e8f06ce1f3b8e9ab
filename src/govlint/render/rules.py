"""What formats that define their rules say of a policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from govlint import policy
from govlint.model import SEVERITIES
from govlint.structure import STRUCTURAL
from govlint.text import sentence

if TYPE_CHECKING:
    from govlint.model import Policy, Severity
    from govlint.report import Report


class Rule(NamedTuple):
    """A policy, or a kind of mistake of form, as its definition tells it."""

    id: str
    title: str
    """A sentence that is true when all is well."""
    why: str
    avoid: str
    prefer: str
    severity: Severity
    """The gravest that it has at any stage."""
    tags: tuple[str, ...]


def rules(report: Report) -> dict[str, Rule]:
    """Return every rule by its id: the built-in ones, those of form, the repository's own."""
    known = [_rule(each) for each in (*report.own_policies, *policy.builtin().policies())]
    known += [
        Rule(s.id, sentence(s.title), s.why, s.avoid, s.prefer, "error", ("declaration",))
        for s in STRUCTURAL
    ]
    return {rule.id: rule for rule in known}


def unknown(id_: str) -> Rule:
    """Return a rule for findings whose policy nobody defines."""
    return Rule(id_, id_, "", "", "", "error", ())


def _rule(its: Policy) -> Rule:
    gravest: Severity = next((s for s in SEVERITIES if s in its.severity), "note")
    family = its.id.partition("/")[0]
    question = (f"question-{its.question}",) if its.question else ()
    tags = (family, *question, *its.references)
    return Rule(its.id, sentence(its.title), its.why, its.avoid, its.prefer, gravest, tags)
