"""``--output FORMAT=FILE`` and ``--format auto``, as a pipeline uses them."""

from __future__ import annotations

import json
import os
import stat
from typing import TYPE_CHECKING, NamedTuple

import pytest

from govlint import cli
from govlint.cli import outputs
from govlint.render import FORMATS

if TYPE_CHECKING:
    from pathlib import Path

DECLARATION = "schema: ai-governance/v1\nsystem: {id: ranker, lifecycle: planned}\n"


class Run(NamedTuple):
    """What one run of the command gave."""

    code: int
    out: str
    err: str


class Repository:
    """A folder with a declaration that has gaps, in which the command runs."""

    def __init__(self, root: Path, output: pytest.CaptureFixture[bytes]) -> None:
        self.root = root
        self._output = output
        (root / ".git").mkdir()
        (root / "ai-governance.yaml").write_text(DECLARATION)

    def check(self, *arguments: str) -> Run:
        self._output.readouterr()
        code = cli.run(("check", "--as-of", "2026-11-23", *arguments))
        out, err = self._output.readouterr()
        return Run(code, out.decode(), err.decode())

    def files(self) -> list[str]:
        return sorted(os.listdir(self.root))


@pytest.fixture
def repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Repository:
    monkeypatch.chdir(tmp_path)
    return Repository(tmp_path, capfdbinary)


def test_each_output_goes_to_its_file_beside_the_log(repository: Repository) -> None:
    wanted = [f"--output={format_}=told.{format_}" for format_ in FORMATS]
    run = repository.check(*wanted)
    assert (run.code, run.err) == (1, "")
    assert run.out == repository.check().out
    for format_ in FORMATS:
        written = (repository.root / f"told.{format_}").read_bytes()
        assert written.endswith(b"\n")
        assert not written.startswith(b"\xef\xbb\xbf")
        if format_ != "terminal":
            assert written.decode() == repository.check("--format", format_).out
    assert len(repository.files()) == 2 + len(FORMATS)


def test_the_verdict_is_the_same(repository: Repository) -> None:
    assert repository.check("--fail-on", "never", "--output", "sarif=x.sarif").code == 0
    assert repository.check("--output", "sarif=x.sarif").code == 1


def test_a_file_that_is_there_is_replaced_and_keeps_its_mode(repository: Repository) -> None:
    target = repository.root / "x.json"
    target.write_text("old" * 100_000)
    target.chmod(0o600)
    repository.check("--output", "json=x.json")
    assert json.loads(target.read_text())["version"] == 1
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_link_stays_a_link(repository: Repository) -> None:
    (repository.root / "real").mkdir()
    (repository.root / "x.json").symlink_to("real/y.json")
    repository.check("--output", "json=x.json")
    assert (repository.root / "x.json").is_symlink()
    assert (repository.root / "real" / "y.json").is_file()


def test_a_device_is_written_into_and_not_replaced(repository: Repository) -> None:
    assert repository.check("--output", f"json={os.devnull}").code == 1
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


def test_a_failed_write_leaves_what_was_there(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_from: str, _to: str) -> None:
        raise OSError(28, "No space left on device")

    (repository.root / "x.json").write_text("old")
    monkeypatch.setattr(os, "replace", full)
    run = repository.check("--output", "json=x.json")
    assert run.code == 2
    assert run.err == "govlint: x.json cannot be written: No space left on device.\n"
    assert "ai-governance.yaml:" in run.out, "the report is told all the same"
    assert (repository.root / "x.json").read_text() == "old"
    assert repository.files() == [".git", "ai-governance.yaml", "x.json"]


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("sarif", "--output sarif=govlint.sarif"),
        ("sarif=", "--output sarif=govlint.sarif"),
        ("=x", "There is no output ``"),
        ("sarfi=x", "Did you mean `sarif`?"),
        ("pdf=x", "There are: terminal, plain, json,"),
        ("junit=nowhere/x.xml", "Make it first: mkdir -p nowhere"),
        ("junit=.", "is a folder"),
        ("junit=x/", "is a folder"),
        ("\x1b[31m=x", "\\x1b[31m"),
        ("json=\x1b[31m/x", "\\x1b[31m/x cannot be written"),
    ],
)
def test_a_mistake_is_exit_2_before_anything_is_checked(
    repository: Repository, output: str, words: str
) -> None:
    run = repository.check("--output", output)
    assert (run.code, run.out) == (2, "")
    assert words in run.err
    assert "Traceback" not in run.err
    assert repository.files() == [".git", "ai-governance.yaml"]


