"""What is left of a declaration when everything that says nothing is taken out of it."""

from __future__ import annotations

from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal

    from govlint.model import Path


class Note(Record):
    """Something that was taken out: why, and what was written there.

    ``bad``: marked as faulty before · ``endless``: ``.inf`` or ``.nan`` · the others as in
    ``model.Blank``.
    """

    kind: Literal["empty", "placeholder", "unknown", "endless", "bad"]
    path: Path
    text: str


class _Nothing:
    """The type of the two marks below: values that no file can hold."""


BAD = _Nothing()
"""Stands in place of a faulty value."""

_GONE = _Nothing()

_WORDS = frozenset(
    (
        *("tbd", "tbc", "tba", "tbs", "todo", "to do", "fixme", "n/a", "n.a.", "na", "none"),
        *("changeme", "change me", "change-me", "change_me", "placeholder", "to be defined"),
        *("to be decided", "to be determined", "to be confirmed", "to be done", "fill in"),
        *("fill me in", "fill this in", "insert here", "yyyy-mm-dd", "more information needed"),
        *("your name", "your name here", "your text here", "lorem"),
    )
)
_STARTS = frozenset(("tbd", "tbc", "tod", "fix", "n/a", "lor", "xxx", "you", "ins"))
_FIRST_WORDS = ("tbd", "tbc", "todo", "fixme", "n/a")
_SIGNS = frozenset("?-._…/~=\u2013\u2014")
_BRACKETS = {"<": ">", "[": "]", "{": "}"}


def tidied(value: Any, notes: list[Note]) -> dict[str, Any]:
    """The mapping as policies see it; ``notes`` receives what was taken out.

    Out go ``x-`` keys, empty values, placeholders, honest nulls, what is marked as ``BAD``, and
    a mapping or list in which nothing was ever written. Numbers become floats. An item of a list
    of mappings keeps its place: one that is out is ``{}``, unless only such items follow.
    """
    kept = _mapping(value, (), notes) if type(value) is dict else {}
    return kept if isinstance(kept, dict) else {}


def is_placeholder(text: str) -> bool:
    """Whether a text only keeps a place free: TBD, ``<name>``, ``{{ owner }}``, "Your … Here"."""
    plain = text.strip().casefold()
    if plain in _WORDS:
        return True
    if plain[:1] in _BRACKETS:
        return _bracketed(plain)
    if plain[:1] in _SIGNS:
        return _SIGNS.issuperset(plain) and plain != ""
    return plain[:3] in _STARTS and _headed(plain)


def _bracketed(plain: str) -> bool:
    closing = _BRACKETS[plain[0]]
    return plain.endswith(closing) and closing not in plain[1:-1].rstrip(closing)


def _headed(plain: str) -> bool:
    if plain.startswith(_FIRST_WORDS):
        word = next(word for word in _FIRST_WORDS if plain.startswith(word))
        return not plain[len(word)].isalnum()
    if plain.startswith(("your ", "insert ")):
        return plain.endswith(" here")
    return plain.startswith("lorem ipsum") or not plain.strip("x")


def _part(value: Any, path: Path, notes: list[Note]) -> Any:
    kind = type(value)
    if kind is str:
        return _text(value, path, notes)
    if kind is dict:
        return _mapping(value, path, notes)
    if kind is list:
        return _list(value, path, notes)
    if kind is int or kind is float:
        return _number(value, path, notes)
    return value if kind is bool else _nothing(value, path, notes)


def _text(value: str, path: Path, notes: list[Note]) -> Any:
    if is_placeholder(value):
        notes.append(Note("placeholder", path, value))
    elif value and not value.isspace():
        return value
    else:
        notes.append(Note("empty", path, ""))
    return _GONE


def _number(value: float, path: Path, notes: list[Note]) -> Any:
    number = float(value)
    if number - number == 0:
        return number
    notes.append(Note("endless", path, str(value)))
    return _GONE


def _nothing(value: object, path: Path, notes: list[Note]) -> Any:
    notes.append(Note("bad" if value is BAD else "empty", path, ""))
    return _GONE


def _mapping(value: dict[str, Any], path: Path, notes: list[Note]) -> Any:
    if "reason" in value and value.get("value", BAD) is None:
        reason = value["reason"]
        if reason is BAD:
            notes.append(Note("bad", path, ""))
            return _GONE
        if type(reason) is str and reason:
            notes.append(Note("unknown", path, reason))
            return _GONE
    kept = {}
    before = len(notes)
    for key, part in value.items():
        if not key.startswith("x-"):
            good = _part(part, (*path, key), notes)
            if good is not _GONE:
                kept[key] = good
    return kept or _hollow(kept, path, notes, before)


def _list(value: list[Any], path: Path, notes: list[Note]) -> Any:
    before = len(notes)
    items = [_part(item, (*path, index), notes) for index, item in enumerate(value)]
    kept = [item for item in items if item is not _GONE]
    if not kept:
        return _hollow(_GONE, path, notes, before)
    if len(kept) == len(items) or type(kept[0]) is not dict:
        return kept
    while items[-1] is _GONE:
        items.pop()
    return [{} if item is _GONE else item for item in items]


def _hollow(kept: Any, path: Path, notes: list[Note], before: int) -> Any:
    """A part in which nothing is left counts as empty, unless something was written in it.

    ``before``: how many notes there were before it was read.
    """
    if not path or any(note.kind != "empty" for note in notes[before:]):
        return kept
    notes.append(Note("empty", path, ""))
    return _GONE
