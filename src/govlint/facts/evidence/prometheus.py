"""Prometheus rules: what each alert compares, with which number."""

from __future__ import annotations

from govlint.facts.evidence.places import list_of, text_of, value_at
from govlint.record import Record
from govlint.text import words as words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from govlint.facts.evidence.nouns import Note
    from govlint.facts.evidence.tree import Tree
    from govlint.model import Path
    from govlint.source import Document

MOST = 500
_LONGEST = 4000
_JOINING = frozenset({"and", "or", "unless"})
_CALCULATING = frozenset("*/%^+-")
_EXPONENT = frozenset({"e-", "e+", "E-", "E+"})
_WITHIN_NUMBER = frozenset("0123456789._abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


class Comparison(Record):
    """One comparison with a number."""

    words: str
    """What is compared, and the alert's name."""
    sign: str
    number: float
    at: Note


class Rule(Record):
    """One alert."""

    name: str
    words: str
    """Its name and its expression."""
    comparisons: tuple[Comparison, ...]
    runbook: str
    at: Note


def rules(tree: Tree, path: str) -> list[Rule] | None:
    """The alerts of a file; None where it holds no groups of rules."""
    groups = [(d, at) for d in tree.documents(path) for at in _groups(d)]
    if not any(_is_prometheus(rule) for d, at in groups for rule in list_of(d.data, *at)[:MOST]):
        return None
    found = [rule for document, at in groups for rule in _of_group(document, at)]
    return found[:MOST]


def _is_prometheus(rule: Any) -> bool:
    """Whether a rule is one of Prometheus, and not of Grafana, whose groups look alike."""
    return bool(text_of(rule, "alert") or text_of(rule, "record"))


def _groups(document: Document) -> Iterator[Path]:
    """Where groups stand: at the top, or in the ``spec`` of an object of Kubernetes."""
    data: Any = document.data
    start: Path = ("spec", "groups") if list_of(data, "spec", "groups") else ("groups",)
    for index, group in enumerate(list_of(data, *start)[:MOST]):
        if isinstance(group, dict) and isinstance(group.get("rules"), list):
            yield (*start, index, "rules")


def _of_group(document: Document, at: Path) -> Iterator[Rule]:
    lines = document.text.split("\n")
    for index, rule in enumerate(list_of(document.data, *at)[:MOST]):
        name = text_of(rule, "alert")[:_LONGEST]
        if name:
            yield _rule(document, (*at, index), name, rule, lines)


def _rule(document: Document, at: Path, name: str, rule: Any, lines: list[str]) -> Rule:
    expression = text_of(rule, "expr")[:_LONGEST]
    where = value_at(document, (*at, "expr"))
    found = [
        Comparison(f"{name} {part}", sign, float(number), _exact(where, lines, number))
        for part in _parts(expression)
        for sign, number in _compared(part)
    ]
    runbook = text_of(rule, "annotations", "runbook_url")
    return Rule(
        name, f"{name} {expression}", tuple(found), runbook, value_at(document, (*at, "alert"))
    )


def _parts(expression: str) -> list[str]:
    """What stands between ``and``, ``or`` and ``unless``."""
    parts: list[list[str]] = [[]]
    for word in expression.replace("(", " ( ").replace(")", " ) ").split():
        if word in _JOINING:
            parts.append([])
        else:
            parts[-1].append(word)
    return [" ".join(part) for part in parts]


def _compared(part: str) -> Iterator[tuple[str, str]]:
    """The comparisons with a number: the sign and the number, as they are written."""
    for at, sign in enumerate(part):
        if sign in "<>" and part[at - 1 : at] not in ("=", "!", "<", ">", "~"):
            equal = part[at + 1 : at + 2] == "="
            number = _number(part[at + 1 + equal :])
            if number:
                yield f"{sign}=" if equal else sign, number


def _number(text: str) -> str:
    """The number that a text begins with and that nothing is calculated with; else empty."""
    text = text.lstrip().removeprefix("bool ").lstrip()
    closing = ")" if text.startswith("(") else ""
    text = text.removeprefix("(").lstrip()
    end = 1
    while end < len(text) and (text[end] in _WITHIN_NUMBER or text[end - 1 : end + 1] in _EXPONENT):
        end += 1
    number, after = text[:end], text[end:].lstrip().removeprefix(closing).lstrip()
    if after[:1] in _CALCULATING or "_" in number or not number.lstrip("+-.")[:1].isdigit():
        return ""
    try:
        float(number)
    except ValueError:
        return ""
    return number


def _exact(where: Note, lines: list[str], number: str) -> Note:
    """The place of the number itself, if it stands on one of the expression's lines."""
    for line in range(where.line, min(where.line + 20, len(lines) + 1)):
        start = where.column - 1 if line == where.line else 0
        at = _find_number(lines[line - 1], number, start)
        if at >= 0:
            return where._replace(line=line, column=at + 1)
    return where


def _find_number(line: str, number: str, start: int) -> int:
    """Where a number stands that is no part of another one or of a name; -1 where it does not."""
    at = line.find(number, start)
    while at >= 0:
        around = line[max(at - 1, start) : at] + line[at + len(number) :][:1]
        if _WITHIN_NUMBER.isdisjoint(around):
            return at
        at = line.find(number, at + 1)
    return at


def words(text: str) -> frozenset[str]:
    """The words of a name or an expression: ``HighPSIDrift`` is high, psi, drift."""
    text = text[:4000]
    if text.isascii():
        parted = [part for word in words_of(text.replace("_", " ")) for part in _within(word)]
    else:
        parted = words_of(_parted(text).lower().replace("_", " "))
    return frozenset(word.lstrip("0123456789") for word in parted) - {""}


def _within(word: str) -> Sequence[str]:
    """The words within one that has neither blanks nor signs."""
    if word.isalpha() and (word[1:].islower() or word.isupper()):
        return (word.lower(),)
    return _parted(word).lower().split()


def _parted(text: str) -> str:
    """The text with a blank before each capital that begins a word, and behind digits."""
    signs, before = [], ""
    for sign, after in zip(text, f"{text[1:]} ", strict=False):
        if sign.isupper():
            begins = before.isalnum() and (after.islower() or not before.isupper())
        else:
            begins = before.isdigit() and sign.isalpha()
        if begins:
            signs.append(" ")
        signs.append(sign)
        before = sign
    return "".join(signs)
