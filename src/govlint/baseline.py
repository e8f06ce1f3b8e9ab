"""The baseline: findings that were there when govlint came, and that may only become fewer."""

from __future__ import annotations

from govlint import schema, source
from govlint.compare import weight
from govlint.config import BASELINE
from govlint.errors import ConfigError
from govlint.model import SEVERITIES
from govlint.record import Record
from govlint.text import sentence, visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from govlint.model import Finding, Severity
    from govlint.report import Report

FILE = BASELINE
VERSION = "govlint-baseline/v1"

_NEVER = ("declaration/missing", "change/")
"""What is no state of a repository, but of a run or of a change."""

_HEAD = f"""\
# Findings that were here when govlint came. They are told, and do not fail. Nobody adds to this
# list: what is mended is taken out, by hand or by `govlint baseline --prune`.
schema: {VERSION}
"""


class Entry(Record):
    """One finding by its name: no file, no line."""

    fingerprint: str
    policy: str
    subject: str
    """For people: the fingerprint tells findings apart."""
    severity: Severity


Baseline = tuple[Entry, ...]


class Applied(Record):
    """What a baseline makes of some findings."""

    findings: tuple[Finding, ...]
    """All of them in their order; ``base`` is ``existing`` where the baseline holds one."""
    mended: Baseline
    """Entries that no finding answers to any more."""


def of(findings: Iterable[Finding]) -> Baseline:
    """The baseline of a repository's findings: what fails in it, waived or not known left out."""
    entries = (
        Entry(finding.fingerprint, finding.policy, visible(finding.subject), finding.severity)
        for finding in findings
        if finding.outcome == "fail"
        and finding.waiver is None
        and not finding.policy.startswith(_NEVER)
    )
    return _ordered(entries)


def read(content: bytes, path: str = FILE) -> Baseline:
    """The baseline that a file holds. Raises `ConfigError` for the first thing wrong with it."""
    document = source.read(content, path)
    for fault in (*document.faults, *schema.check(document, "govlint-baseline.v1")):
        if len(fault.path) == 2:
            told = "This is no finding: fingerprint, severity, policy and subject in one text."
            raise ConfigError(told, fault.span, "Let `govlint baseline` write this file.")
        raise ConfigError(sentence(fault.message), fault.span, fault.fix)
    return _ordered(map(_entry, document.data["findings"]))


def written(baseline: Baseline) -> str:
    """The file of a baseline: the same findings always give the same text."""
    if not baseline:
        return f"{_HEAD}findings: []\n"
    return f"{_HEAD}findings:\n" + "".join(map(_line, _ordered(baseline)))


def applied(baseline: Baseline, findings: Iterable[Finding]) -> Applied:
    """The findings, those that the baseline holds marked; one that is graver now is new."""
    left = _counted(baseline)
    found = list(findings)
    known: set[int] = set()
    for index, finding in sorted(enumerate(found), key=lambda each: -weight(each[1])):
        entries = left.get(finding.fingerprint, [])
        if finding.outcome in ("fail", "open") and entries:
            entry = entries.pop()
            if SEVERITIES.index(finding.severity) >= SEVERITIES.index(entry.severity):
                known.add(index)
    marked = (
        finding._replace(base="existing") if index in known else finding
        for index, finding in enumerate(found)
    )
    return Applied(tuple(marked), _ordered(entry for rest in left.values() for entry in rest))


def told(report: Report, baseline: Baseline, *, whole: bool) -> Report:
    """The report, in which what the baseline holds is not new.

    What is mended is told where the ``whole`` repository was judged.
    """
    fixed = tuple(each for each in report.findings if each.base == "fixed")
    present = applied(baseline, (each for each in report.findings if each.base != "fixed"))
    mended = tuple(map(called, present.mended)) if whole else ()
    return report._replace(findings=(*present.findings, *fixed), mended=mended)


def called(entry: Entry) -> str:
    """An entry for people: the policy, and what it was found on."""
    return " ".join(filter(None, (entry.policy, entry.subject)))


def pruned(baseline: Baseline, findings: Iterable[Finding]) -> Baseline:
    """The baseline without what is mended, and no graver than what is left of it.

    Nothing is added. ``findings`` are those of the whole repository.
    """
    severities: dict[str, list[Severity]] = {}
    for finding in sorted(findings, key=weight):
        if finding.outcome in ("fail", "open"):
            severities.setdefault(finding.fingerprint, []).append(finding.severity)
    kept = []
    for entry in sorted(baseline, key=_gravity):
        waiting = severities.get(entry.fingerprint, [])
        if waiting:
            now = waiting.pop()
            milder = max(now, entry.severity, key=SEVERITIES.index)
            kept.append(entry._replace(severity=milder))
    return _ordered(kept)


def counting(base: Baseline | None, head: Baseline) -> Baseline:
    """The entries that count where a change is judged: a pull request cannot add to the list.

    An entry counts if both hold it, as grave as the milder of them says. Where the base has no
    baseline, None of the head's counts yet: it is shown, and counts after the merge.
    """
    left = _counted(base or ())
    kept = []
    for entry in sorted(head, key=_gravity):
        entries = left.get(entry.fingerprint, [])
        if entries:
            milder = max(entries.pop().severity, entry.severity, key=SEVERITIES.index)
            kept.append(entry._replace(severity=milder))
    return _ordered(kept)


def added(base: Baseline | None, head: Baseline) -> Baseline:
    """The entries of the head that do not count, because the base does not hold them as grave."""
    counts = _counted(counting(base, head))
    new = []
    for entry in sorted(head, key=_gravity):
        entries = counts.get(entry.fingerprint, [])
        if not entries or entries.pop().severity != entry.severity:
            new.append(entry)
    return _ordered(new)


def _counted(baseline: Baseline) -> dict[str, list[Entry]]:
    """By fingerprint, the gravest last."""
    found: dict[str, list[Entry]] = {}
    for entry in sorted(baseline, key=_gravity, reverse=True):
        found.setdefault(entry.fingerprint, []).append(entry)
    return found


def _gravity(entry: Entry) -> int:
    return SEVERITIES.index(entry.severity)


def _ordered(entries: Iterable[Entry]) -> Baseline:
    return tuple(sorted(entries, key=lambda each: (each[1:3], each.fingerprint, _gravity(each))))


def _entry(line: str) -> Entry:
    fingerprint, severity, policy, *subject = line.split(" ", 3)
    return Entry(fingerprint, policy, "".join(subject), severity)  # type: ignore[arg-type]


def _line(entry: Entry) -> str:
    """An entry as a text in double quotes, whatever stands in it."""
    words = (entry.fingerprint, entry.severity, entry.policy, visible(entry.subject))
    text = " ".join(filter(None, words)).replace("\\", "\\\\").replace('"', '\\"')
    return f'  - "{text}"\n'
