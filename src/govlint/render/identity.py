"""A fingerprint of its own for each finding of a report: the same one in every output."""

from __future__ import annotations

from govlint.render.parts import safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from govlint.model import Finding
    from govlint.report import Report

_LONGEST = 100
"""Code points before a number: what follows is never cut off."""


def distinct(report: Report) -> list[Finding]:
    """Return the findings in their order, of which no two have one fingerprint.

    Of declarations with the same ``system.id``, the second by its path has ``:2`` behind each
    fingerprint, whatever is found in the first. Several findings of one policy on one subject, as
    mistakes of form may be, are numbered from top to bottom: the second ends in ``:1.2``.
    """
    numbers = _numbers(report)
    seen: dict[tuple[str, int], int] = {}
    found: dict[int, Finding] = {}
    for index in sorted(range(len(report.findings)), key=lambda each: _place(report, each)):
        finding = report.findings[index]
        number = numbers.get(finding.span.path, 1)
        key = finding.fingerprint, number
        seen[key] = seen.get(key, 0) + 1
        found[index] = _named(finding, number, seen[key])
    return [found[index] for index in range(len(report.findings))]


def _named(finding: Finding, number: int, among: int) -> Finding:
    if number == among == 1:
        return finding
    last = f".{among}" if among > 1 else ""
    return finding._replace(fingerprint=f"{safe(finding.fingerprint, _LONGEST)}:{number}{last}")


def _numbers(report: Report) -> dict[str, int]:
    """The number of each declaration, from 1, among those of the same system."""
    counts: dict[str, int] = {}
    numbers = {}
    for each in sorted(report.declarations, key=lambda declaration: declaration.path):
        numbers[each.path] = counts[each.system] = counts.get(each.system, 0) + 1
    return numbers


def _place(report: Report, index: int) -> tuple[bool, str, int, int, int]:
    """What is fixed comes last: it moves no number of what is there."""
    finding = report.findings[index]
    span = finding.span
    return finding.base == "fixed", span.path, span.line, span.column, index
