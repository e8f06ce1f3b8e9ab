"""A policy's rule to the letter: its paths and expressions as its file states them."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govlint.model import Check, Policy

_WIDTH = 62


def rule(its: Policy) -> str:
    """Return what a policy's file says about the rule itself, as YAML that could be pasted."""
    lines = [*_paths("each", its.each), *(_expression("when", its.when) if its.when else [])]
    checks = [_check(check) for check in its.checks]
    if len(checks) == 1:
        return "\n".join([*lines, *checks[0]]) + "\n"
    lines += ["checks:"]
    for first, *rest in checks:
        lines += [f"  - {first}", *(f"    {line}" for line in rest)]
    return "\n".join(lines) + "\n"


def _check(check: Check) -> list[str]:
    require = _expression("require", check.require)
    return [*require, *_paths("at", check.at), f"if_not: {check.if_not}"]


def _paths(key: str, paths: Sequence[str]) -> list[str]:
    if len(paths) == 1:
        return [f"{key}: {paths[0]}"]
    quoted = ", ".join(f'"{path}"' for path in paths)
    return [f"{key}: [{quoted}]"] if paths else []


def _expression(key: str, expression: str) -> list[str]:
    line = " ".join(expression.split())
    plain = re.match(r"[\w(]", line) and ": " not in line and " #" not in line
    if plain and len(line) <= _WIDTH:
        return [f"{key}: {line}"]
    wrapped = textwrap.wrap(line, _WIDTH, break_long_words=False, break_on_hyphens=False)
    return [f"{key}: >-", *(f"  {part}" for part in wrapped)]
