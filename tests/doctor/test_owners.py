"""Whether CODEOWNERS covers the declaration, and what configures govlint."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from practice import Practice


@pytest.mark.parametrize(
    ("path", "text", "state", "line"),
    [
        (".github/CODEOWNERS", "* @acme/all\n/ai-governance.yaml @tomokafor\n", "ok", 2),
        ("CODEOWNERS", "# owners\r\n\r\n*.yaml @acme/ml\r\n", "ok", 3),
        (".github/CODEOWNERS", "* @acme/all\n/ai-governance.yaml\n", "to-do", 1),
        (".github/CODEOWNERS", "/src/ @acme/all\n", "to-do", 1),
        (".github/CODEOWNERS", "", "to-do", 1),
        (".gitlab/CODEOWNERS", "[Governance] @acme/risk\nai-governance.yaml\n", "ok", 2),
        (".forgejo/CODEOWNERS", ".*\\.yaml @tomokafor\n", "ok", 1),
        (".forgejo/CODEOWNERS", "!.*\\.yaml @tomokafor\n", "to-do", 1),
        ("OWNERS", "approvers:\n  - tomokafor\n", "ok", 1),
        (".github/CODEOWNERS", "\x00", "unknown", 1),
        (".github/CODEOWNERS", "#" * 2_000_000, "unknown", 1),
    ],
)
def test_the_declaration(practice: Practice, path: str, text: str, state: str, line: int) -> None:
    practice.write(path, text)
    assert practice.says("owners/declaration")[:3] == (state, path, line)


@pytest.mark.parametrize(
    ("sign", "state", "paste"),
    [
        (".github/dependabot.yml", "to-do", "/ai-governance.yaml @tomokafor"),
        (".gitlab-ci.yml", "to-do", "/ai-governance.yaml @tomokafor"),
        (".forgejo/x", "to-do", "ai\\-governance\\.yaml @tomokafor"),
        ("README.md", "unknown", ""),
    ],
)
def test_without_codeowners(practice: Practice, sign: str, state: str, paste: str) -> None:
    practice.write(sign, "x: 1\n")
    answer = practice.answers()["owners/declaration"]
    assert answer["state"] == state
    assert paste in answer["mend"]


def test_the_remote_tells_which_forge_reads_it(practice: Practice) -> None:
    practice.git("remote", "add", "origin", "git@gitlab.example.com:acme/ranker.git")
    answer = practice.answers()["owners/declaration"]
    assert (answer["state"], answer["mend"].splitlines()[0]) == (
        "to-do",
        "Write .gitlab/CODEOWNERS:",
    )
    practice.write(".github/CODEOWNERS", "* @acme/all\n")
    practice.write("CODEOWNERS", "/src/ @acme/all\n")
    assert practice.says("owners/declaration")[:2] == ("to-do", "CODEOWNERS")


def test_what_is_pasted_covers_it(practice: Practice) -> None:
    for path in ("a b/ai-governance.yaml", "c#/ai-governance.yaml", "d/ai-governance.yaml"):
        practice.write(path, (practice.root / "ai-governance.yaml").read_text())
    for folder in (".github", ".forgejo"):
        practice.write(f"{folder}/CODEOWNERS", "/src/ @acme/all\n")
        mend = practice.answers()["owners/declaration"]["mend"]
        lines = [line.strip() for line in mend.splitlines()[1:]]
        assert len(lines) == 4
        practice.write(f"{folder}/CODEOWNERS", "".join(f"{line}\n" for line in lines))
        assert practice.says("owners/declaration")[0] == "ok"
        (practice.root / folder / "CODEOWNERS").unlink()


def test_nobody_is_invented(practice: Practice) -> None:
    text = (practice.root / "ai-governance.yaml").read_text()
    practice.write("ai-governance.yaml", text.replace('"@tomokafor"', "tom@example.com"))
    practice.write("CODEOWNERS", "/src/ @acme/all\n")
    assert practice.answers()["owners/declaration"]["mend"].endswith("/ai-governance.yaml @...")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".govlint.yaml", "schema: govlint-config/v1\n"),
        (".govlint-baseline.yaml", "x: 1\n"),
        ("pyproject.toml", '[tool.govlint]\nfail_on = "warning"\n'),
    ],
)
def test_what_can_loosen_the_rules(practice: Practice, path: str, text: str) -> None:
    practice.write("CODEOWNERS", "ai-governance.yaml @tomokafor\n")
    assert "owners/settings" not in practice.answers()
    practice.write(path, text)
    state, _, _, told = practice.says("owners/settings")
    assert state == "to-do"
    assert path in told
    practice.write("CODEOWNERS", "* @tomokafor\n")
    assert practice.says("owners/settings")[0] == "ok"


def test_policies_of_ones_own(practice: Practice) -> None:
    practice.write(".govlint.yaml", "schema: govlint-config/v1\npolicies: [rules]\n")
    practice.write("rules/house.yaml", "family: house\npolicies: []\n")
    practice.write("CODEOWNERS", "ai-governance.yaml @a\n.govlint.yaml @a\n")
    assert "rules/house.yaml" in practice.says("owners/settings")[3]
