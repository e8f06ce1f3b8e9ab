"""The functions of the policy language: their types, and what they do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from govlint.expression import dates, people, phrases
from govlint.expression.lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Callable

    from govlint.expression.lexicon import Words


class Function(NamedTuple):
    """A function of the language: one overload, so that an error can name what it wants."""

    name: str
    parameters: tuple[str, ...]
    """``string``, ``double``, ``list``, ``map``."""
    result: str
    summary: str


FUNCTIONS = (
    Function("age", ("string",), "double", "days from a date to today; negative if it is to come"),
    Function("days", ("string",), "double", "days in a duration, a month being 31"),
    Function("plus", ("string", "string"), "string", "the date a duration later"),
    Function("words", ("string",), "string", "a duration as people say it"),
    Function("is_person", ("string",), "bool", "names one person"),
    Function("is_team", ("string",), "bool", "names a group, or its handle or mailbox"),
    Function("is_tool", ("string",), "bool", "names software"),
    Function("is_email", ("string",), "bool", "is, or holds, an e-mail address"),
    Function("is_placeholder", ("string",), "bool", "stands in for what is still to be written"),
    Function("is_wish", ("string",), "bool", "states an aim, not a decision"),
    Function("is_satisfaction", ("string",), "bool", "measures liking or use, not correctness"),
    Function("is_generic_drift", ("string",), "bool", "defines drift for any model"),
    Function("is_local_path", ("string",), "bool", "is a file on one person's computer"),
    Function("is_link_or_path", ("string",), "bool", "leads to a page or a file"),
    Function("names_number", ("string",), "bool", "holds a number or a comparison"),
    Function("is_no_reply", ("string",), "bool", "is an address that nobody reads"),
    Function("names_headcount", ("string",), "bool", "counts people saved"),
    Function("sorted", ("list",), "list", "the texts in the order of the alphabet"),
    Function(
        "same_person", ("map", "map"), "bool", "two people with a name or a contact in common"
    ),
    Function("is_named", ("string", "list"), "bool", "is technical, business or one of the people"),
)


def implementations(today: str, words: Words) -> dict[str, Callable[..., object]]:
    """What each function does on a day (``YYYY-MM-DD``), with these word lists."""
    lexicon = Lexicon(words)
    now = dates.day_number(today)
    return {
        "age": lambda date: dates.age(date, now),
        "days": dates.days,
        "plus": dates.plus,
        "words": dates.words,
        "is_person": lambda text: people.kind(text, lexicon) == "person",
        "is_team": lambda text: people.kind(text, lexicon) == "team",
        "is_tool": lambda text: people.kind(text, lexicon) == "tool",
        "is_email": people.is_email,
        "is_placeholder": lambda text: phrases.is_placeholder(text, lexicon),
        "is_wish": lambda text: phrases.is_wish(text, lexicon),
        "is_satisfaction": lambda text: phrases.is_satisfaction(text, lexicon),
        "is_generic_drift": lambda text: phrases.is_generic_drift(text, lexicon),
        "is_local_path": phrases.is_local_path,
        "is_link_or_path": phrases.is_link_or_path,
        "names_number": lambda text: phrases.names_number(text, lexicon),
        "is_no_reply": lambda text: phrases.is_no_reply(text, lexicon),
        "names_headcount": lambda text: phrases.names_headcount(text, lexicon),
        "sorted": sorted,
        "same_person": lambda one, other: people.same_person(one, other, lexicon),
        "is_named": people.is_named,
    }
