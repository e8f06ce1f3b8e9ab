"""Every output of every report made by hand, letter for letter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from govlint.render import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable

    from govlint.report import Report

    Golden = Callable[[str], Callable[[str], None]]

ENDINGS = {"plain": "plain.txt", "terminal": "terminal.txt", "json": "json"}


@pytest.mark.parametrize("format_", sorted(ENDINGS))
def test_output_is_the_golden_one(format_: str, told: tuple[str, Report], golden: Golden) -> None:
    name, report = told
    golden(f"{name}.{ENDINGS[format_]}")(FORMATS[format_](report, 80, False))


def test_coloured_screen_is_the_golden_one(rich_report: Report, golden: Golden) -> None:
    golden("every.colour.txt")(FORMATS["terminal"](rich_report, 80, True))


@pytest.mark.parametrize("format_", sorted(FORMATS))
def test_two_runs_give_the_same_bytes(format_: str, told: tuple[str, Report]) -> None:
    _, report = told
    assert FORMATS[format_](report, 80, True) == FORMATS[format_](report, 80, True)


def test_colour_only_adds_colour(rich_report: Report) -> None:
    coloured = FORMATS["terminal"](rich_report, 80, True)
    without = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    plain = FORMATS["terminal"](rich_report, 80, False)
    assert coloured != plain
    assert [line.rstrip() for line in without.split("\n")] == plain.split("\n")


@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_screen_stays_within_the_width(width: int, told: tuple[str, Report]) -> None:
    _, report = told
    lines = FORMATS["terminal"](report, width, False).split("\n")
    assert [line for line in lines if len(line) > width] == []


def test_what_is_to_be_pasted_is_not_wrapped(rich_report: Report) -> None:
    assert "          runbook: docs/runbooks/rollback.md\n" in FORMATS["terminal"](
        rich_report, 40, False
    )


def test_the_screen_does_not_depend_on_the_environment(
    rich_report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = FORMATS["terminal"](rich_report, 80, True)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "TTY_COMPATIBLE"):
        monkeypatch.setenv(name, "1")
    assert FORMATS["terminal"](rich_report, 80, True) == expected


@pytest.mark.parametrize("format_", ["plain", "terminal"])
def test_what_is_waived_is_not_told_how_to_mend(format_: str, rich_report: Report) -> None:
    waived = [each for each in rich_report.findings if each.waiver]
    output = FORMATS[format_](rich_report._replace(findings=tuple(waived)), 80, False)
    assert "Hiring until the spring" in output
    assert "Name a person" not in output
    named = rich_report._replace(findings=tuple(each._replace(waiver=None) for each in waived))
    assert "Name a person" in FORMATS[format_](named, 80, False)
