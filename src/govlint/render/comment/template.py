"""A new declaration to fill in: every key that is asked for first, and not one invented fact."""

from __future__ import annotations

TEMPLATE = """\
# Who answers for this system, and how. Write what is true today in place of each TBD;
# where something is not known, say so: {value: null, reason: ...}
schema: ai-governance/v1
system:
  id: TBD          # a short name: lower-case letters, digits and hyphens
  lifecycle: TBD   # planned, pilot, production or retired
owners:
  technical: {name: TBD, contact: TBD}   # a person, and how to reach them
  business: {name: TBD, contact: TBD}    # who owns the process that the system changes
purpose:
  decision: TBD          # which choice somebody makes differently
  workforce_effect: TBD  # augments, replaces or mixed
"""
