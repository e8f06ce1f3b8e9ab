"""Whole repositories of many shapes: what is true is not contradicted, and one lie is seen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from honest import BASE, HONEST, merged
from repositories import History

from govlint import cli
from govlint.snapshot import WorkingTree

if TYPE_CHECKING:
    import pathlib

    from honest import Honest, Lie
    from repositories import Files

DAY = "2026-11-23"
OWNERS = {"encodings": "J\u00fcrgen M\u00fcller <juergen.mueller@example.com>"}
PRIYA = "Priya Nair <priya.nair@example.com>"
LIES = [(name, lie) for name, repository in HONEST.items() for lie in repository.lies]


def files_of(repository: Honest, lie: Lie | None = None) -> dict[str, str | bytes]:
    """The files of a repository, with its declaration, and with one lie where there is one."""
    declared = merged(BASE, repository.change)
    text = yaml.safe_dump(declared, sort_keys=False, allow_unicode=True)
    files = {**repository.files, f"{repository.folder}ai-governance.yaml": text}
    if lie is not None:
        content = files[lie.path]
        assert isinstance(content, str)
        assert lie.old in content
        files[lie.path] = content.replace(lie.old, lie.new)
    return files


class Checked:
    """One repository, and the commands run on it."""

    def __init__(self, folder: pathlib.Path, output: pytest.CaptureFixture[str]) -> None:
        self.root = str(folder / "repository")
        self.output = output

    def build(self, files: Files, author: str = PRIYA) -> Checked:
        written = History(self.root)
        written.commit(files, "2026-10-05", author)
        written.build()
        return self

    def told(self, command: str) -> dict[str, Any]:
        self.output.readouterr()
        cli.run([command, "--as-of", DAY, "--format", "json", self.root])
        found: dict[str, Any] = json.loads(self.output.readouterr().out)
        return found

    def findings(self) -> set[tuple[str, str]]:
        return {(f["policy"], f["outcome"]) for f in self.told("check")["findings"]}


@pytest.fixture
def checked(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> Checked:
    return Checked(tmp_path, capsys)


def expected(*repositories: Honest) -> set[tuple[str, str]]:
    opened = {(policy, "open") for each in repositories for policy in each.open}
    return opened | {(policy, "fail") for each in repositories for policy in each.told}


@pytest.mark.parametrize("name", HONEST)
def test_a_repository_that_keeps_its_word(checked: Checked, name: str) -> None:
    repository = HONEST[name]
    checked.build(files_of(repository), OWNERS.get(name, PRIYA))
    assert checked.findings() == expected(repository)
    (declaration,) = checked.told("evidence")["declarations"]
    assert [p["part"] for p in declaration["evidence"] if p["contradictions"]] == []


@pytest.mark.parametrize("name", HONEST)
def test_python_is_read_where_the_declaration_names_it_and_below_dags(
    checked: Checked, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    files = files_of(HONEST[name])
    scripts = {path for path in files if path.endswith(".py")}
    nightly = "on: {schedule: [{cron: '0 3 * * *'}]}\njobs: {x: {steps: [{run: python STARTED}]}}\n"
    for number, path in enumerate(sorted(scripts)):
        files[f".github/workflows/nightly-{number}.yml"] = nightly.replace("STARTED", path)
    checked.build(files)
    opened, read = set(), WorkingTree.read

    def watched(tree: WorkingTree, path: str, limit: int = 0) -> bytes | None:
        opened.add(path)
        return read(tree, path, limit)

    monkeypatch.setattr(WorkingTree, "read", watched)
    checked.told("evidence")
    declared = str(merged(BASE, HONEST[name].change))
    unnamed = {path for path in opened & scripts if path.rpartition("/")[2] not in declared}
    assert opened
    assert all("dags/" in path for path in unnamed)


@pytest.mark.parametrize(
    ("name", "lie"), LIES, ids=[f"{name}-{lie.policy}-{lie.path}" for name, lie in LIES]
)
def test_one_lie_is_seen_at_both_its_places(checked: Checked, name: str, lie: Lie) -> None:
    checked.build(files_of(HONEST[name], lie), OWNERS.get(name, PRIYA))
    found = [f for f in checked.told("check")["findings"] if f["policy"] == lie.policy]
    assert [f["outcome"] for f in found] == ["fail"]
    assert lie.at in [(place["path"], place["line"]) for place in found[0]["related"]]
    (declaration,) = checked.told("evidence")["declarations"]
    first = declaration["evidence"][0]
    assert lie.at in [(place["path"], place["line"]) for place in first["contradictions"]]
    said = first["declared_at"]
    assert (said["path"], said["line"]) == (found[0]["path"], found[0]["line"])


def test_several_declarations_in_one_repository(checked: Checked) -> None:
    bot, router, stock = HONEST["flags"], HONEST["kubernetes"], HONEST["spreadsheet"]
    pilot = {f"pilots/stock/{path}": text for path, text in files_of(stock).items()}
    checked.build({**files_of(bot), **files_of(router), **pilot})
    assert checked.findings() == expected(bot, router, stock)
    assert len(checked.told("evidence")["declarations"]) == 3
