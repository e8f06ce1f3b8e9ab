"""The words for what YAML allows and a declaration does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govlint.text import listing, plural, visible

if TYPE_CHECKING:
    from govlint.model import Path


def words(what: str, path: Path, about: Any) -> tuple[str, str]:
    """The message and what to write instead, for the refusal ``what`` of the part at ``path``."""
    key = next((f"`{visible(part, 60)}`" for part in reversed(path) if isinstance(part, str)), "")
    message, fix = _WORDS[what]
    values = _about(about)
    values["key"], values["bare"] = key or "this value", key.strip("`") or "key"
    return message.format(**values), fix.format(**values)


def limit(what: str) -> tuple[str, str] | None:
    """The message and what to do, if ``what`` is a limit of this reader; otherwise None."""
    return _LIMITS.get(what)


def _about(about: Any) -> dict[str, str]:
    if isinstance(about, list):
        return {"times": _times(len(about)), "lines": _lines(about)}
    if isinstance(about, int):
        return {"count": f"{about:,} characters"}
    text = (about or "").replace("tag:yaml.org,2002:", "!!")
    return {"about": visible(text, 60)}


def _times(count: int) -> str:
    return "twice" if count == 2 else plural(count, "time")


def _lines(lines: list[int]) -> str:
    if len(lines) == 2 and lines[0] == lines[1]:
        return f"both in line {lines[0]}"
    shown = [str(line) for line in lines[:5]]
    return f"lines {listing(shown if len(lines) <= 5 else [*shown, 'more'])}"


_WORDS = {
    "duplicate": (
        "{key} appears {times} ({lines}); YAML silently keeps only the last",
        "Delete all but one of them, or move what is in one into the other.",
    ),
    "complex key": (
        "this key is not one plain word, so nothing can be found under it",
        "Write a plain word before the colon:   name: …",
    ),
    "no key": (
        "this colon has no key before it",
        "Write the key that the value belongs to:   name: …",
    ),
    "merge": (
        "`<<` copies keys from another place, so a reader cannot see here what holds",
        "Delete the line with `<<` and write its keys out here.",
    ),
    "tag": (
        "{key} starts with an exclamation mark, which YAML takes for a tag: {about}",
        "If the text itself starts with !, put it in quotes; otherwise delete the tag.",
    ),
    "anchor": (
        "YAML takes * for a reference, and nothing in this file is named &{about}",
        'Put the text in quotes:   {bare}: "*{about}"',
    ),
    "cycle": (
        "*{about} refers to the part that it stands in, so it never ends",
        "Delete *{about}, or write out what is meant.",
    ),
    "number": (
        "{key} is a longer number than anything is measured with",
        "If it is a name or a code, put it in quotes; otherwise round it.",
    ),
    "scalar": (
        "{key} is a text of {count}; at most 65,536 are read",
        "Move the text to a file of its own and name that file here.",
    ),
}

_LIMITS = {
    "size": (
        "the file is larger than 1 MiB, and is not read",
        "One declaration describes one system; move what is long into files of their own.",
    ),
    "depth": (
        "brackets or lists stand in one another more than 100 deep; reading stops here",
        "Close what is open, or write it flatter.",
    ),
    "expansion": (
        "references (*) repeat more than 10,000 values; reading stops here",
        "Write out only what is needed here.",
    ),
    "faults": (
        "the file has more than 100 mistakes of this kind; reading stops here",
        "Mend the ones above first.",
    ),
    "nodes": (
        "the file holds more than 20,000 values; reading stops here",
        "One declaration describes one system; move what is long into files of their own.",
    ),
}
