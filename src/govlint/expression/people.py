"""Who is meant: a person by name, a group, a tool, an address, or nobody yet.

A real name taken for something else is worse than a group taken for a person, so every answer
but "a person" rests on a word that hardly ever stands in a name.
"""

from __future__ import annotations

from govlint.expression.lexicon import MOST_SIGNS, fold
from govlint.expression.phrases import is_placeholder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, Literal

    from govlint.expression.lexicon import Lexicon

    Kind = Literal["person", "team", "tool", "role", "address", "several", "nobody"]


_LISTS = (
    *("placeholders", "template_names", "groups", "group_nouns", "group_surnames"),
    *(
        "business",
        "roles",
        "role_starts",
        "role_ends",
        "several",
        "sentence",
        "tools",
        "tool_words",
    ),
)
_APOSTROPHES = "'`\u2018\u2019\u00b4"
_MOST_KNOWN = 1000
_PARTS: dict[str, list[str]] = {}
"""The words of the last names: each is compared with many."""
_LONGEST = 200
"""Signs in a text that can still be a name."""
_TITLES = frozenset(
    ("dr", "prof", "mr", "mrs", "ms", "mx", "sir", "ing", "dipl", "med", "phd", "msc")
)
_LEADERS = frozenset(("lead", "leader", "manager", "member", "head"))
_OF = frozenset(("of", "for", "de", "des", "fur", "du"))


def kind(text: str, lexicon: Lexicon) -> Kind:
    """What a text that should name a person holds; several policies ask it of one name."""
    known = lexicon.kinds
    if text not in known:
        if len(known) == _MOST_KNOWN:
            known.clear()
        known[text] = _kind(text, lexicon)
    return known[text]


def _kind(text: str, lexicon: Lexicon) -> Kind:
    if _is_plain_name(text, lexicon):
        return "person"
    if len(text) > _LONGEST or not any(map(str.isalpha, text)) or is_placeholder(text, lexicon):
        return "nobody"
    named = _without_asides(text)
    folded = fold(named)
    if "@" in named or "://" in named:
        return _kind_of_address(named, lexicon)
    if is_tool(named, folded, lexicon):
        return "tool"
    if is_group(named, folded, lexicon):
        return "team"
    return _kind_of_phrase(named, folded, lexicon)


def is_email(text: str) -> bool:
    """Whether the text is, or holds, an e-mail address."""
    return (
        any(_is_address(word.strip("<>()[],;:\"'")) for word in text[:MOST_SIGNS].split())
        if "@" in text
        else False
    )


def is_named(reference: str, people: Sequence[str]) -> bool:
    """Whether a reference is ``technical``, ``business`` or one of the people, initials allowed."""
    if reference in ("technical", "business") or reference in people:
        return True
    parts = _name_parts(reference[:_LONGEST])
    return any(_same_name(parts, _name_parts(person)) for person in people)


def same_person(one: Mapping[str, Any], other: Mapping[str, Any], lexicon: Lexicon) -> bool:
    """Whether two people ``{name, contact}`` are one: the same contact, or the same name.

    A contact that is a group's mailbox may serve two people.
    """
    names = [_name_parts(str(person.get("name", ""))[:_LONGEST]) for person in (one, other)]
    if _same_name(*names):
        return True
    contacts = [str(person.get("contact", "")).strip().casefold() for person in (one, other)]
    if not contacts[0] or contacts[0] != contacts[1]:
        return False
    return not all(names) or _kind_of_contact(contacts[0], lexicon) == "address"


def is_tool(text: str, folded: str, lexicon: Lexicon) -> bool:
    """Whether the text names software: a product, or words for software and nothing else."""
    if "[bot]" in text or lexicon.is_whole("tools", folded):
        return True
    left = folded
    for phrase in lexicon.phrases("tools"):
        left = left.replace(phrase, "  ")
    rest = [word for word in left.split() if word not in lexicon.entries("tools")]
    if not lexicon.entries("tool_words").issuperset(rest):
        return False
    return len(rest) < len(folded.split()) or lexicon.found("tool_nouns", folded)


def is_group(text: str, folded: str, lexicon: Lexicon) -> bool:
    """Whether the text names several people by what they are together."""
    words = folded.split()
    groups, business = lexicon.entries("groups"), lexicon.entries("business")
    starts = groups | lexicon.entries("group_nouns")
    if business.issuperset(words) or any(p in folded for p in lexicon.phrases("groups")):
        return True
    if words[-1] in groups or _has_group_ending(words, lexicon):
        return True
    for index, word in enumerate(words[:-1]):
        stands = index == 0 or words[index - 1] in business
        if stands and word in starts and words[index + 1] not in _LEADERS:
            return True
    return _is_group_noun(words, lexicon) or _is_group_surname(text, words, lexicon)


def _is_plain_name(text: str, lexicon: Lexicon) -> bool:
    """A quick yes for the usual name: two to four words of letters, none of them on a list."""
    words = text.split(" ")
    if not 2 <= len(words) <= 4 or not all(map(str.isalpha, words)):
        return False
    suspects = lexicon.suspects(_LISTS)
    return suspects.isdisjoint(words) and suspects.isdisjoint(text.lower().split(" "))


