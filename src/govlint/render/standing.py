"""Against a base: what the change does, what it mends, and what of it does not count yet."""

from __future__ import annotations

from govlint.render.change import words
from govlint.render.parts import counts, safe
from govlint.report import counted
from govlint.text import listing, plural

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from govlint.comparison import Approval, Comparison
    from govlint.report import Against, Report

_MOST = 10
_WEAKENED = "change/nothing-weakened"
"""The policy whose finding says what weakens, and whom to ask."""


def summary(report: Report) -> str:
    """Return the counts in a sentence: what is new, how much was there, and what is fixed."""
    found = report.findings
    new = [each for each in found if each.base not in ("existing", "fixed")]
    old = sum(each.base == "existing" for each in found)
    fixed = sum(each.base == "fixed" for each in found)
    known = "already there" if report.against else "in the baseline"
    told = counts(counted(new), new, "new ")[:-1] or ("nothing new" if old or fixed else "")
    more = [f"{old} {known}" if old else "", f"{fixed} fixed" if fixed else ""]
    text = "; ".join(filter(None, [told, *more]))
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def lines(report: Report) -> list[str]:
    """Return a harmless line for each thing that is to be said beside the findings."""
    return [
        *_fixed(report),
        *(_change(report, report.against) if report.against else ()),
        *_mended(report),
    ]


def _fixed(report: Report) -> Iterator[str]:
    fixed = [each for each in report.findings if each.base == "fixed"]
    for each in fixed[:_MOST]:
        subject = f" {safe(each.subject)}" if each.subject else ""
        yield f"Fixed: {safe(each.policy)}{subject} in {safe(each.span.path)}"
    if len(fixed) > _MOST:
        yield f"Fixed: {len(fixed) - _MOST} more"


def _change(report: Report, against: Against) -> Iterator[str]:
    weakened = {each.span.path for each in report.findings if each.policy == _WEAKENED}
    for each in against.comparisons:
        yield from _does(each)
        if each.after and each.after not in weakened:
            yield from map(_asked, (one for one in each.approvals if one.weaker))
    if against.comparisons:
        yield f"`govlint diff {safe(against.commit[:12])}{_head(against)}` tells each change."
    yield from map(safe, against.notes)


def _asked(approval: Approval) -> str:
    people = listing((safe(person.name) for person in approval.people), "or")
    return f"Should agree: {people or 'nobody whom the base names'}, by {safe(approval.right)}"


def _head(against: Against) -> str:
    return f" {against.head[:12]}" if against.head else ""


def _does(comparison: Comparison) -> Iterator[str]:
    """What the change does to one declaration; that it deletes it, a finding says."""
    path, before = safe(comparison.after), safe(comparison.before)
    if comparison.incomparable:
        yield safe(comparison.incomparable)
    elif not before:
        yield f"New: {path}"
    elif path:
        changes = [each for each in comparison.changes if not each.record]
        counts = [(sum(each.kind == kind for each in changes), kind) for kind in words.KINDS]
        told = [f"{count} {kind}" for count, kind in counts if count]
        records = len(comparison.changes) - len(changes)
        told += [plural(records, "record")] if records else []
        moved = f", formerly {before}" if before != path else ""
        yield f"Changes of {path}{moved}: {listing(told)}"


def _mended(report: Report) -> Iterator[str]:
    if report.mended:
        some = [safe(each) for each in report.mended[:_MOST]]
        more = len(report.mended) - _MOST
        told = listing([*some, *([f"{more} more"] if more > 0 else [])])
        yield f"Mended since the baseline: {told}. `govlint baseline --prune` takes it out."
