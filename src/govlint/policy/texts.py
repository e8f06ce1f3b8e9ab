"""What the built-in policies say: loaded when a finding, or a page, needs it."""

from __future__ import annotations

from functools import cache

from govlint.policy import from_plain, prepared_texts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from govlint.model import Policy


@cache
def policies() -> dict[str, Policy]:
    """The built-in policies by id, in the order of the catalogue."""
    found = map(from_plain, prepared_texts.POLICIES)
    return {policy.id: policy for policy in found}
