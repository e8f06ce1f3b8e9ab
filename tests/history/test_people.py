"""When the people whom a declaration names were last seen, and under which names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from declarations import DECLARATION, NAME, edited
from repositories import BOT, STRANGER, git

from govlint.facts.history import people

if TYPE_CHECKING:
    from repositories import History
    from telling import Tell


def technical(tell: Tell, made: History, **more: Any) -> tuple[str, str]:
    """When the technical owner was last seen, and how."""
    part = tell(made, **more).data["technical"]
    return part.get("seen", ""), part.get("how", "")


@pytest.fixture
def begun(made: History) -> History:
    """A declaration that a stranger wrote."""
    made.commit({NAME: DECLARATION}, "2026-02-01", STRANGER)
    return made


SIGNS = {
    "by address": ("P. N. <priya.nair@example.com>", "x", "author"),
    "by address, in other letters": ("P. N. <Priya.Nair@Example.com>", "x", "author"),
    "by name": ("Priya Nair <priya@home.example>", "x", "author"),
    "by name, in other letters": ("priya  NAIR <priya@home.example>", "x", "author"),
    "as a co-author": (
        STRANGER,
        "x\n\nCo-authored-by: Priya Nair <12+priya@users.noreply.github.com>\n",
        "co-author",
    ),
    "as a reviewer": (STRANGER, "x\n\nReviewed-by: Priya Nair <a@b.example>\n", "reviewer"),
    "by a sign-off": (STRANGER, "x\n\nSigned-off-by: P. <priya.nair@example.com>\n", "sign-off"),
    "in the last of several trailers": (
        STRANGER,
        "x\n\nReviewed-by: Tom <t@t.example>\nCO-AUTHORED-BY: Priya Nair <p@p.example>\n",
        "co-author",
    ),
    "a stranger": (STRANGER, "x", ""),
    "in the text alone": (STRANGER, "Thanks to Priya Nair <priya.nair@example.com>\n", ""),
    "under another trailer": (STRANGER, "x\n\nReported-by: Priya Nair <p@p.example>\n", ""),
}


@pytest.mark.parametrize(("author", "message", "how"), SIGNS.values(), ids=SIGNS)
def test_how_somebody_is_seen(
    begun: History, tell: Tell, author: str, message: str, how: str
) -> None:
    begun.commit({"a": "1"}, "2026-09-01", author, message=message)
    begun.commit({"a": "2"}, "2026-10-01", BOT)
    assert technical(tell, begun.build()) == (("2026-09-01", how) if how else ("", ""))


MAILMAPS = {
    "a name": "Priya Nair <pn@laptop>\n",
    "an address": "<priya.nair@example.com> <pn@laptop>\n",
    "both": "# people\n\nPriya Nair <priya.nair@example.com> <PN@laptop> # old\n",
    "one of several at an address": "Priya Nair <priya.nair@example.com> pn <pn@laptop>\n",
}


@pytest.mark.parametrize("mailmap", MAILMAPS.values(), ids=MAILMAPS)
def test_mailmap(begun: History, tell: Tell, mailmap: str) -> None:
    begun.commit({"a": "1"}, "2026-09-01", "pn <pn@laptop>")
    begun.commit({".mailmap": mailmap}, "2026-10-01", STRANGER)
    assert technical(tell, begun.build())[0] == "2026-09-01"


def test_mailmap_is_heads_and_no_link(begun: History, tell: Tell) -> None:
    begun.commit({"a": "1"}, "2026-09-01", "pn <pn@laptop>")
    begun.commit({"map": MAILMAPS["both"], ".mailmap": "link:map"}, "2026-10-01", STRANGER)
    begun.build()
    begun.write({"map": MAILMAPS["both"]})
    assert technical(tell, begun) == ("", "")


def test_mailmap_of_another_name_at_the_address_does_not_count() -> None:
    mailmap = people.Mailmap(b"Priya Nair <priya.nair@example.com> pn <shared@laptop>\n")
    assert mailmap.canonical("pn", "shared@laptop") == ("Priya Nair", "priya.nair@example.com")
    assert mailmap.canonical("tom", "shared@laptop") == ("tom", "shared@laptop")


def test_mailmap_is_read_as_git_reads_it(made: History) -> None:
    lines = "C# Guild <c@x> <old@x>\n# No <no@x> <n@x>\nD <d@x> <dd@x> # more\nE <e@x>\n"
    made.write({".mailmap": lines})
    authors = [("Q", f"{address}@x") for address in ("old", "n", "dd", "e")]
    mailmap = people.Mailmap(lines.encode())
    for name, mail in authors:
        asked = git(made.root, "check-mailmap", f"{name} <{mail}>")
        told, address = mailmap.canonical(name, mail)
        assert f"{told} <{address}>" == asked


def test_the_authors_date_counts_and_the_newest_one(begun: History, tell: Tell) -> None:
    priya = "Priya Nair <priya.nair@example.com>"
    begun.commit({"a": "1"}, "2026-09-05", priya, authored="2026-09-01")
    begun.commit({"a": "2"}, "2026-10-01", priya, authored="2026-03-01")
    assert technical(tell, begun.build())[0] == "2026-09-01"


@pytest.mark.parametrize(
    ("authored", "landed", "seen"),
    [
        ("2099-01-01", "2026-09-01", "2026-09-01"),
        ("2099-01-01", "2099-01-01", ""),
        ("2026-11-24", "2026-11-24", "2026-11-23"),
    ],
)
def test_a_date_to_come_is_no_sign_of_life(
    begun: History, tell: Tell, authored: str, landed: str, seen: str
) -> None:
    begun.commit({"a": "1"}, landed, "Priya Nair <x@y.z>", authored=authored)
    assert technical(tell, begun.build())[0] == seen


def test_silence_is_known_and_not_unknown(begun: History, tell: Tell) -> None:
    fact = tell(begun.build())
    assert fact.data["technical"] == {"name": "Priya Nair"}
    assert not fact.unknown


def test_everybody_is_listed(begun: History, tell: Tell) -> None:
    begun.commit({"a": "1"}, "2026-09-01", "Luis Ferrer <l@f.example>")
    listed = tell(begun.build()).data["people"]
    assert [(one["name"], one.get("seen", "")) for one in listed] == [
        ("Priya Nair", ""),
        ("Tom Okafor", ""),
        ("Luis Ferrer", "2026-09-01"),
    ]


def test_who_is_named() -> None:
    data: dict[str, Any] = {
        "owners": {"technical": {"name": "A", "deputy": "B"}, "business": {"contact": "c@d.e"}},
        "monitoring": {"drift": {"owner": "C"}},
        "decision_rights": {
            "roll_back": ["technical", "D"],
            "deploy_model": {"decides": "E", "consults": ["nobody"]},
        },
        "retraining": {"approval": {"by": "F"}},
    }
    assert [person.name or person.contact for person in people.named(data)] == [
        "A",
        "c@d.e",
        "B",
        "C",
        "D",
        "E",
        "F",
    ]


@pytest.mark.parametrize(
    ("name", "mail", "bot"),
    [
        ("renovate[bot]", "x@y", True),
        ("Dependabot", "49699333+dependabot[bot]@users.noreply.github.com", True),
        ("github-actions", "x@y", True),
        ("Robot Smith", "robot@y", False),
        ("Ops Sync", "sync@corp", True),
        ("[ci]", "x@y", True),
    ],
)
def test_programs(name: str, mail: str, bot: bool) -> None:
    assert people.is_bot(name, mail, ("ops*", "[ci]")) is bot


@pytest.mark.parametrize(
    ("name", "mail", "expected"),
    [
        ("Jose Nunez", "x@y", True),
        ("Jos\N{LATIN SMALL LETTER E}\N{COMBINING ACUTE ACCENT} Núñez", "x@y", True),
        ("José", "x@y", False),
        ("jn@corp.example", "x@y", False),
        ("x", "JN@corp.example", True),
        ("x", "", False),
        ("", "x@y", False),
    ],
)
def test_who_is_meant(name: str, mail: str, expected: bool) -> None:
    activity = people.Activity({}, {}, people.Mailmap(b""))
    named = [people.Person("José Núñez", "jn@corp.example"), people.Person("", "")]
    assert activity.is_one_of(named, name, mail) is expected


def test_an_author_in_no_known_encoding(made: History, tell: Tell) -> None:
    made.commit({NAME: edited(("Priya Nair", "Jos\u00e9 Mart\u00edn"))}, "2026-02-01")
    raw = b"Jos\xe9 Mart\xedn <jm@example.com>".decode("utf-8", "surrogateescape")
    made.commit({"a": "1"}, "2026-09-01", raw)
    assert tell(made.build()).data["commits"] == 2.0
