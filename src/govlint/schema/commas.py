"""Values inside braces that their own commas cut into keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govlint import paths
from govlint.model import Fault
from govlint.schema.homes import home
from govlint.schema.wording import label, paste, scalar
from govlint.source import key_span, line_text, value_span
from govlint.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govlint.model import Path, Span
    from govlint.schema.quick import Node
    from govlint.source import Document

ID = "declaration/syntax"


def rejoined(
    document: Document, root: Node, found: Iterable[Path]
) -> tuple[Document, dict[Path, Fault]]:
    """The document with such values whole again, and by place what is said about each.

    ``found``: the keys that are not known where they stand.
    """
    told: dict[Path, Fault] = {}
    for path in found:
        before = _before(document.data, path)
        value = paths.lookup(document.data, before) if before else None
        if not before or not _is_cut(document, root, path, value):
            continue
        last = told[before].span if before in told else value_span(document, before)
        span = _joined(document, last, key_span(document, path))
        if span is not None:
            raw = line_text(document, span.line)[span.column - 1 : span.end_column - 1]
            whole = _number(raw) if isinstance(value, int | float) else raw
            told[before] = _fault(before, span, raw, whole)
            document = _with(document, path, before, whole)
    return document, told


def _before(data: Any, path: Path) -> Path:
    """The key that is written before this one."""
    names = list(paths.lookup(data, path[:-1]))
    index = names.index(path[-1])
    return (*path[:-1], names[index - 1]) if index else ()


def _is_cut(document: Document, root: Node, path: Path, value: Any) -> bool:
    """Whether a key without a value can only be what follows a comma in ``value``."""
    key = str(path[-1])
    if paths.lookup(document.data, path) is not None:
        return False
    if isinstance(value, int | float) and not isinstance(value, bool):
        return key.isdecimal() and key.isascii()
    kind = home(root, document.data, path).kind
    return isinstance(value, str) and (kind == "none" or (" " in key and kind != "glued"))


def _joined(document: Document, value: Span, key: Span) -> Span | None:
    """From the value to the end of the key, if there is only a comma between them."""
    text = line_text(document, key.line)
    between = text[value.end_column - 1 : key.column - 1]
    alone = value.line == value.end_line == key.line and between.strip() == ","
    if not alone or text[value.column - 1] in "\"'":
        return None
    return value._replace(end_column=key.end_column)


def _number(raw: str) -> float:
    """1,200,000 is a million and more; 0,62 has the comma of other languages."""
    head, *groups = [part.strip() for part in raw.split(",")]
    if all(len(group) == 3 for group in groups) and head.strip("-") != "0":
        return int(head + "".join(groups))
    return float(f"{head}.{''.join(groups)}")


def _fault(path: Path, span: Span, raw: str, whole: Any) -> Fault:
    name = label(path)
    if not isinstance(whole, str):
        message = f"a comma cuts {name} into several parts: {visible(raw, 40)}"
        sure = (raw.count(",") > 1) == isinstance(whole, int)
        return Fault(ID, path, span, message, paste(path, scalar(whole)), usable=sure)
    message = f"the text of {name} ends at its first comma, and what follows is read as a key"
    fix = paste(path, scalar(raw), "Put all of it in quotes")
    return Fault(ID, path, span, message, fix, usable=True)


def _with(document: Document, gone: Path, path: Path, value: Any) -> Document:
    data = _changed(document.data, path[:-1], {path[-1]: value}, gone[-1])
    blanks = tuple(blank for blank in document.blanks if blank.path != gone)
    return document._replace(data=data, blanks=blanks)


def _changed(data: Any, section: Path, parts: dict[Any, Any], gone: Any) -> Any:
    copy = data.copy()
    if section:
        copy[section[0]] = _changed(data[section[0]], section[1:], parts, gone)
        return copy
    del copy[gone]
    copy.update(parts)
    return copy
