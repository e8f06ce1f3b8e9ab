"""A repository with an example on ``main``, and a branch of it that changes something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checked import Repository
from repositories import git

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from checked import Run

NAME = "ai-governance.yaml"
DAY = "2026-11-23"


class Branch(Repository):
    """The branch ``topic``, which left ``main`` where that stands; commands run on it."""

    def __init__(self, root: Path, output: pytest.CaptureFixture[bytes]) -> None:
        self.root = root
        self._output = output
        self.base = git(str(root), "rev-parse", "HEAD")
        git(str(root), "checkout", "--quiet", "-b", "topic")

    def edit(self, *changes: tuple[str, str], path: str = NAME) -> None:
        """Replace each text by another; an old one that is not there once is a mistake."""
        text = (self.root / path).read_text()
        for old, new in changes:
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
            text = text.replace(old, new)
        (self.root / path).write_text(text)

    def committed(self, author: str = "Priya Nair <priya.nair@example.com>") -> str:
        """Commit all that was written; the commit's id."""
        self.commit(author, "2026-11-20")
        return git(str(self.root), "rev-parse", "HEAD")

    def against(self, *arguments: str) -> Run:
        """Check against ``main``, told as JSON."""
        return self.check("--base", "main", *arguments, as_of=DAY)


def standing(run: Run) -> dict[str, str]:
    """How each finding stands, by its policy."""
    return {each["policy"]: each["base"] for each in run.report["findings"]}
