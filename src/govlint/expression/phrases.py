"""What a text says: nothing, a wish, liking or use, drift in general, a number, a path."""

from __future__ import annotations

from govlint.expression.lexicon import MOST_SIGNS, fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from govlint.expression.lexicon import Lexicon

_LONGEST_PLACEHOLDER = 60
_HOME_FOLDERS = ("desktop", "downloads", "my documents", "onedrive")
_NO_PATHS = frozenset(("and/or", "n/a", "on/off", "w/o", "24/7", "e.g.", "i.e.", "etc.", "yes/no"))
_MARKS = {"<": ">", "{{": "}}", "[": "]", "${": "}"}


def is_placeholder(text: str, lexicon: Lexicon) -> bool:
    """Whether the text stands in for one that is still to be written: TBD, ``<name>``, …"""
    trimmed = text[:MOST_SIGNS].strip()
    if not any(map(str.isalnum, trimmed)):
        return True
    for left, right in _MARKS.items():
        if trimmed.startswith(left) and trimmed.endswith(right):
            return True
    if len(trimmed) > _LONGEST_PLACEHOLDER:
        return False
    folded = fold(trimmed)
    return lexicon.is_whole("placeholders", folded) or set(folded.strip()) == {"x"}


def is_wish(text: str, lexicon: Lexicon) -> bool:
    """Whether the text states an aim ("Improve efficiency") where a decision is asked for."""
    folded = fold(text)
    words = folded.split()
    if not lexicon.entries("decision_marks").isdisjoint(words):
        return False
    if lexicon.found("empty_phrases", folded):
        return True
    starts = bool(words) and words[0] in lexicon.entries("wish_verbs")
    return starts and lexicon.found("wish_objects", folded)


def is_satisfaction(text: str, lexicon: Lexicon) -> bool:
    """Whether a metric shows that a system is liked, used or running, and not that it is right."""
    folded = fold(text)
    if lexicon.found("correctness", folded):
        return False
    return lexicon.found("satisfaction", folded) or _is_running(folded, lexicon)


def is_generic_drift(text: str, lexicon: Lexicon) -> bool:
    """Whether a definition of drift would hold for any model: none of its words is of this one."""
    words = fold(text).split()
    return bool(words) and lexicon.entries("generic_drift").issuperset(words)


def is_local_path(text: str) -> bool:
    """Whether a path leads to one person's computer: ``C:\\…``, ``/Users/…``, ``~/Desktop/…``."""
    plain = text[:MOST_SIGNS].strip().replace("\\", "/").casefold().removeprefix("file://")
    if plain.lstrip("/")[1:3] == ":/" and plain.lstrip("/")[:1].isalpha():
        return True
    if plain.startswith(("~", "/users/", "/home/", "%userprofile%", "%homepath%", "$home")):
        return True
    return "://" not in plain and any(f"/{folder}/" in f"/{plain}" for folder in _HOME_FOLDERS)


def is_link_or_path(text: str) -> bool:
    """Whether a text leads to a file or a page: a URL, or a word with a slash or a dot inside."""
    return any(_leads_somewhere(word) for word in text[:MOST_SIGNS].split())


def names_number(text: str, lexicon: Lexicon) -> bool:
    """Whether a trigger holds a number, written in digits or as a word, or compares something."""
    text = text[:MOST_SIGNS]
    if any(map(str.isdecimal, text)) or "<" in text or ">" in text or "%" in text:
        return True
    folded = fold(text)
    return lexicon.found("number_words", folded) or lexicon.found("comparisons", folded)


def is_no_reply(text: str, lexicon: Lexicon) -> bool:
    """Whether nobody reads what is sent to this address."""
    return lexicon.found("no_reply", fold(text.partition("@")[0]))


def names_headcount(text: str, lexicon: Lexicon) -> bool:
    """Whether the text counts people saved: FTE, headcount, layoffs."""
    return lexicon.found("headcount", fold(text))


def _is_running(folded: str, lexicon: Lexicon) -> bool:
    """Whether a metric is about the system itself, by words of that kind and no other."""
    known = lexicon.entries("running") | lexicon.entries("running_context")
    return known.issuperset(folded.split()) and lexicon.found("running", folded)


def _leads_somewhere(word: str) -> bool:
    inner = word.strip("()[]<>\"'`,;:!?").rstrip(".")
    if word.casefold() in _NO_PATHS or inner.casefold() in _NO_PATHS or len(inner) < 2:
        return False
    if "://" in inner or "/" in inner or "\\" in inner:
        return True
    name, dot, ending = inner.rpartition(".")
    return bool(dot) and ending.isalnum() and not (len(name) == 1 and len(ending) == 1)
