"""What was left as a template has it: names, ids, contacts, and texts that only keep a place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govlint import paths
from govlint.schema.sense import PEOPLE
from govlint.schema.telling import Telling
from govlint.schema.wording import BLANK, key_of, label, quoted

if TYPE_CHECKING:
    from govlint.model import Path
    from govlint.schema.quick import Node

ID = "declaration/placeholder"


def tell(path: Path, data: Any) -> Telling:
    """About a value that a template offers."""
    key, value = key_of(path), paths.lookup(data, path)
    if key == "id":
        message = f"`{value}` is the template's id; choose your own"
        return Telling(message, f"Write the system's short name:   id: {BLANK}", ID)
    what = "address" if key == "contact" else "name"
    message = f"{quoted(value)} is the template's {what}"
    return Telling(message, _real(key), ID)


def _real(key: str) -> str:
    return f"Write the real one:   {key}: {BLANK}"


def leaf(path: Path, text: str, node: Node, *, honest: bool) -> Telling:
    """About a text such as TBD where a single value is expected."""
    key = key_of(path)
    plain = text.strip().casefold()
    if key in ("name", "deputy") and (plain in PEOPLE or plain.startswith("your ")):
        return Telling(f"{quoted(text)} is the template's name", _real(key), ID)
    message = f"{label(path)} is a placeholder: {quoted(text, 40)}"
    if honest:
        fix = f"If it is not known yet, say why:   {key}: {{value: null, reason: ...}}"
    elif "enum" in node:
        fix = f"Write one of them: {', '.join(node['enum'])}."
    elif key == "reason":
        fix = f"Say in a few words why it is not known:   reason: {BLANK}"
    else:
        fix = "Write what is true today, or delete the line."
    return Telling(message, fix, ID)
