"""Two whole declarations: what is no change, what cannot be compared, where, and who agrees."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from govlint import schema, source
from govlint.comparison import Person, compare

if TYPE_CHECKING:
    from govlint.comparison import Comparison
    from govlint.schema import Form

TODAY = "2026-11-23"
PATH = "ai-governance.yaml"
PRIYA = Person("Priya Nair", "priya.nair@example.com")
TOM = Person("Tom Okafor", "tom.okafor@example.com")

with open(
    os.path.join(os.path.dirname(__file__), "..", "examples", "recruitment-ranker.yaml"),
    encoding="utf-8",
) as file:
    FULL = file.read()


def form(text: str, path: str = PATH) -> Form:
    return schema.check_form(source.read(text.encode(), path), TODAY)


def edited(*changes: tuple[str, str], of: str = FULL) -> str:
    for old, new in changes:
        assert of.count(old) == 1, f"{old!r} stands {of.count(old)} times in the declaration"
        of = of.replace(old, new)
    return of


def compared(*changes: tuple[str, str]) -> Comparison:
    return compare(form(FULL), form(edited(*changes)))


def whys(found: Comparison) -> list[str]:
    return [change.why for change in found.changes]


@pytest.mark.parametrize(
    "change",
    [
        ("# Recruitment screening:", "# Another comment:"),
        (
            "  change_workflow: business\n  deploy_model: technical\n",
            "  deploy_model: technical\n  change_workflow: business\n",
        ),
        ("roll_back: [technical, business]", "roll_back: [business, technical]"),
        ("roll_back: [technical, business]", "roll_back: {decides: [technical, business]}"),
        ("change_workflow: business", "change_workflow: [Tom Okafor]"),
        ("    owner: Priya Nair\n", "    owner: technical\n"),
        (
            "model: [ranker/**, models/ranker.dvc]",
            "model:\n    - models/ranker.dvc\n    - ranker/**",
        ),
        ("minimum: 0.62", "minimum: 62.0e-2"),
        ("cadence: P7D", "cadence: P1W"),
        ("audience: Recruiters", 'audience: "Recruiters"'),
        ("  audience: Recruiters\n", "  audience: Recruiters\n  x-note: ours\n"),
        (
            "  audience: Recruiters\n  method: Top five reasons for the rank, in",
            "  audience: Recruiters\n  method: >-\n    Top five reasons for the rank,\n    in",
        ),
    ],
    ids=lambda change: change[1][:40].strip(),
)
def test_what_is_no_change(change: tuple[str, str]) -> None:
    assert compared(change).changes == ()


def test_sources_are_the_same_in_any_order() -> None:
    one = "    - {name: Applicant tracking system, kind: api, automated: true, refresh: P1D}\n"
    two = "    - {name: Placement outcomes, kind: database, automated: true, refresh: P7D}\n"
    found = compared((one, ""), (two, two.replace("P7D", "P14D") + one))
    assert [change.name for change in found.changes] == ["data.sources[Placement outcomes].refresh"]
    assert found.changes[0].path == ("data", "sources", 0, "refresh")
    assert found.changes[0].kind == "weaker"


def test_places_on_both_sides() -> None:
    found = compared(
        ("schema: ai-governance/v1\n", "\nschema: ai-governance/v1\n"), ("0.62\n", "0.5\n")
    )
    (change,) = found.changes
    line = FULL[: FULL.index("    minimum: 0.62")].count("\n") + 1
    assert change.base is not None
    assert change.head is not None
    assert (change.base.line, change.base.column, change.base.end_column) == (line, 14, 18)
    assert (change.head.line, change.head.column, change.head.end_column) == (line + 1, 14, 17)


def test_what_is_gone_points_to_where_it_would_stand() -> None:
    (change,) = compared(("  guide: docs/reading-the-ranking.md\n", "")).changes
    line = FULL[: FULL.index("  audience:")].count("\n") + 1
    assert (change.before, change.after) == ("docs/reading-the-ranking.md", None)
    assert change.head is not None
    assert (change.head.line, change.head.column) == (line, 3)


def test_one_change_for_a_section_that_is_gone() -> None:
    start, end = FULL.index("rollback:"), FULL.index("retraining:")
    found = compare(form(FULL), form(FULL[:start] + FULL[end:]))
    assert whys(found) == ["The rollback plan was dropped."]
    assert found.changes[0].path == ("rollback",)


def test_a_review_is_a_record_and_nothing_else() -> None:
    found = compared(("last_reviewed: 2026-10-05", "last_reviewed: 2026-11-20"))
    assert found.reviewed
    assert [change.record for change in found.changes] == [True]
    assert found.approvals == ()
    assert not compare(form(edited(("2026-10-05", "2026-11-20"))), form(FULL)).reviewed


def test_a_misspelt_key_is_compared_where_it_belongs() -> None:
    found = compared(("human_oversight:", "human_oversigth:"))
    assert found.changes == ()


def test_what_cannot_be_read_is_neither_weaker_nor_stronger() -> None:
    found = compared(("minimum: 0.62", 'minimum: ">= 0.62"'))
    assert [(change.kind, change.why) for change in found.changes] == [
        ("neutral", "The minimum of the outcome metric cannot be read as it is written now.")
    ]


def test_a_file_that_breaks_off_cannot_be_compared() -> None:
    broken = FULL.replace("retraining:\n", "retraining: " + "[" * 200 + "\n")
    assert not form(broken).document.complete
    for base, head, side in ((FULL, broken, "head"), (broken, FULL, "base")):
        found = compare(form(base), form(head))
        assert found.changes == ()
        assert found.incomparable == f"{PATH} could not be read to its end in the {side}."


def test_a_new_declaration() -> None:
    found = compare(None, form(FULL))
    assert (found.system, found.before, found.after) == ("candidate-ranker", "", PATH)
    assert whys(found) == ["candidate-ranker is declared for the first time."]
    assert found.changes[0].kind == "stronger"
    assert [approval.people for approval in found.approvals] == [(PRIYA, TOM)]


def test_a_deleted_declaration() -> None:
    found = compare(form(FULL), None)
    assert (found.before, found.after) == (PATH, "")
    assert whys(found) == [
        "The declaration was deleted: nobody answers for candidate-ranker any more."
    ]
    (approval,) = found.approvals
    assert (approval.right, approval.people, approval.weaker) == (
        "decision_rights.retire_system",
        (TOM,),
        True,
    )


@pytest.mark.parametrize(
    ("change", "right", "people"),
    [
        (("minimum: 0.62", "minimum: 0.5"), "decision_rights.change_thresholds", [PRIYA]),
        (("runbook: docs/runbooks/rollback.md", ""), "decision_rights.roll_back", [PRIYA, TOM]),
        (("lifecycle: production", "lifecycle: retired"), "decision_rights.retire_system", [TOM]),
        (("lifecycle: production", "lifecycle: pilot"), "decision_rights.change_workflow", [TOM]),
        (("mode: human-in", "mode: human-on"), "decision_rights.change_workflow", [TOM]),
        (("max_duration: P5D", "max_duration: P9D"), "decision_rights.deploy_model", [PRIYA]),
        # nobody may retrain by name: whoever deploys decides
        (
            ("triggers: [drift, schedule]", "triggers: [drift]"),
            "decision_rights.deploy_model",
            [PRIYA],
        ),
        (("cadence: P1D\n  checks", "cadence: P9D\n  checks"), "owners.technical", [PRIYA]),
        (("population: 42", "population: 40"), "owners.business", [TOM]),
        (("deputy: Luis Ferrer", ""), "owners.technical", [PRIYA]),
        (("cadence: P3M, last", "cadence: P6M, last"), "owners", [PRIYA, TOM]),
        # who decided before agrees to it that another decides
        (
            ("deploy_model: technical", "deploy_model: Luis Ferrer"),
            "decision_rights.deploy_model",
            [PRIYA],
        ),
        (("name: Priya Nair", "name: Ana Silva"), "owners", [PRIYA, TOM]),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_who_should_agree(change: tuple[str, str], right: str, people: list[Person]) -> None:
    found = compared(change)
    approval = found.approvals[0]
    assert (approval.right, list(approval.people)) == (right, people)


def test_what_weakens_is_asked_about_first() -> None:
    found = compared(("population: 42", "population: 40"), ("minimum: 0.62", "minimum: 0.5"))
    assert [(approval.right, approval.weaker) for approval in found.approvals] == [
        ("decision_rights.change_thresholds", True),
        ("owners.business", False),
    ]
    assert found.approvals[0].names == ("monitoring.outcome_metric.minimum",)


def test_where_the_base_names_nobody() -> None:
    base = "schema: ai-governance/v1\nsystem: {id: candidate-ranker, lifecycle: pilot}\n"
    found = compare(form(base + "rollback: {runbook: docs/r.md}\n"), form(base))
    assert [(approval.right, approval.people) for approval in found.approvals] == [
        ("owners.technical", ())
    ]


def test_the_texts_of_a_hostile_file_are_harmless() -> None:
    found = compared(("name: Priya Nair\n", 'name: "\\e[31m\\u202eevil\\n::error::x"\n'))
    assert found.changes[0].why.isprintable()
