"""Following a declaration to its earlier names: by the id of its content, else by its system."""

from __future__ import annotations

from itertools import takewhile

from govlint.facts.history import meaning
from govlint.git import log, trees
from govlint.record import Record
from govlint.snapshot.stored import Commit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from govlint.facts.history.gathering import Reading
    from govlint.facts.history.planning import Subject
    from govlint.facts.history.scan import Touch
    from govlint.git.objects import Objects

MOST_RENAMES = 8
_MOST_CANDIDATES = 20
_ENDINGS = (".yaml", ".yml", ".YAML", ".YML")


class Origin(Record):
    """Where a file came from."""

    path: str
    blob: str


def follow(
    touches: Mapping[str, list[Touch]], known: Reading, subjects: Mapping[str, Subject]
) -> dict[str, list[Touch]]:
    """The touches of each file, those of its earlier names included, newest first.

    A file is followed from each commit that added it and at the same time took another away: one
    with the same content or, for one of the declarations ``subjects``, with the same system. The
    log is read again at most `MOST_RENAMES` times, for all files at once.
    """
    trails = {path: _Trail(ones, subjects.get(path), known) for path, ones in touches.items()}
    for _ in range(MOST_RENAMES):
        origins = {path: origin for path, one in trails.items() if (origin := one.origin())}
        if not origins:
            break
        older = _log(known, sorted({origin.path for origin in origins.values()}))
        for path, origin in origins.items():
            trails[path].go_on(origin, older[origin.path])
    return {path: trail.touches() for path, trail in trails.items()}


class _Trail:
    """The touches of one file, followed from name to name."""

    def __init__(self, touches: Sequence[Touch], subject: Subject | None, known: Reading) -> None:
        self._followed: list[Touch] = []
        self._ahead = list(touches)
        """Those in which the file may have begun, newest first."""
        self._subject = subject
        self._known = known

    def origin(self) -> Origin | None:
        """Where the file came from when it last began, of what lies ahead; None: nowhere."""
        while (end := _beginning(self._ahead)) is not None:
            origin = _origin(self._ahead[end], self._subject, self._known)
            if origin is not None:
                return origin
            self._followed += self._ahead[: end + 1]
            del self._ahead[: end + 1]
        return None

    def go_on(self, origin: Origin, others: Sequence[Touch]) -> None:
        """Follow the old name, whose touches are ``others``, from where the file began."""
        end = _beginning(self._ahead) or 0
        objects = self._known.repository.objects
        added = self._ahead[end]
        self._followed += [_merged(touch, origin, objects) for touch in self._ahead[:end]]
        self._followed.append(added._replace(olds=(origin.blob,)))
        parents = trees.parents(objects, added.made.id)
        ahead = [*_alive(self._ahead[end + 1 :]), *_alongside(others, added, parents)]
        self._ahead = sorted(dict.fromkeys(ahead), key=lambda touch: touch.made.number)

    def touches(self) -> list[Touch]:
        """All that was found."""
        both = dict.fromkeys([*self._followed, *self._ahead])
        return sorted(both, key=lambda touch: touch.made.number)


def _beginning(touches: Sequence[Touch]) -> int | None:
    """The number of the newest touch that added the file."""
    added = (n for n, touch in enumerate(touches) if touch.new and not any(touch.olds))
    return next(added, None)


def _alive(touches: Sequence[Touch]) -> Iterable[Touch]:
    """Those of another branch that had the file too: until it was taken away."""
    return takewhile(lambda touch: touch.new, touches)


def _alongside(others: Sequence[Touch], added: Touch, parents: Sequence[str]) -> list[Touch]:
    """The old name's touches before the rename, and those of branches that did not know of it.

    With wrong clocks the log may tell of the rename's parent before it tells of the rename.
    """
    number = added.made.number
    before = [one for one in others if one.made.number > number or one.made.id in parents]
    later = [one for one in others if one.made.number < number and one.made.id not in parents]
    if not all(any(touch.olds) for touch in later):  # the old name was given to another file
        return before
    return [*(touch for touch in later if touch.new), *before]


def _log(known: Reading, names: Sequence[str]) -> dict[str, list[Touch]]:
    """What became of the files of these names: known already, or read from the log once more."""
    if not known.starts or all(name in known.scan.touches for name in names):
        return known.scan.touches
    scan = known.scan.again(names)
    log.read(known.repository.log(known.starts, names), scan)
    scan.finish()
    return scan.touches


def _origin(added: Touch, subject: Subject | None, known: Reading) -> Origin | None:
    """Where a touch that added the file took it from."""
    objects = known.repository.objects
    if not added.made.id:
        return _vanished(subject, known) if subject is not None else None
    for parent in trees.parents(objects, added.made.id):
        candidates = list(trees.gone(objects, parent, added.made.id))
        for path, blob in candidates:
            if blob == added.new:
                return Origin(path, blob)
        content = objects.get(added.new) if subject is not None else None
        similar = _same_system(content.data, candidates, objects) if content else None
        if similar is not None:
            return similar
    return None


def _vanished(subject: Subject, known: Reading) -> Origin | None:
    """A file of HEAD that is gone from the snapshot, and declared the same system."""
    snapshot = known.snapshot
    if not known.head or snapshot is None:
        return None
    commit = Commit(known.repository, known.head)
    names = (path for path in commit.list() if path.endswith(_ENDINGS))
    gone = (path for path in names if snapshot.kind(path) is None)
    entries = ((path, trees.find(known.repository.objects, known.head, path)) for path in gone)
    candidates = [(path, entry.id) for path, entry in entries if entry is not None]
    return _same_system(subject.content, candidates, known.repository.objects)


def _same_system(
    content: bytes, candidates: Iterable[tuple[str, str]], objects: Objects
) -> Origin | None:
    """Among the files taken away, one that declared the same system."""
    system = _system(content)
    files = [gone for gone in candidates if gone[0].endswith(_ENDINGS)]
    for path, blob in files[:_MOST_CANDIDATES] if system else ():
        other = objects.get(blob)
        if other is not None and _system(other.data) == system:
            return Origin(path, blob)
    return None


def _system(content: bytes) -> str:
    read = meaning.read(content, "")
    return "" if read is None or "schema" not in read.sections else read.system


def _merged(touch: Touch, origin: Origin, objects: Objects) -> Touch:
    """In a merge, a parent may still hold the file under its old name."""
    if all(touch.olds) or not any(touch.olds):
        return touch
    olds = list(touch.olds)
    for number, parent in enumerate(trees.parents(objects, touch.made.id)):
        if number < len(olds) and not olds[number]:
            entry = trees.find(objects, parent, origin.path)
            olds[number] = "" if entry is None else entry.id
    return touch._replace(olds=tuple(olds))
