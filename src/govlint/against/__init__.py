"""A repository judged at base and head: what a change makes of its findings."""

from __future__ import annotations

from govlint import baseline, difference, discovery
from govlint.against import terms
from govlint.compare import classified
from govlint.completion import whole
from govlint.errors import UsageError, UserError
from govlint.facts.history.kept import Kept
from govlint.moments import Asked, Moments, listed, open_moments
from govlint.record import Record
from govlint.regular import read_regular
from govlint.report import Against, Outcome, gathered
from govlint.snapshot.stored import Commit
from govlint.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from govlint.against.terms import Terms
    from govlint.discovery import Moment, Place
    from govlint.facts import Scene
    from govlint.git.repository import Repository
    from govlint.judge import Judge, Read
    from govlint.model import Finding
    from govlint.report import Report
    from govlint.schema import Form

_EVENT_SIZE = 32 << 20
_WHO = ("change.authors.", "change.waivers.")


class Base(Record):
    """The change that is asked about: its moments, and what the CI says of it."""

    asked: Asked
    event: str = ""
    """See `govlint.report.Against`."""
    number: int | None = None

    @property
    def waits(self) -> str:
        """From when on what the change does to its own rules counts."""
        return "from the next push on" if self.event == "push" else "after the merge"


def named(revision: str, moment: Moment) -> Base:
    """The change from where the moment that is judged left a revision."""
    return Base(Asked(revision, moment.revision, moment.staged, parted=True))


def told(environ: Mapping[str, str]) -> Base | None:
    """The change that the CI runs for; None where it runs for none.

    Raises `UsageError` where the CI does not say all of it.
    """
    from govlint import ci

    change = ci.change(environ, _read)
    if change is None:
        return None
    asked = Asked(
        change.base,
        change.head,
        parted=True,
        remedy=change.deepen,
        otherwise=change.otherwise,
    )
    return Base(asked, change.event, change.number)


def judged(place: Place, scene: Scene, base: Base, options: Mapping[str, bool]) -> Outcome:
    """Judge both moments by the configuration, the policies and the waivers of the base.

    ``options``: of the `Judge`. Raises `UserError` for a base that cannot be had, also where a
    partial clone lacks a file of it, and for what is wrong with a configuration.
    """

    def attempt() -> tuple[Outcome | UserError, Repository]:
        nonlocal base
        moments, base = _opened(place, scene, base)
        try:
            return _judged(place, scene, base, options, moments), moments.repository
        except UserError as error:
            return error, moments.repository
        finally:
            moments.close()

    return whole(attempt, visible(base.asked.base), scene.deepen)


def _opened(place: Place, scene: Scene, base: Base) -> tuple[Moments, Base]:
    """The moments, and the base by its id where it had to be fetched: only where that is asked.

    Raises `UsageError` where they cannot be had, with what brings them.
    """
    try:
        return open_moments(place.root, scene.environ, base.asked), base
    except UsageError as error:
        if scene.deepen is None:
            raise
        from govlint.completion import fetched

        asked = fetched(place.root, base.asked, scene.deepen, error)
    base = base._replace(asked=asked)
    return open_moments(place.root, scene.environ, asked), base


def _judged(
    place: Place, scene: Scene, base: Base, options: Mapping[str, bool], moments: Moments
) -> Outcome:
    scene = scene._replace(repository=moments.repository, base=moments.base.id, kept=Kept())
    before = scene._replace(snapshot=moments.base, commit=moments.base.id)
    head = moments.head.id if isinstance(moments.head, Commit) else ""
    after = scene._replace(snapshot=moments.head, commit=head)
    agreed = terms.agreed(before, after, base.waits, options)
    with agreed.judge:
        change = _Change(place, moments, before, after, agreed)
        report = change.report()
    held = terms.held(moments.base, moments.head, base.waits)
    report = baseline.told(report, held.baseline, whole="" in place.folders)
    notes = (*agreed.notes, *terms.waived(change.asked, agreed.judge, base.waits), *held.notes)
    made = Against(
        name=moments.base.name,
        commit=moments.base.id,
        head=head,
        event=base.event,
        number=base.number,
        comparisons=tuple(
            pair.comparison
            for pair in change.asked
            if pair.comparison.changes or pair.comparison.incomparable
        ),
        notes=notes,
    )
    return Outcome(report._replace(against=made), agreed.settings.fail_on, agreed.problems)


