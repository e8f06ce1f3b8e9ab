"""The versions of a declaration, newest first: which commit each of its answers belongs to."""

from __future__ import annotations

from govlint.facts.history import meaning
from govlint.facts.history.words import MOST_VERSIONS
from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any, Literal

    from govlint.facts.history.meaning import Meaning
    from govlint.facts.history.scan import Made, Touch

    Kind = Literal["content", "bump", "bot"]
    Read = Callable[[str], bytes | None]
    """A blob's content by its id; None where the clone does not hold it."""


class Version(Record):
    """What a commit made of the declaration, and what it was in each of the commit's parents."""

    made: Made
    new: Meaning
    olds: tuple[Meaning, ...]
    """None of them: the commit wrote it for the first time."""


def read(
    touches: Sequence[Touch], blob: Read, path: str
) -> tuple[tuple[Version, ...], Literal["", "missing", "many"]]:
    """The versions that commits made, and why older ones are not among them, if there are any.

    Invalid ones are left out, and bridged by the last good one before.
    """
    store = _Store(blob, path)
    found: list[Version] = []
    for number, touch in enumerate(touches):
        if not touch.new:
            continue
        new = store.meaning(touch.new)
        olds = tuple(store.good(touch.olds, touches, number)) if new else ()
        if store.missing or store.read > MOST_VERSIONS:
            break
        if new is not None:
            found.append(Version(touch.made, new, olds))
    if store.missing:
        return tuple(found), "missing"
    return tuple(found), "many" if store.read > MOST_VERSIONS else ""


class _Store:
    """Meanings by blob id, each read once."""

    def __init__(self, blob: Read, path: str) -> None:
        self._blob = blob
        self._path = path
        self._known: dict[str, Meaning | None] = {}
        self.missing = False
        self.read = 0

    def meaning(self, blob: str) -> Meaning | None:
        if blob not in self._known:
            content = self._blob(blob)
            self.missing = self.missing or content is None
            self.read += 1
            self._known[blob] = None if content is None else meaning.read(content, self._path)
        return self._known[blob]

    def good(
        self, blobs: Iterable[str], touches: Sequence[Touch], number: int
    ) -> Iterator[Meaning]:
        """What the file meant before a touch: the good versions behind invalid or deleted ones."""
        for blob in dict.fromkeys(blobs):
            known = self.meaning(blob) if blob else None
            if known is not None:
                yield known
            elif not self.missing:
                yield from self._behind(blob, touches, number)

    def _behind(self, blob: str, touches: Sequence[Touch], number: int) -> Iterator[Meaning]:
        """The last good version before the commit that made ``blob`` (empty: deleted it).

        With wrong clocks the log may tell of a commit before it tells of its child.
        """
        order = (*range(number + 1, len(touches)), *range(number if blob else 0))
        begin = next((other for other in order if touches[other].new == blob), len(touches))
        for touch in touches[begin:]:
            for candidate in (touch.new, *touch.olds):
                found = self.meaning(candidate) if candidate else None
                if self.missing or found is not None:
                    yield from () if found is None else (found,)
                    return


def changed(versions: Iterable[Version], section: str, value: Any) -> Version | None:
    """The newest version that gave ``section`` its value of today; None: it is older than all."""
    return newest(versions, lambda version: version.sections.get(section), value)


def newest(
    versions: Iterable[Version], part: Callable[[Meaning], Any], value: Any
) -> Version | None:
    """The newest version in which ``part`` became ``value``, which it was in no parent."""
    for version in versions:
        if part(version.new) == value and all(part(old) != value for old in version.olds):
            return version
    return None


def sections(version: Version) -> tuple[str, ...]:
    """The sections whose meaning a version changed against every parent."""
    names = dict.fromkeys(version.new.sections)
    for old in version.olds:
        names.update(dict.fromkeys(old.sections))
    new = version.new.sections
    return tuple(
        name
        for name in names
        if all(old.sections.get(name) != new.get(name) for old in version.olds)
    )


def reviews(versions: Iterable[Version]) -> Iterator[Version]:
    """Each version with a newer date of review than all before it, newest first.

    A date that is still to come when it is corrected stood for no review.
    """
    for version in versions:
        date, olds = version.new.reviewed, [old.reviewed for old in version.olds]
        if date and all(date > old or date < old > version.made.day for old in olds):
            yield version


def kind(version: Version) -> Kind:
    """Whether a review came with changes of meaning, alone, or from a program."""
    if version.made.bot:
        return "bot"
    return "content" if sections(version) else "bump"


def in_force(versions: Sequence[Version], day: str) -> Meaning | None:
    """The version that stood at the end of a day; the first of all where it came later."""
    for version in versions:
        if version.made.day <= day:
            return version.new
    if not versions:
        return None
    return versions[-1].olds[0] if versions[-1].olds else versions[-1].new


def extensions(versions: Iterable[Version]) -> tuple[Version, ...]:
    """The versions that moved ``system.pilot_ends`` to a later date, each date once."""
    found: dict[str, Version] = {}
    for version in versions:
        ends = version.new.pilot_ends
        befores = [old.pilot_ends for old in version.olds]
        if ends and befores and all(before and before < ends for before in befores):
            found[ends] = version
    return tuple(found.values())
