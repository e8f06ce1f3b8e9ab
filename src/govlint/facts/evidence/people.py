"""Who is who: handles, teams and addresses of other files compared with the declaration's."""

from __future__ import annotations

from govlint.paths import lookup
from govlint.record import Record
from govlint.text import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any, Literal

    Kind = Literal["user", "team", "address", "unknown"]

    Verdict = Literal["agree", "disagree", "incomparable"]


_SHARED = (
    r"(?:^|[-_.+])(?:teams?|groups?|all|ops|on.?call|support|info|admins?|help|devs?|eng|security"
    r"|platform|data|ml|ai|mlops|leads|owners|maintainers|engineering|science)(?:[-_.+]|$)"
)
_REFERENCES = frozenset({"technical", "business"})


class Named(Record):
    """Everybody whom the declaration names, as far as other files could name them too."""

    users: frozenset[str]
    teams: frozenset[str]
    addresses: frozenset[str]
    slugs: frozenset[str]
    """Letters and digits of names and of the local parts of addresses, in their usual forms."""

    def kinds(self) -> frozenset[Kind]:
        """The kinds in which the declaration names anybody."""
        found: list[tuple[Kind, frozenset[str]]] = [
            ("user", self.users),
            ("team", self.teams),
            ("address", self.addresses),
        ]
        return frozenset(kind for kind, names in found if names)


def declared(data: Mapping[str, Any]) -> Named:
    """The people and teams of ``owners`` (contacts, deputies) and ``access``."""
    written = [*_contacts(data), *_access(data)]
    by_kind: dict[Kind, set[str]] = {"user": set(), "team": set(), "address": set()}
    for text in written:
        if kind_of(text) != "unknown":
            by_kind[kind_of(text)].add(text.lstrip("@").casefold())
    names = [name for owner in _owners(data) for name in _texts(owner, ("name", "deputy"))]
    slugs = {slug for name in names for slug in _slugs(name)}
    slugs |= {_plain(address.partition("@")[0]) for address in by_kind["address"]}
    teams = by_kind["team"] | {_plain(text) for text in _access(data) if "@" not in text}
    users, addresses = frozenset(by_kind["user"]), frozenset(by_kind["address"])
    return Named(users, frozenset(teams), addresses, frozenset(slugs))


def kind_of(text: str) -> Kind:
    """How an owner is named: ``@user``, ``@org/team``, an address, or in some other way."""
    if _is_address(text):
        return "address"
    parts = text.removeprefix("@").split("/")
    if not text.startswith("@") or any(words(part, ".-") != [part] for part in parts):
        return "unknown"
    if len(parts) > 1:
        return "team"
    return "user" if parts[0][0].isalnum() and parts[0][0].isascii() else "unknown"


def _is_address(text: str) -> bool:
    local, _, domain = text.partition("@")
    plain = text.count("@") == 1 and not any(sign in text for sign in "<>") and bool(local)
    return plain and "." in domain[1:-1] and text.split() == [text]


def compare(owners: Iterable[str], named: Named) -> Verdict:
    """Whether owners of another file have somebody in common with the declaration.

    They disagree only where every owner is named in a way in which the declaration names
    somebody too: a handle says nothing about an address, nor a team about its members.
    """
    listed = list(dict.fromkeys(owners))
    if any(_known(owner, named) for owner in listed):
        return "agree"
    kinds = {"unknown" if _is_shared(owner) else kind_of(owner) for owner in listed}
    return "disagree" if kinds and kinds <= named.kinds() else "incomparable"


def _is_shared(owner: str) -> bool:
    """Whether an owner is an address that several people read, which says nothing about one."""
    local, sign, _ = owner.lower().partition("@")
    if not (local and sign):
        return False
    import re

    return re.search(_SHARED, local) is not None


def _known(owner: str, named: Named) -> bool:
    text = owner.lstrip("@").casefold()
    kind = kind_of(owner)
    if kind == "address":
        return text in named.addresses or _plain(text.partition("@")[0]) in named.slugs
    if kind == "team":
        teams = {_plain(team.rpartition("/")[2]) for team in named.teams}
        return text in named.teams or _plain(text.rpartition("/")[2]) in teams
    return text in named.users or _plain(text) in named.slugs


def _owners(data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for side in ("technical", "business"):
        owner = lookup(data, ("owners", side))
        if isinstance(owner, dict):
            yield owner


def _contacts(data: Mapping[str, Any]) -> list[str]:
    keys = ("contact", "name", "deputy")
    texts = [text for owner in _owners(data) for text in _texts(owner, keys)]
    return [text for text in texts if "@" in text]


def _access(data: Mapping[str, Any]) -> list[str]:
    values = data.get("access")
    found = values.values() if isinstance(values, dict) else ()
    lists = [value if isinstance(value, list) else [value] for value in found]
    texts = [text for value in lists for text in value if isinstance(text, str)]
    return [text for text in texts if text not in _REFERENCES]


def _texts(owner: Mapping[str, Any], keys: tuple[str, ...]) -> list[str]:
    return [owner[key].strip() for key in keys if isinstance(owner.get(key), str)]


def _slugs(name: str) -> set[str]:
    """``Priya Nair`` may sign as priyanair, nairpriya, pnair or priyan."""
    words = [_plain(word) for word in name.split() if _plain(word)]
    if len(words) < 2:
        return set(words)
    first, last = words[0], words[-1]
    return {"".join(words), last + first, first[0] + last, first + last[0], first + last}


def _plain(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
