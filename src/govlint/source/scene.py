"""Where reading stopped: the parser's complaint, and what stands around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import yaml
from yaml._yaml import CParser

from govlint.source.document import Position
from govlint.source.sheet import Edit, masked, unmasked

if TYPE_CHECKING:
    from govlint.source.sheet import Sheet

_KEY = re.compile(r"""(?:^|[\s{,\[-])(["']?)([^\s"'{}\[\],:#-][^"'{}\[\],:#]*)\1\s*:\s*$""")
WINDOW = 1_000
"""So many lines above a slip are looked at, and up to the next key at the margin."""
_OPENING = (yaml.FlowSequenceStartToken, yaml.FlowMappingStartToken)
_CLOSING = (yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken)
_BLOCKS = (yaml.BlockMappingStartToken, yaml.BlockSequenceStartToken)
_ENDS = (yaml.BlockEndToken, yaml.StreamEndToken)


class Slip(NamedTuple):
    """A mistake that is understood: where, in which words, and what bridges it."""

    start: Position
    end: Position
    message: str
    fix: str
    edits: tuple[Edit, ...]
    kind: Literal["value", "layout", "shift", "whole", "left out"] = "value"
    """What it spoils: the value at ``start``; nothing, only its layout was wrong (``shift``: its
    indentation); nothing, and it concerns the whole file; a line, which is not read."""


def layout(where: tuple[int, int, int], words: tuple[str, str], *edits: Edit) -> Slip:
    """A slip of layout: what the bridged text says may be judged.

    ``where`` is its line, first column and last column; ``words`` the message and the fix.
    """
    line, start, end = where
    return Slip(Position(line, start), Position(line, end), *words, edits, "layout")


class Scene:
    """A place where the parser gave up. Positions are those of the sheet."""

    def __init__(self, sheet: Sheet, problem: str, at: Position, since: Position | None) -> None:
        self.sheet = sheet
        self.problem = problem
        """In the parser's words."""
        self.at = at
        self.since = since
        """Where the thing begins that the parser was reading; None if it does not say."""
        self._tokens: list[Any] | None = None

    @property
    def line(self) -> str:
        """The line at which reading stopped."""
        return self.sheet.line(self.at.line)

    @property
    def tokens(self) -> list[Any]:
        """What the parser saw before ``at``, without the ends that only the cut makes."""
        if self._tokens is None:
            first = _window(self.sheet.lines, self.at.line)
            lines = [*self.sheet.lines[first : self.at.line], self.line[: self.at.column]]
            self._tokens = _tokens("\n" * first + "\n".join(lines))
            while self._tokens and isinstance(self._tokens[-1], _ENDS):
                self._tokens.pop()
        return self._tokens

    @property
    def before(self) -> Any:
        """The last token before ``at``, or None."""
        return self.tokens[-1] if self.tokens else None

    def flows(self) -> list[Position]:
        """The brackets and braces that are open at ``at``, outermost first."""
        stack: list[Position] = []
        for token in self.tokens:
            if isinstance(token, _OPENING):
                stack.append(Position(token.start_mark.line, token.start_mark.column))
            elif isinstance(token, _CLOSING) and stack:
                stack.pop()
        return stack

    def opening(self, closing: Any) -> Position:
        """The bracket that the last token, ``closing``, closes."""
        depth = 0
        for token in reversed(self.tokens):
            depth += isinstance(token, _CLOSING) - isinstance(token, _OPENING)
            if depth == 0:
                return Position(token.start_mark.line, token.start_mark.column)
        return Position(closing.start_mark.line, closing.start_mark.column)

    def blocks(self) -> list[int]:
        """The columns of the block collections around the line above ``at``, outermost first."""
        stack: list[int] = []
        for token in self.tokens:
            if isinstance(token, _BLOCKS):
                stack.append(token.start_mark.column)
            elif isinstance(token, yaml.BlockEndToken) and stack:
                stack.pop()
        return stack

    def key(self, line: int, column: int) -> str:
        """The key that is written before a value on its line, or ""."""
        found = _KEY.search(self.sheet.line(line)[:column])
        return unmasked(found[2].strip()) if found else ""

    def end(self, line: int, column: int) -> int:
        """The column where the unquoted value that begins at ``column`` ends."""
        text = self.sheet.line(line)
        comment = text.find(" #", column)
        stop = len(text) if comment < 0 else comment
        if self.flows():
            stop = _flow_end(text, column, stop)
        return max(column + 1, column + len(text[column:stop].rstrip()))

    def raw(self, line: int, start: int, end: int) -> str:
        """A piece of a line as the file has it."""
        return str(unmasked(self.sheet.line(line)[start:end]))

    def as_text(self, line: int, start: int, end: int) -> Edit:
        """The edit that makes YAML read a piece of a line as plain text."""
        return Edit(line, start, end, masked(self.sheet.line(line)[start:end]))

    def indent(self, line: int) -> int:
        """By how many signs a line is indented."""
        text = self.sheet.line(line)
        return len(text) - len(text.lstrip(" \t"))


def _window(lines: list[str], line: int) -> int:
    """Where to begin so that a slip in a long file costs no more than in a short one."""
    first = max(line - WINDOW, 0)
    while first > 0 and not lines[first][:1].isalnum():
        first -= 1
    return first


def _tokens(text: str) -> list[Any]:
    parser = CParser(text)
    tokens: list[Any] = []
    try:
        while (token := parser.get_token()) is not None:
            tokens.append(token)
    except yaml.YAMLError:
        pass  # the cut may leave a quote open
    return tokens


def _flow_end(text: str, start: int, stop: int) -> int:
    depth = 0
    for column in range(start, stop):
        sign = text[column]
        if sign in ",]}" and depth == 0:
            return column
        depth += (sign in "[{") - (sign in "]}")
    return stop
