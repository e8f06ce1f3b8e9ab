"""The baseline: what it holds, how it is read and written, and that it only shrinks."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlint import baseline
from govlint.baseline import Entry
from govlint.errors import ConfigError
from govlint.model import Finding, Span, Waiver

WAIVER = Waiver("p", "", "r", "a", "2027-01-01", Span("x", 1, 1, 1, 1))
ONE, TWO, THREE = "1" * 16, "2" * 16, "3" * 16


def finding(fingerprint: str = ONE, **more: Any) -> Finding:
    made = Finding(
        "a/b",
        "fail",
        "warning",
        "m",
        "f",
        Span("x.yaml", 7, 3, 7, 9),
        "s",
        1,
        "absent",
        fingerprint,
    )
    return made._replace(**more)


def entry(fingerprint: str = ONE, severity: Any = "warning", policy: str = "a/b") -> Entry:
    return Entry(fingerprint, policy, "s", severity)


TEXT = """\
# Findings that were here when govlint came. They are told, and do not fail. Nobody adds to this
# list: what is mended is taken out, by hand or by `govlint baseline --prune`.
schema: govlint-baseline/v1
findings:
  - "2222222222222222 error a/b"
  - "1111111111111111 note c/d data.sources[Pay \\"roll\\"]"
"""
ENTRIES = (
    Entry(TWO, "a/b", "", "error"),
    Entry(ONE, "c/d", 'data.sources[Pay "roll"]', "note"),
)


def test_the_file() -> None:
    assert baseline.written(ENTRIES) == TEXT
    assert baseline.written(ENTRIES[::-1]) == TEXT
    assert baseline.read(TEXT.encode()) == ENTRIES
    assert baseline.read(baseline.written(()).encode()) == ()


def test_no_line_and_no_file_stand_in_it() -> None:
    text = baseline.written(baseline.of([finding()]))
    assert "x.yaml" not in text
    assert "7" not in text.replace("govlint-baseline", "")


SUBJECTS = st.text(max_size=60)


@given(
    st.lists(
        st.tuples(st.sampled_from((ONE, TWO, THREE)), SUBJECTS, st.sampled_from(("error", "note")))
    )
)
def test_whatever_is_written_can_be_read(rows: list[tuple[str, str, Any]]) -> None:
    made = baseline.of(finding(f, subject=s, severity=v) for f, s, v in rows)
    found = baseline.read(baseline.written(made).encode())
    assert [each[::3] for each in found] == [each[::3] for each in made]


def test_a_large_one_is_read() -> None:
    many = baseline.of(finding(f"{number:016x}") for number in range(10_000))
    assert len(baseline.read(baseline.written(many).encode())) == 10_000


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("findings: []\n", 1),
        ("schema: govlint-baseline/v2\nfindings: []\n", 1),
        ("schema: govlint-baseline/v1\nfindings: {}\n", 2),
        ("schema: govlint-baseline/v1\nfindings:\n  - a/b error\n", 3),
        ("schema: govlint-baseline/v1\nfindings:\n  - {policy: a/b}\n", 3),
        (TEXT.replace(" note ", " grave "), 6),
        (TEXT.replace("2222222222222222", "see below"), 5),
        ("schema: govlint-baseline/v1\nfindings: [\n", 2),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, line: int) -> None:
    with pytest.raises(ConfigError) as told:
        baseline.read(text.encode())
    assert told.value.message
    assert told.value.span is not None
    assert (told.value.span.path, told.value.span.line) == (baseline.FILE, line)


def test_what_is_recorded() -> None:
    found = [
        finding(ONE),
        finding(TWO, severity="note"),
        finding(outcome="open"),
        finding(outcome="pass"),
        finding(waiver=WAIVER),
        finding(policy="declaration/missing"),
        finding(policy="change/nothing-weakened"),
    ]
    assert baseline.of(found) == (entry(ONE), entry(TWO, "note"))


@pytest.mark.parametrize(
    ("entries", "found", "marked", "mended"),
    [
        ([entry()], [finding()], ["existing"], []),
        ([entry()], [finding(span=Span("y.yaml", 1, 1, 1, 2), message="other")], ["existing"], []),
        ([], [finding()], [None], []),
        ([entry()], [], [], [entry()]),
        ([entry()], [finding(TWO)], [None], [entry()]),
        # graver than it was
        ([entry()], [finding(severity="error")], [None], []),
        ([entry(severity="error")], [finding()], ["existing"], []),
        ([entry()], [finding(outcome="open")], ["existing"], []),
        ([entry()], [finding(outcome="pass")], [None], [entry()]),
        ([entry()], [finding(waiver=WAIVER)], ["existing"], []),
        # two of one name
        ([entry()], [finding(), finding()], ["existing", None], []),
        ([entry(), entry()], [finding()], ["existing"], [entry()]),
        (
            [entry(severity="error"), entry(severity="note")],
            [finding(severity="note"), finding(severity="error")],
            ["existing", "existing"],
            [],
        ),
    ],
)
def test_findings_that_it_holds_are_marked(
    entries: list[Entry], found: list[Finding], marked: list[str | None], mended: list[Entry]
) -> None:
    told = baseline.applied(tuple(entries), found)
    assert [each.base for each in told.findings] == marked
    assert list(told.mended) == mended


@pytest.mark.parametrize(
    ("entries", "found", "left"),
    [
        ([entry(ONE), entry(TWO)], [finding(TWO), finding(THREE)], [entry(TWO)]),
        ([entry()], [finding(severity="error")], [entry()]),
        ([entry(severity="error")], [finding()], [entry()]),
        ([entry(), entry()], [finding()], [entry()]),
        ([entry()], [], []),
    ],
)
def test_pruning_only_takes_away(
    entries: list[Entry], found: list[Finding], left: list[Entry]
) -> None:
    assert list(baseline.pruned(tuple(entries), found)) == left


@pytest.mark.parametrize(
    ("base", "head", "counts", "added"),
    [
        ([entry(ONE), entry(TWO)], [entry(ONE)], [entry(ONE)], []),
        ([entry(ONE)], [entry(ONE), entry(TWO)], [entry(ONE)], [entry(TWO)]),
        ([entry()], [entry(severity="error")], [entry()], [entry(severity="error")]),
        ([entry(severity="error")], [entry()], [entry()], []),
        ([entry()], [entry(), entry()], [entry()], [entry()]),
        ([], [entry()], [], [entry()]),
        (None, [entry()], [], [entry()]),
    ],
)
def test_a_pull_request_can_only_make_it_smaller(
    base: list[Entry] | None, head: list[Entry], counts: list[Entry], added: list[Entry]
) -> None:
    before = None if base is None else tuple(base)
    assert list(baseline.counting(before, tuple(head))) == counts
    assert list(baseline.added(before, tuple(head))) == added
