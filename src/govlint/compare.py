"""A report against the base's: what is new, what was there already, what is fixed."""

from __future__ import annotations

from govlint.model import LIFECYCLES, SEVERITIES
from govlint.paths import lookup, named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from govlint.engine import Case, Judgement
    from govlint.model import Finding, Path
    from govlint.report import Declaration, Report

    Key = Callable[[Finding], Hashable]

WEAKENED = "change/nothing-weakened"

_TOLD = ("fail", "open")


def classified(base: Report, head: Report) -> tuple[Finding, ...]:
    """The head's findings in their order, each with how it stands, then those that are fixed.

    They are matched by fingerprint, in the same file before others; where a file's ``system.id``
    was changed, by policy and subject. A finding that was less severe at the base, not known, or
    waived, is new. One that is gone is fixed only if it was asked again: not where the
    declaration was deleted, broke, or went down a stage. What passed or did not apply is left as
    it is.
    """
    before = [finding for finding in base.findings if finding.outcome in _TOLD]
    matched = _Matched(before)
    told = [f for f in head.findings if f.outcome in _TOLD]
    for key in (_in_place, _fingerprint, _renamed(base, head)):
        matched.match(told, key)
    present = (
        f._replace(base="existing" if matched.holds(f) else "new") if f.outcome in _TOLD else f
        for f in head.findings
    )
    gone = (finding for finding in matched.left() if _is_fixed(finding, base, head))
    return (*present, *(finding._replace(base="fixed") for finding in gone))


def unrepeated(
    judged: Case,
    found: Sequence[Judgement],
    before: Container[tuple[str, str]],
    waived: Container[str],
) -> Case | None:
    """The case without those weakenings at which a new finding points that is as grave.

    One mistake, one message. None where there are none. ``before``: policy and subject of what
    was found at the base. ``waived``: policies of which some failures do not count.
    """
    from govlint.facts.change import asked

    echo = next((j for j in found if j.policy == WEAKENED and j.outcome == "fail"), None)
    if echo is None:
        return None
    places = [
        j.at
        for j in found
        if j is not echo
        and (j.outcome == "fail" or j.state == "open")
        and SEVERITIES.index(j.severity) <= SEVERITIES.index(echo.severity)
        and j.policy not in waived
        and (j.policy, named(judged.data, j.subject)) not in before
    ]
    change = judged.values["change"]
    told = {name for place in places for name in _parts(judged.data, place)}
    weaker = [each for each in change["weaker"] if each["name"] not in told]
    if len(weaker) == len(change["weaker"]):
        return None
    less = {**change, "weaker": weaker, "asked": asked(weaker)}
    return judged._replace(values={**judged.values, "change": less})


def _parts(data: Mapping[str, Any], place: Path) -> Iterator[str]:
    """The names of a place, and of what is gone around it."""
    for end in range(1, len(place) + 1):
        if end == len(place) or lookup(data, place[:end]) is None:
            yield named(data, place[:end])


class _Matched:
    """Findings of the base, each of which answers for one of the head's."""

    def __init__(self, before: list[Finding]) -> None:
        self._left = dict(enumerate(before))
        self._existing: set[int] = set()
        self._seen: set[int] = set()

    def match(self, told: Iterable[Finding], key: Key) -> None:
        """Match what is left on both sides, the gravest first; None as a key matches nothing."""
        waiting: dict[Hashable, list[int]] = {}
        for number in sorted(self._left, key=lambda each: weight(self._left[each])):
            waiting.setdefault(key(self._left[number]), []).append(number)
        for finding in sorted(told, key=weight, reverse=True):
            own = key(finding)
            if own is None or id(finding) in self._seen or not waiting.get(own):
                continue
            other = self._left.pop(waiting[own].pop())
            self._seen.add(id(finding))
            if weight(finding) <= weight(other):
                self._existing.add(id(finding))

    def holds(self, finding: Finding) -> bool:
        """Whether this finding of the head was there already, and as grave."""
        return id(finding) in self._existing

    def left(self) -> Iterable[Finding]:
        """What nothing in the head answers to."""
        return self._left.values()


def weight(finding: Finding) -> int:
    """How much a finding counts: waived ones nothing, failures more than what is not known."""
    if finding.waiver is not None:
        return 0
    rank = len(SEVERITIES) - SEVERITIES.index(finding.severity)
    return 2 * rank + (finding.outcome == "fail")


def _in_place(finding: Finding) -> Hashable:
    return finding.span.path, finding.fingerprint


def _fingerprint(finding: Finding) -> Hashable:
    return finding.fingerprint


def _renamed(base: Report, head: Report) -> Key:
    """A key for the findings in files whose system was given another id."""
    systems = {each.path: each.system for each in base.declarations}
    paths = {
        each.path
        for each in head.declarations
        if each.path in systems and systems[each.path] != each.system
    }

    def key(finding: Finding) -> Hashable:
        if finding.span.path not in paths:
            return None
        return finding.span.path, finding.policy, finding.subject

    return key


def _is_fixed(finding: Finding, base: Report, head: Report) -> bool:
    """Whether it was asked of the head again, and nothing was found."""
    if finding.state == "not-checked":  # nobody knows whether there was anything to mend
        return False
    old = next((each for each in base.declarations if each.path == finding.span.path), None)
    if old is None:
        return bool(head.declarations)
    new = _counterpart(old, head)
    if new is None or new.verdict == "not-judged":
        return False
    return LIFECYCLES.index(new.lifecycle) >= LIFECYCLES.index(old.lifecycle)


def _counterpart(old: Declaration, head: Report) -> Declaration | None:
    for new in head.declarations:
        if new.path == old.path:
            return new
    same = [new for new in head.declarations if new.system == old.system != ""]
    return same[0] if len(same) == 1 else None