def test_two_outputs_need_two_files(repository: Repository) -> None:
    run = repository.check("--output", "json=x", "--output", "sarif=./x")
    assert run.code == 2
    assert "Two outputs would go to ./x" in run.err


@pytest.mark.parametrize("place", ["", "docs/x.md"])
def test_a_missing_declaration_is_pointed_at_a_file_that_exists(
    repository: Repository, place: str
) -> None:
    (repository.root / "ai-governance.yaml").rename(repository.root / "zzz.txt")
    if place:
        (repository.root / "docs").mkdir()
        (repository.root / place).write_text("x")
    run = json.loads(repository.check("--format", "sarif").out)["runs"][0]
    (result,) = run["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == (place or "zzz.txt")
    (repository.root / "README.md").write_text("x")
    again = json.loads(repository.check("--format", "sarif").out)["runs"][0]["results"][0]
    assert again["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "README.md"


def test_policies_of_ones_own_are_defined_in_sarif(repository: Repository) -> None:
    (repository.root / ".govlint.yaml").write_text(
        "schema: govlint-config/v1\npolicies: [policies]\n"
    )
    (repository.root / "policies").mkdir()
    (repository.root / "policies" / "house.yaml").write_text(
        "family: house\n"
        "policies:\n"
        "  - id: signed\n"
        "    title: Somebody signed it\n"
        "    severity: {planned: error}\n"
        "    require: has(doc.review)\n"
        "    if_not: absent\n"
        "    message: Nobody signed it.\n"
        "    fix: Sign it.\n"
        "    why: A signature is kept.\n"
    )
    told = repository.check("--format", "sarif")
    driver = json.loads(told.out)["runs"][0]["tool"]["driver"]
    rules = {rule["id"]: rule for rule in driver["rules"]}
    assert rules["house/signed"]["fullDescription"]["text"] == "A signature is kept.", told.err


@pytest.mark.parametrize(("sign", "value"), [("GITHUB_ACTIONS", "true"), ("TF_BUILD", "True")])
def test_auto_speaks_to_the_runner_after_the_report(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, sign: str, value: str
) -> None:
    plain = repository.check("--format", "plain").out
    monkeypatch.setenv(sign, value)
    format_ = "github" if sign == "GITHUB_ACTIONS" else "azure"
    annotations = repository.check("--format", format_).out
    assert annotations.count("\n") > 3
    assert repository.check().out == plain + annotations
    assert repository.check("--format", "plain").out == plain
    assert json.loads(repository.check("--format", "json").out)["version"] == 1


@pytest.mark.parametrize("sign", ["GITLAB_CI", "JENKINS_URL", "BITBUCKET_BUILD_NUMBER", "CI"])
def test_auto_is_plain_where_the_log_takes_no_commands(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, sign: str
) -> None:
    plain = repository.check("--format", "plain").out
    monkeypatch.setenv(sign, "true")
    assert repository.check().out == plain


@pytest.fixture
def summary(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = repository.root / "summary.md"
    path.write_text("Before.\n")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(path))
    return path


def test_auto_adds_to_the_summary_of_the_job(repository: Repository, summary: Path) -> None:
    run = repository.check()
    told = repository.check("--format", "github-summary").out
    assert run.err == ""
    assert summary.read_text() == "Before.\n" + told


def test_an_output_to_the_summary_is_added_once(repository: Repository, summary: Path) -> None:
    repository.check("--output", f"markdown={summary}")
    told = repository.check("--format", "markdown").out
    assert summary.read_text() == "Before.\n" + told


@pytest.mark.parametrize("format_", ["plain", "json", "github"])
def test_only_auto_writes_a_summary_unasked(
    repository: Repository, summary: Path, format_: str
) -> None:
    repository.check("--format", format_)
    assert summary.read_text() == "Before.\n"


def test_a_summary_that_cannot_be_written_changes_nothing(
    repository: Repository, summary: Path
) -> None:
    summary.unlink()
    summary.mkdir()
    run = repository.check()
    assert run.code == 1
    assert run.err == "govlint: The job's summary was not written: Is a directory.\n"


def test_a_summary_that_would_be_too_long_is_left_as_it_was(
    repository: Repository, summary: Path
) -> None:
    before = "x" * (outputs.SUMMARY_BYTES - 100)
    summary.write_text(before)
    run = repository.check()
    assert run.code == 1
    assert "longer than GitHub shows" in run.err
    assert summary.read_text() == before


def test_the_help_names_every_format(
    repository: Repository, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    with pytest.raises(SystemExit):
        repository.check("--help")
    told = b" ".join(capfdbinary.readouterr().out.split()).decode()
    assert f"auto, {', '.join(FORMATS)}" in told
