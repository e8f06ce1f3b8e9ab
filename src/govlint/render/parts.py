"""What the two texts for people share: their words, their sections, and harmless lines."""

from __future__ import annotations

from govlint.model import SEVERITIES
from govlint.record import Record
from govlint.text import inert, listing, plural, visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from govlint.model import Finding
    from govlint.report import Answer, Declaration, Report, Summary

LONGEST = 600
"""Code points of one line that a file can put on the screen."""
LONGEST_PATH = 4096
"""Code points of a path: none that exists is longer."""
MOST_LINES = 40
"""Lines of one fix."""
_GAP = "   "
MOST_QUIET = 10
"""Declarations with nothing to tell that get a line of their own."""


class Section(Record):
    """A declaration with its findings; without one, findings that belong to none."""

    declaration: Declaration | None
    findings: tuple[Finding, ...]

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to tell but the verdict."""
        verdict = self.declaration.verdict if self.declaration else "gaps"
        return not self.findings and verdict in ("clear", "not-judged")


def sections(report: Report) -> list[Section]:
    """Return the findings by declaration, in the report's order; those of none come first.

    What was there already comes behind the others, and what is fixed is left out.
    """
    gathered: dict[str, list[Finding]] = {each.path: [] for each in report.declarations}
    elsewhere: list[Finding] = []
    for finding in sorted(report.findings, key=_is_old):
        if finding.base != "fixed":
            gathered.get(finding.span.path, elsewhere).append(finding)
    found = [Section(each, tuple(gathered[each.path])) for each in report.declarations]
    return [Section(None, tuple(elsewhere)), *found] if elsewhere else found


def safe(text: str, limit: int = LONGEST) -> str:
    """Return text from a file as one harmless line of bounded length."""
    return visible(text, limit)


def exact(path: str) -> str:
    """Return a path for JSON, which escapes for itself; lone surrogates become visible."""
    return path[:LONGEST_PATH].encode("utf-8", "backslashreplace").decode()


def safe_lines(text: str) -> list[str]:
    """Return a fix in harmless lines: a paragraph is one, what is indented stays as it is.

    What stands behind a gap is to be pasted, so nothing is added to its line.
    """
    lines: list[str] = []
    for line in text.rstrip().split("\n")[:MOST_LINES] if text.strip() else []:
        if lines and _is_prose(line) and _is_prose(lines[-1]) and _GAP not in lines[-1]:
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    if len(text) <= LONGEST and text.replace("\n", "").isprintable():
        return lines  # as `safe` would give each of them
    return [safe(line) for line in lines]


def _is_prose(line: str) -> bool:
    return bool(line) and not line.startswith(" ")


def place(finding: Finding) -> str:
    """Return ``path:line:column``."""
    return f"{safe(finding.span.path)}:{finding.span.line}:{finding.span.column}"


def word(finding: Finding) -> str:
    """Return what became of the policy in one word: its severity where it failed."""
    if finding.waiver is not None:
        return "waived"
    if finding.outcome == "fail":
        return finding.severity
    if finding.outcome == "open":
        return "not checked" if finding.state == "not-checked" else "open"
    return "pass" if finding.outcome == "pass" else "not applicable"


def _is_old(finding: Finding) -> bool:
    return finding.base == "existing"


def sign(finding: Finding) -> str:
    """Return the same, and whether it was there before: then nobody is asked to mend it today."""
    return f"{word(finding)}{' (already there)' if _is_old(finding) else ''}"


def waiver(finding: Finding) -> str:
    """Return until when and by whom the finding is waived, and why."""
    if finding.waiver is None:
        return ""
    approver, reason = safe(finding.waiver.approved_by), safe(finding.waiver.reason)
    return f"waived until {safe(finding.waiver.expires)}, approved by {approver}: {reason}"


def answer(each: Answer) -> tuple[str, str]:
    """Return a row of the table of questions in two parts: question and state, and the detail."""
    state = each.state.replace("-", " ")
    strength = each.strength or ""
    proof = "" if strength == "declared" and each.detail else strength
    detail = ", ".join(part for part in (proof, safe(each.detail)) if part)
    return f"{each.number:>2} {safe(each.title):<34} {state:<12}", detail


def asked(declaration: Declaration) -> tuple[Answer, ...]:
    """Return the answers of the questions that are asked at this stage."""
    return tuple(each for each in declaration.questions if each.state != "not-asked")


def conclusions(declaration: Declaration) -> list[str]:
    """Return the verdict and the article's other cuts, a sentence or two each."""
    groups = [f"{safe(g.title)} {g.clear} of {g.asked}" for g in declaration.groups if g.asked]
    left = [str(each.number) for each in declaration.questions if each.state == "not-asked"]
    lines = [
        f"Not asked at this stage: {listing(left)}." if left and asked(declaration) else "",
        safe(declaration.verdict_text),
        safe(declaration.stuck),
        f"In place: {', '.join(groups)}." if groups else "",
    ]
    return [line for line in lines if line]


