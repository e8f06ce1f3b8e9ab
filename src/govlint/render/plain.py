"""Plain text for pipes and logs: a block per finding, then what it means."""

from __future__ import annotations

from govlint.render import parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from govlint.model import Finding
    from govlint.report import Declaration, Report


def render(report: Report, _width: int, _colour: bool) -> str:
    """Return the report as text without colour and without wrapping.

    A declaration without a finding is one line.
    """
    told = parts.sections(parts.without_unchecked(report))
    lines: list[str] = []
    for section in told:
        if not section.quiet:
            lines += _section(section)
    lines += parts.quiet_lines([s.declaration for s in told if s.quiet and s.declaration])
    lines += [*parts.not_checked(report), *parts.beside(report)]
    lines.append(f"{parts.summary(report)} {parts.read_more(report)}".strip())
    return parts.finish(lines)


def _section(section: parts.Section) -> list[str]:
    lines = [line for finding in section.findings for line in _finding(finding)]
    if section.declaration:
        lines += ["", *_diagnosis(section.declaration)]
    return [*lines, ""]


def _finding(finding: Finding) -> list[str]:
    message = parts.safe(finding.message)
    head = f"{parts.place(finding)}: {parts.sign(finding)} {parts.safe(finding.policy)}: {message}"
    if finding.base == "existing":
        return [head]
    if finding.waiver:
        return [head, f"    {parts.waiver(finding)}"]
    related = [
        f"see {parts.safe(each.span.path)}:{each.span.line}:{each.span.column}: "
        f"{parts.safe(each.text)}"
        for each in finding.related
    ]
    below = [*parts.safe_lines(finding.fix), *related]
    return [head, *(f"    {line}" for line in below if line)]


def _diagnosis(declaration: Declaration) -> list[str]:
    head = f"{parts.safe(declaration.path)}: {parts.safe(declaration.headline)}"
    rows = [" ".join(parts.answer(each)).rstrip() for each in parts.asked(declaration)]
    return [head, *rows, *parts.conclusions(declaration)]
