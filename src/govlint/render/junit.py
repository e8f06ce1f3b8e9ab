"""JUnit XML: a suite for each declaration, a case for each finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from govlint.render import parts, selection
from govlint.render.encode import xml_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from govlint.model import Finding
    from govlint.report import Declaration, Report

_BECAME = {"failures": "failure", "errors": "error", "skipped": "skipped"}
"""The counts of a suite, and the elements that they count."""
_TOTALS = ("failures", "errors")
"""Those that all suites together may state."""
JUDGED = "The declaration is judged"
"""The case that every declaration passes, so that a clear one is not a suite without a test."""


class _Case(NamedTuple):
    """A case: what became of it (empty where it passed), and the element."""

    became: str
    element: str


def render(report: Report, _width: int, _colour: bool) -> str:
    """Return the suites, valid by ``junit-10.xsd``."""
    present = report._replace(findings=tuple(selection.told(report)))
    told = [_Suite(section) for section in parts.sections(present)]
    totals = {key: str(sum(each.count(key) for each in told)) for key in ("tests", *_TOTALS)}
    suites = xml_text.element(
        "testsuites", {"name": "govlint", **totals}, [each.element() for each in told]
    )
    return f"{xml_text.DECLARATION}\n{suites}\n"


class _Suite:
    """The cases of one declaration, or of the findings that belong to none."""

    def __init__(self, section: parts.Section) -> None:
        declaration = section.declaration
        self._name = selection.path(declaration.path) if declaration else "govlint"
        self._cases = [_judged(declaration)] if declaration else []
        self._cases += _cases(section.findings)

    def count(self, what: str) -> int:
        """Return the number of cases: all ``tests``, or those that became ``failures`` …"""
        if what == "tests":
            return len(self._cases)
        return sum(case.became == _BECAME[what] for case in self._cases)

    def element(self) -> str:
        """Return the suite with its cases."""
        counts = {key: str(self.count(key)) for key in ("tests", *_BECAME)}
        cases = [case.element for case in self._cases]
        return xml_text.element("testsuite", {"name": self._name, **counts}, cases)


def _judged(declaration: Declaration) -> _Case:
    verdict = "\n".join(parts.conclusions(declaration))
    told = [xml_text.leaf("system-out", {}, verdict)] if verdict else []
    return _case("", selection.path(declaration.path), JUDGED, told)


def _cases(findings: Iterable[Finding]) -> Iterator[_Case]:
    """Yield a case for each finding; GitLab drops a second one of the same name."""
    taken = {JUDGED}
    for finding in findings:
        subject = f" {parts.safe(finding.subject)}" if finding.subject else ""
        name = f"{selection.name(finding.policy)}{subject}"
        fingerprint = selection.name(finding.fingerprint)
        if name in taken:
            name += f" ({fingerprint})"
        taken.add(name)
        became = _became(finding)
        told = [_outcome(became, finding)] if became else []
        told.append(xml_text.leaf("system-out", {}, f"fingerprint: {fingerprint}"))
        yield _case(became, selection.path(finding.span.path), name, told)


def _case(became: str, path: str, name: str, told: Iterable[str]) -> _Case:
    element = xml_text.element("testcase", {"name": name, "classname": path}, told)
    return _Case(became, element)


def _became(finding: Finding) -> str:
    """Return the element that tells it: what could not be checked is JUnit's error."""
    if finding.outcome == "pass":
        return ""
    if finding.outcome == "open" and finding.state == "not-checked" and not finding.waiver:
        return "error"
    asked = finding.outcome == "fail" and not finding.waiver and finding.base != "existing"
    return "failure" if asked else "skipped"


def _outcome(became: str, finding: Finding) -> str:
    message = parts.safe(finding.message)
    about = [parts.place(finding), parts.sign(finding), message]
    told = [
        ": ".join(each for each in about if each),
        *selection.mend(finding),
        parts.waiver(finding),
    ]
    body = "\n".join(line for line in told if line)
    if became == "skipped":  # older readers take no attribute here
        return xml_text.leaf(became, {}, body)
    return xml_text.leaf(became, {"type": finding.severity, "message": message}, body)
