"""What `govlint doctor` found, as text and as JSON."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any

from govlint import __version__
from govlint.checkup import STATES
from govlint.render.encode.data import dumps
from govlint.render.parts import exact, finish, safe, safe_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from govlint.checkup import Answer, Checkup, State

    Renderer = Callable[[Checkup, int, bool], str]

WORDS: dict[State, str] = {"ok": "ok", "to-do": "to do", "hint": "hint", "unknown": "not known"}
_SIGNS: dict[State, str] = {"ok": "+", "to-do": "!", "hint": "*", "unknown": "?"}
_COLOURS: dict[State, str] = {"ok": "32", "to-do": "1;31", "hint": "36", "unknown": "33"}
_FIRST, _INDENT = 12, " " * 6
_NARROWEST = 50


def plain(checkup: Checkup, _width: int, _colour: bool) -> str:
    """Return a line for each answer, below it where and what mends it; no line is wrapped."""
    return _text(checkup, 0, colour=False)


def terminal(checkup: Checkup, width: int, colour: bool) -> str:
    """Return the same for a person, in ``width`` columns."""
    return _text(checkup, max(width, _NARROWEST), colour=colour)


def json(checkup: Checkup, _width: int, _colour: bool) -> str:
    """Return the JSON contract, ``schemas/doctor.v1.schema.json``."""
    counts = {state: _count(checkup, state) for state in STATES}
    told = {
        "version": 1,
        "tool": {"name": "govlint", "version": __version__},
        "answers": [_object(answer) for answer in checkup.answers],
        "summary": counts,
    }
    return dumps(told)


FORMATS: dict[str, Renderer] = {"terminal": terminal, "plain": plain, "json": json}
"""What ``govlint doctor --format`` takes."""


def _text(checkup: Checkup, width: int, *, colour: bool) -> str:
    lines: list[str] = []
    for answer in checkup.answers:
        lines += [*_head(answer, width, colour=colour), *_below(answer, width), ""]
    counts = [f"{_count(checkup, state)} {WORDS[state]}" for state in STATES]
    shown = [told for told in counts if not told.startswith("0 ")]
    return finish([*lines, f"{', '.join(shown)}."])


def _head(answer: Answer, width: int, *, colour: bool) -> Iterator[str]:
    word = f"{_SIGNS[answer.state]} {WORDS[answer.state]}".ljust(_FIRST)
    told = f"{answer.id}: {safe(answer.text)}"
    first, *more = _wrapped(told, width - _FIRST if width else 0)
    yield f"\x1b[{_COLOURS[answer.state]}m{word}\x1b[0m{first}" if colour else word + first
    yield from (" " * _FIRST + line for line in more)


def _below(answer: Answer, width: int) -> Iterator[str]:
    if answer.at is not None:
        yield f"{_INDENT}at {safe(answer.at.path)}:{answer.at.line}"
    for line in safe_lines(answer.mend):
        paste = line.startswith(" ")
        yield from (_INDENT + part for part in ([line] if paste else _wrapped(line, width - 6)))


def _wrapped(text: str, width: int) -> list[str]:
    return (
        wrap(text, width, break_long_words=False, break_on_hyphens=False) if width > 0 else [text]
    )


def _object(answer: Answer) -> dict[str, Any]:
    at = answer.at
    return {
        "id": answer.id,
        "state": answer.state,
        "text": safe(answer.text),
        "path": exact(at.path) if at else None,
        "line": at.line if at else None,
        "column": at.column if at else None,
        "mend": "\n".join(safe_lines(answer.mend)),
    }


def _count(checkup: Checkup, state: State) -> int:
    return sum(answer.state == state for answer in checkup.answers)
