"""All ten questions of each declaration, folded away below the rest of a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint.questions import QUESTIONS
from govlint.render.comment.room import SPACE, left_out
from govlint.render.comment.told import verdict
from govlint.render.encode.markdown import code, prose
from govlint.render.parts import safe
from govlint.text import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govlint.model import State
    from govlint.render.comment.room import Room
    from govlint.render.comment.told import Told
    from govlint.report import Answer, Declaration

_SIGNS: dict[State, str] = {
    "contradicted": "❌",
    "absent": "❌",
    "stale": "⚠️",
    "unclear": "⚠️",
    "open": "❔",
    "not-checked": "❔",
    "waived": "⏸️",
    "clear": "✅",
    "not-asked": "·",
}
_MOST = 20
"""Declarations."""


def details(told: Told, room: Room) -> Iterator[str]:
    """Yield the fold, with what was there before."""
    every = list(dict.fromkeys((*told.concerned(), *told.report.declarations)))
    tables, more = room.rows(every, _table, _MOST)
    existing = plural(told.existing, "finding")
    before = f"{existing} from before this {told.request}, not counted against it."
    if not tables:
        return
    yield "<details>\n<summary>All ten questions</summary>"
    yield from tables
    yield left_out(more, "declaration")
    yield before if told.existing else ""
    yield "</details>"


def _table(declaration: Declaration) -> str:
    title = f"{code(safe(declaration.path, 120))}: {prose(verdict(declaration))}"
    rows = map(_row, declaration.questions)
    return "\n".join([title, "", "| | Question | Answer | Why |", "|--:|:--|:--|:--|", *rows])


def _row(each: Answer) -> str:
    question = QUESTIONS[each.number - 1].glance
    state = f"{_SIGNS[each.state]}{SPACE}{each.state.replace('-', SPACE)}"
    detail = prose(each.strength or "", cell=True)
    if each.state not in ("clear", "not-asked") and each.policies:
        detail = code(safe(each.policies[0]), cell=True)
    return f"| {each.number} | {question} | {state} | {detail} |"
