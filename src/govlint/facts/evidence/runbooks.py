"""Runbooks: whether somebody could follow the file at night, by what it is made of."""

from __future__ import annotations

from govlint.facts.evidence import elsewhere, prose
from govlint.facts.evidence.nouns import Note, Proof
from govlint.text import listing, plural, visible, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from govlint.facts.evidence.named import Named
    from govlint.facts.evidence.prose import Page
    from govlint.facts.evidence.tree import Content, Tree
    from govlint.model import Path

LEAST_LINES = 5
LEAST_STEPS = 2
MOST_LACKING = 2
"""Of trigger, steps, command, check and who, what a short page may lack."""
ENOUGH_PROSE = 80
"""Words from which prose without a list may hold steps that no pattern sees."""
_LACKING = {
    "trigger": "no trigger",
    "steps": "no steps in order",
    "command": "no command",
    "check": "no check that it worked",
    "who": "nobody named",
}
_REMARK = ("#", "REM ", "rem ", "::", "set -", "@echo")
_SCRIPTS = (".sh", ".bash", ".py", ".ps1", ".bat")
_TRIGGER = frozenset({"when", "if", "below", "above"}), ("trigger", "symptom", "alert", "detect")
_WHO = (
    frozenset({"who", "may", "call", "oncall", "page", "channel", "lead"}),
    ("owner", "contact", "responsible", "authoris", "authoriz"),
)
_CHECK = frozenset({"healthy"}), ("check", "verif", "confirm", "smoke", "validat")
"""What tells of each: whole words, and how others begin."""
_TARGET = r"([\w./-]+(?: +[\w./-]+)*) *::?(?!=)"


def collect(tree: Tree, data: Mapping[str, Any], named: Mapping[Path, Named]) -> Proof:
    """What the file behind ``rollback.runbook`` is made of."""
    absent = elsewhere.runbook(named)
    if absent is not None:
        return absent
    one = named[elsewhere.RUNBOOK]
    content = tree.read(one.real)
    if content is None or content.binary or one.real.lower().endswith((".ipynb", ".json")):
        return unknown("runbook", one)
    return _judged(tree, one, content, _people(data))


def unknown(part: str, one: Named) -> Proof:
    """The proof of a file that is no text: it is there, and nobody knows what is in it."""
    reason = f"the file {visible(one.real)} cannot be read as text"
    fields = {name: value for name, value in elsewhere.PAGE.items() if name != "usable"}
    at = Note(one.real, 1, 1, reason)
    return Proof(part, one.key, one.written, "exists", reason, at, _TEXT, reason, data=fields)


def _people(data: Mapping[str, Any]) -> list[str]:
    owners = data.get("owners")
    people = owners.values() if isinstance(owners, dict) else ()
    names = [person.get("name") for person in people if isinstance(person, dict)]
    return [name.casefold() for name in names if isinstance(name, str) and name]


def _judged(tree: Tree, one: Named, content: Content, people: list[str]) -> Proof:
    page = prose.read(content.text)
    script = one.real.lower().endswith(_SCRIPTS)
    lacks = _lacks(page, people)
    wrong = _empty_script(content.text) if script else _wrong(page, lacks)
    found = wrong or (f"a script of {plural(page.lines, 'line')}" if script else _made_of(page))
    remarks = _unknown_targets(tree, one.real, page)
    place = _place(one.real, page, found)
    return Proof(
        part="runbook",
        key=one.key,
        written=one.written,
        strength="exists" if wrong else "has substance",
        found=found if content.whole else f"{found} in the first mebibyte",
        at=Note(one.real, 1, 1, found),
        stronger=f"Write {listing(lacks.values())}." if lacks and not script else "",
        contradictions=(place,) if wrong else (),
        data={
            "usable": not wrong,
            "kind": "file",
            "lines": float(page.lines),
            "steps": float(page.steps),
            "commands": float(len(page.commands)),
            "lacks": list(lacks),
            "remarks": [note.plain() for note in remarks],
            "places": [place.plain()],
        },
    )


