"""Templates: texts with expressions in braces, ``{age(it.last_tested)} days ago``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from govlint.text import listing, number, visible

if TYPE_CHECKING:
    from collections.abc import Callable

_OPEN, _CLOSE = "{[(", "}])"


class TemplateError(ValueError):
    """A brace without its other half, at an offset into the template."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


class Part(NamedTuple):
    """A stretch of a template: text as it is, or an expression."""

    text: str
    is_expression: bool
    offset: int
    """Where it begins in the template."""


def parts(template: str) -> list[Part]:
    """The stretches of a template; ``{{`` and ``}}`` in its texts are single braces.

    Raises TemplateError for a brace without its other half.
    """
    found: list[Part] = []
    text, start, index = "", 0, 0
    while index < len(template):
        sign = template[index]
        if sign in "{}" and template[index + 1 : index + 2] == sign:
            text, index = text + sign, index + 2
        elif sign == "}":
            raise TemplateError("this } closes nothing; write }} for a brace", index)
        elif sign == "{":
            end = _end(template, index)
            found += [Part(text, False, start), Part(template[index + 1 : end], True, index + 1)]
            text, start, index = "", end + 1, end + 1
        else:
            text, index = text + sign, index + 1
    return [part for part in [*found, Part(text, False, start)] if part.text or part.is_expression]


class Template:
    """A template that was taken apart. Raises TemplateError as `parts` does."""

    def __init__(self, template: str) -> None:
        self._parts = [(part.text, part.is_expression) for part in parts(template)]

    def filled(self, value: Callable[[str], Any]) -> str:
        """The text with the ``value`` of each expression in it, formatted for people."""
        text = ""
        for part, is_expression in self._parts:
            text = _joined(text, shown(value(part))) if is_expression else text + part
        return text


def shown(value: Any) -> str:
    """A value as a message shows it: 42.0 is 42, a list is "a, b and c"; harmless in any output."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return number(value)
    if isinstance(value, (list, tuple)):
        return listing([shown(item) for item in value])
    if isinstance(value, dict):
        return listing([f"{shown(key)}: {shown(value[key])}" for key in sorted(value, key=str)])
    return "nothing" if value is None else visible(str(value))


def _joined(before: str, value: str) -> str:
    """The text with a value after it: "every" before "1 month" makes "every month"."""
    single = value[2:] if before.endswith("every ") and value.startswith("1 ") else ""
    return before + (single if single.isalpha() else value)


def _end(template: str, start: int) -> int:
    """Where the brace at ``start`` closes; brackets and texts inside it are skipped."""
    depth, index = 0, start
    while index < len(template):
        sign = template[index]
        if sign in "\"'":
            index = _after_text(template, index) - 1
        elif sign in _OPEN:
            depth += 1
        elif sign in _CLOSE:
            depth -= 1
            if depth == 0:
                return index
        index += 1
    raise TemplateError("this { is not closed; write {{ for a brace", start)


def _after_text(template: str, start: int) -> int:
    """The index after the CEL text that begins with the quote at ``start``."""
    quote = template[start]
    if template.startswith(quote * 3, start):
        quote *= 3
    is_raw = template[start - 1 : start] in ("r", "R")
    index = start + len(quote)
    while index < len(template):
        if template[index] == "\\" and not is_raw:
            index += 2
        elif template.startswith(quote, index):
            return index + len(quote)
        else:
            index += 1
    return len(template)
