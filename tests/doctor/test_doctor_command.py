"""The command: what it prints, its exit code, the history of the clone, and hostile texts."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from checked import REVIEWS
from hostile import HOSTILE, runner_commands, unseen

from govlint import __version__
from govlint.checkup import STATES, Answer, Checkup
from govlint.model import Span
from govlint.render.checkup import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable

    from practice import Practice

    Golden = Callable[[str], Callable[[str], None]]

WORKFLOW = """\
on: [pull_request]
jobs:
  governance:
    steps:
      - uses: actions/checkout@v5
        with:
          fetch-depth: 0
      - run: govlint check
"""
HOOK = "#!/bin/sh\nexec prek hook-impl --hook-type=pre-commit\n"


def well(practice: Practice) -> None:
    """Everything is in place."""
    text = (practice.root / "ai-governance.yaml").read_text()
    practice.write(
        "ai-governance.yaml", f"# yaml-language-server: $schema=schemas/declaration.json\n{text}"
    )
    practice.write("schemas/declaration.json", practice.run("schema").out)
    practice.write(
        ".pre-commit-config.yaml",
        "repos:\n  - repo: https://github.com/acme/govlint\n    rev: v1\n"
        "    hooks:\n      - id: govlint\n",
    )
    practice.write(".github/workflows/checks.yml", WORKFLOW)
    practice.write(".github/CODEOWNERS", "* @tomokafor\n")
    practice.commit("Tom Okafor <tom@example.com>", "2026-11-20")
    practice.write(".git/hooks/pre-commit", HOOK)
    (practice.root / ".git/hooks/pre-commit").chmod(0o755)


@pytest.mark.parametrize("format_", ["plain", "json"])
@pytest.mark.parametrize("state", ["well", "bare"])
def test_what_is_told(practice: Practice, state: str, format_: str, golden: Golden) -> None:
    if state == "well":
        well(practice)
    else:
        practice.write(".github/workflows/checks.yml", WORKFLOW.replace("govlint", "ruff"))
    run = practice.run("doctor", "--as-of", "2026-11-23", "--format", format_)
    assert run.code == (state == "bare")
    golden(f"{state}.{'txt' if format_ == 'plain' else format_}")(
        run.out.replace(__version__, "0.0.0")
    )


def test_the_screen_is_coloured_and_within_its_width(golden: Golden) -> None:
    told = FORMATS["terminal"](every(), 60, True)
    golden("every.colour.txt")(told)
    plain = FORMATS["terminal"](every(), 60, False)
    assert [line for line in plain.splitlines() if len(line) > 60] == []


def every() -> Checkup:
    """An answer in every state."""
    at = Span(".github/workflows/checks.yml", 12, 9, 12, 22)
    text = "A sentence that is long enough for a second line on a screen of sixty columns."
    mend = "Remove this line, which lets the job pass whatever it finds in there:\n  x: y"
    answers = [Answer("ci/gate", state, text, at, mend) for state in STATES]
    return Checkup("/x", (*answers, Answer("hook/installed", "ok", "Short.")))


def test_nothing_to_do(practice: Practice) -> None:
    well(practice)
    assert {answer["state"] for answer in practice.answers().values()} == {"ok"}


def test_hints_and_what_is_not_known_do_not_fail(practice: Practice) -> None:
    well(practice)
    (practice.root / "schemas/declaration.json").write_text("{}")
    assert practice.run("doctor").code == 0
    text = (practice.root / "ai-governance.yaml").read_text()
    practice.write("ai-governance.yaml", text.partition("\n")[2])
    run = practice.run("doctor")
    assert (run.code, run.out.count("* hint")) == (0, 1)


@pytest.mark.parametrize("name", sorted(REVIEWS))
def test_the_examples(practice: Practice, name: str) -> None:
    practice.example(name)
    answers = practice.answers()
    for id_ in ("declaration/there", "history/whole"):
        assert answers[id_]["state"] == "ok"
    assert (answers["hook/named"]["state"], answers["editor/schema"]["state"]) == ("to-do", "hint")
    pipelines = {"to-do": ".github/workflows/", "unknown": "None"}
    gate = answers["ci/gate"]
    assert str(gate["path"]).startswith(pipelines[gate["state"]])


def test_a_folder_of_the_repository_stands_for_all_of_it(practice: Practice) -> None:
    well(practice)
    (practice.root / "docs").mkdir()
    assert practice.answers("docs") == practice.answers()


def test_without_a_declaration(practice: Practice) -> None:
    (practice.root / "ai-governance.yaml").unlink()
    answers = practice.answers()
    assert answers["declaration/there"]["state"] == "to-do"
    assert set(answers) == {"declaration/there", "hook/named", "ci/gate"}


@pytest.mark.parametrize("arguments", [("nowhere",), ("--format", "xml"), ("--as-of", "today")])
def test_a_mistake_is_exit_2(practice: Practice, arguments: tuple[str, ...]) -> None:
    try:
        code: object = practice.run("doctor", *arguments).code
    except SystemExit as end:
        code = end.code
    assert code == 2


def test_a_wrong_configuration_is_exit_2(practice: Practice) -> None:
    practice.write(".govlint.yaml", "fail_on: [\n")
    assert practice.run("doctor").code == 2


def clone(practice: Practice, *options: str) -> str:
    """A clone over the protocol of the network, in which options take effect."""
    target = str(practice.root.parent / "clone")
    practice.git("config", "uploadpack.allowFilter", "true")
    source = practice.root.as_uri()
    subprocess.run(["git", "clone", "--quiet", *options, source, target], check=True)
    return target


def several_commits(practice: Practice) -> None:
    text = (practice.root / "ai-governance.yaml").read_text()
    for number in range(1, 5):
        practice.write("ai-governance.yaml", f"{text}x-number: {number}\n")
        practice.commit("Tom Okafor <tom@example.com>", f"2026-11-0{number}")


@pytest.mark.parametrize(
    ("options", "state", "words"),
    [
        ((), "ok", "This clone holds the history"),
        (("--depth=1",), "to-do", "This is a shallow clone"),
        (("--filter=blob:none",), "to-do", "This is a partial clone"),
        (("--filter=tree:0",), "to-do", "This is a partial clone"),
    ],
)
def test_the_history_of_the_clone(
    practice: Practice, options: tuple[str, ...], state: str, words: str
) -> None:
    several_commits(practice)
    answer = practice.answers(clone(practice, *options))["history/whole"]
    assert (answer["state"], words.lower() in answer["text"].lower()) == (state, True), answer[
        "text"
    ]
    assert bool(answer["mend"]) == (state == "to-do")


@pytest.mark.parametrize("name", sorted(HOSTILE))
@pytest.mark.parametrize("format_", sorted(FORMATS))
def test_no_text_acts(format_: str, name: str) -> None:
    text = HOSTILE[name]
    at = Span(text, 1, 1, 1, 2)
    answers = [Answer("ci/gate", state, text, at, f"{text}\n  {text}") for state in STATES]
    told = FORMATS[format_](Checkup(text, tuple(answers)), 80, False)
    assert unseen(told) == []
    assert runner_commands(told) == []
    assert len(told) < 500_000


NASTY = "##[group]\x1b[31m\u202e@octocat"


def test_texts_of_files_are_made_harmless(practice: Practice) -> None:
    practice.write(
        ".github/workflows/a\x1b[31m.yml",
        f"on: [{NASTY!r}]\njobs: {{x: {{steps: [{{run: govlint check}}]}}}}\n",
    )
    practice.write(".github/CODEOWNERS", f"* {NASTY}\n")
    practice.write("lefthook.yml", f"x: govlint check {NASTY}\n")
    practice.write("ai-governance.yaml", f"# $schema: {NASTY}\nschema: ai-governance/v1\n")
    for format_ in ("plain", "terminal", "json"):
        run = practice.run("doctor", "--format", format_)
        assert unseen(run.out) == []
        assert runner_commands(run.out) == []


def test_many_declarations_are_counted(practice: Practice) -> None:
    text = (practice.root / "ai-governance.yaml").read_text()
    for number in range(12):
        practice.write(f"team-{number:02}/ai-governance.yaml", text)
    practice.write("CODEOWNERS", "/src/ @acme/all\n")
    answers = practice.answers()
    assert "and 12 more" in answers["owners/declaration"]["text"]
    assert answers["owners/declaration"]["mend"].count("\n") == 5
    assert "and 12 more" in answers["editor/schema"]["text"]
