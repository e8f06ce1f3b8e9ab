"""No text from a file acts in what the other commands print: history, evidence, explain, config."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hostile import HOSTILE, own_policy, runner_commands, unseen
from readers import texts

from govlint import cli
from govlint.errors import ConfigError, UsageError
from govlint.explain import explain
from govlint.facts.evidence.nouns import Note, Proof
from govlint.facts.history.scan import Made
from govlint.facts.history.timeline import Event, Movement, Timeline
from govlint.model import Span, Unavailable
from govlint.render import proofs, timelines

if TYPE_CHECKING:
    from pathlib import Path

each_text = pytest.mark.parametrize("name", sorted(HOSTILE))
DAY = "2026-11-23"
READ_BACK = ("path",)
"""What in JSON is there for opening the file, and so is exact."""


def timeline(text: str) -> Timeline:
    """A history in which every text is ``text``."""
    made = Made(0, "1" * 40, DAY, text, text, False)
    moved = Movement(1, 1, 1, {text: 1}, DAY, DAY)
    event = Event(made, (text,), False, text, "content", True, True, moved)
    events = (event, event._replace(made=made._replace(id="")), event._replace(counts=False))
    sections = {text: made, f"{text}2": None}
    missing = Unavailable(text, text)
    return Timeline(text, text, DAY, False, sections, DAY, events, moved, missing)


def proof(text: str) -> proofs.Proofs:
    """Evidence in which every text is ``text``."""
    note = Note(text, 1, 1, text)
    one = Proof("runbook", (text,), text, "exists", text, note, text, text, (note,))
    return proofs.Proofs(text, text, (one, one._replace(contradictions=(), at=None)))


def told(text: str) -> dict[str, str]:
    """What each command prints."""
    policy = own_policy(text)._replace(id="acme/x")
    return {
        "history": timelines.plain([timeline(text)]),
        "history json": timelines.as_json([timeline(text)], DAY),
        "evidence": proofs.plain([proof(text)]),
        "evidence json": proofs.as_json([proof(text)], DAY),
        "explain": explain("acme/x", [policy], {}, 80),
        "explain list": explain(None, [own_policy(text)], {}, 80),
    }


@each_text
def test_nothing_acts(name: str) -> None:
    for command, output in told(HOSTILE[name]).items():
        assert unseen(output) == [], command
        assert runner_commands(output) == [], command
        assert len(output) < 500_000, command


@each_text
def test_json_is_harmless_once_read(name: str) -> None:
    for command, output in told(HOSTILE[name]).items():
        if command.endswith("json"):
            assert output.isascii()
            read = json.loads(output, object_hook=_without_path)
            assert [text for text in texts(read) if unseen(text) or "\n" in text] == []


def _without_path(read: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in read.items() if key not in READ_BACK}


@pytest.mark.parametrize("error", [ConfigError, UsageError])
@each_text
def test_a_mistake_that_is_told_does_not_act(
    name: str, error: type[ConfigError], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    from govlint.text import visible

    text = visible(HOSTILE[name])
    cli.write_error(cli.told(error(text, Span(HOSTILE[name], 1, 1, 1, 1), text)))
    output = capfdbinary.readouterr().err.decode()
    assert unseen(output) == []
    assert runner_commands(output) == []


NASTY = "##[group]::error::\\u202e\\x1b[31m"
CONFIG = f"""\
schema: govlint-config/v1
declarations: ["**/{NASTY}.yaml", "::error::"]
policies: ["{NASTY}"]
bots: ["{NASTY}"]
"""


@pytest.mark.parametrize(
    "config",
    [
        CONFIG,
        f'{CONFIG}severity: {{"x/{NASTY}": error}}\n',
        f'{CONFIG}"{NASTY}": 1\n',
        f'schema: "{NASTY}"\n',
        f'{CONFIG}extends: "{NASTY}"\n',
        f'{CONFIG}limits: {{rehearsal: "{NASTY}"}}\n',
    ],
)
@pytest.mark.parametrize("command", ["config", "check", "doctor", "explain"])
def test_a_configuration_does_not_act(
    command: str,
    config: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".govlint.yaml").write_text(config)
    monkeypatch.chdir(tmp_path)
    cli.run([command])
    output, errors = (stream.decode() for stream in capfdbinary.readouterr())
    assert output or errors
    assert unseen(output + errors) == []
    assert runner_commands(output) == []
    assert runner_commands(errors) == []
