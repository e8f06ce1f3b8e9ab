"""What a comment says, as GitHub's own renderer shows it; and that nothing in it acts."""

from __future__ import annotations

import os
import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from hostile import HOSTILE, poisoned
from readers import activity, shown
from told_changes import MERGE, REPORTS, REQUEST, against, crowded, only_weaker, quiet, real
from told_reports import PATH, declaration, finding, many, nothing, report, span

from govlint import app, source
from govlint.ci.request import Request
from govlint.comparison import Approval, Change, Comparison, Person
from govlint.model import Span
from govlint.render.comment import MOST, render

if TYPE_CHECKING:
    from collections.abc import Callable

    from govlint.model import Comparison as Standing
    from govlint.report import Report

ALLOWED = {
    *("h3", "h4", "p", "strong", "code", "pre", "table", "thead", "tbody", "tr", "th", "td"),
    *("ul", "li", "a", "br", "sub", "details", "summary"),
}
TOP = os.path.join(os.path.dirname(__file__), "..", "..")
COMMANDS = (re.compile(r"(?m)^\s*::"), re.compile(r"(?i)##(vso)?\["))

each_report = pytest.mark.parametrize("name", sorted(REPORTS))
each_text = pytest.mark.parametrize("name", sorted(HOSTILE))


@each_report
def test_golden(name: str, golden: Callable[[str], Callable[[str], None]]) -> None:
    golden(f"{name}.md")(render(REPORTS[name](), REQUEST).text)


@each_report
@pytest.mark.parametrize("request_", [REQUEST, MERGE, Request("github")])
def test_it_is_shown_as_it_is_meant(name: str, request_: Request) -> None:
    text = render(REPORTS[name](), request_).text
    page = shown(text)
    assert page.tags - ALLOWED == set()
    assert page.attributes - {"align", "lang", "href"} == set()
    assert activity(page) == {}
    assert text.count("<details>") == text.count("</details>") <= 1
    assert [link for link in page.links if not link.startswith(f"{request_.source}/")] == []
    rows = [line for line in text.split("\n") if line.startswith("|")]
    assert text.count("<td") == 0
    assert all(line.endswith("|") for line in rows)


@each_report
def test_clean_is_one_line(name: str) -> None:
    made = render(REPORTS[name](), REQUEST)
    assert made.clean == (name in ("clean", "quiet"))
    assert (made.text.count("\n") == 1) == made.clean


def test_who_must_act_and_whether_it_blocks() -> None:
    page = shown(render(real(), REQUEST).text)
    assert "The author of this pull request mends what is new. Until then this check fails." in (
        page.text
    )
    assert "Priya Nair or Tom Okafor should approve the change of decision_rights.roll_back" in (
        page.text
    )
    page = shown(render(real()._replace(failed=False), MERGE).text)
    assert "The author of this merge request decides what to mend now." in page.text
    assert "Nothing here fails the check." in shown(render(only_weaker(), REQUEST).text).text


def test_what_was_there_before_is_not_in_the_table() -> None:
    text = render(real(), REQUEST).text
    table = text.partition("#### New")[2].partition("####")[0]
    assert "data/checked" not in table
    assert "review/on-cadence" not in table
    assert table.index("rollback/plan-declared") < table.index("rollback/runbook-usable")
    assert "✅ `review/on-cadence`" in text
    assert "1 finding from before" in text


def test_whose_word_it_is_stands_below() -> None:
    said = "told by a job that the author of this change controls"
    assert said in shown(render(real(), REQUEST._replace(strange=True)).text).text
    assert said not in shown(render(real(), REQUEST).text).text
    assert said not in render(quiet(), REQUEST).text
    strange = render(quiet(), REQUEST._replace(strange=True))
    assert said in strange.text.lower()
    assert strange.text.count("\n") == 1


def test_what_fails_for_old_findings_does_not_look_well() -> None:
    made = render(quiet()._replace(failed=True), REQUEST)
    assert made.clean
    assert made.text == (
        "❌ **govlint**: nothing new in this pull request, 1 fixed, 1 finding from before; "
        "this check fails.\n"
    )


