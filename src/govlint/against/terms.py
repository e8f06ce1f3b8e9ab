"""The terms that a change is judged by: the base's. What it changes in them is told, and waits."""

from __future__ import annotations

from govlint import baseline, config, policy, waivers
from govlint.errors import ConfigError
from govlint.judge import Judge
from govlint.record import Record
from govlint.text import listing, plural, sentence, visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from govlint.baseline import Baseline
    from govlint.config import Config
    from govlint.difference import Pair
    from govlint.errors import PolicyError
    from govlint.facts import Scene
    from govlint.model import Path
    from govlint.snapshot import Snapshot

_MOST = 6
"""Names in one sentence; the rest is counted."""
_WHOLE = ("fail_on", "declarations", "bots")


class Terms(Record):
    """Who judges, and what is said about it."""

    judge: Judge
    settings: Config
    problems: list[PolicyError]
    """What is wrong with policies of the user's own, as the head has them."""
    notes: list[str]


def agreed(before: Scene, after: Scene, waits: str, options: Mapping[str, bool]) -> Terms:
    """A judge by the base's configuration and policies; by the head's where those are broken.

    ``waits``: from when on a change of them counts. Raises `ConfigError` for the head's.
    """
    head = config.load(after.snapshot)
    new = _files(after.snapshot, head)
    try:
        base = config.load(before.snapshot)
        notes = [
            *_settings(base, head, waits),
            *_policies(_files(before.snapshot, base), new, waits),
        ]
    except ConfigError as error:
        return _by_the_head(error, after, head, options)
    problems = _problems(new, head) if notes else None
    try:
        judge = Judge(before, base, **options)
    except ConfigError as error:
        return _by_the_head(error, after, head, options)
    return Terms(judge, base, judge.problems if problems is None else problems, notes)


def _by_the_head(
    error: ConfigError, after: Scene, head: Config, options: Mapping[str, bool]
) -> Terms:
    judge = Judge(after, head, **options)
    told = f"The base cannot judge: {sentence(error.message)} The change's own configuration does."
    return Terms(judge, head, judge.problems, [told])


def _settings(base: Config, head: Config, waits: str) -> Iterator[str]:
    """A sentence for each file that sets something else."""
    found: dict[str, list[str]] = {}
    for path, one, other in _values(base, head):
        if one != other:
            span = head.origins.get(path) or base.origins.get(path)
            name = ".".join(map(str, path))
            found.setdefault(span.path if span else config.FILE, []).append(f"`{visible(name)}`")
    for file, names in found.items():
        yield f"{visible(file)} changes {_some(names)}; this counts {waits}."


def _values(base: Config, head: Config) -> Iterator[tuple[Path, object, object]]:
    for key in _WHOLE:
        yield (key,), getattr(base, key), getattr(head, key)
    for folder in sorted({*base.policies, *head.policies}):
        yield ("policies", folder), folder in base.policies, folder in head.policies
    for key in ("severity", "limits"):
        one, other = getattr(base, key), getattr(head, key)
        for name in dict.fromkeys([*one, *other]):
            yield (key, name), one.get(name), other.get(name)


def _files(snapshot: Snapshot, settings: Config) -> dict[str, bytes]:
    """The files of the user's own policies. Raises `ConfigError` for a folder without any."""
    if not settings.policies:
        return {}
    from govlint import own

    return dict(own.folder_files(snapshot, settings))


def _policies(old: Mapping[str, bytes], new: Mapping[str, bytes], waits: str) -> Iterator[str]:
    paths = [path for path in dict.fromkeys([*old, *new]) if old.get(path) != new.get(path)]
    if paths:
        told = _some([visible(path) for path in paths])
        yield f"Policies of your own are changed in {told}; this counts {waits}."


def _problems(files: Mapping[str, bytes], settings: Config) -> list[PolicyError]:
    """What is wrong with policies that will judge. Raises `ConfigError` for their configuration."""
    from govlint import own

    known = policy.builtin().ids
    policies, problems = own.load(files.items(), known)
    config.check_names(settings, [*known, *(each.id for each in policies)])
    return problems


def waived(pairs: Iterable[Pair], judge: Judge, waits: str) -> Iterator[str]:
    """Sentences about waivers of the head that wait, or that count although they are new."""
    for pair in pairs:
        if pair.head is None:
            continue
        own_ones = judge.running(pair.head)
        file = visible(pair.path)
        if pair.base is None:
            names = _some([visible(w.policy) for w in own_ones])
            if names:
                yield f"The base has no {file}, so its own waivers count at once: {names}."
            continue
        waiting = waivers.waiting(judge.running(pair.base), own_ones)
        names = _some([visible(w.policy) for w in waiting])
        if names:
            yield f"{file} waives more than the base does: {names}; this counts {waits}."


class Held(Record):
    """The baseline that counts, and what is said of the other."""

    baseline: Baseline
    notes: list[str]


def held(before: Snapshot, after: Snapshot, waits: str) -> Held:
    """What both baselines hold. Raises `ConfigError` for the head's."""
    content = after.read(baseline.FILE)
    if content is None:
        return Held((), [])
    new = baseline.read(content)
    old = _old_baseline(before)
    added = len(baseline.added(old, new))
    counts = "this counts" if added == 1 else "these count"
    told = f"{baseline.FILE} adds {plural(added, 'finding')}; {counts} {waits}."
    return Held(baseline.counting(old, new), [told] if added else [])


def _old_baseline(before: Snapshot) -> Baseline | None:
    content = before.read(baseline.FILE)
    try:
        return None if content is None else baseline.read(content)
    except ConfigError:
        return None


def _some(names: list[str]) -> str:
    names = list(dict.fromkeys(names))
    more = [f"{len(names) - _MOST} more"] if len(names) > _MOST else []
    return listing([*names[:_MOST], *more])
