"""XML 1.0 elements as text: well-formed whatever they hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govlint.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAMED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_SPACE = str.maketrans({"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"})
_COMMAND = re.compile(r"(?m)^(\s*):(?=:)")

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


def element(name: str, attributes: Mapping[str, str], children: Iterable[str] = ()) -> str:
    """Return an element with its children, each a text or an element, indented below it."""
    pairs = "".join(f' {key}="{_attribute(value)}"' for key, value in attributes.items())
    inside = "\n".join(children)
    return f"<{name}{pairs}>\n{inside}\n</{name}>" if inside else f"<{name}{pairs}/>"


def leaf(name: str, attributes: Mapping[str, str], text: str) -> str:
    """Return an element that holds exactly ``text``."""
    pairs = "".join(f' {key}="{_attribute(value)}"' for key, value in attributes.items())
    return f"<{name}{pairs}>{_text(text)}</{name}>"


def _attribute(value: str) -> str:
    return _allowed(value).translate(_SPACE)


def _text(text: str) -> str:
    """Return text for an element; at the start of a line it is no command to a runner."""
    return _COMMAND.sub(r"\1&#58;", _allowed(text))


def _allowed(text: str) -> str:
    known = _FORBIDDEN.sub(lambda sign: visible(sign[0]), text)
    return known.translate(_NAMED).replace("##", "#&#35;")
