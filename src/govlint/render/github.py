"""Annotations of GitHub Actions: a command in the log for each finding, ten of a level at most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint.render import parts, selection
from govlint.render.encode import commands
from govlint.text import plural

if TYPE_CHECKING:
    from govlint.model import Finding
    from govlint.report import Report

LEVELS = {"error": "error", "warning": "warning", "note": "notice"}
MOST = 10
"""Annotations of one level that the runner keeps from one step; more it drops without a word."""
LONGEST_MESSAGE = 4096
"""Code points; the runner cuts off the rest."""


def render(report: Report, _width: int, _colour: bool) -> str:
    """Return one line for each finding; the tenth of a level may stand for all that remain."""
    problems = selection.problems(report)
    lines: list[str] = []
    for severity, level in LEVELS.items():
        graded = [each for each in problems if selection.weight(each) == severity]
        kept, rest = selection.rationed(graded, MOST)
        lines += [_annotation(level, finding) for finding in kept]
        if rest:
            title = f"govlint: {plural(len(rest), f'more {severity}')}"
            lines.append(commands.github(level, {"title": title}, selection.left_out(rest)))
    return "".join(f"{line}\n" for line in lines)


def message(finding: Finding) -> str:
    """Return what a finding says in plain lines, cut to what a runner takes."""
    related = [
        f"See {selection.path(each.span.path)}:{each.span.line}: {parts.safe(each.text)}"
        for each in finding.related
    ]
    lines = [parts.safe(finding.message), *selection.mend(finding), *related, parts.waiver(finding)]
    text = "\n".join(line for line in lines if line)
    return text if len(text) <= LONGEST_MESSAGE else f"{text[: LONGEST_MESSAGE - 1]}…"


def title(finding: Finding) -> str:
    """Return the policy, and what became of it where it did not just fail."""
    plainly = finding.outcome == "fail" and not finding.waiver and finding.base != "existing"
    told = "" if plainly else f" ({parts.sign(finding).replace(' (', ', ').rstrip(')')})"
    return f"{parts.safe(finding.policy, 200)}{told}"


def _annotation(level: str, finding: Finding) -> str:
    span = finding.span
    properties = {
        "title": title(finding),
        "file": selection.path(span.path),
        "line": str(span.line),
        "endLine": str(span.end_line),
    }
    if span.end_line == span.line:
        properties |= {"col": str(span.column), "endColumn": str(span.end_column)}
    return commands.github(level, properties, message(finding))
