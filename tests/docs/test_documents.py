"""The documentation is fresh, its links lead somewhere, and the architecture page is true."""

from __future__ import annotations

import glob
import os
import re
from typing import TYPE_CHECKING

import pytest

from govlint import docs, policy
from govlint.questions import QUESTIONS

if TYPE_CHECKING:
    from pathlib import Path

TOP = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
PAGES = sorted(
    os.path.relpath(path, TOP)
    for pattern in ("*.md", "docs/**/*.md")
    for path in glob.glob(os.path.join(TOP, pattern), recursive=True)
)


def read(path: str) -> str:
    with open(os.path.join(TOP, path), encoding="utf-8") as file:
        return file.read()


def test_generated_pages_are_fresh() -> None:
    catalogue = policy.builtin()
    found = docs.generate(catalogue.policies(), catalogue.limits)
    assert docs.stale(os.path.join(TOP, "docs"), found) == []


def test_a_stale_a_missing_and_a_left_over_page_are_found(tmp_path: Path) -> None:
    folder = str(tmp_path)
    found = {"policies/a/b.md": "b\n", "policies/a/c.md": "c\n", "questions/1.md": "1\n"}
    docs.write(folder, {**found, "policies/old.md": "old\n"})
    assert docs.stale(folder, found) == ["policies/old.md"]
    docs.write(folder, found)
    assert docs.stale(folder, found) == []
    with open(os.path.join(folder, "questions", "1.md"), "a", encoding="utf-8") as file:
        file.write("more\n")
    os.remove(os.path.join(folder, "policies", "a", "c.md"))
    assert docs.stale(folder, found) == ["policies/a/c.md", "questions/1.md"]


def test_every_question_is_decided_by_a_policy() -> None:
    decided = {each.question for each in policy.builtin().policies() if each.decides}
    assert {each.number for each in QUESTIONS} <= decided


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)", read(page))
    here = os.path.dirname(os.path.join(TOP, page))
    assert [each for each in targets if not os.path.exists(os.path.join(here, each))] == []


def test_the_architecture_names_every_room_and_no_other() -> None:
    page = read("docs/architecture.md")
    table = page[page.index("| storey |") : page.index("## Doors")]
    named = set(re.findall(r"`(\w+)`", table))
    package = os.path.join(TOP, "src", "govlint")
    rooms = {
        name.removesuffix(".py")
        for name in os.listdir(package)
        if name.endswith(".py") or os.path.isdir(os.path.join(package, name))
    } - {"__init__", "__pycache__", "policies", "schemas"}
    assert named - rooms == set(), "named, and not there"
    assert rooms - named == set(), "there, and not named"


def test_the_architecture_is_one_page() -> None:
    assert read("docs/architecture.md").count("\n") < 80


@pytest.mark.parametrize("page", PAGES)
def test_nobody_is_called_compliant(page: str) -> None:
    text = read(page).replace('says "compliant"', "")
    assert not re.search(r"(?i)\bcomplian(t|ce)\b", text)
