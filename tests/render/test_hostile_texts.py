"""No text from a file acts on whoever reads an output, in whichever field it stands."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from govlint.model import Finding, Related, Span, Unavailable, Waiver
from govlint.render import FORMATS
from govlint.report import Answer, Declaration, Group, Report, Summary

HOSTILE = {
    "ansi": "\x1b[31mred\x1b[0m\x1b[2J",
    "one-byte ansi": "\x9b31mred",
    "window title": "\x1b]0;owned\x07",
    "hyperlink": "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "bidi": "user\u202e\u2066 nimda\u2069",
    "zero width": "ad\u200bmin\u2060\ufeff",
    "tags": "hi\U000e0041\U000e0042",
    "markup": "[bold red]x[/bold red] [link=https://evil.example]y[/link] [/]",
    "broken markup": "[/nothing] [[[ ]]] \\[bold]",
    "workflow command": "::error file=a,line=1::owned",
    "indented command": " \t::set-output name=x::y",
    "after a line end": "x\n::stop-commands::pause\n##[group]y",
    "old command": "fine ##[set-env name=PATH]x ###[error]y",
    "azure command": "fine ##vso[task.setvariable variable=x]y ##VSO[x]",
    "nul": "a\x00b",
    "carriage return": "harmless\rerror: none",
    "backspaces": "error\x08\x08\x08\x08\x08clear",
    "line separators": "a\u2028::error::b\u2029c\x85::error::d\x0b\x0ce",
    "lone surrogate": "a\ud800b\udc80c",
    "private and unassigned": "\ue000\U0010ffff\u0378",
    "wide": "面接官が最初に電話する候補者",
    "combining": "e\u0301\u0301\u0301" * 50,
    "one letter, 100 kB": "x" * 100_000,
    "many lines": "::error::\n" * 10_000,
    "spaces": " " * 5_000,
    "tabs": "\t\ta",
}
ACTS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
COMMANDS = (re.compile(r"(?m)^\s*::"), re.compile(r"(?i)##(vso)?\["))


def poisoned(text: str) -> Report:
    """A report in which every text is ``text``."""
    span = Span(text, 1, 2, 1, 5)
    waiver = Waiver(text, text, text, text, text, span)
    findings = [
        Finding(
            policy=text,
            outcome="fail",
            severity="error",
            message=text,
            fix=text,
            span=span,
            subject=text,
            question=7,
            state="unclear",
            fingerprint=text,
            waiver=its,
            related=(Related(span, text), Related(Span("nowhere", 3, 1, 3, 2), text)),
        )
        for its in (None, waiver)
    ]
    answers = tuple(Answer(n, text, "unclear", (text,), text) for n in range(1, 11))
    declaration = Declaration(
        path=text,
        system=text,
        lifecycle="production",
        headline=text,
        verdict="gaps",
        verdict_text=text,
        questions=answers,
        groups=(Group(text, 1, 2),),
        stuck=text,
    )
    quiet = declaration._replace(path=text + "2", verdict="clear")
    return Report(
        as_of="2026-11-23",
        declarations=(declaration, quiet),
        findings=tuple(findings),
        unavailable={text: Unavailable(text, text)},
        summary=Summary(1, 0, 0, 0, 1),
        sources={text: f"{text}\n{text}"},
    )


@pytest.mark.parametrize("name", sorted(HOSTILE))
@pytest.mark.parametrize("format_", ["json", "plain", "terminal"])
def test_nothing_acts(format_: str, name: str) -> None:
    output = FORMATS[format_](poisoned(HOSTILE[name]), 80, False)
    assert ACTS.findall(output) == []
    assert [found for command in COMMANDS for found in command.findall(output)] == []
    assert len(output.encode("utf-8")) < 500_000


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_the_only_control_sequences_are_our_colours(name: str) -> None:
    output = FORMATS["terminal"](poisoned(HOSTILE[name]), 80, True)
    without = re.sub(r"\x1b\[[0-9;]*m", "", output)
    assert ACTS.findall(without) == []
    assert [found for command in COMMANDS for found in command.findall(without)] == []


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_json_texts_are_harmless_once_read(name: str) -> None:
    output = FORMATS["json"](poisoned(HOSTILE[name]), 80, False)
    assert output.isascii()
    texts = _texts(json.loads(output, object_hook=_without_path))
    assert [text for text in texts if ACTS.search(text)] == []
    assert sum("\n" in text for text in texts) <= 2, "only a fix may have several lines"


def _without_path(told: dict[str, Any]) -> dict[str, Any]:
    """All but a path, which is for opening the file."""
    return {key: value for key, value in told.items() if key != "path"}


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("équipe/面/ai-governance.yaml", "équipe/面/ai-governance.yaml"),
        ("a\u202eb/\x1b[31m\n\t\u00a0 ##[x]", "a\u202eb/\x1b[31m\n\t\u00a0 ##[x]"),
        ("a\\x1b", "a\\x1b"),
        ("caf\udce9/\ud800", "caf\\udce9/\\ud800"),
        ("\U0001f600", "\U0001f600"),
    ],
)
def test_a_path_in_json_is_the_path_of_the_file(path: str, told: str) -> None:
    output = FORMATS["json"](poisoned(path), 80, False)
    read = json.loads(output)
    assert output.isascii()
    assert read["declarations"][0]["path"] == told
    waived = read["findings"][1]
    places = [waived, waived["waiver"], waived["related"][0]]
    assert [place["path"] for place in places] == [told] * 3


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    items = [*value, *value.values()] if isinstance(value, dict) else value
    return [text for item in items for text in _texts(item)] if isinstance(items, list) else []


@pytest.mark.parametrize("format_", ["plain", "terminal"])
def test_markup_is_text(format_: str) -> None:
    output = FORMATS[format_](poisoned(HOSTILE["markup"]), 200, False)
    assert "[bold red]x[/bold red]" in output


@pytest.mark.parametrize("format_", ["plain", "terminal"])
def test_commands_stay_readable(format_: str) -> None:
    output = FORMATS[format_](poisoned(HOSTILE["old command"]), 200, False)
    assert "fine \\x23#[set-env name=PATH]x" in output
