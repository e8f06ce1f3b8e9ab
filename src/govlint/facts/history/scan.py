"""One pass over the log: who was seen, what happened to watched files, what governed code did."""

from __future__ import annotations

import time

from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from typing import Literal

    from govlint.facts.history.lineage import Lineage

    Stop = Literal["window", "commits", "seconds", "changes"]

    Groups = Callable[[str], tuple[tuple[int, int], ...]]
    """For a path: the number of each declaration that governs it, and the bits of its groups."""
    IsBot = Callable[[str, str], bool]
    Seen = tuple[int, str]
    """The moment at which somebody was last active, in seconds, and the commit that says so."""
    Bits = dict[int, int]
    Moved = tuple["Made", Bits, Bits]
    """A commit that touched governed files: bits by declaration, and those that came or went."""
    File = tuple[list["Touch"] | None, tuple[tuple[int, int], ...]]
    """What is wanted of a file: a list for its touches, and the groups that govern it."""
    Renewal = tuple[tuple[str, ...], str, tuple[tuple[int, int], ...]]
    """A governed file that came or went: its old blobs, the new one, and its groups."""

OLDER = 256
"""Consecutive commits older than the window after which reading stops: one wrong clock, or a
branch that lay open for long, does not end it."""
STEADILY = 32
"""The same where the dates go back into the past without a leap: no clock is so wrong."""
LEAP = 60 * 86_400
MOST_COMMITS = 250_000
MOST_SECONDS = 60.0
_NOWHERE = b"0" * 40
_LAST = 253_402_300_799
_LOOK_AROUND = 1000
_POINTERS = (".dvc", "dvc.lock")
_MOST_WATCHED = 300


class Made(Record):
    """A commit, as far as anybody asks: ``number`` counts from the newest, which is 0."""

    number: int
    id: str
    day: str
    """When it landed (the committer's date), never after today."""
    name: str
    mail: str
    bot: bool


class Touch(Record):
    """What a commit made of one file: blob ids, empty where the file was not there."""

    made: Made
    olds: tuple[str, ...]
    """In each parent of the commit."""
    new: str


class Window(Record):
    """How far back to read: ``since`` and ``until`` in seconds."""

    since: int
    until: int
    """The end of today, wherever on earth: what is dated later has a wrong clock."""
    today: str
    boundary: frozenset[str]
    """Commits whose parents a shallow clone does not hold."""


class Older:
    """Counts consecutive commits that are older than the window."""

    def __init__(self) -> None:
        self.count = 0
        self._leaps = False

    def is_enough(self, before: int, landed: int) -> bool:
        """Whether reading stops at one more, dated ``landed``; the one ahead of it: ``before``."""
        self._leaps = before - landed > LEAP or (self.count > 0 and self._leaps)
        self.count += 1
        return self.count >= (OLDER if self._leaps else STEADILY)


