"""No text from a file acts on a person who reads an output, in whichever field it stands."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hostile import HOSTILE, poisoned, runner_commands, unseen
from readers import texts

from govlint.render import FORMATS

each_text = pytest.mark.parametrize("name", sorted(HOSTILE))


@each_text
@pytest.mark.parametrize("format_", ["plain", "terminal"])
def test_nothing_acts(format_: str, name: str) -> None:
    output = FORMATS[format_](poisoned(HOSTILE[name]), 80, False)
    assert unseen(output) == []
    assert runner_commands(output) == []
    assert len(output.encode("utf-8")) < 500_000


@each_text
def test_the_only_control_sequences_are_our_colours(name: str) -> None:
    output = FORMATS["terminal"](poisoned(HOSTILE[name]), 80, True)
    without = re.sub(r"\x1b\[[0-9;]*m", "", output)
    assert unseen(without) == []
    assert runner_commands(without) == []


@each_text
def test_only_a_fix_has_several_lines_in_json(name: str) -> None:
    output = FORMATS["json"](poisoned(HOSTILE[name]), 80, False)
    told = json.loads(output, object_hook=_without_path_and_fix)
    assert [text for text in texts(told) if "\n" in text] == []


def _without_path_and_fix(told: dict[str, Any]) -> dict[str, Any]:
    """All but a path, which is for opening the file, and what has lines to paste."""
    return {key: value for key, value in told.items() if key not in ("path", "fix")}


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


@pytest.mark.parametrize("format_", ["plain", "terminal"])
def test_markup_is_text(format_: str) -> None:
    output = FORMATS[format_](poisoned(HOSTILE["markup"]), 200, False)
    assert "[bold red]x[/bold red]" in output


@pytest.mark.parametrize("format_", ["plain", "terminal"])
def test_commands_stay_readable(format_: str) -> None:
    output = FORMATS[format_](poisoned(HOSTILE["older command"]), 200, False)
    assert "fine \\x23#[set-env name=PATH]x" in output
