"""The base is judged as if nothing was known of the head, whatever of the head serves for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import examples
import pytest
from changing import DAY, NAME, Branch

from govlint import against, app, compare
from govlint.discovery import Moment

if TYPE_CHECKING:
    from pathlib import Path

    from govlint.report import Report


@pytest.fixture(params=["recruitment-ranker", "finance-forecast"])
def example(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> Branch:
    monkeypatch.chdir(tmp_path)
    examples.committed(request.param, str(tmp_path))
    return Branch(tmp_path, capfdbinary)


@pytest.fixture
def bases(monkeypatch: pytest.MonkeyPatch) -> list[Report]:
    """The reports of bases that head's were held against."""
    seen: list[Report] = []

    def classified(base: Report, head: Report) -> Any:
        seen.append(base)
        return compare.classified(base, head)

    monkeypatch.setattr(against, "classified", classified)
    return seen


def named_files(branch: Branch) -> list[str]:
    """Every file of the example but the declaration, as the base has them."""
    found = (path for path in branch.root.rglob("*") if path.is_file() and ".git/" not in str(path))
    return sorted(str(path.relative_to(branch.root)) for path in found if path.name != NAME)


def edited(branch: Branch) -> None:
    for path in named_files(branch):
        file = branch.root / path
        file.write_bytes(file.read_bytes().replace(b"e", b"u") + b"\n# TODO\n")


def emptied(branch: Branch) -> None:
    for path in named_files(branch):
        (branch.root / path).write_bytes(b"")


def removed(branch: Branch) -> None:
    for path in named_files(branch):
        (branch.root / path).unlink()


def renamed(branch: Branch) -> None:
    for path in named_files(branch):
        file = branch.root / path
        file.rename(file.with_name(file.name.upper()))


def added(branch: Branch) -> None:
    for path in named_files(branch):
        file = branch.root / path
        (file.parent / "a").mkdir(exist_ok=True)
        (file.parent / "a" / file.name).write_bytes(file.read_bytes())


def declared(branch: Branch) -> None:
    file = branch.root / NAME
    file.write_text(file.read_text().replace("minimum:", "maximum:").replace("docs/", "doc/"))


def nothing(_: Branch) -> None:
    """The head is the base."""


@pytest.mark.parametrize("change", [nothing, edited, emptied, removed, renamed, added, declared])
@pytest.mark.parametrize("moment", ["working tree", "index", "commit"])
def test_the_base_says_what_it_says_alone(
    example: Branch, bases: list[Report], change: Any, moment: str
) -> None:
    change(example)
    options = {"index": ("--staged",), "commit": ("--rev", "topic")}.get(moment, ())
    if moment != "working tree":
        example.committed()
    example.check("--all-outcomes", "--base", "main", *options, as_of=DAY)
    (base,) = bases
    alone = app.Request((), DAY, all_outcomes=True, moment=Moment(revision="main"))
    assert list(base.findings) == list(app.check(alone).report.findings) != []
