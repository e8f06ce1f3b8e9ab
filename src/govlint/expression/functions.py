"""The functions of the policy language: their types, and what they do."""

from __future__ import annotations

from govlint.expression import dates, people, phrases
from govlint.expression.lexicon import Lexicon

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from govlint.expression.lexicon import Words


FUNCTIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "age": (("string",), "double"),
    "days": (("string",), "double"),
    "plus": (("string", "string"), "string"),
    "words": (("string",), "string"),
    "is_person": (("string",), "bool"),
    "is_team": (("string",), "bool"),
    "is_tool": (("string",), "bool"),
    "is_email": (("string",), "bool"),
    "is_no_reply": (("string",), "bool"),
    "is_placeholder": (("string",), "bool"),
    "is_wish": (("string",), "bool"),
    "is_satisfaction": (("string",), "bool"),
    "is_generic_drift": (("string",), "bool"),
    "is_local_path": (("string",), "bool"),
    "is_link_or_path": (("string",), "bool"),
    "names_number": (("string",), "bool"),
    "names_headcount": (("string",), "bool"),
    "same_person": (("map", "map"), "bool"),
    "is_named": (("string", "list"), "bool"),
    "sorted": (("list",), "list"),
}
"""By name: the types of the parameters and of the result. Each has an example on its page."""


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
