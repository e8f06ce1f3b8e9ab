"""What is said where a value and the reason for having none do not go together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint import paths
from govlint.model import Fault
from govlint.schema.telling import WRONG
from govlint.schema.wording import BLANK, inline, key_of, kind_of, paste, quoted, scalar
from govlint.source import key_span
from govlint.text import visible

if TYPE_CHECKING:
    from govlint.model import Path
    from govlint.source import Document

_UNKNOWN_KEY = "declaration/unknown-key"


def fault(document: Document, path: Path) -> Fault:
    """About the key at ``path``, in a section that may be ``{value: null, reason: …}``.

    The fault is of the whole section: nobody can tell which of its forms was meant.
    """
    section, key = path[:-1], visible(str(path[-1]), 60)
    parts = paths.lookup(document.data, section)
    value, reason = parts.get("value"), parts.get("reason")
    honest = {"value": None, "reason": reason if isinstance(reason, str) else BLANK}
    kind = WRONG
    if "value" not in parts:
        message = f"`{key_of(section)}` has a reason, and no `value: null` that it explains"
        fix = paste(section, inline(honest))
    elif isinstance(value, str):
        message = f"`value` is text: {quoted(value)}; where nobody knows it, it is null"
        fix = paste(section, inline(honest))
    elif value is None:
        kind = _UNKNOWN_KEY
        message = f"`{key}` cannot stand beside `value: null`"
        fix = f"Delete `{key}`; the reason may name it."
    else:
        kind = _UNKNOWN_KEY
        shown = kind_of(value) if isinstance(value, dict | list) else scalar(value)
        message = f"`reason` says why there is no value, and `value` is {shown}"
        fix = "Delete `reason`, or keep it as `x-reason`."
    return Fault(kind, section, key_span(document, path), message, fix)
