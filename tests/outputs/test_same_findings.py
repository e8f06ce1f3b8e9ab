"""The same findings, by fingerprint, in every output."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from changing import DAY, NAME
from repositories import History
from rows import READERS
from told_reports import compared, declaration, every, finding, report, span

from govlint import app
from govlint.model import Span, Waiver
from govlint.render import FORMATS
from govlint.render.identity import distinct

if TYPE_CHECKING:
    from rows import Row

    from govlint.model import Finding
    from govlint.report import Report

EXAMPLES = Path(__file__).parent.parent / "examples"
IN_FULL = ("gitlab", "json", "junit", "sarif")
"""The formats that have a place for a fingerprint."""
FOR_PEOPLE = ("plain", "terminal", "markdown", "github-summary")
"""They tell what could not be checked together, and what was there before in a line."""
WIDE = 10_000
MOST = 4
"""Findings of a kind: with more, some outputs would count instead of tell."""
A, B, C = (f"{name}/ai-governance.yaml" for name in "abc")


def by_hand() -> Report:
    """Of every outcome and standing, with neighbours that are easily taken for each other."""
    waiver = Waiver("house/team", "", "Hiring", "Tom Okafor", "2027-03-31", span(9, 3, 12, A))
    same = {"fingerprint": "a" * 16}
    unknown = {"outcome": "open", "state": "not-checked", "message": "The clone is shallow."}
    asked = {"outcome": "open", "severity": "warning", "state": "open"}
    findings = [
        finding("house/source", span(4, 1, 9, A), subject="one", message="One is old.", base="new"),
        finding("house/source", span(4, 1, 9, A), subject="two", message="Two is.", base="new"),
        finding(
            "house/source", span(4, 1, 9, A), subject="six", message="Six is.", base="existing"
        ),
        finding("house/limit", span(5, 3, 9, A), message="No limit.", base="existing", **same),
        finding("house/limit", span(5, 3, 9, B), message="No limit.", base="new", **same),
        finding("house/limit", span(7, 3, 9, C), message="No limit.", base="fixed", **same),
        finding("house/team", span(6, 1, 2, A), message="A team.", waiver=waiver, base="existing"),
        finding("house/team", span(6, 1, 2, B), message="A team.", waiver=waiver, base="new"),
        finding("house/figure", span(7, 1, 2, A), message="Not known: n.", base="new", **asked),
        finding(
            "house/figure", span(7, 1, 2, B), message="Not known: n.", base="existing", **asked
        ),
        finding("house/here", span(8, 1, 2, A), base="new", **unknown, fingerprint="b" * 16),
        finding("house/here", span(8, 1, 2, B), base="existing", **unknown, fingerprint="b" * 16),
        finding("house/near", span(8, 1, 2, B), base="existing", **unknown),
        finding("house/form", span(2, 1, 3, C), message="A tab.", base="new", fingerprint="c" * 16),
        finding("house/form", span(3, 1, 3, C), message="A tab.", base="new", fingerprint="c" * 16),
        finding("house/note", span(1, 1, 1, C), severity="note", message="Once.", base="existing"),
        finding("house/kept", Span("gone/x.yaml", 1, 1, 1, 1), message="Deleted.", base="new"),
    ]
    declarations = [declaration(path, {1: "absent"}) for path in (A, B, C)]
    told = [each._replace(system="ranker") for each in declarations[:2]]
    made = report([*told, declarations[2]], findings)
    return made._replace(against=compared().against)


@pytest.fixture(scope="module")
def in_a_repository(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """What a change of two declarations of one system does: new, already there and fixed."""
    root = tmp_path_factory.mktemp("repository")
    text = (EXAMPLES / "minimal-pilot.yaml").read_text()
    made = History(str(root))
    made.commit({f"{name}/{NAME}": f"{text}misspelt: 1\n" for name in "ab"}, "2026-09-14")
    made.build()
    made.write({f"b/{NAME}": f"{text}lost: 1\nlast: 2\n"})
    return app.check(app.Request(paths=(str(root),), today=DAY, base="main")).report


@pytest.fixture(params=["by hand", "every", "compared", "in a repository"])
def told(request: pytest.FixtureRequest, in_a_repository: Report) -> Report:
    """A report without what asks for nothing, which some outputs leave out, nor too many."""
    made = {"by hand": by_hand, "every": every, "compared": compared}.get(request.param)
    whole = made() if made else in_a_repository
    kinds: dict[object, list[Finding]] = {}
    for each in whole.findings:
        if each.outcome in ("fail", "open"):
            kind = (each.base, each.span.path, each.base != "existing" and each.severity)
            kinds.setdefault(kind, []).append(each)
    return whole._replace(findings=tuple(f for of_kind in kinds.values() for f in of_kind[:MOST]))


def rows(format_: str, told: Report) -> list[Row]:
    return list(READERS[format_](FORMATS[format_](told, WIDE, False)))


def test_the_reports_hold_what_is_easily_confused(in_a_repository: Report) -> None:
    hand = by_hand().findings
    assert {each.base for each in in_a_repository.findings} == {"new", "existing", "fixed"}
    for findings in (hand, in_a_repository.findings):
        assert max(Counter(each.fingerprint for each in findings).values()) > 1
    assert {each.outcome for each in hand} == {"fail", "open"}
    assert max(Counter((f.policy, f.span) for f in hand).values()) == 3
    assert any(each.waiver for each in hand)


def test_every_output_has_a_reader() -> None:
    assert set(READERS) == set(FORMATS)


@pytest.mark.parametrize("format_", sorted(READERS))
def test_every_row_is_one_finding(format_: str, told: Report) -> None:
    """By its fingerprint; where a format has no place for that, by all that the row says."""
    left = {row.fingerprint: row for row in rows("json", told)}
    assert len(left) == sum(each.base != "fixed" for each in told.findings)
    for row in rows(format_, told):
        found = [fingerprint for fingerprint, other in left.items() if _is(row, other)]
        assert found, f"{row} is none of {list(left.values())}"
        assert len(found) == 1 or format_ in FOR_PEOPLE, row
        del left[found[0]]
    assert left == {}


def _is(row: Row, other: Row) -> bool:
    """Whether a row tells the finding that the JSON tells by another one."""
    if row.fingerprint is not None:
        return row.fingerprint == other.fingerprint and row.policy == other.policy
    for mine, theirs in zip(row[:4], other[:4], strict=True):
        if mine is not None and mine != theirs:
            return False
    said = (row.text or "").replace("`", "").replace("\\", "")
    return row.text is None or said.startswith((other.text or "").replace("`", ""))


@pytest.mark.parametrize("format_", IN_FULL)
def test_a_fingerprint_is_in_every_row(format_: str, told: Report) -> None:
    found = [row.fingerprint for row in rows(format_, told)]
    assert None not in found
    assert len(set(found)) == len(found) > 0
    assert set(found) == {row.fingerprint for row in rows("json", told)}


def test_what_is_fixed_is_told_too(in_a_repository: Report) -> None:
    fixed = [each.policy for each in in_a_repository.findings if each.base == "fixed"]
    assert fixed
    read = json.loads(FORMATS["json"](in_a_repository, WIDE, False))["findings"]
    assert [each["policy"] for each in read if each["base"] == "fixed"] == fixed
    for format_ in ("plain", "terminal", "markdown", "github-summary"):
        lines = FORMATS[format_](in_a_repository, WIDE, False).replace("`", "").splitlines()
        assert sum(line.startswith("Fixed: ") for line in lines) == len(fixed)


def test_a_number_is_that_of_the_declaration() -> None:
    """It does not depend on what else is found, passed or mended."""
    whole = by_hand()
    (in_b,) = (f for f in distinct(whole) if f.policy == "house/limit" and f.span.path == B)
    assert in_b.fingerprint == f"{'a' * 16}:2"
    only = whole._replace(findings=tuple(f for f in whole.findings if f.span.path == B))
    assert in_b in distinct(only)
    assert len({each.fingerprint for each in distinct(whole)}) == len(whole.findings)


def test_what_is_fixed_moves_no_number() -> None:
    same = [finding("house/form", span(n, 1, 2), fingerprint="a" * 16) for n in (1, 2, 3)]
    first, *others = same
    told = distinct(report([declaration()], [first._replace(base="fixed"), *others]))
    assert [each.fingerprint[16:] for each in told] == [":1.3", "", ":1.2"]


@pytest.mark.parametrize("format_", ["json", "sarif", "junit", "markdown", "plain"])
def test_passes_are_told_where_they_are_asked_for(format_: str) -> None:
    told = FORMATS[format_](every(), 200, False)
    assert "house/passed" in told
    assert "house/unasked" in told
