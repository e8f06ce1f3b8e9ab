"""Encoders, letter by letter, and against the encoders that the consumers publish."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hostile import HOSTILE, poisoned
from readers import azure_commands, github_commands, shown
from told_reports import every

from govlint.render import FORMATS
from govlint.render.encode import commands, xml_text
from govlint.render.encode.columns import ByteColumns
from govlint.render.encode.data import dumps
from govlint.render.encode.markdown import advice, block, code, prose
from govlint.render.parts import safe_lines
from govlint.text import visible

if TYPE_CHECKING:
    from consuming import Consumers

    from govlint.report import Report


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Nobody is named.", "Nobody is named."),
        ("The limit is 180 days, since 2026-10-02.", "The limit is 180 days, since 2026-10-02."),
        ("It's Priya's (42%).", "It's Priya's (42%)."),
        ("`minimum` is text: no number.", "`minimum` is text: no number."),
        ('It is ">= 0.82" there.', 'It is `">= 0.82"` there.'),
        ('It is "a plain quote", so.', 'It is "a plain quote", so.'),
        ("See docs/rollback.md.", "See `docs/rollback.md`."),
        ("Ask @octocat or @acme/ml today.", "Ask `@octocat` or `@acme/ml` today."),
        ("Rename it:   business:", "Rename it: `business:`"),
        ("Write:   minimum: 1      (`govlint fix` can)", "Write: `minimum: 1` (`govlint fix` can)"),
        ("a | b", "a `|` b"),
        ("(`x`), `y`'s", "(`x`), `y`'s"),
        ("(5fc89a0, 2026-11-25, a)", "(`5fc89a0`, 2026-11-25, a)"),
        ("it was (see docs/a.md).", "it was (see `docs/a.md`)."),
        ("(docs/a.md, docs/b.md); so", "(`docs/a.md, docs/b.md`); so"),
        ("It calls f(x) (a_b) and f().", "It calls `f(x) (a_b)` and `f()`."),
        ("((a_b)), a (b_c and (a)_(b)", "((`a_b`)), a (`b_c` and `(a)_(b)`"),
        ("(@octocat!) a", "(`@octocat`!) a"),
        ('the first ("@acme/ml platform"), so', 'the first (`"@acme/ml platform"`), so'),
        ("( @x ) and (", "`( @x )` and `(`"),
        ("[a](https://evil.example) b", "`[a](https://evil.example)` b"),
        ("![a_b](c_d), !", "`![a_b](c_d), !`"),
        ("1. first", "`1`. first"),
        ("3 lines", "3 lines"),
        ("www.evil.example", "`www.evil.example`"),
        ("deadbeef decade", "`deadbeef` decade"),
        ("deadbeef's, dead-deadbeef", "`deadbeef's, dead-deadbeef`"),
        ("`", "`` ` ``"),
        ("", ""),
    ],
)
def test_prose(text: str, written: str) -> None:
    assert prose(text) == written


def test_a_pipe_in_a_cell_is_escaped() -> None:
    assert prose("a|b `c|d`", cell=True) == "`a\\|b` `c\\|d`"
    table = f"| x |\n|---|\n| {prose('a | b', cell=True)} |\n"
    assert "a | b" in shown(table).text


@pytest.mark.parametrize(
    "text",
    ["a", "`", "``a`", "a`", " a ", "  ", "` `", "a ` b `` c", "\\", "\\`", "`\\", "|", "\\|"],
)
@pytest.mark.parametrize("cell", [False, True])
def test_a_code_span_shows_exactly_its_text(text: str, cell: bool) -> None:
    span = code(text, cell=cell)
    page = shown(f"| x |\n|---|\n| {span} |\n" if cell else f"x {span} y\n")
    assert text.strip() in page.text
    assert page.outside_code.split() == (["x"] if cell else ["x", "y"])


@pytest.mark.parametrize("run", [1, 8, 9, 79, 80, 81, 500])
def test_a_code_span_holds_whatever_the_run(run: int) -> None:
    page = shown(f"x {code('`' * run + ' @octocat ' + '`' * run)} y")
    assert page.outside_code.split() == ["x", "y"]
    fenced = shown(block(["`" * run, "@octocat", "~~~"]))
    assert fenced.outside_code.split() == []


def test_advice_separates_sentences_from_what_is_to_be_pasted() -> None:
    lines = ["Write the day:", "  rollback:", "    last_tested: 2026-10-02", "", "Or say why not."]
    assert advice(lines) == [
        "Write the day:",
        "```yaml\nrollback:\n  last_tested: 2026-10-02\n```",
        "Or say why not.",
    ]


def test_a_command_to_paste_is_no_yaml() -> None:
    assert advice(["Bring it back:", "  git checkout 5fc89a0 -- ai-governance.yaml"]) == [
        "Bring it back:",
        "```\ngit checkout 5fc89a0 -- ai-governance.yaml\n```",
    ]


@pytest.mark.parametrize("line", ["  owners: {a: b}", "  owners:", "  - checkout: self", "  # a"])
def test_yaml_to_paste_is_coloured_as_such(line: str) -> None:
    assert advice([line]) == [f"```yaml\n{line.strip()}\n```"]


def test_what_is_to_be_pasted_ends_with_its_line() -> None:
    fix = "Write\nthe day:   on: YYYY-MM-DD\nIf there is none,\nsay why:   on: {value: null}"
    assert advice(safe_lines(fix)) == [
        "Write the day: `on: YYYY-MM-DD`",
        "If there is none, say why: `on: {value: null}`",
    ]


def test_our_annotations_are_written_as_the_toolkit_writes_them(consumers: Consumers) -> None:
    logs = [FORMATS["github"](told, 80, False) for told in _reports()]
    lines = [line for log in logs for line in log.splitlines()]
    read = [command._asdict() for log in logs for command in github_commands(log)]
    assert consumers.ask("github", read) == lines
    assert len(lines) > 200


def test_our_issues_are_read_as_they_were_meant(consumers: Consumers) -> None:
    logs = [FORMATS["azure"](told, 80, False) for told in _reports("edges", "spaces")]
    lines = [line for log in logs for line in log.splitlines()]
    meant = [command for log in logs for command in azure_commands(log)]
    for line, command, read in zip(lines, meant, consumers.ask("azure", lines), strict=True):
        assert read["command"] == "task.logissue"
        assert (read["properties"], read["message"]) == (command.properties, command.message)
        assert read["written"] == line


def _reports(*but: str) -> list[Report]:
    """Reports of all kinds; readers drop properties without a value, and Azure's trims them."""
    poisons = [poisoned(text) for name, text in HOSTILE.items() if name not in ("nothing", *but)]
    return [every(), *poisons]