def deleted(place: Place, judge: Judge, globs: Sequence[str]) -> list[Finding]:
    """What is to be told of the declarations that a commit made now would take away.

    ``place``: the index of a repository, and ``judge`` is about that.
    """
    repository, scene = place.repository, judge.scene
    assert repository is not None
    head = repository.place.head
    moments = Moments(repository, listed(repository, head), place.snapshot, head, head)
    pairs = difference.pairs(moments.base, moments.head, globs, scene.today)
    gone = [each for each in pairs if each.head is None and discovery.concerns(place, each.path)]
    changes = difference.facts(moments, gone, scene.environ, scene.bots)
    return [
        finding
        for each in gone
        if each.base is not None
        for finding in judge.gone(each.base, changes[each.path])
    ]


class _Change:
    """The declarations of both moments, and what is found in them."""

    def __init__(
        self, place: Place, moments: Moments, before: Scene, after: Scene, agreed: Terms
    ) -> None:
        """Raises `UsageError` for a named file that neither moment has."""
        self._judge, self._before, self._after = agreed.judge, before, after
        self._place, self._moments, self._settings = place, moments, agreed.settings
        self._old = self._all(before, {})
        self._new = self._all(after, self._old)
        for path in place.files:
            if path not in self._old and path not in self._new:
                where = f"{moments.base.name} or the {moments.head.name}"
                raise UsageError(f"There is no file {visible(path)!r} in {where}.")
        forms = ([read.form for read in side.values()] for side in (self._old, self._new))
        self._pairs = difference.paired(*forms)
        self.asked = [pair for pair in self._pairs if discovery.concerns(place, pair.path)]
        """What the run is about."""
        self._base: Report | None = None
        self._known: dict[str, set[tuple[str, str]]] = {}

    def _all(self, scene: Scene, like: Mapping[str, Read]) -> dict[str, Read]:
        """The declarations of one moment, those elsewhere in the repository too."""
        whole = self._place._replace(snapshot=scene.snapshot, folders=("",))
        judge = self._judge.at(scene)
        paths = discovery.declarations(whole, self._settings.declarations)
        there = [p for p in paths if p not in whole.files or scene.snapshot.kind(p) is not None]
        return {path: judge.read(path, like.get(path)) for path in there}

    def report(self) -> Report:
        """The head's report, each finding with how it stands, then what is fixed."""
        changes = difference.facts(
            self._moments,
            self._pairs,
            self._before.environ,
            self._settings.bots,
            people=self._asks_for_people(),
        )
        bases = {pair.path: pair.base for pair in self._pairs if pair.base is not None}
        judge = self._judge.at(self._after._replace(changes=changes), bases, self._told)
        paths = [pair.head.document.path for pair in self.asked if pair.head is not None]
        more = [
            finding
            for pair in self.asked
            if pair.base is not None and pair.head is None
            for finding in judge.gone(pair.base, changes[pair.path])
        ]
        if not self.asked:
            more = [self._missing(self._after)]
        head = gathered(self._after.today, list(judge.judge(paths, self._new)), more)
        anchor = discovery.anchor(self._moments.head) if more else ""
        return head._replace(
            findings=classified(self._base_report(), head),
            own_policies=tuple(judge.own_policies),
            anchor=anchor,
        )

    def _asks_for_people(self) -> bool:
        """Whether a policy asks who made the change: where waivers are not as they were."""
        reads = [read for each in self._judge.own_policies for read in each.reads]
        if any(f"{read}.".startswith(_WHO) or read == "change" for read in reads):
            return True
        pairs = ((pair.base, pair.head) for pair in self._pairs if pair.head is not None)
        return any(_waivers(base) != _waivers(head) for base, head in pairs)

    def _base_report(self) -> Report:
        """What is found at the base in those that the head still has.

        It is asked for when the head's history is read, whose log holds the base's.
        """
        if self._base is None:
            pairs = [pair for pair in self.asked if pair.base is not None]
            both = [p.base for p in pairs if p.base is not None and p.head is not None]
            paths = [form.document.path for form in both]
            parts = list(self._judge.at(self._before).judge(paths, self._old))
            more = () if pairs else [self._missing(self._before)]
            self._base = gathered(self._before.today, parts, more)
        return self._base

    def _told(self, form: Form) -> set[tuple[str, str]]:
        """The policies that found something in a declaration of the base, and on what."""
        if not self._known:
            for each in self._base_report().findings:
                if each.outcome in ("fail", "open"):
                    known = self._known.setdefault(each.span.path, set())
                    known.add((each.policy, each.subject))
        return self._known.get(form.document.path, set())

    def _missing(self, scene: Scene) -> Finding:
        place = self._place._replace(snapshot=scene.snapshot)
        return discovery.missing(place, self._settings.declarations)


def _waivers(form: Form | None) -> object:
    return form.data.get("waivers") if form is not None else None


def _read(path: str) -> bytes | None:
    try:
        return read_regular(path, _EVENT_SIZE)
    except OSError:
        return None
