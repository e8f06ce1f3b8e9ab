"""The versions of a declaration, newest first: which commit each of its answers belongs to."""

from __future__ import annotations

from govlint.facts.history import meaning
from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any, Literal

    from govlint.facts.history.bridging import Bridges
    from govlint.facts.history.gathering import Followed, Reading
    from govlint.facts.history.meaning import Meaning
    from govlint.facts.history.scan import Made, Touch
    from govlint.source import Document

    Kind = Literal["content", "bump", "bot"]
    Ended = Literal["", "missing", "many", "unreadable", "cut"]
    """Why reading ended short of the first version."""
    Read = Callable[[str], bytes | None]
    """A blob's content by its id; None where the clone does not hold it."""

TODAY = "today"
"""Stands for the id of a version that is not committed yet."""


MOST_VERSIONS = 5_000
"""Different versions of one declaration that are read."""


class Version(Record):
    """What a commit made of the declaration, and what it was in each of the commit's parents."""

    made: Made
    new: Meaning
    olds: tuple[Meaning, ...]
    """None of them: the commit wrote it for the first time."""


def read(store: Store, touches: Iterable[Touch]) -> tuple[Version, ...]:
    """The versions that commits made, newest first; ``store.ended`` says why older ones lack.

    Invalid ones are left out, and bridged by the last good ones before.
    """
    found: list[Version] = []
    for touch in touches:
        new = store.meaning(touch.new) if touch.new else None
        olds = tuple(store.olds(touch)) if new else ()
        if store.ended:
            break
        if new is not None:
            found.append(Version(touch.made, new, olds))
    return tuple(found)


def leading(file: Followed, known: Reading, counts: Callable[[str], Any]) -> tuple[Touch, ...]:
    """The touches that lead to what a file is today: not those of a branch that a merge dropped.

    ``counts``: whether a content, by its id, empty for no file, is one that a merge may choose.
    """
    after = known.repository.objects.find(known.head, file.names[0]) if known.head else None
    if _is_line(file.touches, after.id if after is not None else ""):
        return file.touches
    from govlint.facts.history import lines

    kept = lines.leading(file, known, lambda blob: blob if counts(blob) else None)
    return tuple(touch for touch in file.touches if touch.made.number in kept)


def _is_line(touches: Sequence[Touch], after: str) -> bool:
    """Whether each touch made of the file what the next one began with, and the last ``after``."""
    for touch in touches:
        if touch.new not in (after, TODAY) or len(touch.olds) != 1:
            return False
        after = touch.olds[0]
    return True


class Store:
    """Meanings by blob id, each read once."""

    def __init__(self, blob: Read, file: Followed, known: Reading, today: Document | None) -> None:
        """``today``: the declaration as it stands, where it was read before."""
        self._blob = blob
        self._meanings = meaning.Meanings(file.names[0], today)
        self.file = file
        self.known = known
        self._read: dict[str, Meaning | None] = {}
        self._bridges: Bridges | None = None
        self.path = file.names[0]
        self.ended: Ended = ""

    def meaning(self, blob: str) -> Meaning | None:
        """What a content means; None where it means nothing, or cannot be had."""
        if blob not in self._read:
            found = self._meaning(blob)
            if not self.ended and len(self._read) == MOST_VERSIONS:
                self.ended = "many"
            if self.ended:
                return None
            self._read[blob] = found
        return self._read[blob]

    def glance(self, blob: str) -> Meaning | None:
        """The same, where it is no matter if some contents are not here; ``blob`` may be empty."""
        ended = self.ended
        found = self.meaning(blob) if blob else None
        self.ended = ended
        return found

    def _meaning(self, blob: str) -> Meaning | None:
        """The same, as it was read for the other moment of a change; only `TODAY` differs there."""
        kept = self.known.kept
        shared = kept.meanings if kept is not None and blob != TODAY else {}
        key = self.path, blob
        if key not in shared:
            content = self._blob(blob)
            if content is None:
                self.ended = "missing"
                return None
            shared[key] = self._meanings.read(content)
        return shared[key]

    def olds(self, touch: Touch) -> Iterator[Meaning]:
        """What the file meant before a touch: the good versions behind invalid or deleted ones."""
        for number, blob in enumerate(touch.olds):
            known = self.meaning(blob) if blob else None
            if known is not None:
                yield known
            elif blob or self._was_there_before(touch):
                yield from self._behind(touch, number)
        if not any(touch.olds) and not self.known.begins:
            self.ended = self.ended or "cut"

    def _was_there_before(self, touch: Touch) -> bool:
        """Whether a file that a touch added may have been there before, in the window."""
        number, touches = touch.made.number, self.file.touches
        return touches[-1].made.number > number or not all(one.new for one in touches)

    def at(self, commits: Iterable[str]) -> list[Meaning] | None:
        """What the file meant in some commits or last before them; None where that is not known."""
        ended, self.ended = self.ended, ""
        bridges = self._bridge()
        bridges.broken = False
        found = [*bridges.at(commits, self.meaning)]
        whole = not (self.ended or bridges.broken)
        self.ended = ended
        return found if whole else None

    def _behind(self, touch: Touch, number: int) -> Iterator[Meaning]:
        bridges = self._bridge()
        yield from bridges.behind(touch, number, self.meaning)
        if bridges.broken:
            self.ended = self.ended or "unreadable"

    def _bridge(self) -> Bridges:
        if self._bridges is None:
            from govlint.facts.history.bridging import Bridges

            self._bridges = Bridges(self.file, self.known)
        return self._bridges


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


def extensions(store: Store, versions: Sequence[Version]) -> tuple[Version, ...]:
    """The versions that moved ``system.pilot_ends`` to a later date, each date once.

    Not those that a merge dropped from among other changes.
    """
    moves = _extensions(versions)
    if not moves or all(len(one.olds) < 2 for one in versions):
        return moves
    from govlint.facts.history import lines

    return _extensions(lines.of_pilot_end(store, versions))


def _extensions(versions: Iterable[Version]) -> tuple[Version, ...]:
    found: dict[str, Version] = {}
    for version in versions:
        ends = version.new.pilot_ends
        befores = [old.pilot_ends for old in version.olds]
        if ends and befores and all(before and before < ends for before in befores):
            found[ends] = version
    return tuple(found.values())
