"""Who a commit's author is: bots, `.mailmap`, and the people whom a declaration names."""

from __future__ import annotations

from govlint.paths import like, lookup
from govlint.record import Record
from govlint.text import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from govlint.facts.history.scan import Seen

    Authors = Mapping[tuple[bytes, bytes], Seen]

BOTS = ("github-actions", "github actions")
"""Names that no person has, beside all that end in ``[bot]``; a run may add its own patterns."""

_HOW = {"co-authored-by": "co-author", "reviewed-by": "reviewer", "signed-off-by": "sign-off"}
_NOREPLY = r"(?:\d+\+)?([\w-]+)@users\.noreply\.github\.com"
_REFERENCES = frozenset({"technical", "business"})


class Person(Record):
    """Somebody whom the declaration names; ``contact`` may be empty."""

    name: str
    contact: str


class Mailmap:
    """The canonical names and addresses of a repository's `.mailmap`."""

    def __init__(self, content: bytes) -> None:
        self._by_mail: dict[str, tuple[str, str]] = {}
        self._by_both: dict[tuple[str, str], tuple[str, str]] = {}
        for line in content.decode("utf-8", "replace").splitlines():
            name, mail, rest = _identity(line)
            if mail and not name.startswith("#"):
                self._add(name, mail, *_identity(rest.partition("#")[0])[:2])

    def _add(self, name: str, mail: str, old_name: str, old_mail: str) -> None:
        """``Name <mail>`` renames; a second address, with or without a name, is replaced."""
        key = (old_mail or mail).casefold()
        before = self._by_mail.get(key, ("", ""))
        if old_name:
            self._by_both[old_name.casefold(), key] = (name, mail)
        else:
            self._by_mail[key] = (name or before[0], mail if old_mail else before[1])

    def canonical(self, name: str, mail: str) -> tuple[str, str]:
        """The name and address that a commit's author goes by."""
        key = mail.casefold()
        found = self._by_both.get((name.casefold(), key)) or self._by_mail.get(key, ("", ""))
        return found[0] or name, found[1] or mail


def is_bot(name: str, mail: str, patterns: Sequence[str]) -> bool:
    """Whether an author is a program: ``renovate[bot]``, ``github-actions``, or as configured."""
    texts = (name.casefold(), mail.casefold())
    if texts[0].endswith("[bot]") or "[bot]@" in texts[1]:
        return True
    return any(
        text == pattern.casefold() or like(text, pattern.casefold())
        for pattern in (*BOTS, *patterns)
        for text in texts
    )


class Activity:
    """When each author was last active, found by what a declaration says of a person.

    By address; by handle, where it is the one of a GitHub no-reply address; by name, folded;
    each also as `.mailmap` has it.
    """

    def __init__(self, authors: Authors, texts: Mapping[bytes, Seen], mailmap: Mailmap) -> None:
        self._mailmap = mailmap
        self._latest: dict[str, tuple[Seen, str]] = {}
        for author, seen in authors.items():
            name, mail = (raw.decode("utf-8", "replace") for raw in author)
            self._note(name, mail, seen, "author")
        for text, seen in texts.items():
            for how, name, mail in trailers(text):
                self._note(name, mail, seen, how)

    def of(self, person: Person) -> tuple[Seen, str] | None:
        """The latest sign of a person, and what it was; None without any."""
        found = (self._latest[key] for key in _keys_of(person) if key in self._latest)
        return max(found, default=None)

    def is_one_of(self, persons: Iterable[Person], name: str, mail: str) -> bool:
        """Whether the author of a commit is one of some people."""
        keys = self._keys(name, mail)
        return any(not keys.isdisjoint(_keys_of(person)) for person in persons)

    def _note(self, name: str, mail: str, seen: Seen, how: str) -> None:
        for key in self._keys(name, mail):
            known = self._latest.get(key)
            if known is None or known[0] < seen:
                self._latest[key] = (seen, how)

    def _keys(self, name: str, mail: str) -> set[str]:
        keys: set[str] = set()
        for known, address in {(name, mail), self._mailmap.canonical(name, mail)}:
            small = address.casefold()
            handle = _handle(small) if "@users.noreply" in small else ""
            keys |= {f"<{small}>", handle, _fold(known)}
        return keys - {"", "<>"}


def _keys_of(person: Person) -> set[str]:
    contact = person.contact.casefold()
    bare = contact.removeprefix("@")
    handle = f"@{bare}" if words(bare, "-") == [bare] else ""
    return {f"<{contact}>", handle, _fold(person.name)} - {"", "<>"}


def _handle(mail: str) -> str:
    """The handle in a no-reply address of GitHub's; empty where it is none."""
    import re

    noreply = re.fullmatch(_NOREPLY, mail)
    return f"@{noreply[1]}" if noreply else ""


def trailers(text: bytes) -> Iterator[tuple[str, str, str]]:
    """How somebody took part in a commit, by name and address, as its trailers say."""
    for line in text.decode("utf-8", "replace").splitlines():
        key, _, value = line.partition(":")
        how = _HOW.get(key.casefold())
        if how:
            yield (how, *_identity(value)[:2])


def named(data: Mapping[str, Any]) -> tuple[Person, ...]:
    """Everybody whom a declaration names: owners first, then deputies and all who decide."""
    owners = [owner(data, side) for side in ("technical", "business")]
    names = {person.name or person.contact: person for person in owners if person}
    for name in filter(None, _names(data)):
        names.setdefault(name, Person(name, ""))
    return tuple(names.values())


def owner(data: Mapping[str, Any], side: str) -> Person | None:
    """The ``technical`` or the ``business`` owner; None where nobody is named."""
    found = lookup(data, ("owners", side))
    if not isinstance(found, dict):
        return None
    name, contact = (_text(found.get(key)) for key in ("name", "contact"))
    return Person(name, contact) if name or contact else None


def _identity(text: str) -> tuple[str, str, str]:
    """``Name <address> rest``, in its three parts."""
    name, _, rest = text.partition("<")
    mail, _, rest = rest.partition(">")
    return name.strip(), mail.strip(), rest


def _names(data: Mapping[str, Any]) -> Iterator[str]:
    yield from (_text(lookup(data, ("owners", side, "deputy"))) for side in sorted(_REFERENCES))
    yield _text(lookup(data, ("monitoring", "drift", "owner")))
    rights = data.get("decision_rights")
    for right in rights.values() if isinstance(rights, dict) else ():
        yield from _texts(right.get("decides") if isinstance(right, dict) else right)
    yield from _texts(lookup(data, ("retraining", "approval", "by")))


def _texts(value: Any) -> Iterable[str]:
    values = value if isinstance(value, list) else [value]
    return (text for item in values if (text := _text(item)) not in _REFERENCES)


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _fold(name: str) -> str:
    if not name.isascii():
        from unicodedata import combining, normalize

        name = "".join(sign for sign in normalize("NFKD", name) if not combining(sign))
    return " ".join(name.casefold().split())
