"""The JSON contract, ``schemas/report.v1.schema.json``: later versions add keys and change none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from govlint import __version__
from govlint.render.identity import distinct
from govlint.render.parts import exact, safe_lines
from govlint.text import visible

if TYPE_CHECKING:
    from govlint.model import Finding, Related, Waiver
    from govlint.report import Against, Answer, Declaration, Report

_LONGEST = 4096
"""Code points of one text: no path is longer."""


class _Path(NamedTuple):
    """A path as it is, to be opened: only what no JSON can hold is written otherwise."""

    text: str


class _Lines(NamedTuple):
    """A text whose line ends are kept."""

    text: str


def render(report: Report, _width: int, _colour: bool) -> str:
    """Return the report as one JSON object in ASCII, two spaces deep for each level."""
    told = {
        "version": 1,
        "tool": {"name": "govlint", "version": __version__},
        "as_of": report.as_of,
        "declarations": [_declaration(each) for each in report.declarations],
        "findings": [_finding(each) for each in distinct(report)],
        "unavailable": {
            name: {"reason": each.reason, "remedy": each.remedy}
            for name, each in sorted(report.unavailable.items())
        },
        "summary": report.summary._asdict(),
        "against": report.against and _against(report.against),
        "mended": list(report.mended),
        "failed": report.failed,
    }
    return json.dumps(_harmless(told), indent=2).replace("##", "#\\u0023") + "\n"


def _harmless(value: Any) -> Any:
    """Return ``value`` with every text made visible; a path stays, a fix keeps its line ends.

    What JSON itself would escape is harmless in the file but not where a reader prints it.
    """
    if isinstance(value, str):
        return visible(value, _LONGEST)
    if isinstance(value, dict):
        return {_harmless(key): _harmless(item) for key, item in value.items()}
    if isinstance(value, _Lines):
        return "\n".join(safe_lines(value.text))
    if isinstance(value, _Path):
        return exact(value.text)
    return [_harmless(item) for item in value] if isinstance(value, list) else value


def _against(against: Against) -> dict[str, Any]:
    from govlint.render.change.as_json import comparison

    return {
        "name": against.name,
        "commit": against.commit,
        "head": against.head,
        "event": against.event,
        "number": against.number,
        "comparisons": [comparison(each) for each in against.comparisons],
        "notes": list(against.notes),
    }


def _declaration(declaration: Declaration) -> dict[str, Any]:
    return {
        "path": _Path(declaration.path),
        "system": declaration.system,
        "lifecycle": declaration.lifecycle,
        "verdict": declaration.verdict,
        "questions": [_answer(each) for each in declaration.questions],
    }


def _answer(each: Answer) -> dict[str, Any]:
    return {
        "number": each.number,
        "title": each.title,
        "state": each.state,
        "policies": list(each.policies),
        "strength": each.strength,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "policy": finding.policy,
        "outcome": finding.outcome,
        "severity": finding.severity,
        "message": finding.message,
        "fix": _Lines(finding.fix),
        "path": _Path(finding.span.path),
        "line": finding.span.line,
        "column": finding.span.column,
        "end_line": finding.span.end_line,
        "end_column": finding.span.end_column,
        "subject": finding.subject,
        "question": finding.question,
        "state": finding.state,
        "fingerprint": finding.fingerprint,
        "waiver": finding.waiver and _waiver(finding.waiver),
        "related": [_related(each) for each in finding.related],
        "strength": finding.strength,
        "base": finding.base,
    }


def _related(related: Related) -> dict[str, Any]:
    return {
        "path": _Path(related.span.path),
        "line": related.span.line,
        "column": related.span.column,
        "text": related.text,
    }


def _waiver(waiver: Waiver) -> dict[str, Any]:
    return {
        "reason": waiver.reason,
        "approved_by": waiver.approved_by,
        "expires": waiver.expires,
        "path": _Path(waiver.span.path),
        "line": waiver.span.line,
        "column": waiver.span.column,
    }
