"""Markdown in which nothing from a file acts: plain words, and code spans for all else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_OPEN = r"[(\"'\u201c\u2018]*"
_CLOSE = r"[)\"'\u201d\u2019.,;:?!\u2026]*"
_LETTERS = r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*"
_WORD = re.compile(rf"{_OPEN}{_LETTERS}{_CLOSE}")
_NUMBER = re.compile(rf"{_OPEN}(?:\d{{1,6}}(?:[.,]\d{{1,6}})?%?|\d{{4}}-\d\d-\d\d){_CLOSE}")
_COMMIT = re.compile(r"(?i)\b[0-9a-f]{7,40}\b")
"""What a forge may take for the name of a commit."""

_UNIT = re.compile(
    rf"(?P<open>{_OPEN})`(?P<code>[^`]+)`(?P<close>(?:['\u2019]s)?{_CLOSE})(?=\s|$)"
    rf'|(?P<before>\(*)(?P<quote>"(?P<quoted>[^"]+)")(?P<after>{_CLOSE})(?=\s|$)'
    r"|\S+"
)
_ITEM = re.compile(r"\d+[.)]")
_KEY = re.compile(r"\s*(?:- |#|[^\s:]+:(?:\s|$))")
_GAP = re.compile(" {3,}")
_LONG_RUN = re.compile("`{9,}")
"""Renderers give up on fences of more than some dozen back-ticks."""


def prose(text: str, *, cell: bool = False) -> str:
    """Return one line of text that was made visible as a paragraph, or as a cell of a table.

    Words and short numbers stay as they are; whatever else stands there goes into code spans,
    and so does what the author of the text put between back-ticks, or behind a gap to be pasted.
    """
    told = [
        code(part, cell=cell) if index % 2 else _paragraph(part, cell)
        for index, part in enumerate(_GAP.split(text.strip()))
    ]
    return " ".join(told)


def _paragraph(text: str, cell: bool) -> str:
    pieces: list[str] = []
    unsafe: list[str] = []
    for unit in _UNIT.finditer(text):
        plain = _plain(unit, first=not (pieces or unsafe), cell=cell)
        if plain is None:
            unsafe.append(unit[0])
            continue
        pieces += [*_held(unsafe, cell), plain]
        unsafe.clear()
    return " ".join([*pieces, *_held(unsafe, cell)])


def code(text: str, *, cell: bool = False) -> str:
    """Return one line of text as a code span; in a cell of a table, with its pipes escaped."""
    text = _short_runs(text) or "(empty)"
    fence = "`" * (_longest_run(text) + 1)
    edges = text[0] + text[-1]
    pad = " " if "`" in edges or (edges == "  " and text.strip()) else ""
    shown = text.replace("|", "\\|") if cell else text
    return f"{fence}{pad}{shown}{pad}{fence}"


def block(lines: Iterable[str], language: str = "") -> str:
    """Return lines as a fenced block, without the indentation that all of them share."""
    from textwrap import dedent

    text = dedent("\n".join(map(_short_runs, lines)))
    fence = "`" * max(3, _longest_run(text) + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def advice(lines: Iterable[str]) -> list[str]:
    """Return a fix as blocks: its sentences as paragraphs, what is indented as a block to paste."""
    blocks: list[str] = []
    indented: list[str] = []
    for line in [*lines, ""]:
        if line.startswith(" ") and line.strip():
            indented.append(line)
            continue
        blocks += [block(indented, _language(indented[0]))] if indented else []
        indented.clear()
        blocks += [prose(line)] if line.strip() else []
    return blocks


def _language(line: str) -> str:
    """Return what a block is coloured as: a command to paste, as of git, is no YAML."""
    return "yaml" if _KEY.match(line) else ""


def _plain(unit: re.Match[str], *, first: bool, cell: bool) -> str | None:
    """Return what can stand as it is, or None for what has to go into a code span."""
    if unit["code"] is not None:
        return f"{unit['open']}{code(unit['code'], cell=cell)}{unit['close']}"
    if unit["quoted"] is not None and not all(map(_is_plain, unit["quoted"].split())):
        return f"{unit['before']}{code(unit['quote'], cell=cell)}{unit['after']}"
    words = unit[0].split()
    opens_a_list = first and _ITEM.fullmatch(words[0])
    return unit[0] if all(map(_is_plain, words)) and not opens_a_list else None


def _is_plain(word: str) -> bool:
    known = _WORD.fullmatch(word) or _NUMBER.fullmatch(word)
    return known is not None and not _COMMIT.search(word)


def _held(unsafe: list[str], cell: bool) -> Iterator[str]:
    """Yield what has to be held in one code span, the punctuation around it outside."""
    if unsafe:
        before, inner, after = _peeled(" ".join(unsafe))
        yield f"{before}{code(inner, cell=cell)}{after}"


def _peeled(text: str) -> tuple[str, str, str]:
    """Return a text's opening brackets, the text, and the end of a sentence behind it.

    A bracket that belongs to another one inside, as of a call, stays with it.
    """
    start, end = 0, _sentence(text, len(text))
    while True:
        inner = text[start:end]
        both = _is_bracketed(inner)
        more = inner.count("(") - inner.count(")")
        opens = both or (more > 0 and inner.startswith("("))
        closes = both or (more < 0 and inner.endswith(")"))
        left, right = start + opens, _sentence(text, end - 1) if closes else end
        if (left, right) == (start, end) or not _is_worth_a_span(text[left:right]):
            return text[:start], inner, text[end:]
        start, end = left, right


def _sentence(text: str, end: int) -> int:
    """Return where the signs begin that end a sentence before ``end``."""
    left = len(text[:end].rstrip(".,;:?!\u2026"))
    return left if _is_worth_a_span(text[:left]) else end


def _is_worth_a_span(text: str) -> bool:
    return bool(text) and text == text.strip()


def _is_bracketed(text: str) -> bool:
    """Whether the first bracket is closed by the last sign."""
    depth = 0
    for at, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth <= 0:
            return at > 0 and at == len(text) - 1
    return False


def _short_runs(text: str) -> str:
    return _LONG_RUN.sub(lambda run: "\\x60" * len(run[0]), text)


def _longest_run(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)
