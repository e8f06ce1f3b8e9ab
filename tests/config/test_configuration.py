"""Settings come from one place each, and what is wrong with them is said with its place."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from govlint import config
from govlint.errors import ConfigError
from govlint.model import Span
from govlint.snapshot import WorkingTree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def loaded(folder: Path, files: dict[str, str]) -> config.Config:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    return config.load(WorkingTree(str(folder)))


def refused(folder: Path, files: dict[str, str]) -> tuple[str, int, int, str]:
    with pytest.raises(ConfigError) as caught:
        loaded(folder, files)
    span = caught.value.span
    assert span is not None
    return span.path, span.line, span.column, caught.value.message


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"pyproject.toml": "[project]\nname = 'x'\n"},
        {"pyproject.toml": "[dependency-groups]\ndev = ['govlint>=1']\n"},
        {"pyproject.toml": "[tool.poetry.dependencies]\ngovlint = '>=1'\n"},
        {".govlint.yaml": ""},
        {".govlint.yaml": "# nothing yet\nseverity:\n"},
    ],
)
def test_without_settings_the_defaults_hold(tmp_path: Path, files: dict[str, str]) -> None:
    assert loaded(tmp_path, files) == config.DEFAULT


SETTINGS = """\
schema: govlint-config/v1
severity:
  rollback/rehearsed: error
  roadmap/on-time: off
limits:
  rehearsal: P90D
  outcome_gap: 3