def _made_of(page: Page) -> str:
    counts = ((page.steps, "step"), (len(page.commands), "command"))
    return ", ".join(plural(n, noun) for n, noun in ((page.lines, "line"), *counts) if n)


def _empty_script(text: str) -> str:
    lines = (line.strip() for line in text.split("\n"))
    return "" if any(line and not line.startswith(_REMARK) for line in lines) else "no command"


def _wrong(page: Page, lacks: Mapping[str, str]) -> str:
    """Why nobody could follow a page, by what it lacks; empty where somebody could."""
    if not page.lines and not page.placeholders:
        return "nothing is written in it"
    if len(page.placeholders) >= page.lines:
        return "its lines wait to be filled in"
    if page.links and page.words < 15 and not page.commands:
        return "it only leads elsewhere"
    followed = page.steps >= LEAST_STEPS or page.commands or page.words >= ENOUGH_PROSE
    if followed and (page.lines >= LEAST_LINES or _short_and_good(page, lacks)):
        return ""
    return ", ".join(_LACKING[part] for part in lacks)


def _short_and_good(page: Page, lacks: Mapping[str, str]) -> bool:
    """Whether a page of few lines says enough: the number of lines is a rule of thumb only."""
    announced = "trigger" not in lacks or bool(page.headings)
    whole = announced and "command" not in lacks and not {"steps", "who"} <= lacks.keys()
    return whole or len(lacks) <= MOST_LACKING


def _lacks(page: Page, people: list[str]) -> dict[str, str]:
    """What a reader would miss, in the order of a runbook."""
    lacks = {}
    said = frozenset(words(page.text))
    if not _tells(said, *_TRIGGER):
        lacks["trigger"] = "when to roll back"
    if page.steps < LEAST_STEPS:
        lacks["steps"] = "the steps in order"
    if not page.commands:
        lacks["command"] = "the commands"
    if not (_tells(said, *_CHECK) or _mentions(page, ["exit criteri", "as before"])):
        lacks["check"] = "how to see that it worked"
    if not (_tells(said, *_WHO) or _mentions(page, ["@", *people])):
        lacks["who"] = "who may"
    return lacks


def _tells(said: frozenset[str], words: frozenset[str], beginnings: tuple[str, ...]) -> bool:
    return not words.isdisjoint(said) or any(word.startswith(beginnings) for word in said)


def _mentions(page: Page, phrases: list[str]) -> bool:
    return any(phrase in page.text for phrase in phrases)


def _place(path: str, page: Page, text: str) -> Note:
    line = page.placeholders[0][1] if len(page.placeholders) >= max(page.lines, 1) else 1
    return Note(path, line, 1, text)


def _targets(command: str) -> Iterator[str]:
    """What each ``make`` of a command makes, its options and settings left out."""
    for part in command.replace(";", "\n").replace("&", "\n").replace("|", "\n").split("\n"):
        tool, *words = part.split() or [""]
        named = [word for word in words if not word.startswith("-") and "=" not in word]
        if tool == "make" and named and named[0][0].isalpha():
            yield named[0].rstrip(",.:!?)'\"`")


def _unknown_targets(tree: Tree, path: str, page: Page) -> list[Note]:
    """Commands that name a target which the Makefile does not have: a remark, not a failure."""
    called = [(name, line) for text, line in page.commands for name in _targets(text)]
    if not called:
        return []
    makefile = tree.first([f"{tree.base}/Makefile".lstrip("/"), "Makefile"])
    content = tree.read(makefile) if makefile else None
    if content is None or "%" in content.text or "\ninclude" in content.text:
        return []
    import re

    rules = (re.match(_TARGET, line[:300]) for line in content.text.split("\n"))
    targets = {name for rule in rules if rule for name in rule[1].split()}
    return [
        Note(path, line, 1, f"{makefile} has no target {visible(name, 60)}")
        for name, line in called[:20]
        if name not in targets
    ]


_TEXT = "Write it as text (Markdown), so that it can be read and compared here."