class Scan:
    """The visitor of the log (see `govlint.git.log.Visitor`)."""

    def __init__(
        self, window: Window, watched: Collection[str], groups: Groups, is_bot: IsBot
    ) -> None:
        self.touches: dict[str, list[Touch]] = {path: [] for path in watched}
        """By path: of the files that are watched, and of governed ones that point to a model."""
        self.moves: list[Moved] = []
        self.authors: dict[tuple[bytes, bytes], Seen] = {}
        self.trailers: dict[bytes, Seen] = {}
        self.ids: list[bytes] = []
        """Of each commit, newest first."""
        self.parents: list[bytes] = []
        """The ids of each commit's parents, with spaces between."""
        self.cut_at = 0
        """The latest moment at which a boundary commit may have landed: what was before is missing.
        """
        self.doubted = 0
        """The moment that this commit has itself, where that is not believed."""
        self.last = 0
        """When the commit that was read last had landed."""
        self.stop: Stop | None = None
        self.window = window
        self.is_bot = is_bot
        self._groups = groups
        self._since, self._until, _, self._boundary = window
        self._older = Older()
        self._at_boundary = False
        self._fields: Sequence[bytes] = ()
        self._made: Made | None = None
        self._files: dict[bytes, File] = {}
        self._bits: dict[int, int] = {}
        self._renewals: list[Renewal] = []
        self._landed: list[int] = []
        self._edges: list[int] = []
        self._rises: list[int] = []
        self._latest: dict[int, str] = {}
        self._days: dict[int, str] = {}
        self._people: dict[tuple[bytes, bytes], tuple[str, str, bool]] = {}
        self._started = time.monotonic()
        self._lineage: Lineage | None = None

    @property
    def commits(self) -> int:
        """How many were read."""
        return len(self.ids)

    def commit(self, fields: Sequence[bytes]) -> bool:
        """See `log.Visitor.commit`. Runs for every commit: little is done that is not needed."""
        id_, committed, authored, name, mail, trailers, parents = fields
        landed = int(committed or 0)
        if landed > self._until:
            landed = self._future()
        if self._made is not None or self._bits:
            self._settle()
        count, before = len(self.ids), self.last
        if landed > before and count:
            self._rises.append(count - 1)
        self._fields = fields
        self.ids.append(id_)
        self.parents.append(parents)
        self._landed.append(landed)
        self.last = landed
        if self._boundary:
            self._at_boundary = id_.decode() in self._boundary
            if self._at_boundary:
                self._edges.append(count)
        written = int(authored or landed)
        known = self.authors.get((name, mail))
        if known is None or known[0] < written or trailers:
            self._see(fields, written if written <= self._until else landed)
        if landed >= self._since:
            self._older.count = 0
        elif self._older.is_enough(before if count else self._until, landed):
            self.stop = "window"
            return False
        return True if (count + 1) % _LOOK_AROUND else self._goes_on()

    def change(self, ids: bytes, path: bytes) -> None:
        """See `log.Visitor.change`. A boundary commit seems to add every file: it says nothing."""
        if self._at_boundary:
            return
        known = self._files.get(path)
        if known is None:
            known = self._files[path] = self._file(path.decode("utf-8", "surrogateescape"))
        touches, groups = known
        for declaration, bit in groups:
            self._bits[declaration] = self._bits.get(declaration, 0) | bit
        if touches is None and not (groups and _NOWHERE in ids):
            return
        *olds, new = (blob if blob.strip("0") else "" for blob in ids.decode().split())
        if touches is not None:
            touches.append(Touch._make((self._commit(), tuple(olds), new)))
        if groups and not (any(olds) and new):
            self._renewals.append((tuple(olds), new, groups))

    def _file(self, path: str) -> File:
        """What is wanted of a file: where its touches are kept, and the groups that govern it."""
        touches, groups = self.touches.get(path), self._groups(path)
        pointer = groups and path.endswith(_POINTERS) and len(self.touches) < _MOST_WATCHED
        if touches is None and pointer:
            touches = self.touches[path] = []
        return touches, groups

    def finish(self) -> None:
        """Settle the last commit, and date no commit before the one that it builds on."""
        self._settle()
        if not (self._edges or self._rises):
            return
        from govlint.facts.history import clocks

        if self._edges:
            landed = clocks.believed(self._landed, self.ids, self.parents, self.window)
            number = max(self._edges, key=landed.__getitem__)
            self.cut_at, own = landed[number], self._landed[number]
            self.doubted = own if own != self.cut_at else 0
        lifted = clocks.lifted(self._landed, self._rises, OLDER)
        self._latest = {number: self._day(moment) for number, moment in lifted.items()}
        self.moves = [(self._dated(made), bits, new) for made, bits, new in self.moves]
        for path, touches in self.touches.items():
            self.touches[path] = [t._replace(made=self._dated(t.made)) for t in touches]

    def landed(self, number: int) -> str:
        """The day on which a commit landed."""
        return self._latest.get(number) or self._day(self._landed[number])

    def lineage(self, starts: Sequence[str]) -> Lineage:
        """Which of the commits build on which; the log began at ``starts``."""
        if self._lineage is None:
            from govlint.facts.history.lineage import Lineage

            self._lineage = Lineage(self.ids, self.parents, starts)
        return self._lineage

    def _future(self) -> int:
        """A date to come is a wrong clock's: such a commit is as old as the one built on it."""
        return self.last if self.ids else self._until + 1

    def _settle(self) -> None:
        """Note what the commit before did to governed files."""
        if self._bits:
            renewed = _renewed(self._renewals) if self._renewals else {}
            self.moves.append((self._commit(), self._bits, renewed))
            self._bits = {}
            self._renewals.clear()
        self._made = None

    def _dated(self, made: Made) -> Made:
        return made._replace(day=self._latest.get(made.number, made.day))

    def _see(self, fields: Sequence[bytes], seconds: int) -> None:
        """Note that an author, and whoever stands in trailers, was active at a moment."""
        if seconds > self._until:
            return
        seen = (seconds, fields[0].decode())
        who, trailers = (fields[3], fields[4]), fields[5]
        self.authors[who] = max(seen, self.authors.get(who, seen))
        if trailers:
            self.trailers[trailers] = max(seen, self.trailers.get(trailers, seen))

    def _goes_on(self) -> bool:
        if self.commits >= MOST_COMMITS:
            self.stop = "commits"
        elif time.monotonic() - self._started > MOST_SECONDS:
            self.stop = "seconds"
        return self.stop is None

    def _commit(self) -> Made:
        if self._made is None:
            fields = self._fields
            name, mail, bot = self._person(fields[3], fields[4])
            landed = self._day(self.last)
            made = self.commits - 1, fields[0].decode(), landed, name, mail, bot
            self._made = Made._make(made)
        return self._made

    def _day(self, seconds: int) -> str:
        known = self._days.get(seconds // 86_400)
        if known is None:
            known = self._days[seconds // 86_400] = day(seconds, self.window.today)
        return known

    def _person(self, name: bytes, mail: bytes) -> tuple[str, str, bool]:
        known = self._people.get((name, mail))
        if known is None:
            texts = name.decode("utf-8", "replace"), mail.decode("utf-8", "replace")
            known = self._people[name, mail] = (*texts, self.is_bot(*texts))
        return known


def day(seconds: int, today: str) -> str:
    """The date (UTC) of a moment, never after ``today``."""
    return min(time.strftime("%Y-%m-%d", time.gmtime(min(max(seconds, 0), _LAST))), today)


def _renewed(renewals: list[Renewal]) -> dict[int, int]:
    """The groups in which a file came or went without only being renamed."""
    came = {new for olds, new, _ in renewals if not any(olds)}
    went = {old for olds, new, _ in renewals if not new for old in olds}
    found: dict[int, int] = {}
    for olds, new, groups in renewals:
        if (not any(olds) and new not in went) or (not new and came.isdisjoint(olds)):
            for declaration, bit in groups:
                found[declaration] = found.get(declaration, 0) | bit
    return found
