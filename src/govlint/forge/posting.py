"""When a comment is written, edited or left alone: one policy for every forge."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govlint.forge.nouns import Forge, Note, Standing

_MARKER = re.compile(r"<!-- govlint\.comment\.v1 hash=([0-9a-f]{16}) -->[ \t]*\r?(?:\n|$)")
"""The first line of our comments. No text of a repository's stands in it."""


def post(forge: Forge, head: str, text: str, *, clean: bool) -> str:
    """Write, edit or leave the comment, and return what was done, as a sentence.

    ``head``: the commit that the text is about. Raises `ForgeError`.
    """
    standing = forge.standing()
    refusal = _refusal(standing, head)
    if standing is None or refusal:
        return f"{refusal} Nothing was posted."
    old = next((note for note in forge.notes() if note.ours and _hash(note)), None)
    if old is None:
        return _first(forge, standing, text, clean)
    if _hash(old) == digest(text):
        return f"The comment on {standing.label} says so already; nothing was written."
    forge.edit(old, marked(text))
    return f"The comment on {standing.label} was edited."


def _first(forge: Forge, standing: Standing, text: str, clean: bool) -> str:
    if clean:
        return f"There is nothing new to say on {standing.label}, so nothing was posted."
    forge.create(marked(text))
    return f"A comment on {standing.label} was written."


def _refusal(standing: Standing | None, head: str) -> str:
    if standing is None:
        return f"No open pull request has the head {head[:12]}."
    if not standing.open:
        return f"The {standing.label} is closed."
    if standing.head != head:
        return f"The {standing.label} has moved on from {head[:12]}."
    return ""


def marked(text: str) -> str:
    """The text with the line by which it is found again."""
    return f"<!-- govlint.comment.v1 hash={digest(text)} -->\n{text}"


def digest(text: str) -> str:
    """What tells one text from another."""
    return blake2b(text.encode("utf-8", "backslashreplace"), digest_size=8).hexdigest()


def _hash(note: Note) -> str:
    found = _MARKER.match(note.text)
    return found[1] if found else ""
