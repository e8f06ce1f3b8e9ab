"""Prepares the built-in policies: ``python -m govlint.prepare`` writes them as modules.

A clean run loads these and reads no YAML of ours, and compiles no expression. What only a finding
or a page needs, the texts, stands in a module of its own. ``--check`` says whether both are fresh.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from govlint import policy, resources
from govlint.expression import Environment, python
from govlint.expression.tree import parse
from govlint.policy import loading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from govlint.model import Policy
    from govlint.policy import Rule

_NO_FAMILIES = ("words.yaml", "limits.yaml")
_HEAD = """Written by `python -m govlint.prepare`.\"\"\"
# ruff: noqa
# fmt: off

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any
"""
_CALLED = f"""
from govlint.expression.functions import {", ".join(python.CALLED)}
"""
_TYPES = {
    "LIMITS": "dict[str, str | float]",
    "WORDS": "dict[str, tuple[str, ...]]",
    "RULES": "tuple[Any, ...]",
    "POLICIES": "tuple[Any, ...]",
}
_ORDER = (
    *("lifecycle", "owners", "decision-rights", "purpose", "data", "explanations", "monitoring"),
    *("rollback", "retraining", "incidents", "suppliers", "adoption", "roadmap", "review"),
    *("waivers", "change"),
)
"""The families as the catalogue tells them; others follow by name."""


def modules() -> dict[str, str]:
    """The generated modules, by their file's name: what they should hold."""
    policies, broken = loading.load(_files(), loading.check_here)
    if broken:
        raise broken[0]
    compile_ = Environment("2000-01-01", {}).prepared
    rules = [policy.rule(each, compile_) for each in policies]
    words = {name: tuple(entries) for name, entries in loading.words().items()}
    return {
        "prepared.py": _module(
            "The built-in policies as data.",
            _CALLED,
            LIMITS=_lines("{}", (f"{key!r}: {value!r}" for key, value in loading.limits().items())),
            WORDS=_lines("{}", (f"{key!r}: {value!r}" for key, value in words.items())),
            RULES=_lines("()", map(_row, rules)),
        ),
        "prepared_texts.py": _module(
            "Everything that the built-in policies say.",
            "",
            POLICIES=_lines("()", (repr(_texts(each)) for each in policies)),
        ),
    }


def main(arguments: Sequence[str]) -> int:
    """Write the modules; with ``--check``, 1 where one is not what it should be."""
    folder = os.path.dirname(policy.__file__)
    stale = {
        name: text
        for name, text in modules().items()
        if _written(os.path.join(folder, name)) != text
    }
    for name, text in stale.items():
        if "--check" in arguments:
            sys.stderr.write(f"policy/{name} is stale: run `python -m govlint.prepare`\n")
        else:
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
    return 1 if stale and "--check" in arguments else 0


def _files() -> list[tuple[str, bytes]]:
    names = [name for name in resources.names("policies") if name not in _NO_FAMILIES]
    order = {f"{family}.yaml": number for number, family in enumerate(_ORDER)}
    names.sort(key=lambda name: (order.get(name, len(order)), name))
    return [(f"policies/{name}", resources.read(f"policies/{name}")) for name in names]


def _module(duty: str, imports: str, **values: str) -> str:
    return f'"""{duty} {_HEAD}{imports}' + "".join(
        f"\n{name}: {_TYPES[name]} = {value}\n" for name, value in values.items()
    )


def _lines(brackets: str, items: Iterable[str]) -> str:
    return "\n    ".join((brackets[0], *(f"{item}," for item in items))) + f"\n{brackets[1]}"


def _row(rule: Rule) -> str:
    """A rule as Python, as `govlint.policy.builtin` reads it; its texts stand elsewhere."""
    plain = ", ".join(map(repr, rule[: rule._fields.index("ask")]))
    return f"({plain}, {_ask(rule)})"


def _ask(rule: Rule) -> str:
    """What is asked, in Python; None where that cannot be said in it."""
    when = parse(rule.when).root if rule.when else None
    checks = [parse(program).root for program, _ in rule.checks]
    try:
        return python.question(when, checks, rule.each)
    except python.UntranslatableError:
        return "None"


def _texts(each: Policy) -> tuple[object, ...]:
    """A policy as plain data, as `govlint.policy` reads it."""
    checks = (tuple(check if check.severity else check[:-1]) for check in each.checks)
    plain = {"checks": tuple(checks), "span": tuple(each.span)}
    return tuple(plain.get(name, value) for name, value in each._asdict().items())


def _written(path: str) -> str:
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError:
        return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
