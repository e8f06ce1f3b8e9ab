"""Findings against a base: new, already there, fixed."""

from __future__ import annotations

from typing import Any

import pytest

from govlint.compare import classified
from govlint.model import Finding, Span, Waiver
from govlint.report import Declaration, Report, Summary

FILE = "ai-governance.yaml"
WAIVER = Waiver("p", "", "r", "a", "2027-01-01", Span(FILE, 1, 1, 1, 1))


def finding(policy: str = "a/b", path: str = FILE, **more: Any) -> Finding:
    made = Finding(
        policy, "fail", "warning", "m", "f", Span(path, 3, 4, 3, 5), "s", 1, "absent", policy
    )
    return made._replace(**more)


def declaration(path: str = FILE, system: str = "ranker", **more: Any) -> Declaration:
    made = Declaration(path, system, "production", "h", "gaps", "v", (), (), "")
    return made._replace(**more)


def report(*findings: Finding, declarations: tuple[Declaration, ...] | None = None) -> Report:
    known = (declaration(),) if declarations is None else declarations
    return Report("2026-11-23", known, findings, {}, Summary(0, 0, 0, 0, 0), {})


def told(base: Report, head: Report) -> list[tuple[str, str | None]]:
    return [(each.policy, each.base) for each in classified(base, head)]


OLD = finding()
MOVED = OLD._replace(span=Span("elsewhere.yaml", 90, 1, 90, 2), message="in other words")


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ([], [OLD], ["new"]),
        ([OLD], [OLD], ["existing"]),
        ([OLD], [MOVED], ["existing"]),
        ([OLD], [], ["fixed"]),
        # graver than it was
        ([OLD], [OLD._replace(severity="error")], ["new"]),
        ([OLD._replace(severity="error")], [OLD], ["existing"]),
        ([OLD._replace(outcome="open")], [OLD], ["new"]),
        ([OLD], [OLD._replace(outcome="open")], ["existing"]),
        # what could not be checked is not mended because it now can be
        ([OLD._replace(outcome="open", state="not-checked")], [], []),
        ([OLD._replace(outcome="open")], [OLD._replace(outcome="open")], ["existing"]),
        # waivers
        ([OLD._replace(waiver=WAIVER)], [OLD], ["new"]),
        ([OLD], [OLD._replace(waiver=WAIVER)], ["existing"]),
        ([OLD._replace(waiver=WAIVER)], [OLD._replace(waiver=WAIVER)], ["existing"]),
        # what passed, or did not apply, has no standing
        ([OLD], [OLD._replace(outcome="pass")], [None, "fixed"]),
        ([OLD._replace(outcome="pass")], [OLD], ["new"]),
        # two of the same name: each answers for one
        ([OLD], [OLD, OLD._replace(message="second")], ["existing", "new"]),
        ([OLD, OLD], [OLD], ["existing", "fixed"]),
        (
            [OLD, OLD._replace(severity="error")],
            [OLD, OLD._replace(severity="error")],
            ["existing", "existing"],
        ),
        (
            [OLD, OLD],
            [OLD._replace(severity="error"), OLD._replace(severity="note")],
            ["new", "existing"],
        ),
    ],
)
def test_one_declaration(
    before: list[Finding], after: list[Finding], wanted: list[str | None]
) -> None:
    found = classified(report(*before), report(*after))
    assert [each.base for each in found] == wanted


def test_in_the_same_file_before_others() -> None:
    """A copy of a declaration, with its id, stands before it in the order of paths."""
    copy = OLD._replace(span=Span("a/ai-governance.yaml", 3, 4, 3, 5))
    found = classified(report(OLD), report(copy, OLD))
    assert [each.base for each in found] == ["new", "existing"]


def test_the_order_is_the_heads_and_what_is_fixed_comes_last() -> None:
    base = report(finding("c/c"), finding("a/a"))
    head = report(finding("z/z"), finding("a/a"), finding("b/b"))
    assert told(base, head) == [
        ("z/z", "new"),
        ("a/a", "existing"),
        ("b/b", "new"),
        ("c/c", "fixed"),
    ]


@pytest.mark.parametrize(
    ("after", "is_fixed"),
    [
        ([declaration()], True),
        ([declaration(lifecycle="pilot")], False),
        ([declaration(lifecycle="retired", verdict="not-judged")], False),
        ([declaration(verdict="not-judged")], False),
        ([], False),
        ([declaration("moved.yaml")], True),
        ([declaration("other.yaml", "other")], False),
        ([declaration("a.yaml"), declaration("b.yaml")], False),
    ],
)
def test_what_is_gone_is_fixed_only_if_it_was_asked_again(
    after: list[Declaration], is_fixed: bool
) -> None:
    head = report(declarations=tuple(after))
    assert told(report(OLD), head) == ([("a/b", "fixed")] if is_fixed else [])


def test_a_stage_up_asks_all_that_was_asked() -> None:
    base = report(OLD, declarations=(declaration(lifecycle="pilot"),))
    assert told(base, report()) == [("a/b", "fixed")]


def test_a_declaration_that_was_missing() -> None:
    missing = finding("declaration/missing")
    assert told(report(missing, declarations=()), report()) == [("declaration/missing", "fixed")]
    assert told(report(missing, declarations=()), report(missing, declarations=())) == [
        ("declaration/missing", "existing")
    ]


def test_another_id_of_the_system_is_no_new_finding() -> None:
    base = report(finding("a/a", fingerprint="1"), finding("b/b", fingerprint="2"))
    head = report(
        finding("a/a", fingerprint="3"),
        finding("c/c", fingerprint="4"),
        declarations=(declaration(system="renamed"),),
    )
    assert told(base, head) == [("a/a", "existing"), ("c/c", "new"), ("b/b", "fixed")]


def test_the_same_policy_in_another_file_is_another_finding() -> None:
    two = (declaration("a.yaml", "a"), declaration("b.yaml", "b"))
    base = report(finding("a/a", "a.yaml", fingerprint="1"), declarations=two)
    head = report(finding("a/a", "b.yaml", fingerprint="2"), declarations=two)
    assert told(base, head) == [("a/a", "new"), ("a/a", "fixed")]
