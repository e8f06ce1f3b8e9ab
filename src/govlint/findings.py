"""Findings: judgements and mistakes of form, each with its place, its name and its fingerprint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint import source
from govlint.engine import swallowed
from govlint.model import Finding, Related, Span
from govlint.paths import lookup, named, overlap, under

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from govlint.engine import Judgement
    from govlint.model import Blank, Fault, Path
    from govlint.policy import Rule
    from govlint.schema import Form

_FAMILY_ORDER = ("declaration", "owners", "decision-rights", "data")
"""After contradictions: form, then what unlocks everything else."""

_RIGHTS = {"roll_back": 7, "deploy_model": 10}
_OTHER_RIGHTS = 8


def of_judgement(form: Form, judgement: Judgement, question: int | None) -> Finding:
    """The finding of a judgement, at its place in the declaration."""
    subject = named(form.data, judgement.subject)
    return Finding(
        policy=judgement.policy,
        outcome=judgement.outcome,
        severity=judgement.severity,
        message=judgement.message,
        fix=judgement.fix,
        span=place(form, judgement.at),
        subject=subject,
        question=question,
        state=judgement.state,
        fingerprint=fingerprint(form, judgement.policy, subject),
        related=tuple(_related(item) for item in judgement.related),
    )


def of_fault(form: Form, fault: Fault, questions: Sequence[int]) -> Finding:
    """The finding of a mistake of form."""
    subject = named(form.data, fault.path)
    return Finding(
        policy=fault.id,
        outcome="fail",
        severity=fault.severity,
        message=fault.message,
        fix=fault.fix,
        span=fault.span,
        subject=subject,
        question=questions[0] if questions else None,
        state="unclear",
        fingerprint=fingerprint(form, fault.id, subject),
    )


def of_swallowed(form: Form, blank: Blank) -> Finding:
    """The finding of a value that YAML took for a comment, where no policy asks for it."""
    message, fix = swallowed(blank.path, blank.text)
    subject = named(form.data, blank.path)
    return Finding(
        policy="declaration/wrong-value",
        outcome="fail",
        severity="error",
        message=message,
        fix=fix,
        span=blank.span,
        subject=subject,
        question=None,
        state="unclear",
        fingerprint=fingerprint(form, "declaration/wrong-value", subject),
    )


def place(form: Form, path: Path) -> Span:
    """Where to point for ``path``: its value, else the value of its nearest written ancestor."""
    for blank in form.blanks:
        if blank.path == path:
            return blank.span
    written = source.nearest(form.document, path)
    if written:
        return source.value_span(form.document, written)
    whole = source.value_span(form.document, ())
    return whole._replace(end_line=whole.line, end_column=whole.column + 1)


def fingerprint(form: Form, policy: str, subject: str) -> str:
    """16 hexadecimal digits from policy, system and subject: stable when lines or files move."""
    from hashlib import blake2b

    system = lookup(form.data, ("system", "id")) or ""
    content = "\0".join((policy, str(system), subject))
    return blake2b(content.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def questions_of(fault: Fault, rules: Iterable[Rule]) -> list[int]:
    """The questions that a mistake of form makes unclear: those whose deciding policies read it."""
    if fault.usable:
        return []
    if under(fault.path, ("decision_rights",)) and len(fault.path) > 1:
        return [_RIGHTS.get(str(fault.path[1]), _OTHER_RIGHTS)]
    return sorted(
        {
            rule.question
            for rule in rules
            if rule.question is not None and rule.decides and _reads(rule, fault.path)
        }
    )


def _reads(rule: Rule, path: Path) -> bool:
    """Whether it reads what stands at ``path``; asking whether a section is there is no reading."""
    leaves = (r for r in rule.reads if not any(o != r and under(o, r) for o in rule.reads))
    return bool(path) and any(overlap(read, path) for read in leaves if read)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Contradictions first, then form, ownership and decision rights, data, then the rest."""
    return sorted(findings, key=_rank)


def _rank(finding: Finding) -> tuple[bool, int, str, int, int, str]:
    family = finding.policy.partition("/")[0]
    group = _FAMILY_ORDER.index(family) if family in _FAMILY_ORDER else len(_FAMILY_ORDER)
    contradicted = finding.outcome == "fail" and finding.state == "contradicted"
    span = finding.span
    return (not contradicted, group, span.path, span.line, span.column, finding.policy)


def _related(item: object) -> Related:
    assert isinstance(item, dict)
    line, column = int(item.get("line", 1)), int(item.get("column", 1))
    return Related(Span(str(item["path"]), line, column, line, column + 1), str(item["text"]))
