"""Arguments that are not known: what is said about them, and what was probably meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govlint.text import listing, nearest, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

_CHOICE = re.compile(r"argument (.+?): invalid choice: '(.*)' \(choose from (.+)\)", re.DOTALL)
_NAMES = {"COMMAND": "command", "test": "command", "SCHEMA": "schema"}
_UNKNOWN = re.compile(r"unrecognized arguments: (.+)", re.DOTALL)
_ARGUMENT = re.compile(r"argument ([^:]+): (.+)", re.DOTALL)


def told_again(message: str, options: Iterable[str]) -> str:
    """The complaint of `argparse` in words of our own, where there are better ones."""
    choice = _CHOICE.fullmatch(message)
    if choice:
        return _choice(*choice.groups())
    unknown = _UNKNOWN.fullmatch(message)
    if unknown:
        word = unknown[1].partition(" ")[0]
        what = "option" if word.startswith("-") else "place for"
        return f"there is no {what} `{visible(word, 60)}`{_meant(word.partition('=')[0], options)}"
    named = _ARGUMENT.fullmatch(message)
    return visible(f"`{named[1]}`: {named[2]}" if named else message, 300)


def _choice(argument: str, word: str, known: str) -> str:
    choices = [each.strip("'") for each in known.split(", ")]
    shown = visible(word, 60)
    meant = _meant(word, choices) or f"; it is one of {listing(choices, 'or')}"
    if argument.startswith("-"):
        return f"`{argument}` cannot be `{shown}`{meant}"
    return f"there is no {_NAMES.get(argument, argument)} `{shown}`{meant}"


def _meant(word: str, choices: Iterable[str]) -> str:
    near = nearest(word, choices)
    return f"; did you mean `{near}`?" if near else ""
