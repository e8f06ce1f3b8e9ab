"""What the built-in policies say: loaded when a finding, or a page, needs it."""

from __future__ import annotations

from govlint.policy import from_plain, prepared_texts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from govlint.model import Policy


_LOADED: dict[str, Policy] = {}


def policies() -> dict[str, Policy]:
    """The built-in policies by id, in the order of the catalogue."""
    if not _LOADED:
        found = map(from_plain, prepared_texts.POLICIES)
        _LOADED.update((policy.id, policy) for policy in found)
    return _LOADED
