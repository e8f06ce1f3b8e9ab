"""Runbooks, guides and model cards: what a page is made of."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from govlint.facts.evidence import cards, guides, named, prose, runbooks

if TYPE_CHECKING:
    from collections.abc import Callable

    from govlint.facts.evidence.nouns import Proof
    from govlint.facts.evidence.tree import Tree

    Grow = Callable[..., Tree]

FAIR = """\
# Rolling back the scorer

Trigger: the heartbeat alert, or AUC under 0.65 for two days.

1. Announce it in the channel.
2. Point the alias at the version before.
3. Wait for the pods to restart.
4. Compare ten answers with yesterday's.
5. Close the incident.

Done when the error rate is as before.
"""
GOLDEN = """\
# Rolling back

When: precision at 10 below 0.62 in two weekly runs.

1. Tell the channel that you are rolling back.
2. Run `make rollback VERSION=1.4.2`.
3. Check that the list is ordered as before: `make smoke`.
4. Write the time and the reason into the log.

Who may: the technical owner or the business owner, either alone.
"""
COMMANDS = """\
When it fails:

```sh
# the version before
kubectl rollout undo deployment/scorer
kubectl rollout status deployment/scorer
curl -f https://scorer.example.com/health
make smoke
```
"""
PROSE = "Open the console and look for the scorer. " * 15
TABLE = "Steps\n\n| n | do |\n|---|---|\n| 1 | stop |\n| 2 | undo |\n| 3 | check |\n| 4 | tell |\n"

SHORT = """\
When AUC is below 0.65 for two days, Priya Nair or Aisha Rahman goes back:

