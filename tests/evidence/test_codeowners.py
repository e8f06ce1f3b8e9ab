"""CODEOWNERS: which rule owns a path, and whether its owners are the declared ones."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from govlint.facts import codeowners
from govlint.facts.evidence import ownership, people

if TYPE_CHECKING:
    from collections.abc import Callable

    from govlint.facts.evidence.ownership import Dialect
    from govlint.facts.evidence.tree import Tree

    Grow = Callable[..., Tree]

GITHUB = [
    ("* @a", "x/y.py", "@a"),
    ("*.py @a", "x/y.py", "@a"),
    ("*.py @a", "x/y.md", ""),
    ("* @a\n/x/ @b", "x/y.py", "@b"),
    ("/x/ @b\n* @a", "x/y.py", "@a"),
    ("* @a\n/x/", "x/y.py", ""),
    ("apps/ @a", "deep/apps/y/z.py", "@a"),
    ("/apps/ @a", "deep/apps/z.py", ""),
    ("docs/* @a", "docs/y.md", "@a"),
    ("docs/* @a", "docs/x/y.md", ""),
    ("docs/* @a", "deep/docs/y.md", ""),
    ("docs @a", "docs/x/y.md", "@a"),
    ("/ranker @a", "ranker/x/y.py", "@a"),
    ("ranker/** @a", "ranker/x/y.py", "@a"),
    ("**/logs @a", "x/logs/y", "@a"),
    ("**/*.dvc @a", "models/x.dvc", "@a"),
    ("/x/*/z.py @a", "x/y/z.py", "@a"),
    ("x\\ y/ @a", "x y/z", "@a"),
    ("* @a # everybody", "x", "@a"),
    ("# * @a", "x", ""),
    ("!x @a", "x", ""),
    ("[x].py @a", "x.py", ""),
    ("* nobody", "x", ""),
    ("* a@b.example", "x", "a@b.example"),
    ("@a", "x", ""),
    ("* @A/B @c", "x", "@A/B @c"),
]
GITLAB = [
    ("internal/x.md @a", "deep/internal/x.md", "@a"),
    ("/internal/x.md @a", "deep/internal/x.md", ""),
    ("[Docs] @a\n*.md\n", "x.md", "@a"),
    ("[Docs][2] @a\n*.md @b\n", "x.md", "@b"),
    ("[One]\n* @a\n[Two]\n*.md @b\n", "x.md", "@a @b"),
    ("^[One]\n* @a\n*.md @c\n[one]\n*.md @d\n", "x.md", "@d"),
    ("* @a\n!*.md\n", "x.md", ""),
    ("docs/ @a/b/c", "x/docs/y/z.md", "@a/b/c"),
    ("* @@maintainers", "x", "@@maintainers"),
    ("!x.md\n* @a\n*.md @b\n", "x.md", ""),
    ("!*.md\n[Docs]\n*.md @a\n", "x.md", "@a"),
    ("x.md @legal somebody jane@b.example\n", "x.md", "@legal jane@b.example"),
    ("/docs @a", "docs/x.md", ""),
    ("/docs/**/*.md @a", "docs/x/y.md", "@a"),
]
GITEA = [
    (r".*\.py @a", "x/y.py", "@a"),
    (r".*\.py @a", "x/y.md", ""),
    (r"!.*\.py @a", "x/y.md", "@a"),
    (r"x/.* @a" + "\n" + r".*\.py @b", "x/y.py", "@a @b"),
    ("*.py @a", "x.py", ""),
    (".* @a\n.*\\.py\n", "x.py", "@a"),
]


def owners(text: str, path: str, dialect: Dialect) -> str:
    rules = ownership.parse(text, dialect).winning(path)
    return " ".join(owner for rule in rules for owner in rule.owners)


@pytest.mark.parametrize(("text", "path", "owner"), GITHUB)
def test_github(text: str, path: str, owner: str) -> None:
    assert owners(text, path, "github") == owner


@pytest.mark.parametrize(("text", "path", "owner"), GITLAB)
def test_gitlab(text: str, path: str, owner: str) -> None:
    assert owners(text, path, "gitlab") == owner


@pytest.mark.parametrize(("text", "path", "owner"), GITEA)
def test_gitea(text: str, path: str, owner: str) -> None:
    assert owners(text, path, "gitea") == owner


DIALECTS = [
    (".github/CODEOWNERS", "", "", "github"),
    (".gitlab/CODEOWNERS", "", "", "gitlab"),
    (".forgejo/CODEOWNERS", "", "", "gitea"),
    ("CODEOWNERS", "git@gitlab.example.com:a/b.git", "", "gitlab"),
    ("CODEOWNERS", "https://codeberg.org/a/b", "", "gitea"),
    ("CODEOWNERS", "https://jo:secret@gitlab.com/acme/github-mirror.git", "", "gitlab"),
    ("CODEOWNERS", "ssh://git@github.acme.example:22/gitlab/x", "[Docs]\n* @a", "github"),
    ("CODEOWNERS", "git@bitbucket.org:gitlab/x", "* @a", "github"),
    ("CODEOWNERS", "/srv/gitlab/x", "* @a", "github"),
    ("CODEOWNERS", "[include]\npath=x", "* @a", "github"),
    ("docs/CODEOWNERS", "", "[Docs]\n* @a", "gitlab"),
    ("CODEOWNERS", "", "* @a", "github"),
]


@pytest.mark.parametrize(("path", "remote", "text", "dialect"), DIALECTS)
def test_dialect(path: str, remote: str, text: str, dialect: str) -> None:
    assert ownership.dialect_of(path, text, remote) == dialect


def test_a_file_of_owners_without_patterns_owns_nothing() -> None:
    found = ownership.parse("@clark\n@maness", "github")
    assert not found.rules
    assert [problem[0] for problem in found.problems] == [1, 2]


DATA: dict[str, Any] = {
    "owners": {
        "technical": {"name": "Priya Nair", "contact": "@priya-n", "deputy": "Luis Ferrer"},
        "business": {"name": "Tom Okafor", "contact": "tom.okafor@example.com"},
    },
    "governs": {"model": ["ranker/**"]},
}
ACCESS = {**DATA, "access": {"code": ["technical", "@acme/ml"], "production": "Platform team"}}

COMPARED = [
    (DATA, ["@priya-n"], "agree"),
    (DATA, ["@luisferrer"], "agree"),
    (DATA, ["@pnair"], "agree"),
    (DATA, ["@TomOkafor"], "agree"),
    (DATA, ["priya.nair@other.example"], "agree"),
    (DATA, ["@someone-else"], "disagree"),
    (DATA, ["@someone-else", "else@example.com"], "disagree"),
    (DATA, ["@someone-else", "@acme/ml"], "incomparable"),
    (DATA, ["@acme/ml"], "incomparable"),
    (DATA, ["@@maintainers"], "incomparable"),
    (DATA, ["ml-team@example.com"], "incomparable"),
    (DATA, ["jo.teamer@example.com"], "disagree"),
    (DATA, [], "incomparable"),
    (ACCESS, ["@acme/ml"], "agree"),
    (ACCESS, ["@acme/platform-team"], "agree"),
    (ACCESS, ["@acme/other"], "disagree"),
]


@pytest.mark.parametrize(("data", "listed", "verdict"), COMPARED)
def test_compared_with_the_declaration(
    data: dict[str, Any], listed: list[str], verdict: str
) -> None:
    assert people.compare(listed, people.declared(data)) == verdict


FACTS = [
    ("* @priya-n", {"covers_model": True, "comparable": True, "agrees": True}),
    ("* @other", {"covers_model": True, "comparable": True, "agrees": False}),
    ("* @acme/ml", {"covers_model": True, "comparable": False, "agrees": True}),
    ("docs/ @other", {"covers_model": False, "comparable": False, "agrees": True}),
    ("* @priya-n\nranker/", {"covers_model": False, "comparable": True, "agrees": False}),
    ("* @priya-n\nranker/x.md", {"covers_model": True, "comparable": True, "agrees": True}),
    ("* @acme/all\nranker/ @other", {"comparable": True, "agrees": False}),
    ("* @priya-n\nranker/ @other", {"comparable": True, "agrees": True}),
    ("ai-governance.yaml @other\nranker/ @acme/ml", {"comparable": False, "agrees": True}),
    ("ai-governance.yaml @board\nranker/ @priya-n", {"comparable": True, "agrees": True}),
]


@pytest.mark.parametrize(("text", "expected"), FACTS)
def test_the_fact(grow: Grow, text: str, expected: dict[str, bool]) -> None:
    files = {"ranker/a.py": "", "ranker/b.py": "", "ranker/x.md": "", ".github/CODEOWNERS": text}
    found = codeowners.collect(grow(files), DATA, "ai-governance.yaml").plain()
    assert {key: found[key] for key in expected} == expected


def test_a_contradiction_has_its_place(grow: Grow) -> None:
    files = {"ranker/a.py": "", "CODEOWNERS": "# who\n\n  ranker/ @other\n"}
    found = codeowners.collect(grow(files), DATA, "ai-governance.yaml")
    assert [note[:3] for note in found.contradictions] == [("CODEOWNERS", 3, 3)]
    assert "@other" in found.contradictions[0].text


def test_no_file_is_no_contradiction(grow: Grow) -> None:
    found = codeowners.collect(grow({}), DATA, "ai-governance.yaml").plain()
    assert (found["found"], found["comparable"], found["strength"]) == (False, False, "")


@pytest.mark.parametrize("content", [b"\0\0\1", b"* @a\n" * 300_000])
def test_what_cannot_be_read_is_unsure(grow: Grow, content: bytes) -> None:
    found = codeowners.collect(grow({"CODEOWNERS": content}), DATA, "ai-governance.yaml").plain()
    assert found["unsure"]
    assert "agrees" not in found


HOSTILE = [
    ("a" * 90 + "*a" * 400 + "b @x", "github"),
    ("/".join(["**"] * 55) + "/b @x", "github"),
    ("(a+)+$ @x", "gitea"),
    (".*.*.*.*.*.*x @x", "gitea"),
    ("(?:a|a)*b @x", "gitea"),
    ("\\" * 3999 + " @x", "github"),
    ("# " + "\\#" * 100_000, "gitlab"),
    ("[" * 4000, "gitlab"),
]


@pytest.mark.parametrize(("text", "dialect"), HOSTILE)
def test_no_pattern_is_slow(text: str, dialect: Dialect) -> None:
    start = time.process_time()
    for path in ("a" * 3000, "/".join(["a"] * 50)):
        ownership.parse(text, dialect).winning(path)
    assert time.process_time() - start < 1


def test_many_rules_and_many_files(grow: Grow) -> None:
    areas = "".join(f"/area{n}/sub/ @acme/t{n}\n*.e{n} @acme/t{n}\n" for n in range(60))
    files = {f"ranker/m{n % 40}/f{n}.py": "" for n in range(1200)}
    tree = grow({**files, "CODEOWNERS": f"{areas}/ranker/ @priya-n\n"})
    start = time.process_time()
    found = codeowners.collect(tree, DATA, "ai-governance.yaml").plain()
    assert (found["agrees"], found["strength"]) == (True, "is wired")
    assert time.process_time() - start < 30, "each file is held against each rule"
    tree = grow({**files, "CODEOWNERS": "*.py @priya-n\n" * 9000})
    assert "more patterns" in codeowners.collect(tree, DATA, "ai-governance.yaml").unsure


REMOTES = [
    ("git@gitlab.com:acme/x.git", "gitlab", True),
    ("https://github.com/acme/x", "github", False),
    ("https://git.acme.example/x", "github", False),
    ("", "github", False),
]


@pytest.mark.parametrize(("remote", "dialect", "agrees"), REMOTES)
def test_the_remote_decides_where_the_folder_does_not(
    grow: Grow, remote: str, dialect: str, agrees: bool
) -> None:
    files = {"ranker/a.py": "", "CODEOWNERS": "* @acme-ml\n"}
    tree = grow(files, remote=lambda: remote)
    found = codeowners.collect(tree, DATA, "ai-governance.yaml").plain()
    assert (found["dialect"], found["agrees"]) == (dialect, agrees)


def test_each_forge_reads_its_own_place_first(grow: Grow) -> None:
    files = {"CODEOWNERS": "* @a\n", ".github/CODEOWNERS": "* @b\n"}
    for remote, path in (("git@gitlab.com:a/b", "CODEOWNERS"), ("", ".github/CODEOWNERS")):
        tree = grow(files, remote=lambda remote=remote: remote)
        assert codeowners.collect(tree, DATA, "ai-governance.yaml").found.startswith(
            f"{path} names"
        )
