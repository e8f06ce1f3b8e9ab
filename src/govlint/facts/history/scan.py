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


OLDER = 256
"""Consecutive commits older than the window after which reading stops: one wrong clock, or a
branch that lay open for long, does not end it."""
MOST_COMMITS = 250_000
MOST_SECONDS = 60.0
_NOWHERE = b"0" * 40
_LAST = 253_402_300_799
_LOOK_AROUND = 1000
_POINTERS = (".dvc", "dvc.lock")
_MOST_WATCHED = 300
_MOST_RISES = 1000


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


class Moved(Record):
    """A commit that touched governed files: bits by declaration, and those that came or went."""

    made: Made
    bits: dict[int, int]
    renewed: dict[int, int]


_File = tuple[list[Touch] | None, tuple[tuple[int, int], ...]]
"""What is wanted of a file: a list for its touches, and the groups that govern it."""
_Renewal = tuple[tuple[str, ...], str, tuple[tuple[int, int], ...]]
"""A governed file that came or went: its old blobs, the new one, and its groups."""


class Window(Record):
    """How far back to read: ``since`` and ``until`` in seconds."""

    since: int
    until: int
    """The end of today, wherever on earth: what is dated later has a wrong clock."""
    today: str
    boundary: frozenset[str]
    """Commits whose parents a shallow clone does not hold."""


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
        self.commits = 0
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
        self._older = 0
        self._at_boundary = False
        self._fields: Sequence[bytes] = ()
        self._made: Made | None = None
        self._files: dict[bytes, _File] = {}
        self._bits: dict[int, int] = {}
        self._renewals: list[_Renewal] = []
        self._landed: list[int] = []
        self._edges: list[int] = []
        self._rises: list[int] = []
        self._latest: dict[int, str] = {}
        self._days: dict[int, str] = {}
        self._people: dict[tuple[bytes, bytes], tuple[str, str, bool]] = {}
        self._started = time.monotonic()
        self._lineage: Lineage | None = None

    def commit(self, fields: Sequence[bytes]) -> bool:
        """See `log.Visitor.commit`. Runs for every commit: little is done that is not needed."""
        landed = int(fields[1] or 0)
        if landed > self.window.until:
            landed = self._future()
        if self._made is not None or self._bits:
            self._settle()
        if landed > self.last and self.commits:
            self._rises.append(self.commits - 1)
        self._fields = fields
        self.commits += 1
        self.ids.append(fields[0])
        self.parents.append(fields[6])
        self.last = landed
        self._landed.append(landed)
        self._older = self._older + 1 if landed < self.window.since else 0
        if self.window.boundary:
            self._at_boundary = fields[0].decode() in self.window.boundary
            if self._at_boundary:
                self._edges.append(self.commits - 1)
        written = int(fields[2] or landed)
        known = self.authors.get((fields[3], fields[4]))
        if known is None or known[0] < written or fields[5]:
            self._see(fields, written if written <= self.window.until else landed)
        if self._older >= OLDER or self.commits % _LOOK_AROUND == 0:
            return self._goes_on()
        return True

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

    def _file(self, path: str) -> _File:
        """What is wanted of a file: where its touches are kept, and the groups that govern it."""
        touches, groups = self.touches.get(path), self._groups(path)
        pointer = groups and path.endswith(_POINTERS) and len(self.touches) < _MOST_WATCHED
        if touches is None and pointer:
            touches = self.touches[path] = []
        return touches, groups

    def finish(self) -> None:
        """Settle the last commit, and date no commit before the one that it builds on."""
        self._settle()
        if self._edges:
            from govlint.facts.history import edges

            landed = edges.believed(self._landed, self.ids, self.parents, self.window)
            number = max(self._edges, key=landed.__getitem__)
            self.cut_at, own = landed[number], self._landed[number]
            self.doubted = own if own != self.cut_at else 0
        for number in reversed(self._rises):
            self._lift(number)
        if self._latest:
            self.moves = [move._replace(made=self._dated(move.made)) for move in self.moves]
            for path, touches in self.touches.items():
                self.touches[path] = [t._replace(made=self._dated(t.made)) for t in touches]

    def lineage(self, starts: Sequence[str]) -> Lineage:
        """Which of the commits build on which; the log began at ``starts``."""
        if self._lineage is None:
            from govlint.facts.history.lineage import Lineage

            self._lineage = Lineage(self.ids, self.parents, starts)
        return self._lineage

    def _future(self) -> int:
        """A date to come is a wrong clock's: such a commit is as old as the one built on it."""
        return self.last if self.commits else self.window.until + 1

    def _settle(self) -> None:
        """Note what the commit before did to governed files."""
        if self._bits:
            renewed = _renewed(self._renewals) if self._renewals else {}
            self.moves.append(Moved._make((self._commit(), self._bits, renewed)))
            self._bits = {}
            self._renewals.clear()
        self._made = None

    def _lift(self, number: int) -> None:
        """Date a commit, after which the log went on with a later one, like that: it is its parent.

        So are those before it that share its wrong clock, as far as more commits contradict them.
        """
        before = self._landed[max(0, number + 1 - OLDER) : number + 1][::-1]
        after = self._landed[number + 1 : number + 1 + OLDER]
        low = next((n for n, moment in enumerate(before) if moment >= after[0]), len(before))
        high = next((n for n, moment in enumerate(after) if moment <= before[0]), len(after))
        wrong = low if low <= high and len(self._rises) <= _MOST_RISES else 1
        for other in range(number - wrong + 1, number + 1):
            self._latest[other] = max(self._day(after[0]), self._latest.get(other, ""))

    def _dated(self, made: Made) -> Made:
        return made._replace(day=self._latest.get(made.number, made.day))

    def _see(self, fields: Sequence[bytes], seconds: int) -> None:
        """Note that an author, and whoever stands in trailers, was active at a moment."""
        if seconds > self.window.until:
            return
        seen = (seconds, fields[0].decode())
        who, trailers = (fields[3], fields[4]), fields[5]
        self.authors[who] = max(seen, self.authors.get(who, seen))
        if trailers:
            self.trailers[trailers] = max(seen, self.trailers.get(trailers, seen))

    def _goes_on(self) -> bool:
        if self._older >= OLDER:
            self.stop = "window"
        elif self.commits >= MOST_COMMITS:
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
    year, month, number = time.gmtime(min(max(seconds, 0), _LAST))[:3]
    return min(f"{year:04}-{month:02}-{number:02}", today)


def _renewed(renewals: list[_Renewal]) -> dict[int, int]:
    """The groups in which a file came or went without only being renamed."""
    came = {new for olds, new, _ in renewals if not any(olds)}
    went = {old for olds, new, _ in renewals if not new for old in olds}
    found: dict[int, int] = {}
    for olds, new, groups in renewals:
        if (not any(olds) and new not in went) or (not new and came.isdisjoint(olds)):
            for declaration, bit in groups:
                found[declaration] = found.get(declaration, 0) | bit
    return found
