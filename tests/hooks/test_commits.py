"""What happens to a commit, under pre-commit and under prek."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hooked import CLEAR, DECLARATION, MISTAKEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from hooked import Hooked

OTHER = "ai/ranker/ai-governance.yaml"


def test_a_commit_that_passes_is_made_and_says_nothing_more(hooked: Hooked) -> None:
    hooked.stage(**{DECLARATION: CLEAR.replace("Which queue", "Which of six queues")})
    told = hooked.commit()
    assert (told.code, hooked.commits()) == (0, 2)
    assert "Passed" in told.text
    assert "ticket-triage" not in told.text


def test_a_commit_that_is_stopped_says_where_and_what_mends_it(
    hooked: Hooked, golden: Callable[[str], Callable[[str], None]]
) -> None:
    hooked.stage(**{DECLARATION: MISTAKEN})
    told = hooked.commit()
    assert (told.code, hooked.commits()) == (1, 1)
    golden(f"stopped.{hooked.runner}.txt")(told.text)


def test_what_is_not_staged_does_not_count(hooked: Hooked) -> None:
    hooked.stage(**{"app.py": "print('triage')\n"})
    hooked.write(**{DECLARATION: MISTAKEN})
    assert hooked.commit().code == 0
    assert (hooked.root / DECLARATION).read_text() == MISTAKEN

    hooked.stage(**{DECLARATION: MISTAKEN})
    hooked.write(**{DECLARATION: CLEAR})
    assert hooked.commit().code == 1
    assert (hooked.root / DECLARATION).read_text() == CLEAR


def test_a_commit_of_some_files_is_judged_by_these(hooked: Hooked) -> None:
    """Git gives the hook an index of its own for ``git commit FILE`` and ``git commit -a``."""
    hooked.stage(**{"app.py": "print('triage')\n", DECLARATION: MISTAKEN})
    assert hooked.commit("app.py").code == 0
    assert hooked.commit().code == 1
    hooked.write(**{DECLARATION: CLEAR.replace("P1D", "P2D")})
    assert hooked.commit("--all").code == 0
    assert hooked.commits() == 3


def test_the_only_declaration_cannot_be_deleted_unseen(hooked: Hooked) -> None:
    hooked.stage(**{DECLARATION: None})
    told = hooked.commit()
    assert (told.code, hooked.commits()) == (1, 1)
    assert told.errors() == [f"{DECLARATION}:1:1: error change/declaration-kept"]


def test_one_of_several_cannot_be_deleted_unseen(hooked: Hooked) -> None:
    hooked.stage(**{OTHER: CLEAR.replace("ticket-triage", "ranker")})
    assert hooked.commit().code == 0
    hooked.stage(**{OTHER: None})
    told = hooked.commit()
    assert (told.code, hooked.commits()) == (1, 2)
    assert told.errors() == [f"{OTHER}:1:1: error change/declaration-kept"]
    assert f"-- {OTHER}\n" in told.text, "what brings it back"


def test_a_declaration_that_moves_is_not_deleted(hooked: Hooked) -> None:
    hooked.git("mv", DECLARATION, "ai-governance.yml")
    assert hooked.commit().code == 0


def test_a_merge_is_judged_as_it_would_be(hooked: Hooked) -> None:
    """Each side is right by itself: the two together hold a key twice."""
    top, bottom = CLEAR.splitlines(keepends=True)[:2], CLEAR.splitlines(keepends=True)[2:]
    rollback = "rollback: {trigger: Accuracy under 0.8, fallback_to: Keyword rules}\n"
    hooked.git("switch", "--quiet", "--create", "other")
    hooked.stage(**{DECLARATION: "".join([*top, rollback, *bottom])})
    assert hooked.commit().code == 0
    hooked.git("switch", "--quiet", "main")
    hooked.stage(**{DECLARATION: CLEAR + rollback})
    assert hooked.commit().code == 0

    told = hooked.run("git", "merge", "--no-edit", "other")
    assert told.code == 1
    assert "declaration/duplicate-key" in told.text
    assert hooked.git("rev-parse", "HEAD") == hooked.git("rev-parse", "main")
    assert hooked.commits() == 2

    hooked.stage(**{DECLARATION: CLEAR + rollback})
    assert hooked.commit().code == 0
    assert len(hooked.git("show", "--no-patch", "--format=%P").split()) == 2


def test_skip_passes_by_the_hook(hooked: Hooked) -> None:
    """Where it is the only hook, prek refuses the commit instead of making it."""
    configuration = (hooked.root / ".pre-commit-config.yaml").read_text()
    other = (
        "  - {repo: local, hooks: [{id: other, name: other, entry: 'true', language: system}]}\n"
    )
    hooked.stage(**{".pre-commit-config.yaml": configuration + other, DECLARATION: MISTAKEN})
    told = hooked.commit(SKIP="govlint")
    assert (told.code, hooked.commits()) == (0, 2)
    assert "declaration/" not in told.text


def test_arguments_of_the_user_leave_the_entry_as_it_is(hooked: Hooked) -> None:
    configuration = (hooked.root / ".pre-commit-config.yaml").read_text()
    strict = configuration.replace("id: govlint", "id: govlint\n        args: [--fail-on, warning]")
    warned = CLEAR.partition("data:\n")[0]
    hooked.stage(**{".pre-commit-config.yaml": strict, DECLARATION: warned})
    hooked.write(**{DECLARATION: CLEAR})
    told = hooked.commit()
    assert told.code == 1
    assert "data/sources-listed" in told.text
    hooked.stage(**{".pre-commit-config.yaml": configuration, DECLARATION: warned})
    assert hooked.commit().code == 0
