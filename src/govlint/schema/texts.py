"""Texts of a certain form: short names, contacts, lengths, the version; and what is no text."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from govlint.schema.quick import FORM
from govlint.schema.telling import Telling
from govlint.schema.wording import BLANK, key_of, kind_of, label, paste, quoted, scalar
from govlint.text import visible

if TYPE_CHECKING:
    from govlint.schema.telling import Case

_ADDRESS = re.compile(r"[^\s@<>(),;:\"']+@[^\s@<>(),;:\"']+[^\s@<>(),;:\"'.]")
_SPOKEN = re.compile(
    r"([\w.+-]+)\s*[\[(]?\s*at\s*[\])]?\s+?([\w-]+)\s*[\[(]?\s*dot\s*[\])]?\s*(\w+)", re.IGNORECASE
)
_CHANNEL = re.compile(r"[#@]\w[\w./-]*")
_SITE = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+/\S*|www\.\S+")
_PHONE = re.compile(r"\+?[\d(][\d ()./-]{5,}")
_WORD = re.compile(r"[\w][\w.-]+")
_WRAPPERS = frozenset(("path", "file", "url", "name", "text", "value", "link", "id", "who"))
_ONE_OF_A_KIND = {"path": "file", "reference": "person"}
_FORMS = "An address, a handle or channel in quotes, a telephone number or a URL:   contact: ..."


def length(case: Case) -> Telling:
    """A text that is too short or too long."""
    least, most = case.node.get("minLength", 0), case.node.get("maxLength")
    size, name = len(case.value), label(case.path)
    if case.keyword == "maxLength":
        message = f"{name} has {size} characters; at most {most} are read at a glance"
        more = "Keep the decision itself; the rest can stand in `system.description`."
        return Telling(message, more if key_of(case.path) == "decision" else "Shorten it.")
    if key_of(case.path) == "decision":
        message = f"{name} says too little: {quoted(case.value)}"
        fix = f"In {least} to {most} characters: which choice will someone make differently? "
        return Telling(message, f"{fix}Begin with Which, Whether, How much or When.")
    return Telling(
        f"{name} is too short: {quoted(case.value)}", f"Write at least {least} characters."
    )


def slug(case: Case) -> Telling:
    """A short name with other signs in it."""
    if not isinstance(case.value, str):
        return not_text(case)
    name = slugged(case.value)
    message = f"{label(case.path)} is made of 2 to 64 small letters, digits and hyphens"
    if len(case.value) > 64:
        message = f"{label(case.path)} has {len(case.value)} characters; 64 are the most"
    good = 2 <= len(name) <= 64
    fix = paste(case.path, scalar(name)) if good else f"Write a short name:   id: {BLANK}"
    return Telling(f"{message}: {quoted(case.value)}", fix)


def slugged(text: str) -> str:
    """``text`` in small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"-{2,}", "-", re.sub(r"[^a-z0-9]+", "-", plain)).strip("-")[:64].strip("-")


def contact(case: Case) -> Telling:
    """Something that is no way to reach anybody."""
    if isinstance(case.value, list | dict):
        return _several_contacts(case)
    if not isinstance(case.value, str):
        usual = not_text(case)
        number = not isinstance(case.value, bool) and len(case.source()) > 5
        return usual if number else usual._replace(fix=_FORMS)
    text = case.value
    found = reached(text)
    name = label(case.path)
    if len(_ADDRESS.findall(text)) > 1:
        message = f"{name} holds several addresses; one has to answer"
        return Telling(message, paste(case.path, scalar(found)))
    if found:
        return Telling(
            f"{name} holds more than the way to reach them: {quoted(text)}",
            paste(case.path, scalar(found)),
        )
    if _WORD.fullmatch(text):
        key = key_of(case.path)
        fix = (
            f'The whole address, or in quotes a channel or handle:   {key}: "#{visible(text, 60)}"'
        )
        return Telling(f"{name} is a single word: {quoted(text)}", fix)
    return Telling(f"{name} does not say how to reach them: {quoted(text)}", _FORMS)


def _several_contacts(case: Case) -> Telling:
    parts = case.value.values() if isinstance(case.value, dict) else case.value
    texts = [part[:200] for part in list(parts)[:10] if isinstance(part, str)]
    found = [way for way in map(reached, texts) if way]
    message = f"{label(case.path)} is {kind_of(case.value)}; one way to reach them belongs here"
    return Telling(message, paste(case.path, scalar(found[0])) if found else _FORMS)


