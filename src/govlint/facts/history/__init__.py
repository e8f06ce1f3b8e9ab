"""The fact ``history``: whether a declaration is kept current, by the git log.

`start` begins to read while the caller reads policies; `finish` gives one fact for each
declaration, by its path. `collect` does both.
"""

from __future__ import annotations

from govlint.facts.history import governed, planning
from govlint.facts.history.planning import Declared, Request
from govlint.git import log
from govlint.git.locate import Trouble
from govlint.git.repository import open_repository
from govlint.model import Fact
from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from govlint.facts.history.gathered import Gathered
    from govlint.facts.history.kept import Replay
    from govlint.facts.history.scan import Scan
    from govlint.git.log import End
    from govlint.git.process import Process
    from govlint.git.repository import Repository

__all__ = ["Declared", "Request", "Run", "collect", "fact", "finish", "gather", "start"]


class Run(Record):
    """A reading under way: hand it to `finish`."""

    request: Request
    repository: Repository | Trouble
    subjects: tuple[planning.Subject, ...] = ()
    scan: Scan | None = None
    process: Process | None = None
    paths: tuple[str, ...] = ()
    """What the log is limited to; none of them means all."""
    replay: Replay | None = None
    """The log, where another's holds it: no process was started."""


def collect(request: Request) -> dict[str, Fact]:
    """The fact ``history`` of each declaration, by its path."""
    return finish(start(request))


def start(request: Request) -> Run:
    """Start git, which reads on while the caller does something else."""
    repository = request.repository or open_repository(request.root, request.environ)
    if isinstance(repository, Trouble):
        return Run(request, repository)
    try:
        return _start(request, repository)
    except OSError as error:
        _close(request, repository)
        return Run(request, Trouble("unread", error.strerror or ""))


def finish(run: Run) -> dict[str, Fact]:
    """Read what git says, and end it. A part that could not be known says why."""
    known = gather(run)
    if isinstance(known, Trouble):
        return {one.path: unavailable(known) for one in run.request.declarations}
    return {path: fact(one) for path, one in known.items()}


def unavailable(why: Trouble) -> Fact:
    """The fact where nothing of the history could be read."""
    from govlint.facts.history import words

    return Fact(unavailable=words.trouble(why))


def gather(run: Run) -> dict[str, Gathered] | Trouble:
    """What `finish` makes its facts of, for those who show history."""
    if isinstance(run.repository, Trouble) or run.scan is None:
        return run.repository if isinstance(run.repository, Trouble) else Trouble("unread")
    try:
        return _gather(run, run.repository, run.scan)
    finally:
        _close(run.request, run.repository)


def fact(known: Gathered) -> Fact:
    """The fact of one declaration, in the form of `schemas/facts/history.v1.schema.json`.

    A part that is known stands in ``data``, if only as an empty map. One that is not stands in
    ``unknown`` with its reason: an expression that needs it has no value, and its policy is open.
    """
    from govlint.facts.history import answers, surroundings

    unknown: dict[str, Any] = {}
    data: dict[str, Any] = {
        "since": known.since,
        "whole": known.whole,
        "commits": float(known.commits),
    }
    for name, part in (answers.PARTS | surroundings.PARTS).items():
        value = part(known, unknown)
        if value is not None:
            data[name] = value
    return Fact(data, unknown=unknown)


def _start(request: Request, repository: Repository) -> Run:
    head = request.commit or repository.place.head
    subjects = planning.subjects(request)
    declared = {one.path: one.data for one in subjects}
    rules = governed.Governed(declared, planning.homes(request))
    if request.kept is not None:
        request.kept.share(rules)
    watched = planning.watched(subjects)
    scan = planning.scan(request, repository.place.boundary, watched, rules)
    run = Run(request, repository, subjects, scan)
    paths = planning.paths(watched | rules.folders)
    return _reading(run, repository, scan, paths) if head else run


def _reading(run: Run, repository: Repository, scan: Scan, paths: Sequence[str]) -> Run:
    """The log of a run under way: of its own, or within one that was kept."""
    starts, kept = planning.starts(run.request, repository), run.request.kept
    run = run._replace(paths=tuple(paths))
    if kept is not None:
        run = run._replace(replay=kept.within(starts, paths, scan.window))
    if run.replay is None:
        run = run._replace(process=repository.log(starts, paths))
    repository.objects.ask(f"{starts[0]}^{{tree}}")
    return run


def _read(run: Run, scan: Scan) -> End:
    if run.replay is not None:
        return run.replay.read(scan)
    if run.process is None:
        return "root"
    kept = run.request.kept
    return log.read(run.process, scan) if kept is None else kept.read(run.process, scan, run.paths)


def _gather(run: Run, repository: Repository, scan: Scan) -> dict[str, Gathered] | Trouble:
    from govlint.facts.history import gathering  # while git reads on

    end = _read(run, scan)
    scan.finish()
    if not scan.commits and end == "silent":
        return Trouble("silent")
    if not scan.commits and end == "failed":
        partial = repository.place.promisor
        return Trouble("treeless") if partial else Trouble("unread", repository.errors())
    reading = gathering.reading(run.request, repository, scan, end)
    files = gathering.followed(reading, run.subjects, run.request)
    found = {one.path: gathering.gather(reading, one, files) for one in run.subjects}
    if repository.objects.trouble:
        died = repository.objects.trouble == "died"
        return Trouble("unread", repository.errors()) if died else Trouble("silent")
    return found


def _close(request: Request, repository: Repository) -> None:
    if request.repository is None:
        repository.close()
