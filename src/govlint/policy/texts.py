"""What the built-in policies say: loaded when a finding, or a page, needs it."""

from __future__ import annotations

from functools import cache

from govlint.model import Check, Policy, Span
from govlint.policy import prepared_texts


@cache
def policies() -> dict[str, Policy]:
    """The built-in policies by id, in the order of the catalogue."""
    found = [Policy(*row) for row in prepared_texts.POLICIES]
    return {policy.id: _with_nouns(policy) for policy in found}


def _with_nouns(policy: Policy) -> Policy:
    checks = tuple(Check(*check) for check in policy.checks)
    return policy._replace(checks=checks, span=Span(*policy.span))
