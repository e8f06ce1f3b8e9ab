"""SARIF 2.1.0, within the limits of GitHub's code scanning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govlint import __version__
from govlint.model import Span
from govlint.render import parts, selection
from govlint.render.encode import data
from govlint.render.encode.markdown import advice, block, code, prose
from govlint.render.encode.uri import reference
from govlint.render.rules import rules, unknown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govlint.model import Finding
    from govlint.render.rules import Rule
    from govlint.report import Report

MOST_RESULTS = 25_000
MOST_BYTES = 10 * 1024 * 1024
"""Of the file once it is compressed."""
MOST_TAGS = 20
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_BASELINE = {"new": "new", "existing": "unchanged"}


def render(report: Report, _width: int, _colour: bool) -> str:
    """Return the log with one run; what GitHub would refuse to take is left out and counted."""
    found = selection.told(report)
    most = min(len(found), MOST_RESULTS)
    text = data.dumps(_log(report, found, most))
    while most and _compressed(text) > MOST_BYTES:
        most = most * 2 // 3
        text = data.dumps(_log(report, found, most))
    return text


def _compressed(text: str) -> int:
    if len(text) <= MOST_BYTES:
        return len(text)
    import gzip

    return len(gzip.compress(text.encode("ascii"), 6))


def _log(report: Report, found: Sequence[Finding], most: int) -> dict[str, Any]:
    used = list(dict.fromkeys(finding.policy for finding in found[:most]))
    indexes = {name: index for index, name in enumerate(used)}
    known = rules(report)
    run = {
        "tool": {"driver": _driver([known.get(name) or unknown(name) for name in used])},
        "automationDetails": {"id": "govlint/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report, found[most:])],
        "results": [_result(report, each, indexes[each.policy]) for each in found[:most]],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _driver(used: Sequence[Rule]) -> dict[str, Any]:
    return {
        "name": "govlint",
        "semanticVersion": __version__,
        "rules": [_rule(each) for each in used],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    title = _line(rule.title)
    told: dict[str, Any] = {
        "id": selection.name(rule.id),
        "shortDescription": {"text": title},
        "fullDescription": {"text": _line(rule.why) if rule.why.strip() else title},
        "help": {"text": _plain_help(rule), "markdown": "\n\n".join(_help(rule))},
        "defaultConfiguration": {"level": rule.severity},
    }
    if rule.tags:
        tags = dict.fromkeys(parts.safe(tag) for tag in rule.tags if tag)
        told["properties"] = {"tags": list(tags)[:MOST_TAGS]}
    return told


def _plain_help(rule: Rule) -> str:
    return f"{_line(rule.why or rule.title)} {_line(_more(rule))}"


def _help(rule: Rule) -> Iterator[str]:
    yield _line(rule.title)
    if rule.why.strip():
        yield _line(rule.why)
    for title, example in (("Avoid:", rule.avoid), ("Prefer:", rule.prefer)):
        if example.strip():
            yield title
            yield block([parts.safe(line) for line in example.rstrip().split("\n")], "yaml")
    yield _line(_more(rule))


def _more(rule: Rule) -> str:
    return f"`govlint explain {selection.name(rule.id)}` says more."


def _result(report: Report, finding: Finding, rule: int) -> dict[str, Any]:
    fingerprint = selection.name(finding.fingerprint)
    told: dict[str, Any] = {
        "ruleId": selection.name(finding.policy),
        "ruleIndex": rule,
        "kind": finding.outcome,
        "level": finding.severity if finding.outcome == "fail" else "none",
        "message": _message(report, finding),
        "locations": [_location(report, finding)],
        "partialFingerprints": {
            "primaryLocationLineHash": fingerprint if ":" in fingerprint else f"{fingerprint}:1"
        },
        "properties": {"state": finding.state, "severity": finding.severity},
    }
    if finding.question:
        told["properties"]["question"] = finding.question
    if finding.related:
        told["relatedLocations"] = [
            {"id": index, "physicalLocation": _place(each.span), "message": _text(each.text)}
            for index, each in enumerate(finding.related)
        ]
    if finding.waiver:
        told["suppressions"] = [_suppression(finding)]
    if finding.base:
        told["baselineState"] = _BASELINE[finding.base]
    return told


def _message(report: Report, finding: Finding) -> dict[str, str]:
    """Return the message with its fix; of a file that does not exist it says so."""
    lines = [_line(finding.message or parts.word(finding))]
    if _moved(report, finding):
        meant, shown = (selection.path(p) for p in (finding.span.path, report.anchor))
        lines.append(_line(f"`{meant}` does not exist; this stands at the top of `{shown}`."))
    fix = selection.mend(finding)
    plain = [_pasted(line) if line.startswith(" ") else _line(line) for line in fix]
    marked = _unlinked("\n\n".join([*lines, *advice(fix)]))
    return {"text": "\n".join([" ".join(lines), *plain]), "markdown": marked}


def _location(report: Report, finding: Finding) -> dict[str, Any]:
    span = finding.span
    if _moved(report, finding):
        span = Span(report.anchor, 1, 1, 1, 1)
    told: dict[str, Any] = {"physicalLocation": _place(span)}
    if finding.subject:
        told["logicalLocations"] = [{"fullyQualifiedName": parts.safe(finding.subject)}]
    return told


def _moved(report: Report, finding: Finding) -> bool:
    """Whether the finding is about a file that is not there, while another is."""
    path = finding.span.path
    there = path in report.sources or any(path == each.path for each in report.declarations)
    return bool(report.anchor) and not there


def _place(span: Span) -> dict[str, Any]:
    region = {"startLine": span.line}
    if span[1:] != (1, 1, 1, 1):  # else it is about the whole file
        region |= {
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        }
    return {
        "artifactLocation": {"uri": reference(span.path), "uriBaseId": "%SRCROOT%"},
        "region": region,
    }


def _suppression(finding: Finding) -> dict[str, Any]:
    told = {"kind": "inSource", "status": "accepted", "justification": parts.waiver(finding)}
    if finding.waiver is None:
        return told
    return {**told, "location": {"physicalLocation": _place(finding.waiver.span)}}


def _invocation(report: Report, rest: Sequence[Finding]) -> dict[str, Any]:
    """Return what the run could not check, and what there was no room for."""
    lines = parts.not_checked(report)
    lines += [f"There was no room for {selection.left_out(rest)}"] if rest else []
    notes = [{"level": "warning", "message": {"text": _line(line)}} for line in lines]
    return {"executionSuccessful": True, "toolExecutionNotifications": notes}


def _pasted(line: str) -> str:
    inner = line.lstrip(" ")
    return " " * (len(line) - len(inner)) + _unlinked(code(inner)) if inner else ""


def _text(text: str) -> dict[str, str]:
    return {"text": _line(text)}


def _line(text: str) -> str:
    return _unlinked(prose(parts.safe(" ".join(text.split())))) or "(empty)"


def _unlinked(text: str) -> str:
    """Return text without SARIF's own links, which are read inside back-ticks too."""
    return text.replace("](", "]\\x28")
