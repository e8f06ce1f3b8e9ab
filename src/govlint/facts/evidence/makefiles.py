"""Makefiles: what a target runs, its prerequisites included. Nothing is expanded or run."""

from __future__ import annotations

import re
from functools import lru_cache

from govlint.facts.evidence.tree import joined

TYPE_CHECKING = False
if TYPE_CHECKING:
    from govlint.facts.evidence.tree import Tree

_CALL = re.compile(r"(?:^|[\s;&|(])make\s+((?:[-\w=./:]+[ \t]*){1,12})")
_RULE = re.compile(r"([\w./-]+(?: +[\w./-]+)*) *::?(?!=)([^#\n]{0,2000})")
_MOST = 200


def recipes(tree: Tree, command: str) -> list[str]:
    """The recipes that the ``make`` calls of a command run."""
    targets = [word for call in _CALL.findall(command) for word in call.split()]
    wanted = [word for word in targets if "=" not in word and not word.startswith("-")]
    if not wanted:
        return []
    path = tree.first([joined(tree.base, "Makefile"), "Makefile"])
    content = tree.read(path) if path else None
    return _recipes(content.text, wanted) if content else []


def _recipes(text: str, wanted: list[str]) -> list[str]:
    rules = _rules(text)
    found: list[str] = []
    left, seen = list(wanted), set[str]()
    while left and len(seen) < _MOST:
        target = left.pop()
        if target in seen or target not in rules:
            continue
        seen.add(target)
        needed, lines = rules[target]
        left += needed
        found.append("\n".join(lines))
    return found


@lru_cache(maxsize=2)
def _rules(text: str) -> dict[str, tuple[list[str], list[str]]]:
    rules: dict[str, tuple[list[str], list[str]]] = {}
    lines: list[str] = []
    for line in text.split("\n")[:20_000]:
        if line.startswith("\t"):
            lines.append(line.strip().lstrip("@-"))
        elif rule := _RULE.match(line[:3000]):
            lines = []
            for target in rule[1].split():
                rules[target] = (rule[2].split(), lines)
    return rules