def quiet_lines(quiet: list[Declaration]) -> list[str]:
    """Return a line for each declaration that has nothing to tell; many are counted."""
    lines = [f"{safe(each.path)}: {safe(each.verdict_text)}" for each in quiet[:MOST_QUIET]]
    more = len(quiet) - MOST_QUIET
    return [*lines, f"and {more} more without a finding"] if more > 0 else lines


def without_unchecked(report: Report) -> Report:
    """Return the report without what could not be checked, which `not_checked` tells together."""
    kept = tuple(each for each in report.findings if not _is_unchecked(each))
    return report._replace(findings=kept)


def not_checked(report: Report) -> list[str]:
    """Return a line for each reason why policies could not be checked, and what mends it."""
    together: dict[tuple[str, str], list[Finding]] = {}
    for each in filter(_is_unchecked, report.findings):
        if each.base == "fixed":
            continue
        together.setdefault((each.message, each.fix), []).append(each)
    return [_not_checked(*reason, found) for reason, found in together.items()]


def _not_checked(message: str, fix: str, found: list[Finding]) -> str:
    names = [safe(each.policy) for each in found]
    policies = ", ".join(_times(name, names.count(name)) for name in dict.fromkeys(names))
    fails = any(each.severity == "error" for each in found)
    relax = "This fails the run; --allow-unchecked lets it pass." if fails else ""
    return f"Not checked: {policies}. {safe(message)} {safe(fix)} {relax}".replace(
        "  ", " "
    ).rstrip()


def _times(name: str, count: int) -> str:
    return name if count == 1 else f"{name} {count} times"


def _is_unchecked(finding: Finding) -> bool:
    return finding.outcome == "open" and finding.state == "not-checked"


def summary(report: Report) -> str:
    """Return the counts that are not nought in one line; empty where all are.

    Against a base, what is new is counted first.
    """
    if report.against is not None or any(map(_is_old, report.findings)):
        from govlint.render import standing

        return standing.summary(report)
    return counts(report.summary, report.findings)


def counts(known: Summary, findings: Iterable[Finding], new: str = "") -> str:
    """Return the counts of some findings that are not nought, in a sentence."""
    unchecked = sum(map(_is_unchecked, findings))
    parts = [
        plural(known.errors, f"{new}error") if known.errors else "",
        plural(known.warnings, f"{new}warning") if known.warnings else "",
        plural(known.notes, f"{new}note") if known.notes else "",
        f"{known.open - unchecked} open" if known.open > unchecked else "",
        f"{unchecked} not checked" if unchecked else "",
        f"{known.waived} waived" if known.waived else "",
    ]
    told = ", ".join(part for part in parts if part)
    return f"{told}." if told else ""


def beside(report: Report) -> list[str]:
    """Return what there is to say beside the findings: of the base, the change, the baseline."""
    if report.against is None and not report.mended:
        return []
    from govlint.render import standing

    return standing.lines(report)


def read_more(report: Report) -> str:
    """Return how to read more about the first failure that is worst; empty where there is none."""
    failed = [
        each
        for each in report.findings
        if each.outcome == "fail" and not each.waiver and each.base != "fixed"
    ]
    first = min(failed, key=lambda f: (_is_old(f), SEVERITIES.index(f.severity)), default=None)
    return f"`govlint explain {safe(first.policy)}` says more." if first else ""


def finish(lines: list[str]) -> str:
    """Return the whole text, in which no line is a command to the log it may end up in."""
    text = inert("\n".join(lines).rstrip("\n"))
    return f"{text}\n" if text else ""
