"""Airflow: the schedules of DAGs, read from their syntax trees."""

from __future__ import annotations

import _ast as ast

from govlint.facts.evidence import cron, pysource, scripts
from govlint.facts.evidence.globs import below
from govlint.facts.evidence.nouns import Note, Schedule
from govlint.facts.evidence.tree import PYTHON

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from govlint.facts.evidence.tree import Tree

CANDIDATES = below("dags")
_SIGNS = ("/dags/",)
_MOST_TEXTS = 500
_UNITS = {"weeks": 7.0, "days": 1.0, "hours": 1 / 24, "minutes": 1 / 1440, "seconds": 1 / 86400}


def files(tree: Tree) -> tuple[str, ...]:
    """The Python files below ``dags/``."""
    return tree.matching(CANDIDATES, PYTHON, signs=_SIGNS)


def schedules(tree: Tree, hints: frozenset[str] = frozenset()) -> list[Schedule]:
    """The DAGs below ``dags/``; with hints, those of files in which one of them stands."""
    contents = [(path, tree.read(path)) for path in files(tree)]
    texts = [(path, content.text.lower()) for path, content in contents if content]
    return dags(
        tree, [p for p, text in texts if not hints or any(h.lower() in text for h in hints)]
    )


def dags(tree: Tree, paths: Iterable[str]) -> list[Schedule]:
    """The DAGs of some files; files that do not speak of Airflow are not parsed."""
    return [schedule for path in paths for schedule in _dags(tree, path)]


def behind(tree: Tree) -> str:
    """The first DAG on a schedule that imports Python which is not read; empty where none does."""
    for path in files(tree):
        unread = next((f for f in scripts.imported(tree, path) if not tree.opens(f)), "")
        active = (s for s in dags(tree, [path] if unread else []) if not s.idle)
        for schedule in active:
            return f"{path}:{schedule.line} runs {unread}, which is not read"
    return ""


def _dags(tree: Tree, path: str) -> list[Schedule]:
    content = tree.read(path)
    if content is None or "airflow" not in content.text:
        return []
    module = pysource.parse(tree, path)
    if module is None:
        return [Schedule("Airflow", path, 1, 1, "", None, "", (path,), sure=False)]
    made = [call for call in pysource.calls(module) if _is_dag(call)]
    runs = (path, *list(pysource.texts(module))[:_MOST_TEXTS]) if made else ()
    found = [_schedule(path, call, runs) for call in made]
    idle = any(schedule.idle for schedule in found) and _triggered(tree, path, runs)
    return [s._replace(idle="", sure=False, idle_at=None) if idle and s.idle else s for s in found]


def _triggered(tree: Tree, path: str, runs: tuple[str, ...]) -> bool:
    """Whether another DAG starts one of this file: it names the trigger and a text of this one."""
    paths = (other for other in files(tree) if other != path)
    texts = (content.text for other in paths if (content := tree.read(other)))
    words = [f"{mark}{run}{mark}" for run in runs[:50] if run for mark in "\"'"]
    return any("TriggerDagRun" in text and any(w in text for w in words) for text in texts)


def _is_dag(call: ast.Call) -> bool:
    return pysource.name_of(call.func).rpartition(".")[2] in ("DAG", "dag")


def _schedule(path: str, call: ast.Call, runs: tuple[str, ...]) -> Schedule:
    value = pysource.keyword(call, "schedule", "schedule_interval", "timetable")
    node: ast.expr = value or call
    text, gap, idle, sure = _meaning(value)
    paused = pysource.keyword(call, "is_paused_upon_creation")
    if isinstance(paused, ast.Constant) and paused.value is True:
        sure = False
    at = Note(path, node.lineno, node.col_offset + 1, idle)
    return Schedule(
        "Airflow",
        at.path,
        at.line,
        at.column,
        text,
        gap,
        idle,
        runs,
        sure=sure,
        idle_at=at if idle else None,
    )


def _meaning(value: ast.expr | None) -> tuple[str, float | None, str, bool]:
    """The schedule's text, its longest gap, why it is idle, and whether that is sure.

    Without a keyword the version of Airflow decides; in a variable anything may stand.
    """
    if isinstance(value, ast.Constant):
        return _constant(value.value)
    if isinstance(value, ast.Call):
        name = pysource.name_of(value.func).rpartition(".")[2]
        if name == "timedelta":
            gap = _timedelta(value)
            from ast import unparse

            return unparse(value)[:60], gap, "", gap is not None
        if name.endswith("Timetable"):
            return name, None, "", True
    if isinstance(value, (ast.List, ast.Tuple)) and value.elts:
        return "when its data changes", None, "", True
    return "", None, "", False


def _constant(value: object) -> tuple[str, float | None, str, bool]:
    if value is None or value == "@once":
        return str(value), None, f"its schedule is {value}, so nothing starts it", True
    text = str(value)
    if text == "@continuous":
        return text, 1 / 1440, "", True
    gap, idle = cron.gap(text), cron.idle(text)
    return text, gap, idle, bool(gap or idle)


def _timedelta(call: ast.Call) -> float | None:
    days = 0.0
    parts = [("days", argument) for argument in call.args[:1]]
    parts += [(keyword.arg or "", keyword.value) for keyword in call.keywords]
    for unit, value in parts:
        number = value.value if isinstance(value, ast.Constant) else None
        if not isinstance(number, (int, float)) or unit not in _UNITS:
            return None
        days += float(number) * _UNITS[unit]
    return days if 0 < days < 100_000 else None
