"""The screen: frames of source, the ten questions, the verdict. The only importer of rich."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

from rich.console import Console
from rich.text import Text

from govlint.questions import QUESTIONS
from govlint.render import parts
from govlint.render.frame import Sources, cells

if TYPE_CHECKING:
    from govlint.model import Finding, Span
    from govlint.render.frame import Frame
    from govlint.report import Answer, Declaration, Report

_STYLES = {
    "error": "bold red",
    "warning": "bold yellow",
    "note": "bold cyan",
    "open": "bold yellow",
    "not checked": "bold magenta",
    "waived": "bold blue",
    "pass": "green",
    "contradicted": "red",
    "absent": "red",
    "stale": "yellow",
    "unclear": "yellow",
    "not-checked": "magenta",
    "clear": "green",
    "gaps": "yellow",
    "under-way": "yellow",
    "pilot-purgatory": "bold red",
}
"""Colour only repeats what a word says."""

_HERE = "here"
_NARROWEST = 40
_MARGIN = 4
_MOST_OLD = 5
"""Findings of the base that get a line of their own."""
_STATE = 38
"""The column of the table at which states begin, and what does not fit beside them."""


def render(report: Report, width: int, colour: bool) -> str:
    """Return the report for a person who looks at ``width`` columns.

    Whatever a file says is text: it is neither markup nor a control sequence.
    """
    screen = _Screen(max(width, _NARROWEST), colour)
    sources = Sources(report.sources)
    told = parts.sections(parts.without_unchecked(report))
    alone = len(told) == 1
    for section in told:
        if alone or not section.quiet:
            _section(screen, section, sources)
    for line in parts.quiet_lines(
        [s.declaration for s in told if s.quiet and s.declaration and not alone]
    ):
        screen.line(line)
    for line in parts.not_checked(report):
        screen.line(line, style="magenta")
    for line in parts.beside(report):
        screen.line(line, 4)
    _summary(screen, parts.summary(report), parts.read_more(report))
    return screen.text()


def _summary(screen: _Screen, counts: str, more: str) -> None:
    on_one_line = len(f"{counts} {more}") <= screen.width
    for line in [f"{counts} {more}"] if on_one_line else [counts, more]:
        screen.line(line, style="bold")


class _Pointer(NamedTuple):
    """A place to show, the word before it, and what to say beside its carets."""

    preposition: str
    span: Span
    label: str


class _Screen:
    """Lines of at most ``width`` cells, with colours or without."""

    def __init__(self, width: int, colour: bool) -> None:
        self.width = width
        self._console = Console(
            file=io.StringIO(),
            width=width,
            color_system="standard" if colour else None,
            force_terminal=colour,
            force_interactive=False,
            force_jupyter=False,
            no_color=not colour,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
            _environ={},
        )
        self._lines: list[str] = []

    def put(self, text: Text) -> None:
        """Add one line as it is."""
        with self._console.capture() as captured:
            self._console.print(text, soft_wrap=True, end="")
        self._lines.append(captured.get().rstrip())

    def line(self, text: str, indent: int = 0, style: str = "") -> None:
        """Add ``text``, wrapped at words; what follows the first line is indented."""
        self.wrap(Text(text, style=style), indent)

    def wrap(self, text: Text, indent: int) -> None:
        """Add styled text, wrapped at words; what follows the first line is indented."""
        first, *rest = text.wrap(self._console, self.width) or [Text()]
        self.put(first)
        if rest:
            tail = text[len(first.plain) :]
            tail = tail[len(tail.plain) - len(tail.plain.lstrip()) :]
            for line in tail.wrap(self._console, self.width - indent):
                self.put(Text(" " * indent).append_text(line))

    def text(self) -> str:
        """Return all lines."""
        return parts.finish(self._lines)


def _section(screen: _Screen, section: parts.Section, sources: Sources) -> None:
    declaration = section.declaration
    if declaration:
        headline = f"  {parts.safe(declaration.headline)}"
        screen.wrap(Text.assemble((parts.safe(declaration.path), "bold"), headline), 4)
        screen.line("")
    for finding in section.findings:
        if finding.base != "existing":
            _finding(screen, finding, sources)
    _old(screen, [each for each in section.findings if each.base == "existing"])
    if declaration:
        _diagnosis(screen, declaration)
        screen.line("")


def _finding(screen: _Screen, finding: Finding, sources: Sources) -> None:
    word = parts.word(finding)
    sign = (word, _STYLES.get(word, ""))
    policy = (f" {parts.safe(finding.policy)}", "bold")
    screen.wrap(Text.assemble(sign, policy, f": {parts.safe(finding.message)}"), 4)
    if finding.waiver:
        _waiver(screen, finding)
    elif finding.outcome in ("fail", "open"):
        _proof(screen, finding, sources)
    screen.line("")


def _old(screen: _Screen, findings: list[Finding]) -> None:
    """What was there before: a line each, and not very many."""
    for finding in findings[:_MOST_OLD]:
        word = parts.word(finding)
        about = f" {parts.safe(finding.policy)} at {parts.place(finding)}"
        screen.wrap(
            Text.assemble(("already there: ", "dim"), (word, _STYLES.get(word, "")), about), 4
        )
    if len(findings) > _MOST_OLD:
        screen.line(f"already there: {len(findings) - _MOST_OLD} more")
    if findings:
        screen.line("")


def _proof(screen: _Screen, finding: Finding, sources: Sources) -> None:
    last = max(finding.span.line, *(each.span.line for each in finding.related), 0)
    margin = max(len(str(last)) + 2, _MARGIN)
    _place(screen, margin, sources, _Pointer("at", finding.span, _HERE))
    for each in finding.related:
        _place(screen, margin, sources, _Pointer("and", each.span, parts.safe(each.text)))
    if finding.question:
        title = QUESTIONS[finding.question - 1].title
        screen.line(f"{' ' * margin}= question {finding.question}: {title}", margin + 2)
    _mend(screen, finding, margin)


def _waiver(screen: _Screen, finding: Finding) -> None:
    """Where it stands and who took it on: nobody asks to mend it today."""
    screen.line(f"{'at':>{_MARGIN}} {parts.place(finding)}", _MARGIN)
    screen.line(f"{' ' * _MARGIN}= {parts.waiver(finding)}", _MARGIN + 2)


def _place(screen: _Screen, margin: int, sources: Sources, pointer: _Pointer) -> None:
    span = pointer.span
    place = f"{parts.safe(span.path)}:{span.line}:{span.column}"
    screen.line(f"{pointer.preposition:>{margin}} {place}", margin)
    frame = None if _is_whole(span) else sources.frame(span, screen.width - margin - 2)
    if frame:
        _frame(screen, margin, frame, pointer.label)
    elif pointer.label != _HERE:
        screen.line(f"{' ' * margin}  {pointer.label}", margin + 2)


def _is_whole(span: Span) -> bool:
    """Whether a place stands for the whole file: what is not written has no line to show."""
    return span.column == 1 and span.end_line == span.line and span.end_column <= 2


def _frame(screen: _Screen, margin: int, frame: Frame, label: str) -> None:
    edge = (f"{' ' * margin}|", "blue")
    screen.put(Text.assemble(edge))
    screen.put(Text.assemble((f"{frame.number:>{margin - 1}} |", "blue"), f" {frame.text}"))
    label += f", to line {frame.last_line}" if frame.last_line > frame.number else ""
    carets = f" {' ' * frame.indent}{'^' * frame.carets}"
    if margin + 1 + len(carets) + 1 + cells(label) <= screen.width:
        carets, label = f"{carets} {label}", ""
    screen.put(Text.assemble(edge, (carets, "bold")))
    if label:
        screen.line(f"{' ' * margin}| {label}", margin + 2)


def _mend(screen: _Screen, finding: Finding, margin: int) -> None:
    lines = parts.safe_lines(finding.fix)
    for index, line in enumerate(lines):
        lead = f"{' ' * margin}= mend: " if index == 0 else " " * (margin + 2)
        if line.startswith(" "):
            screen.put(Text(lead + line))
        else:
            screen.line(lead + line, margin + 2)


def _diagnosis(screen: _Screen, declaration: Declaration) -> None:
    for each in parts.asked(declaration):
        _answer(screen, each)
    if parts.asked(declaration):
        screen.line("")
    style = _STYLES.get(declaration.verdict, "")
    for line in parts.conclusions(declaration):
        screen.line(line, style=style if line == parts.safe(declaration.verdict_text) else "")


def _answer(screen: _Screen, each: Answer) -> None:
    row, detail = parts.answer(each)
    state = each.state.replace("-", " ")
    line = Text(f"{row} {detail}".rstrip())
    start = row.rindex(state)
    line.stylize(_STYLES.get(each.state, ""), start, start + len(state))
    screen.wrap(line, _STATE)
