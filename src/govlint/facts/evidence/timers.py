"""Timers of systemd and crontabs: what a machine starts by itself, from files of a few lines.

``OnCalendar=`` and ``OnUnitActiveSec=`` as in systemd.timer(5); the five fields as in crontab(5).
"""

from __future__ import annotations

from govlint.facts.evidence import cron
from govlint.facts.evidence.nouns import Note, Schedule

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from govlint.facts.evidence.tree import Tree

_SIGNS = (".timer\0", "cron")
_MOST_LINES = 500
_ENTRY = r"(@\w+|\S+\s+\S+\s+\S+\s+\S+\s+\S+)\s+(\S.*)"
_SETTING = r"\s*(\w+)\s*=\s*(.*?)\s*"
_REPEATED = ("OnUnitActiveSec", "OnUnitInactiveSec")
_NAMED_DAYS = {"minutely": 1 / 1440, "hourly": 1 / 24, "daily": 1.0, "weekly": 7.0} | {
    "monthly": 31.0, "quarterly": 92.0, "semiannually": 184.0, "yearly": 366.0, "annually": 366.0
}  # fmt: skip
_TIME = r"(?:\d{1,2}(?:,\d{1,2})*:\d{2}(?::\d{2})?)(?: [\w/+-]+)?"
_EVERY_DAY = rf"(?:Mon(?:day)?\.\.(?:Fri|Sat|Sun)\w* +)?(?:\*-\*-\*(?: +{_TIME})?|{_TIME})"
_EVERY_WEEK = rf"[A-Z][a-z]{{2,8}}(?: +\*-\*-\*)?(?: +{_TIME})?"
_EVERY_MONTH = rf"\*-\*-\d{{2}}(?: +{_TIME})?"
_SPAN = r"(\d{1,5}) *([a-zA-Z]*)"
_SECONDS = {"s": 1, "sec": 1, "min": 60, "h": 3600, "hr": 3600, "d": 86400, "w": 604800} | {
    "": 1, "m": 60, "hour": 3600, "hours": 3600, "day": 86400, "days": 86400, "week": 604800
}  # fmt: skip


def schedules(tree: Tree, _: frozenset[str] = frozenset()) -> list[Schedule]:
    """What every timer and crontab of the repository starts."""
    return of(tree, paths(tree))


def paths(tree: Tree) -> tuple[str, ...]:
    """The timers and crontabs of the repository."""
    return tree.every(is_one, ("",), signs=_SIGNS)


def is_one(path: str) -> bool:
    """Whether a path is that of a timer or a crontab."""
    folder, _, name = path.rpartition("/")
    if name.endswith((".timer", "crontab", "crontab.txt")) or name[1:].endswith(".cron"):
        return True
    return f"/{folder}".endswith("/cron.d") and "." not in name


def of(tree: Tree, paths: Iterable[str]) -> list[Schedule]:
    """What some timers and crontabs start."""
    return [
        schedule
        for path in paths
        for schedule in (_timer(tree, path) if path.endswith(".timer") else _crontab(tree, path))
    ]


def _lines(tree: Tree, path: str) -> list[str]:
    content = tree.read(path)
    return content.text.split("\n")[:_MOST_LINES] if content else []


def _crontab(tree: Tree, path: str) -> Iterator[Schedule]:
    for number, line in enumerate(_lines(tree, path), 1):
        entry = _whole(_ENTRY, line[:2000].strip().lstrip("# "))
        gap = cron.gap(entry[1]) if entry else None
        if entry and gap:
            off = "its line in the crontab is commented out" if line.lstrip()[0] == "#" else ""
            at = Note(path, number, 1, off) if off else None
            yield Schedule("crontab", path, number, 1, entry[1], gap, off, (entry[2],), idle_at=at)


def _settings(tree: Tree, path: str) -> Iterator[tuple[str, str, int]]:
    for number, line in enumerate(_lines(tree, path), 1):
        found = _whole(_SETTING, line[:2000])
        if found:
            yield found[1], found[2], number


def _whole(form: str, text: str) -> re.Match[str] | None:
    """``text`` as a whole in a form. Most repositories have no line to try one on."""
    import re

    return re.fullmatch(form, text)


def _timer(tree: Tree, path: str) -> Iterator[Schedule]:
    settings = list(_settings(tree, path))
    folder, _, name = path.rpartition("/")
    service = next((v for key, v, _ in settings if key == "Unit"), f"{name[:-6]}.service")
    beside = _settings(tree, f"{folder}/{service}".lstrip("/"))
    runs = (service, *(value for key, value, _ in beside if key.startswith("ExecStart")))
    times = [s for s in settings if s[0] in ("OnCalendar", *_REPEATED) and s[1]]
    for key, text, line in times:
        gap = _calendar(text) if key == "OnCalendar" else _span(text)
        yield Schedule("a systemd timer", path, line, 1, text, gap, "", runs)
    if not times:
        idle = "it names no time at which it starts anything"
        at = Note(path, 1, 1, idle)
        yield Schedule("a systemd timer", path, 1, 1, "", None, idle, runs, idle_at=at)


def _calendar(text: str) -> float | None:
    """The longest gap in days of the usual calendar events; None of the others."""
    if text.lower() in _NAMED_DAYS:
        return _NAMED_DAYS[text.lower()]
    forms = ((_EVERY_DAY, 1.0), (_EVERY_WEEK, 7.0), (_EVERY_MONTH, 31.0))
    return next((gap for form, gap in forms if _whole(form, text)), None)


def _span(text: str) -> float | None:
    import re

    parts = re.findall(_SPAN, text)
    known = parts and all(unit in _SECONDS for _, unit in parts)
    return sum(int(n) * _SECONDS[unit] for n, unit in parts) / 86400 or None if known else None
