"""What a plain scalar means: the core schema of YAML 1.2, section 10.3.2."""

from __future__ import annotations

MAX_DIGITS = 100

_WORDS: dict[str, bool | float | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
_FIRST = frozenset("0123456789+-.")
_DECIMAL = frozenset("0123456789+-.eE")
_BASES = {"0o": (8, frozenset("01234567")), "0x": (16, frozenset("0123456789abcdefABCDEF"))}

Scalar = str | int | float | bool | None


class TooLongError(ValueError):
    """A number with more digits than anything is measured with."""


def resolve(text: str) -> Scalar:
    """The value of a plain scalar. Dates, ``yes`` and ``no`` are text; ``010`` is ten.

    Raises ``TooLongError`` for a number of more than ``MAX_DIGITS`` signs, or beyond what a
    floating-point number can hold.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _FIRST:
        return text
    base = _BASES.get(text[:2])
    if base and len(text) > 2 and base[1].issuperset(text[2:]):
        return int(_short(text)[2:], base[0])
    if _DECIMAL.issuperset(text):
        return _decimal(text)
    return text


def _decimal(text: str) -> Scalar:
    if (text[1:] if text[0] in "+-" else text).isdigit():
        return int(_short(text))
    try:
        value = float(text)
    except ValueError:
        return text
    if value in (float("inf"), float("-inf")):
        raise TooLongError
    return float(_short(text)) if len(text) > MAX_DIGITS else value


def _short(text: str) -> str:
    if len(text.lstrip("+-")) > MAX_DIGITS:
        raise TooLongError
    return text
