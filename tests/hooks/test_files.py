"""The hook that is given file names, and the first try of a hook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hooked import CLEAR, DECLARATION, MISTAKEN

if TYPE_CHECKING:
    from pathlib import Path

    from hooked import Hooked, Published

LONG = "/".join(["a-name-of-two-hundred-letters-or-so-".ljust(200, "x")] * 10)
MANY = [f"{number:03}/{LONG}/{DECLARATION}" for number in range(80)]
"""More text than managers put on one command line, which is 128 KiB."""


@pytest.fixture
def by_file(hooked: Hooked, recommended: str) -> Hooked:
    hooked.stage(
        **{".pre-commit-config.yaml": recommended.replace("id: govlint", "id: govlint-files")}
    )
    hooked.git("commit", "--quiet", "--no-verify", "--message=By file")
    return hooked


def test_only_the_declarations_of_the_commit_are_judged(by_file: Hooked) -> None:
    by_file.stage(**{"old/ai-governance.yml": MISTAKEN})
    by_file.git("commit", "--quiet", "--no-verify", "--message=Old")
    by_file.stage(**{DECLARATION: CLEAR.replace("P1D", "P2D")})
    assert by_file.commit().code == 0
    by_file.stage(**{"old/ai-governance.yml": MISTAKEN.replace("P1D", "P2D")})
    told = by_file.commit()
    assert told.code == 1
    assert told.errors() == ["old/ai-governance.yml:13:3: error declaration/unknown-key"]


def test_a_deletion_passes_by_the_hook_for_files(by_file: Hooked) -> None:
    """Which is why it is not the one that the README recommends."""
    by_file.stage(**{DECLARATION: None})
    assert by_file.commit().code == 0


def test_none_of_many_files_is_lost(by_file: Hooked) -> None:
    by_file.stage(**dict.fromkeys(MANY, CLEAR))
    by_file.write(**dict.fromkeys((MANY[0], MANY[-1]), MISTAKEN))
    by_file.git("add", "--all")
    told = by_file.commit()
    assert told.code == 1
    assert [error[:9] for error in told.errors()] == ["000/a-nam", "079/a-nam"]
    if by_file.runner == "pre-commit":
        assert told.text.count("`govlint explain") == 2, "it was called twice"


def test_a_hook_can_be_tried_before_it_is_configured(
    hooked: Hooked, published: Published, tmp_path: Path
) -> None:
    try_it = (hooked.runner, "try-repo", published.url, "govlint", "--ref", published.revision)
    assert hooked.run(*try_it).code == 0
    hooked.stage(**{DECLARATION: MISTAKEN})
    told = hooked.run(*try_it)
    assert told.code == 1
    assert "declaration/unknown-key" in told.text
