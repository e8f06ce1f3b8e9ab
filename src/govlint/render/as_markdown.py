"""Markdown: the whole report, for wherever a forge shows some."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from govlint.render import parts, selection
from govlint.render.encode.markdown import advice, code, prose
from govlint.text import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govlint.model import Finding
    from govlint.report import Declaration, Report

_UNASKED = ("clear", "waived", "not-asked")


class Block(NamedTuple):
    """A part of the text that is told whole or not at all."""

    text: str
    finding: Finding | None = None


def render(report: Report, _width: int, _colour: bool) -> str:
    """Return the report as one document, in which text from files stands in code spans."""
    return finish([block.text for block in blocks(report)])


def finish(texts: list[str]) -> str:
    """Return the document, harmless also where it is printed to a log."""
    return parts.finish("\n\n".join(texts).split("\n"))


def blocks(report: Report) -> Iterator[Block]:
    """Yield the headline, then each declaration with its answers and findings."""
    present = report._replace(findings=tuple(selection.told(report)))
    sections = parts.sections(parts.without_unchecked(present))
    yield Block(f"## govlint: {_headline(report)}")
    if report.against:
        yield Block(f"Against {code(parts.safe(report.against.name))}.")
    for section in sections:
        if not section.quiet:
            yield from _section(section)
    quiet = [s.declaration for s in sections if s.quiet and s.declaration]
    for line in [*parts.quiet_lines(quiet), *parts.not_checked(report), *parts.beside(report)]:
        yield Block(prose(line))
    more = parts.read_more(report)
    if more:
        yield Block(prose(more))


def _headline(report: Report) -> str:
    return parts.summary(report).rstrip(".") or "nothing to do"


def _section(section: parts.Section) -> Iterator[Block]:
    declaration = section.declaration
    if declaration:
        yield Block(f"### {code(selection.path(declaration.path))}")
        yield Block("\n\n".join(_diagnosis(declaration)))
    for finding in section.findings:
        if finding.base == "existing":
            yield Block(
                f"{' · '.join(_about(finding))}: {prose(parts.safe(finding.message))}", finding
            )
        else:
            yield Block("\n\n".join(_finding(finding)), finding)


def _diagnosis(declaration: Declaration) -> Iterator[str]:
    headline = prose(parts.safe(declaration.headline))
    if headline:
        yield headline
    rows = [_row(*row) for row in _answers(declaration)]
    if rows:
        yield "\n".join(["| | Question | Answer | Why |", "|--:|:--|:--|:--|", *rows])
    for line in parts.conclusions(declaration):
        yield prose(line)


def _answers(declaration: Declaration) -> Iterator[tuple[str, str, str, str]]:
    for each in parts.asked(declaration):
        state = each.state.replace("-", " ")
        shown = state if each.state in _UNASKED else f"**{state}**"
        detail = ", ".join(part for part in (each.strength or "", parts.safe(each.detail)) if part)
        title = prose(parts.safe(each.title), cell=True)
        yield str(each.number), title, shown, prose(detail, cell=True)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _finding(finding: Finding) -> Iterator[str]:
    yield " · ".join(_about(finding))
    lines = [
        parts.safe(finding.message),
        *(
            f"See `{selection.path(r.span.path)}:{r.span.line}`: {parts.safe(r.text)}"
            for r in finding.related
        ),
        sentence(parts.waiver(finding)),
    ]
    message, *more = (prose(line) for line in lines)
    yield from (text for text in [message, *advice(selection.mend(finding)), *more] if text)


def _about(finding: Finding) -> Iterator[str]:
    span = finding.span
    yield f"**{parts.word(finding)}**"
    yield code(parts.safe(finding.policy))
    yield code(f"{selection.path(span.path)}:{span.line}:{span.column}")
    if finding.question:
        yield f"question {finding.question}"
    if finding.base in ("new", "existing"):
        yield "new" if finding.base == "new" else "already there"
