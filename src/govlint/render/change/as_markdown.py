"""A comparison as Markdown, for a comment on a pull request or a job's summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint.render.change import words
from govlint.render.encode.markdown import code, prose
from govlint.render.parts import finish, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govlint.comparison import Approval, Change, Comparison
    from govlint.difference import Difference

_SIGNS = {"weaker": "▼ **weaker**", "stronger": "▲ stronger", "neutral": "neutral"}


def render(difference: Difference, _width: int, _colour: bool) -> str:
    """Return one document, in which text from files stands in code spans."""
    blocks = [block for each in difference.comparisons for block in _comparison(each)]
    title = f"## Changes to the declarations: {words.summary(difference)[:-1]}"
    between = f"From {code(safe(difference.base))} to {code(safe(difference.head))}."
    if not difference.comparisons:
        title = f"## {words.NOTHING[:-1]}"
    return finish("\n\n".join([title, *blocks, between]).split("\n"))


def _comparison(comparison: Comparison) -> Iterator[str]:
    yield f"### {code(words.heading(comparison))}"
    if comparison.incomparable:
        yield prose(safe(comparison.incomparable))
    if comparison.changes:
        rows = map(_row, words.in_order(comparison.changes))
        yield "\n".join(["| | What | Where |", "|:--|:--|:--|", *rows])
    told = list(map(_approval, words.asked(comparison)))
    if told:
        yield "\n".join(["Should agree:", "", *told])


def _row(change: Change) -> str:
    sign = "record" if change.record else _SIGNS[change.kind]
    why = prose(safe(change.why), cell=True)
    return f"| {sign} | {why} | {code(words.place(change), cell=True)} |"


def _approval(approval: Approval) -> str:
    people = " or ".join(code(safe(person.name)) for person in approval.people)
    names = ", ".join(code(safe(name) or "the whole declaration") for name in approval.names)
    who = people or "nobody is named for it in the base"
    return f"- {who} (by {code(safe(approval.right))}: {names})"
