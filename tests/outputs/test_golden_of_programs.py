"""Every output for programs, letter for letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from told_reports import REPORTS

from govlint import __version__
from govlint.render import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable

    Golden = Callable[[str], Callable[[str], None]]

ENDINGS = {
    "azure": "azure.txt",
    "github": "github.txt",
    "github-summary": "summary.md",
    "gitlab": "gitlab.json",
    "junit": "xml",
    "markdown": "md",
    "rdjson": "rdjson",
    "sarif": "sarif",
}


def test_every_format_has_its_golden_files() -> None:
    assert set(FORMATS) - set(ENDINGS) == {"terminal", "plain", "json"}


@pytest.mark.parametrize("report", sorted(REPORTS))
@pytest.mark.parametrize("format_", sorted(ENDINGS))
def test_output_is_the_golden_one(format_: str, report: str, golden: Golden) -> None:
    told = FORMATS[format_](REPORTS[report](), 80, False)
    golden(f"{report}.{ENDINGS[format_]}")(told.replace(f'"{__version__}"', '"0.0.0"'))


@pytest.mark.parametrize("format_", sorted(ENDINGS))
def test_two_runs_give_the_same_bytes(format_: str) -> None:
    one, two = (FORMATS[format_](REPORTS["every"](), width, True) for width in (80, 0))
    assert one == two
