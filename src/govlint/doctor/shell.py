"""Where a piece of shell runs govlint, and whether its failure counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_LINES = 2_000
_LONGEST = 2_000
_CHECK = re.compile(
    r"(?<![\w.-])govlint(?:\.exe)?(?:(?:@|==|:)[\w.-]+)?"
    r"(?:[\"']?\s+|[\"']\s*,\s*)[\"']?check(?![\w-])"
)
_HOOKS = re.compile(r"(?<![\w./-])(?:pre-commit|prek)\s+run(?![\w-])")
_VALUED = frozenset(
    {"-c", "--config", "--hook-stage", "--from-ref", "--to-ref", "--color", "--files", "-C", "--cd"}
)
_TOLD = re.compile(r"\s*(?:echo|printf|Write-Host|Write-Output)\b")
_IGNORED = re.compile(r"\|\|\s*(?:true|:|echo\b.*|printf\b.*|exit\s+0)\s*$")
_NEVER = re.compile(r"--fail-on[= ][\"']?never\b")
_SKIPPED = re.compile(r"\bSKIP=[\"']?[\w,-]*\bgovlint\b")
_STOPS = re.compile(r"\bset\s[^\n;]*?-(?:[a-z]*e|o\s+errexit)")
_FULL = re.compile(r"git\s+fetch\b.*--(?:unshallow|depth[= ]2147483647)")


class Call(NamedTuple):
    """One command that runs govlint."""

    by: Literal["govlint", "hooks"]
    """``hooks``: pre-commit or prek, which run what their configuration names."""
    line: int
    """Within the text, from 0."""
    text: str
    """The line as it is written."""
    ignored: str = ""
    """Why its failure stops nothing; empty where it stops."""
    unsure: str = ""
    """Why that cannot be told."""
    deepens: bool = False
    """It fetches the history that the clone lacks."""


def calls(text: str) -> Iterator[Call]:
    """The commands of a text that judge declarations, in their order."""
    for number, line in _lines(text):
        found = _CHECK.search(line)
        by: Literal["govlint", "hooks"] = "govlint"
        if found is None:
            found, by = _HOOKS.search(line), "hooks"
            if found is None or not _runs_ours(line[found.end() :]):
                continue
        if _TOLD.match(line):
            continue
        after = line[found.end() :]
        ignored = _why_ignored(line, after)
        unsure = "" if ignored else _why_unsure(text, line[: found.start()], after)
        yield Call(by, number, line.strip(), ignored, unsure, "--deepen" in after)


def goes_on(text: str, call: Call) -> str:
    """Why, in a shell that does not stop at a failure, a call may not decide; empty if it does."""
    after = any(number > call.line and line.strip() for number, line in _lines(text))
    if not after or _STOPS.search(text):
        return ""
    return "without `set -e` the last command decides whether the step fails"


def fetches_all(text: str) -> bool:
    """Whether a text fetches the whole history of a shallow clone."""
    return any(_FULL.search(line) for _, line in _lines(text))


def never_fails(arguments: str) -> bool:
    """Whether the arguments of ``govlint check`` let every finding pass."""
    return bool(_NEVER.search(arguments))


def skips(value: str) -> bool:
    """Whether a value of ``SKIP`` leaves govlint's hook out."""
    return any(name.strip() in ("govlint", "govlint-files") for name in value.split(","))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The commands without comments; a line that ends in a backslash goes on in the next."""
    held, start = "", 0
    for number, line in enumerate(text.split("\n")[:_MOST_LINES]):
        start = start if held else number
        part = line[:_LONGEST].rstrip()
        if part.endswith(("\\", "`")):
            held += part[:-1] + " "
            continue
        whole, held = held + part, ""
        yield start, re.sub(r"(?:^|\s)#.*", "", whole)
    if held:
        yield start, held


def _runs_ours(arguments: str) -> bool:
    """Whether ``pre-commit run`` runs all hooks, or names ours."""
    valued = False
    for word in re.split(r"&&|\|\||[;|]", arguments)[0].split():
        if not valued and not word.startswith("-"):
            return skips(word)
        valued = word in _VALUED
    return True


def _why_ignored(line: str, after: str) -> str:
    found = _IGNORED.search(after)
    if found:
        return f"its failure is ignored (`{found[0].strip()[:40]}`)"
    if never_fails(after):
        return "`--fail-on never` lets every finding pass"
    return "SKIP leaves govlint out" if _SKIPPED.search(line) else ""


def _why_unsure(text: str, before: str, after: str) -> str:
    if re.search(r"\|\|", after):
        return "what follows `||` decides whether its failure counts"
    if re.search(r"(?:^|[;&|]\s*)(?:if|while|until|!)\s[^;&|]*$", before):
        return "a condition decides what its failure does"
    if re.search(r"(?<![|>])\|(?!\|)", after) and "pipefail" not in text:
        return "in a pipe only the last command's failure counts"
    if re.search(r"(?<![&>])&\s*$", after):
        return "it runs in the background"
    return "after `set +e` its failure counts only if it is asked for" if "set +e" in text else ""
