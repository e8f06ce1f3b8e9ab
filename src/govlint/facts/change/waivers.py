"""Waivers of the head: which are new, and whether who approved one also wrote it."""

from __future__ import annotations

from govlint.facts.history.people import Activity, Mailmap, Person
from govlint.paths import lookup

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from govlint.facts.change.nouns import Seen
    from govlint.schema import Form


def waivers(seen: Seen, new: Form) -> Iterator[dict[str, Any]]:
    """Each of them, with what the change made of it and the author who approved it too."""
    written = lookup(new.data, ("waivers",))
    before = {_waiver_key(w): w for w in _listed(seen.old.data if seen.old else None)}
    known = Activity({}, {}, Mailmap(seen.mailmap))
    for waiver in written if isinstance(written, list) else ():
        if not isinstance(waiver, dict) or not isinstance(waiver.get("policy"), str):
            continue
        old = before.get(_waiver_key(waiver))
        state = "new" if old is None else "kept"
        if old is not None and str(waiver.get("expires", "")) > str(old.get("expires", "")):
            state = "renewed"
        author = _author_who_approved(waiver, seen, new, known) if state != "kept" else ""
        yield {
            "policy": waiver["policy"],
            "subject": str(waiver.get("subject", "")),
            "state": state,
            "by_author": bool(author),
            "author": author,
        }


def _listed(data: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    written = lookup(data, ("waivers",))
    return [w for w in written if isinstance(w, dict)] if isinstance(written, list) else []


def _waiver_key(waiver: Mapping[str, Any]) -> tuple[str, str]:
    return str(waiver.get("policy", "")), str(waiver.get("subject", ""))


def _author_who_approved(waiver: Mapping[str, Any], seen: Seen, new: Form, known: Activity) -> str:
    """The author who is also the approver; empty where there is none."""
    approver = waiver.get("approved_by")
    if not isinstance(approver, str):
        return ""
    persons = [_person(approver, new)]
    return next((a.name for a in seen.authors if known.is_one_of(persons, a.name, a.mail)), "")


def _person(reference: str, form: Form) -> Person:
    """Whom a reference means, with a contact if it is an owner."""
    for side in ("technical", "business"):
        owner = lookup(form.data, ("owners", side))
        name = str(owner.get("name", "")) if isinstance(owner, dict) else ""
        if name and reference in (side, name):
            return Person(name, str(owner.get("contact", "")))
    return Person(reference, "")
