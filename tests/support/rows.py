"""What each output tells of findings, row by row."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree
from readers import azure_commands, github_commands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Row(NamedTuple):
    """One finding as an output tells it; what the format has no place for is None."""

    policy: str
    path: str | None = None
    line: int | None = None
    column: int | None = None
    text: str | None = None
    """What it says; in some outputs with more behind it."""
    fingerprint: str | None = None


def _json(told: str) -> Iterator[Row]:
    for each in json.loads(told)["findings"]:
        place = each["path"], each["line"], each["column"]
        if each["base"] != "fixed":
            yield Row(each["policy"], *place, each["message"], each["fingerprint"])


def _sarif(told: str) -> Iterator[Row]:
    for each in json.loads(told)["runs"][0]["results"]:
        place = each["locations"][0]["physicalLocation"]
        region = place["region"]
        fingerprint = each["partialFingerprints"]["primaryLocationLineHash"]
        yield Row(
            each["ruleId"],
            place["artifactLocation"]["uri"],
            region["startLine"],
            region.get("startColumn", 1),
            fingerprint=re.sub(r"^([0-9a-f]{16}):1$", r"\1", fingerprint),
        )


def _gitlab(told: str) -> Iterator[Row]:
    for each in json.loads(told):
        location, text = each["location"], each["description"]
        line = location["lines"]["begin"]
        yield Row(each["check_name"], location["path"], line, None, text, each["fingerprint"])


def _junit(told: str) -> Iterator[Row]:
    for case in etree.fromstring(told.encode()).iter("testcase"):
        outcome = next((child for child in case if child.tag != "system-out"), None)
        if outcome is not None:
            place = re.match(r"(.*?):(\d+):(\d+): [a-z() ]+: (.*)", outcome.text)
            assert place
            printed = re.fullmatch(r"fingerprint: (\S+)", case.findtext("system-out"))
            assert printed
            at = place[1], int(place[2]), int(place[3])
            yield Row(str(case.get("name")).split()[0], *at, place[4], printed[1])


def _rdjson(told: str) -> Iterator[Row]:
    for each in json.loads(told)["diagnostics"]:
        place = each["location"]
        line = place["range"]["start"]["line"]
        yield Row(each["code"]["value"], place["path"], line, None, each["message"])


def _github(told: str) -> Iterator[Row]:
    for command in github_commands(told):
        at = command.properties
        column = int(at["col"]) if "col" in at else None
        policy = at["title"].split()[0]
        yield Row(policy, at["file"], int(at["line"]), column, command.message)


def _azure(told: str) -> Iterator[Row]:
    for command in azure_commands(told):
        at = command.properties
        text = re.sub(r"^(?:[a-z ()]+: )", "", command.message)
        place = at["sourcepath"], int(at["linenumber"]), int(at["columnnumber"])
        yield Row(at["code"], *place, text)


def _markdown(told: str) -> Iterator[Row]:
    about = re.compile(
        r"(?m)^\*\*[a-z ]+\*\* · `(\S+)` · `(\S+):(\d+):(\d+)`(?: · [a-z0-9 ]+)*(?:: |\n\n)(.*)$"
    )
    for policy, path, line, column, text in about.findall(told):
        yield Row(policy, path, int(line), int(column), text)
    yield from _together(told)


def _plain(told: str) -> Iterator[Row]:
    words = "error|warning|note|open|not checked|waived|pass|not applicable"
    for path, line, column, policy, text in re.findall(
        rf"(?m)^(\S+):(\d+):(\d+): (?:{words})(?: \(already there\))? (\S+): (.*)", told
    ):
        yield Row(policy, path, int(line), int(column), text)
    yield from _together(told)


def _terminal(told: str) -> Iterator[Row]:
    heads = re.finditer(
        r"(?ms)^(?:error|warning|note|open|waived) (\S+): ([^\n]*)$.*?^ +at (\S+):(\d+):(\d+)$",
        told,
    )
    for head in heads:
        yield Row(head[1], head[3], int(head[4]), int(head[5]), head[2])
    for old in re.finditer(r"(?m)^already there: [a-z ]+ (\S+/\S+) at (\S+):(\d+):(\d+)$", told):
        yield Row(old[1], old[2], int(old[3]), int(old[4]))
    yield from _together(told)


def _together(told: str) -> Iterator[Row]:
    """The policies that a line names which tells what could not be checked, and why."""
    for line in re.findall(r"(?m)^Not checked: (.*)$", told):
        listed, _, text = line.partition(". ")
        for policy, times in re.findall(r"`?([a-z-]+/[a-z-]+)`?(?: (\d+) times)?", listed):
            yield from [Row(policy, text=text)] * int(times or 1)


READERS: dict[str, Callable[[str], Iterator[Row]]] = {
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
