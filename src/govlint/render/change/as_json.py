"""The JSON contract, ``schemas/diff.v1.schema.json``: later versions add keys and change none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govlint import __version__
from govlint.render.change.words import KINDS
from govlint.render.encode.data import dumps
from govlint.text import visible

if TYPE_CHECKING:
    from govlint.comparison import Approval, Change, Comparison
    from govlint.difference import Difference
    from govlint.model import Span

_LONGEST = 4096


def render(difference: Difference, _width: int, _colour: bool) -> str:
    """Return the comparison as one JSON object in ASCII."""
    changes = [change for each in difference.comparisons for change in each.changes]
    told = {
        "version": 1,
        "tool": {"name": "govlint", "version": __version__},
        "base": difference.base,
        "head": difference.head,
        "declarations": [comparison(each) for each in difference.comparisons],
        "summary": {
            **{kind: sum(c.kind == kind and not c.record for c in changes) for kind in KINDS},
            "records": sum(change.record for change in changes),
        },
    }
    return dumps(_harmless(told))


def comparison(each: Comparison) -> dict[str, Any]:
    """Return one declaration at two moments; its texts are not yet harmless."""
    return {
        "system": each.system,
        "before": each.before or None,
        "after": each.after or None,
        "incomparable": each.incomparable or None,
        "reviewed": each.reviewed,
        "changes": [_change(change) for change in each.changes],
        "approvals": [_approval(approval) for approval in each.approvals],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "path": list(change.path),
        "name": change.name,
        "section": change.section,
        "kind": change.kind,
        "record": change.record,
        "why": change.why,
        "before": change.before,
        "after": change.after,
        "base": change.base and _place(change.base),
        "head": change.head and _place(change.head),
    }


def _place(span: Span) -> dict[str, Any]:
    return span._asdict()


def _approval(approval: Approval) -> dict[str, Any]:
    return {
        "right": approval.right,
        "people": [person._asdict() for person in approval.people],
        "changes": list(approval.names),
        "weaker": approval.weaker,
    }


def _harmless(value: Any) -> Any:
    """Return ``value`` with every text made visible."""
    if isinstance(value, str):
        return visible(value, _LONGEST)
    if isinstance(value, dict):
        return {_harmless(key): _harmless(item) for key, item in value.items()}
    return [_harmless(item) for item in value] if isinstance(value, list) else value
