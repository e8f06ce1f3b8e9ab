"""The findings of a comment: what is new as a table, what to paste, and what is fixed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint.questions import QUESTIONS
from govlint.render import parts, selection
from govlint.render.comment.room import SPACE, left_out
from govlint.render.encode.markdown import advice, code, prose
from govlint.text import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govlint.model import Finding
    from govlint.render.comment.links import Links
    from govlint.render.comment.room import Room
    from govlint.render.comment.told import Told

_SIGNS = {"error": "❌", "warning": "⚠️", "note": "💬"}
_ABSENT = ("declaration/missing", "change/declaration-kept")
"""Findings about a file that is not there: no link leads to it."""
_MOST_ROWS, _MOST_MENDS, _MOST_FIXED = 100, 3, 20


def new(told: Told, links: Links, room: Room) -> Iterator[str]:
    """Yield the table of what is new, and how many rows it has no room for."""
    rows, more = room.rows(told.new, lambda each: _row(each, links), _MOST_ROWS)
    if rows:
        title = f"New in this {told.request}" if told.known else "What was found"
        yield f"#### {title}"
        yield "\n".join(["| State | Question, finding and place |", "|:--|:--|", *rows])
    yield left_out(more, "finding")


def _row(finding: Finding, links: Links) -> str:
    """Return two cells: a third would be out of sight on a narrow screen."""
    lines = [
        _asks(finding),
        prose(parts.safe(finding.message), cell=True),
        prose(sentence(parts.waiver(finding)), cell=True),
        f"{_place(finding, links)} · {links.rule(finding.policy, cell=True)}",
    ]
    return f"| {_state(finding)} | {'<br>'.join(line for line in lines if line)} |"


def _state(finding: Finding) -> str:
    if finding.waiver:
        return f"⏸️{SPACE}waived"
    sign = "❔" if finding.outcome == "open" else _SIGNS[finding.severity]
    return f"{sign}{SPACE}{finding.state.replace('-', SPACE)}"


def _asks(finding: Finding) -> str:
    """Return the question that it belongs to, if any."""
    if finding.question is None:
        return ""
    question = QUESTIONS[finding.question - 1]
    return f"**{question.number} {question.glance}**"


def _place(finding: Finding, links: Links) -> str:
    span = finding.span
    if finding.policy in _ABSENT:
        return code(parts.safe(span.path, 120), cell=True)
    return links.place(span.path, span.line, cell=True)


def mend(told: Told, links: Links, room: Room) -> Iterator[str]:
    """Yield what to paste for the first findings, each fix once."""
    fixes: dict[str, Finding] = {}
    for each in told.new:
        if each.fix and each.waiver is None:
            fixes.setdefault(each.fix, each)
    every = list(fixes.values())
    blocks, more = room.rows(every, lambda each: _mend(each, links), _MOST_MENDS)
    if blocks:
        yield "#### To mend"
    yield from blocks
    if more:
        others = "other one" if more == 1 else f"other {more}"
        yield prose(f"`govlint check` says what to write for the {others}.")


def _mend(finding: Finding, links: Links) -> str:
    address = links.new_file(finding.span.path) if finding.policy == "declaration/missing" else ""
    if address:
        file = code(parts.safe(finding.span.path, 120))
        return f"**[Start {file} on this branch]({address})**: it opens with what to fill in."
    place = _place(finding, links)
    steps = advice(selection.mend(finding))
    return "\n\n".join([f"**{links.rule(finding.policy)}** at {place}", *steps])


def fixed(told: Told, room: Room) -> Iterator[str]:
    """Yield what is gone."""
    rows, more = room.rows(told.fixed, _fixed, _MOST_FIXED)
    if rows:
        yield "#### Fixed"
        yield "\n".join(rows)
    yield left_out(more, "finding") if rows else ""


def _fixed(finding: Finding) -> str:
    subject = f", {code(parts.safe(finding.subject, 120))}" if finding.subject else ""
    question = f", question {finding.question}" if finding.question else ""
    return f"- ✅ {code(selection.name(finding.policy))}{question}{subject}"
