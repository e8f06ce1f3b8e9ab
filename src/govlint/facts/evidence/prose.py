"""What a page of prose is made of: lines, steps, commands, placeholders. No meaning is guessed."""

from __future__ import annotations

from govlint.record import Record
from govlint.text import words

_FRONT = r"(?s)---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|\Z)"
_TAG = r"</?[a-zA-Z][^<>\n]{0,200}>"
_LINK = r"!?\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)|<?https?://[^\s>]+>?"
_PLACEHOLDER = (
    r"(?i)\[more information needed\]|\b(?:todo|tbd|tbc|fixme|xxx|lorem ipsum|changeme|coming soon"
    r"|fill (?:this|me) in|insert [\w ]{1,30} here)\b|<(?:your|insert|add|describe)[^>\n]{0,80}>"
    r"|\{\{[^}\n]{0,80}\}\}"
)
_WAITING = (
    *("[more ", "todo", "tbd", "tbc", "fixme", "xxx", "lorem ", "changeme", "coming "),
    *("fill ", "insert ", "<your", "<add", "<describe", "{{"),
)
"""What a placeholder holds: where nothing of it stands, no pattern is compiled."""
_NOTHING = frozenset({"", "n/a", "na", "none", "…"})


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
    front, end = _front(text) if text.startswith("---") else ("", 0)
    counted = _Counter()
    body = _blanked(text, end)
    for number, line in enumerate(body.split("\n")[:20_000], 1):
        counted.line(line[:2000], number)
    return counted.page(front)


def _front(text: str) -> tuple[str, int]:
    """The front matter, and where it ends."""
    import re

    front = re.match(_FRONT, text)
    return (front[1] or "", front.end()) if front else ("", 0)


def _blanked(text: str, start: int) -> str:
    """The text without front matter and comments; line numbers stay."""
    body = "\n" * text.count("\n", 0, start) + text[start:]
    parts = body.split("<!--")
    for index, part in enumerate(parts[1:], 1):
        comment, closed, rest = part.partition("-->")
        parts[index] = "\n" * comment.count("\n") + rest if closed else part
    return "".join(parts)


def _is_heading(line: str) -> bool:
    """``## Title``, or the line below a title or between parts: ``=====``, ``-----``, ``***``."""
    text = line.strip()
    if text.startswith("#"):
        marks, title = len(text) - len(text.lstrip("#")), text.lstrip("#")
        indent = len(line) - len(line.lstrip())
        return indent <= 3 and marks <= 6 and title[:1].isspace()
    ruled = len(text) >= 3 and text[0] == line[0]
    return ruled and (set(text) in ({"="}, {"-"}) or set(text) <= {"*", "_"})


def _is_item(line: str) -> bool:
    """``- text``, ``2. text``, ``(3) text``, ``b) text``, ``Step 4: text``, ``<li>text``."""
    mark, *rest = line.split(None, 1)
    if mark[:3].casefold() == "<li":
        return True
    if not rest:
        return False
    if mark in ("-", "*", "+", ".", "#.", "\u2022"):
        return True
    if mark.casefold() == "step":
        number, *rest = rest[0].split(None, 1)
        return bool(rest) and number.rstrip(".:,)-").isdecimal()
    if mark[-1] not in ".)":
        return False
    number = mark[:-1].removeprefix("(")
    return (number.isdecimal() and len(number) <= 3) or (len(mark) == 2 and number.isalpha())


def _waits(line: str, bare: str) -> bool:
    """Whether a line holds a placeholder, and little else."""
    small = line.casefold()
    if not any(sign in small for sign in _WAITING):
        return False
    import re

    return bool(re.search(_PLACEHOLDER, line)) and len(words(re.sub(_PLACEHOLDER, "", bare))) < 6


def _coded(line: str) -> tuple[list[str], str]:
    """What stands between back-ticks, and the line without it."""
    parts = line.replace("``", "`").split("`")
    last = (len(parts) - 1) // 2 * 2
    code = [part.strip() for part in parts[1:last:2]]
    return code, " x ".join([*parts[0:last:2], "`".join(parts[last:])])


def _linked(text: str) -> tuple[str, int]:
    """The text without its links, and how many they were."""
    import re

    return re.subn(_LINK, " ", text)


def _untagged(text: str) -> str:
    import re

    return re.sub(_TAG, " ", text)


def _is_row(line: str) -> bool:
    return line.lstrip().startswith("|") and line.count("|") > 1 and any(map(str.isalnum, line))


def _unspaced(text: str) -> int:
    """About how many words stand in scripts that put no space between them."""
    return 0 if text.isascii() else sum("\u3040" <= sign <= "\u9fff" for sign in text) // 2


class _Counter:
    def __init__(self) -> None:
        self.fenced = False
        self.headings: list[str] = []
        self.content: list[str] = []
        self.commands: list[tuple[str, int]] = []
        self.placeholders: list[tuple[str, int]] = []
        self.steps = self.links = self.words = 0

    def line(self, line: str, number: int) -> None:
        if line.lstrip().startswith(("```", "~~~")):
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
        if _is_heading(line):
            self.headings.append(line.strip("# \n"))
            return
        code, bare = _coded(line) if "`" in line else ([], line)
        if "<code>" in line:
            code += [part.partition("</code>")[0] for part in line.split("<code>")[1:]]
        bare = _untagged(bare) if "<" in bare else bare
        if _waits(line, bare):
            self.placeholders.append((line.strip(), number))
            return
        if bare.strip(" \t-*_|.:?").casefold() in _NOTHING:
            return
        self.commands += [(command, number) for command in code if len(command) > 1]
        self.steps += _is_item(line) or _is_row(line)
        if "](" in bare or "://" in bare:
            bare, links = _linked(bare)
            self.links += links
        self.words += len(words(bare)) + _unspaced(bare)
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