def reached(text: str) -> str:
    """The way to reach somebody that ``text`` holds; empty if there is none."""
    spoken = _SPOKEN.search(text)
    if spoken:
        return f"{spoken[1]}@{spoken[2]}.{spoken[3]}"
    for form in (_ADDRESS, _CHANNEL, _SITE, _PHONE):
        found = form.search(text)
        if found:
            return f"https://{found[0]}" if form is _SITE else found[0].strip()
    return ""


def version(case: Case) -> Telling:
    """A ``schema`` that names another version."""
    wanted = case.node["const"]
    name, _, known = wanted.partition("/")
    fix = paste(case.path, wanted)
    text = case.value if isinstance(case.value, str) else case.source()
    message = f"`{key_of(case.path)}` is {wanted}, not {quoted(text)}"
    newer = re.search(r"v?(\d+)(?:\.\d+)*$", text.strip())
    if name in text and newer and newer[1] != known.removeprefix("v"):
        message = f"this govlint reads {wanted}; the file says {quoted(text)}"
        fix = f"{fix}   (or use a govlint that knows {visible(text, 40)})"
    return Telling(message, fix, "declaration/unknown-version")


def not_text(case: Case) -> Telling:
    """A number, a list or a group of keys in place of a text."""
    value, name = case.value, label(case.path)
    wanted = "a file" if case.node.get(FORM) == "path" else "a text"
    if isinstance(value, bool):
        word = "true" if value else "false"
        fix = f'If the text itself is meant, put it in quotes:   {key_of(case.path)}: "{word}"'
        return Telling(f"{name} is {word}; {wanted} belongs here", _asked(case) or fix)
    if isinstance(value, int | float):
        text = case.source()
        message = f"{name} is a number here; in quotes it is the text that is needed"
        return Telling(message, paste(case.path, f'"{text}"'))
    inner = _only_text(value)
    if inner:
        message = f"{name} is {kind_of(value)}; a single text is enough"
        return Telling(message, paste(case.path, scalar(inner)))
    if isinstance(value, dict) and isinstance(case.path[-1], int) and len(value) == 1:
        text = scalar(": ".join(str(part) for pair in value.items() for part in pair))
        return Telling(f"the colon makes {name} a key with a value", f"In quotes:   - {text}")
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        one = _ONE_OF_A_KIND.get(case.node.get(FORM, ""))
        text = value[0] if one else ", ".join(value)
        message = f"{name} is a list; one {one or 'text'} belongs here"
        return Telling(message, paste(case.path, scalar(text)))
    return Telling(f"{name} is {kind_of(value)}; {wanted} belongs here", _asked(case))


def bare(case: Case) -> Telling:
    """``{value: 2026-10-02}`` where the value alone is what is wanted."""
    value = case.value.get("value") if isinstance(case.value, dict) else case.value
    message = f"{label(case.path)} is a group of keys; the value alone is enough"
    if isinstance(value, dict | list):
        return Telling(message, _asked(case))
    return Telling(message, paste(case.path, scalar(value)))


def _asked(case: Case) -> str:
    form = case.node.get(FORM)
    key = key_of(case.path)
    if form == "path":
        return f"Name the file:   {key}: {BLANK}"
    if form == "reference":
        return f"Name who:   {key}: technical   (or business, or a name in this file)"
    return "" if isinstance(case.value, bool) else f"Write:   {key}: {BLANK}"


def _only_text(value: Any) -> str:
    """The one text in a list, or under a key that only says what it is."""
    parts = value if isinstance(value, list) else []
    if isinstance(value, dict):
        parts = [text for key, text in value.items() if key in _WRAPPERS]
    return parts[0] if len(parts) == 1 and isinstance(parts[0], str) else ""


def endless(path: tuple[str | int, ...], text: str) -> Telling:
    """``.inf`` or ``.nan``."""
    what = "not a number" if text == "nan" else "without end"
    return Telling(
        f"{label(path)} is {what}, so nothing can be compared with it",
        f"Write a number, or leave the line out:   {key_of(path)}: {BLANK}",
    )
