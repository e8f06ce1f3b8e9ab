"""What is asked of history, and so how far and where the log has to be read."""

from __future__ import annotations

import os.path

from govlint.expression.dates import day_number, days
from govlint.facts.history import people
from govlint.facts.history.governed import inside
from govlint.facts.history.meaning import date
from govlint.facts.history.scan import Scan, Window, day
from govlint.git.locate import merging
from govlint.paths import lookup
from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Any

    from govlint.facts.history.governed import Governed
    from govlint.facts.history.kept import Kept
    from govlint.git.repository import Repository
    from govlint.snapshot import Snapshot
    from govlint.source import Document

NAMES = ("ai-governance.yaml", "ai-governance.yml")
YEAR = 365
_MARGIN = 62
"""Days before the date of a review in which its commit is looked for: twice what is true."""
_MOST_PATHS = 100
_EPOCH = day_number("1970-01-01")
_DAY = 86_400
_ELSEWHERE = 12 * 3600
"""Today ends on the last island half a day after it ends in Greenwich."""


class Declared(Record):
    """A declaration as it stands in the snapshot: its bytes, and what `source.read` made of it."""

    path: str
    content: bytes
    data: Mapping[str, Any]
    document: Document | None = None
    """All that was read of it, to read no part of it twice."""


class Request(Record):
    """Whose history is asked for, and by which clock."""

    root: str
    snapshot: Snapshot
    declarations: tuple[Declared, ...]
    today: str
    environ: Mapping[str, str]
    commit: str = ""
    """The snapshot's commit, if it is one; else HEAD, and what is not committed counts."""
    base: str = ""
    """The commit whose `.git-blame-ignore-revs` counts; where it is not given, the one above."""
    bots: tuple[str, ...] = ()
    limits: Mapping[str, Any] = {}
    since: str = ""
    """How far back to read at least; what policies ask reaches a year back, or to go-live."""
    past: bool = False
    """Whether the contents that evidence files had before are wanted too."""
    repository: Repository | None = None
    """The one that the snapshot reads from, to share its process; the caller closes it."""
    kept: Kept | None = None
    """What was read of the log for the other moment of a change; None where there is no other."""


class Subject(Record):
    """One declaration whose history is read."""

    number: int
    path: str
    real: str
    """Where its content stands: elsewhere, if ``path`` is a link."""
    content: bytes
    data: Mapping[str, Any]
    runbook: str
    """``rollback.runbook`` from the root; empty where there is no such file."""
    document: Document | None
    evidence: tuple[str, ...]
    """Files whose earlier contents may be asked for: results, and what points to the model."""


def subjects(request: Request) -> tuple[Subject, ...]:
    """The declarations of a request."""
    return tuple(
        Subject(
            number,
            one.path,
            request.snapshot.real(one.path),
            one.content,
            one.data,
            _runbook(one, request.snapshot),
            one.document,
            tuple(_evidence(one)) if request.past else (),
        )
        for number, one in enumerate(request.declarations)
    )


def homes(request: Request) -> Callable[[str], bool]:
    """Whether a folder holds a declaration, asked about or not."""

    def is_home(folder: str) -> bool:
        kinds = (request.snapshot.kind(os.path.join(folder, name)) for name in NAMES)
        return "file" in kinds

    return is_home


def starts(request: Request, repository: Repository) -> tuple[str, ...]:
    """The commits to read from: a merge under way has several."""
    place = repository.place
    head = request.commit or place.head
    return (head, *(() if request.commit or not head else merging(place)))


def watched(asked: Sequence[Subject]) -> set[str]:
    """The files whose every change is kept, the declarations' other usual names among them."""
    found = set()
    for subject in asked:
        folder = os.path.dirname(subject.real)
        found |= {os.path.join(place, name) for place in (folder, "") for name in NAMES}
        found |= {path for path in (subject.real, subject.runbook, *subject.evidence) if path}
    return found


def paths(wanted: set[str]) -> list[str]:
    """What the log is limited to: nothing where the root is governed, or the list grows long."""
    outermost = [path for path in wanted if wanted.isdisjoint(_folders(path))]
    return [] if "" in wanted or len(outermost) > _MOST_PATHS else sorted(outermost)


def scan(request: Request, boundary: frozenset[str], files: set[str], rules: Governed) -> Scan:
    """The visitor that the log is read by."""

    def is_bot(name: str, mail: str) -> bool:
        return people.is_bot(name, mail, request.bots)

    until = seconds(request.today) + _DAY + _ELSEWHERE
    window = Window(seconds(since(request)), until, request.today, boundary)
    return Scan(window, files, rules.groups, is_bot)


def since(request: Request) -> str:
    """The earliest day that matters: a year ago, go-live, the pilot's start, the last review."""
    wanted = [request.since] if request.since else []
    wanted += [written for one in request.declarations for written in _needs(one.data)]
    known = [written for written in wanted if written <= request.today]
    unseen = request.limits.get("owner_unseen", "")
    back = max(YEAR, int(2 * days(unseen)) if isinstance(unseen, str) and unseen else 0)
    return min([before(request.today, back), *known])


def before(today: str, count: int) -> str:
    """The day that lies ``count`` days before ``today``; none before 1970."""
    return day(seconds(today) - count * _DAY, today)


def seconds(written: str) -> int:
    """The moment at which a day begins in Greenwich."""
    return (day_number(written) - _EPOCH) * _DAY


def _needs(data: Mapping[str, Any]) -> Iterator[str]:
    system = lookup(data, ("system",))
    stage = system.get("lifecycle") if isinstance(system, dict) else ""
    begun = "production_since" if stage == "production" else "pilot_started"
    if written := date(lookup(system, (begun,))):
        yield written
    if reviewed := date(lookup(data, ("review", "last_reviewed"))):
        yield before(reviewed, _MARGIN)


def _runbook(one: Declared, snapshot: Snapshot) -> str:
    written = lookup(one.data, ("rollback", "runbook"))
    if not isinstance(written, str) or "://" in written:
        return ""
    path = inside(os.path.dirname(one.path), written.partition("#")[0]) or ""
    return snapshot.real(path) if snapshot.kind(path) == "file" else ""


def _evidence(one: Declared) -> Iterator[str]:
    """The results that are measured, and `dvc.lock` beside the declaration and at the root."""
    folder = os.path.dirname(one.path)
    yield from {"dvc.lock", os.path.join(folder, "dvc.lock")}
    for metric in ("outcome_metric", "fairness"):
        written = lookup(one.data, ("monitoring", metric, "results"))
        path = written.get("file") if isinstance(written, dict) else written
        if isinstance(path, str) and "://" not in path:
            yield inside(folder, path) or ""


def _folders(path: str) -> set[str]:
    parts = path.split("/")
    return {"/".join(parts[:length]) for length in range(1, len(parts))}