1. Run `make rollback VERSION=1.4.2`.
2. Run `kubectl rollout status deployment/scorer`.
3. Check that `make smoke` is green.
"""
HEADED = "# Rolling back\n\n1. `make undo`\n2. Tell the channel.\n"
UNCOMMANDED = (
    "When AUC is below 0.65:\n1. Point the alias at the version before.\n2. Check ten answers.\n"
)

HTML = """\
<h1>Going back</h1>
<p>When AUC is below 0.65</p>
<ol>
<li>Run <code>helm rollback scorer</code></li>
<li>Check /health</li>
</ol>
"""
LISTS = "When AUC is below 0.65:\n\n. Run `make undo`\n. Check it\n. Tell the owner\n. Log it\n"
JAPANESE = (
    "\u7cbe\u5ea6\u304c\u4e0b\u304c\u3063\u305f\u3089\u524d\u306e\u7248\u306b\u623b\u3059\n" * 12
)

USABLE = [
    SHORT,
    HTML,
    LISTS,
    JAPANESE,
    HEADED,
    UNCOMMANDED,
    FAIR,
    GOLDEN,
    COMMANDS,
    TABLE,
    "\n".join([PROSE[:200]] * 6),
    FAIR.replace("\n", "\n\n"),
]
STUBS = [
    "",
    "# Rollback\n",
    "# Rollback\n\nTODO\n",
    "# Rollback\n\n- TBD\n- TBD\n- TODO: write\n- [More Information Needed]\n- ...\n- n/a\n",
    "# Rollback\n\nSee the [wiki](https://wiki.example.com/x).\n",
    "- https://a.example\n- https://b.example\n- https://c.example\n- [x](https://d.example)\n- <https://e.example>\n",
    "Ask Priya.\nShe knows.\nShe wrote it.\nCall her.\n",
    "<!--\n" + GOLDEN + "-->\n",
    "---\ntitle: x\na: b\nc: d\ne: f\n---\n# Rollback\n",
    "# When\n## Trigger\n## Steps\n## Check\n## Who\n## Log\n",
    "We roll back.\nIt is easy.\nIt was done before.\nIt worked.\nAll was well.\n",
]  # fmt: skip


def runbook(grow: Grow, content: str | bytes, path: str = "docs/r.md", **files: str) -> Proof:
    data = {"rollback": {"runbook": path}, "owners": {"technical": {"name": "Priya Nair"}}}
    tree = grow({path: content, **files})
    return runbooks.collect(tree, data, named.resolve(data, tree))


@pytest.mark.parametrize("text", USABLE)
def test_a_runbook_that_can_be_followed(grow: Grow, text: str) -> None:
    found = runbook(grow, text)
    assert (found.data["usable"], found.strength) == (True, "has substance")


@pytest.mark.parametrize("text", STUBS)
def test_a_runbook_that_cannot(grow: Grow, text: str) -> None:
    found = runbook(grow, text)
    assert (found.data["usable"], found.strength) == (False, "exists")
    assert found.data["places"][0]["path"] == "docs/r.md"


def test_what_a_runbook_lacks_is_said(grow: Grow) -> None:
    assert runbook(grow, GOLDEN).data["lacks"] == []
    assert runbook(grow, FAIR).data["lacks"] == ["command"]
    assert "who may" in runbook(grow, "Go back.\n- one\n- two\n- three\n- four\n- five\n").stronger
    named_person = "Go back.\n- one\n- two\n- three\n- four\n- ask Priya Nair\n"
    assert "who" not in runbook(grow, named_person).data["lacks"]


LACKING = [
    ("", "nothing is written in it"),
    ("# Rollback\n\nTODO\n", "its lines wait to be filled in"),
    ("# Rollback\n\nSee the [wiki](https://wiki.example.com/x).\n", "it only leads elsewhere"),
    (
        "We roll back.\nIt is easy.\nIt was done.\nIt worked.\nAll was well.\n",
        "no trigger, no steps in order, no command, no check that it worked, nobody named",
    ),
    ("Run `make undo`.\n", "no trigger, no steps in order, no check that it worked, nobody named"),
]


CODED = [
    ("Run `make back` and `kubectl get x`.", ["make back", "kubectl get x"]),
    ("Run ``make back`` now", ["make back"]),
    ("Press `y` and wait for `ok` ", ["ok"]),
    ("A lone ` is none", []),
    ("Run <code>make back</code>", ["make back"]),
]


@pytest.mark.parametrize(("line", "commands"), CODED)
def test_what_stands_in_code_is_a_command(line: str, commands: list[str]) -> None:
    assert [command for command, _ in prose.read(line).commands] == commands


@pytest.mark.parametrize(("text", "found"), LACKING)
def test_what_makes_a_runbook_unusable_is_named(grow: Grow, text: str, found: str) -> None:
    assert runbook(grow, text).found == found


@pytest.mark.parametrize(
    ("text", "usable"), [("#!/bin/sh\nkubectl rollout undo x\n", True), ("#!/bin/sh\n\n", False)]
)
def test_a_script_is_followed_by_running_it(grow: Grow, text: str, usable: bool) -> None:
    assert runbook(grow, text, "ops/rollback.sh").data["usable"] is usable


def test_a_target_that_the_makefile_lacks_is_a_remark(grow: Grow) -> None:
    found = runbook(grow, GOLDEN, Makefile="rollback deploy: x\n\techo\n.PHONY: rollback\nA := b\n")
    assert [(note["line"], note["text"]) for note in found.data["remarks"]] == [
        (7, "Makefile has no target smoke")
    ]
    assert found.data["usable"]


def test_without_a_makefile_nothing_is_said_of_targets(grow: Grow) -> None:
    assert runbook(grow, GOLDEN).data["remarks"] == []


@pytest.mark.parametrize("content", [b"%PDF-1.7\0\0\0", b"PK\x03\x04\0\0"])
def test_what_is_no_text_is_unsure(grow: Grow, content: bytes) -> None:
    found = runbook(grow, content)
    assert found.unsure
    assert "usable" not in found.data
    assert found.at is not None
    assert found.at.path == "docs/r.md"


def test_a_long_runbook_is_read_to_the_limit_and_that_is_said(grow: Grow) -> None:
    assert "first mebibyte" in runbook(grow, GOLDEN * 6000).found


NAMED = [
    ("https://wiki.example.com/x", True, "declared"),
    ("see wiki", False, ""),
    ("docs", False, ""),
    ("gone.md", False, ""),
]


@pytest.mark.parametrize(("written", "usable", "strength"), NAMED)
def test_what_is_no_file(grow: Grow, written: str, usable: bool, strength: str) -> None:
    data = {"rollback": {"runbook": written}}
    tree = grow({"docs/x.md": ""})
    found = runbooks.collect(tree, data, named.resolve(data, tree))
    assert (found.data["usable"], found.strength) == (usable, strength)


def guide(grow: Grow, content: str | bytes) -> Proof:
    data = {"explanations": {"guide": "docs/g.md"}}
    tree = grow({"docs/g.md": content})
    return guides.collect(tree, named.resolve(data, tree))


GUIDE = """\
# Reading the ranking

