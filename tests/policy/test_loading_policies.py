"""Policy files: what is in order is loaded, and every mistake has its line, column and way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from govlint import policy
from govlint.expression import Program
from govlint.model import Check, Span
from govlint.policy import loading

if TYPE_CHECKING:
    from govlint.policy.loading import Loaded

GOOD = """\
family: own
policies:
  - id: good
    title: There is a way back
    severity: {production: warning}
    each: doc.rollback
    require: has(it.runbook)
    message: No runbook.
"""


def load(text: str) -> Loaded:
    """What a file holds, checked in this process, which is as strict and faster."""
    return loading.load([("own.yaml", text.encode())], loading.check_here)


def with_entry(**entry: str | None) -> str:
    """The good policy, and below it, from line 9 on, one with these entries."""
    whole: dict[str, str | None] = {
        "id": "x",
        "title": "T",
        "severity": "{production: error}",
        "require": "has(doc.rollback)",
        "message": "M",
    }
    written = [f"{key}: {value}" for key, value in (whole | entry).items() if value is not None]
    return f"{GOOD}  - " + "\n    ".join(written) + "\n"


FULL = """\
family: rollback
policies:
  - id: rehearsed
    title: The rollback was rehearsed lately
    question: 7
    decides: true
    severity: {pilot: note, production: warning}
    not_for: [rules]
    each: [doc.rollback, doc.retraining]
    when: has(it.approval) || history.review.apart > 3.0
    checks:
      - require: has(it.job)
        at: [job, doc.system.id]
        if_not: stale
        message: The job of {doc.system.id} is missing.
        message_placeholder: "{written} is no job."
      - require: evidence.runbook.path != ''
        message: There is none.
        related: "[{'path': doc.system.name, 'line': 1.0}]"
    why: Because.
    references: [ml-test-score:infra-7]
    x-own: anything
