"""From one reading of the log to what is known of each declaration."""

from __future__ import annotations

from govlint.facts.history import meaning, people, planning, versions
from govlint.facts.history.gathered import Gathered, Move, Sighting
from govlint.facts.history.scan import Made, Touch, day
from govlint.git.locate import is_id
from govlint.paths import lookup
from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from govlint.facts.history.gathered import Cut
    from govlint.facts.history.kept import Kept
    from govlint.facts.history.lineage import Lineage
    from govlint.facts.history.meaning import Meaning
    from govlint.facts.history.people import Person
    from govlint.facts.history.planning import Request, Subject
    from govlint.facts.history.scan import Scan
    from govlint.facts.history.versions import Store, Version
    from govlint.git.log import End
    from govlint.git.objects import Entry
    from govlint.git.repository import Repository
    from govlint.model import Unavailable
    from govlint.snapshot import Snapshot

_SMALL = 1 << 20
_MOST_PAST = 60


class Reading(Record):
    """One reading of the log, and what belongs to the repository as a whole."""

    repository: Repository
    head: str
    starts: tuple[str, ...]
    """The commits that it began at: HEAD, and what a merge under way brings in."""
    today: str
    since: str
    year_ago: str
    snapshot: Snapshot | None
    """What is not committed yet; None where a commit is judged."""
    scan: Scan
    cut: Cut | None
    whole: bool
    moves: Mapping[int, Sequence[Move]]
    """By the number of the declaration that governs what moved."""
    activity: people.Activity
    ignored: frozenset[str]
    past: Mapping[str, tuple[tuple[str, bytes], ...]]
    kept: Kept | None
    """The log, where it is read for two moments."""

    @property
    def lineage(self) -> Lineage:
        """Which of the commits build on which."""
        return self.scan.lineage(self.starts)

    @property
    def begins(self) -> bool:
        """Whether all is known back to where the window begins."""
        return self.cut is None or self.cut.day <= self.since


class Followed(Record):
    """What became of one file: newest first, under its name and under those it had before."""

    touches: tuple[Touch, ...]
    names: tuple[str, ...]
    """The newest first."""
    lost: Unavailable | None = None
    """Why it could not be followed further, where it could not."""


def reading(request: Request, repository: Repository, scan: Scan, end: End) -> Reading:
    """The log that was read, as the declarations share it."""
    head = request.commit or repository.place.head
    ended = _cut(end, scan, repository, request.today)
    mailmap = people.Mailmap(_root_file(repository, head, ".mailmap"))
    revisions = _root_file(repository, request.base or head, ".git-blame-ignore-revs")
    return Reading(
        repository=repository,
        head=head,
        starts=planning.starts(request, repository) if head else (),
        today=request.today,
        since=planning.since(request),
        year_ago=planning.before(request.today, planning.YEAR),
        snapshot=None if request.commit else request.snapshot,
        scan=scan,
        cut=ended,
        whole=end == "root" and ended is None,
        moves=_by_declaration(scan),
        activity=people.Activity(scan.authors, scan.trailers, mailmap),
        ignored=_ignored(revisions),
        past=_past(repository, scan) if request.past else {},
        kept=request.kept,
    )


def _ignored(revisions: bytes) -> frozenset[str]:
    """The ids of a `.git-blame-ignore-revs`: one a line, ``#`` begins a comment."""
    lines = revisions.decode("latin-1").lower().splitlines()
    return frozenset(filter(is_id, (line.partition("#")[0].strip() for line in lines)))


def followed(known: Reading, subjects: Sequence[Subject], request: Request) -> dict[str, Followed]:
    """For each declaration, and for each runbook, what became of its file under all its names."""
    of_file = known.scan.touches
    found = {one.runbook: list(of_file.get(one.runbook, ())) for one in subjects if one.runbook}
    found |= {one.path: list(of_file.get(one.real, ())) for one in subjects}
    if not request.commit:
        for one in subjects:
            if (touch := _uncommitted(known, one, request)) is not None:
                found[one.path].insert(0, touch)
    names = {one.path: one.real for one in subjects}
    files = {
        path: Followed(tuple(touches), (names.get(path, path),)) for path, touches in found.items()
    }
    if not any(_may_have_come(one, known) for ones in found.values() for one in ones):
        return files
    from govlint.facts.history import renames

    return renames.follow(files, known, {one.path: one for one in subjects})


def _may_have_come(touch: Touch, known: Reading) -> bool:
    """Whether a commit may have taken a file from elsewhere that a parent does not have."""
    if not touch.new or all(touch.olds):
        return False
    number = touch.made.number
    return bool(known.starts if number < 0 else known.scan.parents[number])


def _past(repository: Repository, scan: Scan) -> dict[str, tuple[tuple[str, bytes], ...]]:
    """What watched files held, of each the newest `_MOST_PAST` contents."""
    found = {}
    for path, touches in scan.touches.items():
        newest = touches[:_MOST_PAST]
        blobs = [(touch.made.day, touch.new) for touch in newest]
        if newest and newest[-1].olds:
            blobs.append(("", newest[-1].olds[0]))
        contents = ((day, repository.objects.get(blob)) for day, blob in blobs if blob)
        found[path] = tuple((day, blob.data[:_SMALL]) for day, blob in contents if blob)[::-1]
    return found


