"""The last line of a comment: what was compared, how to see it again, and where rules are told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govlint.render.encode.markdown import code
from govlint.render.parts import safe
from govlint.text import sentence

if TYPE_CHECKING:
    from govlint.render.comment.links import Links
    from govlint.render.comment.told import Told

_COMMIT = re.compile(r"[0-9a-f]{7,64}")
_STRANGE = "told by a job that the author of this change controls: the check itself is what counts"
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def footer(told: Told, links: Links, *, strange: bool) -> str:
    """Return it in small print."""
    commit = links.commit()
    parts = [
        f"Commit {commit}{_base(told)}" if commit else "",
        f"to see it again: {code(_command(told))}",
        f"why a rule exists: {code('govlint explain ' + _first(told))}",
        _STRANGE if strange else "",
    ]
    line = " · ".join(part for part in parts if part)
    return f"<sub>{line[0].upper()}{line[1:]}</sub>"


def warning() -> str:
    """Return whose word it is, for a comment of one line."""
    return f"<sub>{sentence(_STRANGE)}</sub>"


def _base(told: Told) -> str:
    return f" against {code(safe(told.against.name, 80))}" if told.against else ""


def _command(told: Told) -> str:
    """Return the command that says the same on a clone; only ids and a day stand in it."""
    words = ["govlint check"]
    if told.against and _COMMIT.fullmatch(told.against.commit):
        words.append(f"--base {told.against.commit[:12]}")
        if _COMMIT.fullmatch(told.against.head):
            words.append(f"--rev {told.against.head[:12]}")
    if _DAY.fullmatch(told.report.as_of):
        words.append(f"--as-of {told.report.as_of}")
    return " ".join(words)


def _first(told: Told) -> str:
    found = [*told.new, *told.unchecked.findings]
    return safe(found[0].policy, 80) if found else "verdict"
