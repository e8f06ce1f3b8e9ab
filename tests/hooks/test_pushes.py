"""What happens to a push: the commits that are sent are judged, whatever is staged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hooked import CLEAR, DECLARATION, MISTAKEN

if TYPE_CHECKING:
    from pathlib import Path

    from hooked import Hooked, Told

OLD = "old/ai-governance.yaml"
WORSE = f"{DECLARATION}:13:3: error declaration/unknown-key"


@pytest.fixture
def remote(hooked: Hooked, tmp_path: Path) -> Hooked:
    """The repository, with a remote that holds nothing yet."""
    hooked.git("init", "--quiet", "--bare", str(tmp_path / "remote"))
    hooked.git("remote", "add", "origin", str(tmp_path / "remote"))
    return hooked


def commit(hooked: Hooked, **files: str | None) -> None:
    """Commit by the hook, which did not see it."""
    hooked.stage(**files)
    hooked.git("commit", "--quiet", "--no-verify", "--message=Change")


def push(hooked: Hooked, *arguments: str) -> Told:
    return hooked.run("git", "push", "--quiet", "origin", *(arguments or ("main",)))


def test_the_first_push_of_all_is_judged_as_it_is(remote: Hooked) -> None:
    """No commit lies before it, so there is no base, and the hook is told a branch only."""
    commit(remote, **{DECLARATION: MISTAKEN})
    remote.stage(**{DECLARATION: CLEAR})
    told = push(remote)
    assert told.code == 1
    assert WORSE in told.errors()
    assert push(remote, "HEAD:refs/heads/other").code == 1

    remote.git("commit", "--quiet", "--no-verify", "--message=Mend")
    remote.write(**{DECLARATION: MISTAKEN})
    assert push(remote).code == 0
    assert remote.git("rev-parse", "origin/main") == remote.git("rev-parse", "main")


def test_a_later_push_is_judged_by_what_it_changes(remote: Hooked) -> None:
    commit(remote, **{OLD: MISTAKEN.replace("ticket-triage", "old")})
    remote.git("push", "--quiet", "--no-verify", "origin", "main")

    commit(remote, **{DECLARATION: CLEAR.replace("P1D", "P2D")})
    told = push(remote)
    assert told.code == 0, told.text

    commit(remote, **{DECLARATION: MISTAKEN})
    remote.stage(**{DECLARATION: CLEAR})
    told = push(remote)
    assert told.code == 1
    assert WORSE in told.errors()


def test_a_new_branch_is_judged_from_where_it_left_what_the_remote_has(remote: Hooked) -> None:
    commit(remote, **{OLD: MISTAKEN.replace("ticket-triage", "old")})
    remote.git("push", "--quiet", "--no-verify", "origin", "main")
    remote.git("switch", "--quiet", "--create", "topic")
    commit(remote, **{"app.py": "print('triage')\n"})
    assert push(remote, "topic").code == 0

    remote.git("switch", "--quiet", "--create", "worse")
    commit(remote, **{DECLARATION: MISTAKEN})
    remote.git("switch", "--quiet", "main")
    told = push(remote, "worse")
    assert told.code == 1
    assert WORSE in told.errors()


def test_deleting_a_branch_is_about_no_declaration(remote: Hooked) -> None:
    remote.git("push", "--quiet", "--no-verify", "origin", "main", "main:other")
    assert push(remote, ":other").code == 0
