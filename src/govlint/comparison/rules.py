"""What a changed value does to a declaration: one short rule for each kind of value."""

from __future__ import annotations

from govlint.comparison.nouns import Verdict
from govlint.comparison.words import lasting, said
from govlint.expression import dates
from govlint.record import Record
from govlint.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from govlint.comparison.nouns import Kind
    from govlint.comparison.side import Side

    Rule = Callable[["Seen"], Verdict | None]

BY_HAND = ("spreadsheet", "manual")
"""Kinds of data sources that somebody has to refresh."""

_STAGES = ("planned", "pilot", "production")
_KINDS = {"rules": 0, "predictive": 1, "generative": 2, "agentic": 2}
_SUBJECTS = {"things": 0, "people": 1}
_OVERSIGHT = {"human-out-of-the-loop": 0, "human-on-the-loop": 1, "human-in-the-loop": 2}


class Seen(Record):
    """A value that both declarations write, and that differs."""

    before: Any
    after: Any
    label: str
    """The value in a sentence, with a capital letter."""
    base: Side
    head: Side


def verdict(seen: Seen, rule: str) -> Verdict | None:
    """What the rule of this name says; None where the two mean the same."""
    return None if _plain(seen.before) == _plain(seen.after) else RULES[rule](seen)


def _plain(value: Any) -> Any:
    """Text without the way it was folded; anything else as it is."""
    return " ".join(value.split()) if isinstance(value, str) else value


def _label(seen: Seen) -> Verdict:
    return Verdict("neutral", f"{seen.label} was reworded.")


def _word(seen: Seen) -> Verdict:
    return Verdict("neutral", _now(seen))


def _now(seen: Seen) -> str:
    return f"{seen.label} is now {said(seen.after)} (was {said(seen.before)})."


def _fact(seen: Seen) -> Verdict:
    return Verdict("neutral", _moved(seen, "moved"))


def _moved(seen: Seen, verb: str) -> str:
    return f"{seen.label} was {verb} from {_bare(seen.before)} to {_bare(seen.after)}."


def _bare(value: Any) -> str:
    return visible(value) if isinstance(value, str) else said(value)


def _record(seen: Seen) -> Verdict:
    return Verdict("neutral", f"{seen.label} was updated.")


def _reference(seen: Seen) -> Verdict | None:
    was, now = seen.base.person(seen.before), seen.head.person(seen.after)
    if was.casefold() == now.casefold():
        return None
    told = f"{seen.label} is now {seen.head.called(now)} instead of {seen.base.called(was)}."
    return Verdict("neutral", told)


def _path(seen: Seen) -> Verdict:
    before, after = _is_address(seen.before), _is_address(seen.after)
    if after and not before:
        return Verdict("weaker", f"{_now(seen)[:-1]}, which leaves the repository.")
    if before and not after:
        return Verdict("stronger", f"{_now(seen)[:-1]}, which can be checked here.")
    return Verdict("neutral", _now(seen))


def _is_address(text: str) -> bool:
    return "://" in text or text.startswith(("mailto:", "www."))


def _job(seen: Seen) -> Verdict:
    before, after = isinstance(seen.before, str), isinstance(seen.after, str)
    if before and after:
        return _path(seen)
    if before:
        return Verdict("weaker", f"{seen.label} is no longer a file here that can be checked.")
    if after:
        return Verdict("stronger", f"{seen.label} is now a file here that can be checked.")
    return Verdict("neutral", f"{seen.label} stands elsewhere or at another time.")


def _results(seen: Seen) -> Verdict | None:
    before, after = _file(seen.before), _file(seen.after)
    if before == after and before:
        return Verdict("neutral", f"{seen.label} is read by other columns.")
    return verdict(seen._replace(before=before, after=after), "path")


def _file(value: Any) -> str:
    return str(value.get("file", "")) if isinstance(value, dict) else value


def _floor(seen: Seen) -> Verdict:
    lower = seen.after < seen.before
    return _looser(seen, lower, "lowered" if lower else "raised")


def _ceiling(seen: Seen) -> Verdict:
    """A limit that is better low; a word in its place is no limit."""
    words = isinstance(seen.before, str), isinstance(seen.after, str)
    if all(words):
        return _label(seen)
    if any(words):
        is_word = " no longer a number" if words[1] else " a number now"
        return Verdict("weaker" if words[1] else "stronger", f"{seen.label} is{is_word}.")
    higher = seen.after > seen.before
    return _looser(seen, higher, "raised" if higher else "lowered")


def _looser(seen: Seen, is_weaker: bool, verb: str) -> Verdict:
    return Verdict("weaker" if is_weaker else "stronger", _moved(seen, verb))


def _duration(seen: Seen) -> Verdict | None:
    difference = dates.days(seen.after) - dates.days(seen.before)
    if not difference:
        return None
    worded = seen._replace(before=lasting(seen.before), after=lasting(seen.after))
    return _looser(worded, difference > 0, "lengthened" if difference > 0 else "shortened")


