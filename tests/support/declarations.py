"""A declaration to build histories of, and small edits of it."""

from __future__ import annotations

NAME = "ai-governance.yaml"
TODAY = "2026-11-23"
DECLARATION = """\
# Ranks applicants.
schema: ai-governance/v1
system:
  id: candidate-ranker
  lifecycle: production
  pilot_started: 2026-01-12
  production_since: 2026-06-15
governs:
  model: [ranker/**, models/ranker.dvc]
  data: [pipelines/**]
  deployment: [deploy/**]
owners:
  technical: {name: Priya Nair, contact: priya.nair@example.com, deputy: Luis Ferrer}
  business: {name: Tom Okafor, contact: "@tomokafor"}
success_metric:
  name: Days from application to first call
  baseline: {value: 6.5, measured_on: 2025-10-31}
monitoring:
  outcome_metric:
    name: Precision at 10
    minimum: 0.62
    last_measured: {on: 2026-11-16, value: 0.69}
rollback:
  runbook: docs/rollback.md
  last_tested: 2026-10-02
review:
  cadence: P3M
  last_reviewed: 2026-07-01
"""


def edited(*changes: tuple[str, str], of: str = DECLARATION) -> str:
    """The declaration with each ``(old, new)`` replaced; an old that is not there is a mistake."""
    for old, new in changes:
        assert of.count(old) == 1, f"{old!r} stands {of.count(old)} times in the declaration"
        of = of.replace(old, new)
    return of


def reviewed(day: str, of: str = DECLARATION) -> str:
    """The declaration with another date of its last review."""
    head, _, rest = of.partition("last_reviewed: ")
    return f"{head}last_reviewed: {day}{rest[10:]}"


def pilot(ends: str) -> str:
    """A pilot that ends on a day; none where it is empty."""
    return edited(
        ("lifecycle: production", "lifecycle: pilot"),
        ("production_since: 2026-06-15", f"pilot_ends: {ends}" if ends else "name: Ranker"),
    )


HIGHER = edited(("value: 6.5", "value: 9"))
"""With another baseline."""
