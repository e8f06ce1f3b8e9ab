"""Fingerprints: the same finding keeps its own when lines, keys and folders move."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checked import Repository

ONE = """\
schema: ai-governance/v1
system: {id: ranker, lifecycle: production, production_since: 2026-06-15}
data:
  sources:
    - {name: Ledger, kind: file, automated: false}
    - {name: Payroll, kind: file, automated: false}
rollback: {runbook: docs/r.md, last_tested: 2026-02-30}
"""

MOVED = """\
# a comment
schema: ai-governance/v1
rollback:
  last_tested: 2026-02-30
  runbook: docs/r.md

data:
  sources:
    - {automated: false, name: Payroll, kind: file}
    - {name: Ledger, automated: false, kind: file}
system: {lifecycle: production, id: ranker, production_since: 2026-06-15}
"""


def test_fingerprints_stay_when_things_move(repository: Repository) -> None:
    repository.write("a/ai-governance.yaml", ONE)
    repository.write("b/c/ai-governance.yaml", MOVED)
    one = repository.check("a").found()
    moved = repository.check("b").found()
    assert {f["fingerprint"] for f in one} == {f["fingerprint"] for f in moved}
    assert [f["line"] for f in one] != [f["line"] for f in moved]


def test_fingerprints_differ_between_findings(repository: Repository) -> None:
    repository.write("ai-governance.yaml", ONE)
    prints = [f["fingerprint"] for f in repository.check().found()]
    assert len(prints) == len(set(prints))


def test_fingerprints_differ_between_systems(repository: Repository) -> None:
    repository.write("a/ai-governance.yaml", ONE)
    repository.write("b/ai-governance.yaml", ONE.replace("id: ranker", "id: forecast"))
    first = {f["fingerprint"] for f in repository.check("a").found()}
    second = {f["fingerprint"] for f in repository.check("b").found()}
    assert first.isdisjoint(second)
