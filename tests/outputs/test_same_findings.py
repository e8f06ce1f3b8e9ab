"""The same findings, by fingerprint, in every output."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree
from readers import azure_commands, github_commands
from told_reports import every

from govlint import app
from govlint.render import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from govlint.model import Finding
    from govlint.report import Report

EXAMPLES = Path(__file__).parent.parent / "examples"
Key = tuple[str, str, int, int]
"""Policy, path, line and column."""
NO_COLUMN = -1
FOR_PEOPLE = ("plain", "terminal", "markdown", "github-summary")


def _json(told: str) -> Iterator[Key]:
    for each in json.loads(told)["findings"]:
        yield each["policy"], each["path"], each["line"], each["column"]


def _sarif(told: str) -> Iterator[Key]:
    for each in json.loads(told)["runs"][0]["results"]:
        place = each["locations"][0]["physicalLocation"]
        region = place["region"]
        path = place["artifactLocation"]["uri"]
        yield each["ruleId"], path, region["startLine"], region.get("startColumn", 1)


def _gitlab(told: str) -> Iterator[Key]:
    for each in json.loads(told):
        location = each["location"]
        yield each["check_name"], location["path"], location["lines"]["begin"], NO_COLUMN


def _rdjson(told: str) -> Iterator[Key]:
    for each in json.loads(told)["diagnostics"]:
        start = each["location"]["range"]["start"]
        yield each["code"]["value"], each["location"]["path"], start["line"], NO_COLUMN


def _junit(told: str) -> Iterator[Key]:
    for case in etree.fromstring(told.encode()).iter("testcase"):
        bodies = [child.text for child in case if child.tag != "system-out"]
        policy = str(case.get("name")).split()[0]
        for body in bodies:
            place = re.match(r"(.*?):(\d+):(\d+): ", body)
            assert place
            yield policy, place[1], int(place[2]), int(place[3])


def _github(told: str) -> Iterator[Key]:
    for command in github_commands(told):
        at = command.properties
        policy = at["title"].split()[0]
        yield policy, at["file"], int(at["line"]), int(at.get("col", NO_COLUMN))


def _azure(told: str) -> Iterator[Key]:
    for command in azure_commands(told):
        at = command.properties
        yield at["code"], at["sourcepath"], int(at["linenumber"]), int(at["columnnumber"])


def _markdown(told: str) -> Iterator[Key]:
    for policy, path, line, column in re.findall(
        r"(?m)^\*\*[a-z ]+(?: \(already there\))?\*\* · `(\S+)` · `(\S+):(\d+):(\d+)`", told
    ):
        yield policy, path, int(line), int(column)
    yield from _together(told)


def _plain(told: str) -> Iterator[Key]:
    words = "error|warning|note|open|not checked|waived|pass|not applicable"
    for path, line, column, policy in re.findall(
        rf"(?m)^(\S+):(\d+):(\d+): (?:{words})(?: \(already there\))? (\S+):", told
    ):
        yield policy, path, int(line), int(column)
    yield from _together(told)


def _terminal(told: str) -> Iterator[Key]:
    heads = re.finditer(
        r"(?ms)^(?:error|warning|note|open|not checked|waived) (\S+):.*?^ +at (\S+):(\d+):(\d+)$",
        told,
    )
    old = re.finditer(r"(?m)^already there: [a-z ]+ (\S+/\S+) at (\S+):(\d+):(\d+)$", told)
    for head in (*heads, *old):
        yield head[1], head[2], int(head[3]), int(head[4])
    yield from _together(told)


def _together(told: str) -> Iterator[Key]:
    """The policies that a line names which tells what could not be checked, and why."""
    for line in re.findall(r"(?m)^Not checked: (.*)$", told):
        for policy in re.findall(r"[a-z-]+/[a-z-]+(?=[,.`])", line.partition(". ")[0] + "."):
            yield policy, "", 0, 0


READERS: dict[str, Callable[[str], Iterator[Key]]] = {
    "azure": _azure,
    "github": _github,
    "github-summary": _markdown,
    "gitlab": _gitlab,
    "json": _json,
    "junit": _junit,
    "markdown": _markdown,
    "plain": _plain,
    "rdjson": _rdjson,
    "sarif": _sarif,
    "terminal": _terminal,
}


MOST = 5
"""Findings of a kind: with more, annotations would be counted instead of told."""


def problems(report: Report) -> Report:
    """The report without what asks for nothing, which some outputs leave out."""
    kinds: dict[object, list[Finding]] = {}
    for f in report.findings:
        if f.outcome in ("fail", "open") and f.base != "fixed":
            kinds.setdefault((f.severity, f.waiver is None), []).append(f)
    kept = [f for of_kind in kinds.values() for f in of_kind[:MOST]]
    return report._replace(findings=tuple(kept[: 4 * MOST]))


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """What a check of two declarations finds."""
    root = tmp_path_factory.mktemp("repository")
    (root / ".git").mkdir()
    short = (EXAMPLES / "minimal-pilot.yaml").read_text()
    for name in ("a", "b"):
        (root / name).mkdir()
        text = short.replace("id: ", f"id: {name}-") + f"misspelt-{name}: 1\n"
        (root / name / "ai-governance.yaml").write_text(text)
    return app.check(app.Request(paths=(str(root),), today="2026-11-23")).report


@pytest.fixture(params=["by hand", "checked"])
def told(request: pytest.FixtureRequest, checked: Report) -> Report:
    return problems(every() if request.param == "by hand" else checked)


def test_the_check_finds_something(checked: Report) -> None:
    found = problems(checked).findings
    assert len(found) >= 10
    assert {f.severity for f in found} >= {"error", "warning"}
    assert len({f.span.path for f in found}) == 2


def test_every_output_has_a_reader() -> None:
    assert set(READERS) == set(FORMATS)


@pytest.mark.parametrize("format_", sorted(READERS))
def test_the_same_findings(format_: str, told: Report) -> None:
    read = list(READERS[format_](FORMATS[format_](told, 200, False)))
    without_column = NO_COLUMN in [column for *_, column in read]
    expected = [_key(finding, format_) for finding in told.findings]
    if without_column:
        read = [(*key[:3], NO_COLUMN) for key in read]
        expected = [(*key[:3], NO_COLUMN) for key in expected]
    assert Counter(read) == Counter(expected)


def _key(finding: Finding, format_: str) -> Key:
    """What an output for people tells together has no place there."""
    if finding.state == "not-checked" and format_ in FOR_PEOPLE:
        return finding.policy, "", 0, 0
    return (finding.policy, *finding.span[:3])


def _fingerprints(format_: str, told: str) -> list[Any]:
    found = json.loads(told)
    if format_ == "json":
        return [each["fingerprint"] for each in found["findings"]]
    if format_ == "gitlab":
        return [each["fingerprint"] for each in found]
    results = found["runs"][0]["results"]
    return [each["partialFingerprints"]["primaryLocationLineHash"] for each in results]


@pytest.mark.parametrize("format_", ["json", "gitlab", "sarif"])
def test_the_same_fingerprints(format_: str, told: Report) -> None:
    read = [
        each.partition(":")[0] for each in _fingerprints(format_, FORMATS[format_](told, 0, False))
    ]
    assert Counter(read) == Counter(finding.fingerprint for finding in told.findings)


@pytest.mark.parametrize("format_", ["json", "sarif", "junit", "markdown", "plain"])
def test_passes_are_told_where_they_are_asked_for(format_: str) -> None:
    told = FORMATS[format_](every(), 200, False)
    assert "house/passed" in told
    assert "house/unasked" in told
