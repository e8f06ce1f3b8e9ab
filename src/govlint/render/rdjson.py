"""Reviewdog's diagnostics, for reviews on any forge: ``reviewdog -f=rdjson``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govlint.render import parts, selection
from govlint.render.encode import data, markdown
from govlint.render.encode.columns import ByteColumns

if TYPE_CHECKING:
    from govlint.model import Finding, Span
    from govlint.report import Report

SEVERITIES = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}


def render(report: Report, _width: int, _colour: bool) -> str:
    """Return the result; its messages are Markdown, since reviews are, and columns are bytes."""
    columns = ByteColumns(report.sources)
    found = [_diagnostic(each, columns) for each in selection.problems(report)]
    return data.dumps({"source": {"name": "govlint"}, "diagnostics": found})


def _diagnostic(finding: Finding, columns: ByteColumns) -> dict[str, Any]:
    told: dict[str, Any] = {
        "message": _message(finding),
        "location": _location(finding.span, columns),
        "severity": SEVERITIES[selection.weight(finding)],
        "code": {"value": selection.name(finding.policy)},
    }
    if finding.related:
        told["related_locations"] = [
            {
                "message": markdown.prose(parts.safe(r.text)) or "(empty)",
                "location": _location(r.span, columns),
            }
            for r in finding.related
        ]
    return told


def _message(finding: Finding) -> str:
    lines = [parts.safe(finding.message) or parts.word(finding), parts.waiver(finding)]
    told = [markdown.prose(line) for line in lines if line]
    return "\n\n".join([*told, *markdown.advice(selection.mend(finding))])


def _location(span: Span, columns: ByteColumns) -> dict[str, Any]:
    """Return a place; without the text of its line no column can be told."""
    start = _position(span.path, span.line, span.column, columns)
    end = _position(span.path, span.end_line, span.end_column, columns)
    within = {"start": start} if end == start else {"start": start, "end": end}
    return {"path": selection.path(span.path), "range": within}


def _position(path: str, line: int, column: int, columns: ByteColumns) -> dict[str, int]:
    in_bytes = columns.column(path, line, column)
    return {"line": line} if in_bytes is None else {"line": line, "column": in_bytes}
