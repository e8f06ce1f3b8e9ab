"""Waivers: findings that somebody took on for a while."""

from __future__ import annotations

from govlint import source
from govlint.model import Waiver

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from typing import Any

    from govlint.model import Finding
    from govlint.schema import Form

NEVER_WAIVED = ("declaration/", "waivers/")
"""Families that no waiver covers: a mistake of form is mended, not taken on."""

_KEYS = ("policy", "reason", "approved_by", "expires")


def running(form: Form, today: str, known: Collection[str]) -> tuple[Waiver, ...]:
    """The waivers that count: complete, of a policy that exists, and not run out before ``today``.

    A waiver counts on the day it expires, and no longer on the next.
    """
    written = form.data.get("waivers")
    items = written if isinstance(written, list) else []
    return tuple(
        _waiver(form, index, item)
        for index, item in enumerate(items)
        if _counts(item, today, known)
    )


def _counts(item: Any, today: str, known: Collection[str]) -> bool:
    if not isinstance(item, dict) or not all(isinstance(item.get(key), str) for key in _KEYS):
        return False
    return item["policy"] in known and item["expires"] >= today


def _waiver(form: Form, index: int, item: dict[str, Any]) -> Waiver:
    subject = item.get("subject")
    return Waiver(
        policy=item["policy"],
        subject=subject if isinstance(subject, str) else "",
        reason=item["reason"],
        approved_by=item["approved_by"],
        expires=item["expires"],
        span=source.value_span(form.document, ("waivers", index)),
    )


def counting(base: Iterable[Waiver], head: Iterable[Waiver]) -> tuple[Waiver, ...]:
    """Those of the head's waivers that the base has too, on the base's terms and at their places.

    A change cannot waive itself: one that is new, wider or longer counts after the merge. One that
    it takes away, narrows or shortens counts no longer at once.
    """
    known = tuple(base)
    found = ((waiver, _granted(waiver, known)) for waiver in head)
    return tuple(
        granted._replace(
            subject=waiver.subject, expires=min(waiver.expires, granted.expires), span=waiver.span
        )
        for waiver, granted in found
        if granted is not None
    )


def waiting(base: Iterable[Waiver], head: Iterable[Waiver]) -> tuple[Waiver, ...]:
    """Those of the head's waivers that do not count yet, or not for as long as they say."""
    known = tuple(base)
    found = ((waiver, _granted(waiver, known)) for waiver in head)
    return tuple(w for w, granted in found if granted is None or granted.expires < w.expires)


def _granted(waiver: Waiver, base: tuple[Waiver, ...]) -> Waiver | None:
    """The waiver of the base that covers all that this one does, the longest of several."""
    same = [w for w in base if w.policy == waiver.policy and w.subject in ("", waiver.subject)]
    return max(same, key=lambda each: each.expires, default=None)


def waive(findings: Iterable[Finding], waivers: tuple[Waiver, ...]) -> list[Finding]:
    """The same findings, with the waiver on each failure that one covers."""
    if not waivers:
        return list(findings)
    return [_waived(finding, waivers) for finding in findings]


def _waived(finding: Finding, waivers: tuple[Waiver, ...]) -> Finding:
    if finding.outcome == "fail" and not finding.policy.startswith(NEVER_WAIVED):
        for waiver in waivers:
            if waiver.policy == finding.policy and waiver.subject in ("", finding.subject):
                return finding._replace(waiver=waiver)
    return finding
