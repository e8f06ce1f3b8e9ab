"""What a page of prose is made of: lines, steps, commands, placeholders. No meaning is guessed."""

from __future__ import annotations

import re

from govlint.record import Record

_FRONT = re.compile(r"---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")
_FENCE = re.compile(r"\s*(```|~~~)")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+\S|={3,}\s*$|-{3,}\s*$|[*_]{3,}\s*$")
_ITEM = re.compile(
    r"\s*(?:[-*+]|\(?\d{1,3}[.)]|[a-z][.)]|step \d{1,3}\W{0,3})\s+(?:\[[ xX]\]\s+)?\S",
    re.IGNORECASE,
)
_CODE = re.compile(r"`([^`\n]{2,300})`")
_LINK = re.compile(r"!?\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)|<?https?://[^\s>]+>?")
_PLACEHOLDER = re.compile(
    r"\[more information needed\]|\b(?:todo|tbd|tbc|fixme|xxx|lorem ipsum|changeme|coming soon"
    r"|fill (?:this|me) in|insert [\w ]{1,30} here)\b|<(?:your|insert|add|describe)[^>\n]{0,80}>"
    r"|\{\{[^}\n]{0,80}\}\}",
    re.IGNORECASE,
)
_NOTHING = frozenset({"", "n/a", "na", "none", "…"})
_WORD = re.compile(r"\w+")


class Page(Record):
    """The counts of one page. Headings, comments and front matter are no content."""

    front: str
    """The front matter's text; empty without one."""
    headings: tuple[str, ...]
    lines: int
    """Lines of content: neither blank nor placeholder nor heading."""
    words: int
    """Words of content outside links."""
    steps: int
    """Items of lists, rows of tables."""
    commands: tuple[tuple[str, int], ...]
    """What stands in code, with its line."""
    placeholders: tuple[tuple[str, int], ...]
    """Lines that wait for content, with their line."""
    links: int
    text: str
    """The content in small letters, for looking up words."""


def read(text: str) -> Page:
    """The parts of a page in Markdown, reStructuredText, HTML or plain text."""
    front = _FRONT.match(text)
    counted = _Counter()
    body = _blanked(text, front.end() if front else 0)
    for number, line in enumerate(body.split("\n")[:20_000], 1):
        counted.line(line[:2000], number)
    return counted.page(front[1] or "" if front else "")


def _blanked(text: str, start: int) -> str:
    """The text without front matter and comments; line numbers stay."""
    body = "\n" * text.count("\n", 0, start) + text[start:]
    parts = body.split("<!--")
    for index, part in enumerate(parts[1:], 1):
        comment, closed, rest = part.partition("-->")
        parts[index] = "\n" * comment.count("\n") + rest if closed else part
    return "".join(parts)


def _is_row(line: str) -> bool:
    return line.lstrip().startswith("|") and line.count("|") > 1 and any(map(str.isalnum, line))


class _Counter:
    def __init__(self) -> None:
        self.fenced = False
        self.headings: list[str] = []
        self.content: list[str] = []
        self.commands: list[tuple[str, int]] = []
        self.placeholders: list[tuple[str, int]] = []
        self.steps = self.links = self.words = 0

    def line(self, line: str, number: int) -> None:
        if _FENCE.match(line):
            self.fenced = not self.fenced
        elif self.fenced:
            self._code(line, number)
        elif line.strip():
            self._prose(line, number)

    def _code(self, line: str, number: int) -> None:
        command = line.strip().lstrip("$> ").strip()
        if command and not command.startswith(("#", "//")):
            self.commands.append((command, number))
            self.content.append(command)

    def _prose(self, line: str, number: int) -> None:
        if _HEADING.match(line):
            self.headings.append(line.strip("# \n"))
            return
        code = [(found.strip(), number) for found in _CODE.findall(line)]
        bare = _TAG.sub(" ", _CODE.sub(" x ", line))
        if _PLACEHOLDER.search(line) and len(_WORD.findall(_PLACEHOLDER.sub("", bare))) < 6:
            self.placeholders.append((line.strip(), number))
            return
        if bare.strip(" \t-*_|.:?").casefold() in _NOTHING:
            return
        self.commands += code
        self.steps += bool(_ITEM.match(line) or _is_row(line))
        self.links += len(_LINK.findall(bare))
        self.words += len(_WORD.findall(_LINK.sub(" ", bare)))
        self.content.append(line)

    def page(self, front: str) -> Page:
        return Page(
            front=front,
            headings=tuple(self.headings),
            lines=len(self.content),
            words=self.words,
            steps=self.steps,
            commands=tuple(self.commands),
            placeholders=tuple(self.placeholders),
            links=self.links,
            text="\n".join([*self.headings, *self.content]).casefold(),
        )