fail_on: warning
declarations: ["services/*/ai-governance.yaml"]
policies: [governance/policies]
bots: ["renovate*"]
x-note: ours
"""


def test_every_setting_with_its_place(tmp_path: Path) -> None:
    found = loaded(tmp_path, {".govlint.yaml": SETTINGS})
    assert found._replace(origins={}) == config.Config(
        policies=("governance/policies",),
        severity={"rollback/rehearsed": "error", "roadmap/on-time": "off"},
        limits={"rehearsal": "P90D", "outcome_gap": 3.0},
        fail_on="warning",
        declarations=("services/*/ai-governance.yaml",),
        bots=("renovate*",),
        origins={},
    )
    assert isinstance(found.limits["outcome_gap"], float)
    assert found.origins["limits", "rehearsal"] == Span(".govlint.yaml", 6, 14, 6, 18)
    assert found.origins["severity", "roadmap/on-time"].line == 4
    assert found.origins["fail_on",].line == 8
    assert found.origins["policies", "governance/policies"] == Span(".govlint.yaml", 10, 12, 10, 31)


@pytest.mark.parametrize(
    "toml",
    [
        '[tool.govlint]\nfail_on = "note"\n',
        '[tool]\ngovlint.fail_on = "note"\n',
        'tool.govlint.fail_on = "note"\n',
        '[ tool . "govlint" ]\nfail_on = "note"\n',
        '[tool]\ngovlint = {fail_on = "note"}\n',
    ],
)
def test_a_table_in_the_project_file(tmp_path: Path, toml: str) -> None:
    assert loaded(tmp_path, {"pyproject.toml": toml}).fail_on == "note"


def test_tables_below_ours(tmp_path: Path) -> None:
    toml = '[tool.govlint.severity]\n"rollback/rehearsed" = "error"\n'
    found = loaded(tmp_path, {"pyproject.toml": toml})
    assert found.severity == {"rollback/rehearsed": "error"}
    assert found.origins["severity", "rollback/rehearsed"].line == 2


def test_what_extends_wins(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        {
            ".govlint.yaml": "extends: [shared/a.yaml, shared/b.yaml]\nlimits: {review: P2M}\n",
            "shared/a.yaml": "fail_on: note\nlimits: {review: P1M, pilot: P9M}\npolicies: [own]\n",
            "shared/b.yaml": "extends: c.yaml\npolicies: [../own]\n",
            "shared/c.yaml": "fail_on: warning\nbots: [b]\n",
        },
    )
    assert found.fail_on == "warning"
    assert found.limits == {"review": "P2M", "pilot": "P9M"}
    assert found.policies == ("shared/own", "own")
    assert found.bots == ("b",)
    assert found.origins["limits", "pilot"] == Span("shared/a.yaml", 2, 30, 2, 33)
    assert found.origins["fail_on",].path == "shared/c.yaml"


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({".govlint.yaml": "fail_onn: error\n"}, (".govlint.yaml", 1, 1)),
        ({".govlint.yaml": "fail_on: always\n"}, (".govlint.yaml", 1, 10)),
        ({".govlint.yaml": "limits:\n  rehersal: P90D\n"}, (".govlint.yaml", 2, 3)),
        ({".govlint.yaml": "limits:\n  rehearsal: ninety days\n"}, (".govlint.yaml", 2, 14)),
        ({".govlint.yaml": "severity: {a/b: fatal}\n"}, (".govlint.yaml", 1, 17)),
        ({".govlint.yaml": "- a\n"}, (".govlint.yaml", 1, 1)),
        ({".govlint.yaml": "fail_on: error\nfail_on: note\n"}, (".govlint.yaml", 2, 1)),
        ({".govlint.yaml": "extends: [a.yaml, b.yaml]", "a.yaml": ""}, (".govlint.yaml", 1, 19)),
        ({".govlint.yaml": "extends: ../a.yaml"}, (".govlint.yaml", 1, 10)),
        ({".govlint.yaml": "extends: .git/config"}, (".govlint.yaml", 1, 10)),
        ({".govlint.yaml": "extends: a.yaml", "a.yaml": "bot: []"}, ("a.yaml", 1, 1)),
        ({".govlint.yml": "fail_on: error"}, (".govlint.yml", 1, 1)),
        (
            {
                ".govlint.yaml": "fail_on: error",
                "pyproject.toml": "[tool.govlint]\nfail_on = 'note'",
            },
            ("pyproject.toml", 1, 1),
        ),
        ({"pyproject.toml": "[tool.govlint]\nfail_onn = 'note'\n"}, ("pyproject.toml", 2, 1)),
    ],
)
def test_mistakes_have_their_place(
    tmp_path: Path, files: dict[str, str], place: tuple[str, int, int]
) -> None:
    assert refused(tmp_path, files)[:3] == place


def test_a_circle_is_refused(tmp_path: Path) -> None:
    files = {
        ".govlint.yaml": "extends: a/b.yaml",
        "a/b.yaml": "fail_on: note\nextends: c.yaml",
        "a/c.yaml": "extends: b.yaml",
    }
    path, line, _, message = refused(tmp_path, files)
    assert (path, line) == ("a/c.yaml", 1)
    assert "a/b.yaml to a/c.yaml to a/b.yaml" in message


def test_extending_is_bounded(tmp_path: Path) -> None:
    twice = {
        f"{n}.yaml": f"extends: [{n + 1}.yaml, {n + 1}.yaml]" if n < 15 else "" for n in range(16)
    }
    assert "20 files" in refused(tmp_path, {".govlint.yaml": "extends: 0.yaml", **twice})[3]
    chain = {f"{n}.yaml": f"extends: {n + 1}.yaml" if n < 40 else "" for n in range(41)}
    assert "20 files" in refused(tmp_path, {".govlint.yaml": "extends: 0.yaml", **chain})[3]


def test_a_policy_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    found = loaded(tmp_path, {".govlint.yaml": "severity:\n  rollback/rehersed: error\n"})
    with pytest.raises(ConfigError) as caught:
        config.check_names(found, ["rollback/rehearsed", "roadmap/on-time"])
    assert caught.value.span == found.origins["severity", "rollback/rehersed"]
    assert "rollback/rehearsed" in caught.value.fix
    config.check_names(found, ["rollback/rehersed"])


def test_a_mistake_of_form_has_no_severity_to_set(tmp_path: Path) -> None:
    found = loaded(tmp_path, {".govlint.yaml": "severity:\n  declaration/date: warning\n"})
    with pytest.raises(ConfigError, match="mistake of form") as caught:
        config.check_names(found, ["rollback/rehearsed"])
    assert caught.value.span == found.origins["severity", "declaration/date"]


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda path: path.mkdir(), "is a folder"),
        (lambda path: path.symlink_to("nothere.yaml"), "is a link to nothing"),
        (lambda path: path.symlink_to("/etc/hostname"), "leads out of the repository"),
        (os.mkfifo, "is no file"),
    ],
)
def test_a_configuration_that_is_no_file_is_not_passed_over(
    tmp_path: Path, make: Callable[[Path], None], told: str
) -> None:
    make(tmp_path / ".govlint.yaml")
    assert refused(tmp_path, {}) == (".govlint.yaml", 1, 1, f".govlint.yaml {told}.")


def test_a_configuration_that_may_not_be_read_is_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".govlint.yaml").write_text("fail_on: note")
    monkeypatch.setattr(WorkingTree, "read", lambda *_arguments: None)
    assert refused(tmp_path, {})[3] == ".govlint.yaml cannot be read."


@pytest.mark.parametrize("name", ["govlnt", "gov-lint", "govlints", "govlit.severity"])
def test_a_misspelt_table_is_not_passed_over(tmp_path: Path, name: str) -> None:
    toml = f"[project]\nname = 'x'\n\n[tool.{name}]\nfail_on = 'note'\n"
    path, line, column, message = refused(tmp_path, {"pyproject.toml": toml})
    assert (path, line, column) == ("pyproject.toml", 4, 7)
    assert f"[tool.{name.partition('.')[0]}]" in message


@pytest.mark.parametrize("name", ["gov", "govern", "golint", "governance"])
def test_the_table_of_another_tool_is_left_alone(tmp_path: Path, name: str) -> None:
    assert loaded(tmp_path, {"pyproject.toml": f"[tool.{name}]\na = 1\n"}) == config.DEFAULT


def test_a_repository_without_settings_costs_no_import(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[dependency-groups]\ndev = ['govlint']\n")
    probe = (
        "import sys; from govlint import config, snapshot;"
        f"config.load(snapshot.WorkingTree({str(tmp_path)!r}));"
        "print({'tomllib', 'yaml', 'jsonschema', 'govlint.schema'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert told.stdout == "set()\n"
