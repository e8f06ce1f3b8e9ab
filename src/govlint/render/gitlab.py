"""GitLab Code Quality: an array of issues, for the artifact of that name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govlint.render import parts, selection
from govlint.render.encode import data

if TYPE_CHECKING:
    from govlint.model import Finding
    from govlint.report import Report

SEVERITIES = {"error": "critical", "warning": "major", "note": "minor"}
WAIVED = "info"


def render(report: Report, _width: int, _colour: bool) -> str:
    """Return the array; GitLab drops a second issue of one fingerprint, so each has its own."""
    return data.dumps([_issue(finding) for finding in selection.problems(report)])


def _issue(finding: Finding) -> dict[str, Any]:
    message = parts.safe(finding.message) or parts.word(finding)
    waived = f" ({parts.waiver(finding)})" if finding.waiver else ""
    return {
        "description": f"{message}{waived}",
        "check_name": selection.name(finding.policy),
        "fingerprint": selection.name(finding.fingerprint),
        "severity": WAIVED if finding.waiver else SEVERITIES[finding.severity],
        "location": {
            "path": selection.path(finding.span.path),
            "lines": {"begin": finding.span.line, "end": finding.span.end_line},
        },
    }
