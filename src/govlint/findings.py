"""Findings: judgements and mistakes of form, each with its place, its name and its fingerprint."""

from __future__ import annotations

from govlint import schema, source
from govlint.diagnosis import PATH_MISSING
from govlint.engine.failing import absolute, swallowed
from govlint.model import Fault, Finding, Related, Span
from govlint.paths import lookup, named, overlap, under
from govlint.text import sentence

try:
    from _blake2 import blake2b  # hashlib would load OpenSSL with it: 3 of 50 ms
except ImportError:
    from hashlib import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from govlint.engine import Judgement
    from govlint.model import Blank, Path
    from govlint.policy import Rule
    from govlint.schema import Form
    from govlint.snapshot import Kind

_FAMILY_ORDER = ("declaration", "owners", "decision-rights", "data")
"""After contradictions: form, then what unlocks everything else."""

_LAST = 1 << 30
"""No line and no column is further on: what a policy counts may be any number, or none."""

_QUESTIONS: tuple[tuple[Path, int | None], ...] = (
    (("system",), None),
    (("monitoring", "outcome_metric"), 9),
    (("monitoring", "drift"), 5),
    (("purpose", "workforce_effect"), 6),
    (("decision_rights", "roll_back"), 7),
    (("decision_rights", "deploy_model"), 10),
    (("decision_rights", "*"), 8),
)
"""The question that a mistake of form makes unclear, where no deciding policy tells."""


def of_judgement(form: Form, judgement: Judgement, rule: Rule) -> Finding:
    """The finding of a judgement, at its place; what has no message says the policy's title."""
    subject = named(form.data, judgement.subject)
    span, places = pointed(form, judgement)
    return Finding(
        policy=judgement.policy,
        outcome=judgement.outcome,
        severity=judgement.severity,
        message=judgement.message or sentence(rule.title),
        fix=judgement.fix,
        span=span,
        subject=subject,
        question=rule.question,
        state=judgement.state,
        fingerprint=fingerprint(form, judgement.policy, subject),
        related=places,
    )


def pointed(form: Form, judgement: Judgement) -> tuple[Span, tuple[Related, ...]]:
    """Where to point, and the second places.

    Of the whole declaration, the first of them in it: that tells more than the top of the file.
    """
    span, places = place(form, judgement.at), tuple(map(related, judgement.related))
    if not judgement.at and places and places[0].span.path == span.path:
        return places[0].span, places[1:]
    return span, places


def of_fault(form: Form, fault: Fault, questions: Sequence[int]) -> Finding:
    """The finding of a mistake of form."""
    subject = named(form.data, fault.path)
    return Finding(
        policy=fault.id,
        outcome="fail",
        severity=fault.severity,
        message=sentence(fault.message),
        fix=fault.fix,
        span=fault.span,
        subject=subject,
        question=questions[0] if questions else None,
        state="contradicted" if fault.id == PATH_MISSING else "unclear",
        fingerprint=fingerprint(form, fault.id, subject),
    )


def swallowed_fault(blank: Blank) -> Fault:
    """A value that YAML took for a comment, where no policy asks for it."""
    message, fix = swallowed(blank.path, blank.text)
    return Fault("declaration/wrong-value", blank.path, blank.span, message, fix)


def unreadable(path: str, kind: Kind | None, today: str) -> Form:
    """The form of a declaration that is there, and that nobody can read."""
    why = {
        "link": "it is a link to nothing",
        "outside": "it is a link out of the repository",
        "folder": "it is a folder",
        "conflict": "git left a merge conflict in it",
        "other": "it is no ordinary file",
    }.get(kind or "", "it may not be opened")
    fault = Fault(
        id="declaration/syntax",
        path=(),
        span=Span(path, 1, 1, 1, 1),
        message=f"this file cannot be read: {why}",
        fix="Decide it, and stage the result with `git add`."
        if kind == "conflict"
        else "Put the declaration itself into this place, as a file.",
    )
    empty = schema.check_form(source.read(b"", path), today)
    document = empty.document._replace(complete=False)
    return empty._replace(document=document, faults=(fault,), blanks=())


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
    system = lookup(form.data, ("system", "id")) or ""
    content = "\0".join((policy, str(system), subject))
    return blake2b(content.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def questions_of(fault: Fault, rules: Iterable[Rule]) -> list[int]:
    """The questions that a mistake of form makes unclear: those whose deciding policies read it."""
    if fault.usable:
        return []
    for pattern, question in _QUESTIONS:
        if len(fault.path) >= len(pattern) and overlap(pattern, fault.path):
            return [] if question is None else [question]
    decided = {rule.question for rule in rules if rule.decides and _reads(rule, fault.path)}
    return sorted(question for question in decided if question is not None)


def _reads(rule: Rule, path: Path) -> bool:
    """Whether it reads what stands at ``path``, in a section that it points into."""
    sections = {target[0] for target in _targets(rule) if target}
    reads = [read for read in rule.reads if read and read[0] in sections]
    leaves = (read for read in reads if not any(o != read and under(o, read) for o in reads))
    return bool(path) and any(overlap(read, path) for read in leaves)


def _targets(rule: Rule) -> Iterator[Path]:
    for each in rule.each:
        for _, targets in rule.checks:
            yield from (absolute(each, target) for target in targets)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Contradictions first, then form, ownership and decision rights, data, then the rest."""
    return sorted(findings, key=_rank)


def _rank(finding: Finding) -> tuple[bool, int, str, int, int, str]:
    family = finding.policy.partition("/")[0]
    group = _FAMILY_ORDER.index(family) if family in _FAMILY_ORDER else len(_FAMILY_ORDER)
    contradicted = finding.outcome == "fail" and finding.state == "contradicted"
    span = finding.span
    return (not contradicted, group, span.path, span.line, span.column, finding.policy)


def related(place: Mapping[str, Any]) -> Related:
    """The second place that a policy gave; what it does not count is the first line and column."""
    line, column = _count(place.get("line")), _count(place.get("column"))
    return Related(Span(place["path"], line, column, line, column + 1), place["text"])


def _count(value: Any) -> int:
    is_count = isinstance(value, (int, float)) and 1 <= value <= _LAST
    return int(value) if is_count else 1
