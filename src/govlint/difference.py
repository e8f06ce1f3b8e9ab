"""The declarations of two moments, each with its counterpart, compared."""

from __future__ import annotations

from govlint import comparison, config, schema, source
from govlint.completion import incomplete
from govlint.discovery import NAMES, matches
from govlint.facts import change
from govlint.facts.change.governed import named
from govlint.facts.history.governed import Governed
from govlint.moments import authors, changed, open_moments
from govlint.paths import lookup
from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from govlint.comparison import Comparison
    from govlint.model import Fact
    from govlint.moments import Asked, Moments
    from govlint.schema import Form
    from govlint.snapshot import Snapshot


_FETCH = "Fetch it with `govlint check --base BASE --deepen`, or clone without `--filter`."
"""The command that compares asks no network."""


class Pair(Record):
    """One declaration at both moments; None where it is not there."""

    base: Form | None
    head: Form | None
    comparison: Comparison

    @property
    def path(self) -> str:
        """Where it stands: in the head, if it is there."""
        return self.comparison.after or self.comparison.before

    @property
    def paths(self) -> tuple[str, ...]:
        """Where it stands at either moment."""
        return tuple(filter(None, dict.fromkeys(self.comparison[1:3])))


class Difference(Record):
    """What two moments say differently."""

    base: str
    """Of the base, its name: ``commit 1a2b3c4``."""
    head: str
    comparisons: tuple[Comparison, ...]
    """Of the declarations that differ, in the order of `pairs`."""


def facts(
    moments: Moments,
    found: Sequence[Pair],
    environ: Mapping[str, str],
    bots: tuple[str, ...] = (),
    *,
    people: bool = True,
) -> dict[str, Fact]:
    """The fact ``change`` of each declaration, by `Pair.path`.

    ``found``: all `pairs` of these moments. ``people``: whether anybody asks who made the change.
    Raises `UsageError` where git cannot be read.
    """
    files = changed(moments, _Wanted(found))
    paths = sorted({path for each in found for path in each.paths}) if people else []
    told = authors(moments, environ, paths) if paths else {}
    data = {each.head.document.path: each.head.data for each in found if each.head is not None}
    mailmap = moments.base.read(".mailmap") or b""
    return {
        each.path: change.fact(
            change.Seen(
                base=moments.base.name,
                commit=moments.base.id,
                old=each.base,
                new=each.head,
                comparison=each.comparison,
                files=files.files,
                whole=files.whole,
                authors=tuple({a: None for path in each.paths for a in told.get(path, ())}),
                others={path: other for path, other in data.items() if path != each.path},
                mailmap=mailmap,
                bots=bots,
            )
        )
        for each in found
    }


class _Wanted:
    """Which files of the working tree have to be read: governed ones, and those that are named."""

    def __init__(self, found: Sequence[Pair]) -> None:
        forms = [form for each in found for form in (each.base, each.head) if form is not None]
        told = {(f.document.path, str(lookup(f.data, ("governs",)))): f for f in forms}
        self._rules = [Governed({form.document.path: form.data}) for form in told.values()]
        self._named = {path for form in forms for path in named(form, ())}
        self._named |= {form.document.path for form in forms}
        self._folders = tuple(folder for each in self._rules for folder in each.folders)
        self._below = tuple(folder for each in self._rules for folder in each.below())

    def __call__(self, path: str) -> bool:
        if path in self._named or path.startswith(self._below):
            return True
        return path.startswith(self._folders) and any(each.groups(path) for each in self._rules)


def difference(path: str, environ: Mapping[str, str], asked: Asked, today: str) -> Difference:
    """What the declarations of the repository at or above ``path`` say differently.

    Which files are declarations, the base's configuration says. Raises `UserError`.
    """
    opened = open_moments(path, environ, asked)
    try:
        globs = config.load(opened.base).declarations
        found = [each.comparison for each in pairs(opened.base, opened.head, globs, today)]
    finally:
        opened.close()
    if opened.repository.objects.lacking:
        error = incomplete(opened.repository, "files that are compared")
        if opened.repository.place.promisor:
            error.fix = _FETCH
        raise error
    told = tuple(each for each in found if each.changes or each.incomparable)
    return Difference(opened.base.name, opened.head.name, told)


def pairs(base: Snapshot, head: Snapshot, globs: Sequence[str], today: str) -> list[Pair]:
    """Every declaration of either moment, in the order of paths; those that are gone come last.

    Two are the same one that stand at the same path, or else have the same ``system.id``.
    ``globs``: the configuration's ``declarations``.
    """
    return paired(_all(base, globs, today), _all(head, globs, today))


def paired(base: Iterable[Form], head: Iterable[Form]) -> list[Pair]:
    """The same of forms that were read before."""
    before = {each.document.path: each for each in base}
    found = [(before.pop(new.document.path, None), new) for new in head]
    matched = [_pair(old or _moved(new, before), new) for old, new in found]
    return [*matched, *(_pair(old, None) for old in before.values())]


def _moved(new: Form, left: dict[str, Form]) -> Form | None:
    """The declaration of the same system that stood elsewhere; it is taken out of ``left``."""
    system = _system(new)
    same = [path for path, each in left.items() if _system(each) == system != ""]
    return left.pop(same[0]) if len(same) == 1 else None


def _system(form: Form) -> str:
    return str(lookup(form.data, ("system", "id")) or "")


def declarations(snapshot: Snapshot, globs: Sequence[str]) -> list[str]:
    """The paths of the declarations of one moment, in order."""
    if globs:
        return sorted(path for path in snapshot.list() if matches(path, globs))
    return sorted(path for path in snapshot.list() if path.rpartition("/")[2] in NAMES)


def _pair(base: Form | None, head: Form | None) -> Pair:
    return Pair(base, head, comparison.compare(base, head))


def _all(snapshot: Snapshot, globs: Sequence[str], today: str) -> Iterator[Form]:
    for path in declarations(snapshot, globs):
        content = snapshot.read(path, source.MAX_BYTES + 1)
        if content is not None:
            yield schema.check_form(source.read(content, path), today)
