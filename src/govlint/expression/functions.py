"""The functions of the policy language: their types, and what they do."""

from __future__ import annotations

from govlint.expression import dates, people, phrases
from govlint.expression.lexicon import Lexicon

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, NoReturn

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


MOST_ITEMS = 50
"""Of a list that is gone through here: CEL knows how much is too much."""


class UnsureError(ValueError):
    """Only CEL can tell what comes of this."""


class Scope:
    """The variables and functions of the questions that are asked in Python, as attributes."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        vars(self).update(values)


class Absent:
    """A fact that could not be had: to look into it is the error that CEL has, a `KeyError`."""

    def __getitem__(self, key: str) -> NoReturn:
        raise KeyError(key)

    __contains__ = __getitem__


def flag(value: Any) -> bool:
    """The value, if it is true or false. Raises UnsureError, as all of these do."""
    if value is True or value is False:
        return bool(value)
    raise UnsureError


def text(value: Any) -> str:
    """The value, if it is a text."""
    if type(value) is str:
        return value
    raise UnsureError


def ascii_text(value: Any) -> str:
    """The value, if it is a text without accents and the like."""
    if type(value) is str and value.isascii():
        return value
    raise UnsureError


def number(value: Any) -> float:
    """The value, if it is a number as files hold them."""
    if type(value) is float:
        return value
    raise UnsureError


def mapping(value: Any) -> dict[str, Any]:
    """The value, if it is a map."""
    if type(value) is dict:
        return value
    raise UnsureError


def listed(value: Any) -> list[Any]:
    """The value, if it is a list."""
    if type(value) is list:
        return value
    raise UnsureError


def unsure(_value: Any) -> NoReturn:
    """Raise UnsureError: this is left to CEL."""
    raise UnsureError


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal, true and 1 being different."""
    kind = type(one)
    if kind is type(other):
        if kind is str or kind is float or kind is bool:
            return bool(one == other)
        if one is other or one != other:  # numbers in it are numbers: nothing is unlike itself
            return one is other
    raise UnsureError


def below(one: Any, other: Any) -> bool:
    """Whether one text, or number, is smaller than the other."""
    kind = type(one)
    if kind is type(other) and (kind is float or kind is str):
        return bool(one < other)
    raise UnsureError


def at_most(one: Any, other: Any) -> bool:
    """Whether one text, or number, is not greater than the other."""
    kind = type(one)
    if kind is type(other) and (kind is float or kind is str):
        return bool(one <= other)
    raise UnsureError


def either(left: Callable[[], bool], right: Callable[[], bool]) -> bool:
    """Whether one of two holds, though the other may have no value."""
    try:
        return left() or right()
    except KeyError:
        if right():
            return True
        raise


def both(left: Callable[[], bool], right: Callable[[], bool]) -> bool:
    """Whether both hold; that one does not may be known where the other has no value."""
    try:
        return left() and right()
    except KeyError:
        if not right():
            return False
        raise


def some(items: Any, holds: Callable[[Any], bool]) -> bool:
    """Whether a condition holds for an item of a list, or for a key of a map."""
    return not every(items, lambda item: not holds(item))


def every(items: Any, holds: Callable[[Any], bool]) -> bool:
    """Whether a condition holds for all items of a list, or all keys of a map."""
    try:
        return all(map(holds, _items(items)))
    except KeyError:  # another item may decide
        raise UnsureError from None


def _items(value: Any) -> Any:
    if (type(value) is list or type(value) is dict) and len(value) <= MOST_ITEMS:
        return value
    raise UnsureError
