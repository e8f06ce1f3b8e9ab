"""The prepared catalogue is fresh, says what the files say, and loads without compiling."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from govlint import policy, prepare, resources, schema, source
from govlint.expression import EvaluationError
from govlint.model import LIFECYCLES
from govlint.paths import lookup, select
from govlint.policy import loading

if TYPE_CHECKING:
    from govlint.expression import Environment

TODAY = "2026-11-23"
TOP = os.path.join(os.path.dirname(__file__), "..", "..")
EXAMPLES = sorted(os.listdir(os.path.join(TOP, "tests", "examples")))


def test_the_prepared_modules_are_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    assert prepare.main(["--check"]) == 0, capsys.readouterr().err


def test_a_stale_module_is_told_and_then_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(prepare, "modules", lambda: {"prepared.py": "new\n"})
    monkeypatch.setattr(policy, "__file__", str(tmp_path / "__init__.py"))
    assert prepare.main(["--check"]) == 1
    assert "python -m govlint.prepare" in capsys.readouterr().err
    assert prepare.main([]) == 0
    assert (tmp_path / "prepared.py").read_text() == "new\n"
    assert prepare.main(["--check"]) == 0


def test_the_catalogue_holds_every_policy_of_the_files() -> None:
    catalogue = policy.builtin()
    assert len(catalogue.ids) == len(set(catalogue.ids)) > 50
    families = {name.partition(".")[0] for name in resources.names("policies")}
    assert {each.partition("/")[0] for each in catalogue.ids} == families - {"words", "limits"}
    assert [each.id for each in catalogue.policies()] == catalogue.ids
    assert catalogue.limits == loading.limits()
    assert {name: list(entries) for name, entries in catalogue.words.items()} == loading.words()


def test_limits_are_those_of_the_design() -> None:
    assert policy.builtin().limits == {
        "owner_unseen": "P180D",
        "rehearsal": "P180D",
        "review": "P6M",
        "code_moved": "P3M",
        "approval": "P42D",
        "outcome_gap": 2.0,
        "pilot": "P14M",
        "waiver": "P12M",
    }


def test_rules_and_texts_belong_together() -> None:
    catalogue = policy.builtin()
    for rule in catalogue.rules:
        written = catalogue.policy(rule.id)
        assert written is not None
        same = ("id", "title", "question", "decides", "presence", "severity", "not_for")
        assert [getattr(rule, name) for name in same] == [getattr(written, name) for name in same]
        assert {path.partition(".")[0] for path in rule.facts} == set(written.facts)
        assert len(rule.checks) == len(written.checks)
        assert [rule.text(number) for number in range(len(rule.checks))] == list(written.checks)
        assert len(rule.severity) == len(LIFECYCLES)
    assert catalogue.policy("no/such") is None


@pytest.mark.parametrize("name", EXAMPLES)
def test_prepared_expressions_judge_as_compiled_ones(name: str) -> None:
    with open(os.path.join(TOP, "tests", "examples", name), "rb") as file:
        data = schema.check_form(source.read(file.read(), name), TODAY).data
    catalogue = policy.builtin()
    environment = catalogue.environment(TODAY)
    for written, rule in zip(catalogue.policies(), catalogue.rules, strict=True):
        compiled = policy.rule(written, environment.compile)
        same = {"when": None, "checks": (), "ask": None, "text": rule.text}
        assert compiled._replace(**same) == rule._replace(**same)
        for subject in [path for each in rule.each for path in select(data, each)]:
            variables = {"doc": data, "it": lookup(data, subject), "key": str(subject[-1:])}
            variables |= {"today": TODAY, "limits": catalogue.limits, "catalogue": catalogue.ids}
            binding = environment.bind({**variables, "people": ["Priya Nair"]})
            assert outcomes(environment, rule, binding) == outcomes(environment, compiled, binding)


def outcomes(environment: Environment, rule: policy.Rule, binding: Any) -> list[Any]:
    programs = [program for program, _ in rule.checks] + ([rule.when] if rule.when else [])
    found: list[Any] = []
    for program in programs:
        try:
            found.append(environment.evaluate(program, binding))
        except EvaluationError as error:
            found.append(str(error))
    return found


def test_a_judgement_without_findings_neither_compiles_nor_loads_texts() -> None:
    probe = (
        "import sys\n"
        "from govlint import policy\n"
        "catalogue = policy.builtin()\n"
        "environment = catalogue.environment('2026-11-23')\n"
        "binding = environment.bind({'doc': {}, 'it': {}})\n"
        "for rule in catalogue.rules:\n"
        "    for program, _ in rule.checks:\n"
        "        try: environment.evaluate(program, binding)\n"
        "        except Exception: pass\n"
        "names = ('yaml', 'json', 'google.protobuf', 'govlint.source')\n"
        "names += ('govlint.policy.prepared_texts',)\n"
        "print([name for name in names if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


@pytest.mark.parametrize("name", ["policies/words.yaml", "schemas/policy.v1.schema.json"])
def test_our_own_files_are_found(name: str) -> None:
    folder, _, file = name.partition("/")
    assert file in resources.names(folder)
    assert "facts" not in resources.names(folder)
    assert resources.read(name)
    with pytest.raises(FileNotFoundError):
        resources.read(f"{folder}/no-such-file")
