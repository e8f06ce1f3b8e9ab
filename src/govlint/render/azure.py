"""Issues of an Azure pipeline: a command in the log for each finding, ten of a kind at most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint.render import parts, selection
from govlint.render.encode import commands

if TYPE_CHECKING:
    from govlint.model import Finding
    from govlint.report import Report

KINDS = {"error": ("error",), "warning": ("warning", "note")}
"""The kinds of issue there are, and the severities that become one."""
MOST = 10
"""Issues of one kind that the page of a run keeps from one task."""


def render(report: Report, _width: int, _colour: bool) -> str:
    """Return one line for each finding; the tenth of a kind may stand for all that remain."""
    problems = selection.problems(report)
    lines: list[str] = []
    for kind, severities in KINDS.items():
        graded = [f for severity in severities for f in problems if _is(f, severity)]
        kept, rest = selection.rationed(graded, MOST)
        lines += [_issue(kind, finding) for finding in kept]
        if rest:
            lines.append(commands.azure({"type": kind}, selection.left_out(rest)))
    return "".join(f"{line}\n" for line in lines)


def _is(finding: Finding, severity: str) -> bool:
    return selection.weight(finding) == severity


def _issue(kind: str, finding: Finding) -> str:
    span = finding.span
    properties = {
        "type": kind,
        "sourcepath": selection.path(span.path),
        "linenumber": str(span.line),
        "columnnumber": str(span.column),
        "code": parts.safe(finding.policy),
    }
    word = parts.sign(finding)
    lead = "" if word == kind else f"{word}: "
    told = [parts.safe(finding.message), *selection.mend(finding), parts.waiver(finding)]
    return commands.azure(properties, lead + "\n".join(line for line in told if line))