def _deadline(seen: Seen) -> Verdict:
    later = seen.after > seen.before
    return _looser(seen, later, "put off" if later else "brought forward")


def _start(seen: Seen) -> Verdict:
    if seen.after > seen.before:
        return Verdict("weaker", f"{_moved(seen, 'moved')[:-1]}, which makes it look younger.")
    return _fact(seen)


def _flag(seen: Seen) -> Verdict:
    if seen.after:
        return Verdict("stronger", f"{seen.label} is automated now.")
    return Verdict("weaker", f"{seen.label} is no longer automated.")


def _stage(seen: Seen) -> Verdict:
    before, after = seen.before, seen.after
    if after == "retired":
        told = "The system is retired: nothing is asked of it any more."
        return Verdict("weaker", told, "retire_system")
    if before == "retired":
        return Verdict("stronger", f"The system comes back as {after}.", "retire_system")
    down = _STAGES.index(after) < _STAGES.index(before)
    way, asked = ("down", "fewer") if down else ("up", "more")
    told = f"The system goes {way} from {before} to {after}: {asked} questions are asked of it."
    return Verdict("weaker" if down else "stronger", told)


def _ranked(ranks: Mapping[str, int], less: str, more: str) -> Rule:
    """A rule for words of which some ask for more than others."""

    def rule(seen: Seen) -> Verdict:
        difference = ranks.get(seen.after, 0) - ranks.get(seen.before, 0)
        if not difference:
            return _word(seen)
        kind: Kind = "weaker" if difference < 0 else "stronger"
        return Verdict(kind, f"{_now(seen)[:-1]}: {less if difference < 0 else more}.")

    return rule


def _source(seen: Seen) -> Verdict:
    before, after = seen.before in BY_HAND, seen.after in BY_HAND
    if before == after:
        return _word(seen)
    told = "somebody has to refresh it" if after else "nobody has to refresh it by hand"
    return Verdict("weaker" if after else "stronger", f"{_now(seen)[:-1]}: {told}.")


def _version(seen: Seen) -> Verdict:
    before, after = (text.strip().casefold() == "latest" for text in (seen.before, seen.after))
    if before == after:
        return _word(seen)
    told = "no longer pinned" if after else "pinned now"
    return Verdict("weaker" if after else "stronger", f"{seen.label} is {told}.")


def _success(seen: Seen) -> Verdict:
    """A baseline or a target of business: easier to reach is weaker."""
    direction = _direction(seen.base) or _direction(seen.head)
    return _eased(seen, {"increase": "lowered", "decrease": "raised"}.get(direction, ""))


def _direction(side: Side) -> str:
    written = side.value(("success_metric", "direction"))
    if isinstance(written, str):
        return written
    start = side.value(("success_metric", "baseline", "value"))
    goal = side.value(("success_metric", "target", "value"))
    if start is None or goal is None or start == goal:
        return ""
    return "increase" if goal > start else "decrease"


def _launch(seen: Seen) -> Verdict:
    """The number at launch: nearer to its limit, a fall looks smaller."""
    metric = seen.base.value(("monitoring", "outcome_metric")) or {}
    return _eased(
        seen, "lowered" if "minimum" in metric else "raised" if "maximum" in metric else ""
    )


def _eased(seen: Seen, easier: str) -> Verdict:
    verb = "lowered" if seen.after < seen.before else "raised"
    if not easier:
        return Verdict("neutral", _moved(seen, verb))
    return _looser(seen, verb == easier, verb)


RULES: Mapping[str, Rule] = {
    "label": _label,
    "text": _label,
    "word": _word,
    "contact": _word,
    "person": _word,
    "reference": _reference,
    "fact": _fact,
    "record": _record,
    "path": _path,
    "job": _job,
    "results": _results,
    "floor": _floor,
    "ceiling": _ceiling,
    "duration": _duration,
    "deadline": _deadline,
    "start": _start,
    "flag": _flag,
    "stage": _stage,
    "kind": _ranked(_KINDS, "fewer questions are asked of it", "more is asked of it"),
    "subject": _ranked(_SUBJECTS, "fairness is no longer asked for", "fairness is asked for"),
    "oversight": _ranked(_OVERSIGHT, "people see less of it", "people see more of it"),
    "source": _source,
    "version": _version,
    "success": _success,
    "launch": _launch,
}

COMES_AND_GOES: Mapping[str, tuple[Kind, Kind]] = {
    "label": ("neutral", "neutral"),
    "fact": ("neutral", "neutral"),
    "record": ("neutral", "neutral"),
    "burdens": ("stronger", "weaker"),
}
"""What it is when a value is dropped, and when it is added; otherwise weaker and stronger."""
