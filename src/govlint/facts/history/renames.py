"""Following a declaration to its earlier names: by the id of its content, else by its system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint.facts.history import meaning
from govlint.git import log, trees
from govlint.record import Record
from govlint.snapshot.stored import Commit

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

    A file is followed from the oldest commit that added it and at the same time took another
    away: one with the same content or, for one of the declarations ``subjects``, with the same
    system. The log is read again at most `MOST_RENAMES` times, for all files at once.
    """
    objects = known.repository.objects
    found = dict(touches)
    left = {path: subjects.get(path) for path in touches}
    for _ in range(MOST_RENAMES):
        origins = {path: _origin(found[path], one, known) for path, one in left.items()}
        names = {path: origin for path, origin in origins.items() if origin is not None}
        left = {path: left[path] for path in names}
        if not names:
            break
        older = _log(known, sorted({origin.path for origin in names.values()}))
        for path, origin in names.items():
            found[path] = _joined(found[path], origin, older[origin.path], objects)
    return found


def _log(known: Reading, names: Sequence[str]) -> dict[str, list[Touch]]:
    """What became of the files of these names: known already, or read from the log once more."""
    if not known.starts or all(name in known.scan.touches for name in names):
        return known.scan.touches
    scan = known.scan.again(names)
    log.read(known.repository.log(known.starts, names), scan)
    scan.finish()
    return scan.touches


def _origin(touches: Sequence[Touch], subject: Subject | None, known: Reading) -> Origin | None:
    """Where the oldest touch took the file from, if it added the file."""
    added = touches[-1] if touches else None
    if added is None or any(added.olds) or not added.new:
        return None
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


def _joined(
    touches: list[Touch], origin: Origin, older: Iterable[Touch], objects: Objects
) -> list[Touch]:
    """Both names' touches: the rename itself is a change from the old content to the new."""
    added = touches[-1]
    rename = added._replace(olds=(origin.blob,))
    older = [touch for touch in older if touch.new or touch.made.number > added.made.number]
    later = [touch for touch in older if touch.made.number < added.made.number]
    if not all(any(touch.olds) for touch in later):  # the old name was given to another file
        older = [touch for touch in older if touch.made.number > added.made.number]
    both = [rename if touch is added else _merged(touch, origin, objects) for touch in touches]
    return sorted([*both, *older], key=lambda touch: touch.made.number)


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
