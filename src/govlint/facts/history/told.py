"""Commits as a message names them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from govlint.facts.history.gathered import Part
    from govlint.facts.history.scan import Made


def changed(made: Made) -> Part:
    """When something changed, by whom (where that is known), and in which commit."""
    part: Part = {"changed": made.day}
    if made.name:
        part["by"] = made.name
    return part | commit(made)


def commit(made: Made) -> Part:
    """``{commit: …}``; nothing for what is not committed yet."""
    return {"commit": told(made.id, made.day, made.name)} if made.id else {}


def told(commit_id: str, day: str, name: str) -> dict[str, str]:
    """A commit, with ``text`` to put into a sentence: ``1a2b3c4, 2026-10-02, Priya Nair``."""
    short = commit_id[:7]
    text = ", ".join(part for part in (short, day, name) if part)
    return {"id": commit_id, "short": short, "date": day, "by": name, "text": text}
