"""Words and numbers for messages, and text from files made harmless."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LINE_ENDS = "\n\r\x85\u2028\u2029"
_SPACES = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005"
    "\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_BLANKS: dict[str, str] = {}


def visible(text: str, limit: int = 200) -> str:
    """``text`` on one line, at most ``limit`` characters, with nothing in it that acts.

    Control, format (bidirectional, zero-width), surrogate, private and unassigned characters
    become escapes such as ``\\x1b``; a line end becomes ⏎; what is cut off, an ellipsis.
    """
    if len(text) <= limit and text.isprintable():
        return text
    pieces: list[str] = []
    room = limit - 1
    for sign in text[: limit + 1].replace("\r\n", "\n"):
        piece = sign if sign.isprintable() else _escaped(sign)
        if len(piece) > room:
            return "".join(pieces) + "…"
        pieces.append(piece)
        room -= len(piece)
    return "".join(pieces)


def inert(text: str) -> str:
    """``text`` in which no line is a command to the log that it may end up in.

    ``::name::`` at the start of a line, and ``##[name]`` or ``##vso[…]`` anywhere, are commands
    to the runners of GitHub Actions and Azure Pipelines.
    """
    if "::" in text or "##" in text:
        import re

        text = re.sub(r"(?m)^((?:\s|\x1b\[[0-9;]*m)*):(?=:)", r"\1\\x3a", text)
        text = re.sub(r"(?i)#(?=#(?:vso)?\[)", r"\\x23", text)
    return text


def words(text: str, beside: str = "") -> list[str]:
    """The stretches of ``text`` that are letters, digits, underscores and signs ``beside``."""
    if text.isascii():
        return text.translate(_blanks(beside)).split()
    kept = (sign if sign.isalnum() or sign == "_" or sign in beside else " " for sign in text)
    return "".join(kept).split()


def number(value: float) -> str:
    """A number as a person writes it: 42.0 is "42", 0.62 is "0.62"."""
    if isinstance(value, int):
        return str(value)
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.10g}"


def plural(count: int, noun: str) -> str:
    """The count and its noun: ``plural(2, "step")`` is "2 steps"."""
    return f"{count} {noun if count == 1 else _several(noun)}"


def listing(items: Iterable[str], last: str = "and") -> str:
    """The items as a sentence names them: "a, b and c"."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that ``word`` was most likely meant to be, or None if none is close.

    Letter case, hyphens, underscores and spaces do not count; otherwise one slip is allowed in
    a short word, two from six letters on, three from twelve. Of equals, the first.
    """
    plain = _plain(word)
    best, least = None, _tolerance(len(plain)) + 1
    for choice in choices:
        other = _plain(choice)
        if abs(len(other) - len(plain)) < least:
            slips = _distance(plain, other)
            if slips < least and slips < len(other):
                best, least = choice, slips
    return best


def _blanks(beside: str) -> str:
    """For each sign of ASCII itself, or a blank where it is neither of a word nor ``beside``."""
    if beside not in _BLANKS:
        signs = map(chr, range(128))
        kept = (sign if sign.isalnum() or sign in f"_{beside}" else " " for sign in signs)
        _BLANKS[beside] = "".join(kept)
    return _BLANKS[beside]


def _escaped(sign: str) -> str:
    if sign in _LINE_ENDS:
        return "⏎"
    if sign in _SPACES:
        return " "
    if sign == "\t":
        return "\\t"
    code = ord(sign)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _several(noun: str) -> str:
    if noun == "person":
        return "people"
    if noun.endswith("y") and noun[-2:-1] not in tuple("aeiou"):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "ch", "sh")) else f"{noun}s"


def _plain(word: str) -> str:
    return word[:80].casefold().replace("-", "_").replace(" ", "_")


def _tolerance(length: int) -> int:
    return 1 if length < 6 else 2 if length < 12 else 3


def _distance(one: str, two: str) -> int:
    """Damerau-Levenshtein: letters added, left out, changed, or swapped with a neighbour."""
    above: Sequence[int] = ()
    row = list(range(len(two) + 1))
    for i, left in enumerate(one, 1):
        two_above, above, row = above, row, [i]
        for j, right in enumerate(two, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (left != right))
            if i > 1 and j > 1 and left == two[j - 2] and one[i - 2] == right:
                cost = min(cost, two_above[j - 2] + 1)
            row.append(cost)
    return row[-1]


def sentence(text: str) -> str:
    """``text`` with a capital letter and a full stop, unless it ends as a sentence already."""
    if not text:
        return text
    return text[0].upper() + text[1:] + ("" if text[-1] in ".?!:" else ".")