def test_percent_is_encoded_first() -> None:
    written = commands.github("error", {"title": "%0A:,%"}, "50%\r\n%25")
    assert written == "::error title=%250A%3A%2C%25::50%25%0D%0A%2525"
    azure = commands.azure({"code": "a;b]%"}, "50%\n%AZP25")
    assert azure == "##vso[task.logissue code=a%3Bb%5D%AZP25;]50%AZP25%0A%AZP25AZP25"


def test_xml_forbids_what_xml_forbids() -> None:
    every_sign = "".join(map(chr, [*range(0x20), 0x7F, 0xFFFE, 0xFFFF, 0xD800]))
    leaf = xml_text.leaf("a", {"b": every_sign}, every_sign)
    kept = [sign for sign in leaf if ord(sign) < 0x20 or ord(sign) > 0xD7FF]
    assert set(kept) <= set("\t\n\r")
    assert visible("\x00") in leaf
    assert "\ufffe" not in leaf


def test_json_has_no_older_command_for_a_log() -> None:
    import json

    text = "##[error]x ###[y] ##vso[z]"
    assert "##" not in dumps({"a": text})
    assert json.loads(dumps({"a": text})) == {"a": text}


@pytest.mark.parametrize(
    ("line", "column", "in_bytes"),
    [(1, 1, 1), (1, 3, 4), (2, 1, 1), (2, 2, 4), (3, 2, 5), (3, 99, 6), (9, 1, None)],
)
def test_columns_in_bytes(line: int, column: int, in_bytes: int | None) -> None:
    columns = ByteColumns({"a": "aübc\r\n面b\n\U0001f600x"})
    assert columns.column("a", line, column) == in_bytes
    assert columns.column("b", line, column) is None