def test_links_lead_to_the_line_at_the_heads_commit() -> None:
    links = shown(render(real(), REQUEST).text).links
    head = f"https://github.com/octocat/ranker/blob/{REQUEST.head}"
    assert f"{head}/{PATH}#L71" in links
    assert f"{head}/docs/runbooks/rollback.md?plain=1#L3" in links
    links = shown(render(real(), MERGE).text).links
    assert f"https://gitlab.com/acme/ml/ranker/-/blob/{REQUEST.head}/{PATH}#L71" in links


@pytest.mark.parametrize(
    "path",
    [
        "../../../evil/x",
        "a/../../x",
        "a://../../../../x",
        "https://x/../y",
        "/etc/passwd",
        "//evil.example/x",
        "a//b",
        "./x",
        "",
        "x" * 2000,
    ],
)
def test_a_path_that_leads_elsewhere_is_no_link(path: str) -> None:
    made = report([declaration()], [finding("house/runbook", span(1, 1, 2, path))])
    assert shown(render(made, REQUEST).text).links == []


@pytest.mark.parametrize(
    "source_",
    [
        "https://github.com",
        "https://github.com/../x",
        "https://a@github.com/x/y",
        "javascript:alert(1)",
        "https://github.com/x/y)z",
        "https://github.com/x/y?z",
        "//github.com/x/y",
    ],
)
def test_an_odd_repository_is_no_link(source_: str) -> None:
    assert shown(render(real(), REQUEST._replace(source=source_)).text).links == []


def test_rules_lead_to_their_pages_where_those_are_known() -> None:
    docs = "https://git.acme.example/mirror/govlint/blob/v1.0.0/docs"
    links = shown(render(real(), REQUEST._replace(pages=docs)).text).links
    pages = {link for link in links if link.startswith(docs)}
    assert f"{docs}/policies/rollback/plan-declared.md" in pages
    assert f"{docs}/policies/monitoring/within-limits.md" in pages
    for page in pages:
        assert os.path.exists(os.path.join(TOP, "docs", page.removeprefix(f"{docs}/")))
    made = report([declaration()], [finding("house/runbook", span(1, 1, 2))])
    odd = REQUEST._replace(pages="javascript:alert(1)")
    assert len(shown(render(made, REQUEST._replace(pages=docs)).text).links) == 1
    assert not [x for x in shown(render(real(), odd).text).links if "policies/" in x]


def test_an_odd_head_is_no_link() -> None:
    for head in ("", "main", "c" * 39, "C" * 40, f"{'c' * 39}/"):
        assert shown(render(real(), REQUEST._replace(head=head)).text).links == []


@pytest.mark.parametrize(
    ("request_", "start", "names"),
    [
        (REQUEST, "/octocat/ranker/new/topic/two%20owners", ("filename", "value")),
        (MERGE, "/acme/ml/ranker/-/new/topic/two%20owners", ("file_name", "content")),
    ],
)
def test_a_missing_declaration_can_be_started(
    request_: Request, start: str, names: tuple[str, str]
) -> None:
    (link,) = shown(render(nothing(), request_).text).links
    parts = urlsplit(link)
    query = parse_qs(parts.query)
    assert parts.path == start
    assert query[names[0]] == ["ai-governance.yaml"]
    assert len(link) < 3000
    read = source.read(query[names[1]][0].encode(), "ai-governance.yaml")
    assert read.complete
    assert not read.faults


def test_the_template_invents_no_fact(tmp_path_factory: pytest.TempPathFactory) -> None:
    """All of its answers keep a place, and govlint says so."""
    folder = tmp_path_factory.mktemp("started")
    (link,) = shown(render(nothing(), REQUEST).text).links
    path = folder / "ai-governance.yaml"
    path.write_text(parse_qs(urlsplit(link).query)["value"][0])
    judged = app.check(app.Request((str(path),), "2026-11-23")).report
    assert judged.declarations[0].system == ""
    assert not [a for a in judged.declarations[0].questions if a.state == "clear"]
    assert all(
        "TBD" in line for line in path.read_text().split("\n") if "{" in line and line[0] != "#"
    )


