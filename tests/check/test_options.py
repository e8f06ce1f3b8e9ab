"""The command line of a check, read in two ways that have to agree."""

from __future__ import annotations

import contextlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlint.cli import COMMANDS, run
from govlint.cli.check import Options, parsed, plain

WORDS = (
    *("--staged", "--deepen", "--all", "--no-base", "--all-outcomes", "--allow-unchecked"),
    *("--no-waivers", "--rev", "--base", "--as-of", "--fail-on", "--format", "--output"),
    *("--stag", "--format=json", "--as-of=2026-11-23", "--", "-", "-x", "--help", "--nothing"),
    *("HEAD", "2026-11-23", "20261123", "2026-02-30", "json", "error", "sarif=x", "a/b.yaml", ""),
)


@given(st.lists(st.sampled_from(WORDS), max_size=5))
def test_what_is_read_plainly_is_what_the_parser_reads(arguments: list[str]) -> None:
    quick = plain(arguments)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            slow: Options | None = parsed(arguments)
        except SystemExit:
            slow = None
    if quick is not None:
        assert quick == slow


RARE = (
    *("--stag", "--format=json", "--format xml", "--rev", "--rev --staged", "--staged --rev HEAD"),
    *("--as-of today", "--base a --no-base", "--rev a --rev b", "-- --staged", "--help", "-"),
)


@pytest.mark.parametrize("line", RARE)
def test_what_is_rare_or_wrong_is_left_to_the_parser(line: str) -> None:
    assert plain(line.split()) is None


def test_every_option_of_the_parser_has_its_field() -> None:
    assert parsed([]) == Options()


@pytest.mark.parametrize("command", ["", *COMMANDS, "policy test"])
def test_every_help_fits_a_screen_of_80_columns(
    command: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    with contextlib.suppress(SystemExit):
        run([*command.split(), "--help"])
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert lines[0].startswith(f"usage: govlint {command}".rstrip())
    assert [line for line in lines if len(line) > 80] == []
