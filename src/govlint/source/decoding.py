"""From bytes that are no plain UTF-8 to text, and what has to be said about them."""

from __future__ import annotations

from govlint.model import Fault, Span
from govlint.source.recording import SYNTAX

_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le", "UTF-32"),
    (b"\x00\x00\xfe\xff", "utf-32-be", "UTF-32"),
    (b"\xff\xfe", "utf-16-le", "UTF-16"),
    (b"\xfe\xff", "utf-16-be", "UTF-16"),
)


def decoded(content: bytes, path: str) -> tuple[str, tuple[Fault, ...]]:
    """The text, with U+FFFD for what is none, and a fault if the bytes are no UTF-8."""
    wide = _wide(content)
    if wide:
        codec, name = wide
        text = _plain(content.decode(codec, "replace"))
        message = f"the file is saved as {name}; it has to be UTF-8"
        return text, (_fault(Span(path, 1, 1, 1, 1), message),)
    try:
        return _plain(content.decode()), ()
    except UnicodeDecodeError as error:
        before = _plain(content[: error.start].decode("utf-8", "replace"))
    text = _plain(content.decode("utf-8", "replace"))
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    count = text.count("\ufffd") - before.count("\ufffd")
    more = f" (nor are {count - 1} more)" if count > 1 else ""
    return text, (
        _fault(Span(path, line, column, line, column + 1), f"this byte is not UTF-8 text{more}"),
    )


def _wide(content: bytes) -> tuple[str, str] | None:
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            return codec, name
    even, odd = content[::2].count(0), content[1::2].count(0)
    most = max(even, odd)
    if len(content) < 4 or min(even, odd) * 10 > most or most * 4 < len(content):
        return None
    return ("utf-16-le" if odd > even else "utf-16-be"), "UTF-16"


def _plain(text: str) -> str:
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _fault(span: Span, message: str) -> Fault:
    fix = "Save the file as UTF-8; most editors offer it under “Save with encoding”."
    return Fault(SYNTAX, (), span, message, fix, usable=True)