"""


def test_everything_that_a_policy_states() -> None:
    (found,) = load(FULL).policies
    assert found.id == "rollback/rehearsed"
    assert (found.question, found.decides, found.presence) == (7, True, False)
    assert found.severity == (None, "note", "warning", None)
    assert found.each == ("doc.rollback", "doc.retraining")
    assert found.not_for == ("rules",)
    assert found.checks[0] == Check(
        require="has(it.job)",
        at=("job", "doc.system.id"),
        if_not="stale",
        message="The job of {doc.system.id} is missing.",
        fix="",
        message_placeholder="{written} is no job.",
    )
    assert (found.checks[1].if_not, found.checks[1].at) == ("unclear", ())
    assert found.facts == ("history", "evidence")
    assert found.reads == (
        *("doc.rollback.approval", "doc.retraining.approval", "history.review.apart"),
        *("doc.rollback.job", "doc.retraining.job", "evidence.runbook.path", "doc.system.name"),
    )
    assert found.span == Span("own.yaml", 3, 9, 3, 18)


def test_a_policy_becomes_a_rule() -> None:
    loaded = load(GOOD)
    rule = policy.rule(loaded.policies[0], lambda source: Program(source.encode()))
    assert rule.each == (("rollback",),)
    assert rule.when is None
    assert rule.checks == ((Program(b"has(it.runbook)"), ((),)),)
    assert rule.reads == (("rollback", "runbook"),)
    assert rule.text(0).message == "No runbook."


MISTAKES: list[tuple[str, dict[str, str | None], tuple[int, int], str]] = [
    ("an unknown key", {"requires": "x"}, (14, 5), ""),
    ("no title", {"title": None}, (9, 5), ""),
    ("an unknown question", {"question": "11"}, (14, 15), ""),
    ("an id that is no slug", {"id": "My rule"}, (9, 9), ""),
    ("an id twice", {"id": "good"}, (9, 9), "Give one of them another id, or delete it."),
    ("an unknown lifecycle", {"severity": "{prodution: error}"}, (11, 16), ""),
    ("an unknown severity", {"severity": "{production: fatal}"}, (11, 28), ""),
    ("an empty subject", {"each": '""'}, (14, 12), "Write for example doc.rollback."),
    ("a subject that cannot be", {"each": "doc.rolback"}, (14, 15), "Did you mean `rollback`?"),
    ("one of two subjects", {"each": "[doc.data, doc.dat]"}, (14, 26), "Did you mean `data`?"),
    ("a target that cannot be", {"at": "rolback"}, (14, 9), "Did you mean `rollback`?"),
    ("a target from the top", {"at": "doc.rollback.tested"}, (14, 22), ""),
    ("no requirement", {"require": None}, (9, 9), ""),
    ("no message", {"message": None}, (9, 9), ""),
    ("both forms", {"checks": "[{require: has(doc.data), message: M}]"}, (12, 5), ""),
    ("half a check", {"checks": "[{require: x}]", "require": None}, (13, 14), ""),
    ("an empty requirement", {"require": '""'}, (12, 15), ""),
    ("a field", {"require": "has(doc.rollbac)"}, (12, 22), "Did you mean `rollback`?"),
    ("a type", {"when": "age(doc.system.type) > '3'"}, (14, 32), ""),
    ("a template", {"message": "'In {doc.systm.id}'"}, (13, 23), "Did you mean `system`?"),
    (
        "a fix",
        {"fix": "|\n      Write:\n        {doc.systm.id}"},
        (16, 14),
        "Did you mean `system`?",
    ),
    ("a placeholder's word", {"message": '"{written}"'}, (13, 16), ""),
    ("related places", {"related": "doc.system.id"}, (14, 14), ""),
]


@pytest.mark.parametrize(
    ("entry", "place", "fix"), [row[1:] for row in MISTAKES], ids=[row[0] for row in MISTAKES]
)
def test_a_mistake_has_its_place_and_the_others_stand(
    entry: dict[str, str | None], place: tuple[int, int], fix: str
) -> None:
    loaded = load(with_entry(**entry))
    assert [found.id for found in loaded.policies] == ["own/good"]
    (error,) = loaded.broken
    assert error.span is not None
    assert (error.span.path, error.span.line, error.span.column) == ("own.yaml", *place)
    assert error.message[0].isupper() or error.message[0] == "`"
    assert error.fix == fix or not fix


STYLES: list[tuple[str, str, tuple[int, int, int]]] = [
    ("plain", "has(doc.owner)", (12, 22, 27)),
    ("single quotes", "'doc.system.id == ''x'' && has(doc.owner)'", (12, 49, 54)),
    ("double quotes", '"doc.system.id == \\"x\\" && has(doc.owner)"', (12, 49, 54)),
    ("double, over lines", '"has(doc.rollback) &&\n      has(doc.owner)"', (13, 15, 20)),
    ("double, joined", '"has(doc.rollback) &&\\\n      has(doc.owner)"', (13, 15, 20)),
    ("plain, over lines", "has(doc.rollback) &&\n      has(doc.owner)", (13, 15, 20)),
    ("literal", "|\n      has(doc.rollback) &&\n        has(doc.owner)", (14, 17, 22)),
    ("literal, indented", "|2\n        has(doc.rollback) &&\n        has(doc.owner)", (14, 17, 22)),
    ("folded", ">\n      has(doc.rollback) &&\n      has(doc.owner)", (14, 15, 20)),
    ("folded, stripped", ">-\n\n      has(doc.rollback) &&\n\n      has(doc.owner)", (16, 15, 20)),
    ("quotes inside plain", "doc.system.id == '' || has(doc.owner)", (12, 45, 50)),
    ("wide signs", "'doc.system.id == ''王小明'' && has(doc.owner)'", (12, 51, 56)),
]


@pytest.mark.parametrize(
    ("written", "place"), [row[1:] for row in STYLES], ids=[row[0] for row in STYLES]
)
def test_a_mistake_is_found_in_every_style_of_text(
    written: str, place: tuple[int, int, int]
) -> None:
    (error,) = load(with_entry(require=written)).broken
    assert error.span is not None
    assert (error.span.line, error.span.column, error.span.end_column) == place


def test_behind_an_alias_the_text_itself_is_pointed_at() -> None:
    text = with_entry(message="&m 'In {doc.systm.id}'", fix="*m")
    places = [(error.span.line, error.span.column) for error in load(text).broken if error.span]
    assert len(places) == 1
    assert places[0][0] == 13


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", (1, 1)),
        ("[]", (1, 1)),
        ("a: 1", (1, 1)),
        ("family: own", (1, 1)),
        ("family: own\npolicies: []", (2, 11)),
        ("policies:\n  - id: a\n", (1, 1)),
        (GOOD + "family: again\n", (9, 1)),
        (GOOD + "\tx: 1\n", (9, 1)),
    ],
)
def test_a_file_that_is_no_policy_file(text: str, place: tuple[int, int]) -> None:
    loaded = load(text)
    assert loaded.policies == ()
    spans = [(error.span.line, error.span.column) for error in loaded.broken if error.span]
    assert spans == [place]


def test_users_policies_are_checked_in_a_process_of_their_own() -> None:
    loaded = policy.load([("a.yaml", GOOD.encode()), ("b.yaml", GOOD.encode())])
    assert [found.span.path for found in loaded.policies] == ["a.yaml"]
    assert [error.message for error in loaded.broken] == [
        "`own/good` is there twice, also at a.yaml:3."
    ]
    assert policy.load([]) == ((), ())
