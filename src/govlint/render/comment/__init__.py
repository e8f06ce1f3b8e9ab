"""The comment on a pull request: who must act, what is new, what to paste, and the rest folded.

Text from the repository and from a report stands in code spans; addresses are made by `links`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from govlint.render import parts
from govlint.render.comment import findings, footer, questions, weaker
from govlint.render.comment.links import Links
from govlint.render.comment.room import Room
from govlint.render.comment.told import Told
from govlint.render.encode.markdown import prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govlint.ci.request import Request
    from govlint.report import Report

MOST = 65_536
"""The longest comment that GitHub takes."""
_MARKER = 200
"""Room for the line by which a comment is found again."""
_SHELL = 2_000
"""Room for headings and the heads of tables."""

_MOST_UNCHECKED = 5
"""Reasons why something could not be checked."""


class Comment(NamedTuple):
    """What there is to say."""

    text: str
    clean: bool
    """Nothing in it is new: it is said only where something else was said before."""


def render(report: Report, request: Request) -> Comment:
    """Return the comment in at most `MOST` bytes; rows that do not fit are counted."""
    told = Told(report, "merge request" if request.forge == "gitlab" else "pull request")
    if told.clean:
        aside = f" {footer.warning()}" if request.strange else ""
        return Comment(_finished([told.clean_line() + aside]), clean=True)
    return Comment(_finished(list(_blocks(told, request))), clean=False)


def _blocks(told: Told, request: Request) -> Iterator[str]:
    """Yield the blocks in the order of reading; the room goes to them in this order too."""
    room, links = Room(MOST - _MARKER - _SHELL), Links(request)
    end = room.need(footer.footer(told, links, strange=request.strange))
    yield room.need(told.headline())
    for line in told.verdicts():
        yield room.need(prose(line))
    yield room.need("\n".join(f"- {prose(line)}" for line in told.who_acts()))
    unchecked = parts.not_checked(told.unchecked)
    yield from room.rows(unchecked, lambda line: prose(parts.safe(line, 2000)), _MOST_UNCHECKED)[0]
    yield from findings.new(told, links, room)
    yield from weaker.weaker(told, links, room)
    yield from findings.mend(told, links, room)
    yield from findings.fixed(told, room)
    yield from weaker.notes(told, room)
    yield from questions.details(told, room)
    yield end


def _finished(blocks: list[str]) -> str:
    """Return the text, which is harmless too where `--dry-run` prints it to a log."""
    return parts.finish("\n\n".join(block for block in blocks if block).split("\n"))
