"""No text from a file acts on the reader of an output, and none is lost without a mark."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hostile import HOSTILE, older_commands, poisoned, runner_commands, unseen
from lxml import etree
from readers import activity, azure_commands, github_commands, shown, texts

from govlint.render import FORMATS
from govlint.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

PROGRAMS = sorted(set(FORMATS) - {"terminal", "plain"})
QUIET = sorted(set(FORMATS) - {"github", "azure"})
"""Those in which no line is a command to anybody."""

each_text = pytest.mark.parametrize("name", sorted(HOSTILE))


@cache
def output(format_: str, name: str) -> str:
    return FORMATS[format_](poisoned(HOSTILE[name]), 80, False)


def expected(name: str) -> str:
    return visible(HOSTILE[name], 600)


def without_path(told: dict[str, Any]) -> dict[str, Any]:
    """All but a path: in our own contract it is there for opening the file."""
    return {key: value for key, value in told.items() if key != "path"}


@each_text
@pytest.mark.parametrize("format_", PROGRAMS)
def test_nothing_unseen(format_: str, name: str) -> None:
    told = output(format_, name)
    assert unseen(told) == []
    assert len(told.encode("utf-8")) < 1_000_000


@each_text
@pytest.mark.parametrize("format_", QUIET)
def test_no_line_is_a_command_to_a_runner(format_: str, name: str) -> None:
    assert runner_commands(output(format_, name)) == []


@each_text
@pytest.mark.parametrize("format_", ["json", "sarif", "gitlab", "rdjson"])
def test_json_is_ascii_and_harmless_once_read(format_: str, name: str) -> None:
    told = output(format_, name)
    assert told.isascii()
    read = json.loads(told, object_hook=without_path if format_ == "json" else None)
    assert [text for text in texts(read) if unseen(text)] == []


@each_text
def test_gitlab_shows_all_of_it(name: str) -> None:
    issues = json.loads(output("gitlab", name))
    assert len(issues) == 4
    for issue in issues:
        assert issue["description"].startswith(expected(name))
    assert len({issue["fingerprint"] for issue in issues}) == 4


@each_text
def test_junit_is_well_formed_and_shows_all_of_it(name: str) -> None:
    suites = etree.fromstring(output("junit", name).encode("utf-8"))
    failure, error = suites.find(".//failure"), suites.find(".//error")
    assert (failure.get("message"), error.get("message")) == (expected(name), expected(name))
    assert expected(name) in failure.text
    assert [e.tag for e in suites.iter() if not isinstance(e.tag, str)] == []
    names = [case.get("name") for case in suites.iter("testcase")]
    assert all(names)


@each_text
def test_junit_is_valid(name: str, junit_schemas: list[Any]) -> None:
    suites = etree.fromstring(output("junit", name).encode("utf-8"))
    for path in junit_schemas:
        etree.XMLSchema(file=str(path)).assertValid(suites)


@each_text
def test_annotations_are_four_and_show_all_of_it(name: str) -> None:
    commands = list(github_commands(output("github", name)))
    assert [command.level for command in commands] == ["error", "error", "error", "notice"]
    for command in commands:
        assert set(command.properties) >= {"line", "endLine", "col", "endColumn"}
        assert set(command.properties) <= {"title", "file", "line", "endLine", "col", "endColumn"}
        assert_shown(command.message, name)


@each_text
def test_azure_issues_are_four_and_show_all_of_it(name: str) -> None:
    commands = list(azure_commands(output("azure", name)))
    assert [command.properties["type"] for command in commands] == ["error"] * 3 + ["warning"]
    for command in commands:
        assert_shown(command.message, name)


def assert_shown(message: str, name: str) -> None:
    """All of the text stands there; what would be a command to another runner is marked."""
    plain = re.sub(r"\\x23(?=#)", "#", message)
    assert expected(name) in plain
    assert older_commands(message) == []


@each_text
@pytest.mark.parametrize("format_", ["markdown", "github-summary"])
def test_markdown_is_only_text(format_: str, name: str) -> None:
    assert_inert(output(format_, name))


@each_text
def test_markdown_inside_json_is_only_text(name: str) -> None:
    diagnostics = json.loads(output("rdjson", name))["diagnostics"]
    run = json.loads(output("sarif", name))["runs"][0]
    rules = [rule["help"]["markdown"] for rule in run["tool"]["driver"]["rules"]]
    messages = [result["message"] for result in run["results"]]
    told = [each["message"] for each in diagnostics] + rules
    told += [text for message in messages for text in message.values()]
    assert len(told) == 4 + 1 + 2 * 6
    for text in told:
        assert_inert(text)


@each_text
@pytest.mark.parametrize("format_", ["sarif", "gitlab", "rdjson"])
def test_no_text_is_empty(format_: str, name: str) -> None:
    assert "" not in list(texts(json.loads(output(format_, name))))


@each_text
def test_sarif_messages_have_no_link_of_its_own(name: str) -> None:
    run = json.loads(output("sarif", name))["runs"][0]
    told = [*run["results"], *run["invocations"][0]["toolExecutionNotifications"]]
    assert [each for each in told if "](" in "".join(each["message"].values())] == []


@each_text
def test_markdown_shows_all_of_it(name: str) -> None:
    page = shown(output("markdown", name))
    assert as_read(expected(name)) in as_read(page.text)
    for diagnostic in json.loads(output("rdjson", name))["diagnostics"]:
        assert as_read(expected(name)) in as_read(shown(diagnostic["message"]).text)


def as_read(text: str) -> str:
    """The text without what Markdown takes for its own marks: back-ticks and spaces."""
    marked = re.sub(r"\\x(60|3a(?=:)|23(?=#))", _sign, text)
    return re.sub(r"[\s`]", "", marked)


def _sign(mark: re.Match[str]) -> str:
    return chr(int(mark[1], 16))


ALLOWED = {"h2", "h3", "p", "strong", "code", "pre", "table", "thead", "tbody", "tr", "th", "td"}


def assert_inert(markdown: str) -> None:
    page = shown(markdown)
    assert page.tags - ALLOWED == set()
    assert page.attributes - {"align", "lang"} == set()
    assert page.comments == []
    assert activity(page) == {}


def test_what_is_active_would_be_found() -> None:
    for text in (
        "@octocat",
        "<b>x</b>",
        "[x](y)",
        "www.evil.example",
        "![x](y)",
        "GH-4",
        "<!--x-->",
    ):
        with pytest.raises(AssertionError):
            assert_inert(text)


@each_text
@pytest.mark.parametrize("format_", PROGRAMS)
def test_the_same_findings_whatever_they_say(format_: str, name: str) -> None:
    told = output(format_, name)
    assert told.endswith("\n")
    assert not told.startswith("\ufeff")
    assert list(_carriage_returns(told)) == []


def _carriage_returns(text: str) -> Iterable[str]:
    return (sign for sign in text if sign == "\r")
