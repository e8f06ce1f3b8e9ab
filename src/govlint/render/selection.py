"""Which findings an output tells, in which order, and what it says of those it has no room for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from govlint.render.identity import distinct
from govlint.render.parts import LONGEST_PATH, MOST_LINES, safe, safe_lines
from govlint.text import listing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govlint.model import Finding, Severity
    from govlint.report import Report


def told(report: Report) -> list[Finding]:
    """Return what stands today: new against the base first, what is waived last."""
    present = [finding for finding in distinct(report) if finding.base != "fixed"]
    return sorted(present, key=lambda f: (f.base != "new", f.waiver is not None))


def problems(report: Report) -> list[Finding]:
    """Return those of them that ask for something: failures and open outcomes."""
    return [finding for finding in told(report) if finding.outcome in ("fail", "open")]


def weight(finding: Finding) -> Severity:
    """Return how grave it is to the reader: what was there, or somebody took on, is only noted."""
    return "note" if finding.waiver or finding.base == "existing" else finding.severity


def rationed(findings: Sequence[Finding], most: int) -> tuple[Sequence[Finding], Sequence[Finding]]:
    """Return what can be told in ``most`` lines, and the rest, which then takes the last line."""
    if len(findings) <= most:
        return findings, ()
    return findings[: most - 1], findings[most - 1 :]


def left_out(findings: Sequence[Finding]) -> str:
    """Return how many more there are, in which files, and what tells them."""
    count, paths = len(findings), Counter(finding.span.path for finding in findings)
    where = [f"{number} in {path(file)}" for file, number in paths.most_common(3)]
    others = count - sum(number for _, number in paths.most_common(3))
    where += [f"{others} in other files"] if others else []
    return f"{count} more: {listing(where)}. `govlint check` tells all of them."


def path(text: str) -> str:
    """Return a path as it can be written: whole, unless it is longer than any that exists."""
    return safe(text, LONGEST_PATH) or "."


def name(text: str) -> str:
    """Return the id of a policy, or of a finding, where a format takes no empty text."""
    return safe(text) or "(empty)"


def mend(finding: Finding) -> list[str]:
    """Return the fix in harmless lines; an ellipsis stands for what is left out."""
    lines = safe_lines(finding.fix)
    cut = finding.fix.rstrip().count("\n") >= MOST_LINES
    return [*lines, "…"] if cut else lines
