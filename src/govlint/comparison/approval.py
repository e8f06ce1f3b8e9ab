"""Who should agree to a change, by the base's decision rights and owners."""

from __future__ import annotations

from govlint.comparison import lists
from govlint.comparison.nouns import Approval, Person

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govlint.comparison.nouns import Change
    from govlint.comparison.side import Side

_SIDES = ("technical", "business")
_INSTEAD = {
    "change_workflow": "business",
    "change_thresholds": "technical",
    "change_prompt": "technical",
    "deploy_model": "technical",
    "roll_back": "technical",
    "retrain_model": "deploy_model",
    "retire_system": "business",
}
"""Whose say it is where nobody was given the right."""


def approvals(changes: Sequence[Change], base: Side) -> tuple[Approval, ...]:
    """One for each right that the changes touch; those that weaken come first."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        if not change.record:
            found.setdefault(_written(change.right, base), []).append(change)
    made = (_approval(right, touched, base) for right, touched in found.items())
    return tuple(sorted(made, key=lambda each: not each.weaker))


def _approval(right: str, touched: list[Change], base: Side) -> Approval:
    ordered = sorted(touched, key=lambda change: change.kind != "weaker")
    return Approval(
        right=right,
        people=tuple(dict.fromkeys(_holders(right, base))),
        names=tuple(dict.fromkeys(change.name for change in ordered)),
        weaker=any(change.kind == "weaker" for change in touched),
    )


def _written(right: str, base: Side) -> str:
    """Where the base says whose say it is."""
    while right not in (*_SIDES, "owners"):
        if lists.held(base.value(("decision_rights", right)), base):
            return f"decision_rights.{right}"
        right = _INSTEAD[right]
    return right if right == "owners" else f"owners.{right}"


def _holders(right: str, base: Side) -> Iterator[Person]:
    section, _, key = right.partition(".")
    if section == "decision_rights":
        references = lists.held(base.value((section, key)), base)
    else:
        references = [key] if key else list(_SIDES)
    for reference in references:
        if reference in _SIDES:
            yield from _owner(reference, base)
        else:
            yield Person(reference, "")


def _owner(side: str, base: Side) -> Iterator[Person]:
    owner = base.value(("owners", side))
    if isinstance(owner, dict) and isinstance(owner.get("name"), str):
        yield Person(owner["name"], owner.get("contact", ""))