Each applicant has five reasons, in the words of the advert, the strongest first. A reason in grey
pulled the applicant down. When the reasons do not fit the CV, move the applicant and write why: the
move is looked at each week.
"""
TEMPLATE = """\
# Model Card

## Uses
[More Information Needed]
## Out-of-Scope Use
[More Information Needed]
## Bias
- **Developed by:** [More Information Needed]
"""


def test_guides(grow: Grow) -> None:
    assert guide(grow, GUIDE).data["usable"]
    assert not guide(grow, TEMPLATE).data["usable"]
    assert not guide(grow, "# Guide\n\nComing soon\n").data["usable"]
    assert not guide(grow, "# Guide\n\nAsk Priya.\n").data["usable"]
    assert not guide(grow, "").data["usable"]
    assert guide(grow, b"\x89PNG\0\0").unsure


def test_the_place_of_a_template_is_its_first_gap(grow: Grow) -> None:
    (place,) = guide(grow, TEMPLATE).data["places"]
    assert (place["path"], place["line"]) == ("docs/g.md", 4)


CARD = """\
---
license: apache-2.0
model-index:
  - name: ranker
    results:
      - task: {type: ranking}
        metrics:
          - type: precision_at_10
            value: 0.71
          - {type: recall, value: 0.4, verified: true}
          - {type: note, value: good}
---
"""


def card(grow: Grow, files: dict[str, str], data: dict[str, Any]) -> Proof:
    tree = grow(files)
    return cards.collect(tree, named.resolve(data, tree))


def test_a_card_beside_the_declaration(grow: Grow) -> None:
    found = card(grow, {"README.md": CARD + GUIDE}, {})
    assert (found.strength, found.found) == (
        "has substance",
        "precision_at_10 0.71 and recall 0.4 (verified)",
    )
    assert [(note["line"], note["column"]) for note in found.data["metrics"]] == [(9, 20), (10, 35)]


def test_a_card_from_the_template_is_not_filled(grow: Grow) -> None:
    data = {"references": {"model_card": "card.md"}}
    found = card(grow, {"card.md": TEMPLATE}, data)
    assert (found.strength, found.data["placeholders"]) == ("exists", 3.0)


def test_a_plain_readme_is_no_card(grow: Grow) -> None:
    assert card(grow, {"README.md": "---\ntitle: x\n---\n" + GUIDE}, {}).strength == ""
    assert card(grow, {"README.md": "---\n[1, 2\n---\n"}, {}).strength == ""


HOSTILE = [
    *[
        sign * (1_000_000 // len(sign))
        for sign in ("<!--", " ", "|", "`", "[", "- ", "---\n", "<a")
    ],
    "step 1" + " " * 100_000,
    ("| " + " " * 1900 + "\n") * 500,
    "`make " + "a=" * 900 + "`\n",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_page_is_slow(text: str) -> None:
    start = time.process_time()
    prose.read(text)
    assert time.process_time() - start < 2


def test_a_runbook_in_a_notebook_is_unsure(grow: Grow) -> None:
    text = '{"cells": [{"cell_type": "markdown", "source": ["# Rollback", "1. undo"]}]}'
    assert runbook(grow, text, "docs/r.ipynb").unsure
