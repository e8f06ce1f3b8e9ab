"""Policies of the user's own: they count like govlint's, and harm nothing."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from govlint import testing

if TYPE_CHECKING:
    from checked import Repository

pytestmark = pytest.mark.clock

COST = """\
family: acme
policies:
  - id: cost-centre
    title: The business owner's role is written
    question: 1
    decides: true
    severity: {production: error}
    each: doc.owners.business
    require: has(it.role) && it.role.contains("Sales")
    at: role
    if_not: unclear
    message: The role {it.role} is not in sales.
    fix: Write the role.
"""

CASES = """\
- policy: acme/cost-centre
  pass: |
    owners: {business: {role: Sales lead}}
  fail:
    - declaration: |
        owners: {business: {role: Treasurer}}
      line: 1
      column: 27
      state: unclear
  not_applicable: |
    system: {id: ranker}
"""

FILES = {"policies": COST.encode(), "cases": CASES.encode()}

DOUBLED = "['aaaaaaaaaaaaaaaa']" + ".map(x, x + x)" * 26 + "[0].size() > 3"
NESTED = "true"
for _name in "abcdefgh":
    NESTED = f"[1,2,3,4,5,6,7,8,9,10].all({_name}, {NESTED})"

HOSTILE = {
    "a text doubled over and over": DOUBLED,
    "a text doubled forty times": "['aaaaaaaaaaaaaaaa']" + ".map(x, x + x)" * 40 + "[0].size() > 3",
    "loops in loops": NESTED,
    "100,000 parentheses": "(" * 100_000 + "true" + ")" * 100_000,
    "2,000 parentheses": "(" * 2_000 + "true" + ")" * 2_000,
    "a chain of choices": "true ? " * 500 + "true" + " : false" * 500,
    "a huge text": "'" + "a" * 4_000 + "' != ''",
    "a field that does not exist": "has(doc.ownerz)",
    "a function that does not exist": "read_file('/etc/passwd') == ''",
}


def hostile(expression: str) -> str:
    return (
        "family: hostile\npolicies:\n  - id: one\n    title: One\n"
        f'    severity: {{production: error}}\n    require: "{expression}"\n    message: No.\n'
    )


def with_policies(repository: Repository, **files: str) -> None:
    repository.example("recruitment-ranker")
    repository.write(".govlint.yaml", "schema: govlint-config/v1\npolicies: [policies]\n")
    for name, text in files.items():
        repository.write(f"policies/{name}.yaml", text)


def test_they_count_like_our_own(repository: Repository) -> None:
    with_policies(repository, acme=COST)
    run = repository.check()
    assert run.code == 1
    found = run.found()[0]
    assert found["policy"] == "acme/cost-centre"
    assert found["message"] == "The role Head of Recruitment Operations is not in sales."
    assert (found["line"], found["state"], run.states()[1]) == (42, "unclear", "unclear")


def test_they_are_configured_and_waived_like_our_own(repository: Repository) -> None:
    with_policies(repository, acme=COST)
    repository.write(
        ".govlint.yaml",
        "schema: govlint-config/v1\npolicies: [policies]\nseverity: {acme/cost-centre: note}\n",
    )
    assert repository.check().code == 0
    text = (repository.root / "ai-governance.yaml").read_text()
    waiver = (
        "waivers:\n  - {policy: acme/cost-centre, reason: Moves in May, approved_by: Tom Okafor, "
        "expires: 2027-01-31}\n"
    )
    repository.write("ai-governance.yaml", text + waiver)
    assert repository.check().found("acme/cost-centre")[0]["waiver"] is not None


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_policy_ends_soon_and_the_rest_of_the_report_stands(
    repository: Repository, kind: str
) -> None:
    with_policies(repository, acme=COST, hostile=hostile(HOSTILE[kind]))
    started = time.monotonic()
    run = repository.check()
    took = time.monotonic() - started
    ids = [f["policy"] for f in run.found()]
    assert "acme/cost-centre" in ids
    assert "policies/hostile.yaml" in run.err or "hostile/one" in ids or kind == "a huge text"
    assert "Traceback" not in run.err
    assert took < 20, "it hangs"


def test_a_mistake_in_a_policy_is_exit_2_at_its_place(repository: Repository) -> None:
    with_policies(repository, acme=COST.replace("it.role.contains", "it.rolle.contains"))
    run = repository.check()
    assert run.code == 2
    assert "policies/acme.yaml:9:" in run.err
    assert run.report["declarations"][0]["verdict"] == "clear"


def test_an_id_of_our_own_is_taken(repository: Repository) -> None:
    taken = COST.replace("family: acme", "family: owners").replace("cost-centre", "two-people")
    with_policies(repository, owners=taken)
    run = repository.check()
    assert run.code == 2
    assert "owners/two-people" in run.err


@pytest.mark.parametrize(
    ("folder", "told"),
    [
        ("nothere", "There is no folder nothere/."),
        ("docs", "There are no policies in docs/."),
        ("README.md", "README.md is not a folder."),
        ("../../..", "../../.. leads out of the repository."),
        ("/etc", "/etc leads out of the repository."),
    ],
)
def test_a_folder_without_policies_is_exit_2_at_its_place(
    repository: Repository, folder: str, told: str
) -> None:
    repository.example("recruitment-ranker")
    repository.write("README.md", "")
    repository.write("policies/acme.yaml", COST)
    repository.write(".govlint.yaml", f"policies:\n  - policies\n  - {folder}\n")
    run = repository.check()
    assert run.code == 2
    assert f".govlint.yaml:3:5: {told}" in run.err


def test_policy_test_holds_them_to_their_cases(repository: Repository) -> None:
    with_policies(repository, acme=COST)
    repository.write("policies/tests/acme.yaml", CASES)
    run = repository.run("policy", "test")
    assert (run.code, run.out) == (0, "1 policy, 3 cases, 0 failed.\n")


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("column: 27", "column: 9", "1:27"),
        ("state: unclear", "state: stale", "unclear"),
        ("Sales lead", "Treasurer", "expected pass, but it is fail"),
    ],
)
def test_policy_test_says_what_does_not_hold(
    repository: Repository, right: str, wrong: str, told: str
) -> None:
    with_policies(repository, acme=COST)
    repository.write("policies/tests/acme.yaml", CASES.replace(right, wrong))
    run = repository.run("policy", "test", "policies")
    assert run.code == 1
    assert told in run.out
    assert "policies/tests/acme.yaml:" in run.out


def test_policy_test_names_what_has_no_case(repository: Repository) -> None:
    with_policies(repository, acme=COST)
    run = repository.run("policy", "test")
    assert run.out == "1 policy, 0 cases, 0 failed.\nWithout a case: acme/cost-centre.\n"


HEAD = "- policy: acme/cost-centre\n"
FAIL = HEAD + "  fail:\n    - declaration: |\n        a: 1\n"


@pytest.mark.parametrize(
    ("text", "place", "fix"),
    [
        ("- policy: acme/other\n  pass: |\n    a: 1\n", "1:11", "family"),
        ("- policy: acme/cost-center\n  pass: |\n    a: 1\n", "1:11", "acme/cost-centre"),
        ("- policy: [a/b]\n  pass: |\n    a: 1\n", "1:11", "policy: family/name"),
        ("- pass: |\n    a: 1\n", "1:3", "policy: family/name"),
        (HEAD + "  passes: |\n    a: 1\n", "2:11", "not_applicable"),
        ("policy: acme/cost-centre\n", "1:1", "- policy:"),
        ("- 3\n", "1:3", "- policy:"),
        (HEAD + "  as_of: 3\n  pass: |\n    a: 1\n", "2:10", "as_of: 2026-11-23"),
        (HEAD + "  as_of: 2026-99-99\n", "2:10", "as_of: 2026-11-23"),
        (FAIL + "      as_of: []\n", "5:14", "as_of: 2026-11-23"),
        (HEAD + "  facts: 3\n", "2:10", "facts: {history:"),
        (HEAD + "  facts: {histroy: {}}\n", "2:10", "facts: {history:"),
        (HEAD + "  facts: {history: 3}\n", "2:10", "facts: {history:"),
        (HEAD + "  files: [a]\n", "2:10", "files: {docs/runbook.md:"),
        (HEAD + "  files: {a: 3}\n", "2:10", "files: {docs/runbook.md:"),
        (HEAD + "  pass: 3\n", "2:9", "behind the key"),
        (HEAD + "  pass: [{as_of: 2026-11-23}]\n", "2:10", "behind the key"),
        (HEAD + "  pass: [{declaration: a, line: 1}]\n", "2:33", "declaration, as_of"),
        (FAIL + "      line: x\n      column: 1\n", "5:13", "line: 2"),
        (FAIL + "      line: 1\n      column: true\n", "6:15", "column: 9"),
        (FAIL + "      line: 0\n      column: 1\n", "5:13", "line: 2"),
        (FAIL + "      line: 1\n", "5:13", "column: 1"),
        (FAIL + "      column: 1\n", "5:15", "line: 1"),
        (FAIL + "      state: odd\n", "5:14", "state: absent"),
        (FAIL + "      state: [absent]\n", "5:14", "state: absent"),
        (FAIL + "      related: 5\n", "5:16", "related: [[CODEOWNERS, 2]]"),
        (FAIL + "      related: [a1]\n", "5:16", "related: [[CODEOWNERS, 2]]"),
        (FAIL + "      related: [[a, .inf]]\n", "5:16", "related: [[CODEOWNERS, 2]]"),
    ],
)
def test_a_case_that_cannot_be_understood_is_exit_2(
    repository: Repository, text: str, place: str, fix: str
) -> None:
    with_policies(repository, acme=COST)
    repository.write("policies/tests/acme.yaml", text)
    run = repository.run("policy", "test")
    assert run.code == 2
    assert f"acme.yaml:{place}:" in run.err
    assert fix in run.err


def test_a_second_place_may_count_anything(repository: Repository) -> None:
    places = "\"[{'path': 'a', 'text': 'b', 'line': 0.0 / 0.0, 'column': 1.0 / 0.0}]\""
    policy = COST.replace("    if_not:", f"    related: {places}\n    if_not:")
    with_policies(repository, acme=policy)
    repository.write("policies/tests/acme.yaml", CASES.replace("state:", "related: [[a, 1]]  #"))
    assert repository.run("policy", "test").out == "1 policy, 3 cases, 0 failed.\n"
    run = repository.check()
    assert run.found()[0]["related"] == [{"path": "a", "line": 1, "column": 1, "text": "b"}]


def test_the_processes_end_even_where_a_case_breaks_off(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = []

    def broken_off(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(testing._Asker, "close", lambda _asker: ended.append("closed"))
    monkeypatch.setattr("govlint.cases.run", broken_off)
    monkeypatch.setattr(testing, "_files", lambda folder: [(folder, FILES[folder])])
    with pytest.raises(KeyboardInterrupt):
        testing.test("policies", "cases")
    assert ended == ["closed"]


def test_they_are_explained_like_our_own(repository: Repository) -> None:
    with_policies(repository, acme=COST)
    run = repository.run("explain", "acme/cost-centre")
    assert run.code == 0
    assert "The business owner's role is written" in run.out
    assert "acme" in repository.run("explain").out