def test_a_crowd_is_cut_in_whole_rows() -> None:
    made = render(crowded(), REQUEST)
    assert "9900 more findings are not shown here." in made.text
    assert len(made.text.encode()) <= MOST


def test_what_is_escaped_last_has_room_too() -> None:
    found = [f._replace(message="##[x" * 150, fix="x ##[##[##[\n" * 40) for f in many(200).findings]
    text = render(report([declaration()], found), REQUEST).text
    assert 40_000 < len(text.encode()) <= MOST - 100


@pytest.mark.parametrize("length", [100, 590, 990])
def test_what_is_long_is_cut_in_whole_rows(length: int) -> None:
    path = "/".join(["面" * 20] * (length // 21))
    found = [
        f._replace(span=span(1, 1, 2, path), message="面" * 600, fix=f"{'面' * 500}\n" * 30)
        for f in many(200).findings
    ]
    declarations = [declaration(f"{path}/{n}", {n % 10 + 1: "absent"}) for n in range(200)]
    made = report(declarations, found, failed=True)
    notes = ("面" * 600,) * 100
    changes = tuple(_change(path) for _ in range(100))
    people = tuple(Person("面" * 600, "") for _ in range(500))
    asked = tuple(Approval("面" * 600, people, ("面" * 600,) * 50, True) for _ in range(50))
    compared = Comparison("x", path, path, changes, asked)
    told = against(comparisons=(compared,) * 3, notes=notes)
    text = render(made._replace(against=told), REQUEST).text
    assert 30_000 < len(text.encode()) <= MOST - 100
    page = shown(text)
    assert re.search(r"\d+ more findings are not shown here", page.text)
    assert page.tags - ALLOWED == set()
    assert text.rstrip().endswith("</sub>")


def _change(path: str) -> Change:
    place = Span(path, 1, 1, 1, 2)
    return Change(("a",), "a", "a", "weaker", "面" * 600, 1, 2, place, place, "technical")


def hostile(text: str) -> Report:
    """A report in which every text is ``text``, the ids of commits too."""
    made = poisoned(text)
    assert made.against
    told = made.against._replace(commit=text, head=text)
    findings = [f._replace(base=b) for f in made.findings for b in BASES]
    return made._replace(against=told, findings=tuple(findings))


BASES: tuple[Standing, ...] = ("new", "existing", "fixed")


@cache
def poison(name: str) -> str:
    return render(hostile(HOSTILE[name]), REQUEST).text


@each_text
def test_hostile_text_is_only_text(name: str) -> None:
    page = shown(poison(name))
    assert page.tags - ALLOWED == set()
    assert page.attributes - {"align", "lang", "href"} == set()
    assert page.comments == []
    assert activity(page) == {}
    start = f"https://github.com/octocat/ranker/blob/{REQUEST.head}/"
    for link in page.links:
        assert link.startswith(start)
        assert ".." not in link
        assert re.fullmatch(r"[\w./~%-]*(\?plain=1)?#L1", link.removeprefix(start), re.ASCII)


@each_text
def test_hostile_text_is_no_command_where_it_is_printed(name: str) -> None:
    text = poison(name)
    assert [found for command in COMMANDS for found in command.findall(text)] == []
    assert len(text.encode()) <= MOST


@each_text
def test_hostile_requests_are_only_text(name: str) -> None:
    text = HOSTILE[name]
    odd = Request("github", head=text, source=text, branch=text, project=text, owner=text)
    for request_ in (odd, odd._replace(source=REQUEST.source)):
        page = shown(render(nothing(), request_).text)
        assert page.tags - ALLOWED == set()
        assert activity(page) == {}
        for link in page.links:
            assert link.startswith("https://github.com/octocat/ranker/new/")


def test_the_same_report_gives_the_same_comment() -> None:
    assert render(real(), REQUEST) == render(real(), REQUEST)
    assert render(quiet(), REQUEST).text == (
        "✅ **govlint**: nothing new in this pull request, 1 fixed, 1 finding from before.\n"
    )