def _without_asides(text: str) -> str:
    """The name alone: ``Priya Nair (she/her), ML lead <priya@acme.example>`` is Priya Nair."""
    kept = text
    for left, right in ("()", "<>", "[]"):
        start, end = kept.find(left), kept.rfind(right)
        if 0 <= start < end:
            kept = f"{kept[:start]} {kept[end + 1 :]}"
    first = kept.partition(",")[0]
    kept = first if len(first.split()) > 1 else kept
    return kept if any(map(str.isalpha, kept)) else text


def _kind_of_address(text: str, lexicon: Lexicon) -> Kind:
    words = [word for word in text.split() if "@" in word or "://" in word]
    if any(_kind_of_contact(word, lexicon) == "team" for word in words):
        return "team"
    return "address"


def _kind_of_contact(contact: str, lexicon: Lexicon) -> Kind:
    """``@acme/ml-platform``, ``ops@acme.example`` and ``#ml-oncall`` are read by a team."""
    local, sign, _ = contact.partition("@")
    if contact.startswith("#") or (contact.startswith("@") and "/" in contact):
        return "team"
    folded = fold(local if local and sign else contact)
    words = folded.split()
    return "team" if words and is_group("", folded, lexicon) else "address"


def _kind_of_phrase(text: str, folded: str, lexicon: Lexicon) -> Kind:
    if lexicon.is_whole("roles", folded) or any(
        folded.startswith(f" {start} ") for start in lexicon.entries("role_starts")
    ):
        return "role"
    if any(folded.endswith(f" {end} ") for end in lexicon.entries("role_ends")):
        return "role"
    if text.startswith("#") or any(sign in text for sign in "\\_/;&"):
        return "several" if any(sign in text for sign in "/;&") else "nobody"
    words = _without_particles(text.split(), lexicon)
    if not lexicon.entries("several").isdisjoint(words[1:-1]):
        return "several"
    return "nobody" if not lexicon.entries("sentence").isdisjoint(words) else "person"


def _without_particles(words: list[str], lexicon: Lexicon) -> list[str]:
    """The words without what joins two names: ``Sophie in 't Veld``, ``von und zu``."""
    text = f" {' '.join(word.strip(_APOSTROPHES) for word in words)} "
    for phrase in lexicon.phrases("particles"):
        before, found, after = text.partition(phrase)
        given = before.split()[-1:]
        if found and given and given[0][0].isupper() and after[:1].isupper():
            text = f"{before} {after}"
    return text.split()


def _has_group_ending(words: list[str], lexicon: Lexicon) -> bool:
    endings = tuple(lexicon.entries("group_endings"))
    return any(word.endswith(endings) and word not in endings for word in words)


def _is_group_noun(words: list[str], lexicon: Lexicon) -> bool:
    """``Direction`` and ``la direction`` are groups: no name stands beside the word."""
    nouns, articles = lexicon.entries("group_nouns"), lexicon.entries("articles")
    return words[-1] in nouns and articles.issuperset(words[:-1])


def _is_group_surname(text: str, words: list[str], lexicon: Lexicon) -> bool:
    """``Change advisory board`` is a group; ``Dr. A. Board`` and ``Anna Board`` may be people."""
    surnames = lexicon.entries("group_surnames") | lexicon.entries("group_nouns")
    business = lexicon.entries("business")
    if words[-1] not in surnames and not (words[0] in surnames and words[1:2] and words[1] in _OF):
        return False
    others = [word for word in words[:-1] if word not in _TITLES and len(word) > 1]
    if not business.isdisjoint(others) or words[-1] not in surnames:
        return True
    last = text.rsplit(maxsplit=1)[-1] if text.split() else ""
    return last.islower() and not text.islower() and text[:1].isupper()


def _is_address(word: str) -> bool:
    local, sign, domain = word.rpartition("@")
    return bool(sign and local and "/" not in local) and "." in domain.strip(".")


def _name_parts(name: str) -> list[str]:
    """A name's words in small letters, the family name last; titles left out."""
    if name not in _PARTS:
        if len(_PARTS) == _MOST_KNOWN:
            _PARTS.clear()
        _PARTS[name] = _parted(name)
    return _PARTS[name]


def _parted(name: str) -> list[str]:
    if "(" in name or "<" in name:
        name = _without_asides(name)
    family, comma, given = name.partition(",")
    words = fold(f"{given} {family}" if comma else name).split()
    return [word for word in words if word not in _TITLES]


def _same_name(one: list[str], other: list[str]) -> bool:
    """The same words, or the same family name and a given name that may be an initial."""
    if not one or not other:
        return False
    if one == other:
        return True
    if len(one) < 2 or len(other) < 2 or one[-1] != other[-1]:
        return False
    first, second = one[0], other[0]
    return first == second or (min(len(first), len(second)) == 1 and first[0] == second[0])
