"""The fact `change`: what a pull request does to a declaration, and to what it governs."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from declarations import DECLARATION, NAME, TODAY, edited

from govlint import resources, schema, source
from govlint.comparison import compare
from govlint.facts.change import Author, Seen, fact
from govlint.facts.outside import UNKNOWN_CHANGE
from govlint.git.changes import Changed

SHAPE = json.loads(resources.read("schemas/facts/change.v1.schema.json"))
PRIYA = Author("Priya Nair", "priya.nair@example.com", "1" * 40)
STRANGER = Author("Sam Stranger", "sam@elsewhere.example", "2" * 40)
BOT = Author("renovate[bot]", "29139614+renovate[bot]@users.noreply.github.com", "3" * 40)
UNGOVERNED = edited(
    ("governs:\n  model: [ranker/**, models/ranker.dvc]\n  data: [pipelines/**]\n", ""),
    ("  deployment: [deploy/**]\n", ""),
)


def made(
    before: str | None, after: str | None, *files: str | Changed, **more: Any
) -> dict[str, Any]:
    """The fact, held against its schema. A file named by its path alone was changed."""
    old, new = (
        None if text is None else schema.check_form(source.read(text.encode(), path), TODAY)
        for text, path in ((before, more.pop("before", NAME)), (after, more.pop("after", NAME)))
    )
    changed = [Changed(f, "1", "2") if isinstance(f, str) else f for f in files]
    authors = more.pop("authors", (PRIYA,))
    found = fact(
        Seen(
            "commit 1a2b3c4",
            "1a2b3c4" * 5,
            old,
            new,
            compare(old, new),
            changed,
            True,
            authors,
            **more,
        )
    )
    jsonschema.validate(found.data, SHAPE)
    assert found.unavailable is None
    data: dict[str, Any] = found.data
    return data


def test_the_schema_is_one_and_describes_a_run_without_a_base() -> None:
    jsonschema.Draft202012Validator.check_schema(SHAPE)
    jsonschema.validate(UNKNOWN_CHANGE, SHAPE)
    assert set(UNKNOWN_CHANGE) == set(SHAPE["required"]) == set(SHAPE["properties"])


@pytest.mark.parametrize(
    ("before", "after", "state"),
    [
        (DECLARATION, DECLARATION, "unchanged"),
        (DECLARATION, "# another comment\n" + DECLARATION, "unchanged"),
        (DECLARATION, edited(("0.62", "0.5")), "changed"),
        (DECLARATION, "a: [" * 200, "changed"),
        (None, DECLARATION, "new"),
        (DECLARATION, None, "deleted"),
    ],
)
def test_what_became_of_it(before: str | None, after: str | None, state: str) -> None:
    data = made(before, after)
    assert (data["known"], data["state"]) == (True, state)


def test_what_weakens_is_told_with_its_place() -> None:
    data = made(DECLARATION, edited(("0.62", "0.5"), ("cadence: P3M", "cadence: P1M")))
    (weaker,) = data["weaker"]
    assert weaker == {
        "name": "monitoring.outcome_metric.minimum",
        "section": "monitoring",
        "text": "The minimum of the outcome metric was lowered from 0.62 to 0.5.",
        "asked": "Priya Nair",
        "people": ["Priya Nair"],
        "path": NAME,
        "line": 21.0,
        "column": 14.0,
    }
    assert [each["name"] for each in data["stronger"]] == ["review.cadence"]
    assert data["sections"] == ["monitoring", "review"]
    assert data["asked"] == ["Priya Nair"]
    assert data["authors"] == [
        {
            "name": "Priya Nair",
            "contact": "priya.nair@example.com",
            "commit": "1" * 40,
            "bot": False,
        }
    ]


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        # either one may say so alone
        ([("cadence: P3M", "cadence: P6M")], ["Priya Nair or Tom Okafor"]),
        # whoever is needed anyway answers for what either one decides
        ([("0.62", "0.5"), ("cadence: P3M", "cadence: P6M")], ["Priya Nair"]),
        ([("0.62", "0.5"), ("  business: {name: Tom Okafor", "  x-b: {name: Tom")], ["Priya Nair"]),
    ],
)
def test_who_should_agree(changes: list[tuple[str, str]], wanted: list[str]) -> None:
    assert made(DECLARATION, edited(*changes))["asked"] == wanted


def test_a_deleted_declaration() -> None:
    data = made(DECLARATION, None, "ranker/a.py")
    assert (data["before"], data["governed"], data["waivers"]) == (NAME, {}, [])
    assert [each["section"] for each in data["weaker"]] == [""]
    assert data["asked"] == ["Tom Okafor"]


@pytest.mark.parametrize(
    ("before", "after", "down"),
    [
        ("production", "pilot", True),
        ("production", "retired", True),
        ("planned", "retired", True),
        ("pilot", "production", False),
        ("retired", "pilot", False),
        ("pilot", "pilot", False),
    ],
)
def test_stages(before: str, after: str, down: bool) -> None:
    texts = (edited(("lifecycle: production", f"lifecycle: {each}")) for each in (before, after))
    assert made(*texts)["stage"] == {"before": before, "after": after, "down": down}


def test_a_review_and_nothing_else() -> None:
    data = made(DECLARATION, edited(("last_reviewed: 2026-07-01", "last_reviewed: 2026-11-01")))
    assert (data["reviewed"], data["sections"], data["weaker"]) == (True, [], [])


REVIEWED = edited(("last_reviewed: 2026-07-01", "last_reviewed: 2026-11-01"))
MEASURED = edited(("{on: 2026-11-16, value: 0.69}", "{on: 2026-11-20, value: 0.69}"))
RENAMED = edited(("Precision at 10", "Precision at 20"))


@pytest.mark.parametrize(
    ("after", "files", "wanted"),
    [
        (DECLARATION, ["README.md", "docs/x.md"], {}),
        (DECLARATION, [NAME], {}),
        (DECLARATION, ["ranker/a.py"], {"model": []}),
        (DECLARATION, ["ranker/deep/a.py", "deploy/b"], {"model": [], "deployment": []}),
        # a review, the section itself, a record in it
        (REVIEWED, ["ranker/a.py"], {"model": ["review.last_reviewed"]}),
        (RENAMED, ["ranker/a.py"], {"model": ["monitoring.outcome_metric.name"]}),
        (MEASURED, ["ranker/a.py"], {"model": ["monitoring.outcome_metric.last_measured"]}),
        # another section is no answer
        (RENAMED, ["deploy/b"], {"deployment": []}),
        # the file that the section names
        (DECLARATION, ["deploy/b", "docs/rollback.md"], {"deployment": ["docs/rollback.md"]}),
        (DECLARATION, ["ranker/a.py", "docs/rollback.md"], {"model": []}),
    ],
)
def test_governed_code(after: str, files: list[str], wanted: dict[str, list[str]]) -> None:
    data = made(DECLARATION, after, *files)
    assert {group: each["answers"] for group, each in data["governed"].items()} == wanted
    for each in data["governed"].values():
        assert each["answered"] is bool(each["answers"])


def test_which_answers_are_in_question() -> None:
    governed = made(DECLARATION, DECLARATION, "ranker/a.py", "pipelines/b.py", "deploy/c")[
        "governed"
    ]
    assert {group: each["sections"] for group, each in governed.items()} == {
        "model": ["monitoring"],  # retraining and explanations are not written
        "data": [],
        "deployment": ["rollback"],
    }


def test_a_named_file_that_is_governed_itself_is_no_answer() -> None:
    text = edited(("docs/rollback.md", "deploy/rollback.md"))
    data = made(text, text, "deploy/rollback.md")
    assert data["governed"]["deployment"]["answered"] is False


def test_what_no_longer_is_governed_still_counts() -> None:
    after = edited(("model: [ranker/**, models/ranker.dvc]", "model: [models/ranker.dvc]"))
    assert "model" in made(DECLARATION, after, "ranker/a.py")["governed"]


def test_without_governs_any_answer_will_do() -> None:
    assert made(UNGOVERNED, UNGOVERNED, "anything.py")["governed"]["code"]["answered"] is False
    after = UNGOVERNED.replace("minimum: 0.62", "minimum: 0.7")
    assert made(UNGOVERNED, after, "anything.py")["governed"]["code"]["answered"] is True
    assert made(UNGOVERNED, UNGOVERNED, "tests/test_x.py", "docs/x.md")["governed"] == {}


def test_a_declaration_within_governs_its_own_folder() -> None:
    others = {f"triage/{NAME}": {"system": {"id": "triage"}}}
    data = made(UNGOVERNED, UNGOVERNED, "triage/model.py", "ranker.py", others=others)
    assert data["governed"]["code"]["files"] == ["ranker.py"]


def test_renames_of_governed_files_are_no_change() -> None:
    moved = [Changed("ranker/a.py", "1", ""), Changed("ranker/b.py", "", "1")]
    assert made(DECLARATION, DECLARATION, *moved)["governed"] == {}
    edit = [Changed("ranker/a.py", "1", ""), Changed("ranker/b.py", "", "2")]
    group = made(DECLARATION, DECLARATION, *edit)["governed"]["model"]
    assert (group["files"], [each["path"] for each in group["places"]]) == (
        ["ranker/a.py", "ranker/b.py"],
        ["ranker/b.py"],
    )


def test_many_files_are_counted_and_some_named() -> None:
    group = made(DECLARATION, DECLARATION, *(f"ranker/{n:03}.py" for n in range(50)))["governed"]
    assert (group["model"]["count"], len(group["model"]["files"])) == (50.0, 20)


def waived(*waivers: dict[str, str]) -> str:
    return DECLARATION + f"waivers: {json.dumps(list(waivers))}\n"


def waiver(**more: str) -> dict[str, str]:
    known = {"policy": "owners/two-people", "reason": "small", "approved_by": "technical"}
    return known | {"expires": "2027-01-31"} | more


@pytest.mark.parametrize(
    ("before", "after", "authors", "wanted"),
    [
        ([], [waiver()], [PRIYA], ("new", "Priya Nair")),
        ([], [waiver()], [STRANGER], ("new", "")),
        ([], [waiver()], [], ("new", "")),
        ([], [waiver(approved_by="business")], [PRIYA], ("new", "")),
        ([], [waiver(approved_by="Priya Nair")], [PRIYA], ("new", "Priya Nair")),
        # by address, whatever the name
        ([], [waiver()], [PRIYA._replace(name="pnair")], ("new", "pnair")),
        ([], [waiver()], [STRANGER, PRIYA], ("new", "Priya Nair")),
        ([waiver()], [waiver()], [PRIYA], ("kept", "")),
        ([waiver()], [waiver(expires="2027-06-30")], [PRIYA], ("renewed", "Priya Nair")),
        ([waiver()], [waiver(expires="2026-12-31")], [PRIYA], ("kept", "")),
        ([waiver()], [waiver(subject="owners")], [PRIYA], ("new", "Priya Nair")),
    ],
)
def test_waivers(
    before: list[dict[str, str]],
    after: list[dict[str, str]],
    authors: list[Author],
    wanted: tuple[str, str],
) -> None:
    (found,) = made(waived(*before), waived(*after), authors=authors)["waivers"]
    assert (found["state"], found["author"]) == wanted
    assert found["by_author"] is bool(wanted[1])


def test_an_approver_is_found_by_the_mailmap() -> None:
    mailmap = b"Priya Nair <priya.nair@example.com> <pn@home.example>\n"
    author = Author("pn", "pn@home.example", "")
    (found,) = made(waived(), waived(waiver()), authors=[author], mailmap=mailmap)["waivers"]
    assert found["by_author"]


def test_programs_are_marked() -> None:
    text = made(DECLARATION, RENAMED, authors=[BOT, Author("ci", "ci@x", "")], bots=("ci",))
    assert [each["bot"] for each in text["authors"]] == [True, True]
