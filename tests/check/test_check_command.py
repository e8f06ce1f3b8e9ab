"""``govlint check`` from a file to a verdict: what is found, told, and returned."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from govlint import app

if TYPE_CHECKING:
    from pathlib import Path

    from checked import Repository

ROLLBACK = """\
schema: ai-governance/v1
system: {id: ranker, type: predictive, decides_about: things, lifecycle: pilot,
         pilot_started: 2026-09-14, pilot_ends: 2026-12-11}
"""


NOTES = {
    "finance-forecast": ["decision-rights/access-written"],
    "triage-llm": ["data/checked"],
}


@pytest.mark.parametrize("name", ["recruitment-ranker", "finance-forecast", "triage-llm"])
def test_a_complete_example_is_clear(repository: Repository, name: str) -> None:
    repository.example(name)
    run = repository.check("--fail-on", "warning")
    assert run.code == 0
    assert [f["policy"] for f in run.found()] == NOTES.get(name, [])
    assert run.report["declarations"][0]["verdict"] == "clear"
    assert set(run.states().values()) == {"clear"}


def test_the_short_pilot_is_under_way(repository: Repository) -> None:
    repository.example("minimal-pilot")
    run = repository.check()
    assert run.code == 0
    assert run.report["summary"]["errors"] == 0
    assert run.report["declarations"][0]["verdict"] == "under-way"
    assert [n for n, state in run.states().items() if state == "absent"] == [4, 5, 7, 9, 10]
    assert {run.states()[n] for n in (1, 2, 3, 6, 8)} == {"clear"}


def test_the_same_pilot_after_its_end_is_in_purgatory(repository: Repository) -> None:
    repository.example("minimal-pilot")
    run = repository.check(as_of="2026-12-12")
    assert run.report["declarations"][0]["verdict"] == "pilot-purgatory"
    assert run.found("roadmap/pilot-ends")[0]["line"] == 6


def test_no_declaration_is_a_finding(repository: Repository) -> None:
    run = repository.check()
    assert run.code == 1
    assert [f["policy"] for f in run.found()] == ["declaration/missing"]
    assert run.report["declarations"] == []


def test_every_declaration_of_the_repository_is_judged(repository: Repository) -> None:
    repository.example("minimal-pilot", "ranker")
    repository.write("triage/ai-governance.yml", ROLLBACK)
    repository.example("minimal-pilot", "node_modules/x")
    paths = [d["path"] for d in repository.check().report["declarations"]]
    assert paths == ["ranker/ai-governance.yaml", "triage/ai-governance.yml"]


def test_paths_are_relative_to_the_repository(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.example("recruitment-ranker", "ai/ranker")
    repository.example("triage-llm", "ai/triage")
    monkeypatch.chdir(repository.root / "ai")
    in_folder = repository.check("ranker").report["declarations"]
    assert [d["path"] for d in in_folder] == ["ai/ranker/ai-governance.yaml"]
    named = repository.check("triage/ai-governance.yaml").report["declarations"]
    assert [d["path"] for d in named] == ["ai/triage/ai-governance.yaml"]


def test_a_file_is_a_declaration_whatever_it_is_called(repository: Repository) -> None:
    repository.example("minimal-pilot")
    (repository.root / "ai-governance.yaml").rename(repository.root / "ranker.yaml")
    run = repository.check("ranker.yaml")
    assert (run.code, run.report["declarations"][0]["path"]) == (0, "ranker.yaml")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("check", "nowhere"), "There is no file or folder"),
        (("check", "--as-of", "23.11.2026"), "YYYY-MM-DD"),
        (("check", "--format", "pdf"), "`--format` cannot be `pdf`; it is one of auto, "),
        (("check", "--format", "jsno"), "did you mean `json`?"),
        (("check", "--fromat", "json"), "no option `--fromat`; did you mean `--format`?"),
        (("check", "--as-of"), "`--as-of`: expected one argument"),
        (("chekc",), "there is no command `chekc`; did you mean `check`?"),
        (("schema", "repotr"), "there is no schema `repotr`; did you mean `report`?"),
        (("policy", "tset"), "there is no command `tset`; did you mean `test`?"),
        (("schema", "confg"), "did you mean `config`?"),
        (("explain", "7", "8"), "no place for `8`"),
        (("explain", "rollbak"), "Did you mean `rollback`?"),
        (("explain", "two-peple"), "Did you mean `owners/two-people`?"),
        (("explain", "11"), "There are ten questions, 1 to 10."),
    ],
)
def test_a_mistake_on_the_command_line_is_exit_2(
    arguments: tuple[str, ...], words: str, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "govlint", *arguments],
        check=False,
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert len(done.stderr.splitlines()) <= 2


def test_a_mistake_in_the_configuration_is_exit_2_at_its_place(repository: Repository) -> None:
    repository.example("recruitment-ranker")
    repository.write(".govlint.yaml", "schema: govlint-config/v1\nfial_on: warning\n")
    run = repository.check()
    assert run.code == 2
    assert ".govlint.yaml:2:1" in run.err
    assert "fail_on" in run.err


def test_our_own_bug_is_exit_3_without_a_traceback(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_request: app.Request) -> app.Result:
        raise RuntimeError("\x1b[31mboom")

    monkeypatch.setattr(app, "check", broken)
    run = repository.check()
    assert run.code == 3
    assert "Traceback" not in run.err
    assert "\x1b" not in run.err


@pytest.mark.parametrize(
    ("least", "code"), [("error", 0), ("warning", 1), ("note", 1), ("never", 0)]
)
def test_fail_on(repository: Repository, least: str, code: int) -> None:
    repository.example("minimal-pilot")
    assert repository.check("--fail-on", least).code == code


def test_fail_on_is_a_setting_too(repository: Repository) -> None:
    repository.example("minimal-pilot")
    repository.write(".govlint.yaml", "schema: govlint-config/v1\nfail_on: warning\n")
    assert repository.check().code == 1
    assert repository.check("--fail-on", "error").code == 0


def test_a_policy_can_be_switched_off_and_made_graver(repository: Repository) -> None:
    repository.example("minimal-pilot")
    repository.write(
        ".govlint.yaml",
        "schema: govlint-config/v1\n"
        "severity: {rollback/plan-declared: error, review/on-cadence: off}\n",
    )
    run = repository.check()
    assert run.code == 1
    assert run.found("rollback/plan-declared")[0]["severity"] == "error"
    assert run.found("review/on-cadence") == []


def test_a_limit_of_ones_own(repository: Repository) -> None:
    repository.example("recruitment-ranker")
    repository.write(
        "pyproject.toml",
        '[tool.govlint]\nschema = "govlint-config/v1"\nlimits.rehearsal = "P30D"\n',
    )
    assert [f["policy"] for f in repository.check().found()] == ["rollback/rehearsed"]


@pytest.mark.parametrize(
    ("there", "named"),
    [
        (["ai-governance.yaml"], "ai-governance.yaml"),
        (["a/b/c/ai-governance.yaml", "docs/ai/ai-governance.yaml"], "docs/ai/ai-governance.yaml"),
        (["ai-governance.yaml", "docs/ai-governance.yml"], "docs/ai-governance.yml"),
    ],
)
def test_a_folder_without_a_declaration_names_the_nearest(
    repository: Repository, there: list[str], named: str
) -> None:
    for path in there:
        repository.write(path, ROLLBACK)
    repository.write("docs/pages/index.md", "")
    run = repository.check("docs/pages")
    (found,) = run.found()
    assert (run.code, found["policy"]) == (1, "declaration/missing")
    assert found["path"] == "docs/pages/ai-governance.yaml"
    assert found["message"] == "There is no ai-governance.yaml in docs/pages/."
    assert found["fix"] == f"The nearest is {named}: check that."


def test_a_folder_of_a_repository_without_any_says_how_to_begin(repository: Repository) -> None:
    repository.write("docs/index.md", "")
    (found,) = repository.check("docs").found()
    assert found["path"] == "ai-governance.yaml"
    assert found["fix"].startswith("Create ai-governance.yaml at the top of the repository.")


def test_all_outcomes(repository: Repository) -> None:
    repository.example("recruitment-ranker")
    run = repository.check("--all-outcomes")
    outcomes = {finding["outcome"] for finding in run.found()}
    assert run.code == 0
    assert outcomes == {"pass", "notApplicable"}
    assert [finding["policy"] for finding in run.found() if not finding["message"]] == []
    (named,) = run.found("owners/business-named")
    title = "A named person owns the business process it changes."
    assert named["message"] == title
    plain = repository.check("--all-outcomes", "--format", "plain").out
    assert f"pass owners/business-named: {title}\n" in plain
    assert run.report["summary"] == {
        "errors": 0, "warnings": 0, "notes": 0, "open": 0, "waived": 0,
    }  # fmt: skip


def test_a_retired_system_is_not_judged(repository: Repository) -> None:
    repository.write(
        "ai-governance.yaml",
        "schema: ai-governance/v1\n"
        "system:\n  id: ranker\n  lifecycle: retired\n"
        "  retired: {on: 2026-10-01, replaced_by: ranker-2, data: Deleted on 2026-10-02}\n",
    )
    run = repository.check()
    assert run.found() == []
    assert run.report["declarations"][0]["verdict"] == "not-judged"
    assert set(run.states().values()) == {"not-asked"}


def test_a_planned_system_is_asked_five_questions(repository: Repository) -> None:
    repository.write(
        "ai-governance.yaml",
        "schema: ai-governance/v1\nsystem: {id: ranker, lifecycle: planned}\n",
    )
    run = repository.check()
    asked = [number for number, state in run.states().items() if state != "not-asked"]
    assert asked == [1, 2, 3, 6, 8]
    assert run.report["declarations"][0]["verdict"] == "under-way"


def test_rules_are_not_asked_about_drift_and_retraining(repository: Repository) -> None:
    repository.example("recruitment-ranker")
    text = (repository.root / "ai-governance.yaml").read_text()
    repository.write("ai-governance.yaml", text.replace("type: predictive", "type: rules"))
    states = repository.check().states()
    assert (states[5], states[10]) == ("not-asked", "not-asked")


def test_without_a_lifecycle_it_is_judged_as_production_and_said(repository: Repository) -> None:
    repository.write("ai-governance.yaml", "schema: ai-governance/v1\nsystem: {id: ranker}\n")
    assert repository.check().report["declarations"][0]["lifecycle"] == "production"
    assert "judged as production" in repository.run("check", "--format", "plain").out


def test_a_broken_file_is_not_judged_but_told(repository: Repository) -> None:
    repository.write("ai-governance.yaml", "schema: ai-governance/v1\nowners: {technical: [\n")
    run = repository.check()
    assert run.code == 1
    assert run.report["declarations"][0]["verdict"] in ("not-judged", "pilot-purgatory")
    assert any(f["policy"] == "declaration/syntax" for f in run.found())


def test_two_runs_are_byte_for_byte_the_same(repository: Repository) -> None:
    repository.example("minimal-pilot")
    assert repository.check().out == repository.check().out
    assert repository.run("check").out == repository.run("check").out


def test_contradictions_come_first_then_ownership_then_data(repository: Repository) -> None:
    repository.write(
        "ai-governance.yaml",
        ROLLBACK
        + "data: {sources: []}\n"
        + "owners: {technical: {name: Platform team, contact: p@x.example}}\n"
        + "success_metric: {name: Days, baseline: {value: 3, measured_on: 2026-10-30}}\n",
    )
    found = repository.check().found()
    assert found[0]["state"] == "contradicted"
    families = [f["policy"].partition("/")[0] for f in found[1:]]
    order = [families.index(family) for family in ("owners", "data", "rollback")]
    assert order == sorted(order)


def test_a_form_mistake_makes_its_question_unclear(repository: Repository) -> None:
    repository.example("recruitment-ranker")
    text = (repository.root / "ai-governance.yaml").read_text()
    repository.write("ai-governance.yaml", text.replace("minimum: 0.62", 'minimum: ">= 0.62"'))
    run = repository.check()
    assert [f["policy"] for f in run.found()] == ["declaration/wrong-value"]
    assert run.found()[0]["question"] == 9
    assert run.states()[9] == "unclear"
    assert run.report["declarations"][0]["questions"][8]["policies"] == ["declaration/wrong-value"]


@pytest.mark.parametrize(
    ("target", "words"),
    [("nowhere.yaml", "link to nothing"), ("/etc/hostname", "out of the repository")],
)
def test_a_link_that_cannot_be_read_is_one_finding(
    repository: Repository, target: str, words: str
) -> None:
    (repository.root / "ai-governance.yaml").symlink_to(target)
    run = repository.check()
    assert run.code == 1
    assert [f["policy"] for f in run.found()] == ["declaration/syntax"]
    assert words in run.found()[0]["message"]
    assert run.report["declarations"][0]["verdict"] == "not-judged"


def test_names_in_an_entry_that_is_wrong_count_elsewhere(repository: Repository) -> None:
    repository.example("recruitment-ranker")
    text = (repository.root / "ai-governance.yaml").read_text()
    old = text[text.index("  technical:\n") : text.index("  business:\n")]
    new = "  technical: [Priya Nair, Luis Ferrer]\n"
    text = text.replace(old, new).replace(
        "roll_back: [technical, business]", "roll_back: Luis Ferrer"
    )
    repository.write("ai-governance.yaml", text)
    assert [f["policy"] for f in repository.check().found()] == ["declaration/wrong-value"]


def test_a_missing_lifecycle_is_one_mistake(repository: Repository) -> None:
    repository.write(
        "ai-governance.yaml",
        "schema: ai-governance/v1\nsystem: {id: ranker, type: predictive, decides_about: things}\n",
    )
    about = [f for f in repository.check().found() if f["line"] == 2]
    assert [f["policy"] for f in about] == ["declaration/wrong-value"]


def test_items_of_one_name_are_told_apart(repository: Repository) -> None:
    source = "{name: Same, kind: file, automated: false}"
    repository.write(
        "ai-governance.yaml",
        "schema: ai-governance/v1\nsystem: {id: ranker, lifecycle: pilot}\n"
        f"data:\n  sources:\n    - {source}\n    - {source}\n",
    )
    found = repository.check().found("data/refresh-automated")
    assert [f["subject"] for f in found] == ["data.sources[Same]", "data.sources[Same, 2]"]
    assert len({f["fingerprint"] for f in found}) == 2
