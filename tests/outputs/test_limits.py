"""Ten thousand findings: each output stays within what its consumer takes, and says what it cut."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from readers import azure_commands, github_commands
from told_reports import declaration, finding, many, report, span

from govlint.model import Waiver
from govlint.render import FORMATS

if TYPE_CHECKING:
    from pathlib import Path

    from consuming import Consumers

    from govlint.model import Comparison, Finding

COUNT = 10_000
MANY = many(COUNT)


@pytest.fixture(scope="module")
def told() -> dict[str, str]:
    """Every output of ten thousand findings."""
    formats = set(FORMATS) - {"terminal", "plain", "json"}
    return {format_: FORMATS[format_](MANY, 80, False) for format_ in formats}


def test_annotations_are_ten_and_the_tenth_counts_the_rest(told: dict[str, str]) -> None:
    commands = list(github_commands(told["github"]))
    assert [command.level for command in commands] == ["error"] * 10
    assert commands[9].properties == {"title": "govlint: 9991 more errors"}
    where = [f"team-{n}/ai-governance.yaml" for n in range(3)]
    for path in where:
        assert f"in {path}" in commands[9].message
    assert sum(map(int, re.findall(r"(\d+) in ", commands[9].message))) == COUNT - 9


def test_ten_annotations_need_no_count() -> None:
    commands = list(github_commands(FORMATS["github"](many(10), 80, False)))
    assert len(commands) == 10
    assert "9" in commands[9].properties["line"] + commands[9].message
    assert "more" not in commands[9].message


def mixed() -> list[Finding]:
    """Twenty of each severity, the last five of which are new, the first five waived."""
    waiver = Waiver("house/a", "", "r", "Tom Okafor", "2027-01-01", span(1, 1, 2))
    found = []
    for severity in ("note", "warning", "error"):
        for n in range(20):
            made = finding(f"house/{severity}-{n}", span(n + 1, 1, 2), severity=severity)
            base: Comparison = "new" if n >= 15 else "existing"
            found.append(made._replace(base=base, waiver=waiver if n < 5 else None))
    return found


def test_new_findings_come_first_in_each_level() -> None:
    commands = list(github_commands(FORMATS["github"](report([], mixed()), 80, False)))
    levels = Counter(command.level for command in commands)
    assert levels == {"error": 5, "warning": 5, "notice": 10}  # what was there is only noted
    for level, severity in (("error", "error"), ("warning", "warning"), ("notice", "note")):
        titles = [c.properties["title"] for c in commands if c.level == level]
        assert titles[:5] == [f"house/{severity}-{n}" for n in range(15, 20)]
    assert titles[5:9] == [f"house/note-{n} (note, already there)" for n in range(5, 9)]
    assert titles[9] == "govlint: 41 more notes"
    assert len(commands) <= 50


def test_fixed_findings_are_not_told() -> None:
    found = [finding("house/a", span(1, 1, 2), base="fixed")]
    assert FORMATS["github"](report([], found), 80, False) == ""


def test_a_message_is_cut_to_what_the_runner_takes() -> None:
    long = finding("house/a", span(1, 1, 2), message="m" * 600, fix="line\n\n  x\n" + "y" * 90_000)
    wide = long._replace(fix="\n".join(f"  {'z' * 500}" for _ in range(60)))
    for each in (long, wide):
        (command,) = github_commands(FORMATS["github"](report([], [each]), 80, False))
        assert len(command.message) <= 4096
        assert command.message.endswith("…")


def test_a_fix_that_is_cut_says_so() -> None:
    found = [finding("house/a", span(1, 1, 2), fix="\n".join(f"  {n}" for n in range(60)))]
    for format_ in ("junit", "markdown", "azure", "github"):
        assert "…" in FORMATS[format_](report([], found), 80, False), format_


def test_azure_issues_are_ten_of_a_kind(told: dict[str, str]) -> None:
    commands = list(azure_commands(told["azure"]))
    assert len(commands) == 10
    assert commands[9].message.startswith("9991 more: ")
    both = list(azure_commands(FORMATS["azure"](report([], mixed()), 80, False)))
    assert Counter(c.properties["type"] for c in both) == {"error": 5, "warning": 10}


def test_the_summary_is_within_a_mebibyte_and_counts_the_rest(told: dict[str, str]) -> None:
    summary = told["github-summary"]
    size = len(summary.encode())
    assert 900_000 < size <= 1024 * 1024
    shown = summary.count("· `team-")
    assert f"no room here for all of the report. {COUNT - shown} more: " in summary
    assert summary.count("```") % 2 == 0


def test_the_summary_of_many_declarations_is_within_a_mebibyte() -> None:
    paths = [f"team-{n}/ai-governance.yaml" for n in range(3_000)]
    found = [finding("house/a", span(1, 1, 2, path)) for path in paths]
    fleet = report([declaration(path, {1: "absent"}) for path in paths], found)
    summary = FORMATS["github-summary"](fleet, 80, False)
    assert len(summary.encode()) <= 1024 * 1024
    assert "no room here" in summary


def test_the_summary_of_commands_is_within_a_mebibyte() -> None:
    lines = "\n".join("  ::error::" for _ in range(40))
    found = [finding("house/a", span(n + 1, 1, 2), fix=lines) for n in range(3_000)]
    summary = FORMATS["github-summary"](report([declaration()], found), 80, False)
    assert 900_000 < len(summary.encode()) <= 1024 * 1024
    assert not re.search(r"(?m)^\s*::", summary)


def test_a_short_report_is_whole() -> None:
    assert FORMATS["github-summary"](many(20), 80, False) == FORMATS["markdown"](
        many(20), 80, False
    )


def test_markdown_holds_all(told: dict[str, str]) -> None:
    assert told["markdown"].count("· `team-") == COUNT


def test_sarif_is_within_githubs_limits(told: dict[str, str]) -> None:
    run = json.loads(told["sarif"])["runs"][0]
    assert len(run["results"]) == COUNT <= 25_000
    assert len(gzip.compress(told["sarif"].encode())) <= 10 * 1024 * 1024


def test_the_multitool_takes_a_thousand(consumers: Consumers, tmp_path: Path) -> None:
    path = tmp_path / "many.sarif"
    path.write_text(FORMATS["sarif"](many(1_000), 80, False))  # ten thousand take it 25 seconds
    assert {each["ruleId"] for each in consumers.validate_sarif(path)} <= {"SARIF2005"}


def test_gitlab_and_reviewdog_hold_all(told: dict[str, str]) -> None:
    issues = json.loads(told["gitlab"])
    assert len({issue["fingerprint"] for issue in issues}) == COUNT
    assert len(json.loads(told["rdjson"])["diagnostics"]) == COUNT


def test_junit_holds_all_under_different_names(told: dict[str, str]) -> None:
    suites = etree.fromstring(told["junit"].encode())
    assert suites.get("failures") == str(COUNT)
    names = Counter((c.get("classname"), c.get("name")) for c in suites.iter("testcase"))
    assert len(names) == COUNT + 3
    assert max(names.values()) == 1