def _cut(end: End, scan: Scan, repository: Repository, today: str) -> Cut | None:
    """Where knowledge ended before it should, and why."""
    if not scan.cut_at and (end == "root" or (end == "stopped" and scan.stop == "window")):
        return None
    from govlint.facts.history import cuts

    return cuts.cut(end, scan, repository, today)


def _root_file(repository: Repository, commit: str, name: str) -> bytes:
    """A small regular file at the top of a commit; empty where there is none."""
    entries = repository.objects.entries(f"{commit}^{{tree}}") if commit else None
    entry = (entries or {}).get(name.encode())
    if entry is None or not entry.mode.startswith("100"):
        return b""
    blob = repository.objects.get(entry.id)
    return blob.data[:_SMALL] if blob is not None else b""


def _uncommitted(known: Reading, subject: Subject, request: Request) -> Touch | None:
    """The version of the working tree or the index, where no parent of the next commit has it.

    Its author is the one whom git told a hook of, if it did.
    """
    objects = known.repository.objects
    entries = [objects.find(parent, subject.real) for parent in known.starts]
    if any(_holds(known.repository, entry, subject.content) for entry in entries):
        return None
    author = (request.environ.get(f"GIT_AUTHOR_{part}", "") for part in ("NAME", "EMAIL"))
    name, mail = author
    bot = people.is_bot(name, mail, request.bots)
    made = Made(-1, "", known.today, name, mail, bot)
    return Touch(made, tuple(entry.id if entry else "" for entry in entries), versions.TODAY)


def _stood(
    store: Store, found: Sequence[Version], subject: Subject, now: Meaning
) -> float | Unavailable | None:
    """The baseline at go-live, or why it is not known; None where there was none."""
    live = meaning.date(lookup(subject.data, ("system", "production_since")))
    if not live or live > store.known.today:
        return None
    first = versions.in_force(found, live) or now
    if len({one.baseline for each in found for one in (each.new, *each.olds)}) < 2:
        return first.baseline
    from govlint.facts.history import golive

    return golive.baseline(live, store, now, first)


def _lost(store: Store) -> Unavailable | None:
    if not store.ended:
        return None
    from govlint.facts.history import cuts

    return cuts.lost(store)


def gather(reading: Reading, subject: Subject, files: Mapping[str, Followed]) -> Gathered:
    """What is known of one declaration, by what became of its file and of its runbook."""
    file = files[subject.path]
    blobs = _blobs(reading.repository, subject.content)
    store = versions.Store(blobs, file, reading, subject.document)
    found = versions.read(store, versions.leading(file, reading, store.glance))
    now = meaning.of(dict(subject.data))
    persons = people.named(subject.data)
    authors = {(version.made.name, version.made.mail) for version in found}
    is_one_of = reading.activity.is_one_of
    technical = people.owner(subject.data, "technical")
    return Gathered(
        path=subject.path,
        data=subject.data,
        now=now,
        today=reading.today,
        year_ago=reading.year_ago,
        since=reading.since,
        whole=reading.whole,
        commits=reading.scan.commits,
        cut=reading.cut,
        lost=_lost(store) or file.lost,
        versions=found,
        extensions=versions.extensions(store, found),
        stood=_stood(store, found, subject, now),
        origins=_origins(now, found),
        moves=tuple(reading.moves.get(subject.number, ())),
        ignored=reading.ignored,
        people=tuple(_sighting(reading, person) for person in persons),
        technical=_sighting(reading, technical) if technical is not None else None,
        reviewers=frozenset(author for author in authors if is_one_of(persons, *author)),
        runbook=subject.runbook,
        runbook_file=_runbook(reading, subject.runbook, files),
        past=None if reading.cut is not None else reading.past,
    )


def _runbook(reading: Reading, path: str, known: Mapping[str, Followed]) -> Followed:
    """What became of the runbook, an edit included that is not committed yet."""
    file = known.get(path) or Followed((), (path,))
    file = file._replace(touches=versions.leading(file, reading, bool))
    if not path or not reading.snapshot or not reading.scan.moves:
        return file
    content = reading.snapshot.read(path)
    entry = reading.repository.objects.find(reading.head, path)
    if content is None or _holds(reading.repository, entry, content):
        return file
    edit = Touch(Made(-1, "", reading.today, "", "", bot=False), (), versions.TODAY)
    return file._replace(touches=(edit, *file.touches))


def _holds(repository: Repository, entry: Entry | None, content: bytes) -> bool:
    blob = repository.objects.get(entry.id) if entry is not None else None
    return blob is not None and blob.data == content


def _blobs(repository: Repository, today: bytes) -> versions.Read:
    def read(blob: str) -> bytes | None:
        if blob == versions.TODAY:
            return today
        found = repository.objects.get(blob)
        return None if found is None else found.data

    return read


def _origins(now: Meaning, found: Sequence[Version]) -> dict[str, Version | None]:
    return {name: versions.changed(found, name, value) for name, value in now.sections.items()}


def _by_declaration(scan: Scan) -> dict[int, list[Move]]:
    found: dict[int, list[Move]] = {}
    for made, groups, renewed in scan.moves:
        for number, bits in groups.items():
            found.setdefault(number, []).append(Move(made, bits, renewed.get(number, 0)))
    return found


def _sighting(reading: Reading, person: Person) -> Sighting:
    latest = reading.activity.of(person)
    if latest is None:
        return Sighting(person)
    (moment, commit), how = latest
    return Sighting(person, day(moment, reading.today), how, commit)
