"""What is said of an answer that leads to no file here: most do, and no detector is loaded then.

Each function gives the proof of one part, or None where there is something to read.
"""

from __future__ import annotations

from govlint.facts.evidence import governed
from govlint.facts.evidence.nouns import Proof
from govlint.paths import lookup
from govlint.text import number, visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from govlint.facts.evidence.named import Named
    from govlint.facts.evidence.nouns import Note
    from govlint.facts.evidence.tree import Tree
    from govlint.model import Path

RUNBOOK = ("rollback", "runbook")
GUIDE = ("explanations", "guide")
OUTCOME = ("monitoring", "outcome_metric")
RESULTS = (*OUTCOME, "results")
PREPARATION = ("data", "preparation", "job")
UPDATE = ("retraining", "job")
VALIDATION = ("retraining", "validation")
CHECKS = ("data", "checks")
ALERT = ("monitoring", "drift", "alert")
OWNERS = ("owners",)
ANSWERING = ("owners", "technical", "contact")
ROLLBACK = ("rollback",)
DEPLOYMENT = ("deployment", "serving")
"""The groups of ``governs`` that hold what is deployed."""

_OWNED = (".github/", "", "docs/", ".gitlab/", ".gitea/", ".forgejo/")
CODEOWNERS = tuple(f"{folder}CODEOWNERS" for folder in _OWNED)
CATALOGS = ("catalog-info.yaml", "catalog-info.yml")
INSIGHTS = (
    "security-insights.yml",
    ".github/security-insights.yml",
    ".gitlab/security-insights.yml",
    "SECURITY-INSIGHTS.yml",
)


def runbook(named: Mapping[Path, Named]) -> Proof | None:
    """The proof of a runbook that is not named, or is no file of the repository."""
    one = named.get(RUNBOOK)
    if one is None:
        return Proof("runbook", RUNBOOK, "", "", "no runbook is named", None, _STEPS, data=PAGE)
    return None if one.readable else _page("runbook", one, PAGE)


def guide(named: Mapping[Path, Named]) -> Proof | None:
    """The same of the guide."""
    one = named.get(GUIDE)
    if one is None:
        return Proof("guide", GUIDE, "", "", "no guide is named", None, _EXPLAIN, data=_GUIDE)
    return None if one.readable else _page("guide", one, _GUIDE)


def _page(part: str, one: Named, fields: dict[str, Any]) -> Proof:
    url = one.kind == "url"
    found = "a URL, which is not fetched" if url else f"{visible(one.written)}: {one.kind}"
    data = {**fields, "usable": url, "kind": one.kind}
    strength: Any = "declared" if url else ""
    return Proof(part, one.key, one.written, strength, found, None, _PAGE_HERE, data=data)


def outcome(data: Mapping[str, Any], named: Mapping[Path, Named]) -> Proof | None:
    """What ``last_measured`` alone says, where no results can be read."""
    file = named.get(RESULTS) or named.get((*RESULTS, "file"))
    if file is not None and file.readable:
        return None
    day, value = last_measured(lookup(data, OUTCOME) or {})
    kept = {"url": "a URL, which is not fetched", "pointer": "a file that DVC keeps outside git"}
    where = kept.get(file.kind, "") if file else ""
    told = f"`last_measured` only: {number(value)} on {day}" if day else "no results"
    return Proof(
        part="outcome",
        key=file.key if file else (*OUTCOME, "last_measured"),
        written=file.written if file else day,
        strength="declared" if day or where else "",
        found=f"{where}; {told}" if where else told,
        at=None,
        stronger="Append each measurement as a line to a file, and name it in `results`.",
        data={**MEASURED, "last_on": day, "last_value": value},
    )


def last_measured(metric: Mapping[str, Any]) -> tuple[str, float]:
    """The day and the value of ``last_measured``; an empty day where they are not written."""
    day, value = lookup(metric, ("last_measured", "on")), lookup(metric, ("last_measured", "value"))
    known = isinstance(day, str) and isinstance(value, (int, float))
    return (day, float(value)) if known else ("", 0.0)


def job(part: str, key: Path, data: Mapping[str, Any], named: Mapping[Path, Named]) -> Proof | None:
    """The proof of a job that another scheduler runs, or that is not named, or is missing."""
    declared, one = lookup(data, key), named.get(key)
    if isinstance(declared, dict):
        return _external(part, key, declared)
    if one is None:
        fields = job_fields("missing")
        return Proof(part, key, "", "", "no job is named", None, _JOB, data=fields)
    if one.kind == "url":
        return _external(part, key, {"url": one.written})
    if one.readable or one.kind == "text":
        return None
    return Proof(part, key, one.written, "", one.kind, None, _JOB, data=job_fields("missing"))


def _external(part: str, key: Path, declared: Mapping[str, Any]) -> Proof:
    url, schedule = str(declared.get("url", "")), str(declared.get("schedule", ""))
    found = f"a scheduler outside the repository ({visible(schedule or url, 60)})"
    fields = {**job_fields("scheduler"), "scheduled": True, "schedule": schedule}
    return Proof(part, key, url or schedule, "declared", found, None, _JOB_HERE, data=fields)


def job_fields(kind: str, broken: str = "", idle: str = "") -> dict[str, Any]:
    """The fields of a job that nothing starts."""
    return {
        "kind": kind,
        "runnable": kind != "missing" and not broken,
        "broken": broken,
        "scheduled": False,
        "why_idle": idle,
        "schedule": "",
        "gap": 0.0,
        "gap_known": False,
        "by": [],
        "idle": [],
    }


def validation(named: Mapping[Path, Named]) -> Proof | None:
    """The proof of a validation, where neither it nor the update's job is a file."""
    one, update = named.get(VALIDATION), named.get(UPDATE)
    if (one is not None and one.readable) or (update is not None and update.readable):
        return None
    return ungated(one, None)


def ungated(one: Named | None, gate: Note | None) -> Proof:
    """The proof of a validation that is no file; ``gate``: where the update's job has one."""
    if one is None:
        found = gate.text if gate else "no validation is named"
        fields = {"kind": "", "substance": False, "gate": gate is not None}
        strength: Any = "is wired" if gate else ""
        return Proof("validation", VALIDATION, "", strength, found, gate, _GATE, data=fields)
    known = one.kind in ("url", "text", "folder")
    fields = {"kind": one.kind, "substance": known, "gate": gate is not None}
    strength = "declared" if known else ""
    return Proof(
        "validation", VALIDATION, one.written, strength, one.kind, gate, _GATE_HERE, data=fields
    )


def checks(named: Mapping[Path, Named]) -> Proof | None:
    """The proof of checks that are all somewhere else."""
    ones = [one for key, one in named.items() if key[:2] == CHECKS]
    if not ones or any(one.kind != "url" for one in ones):
        return None
    return unseen_checks(", ".join(one.written for one in ones))


def unseen_checks(written: str) -> Proof:
    """The proof of checks behind a URL."""
    fields: dict[str, Any] = {"empty": [], "total": 0.0}
    return Proof("checks", CHECKS, written, "declared", "a URL", None, _CHECKS_HERE, data=fields)


def alert(named: Mapping[Path, Named]) -> Proof | None:
    """The proof of an alert that is not named, or is no file of the repository."""
    one = named.get(ALERT)
    if one is None:
        return Proof(
            "alert", ALERT, "", "", "no alert is named", None, _ALERT, data=alert_fields("", ())
        )
    if one.readable:
        return None
    strength: Any = "declared" if one.kind in ("url", "text") else ""
    fields = alert_fields(one.kind, ())
    return Proof("alert", ALERT, one.written, strength, one.kind, None, ALERT_HERE, data=fields)


def alert_fields(kind: str, notes: tuple[Note, ...]) -> dict[str, Any]:
    """The fields of an alert that is taken at its word, but for some places."""
    return {
        "kind": kind,
        "watches": kind in ("url", "text"),
        "matches": True,
        "about": "",
        "places": [note.plain() for note in notes],
    }


def codeowners(tree: Tree) -> Proof | None:
    """The proof where there is no CODEOWNERS file."""
    if tree.first(CODEOWNERS):
        return None
    return Proof("codeowners", OWNERS, "", "", "no CODEOWNERS file", None, _OWNER, data=_UNOWNED)


def catalogs(tree: Tree, data: Mapping[str, Any]) -> Proof | None:
    """The proof where no catalog file stands where one is looked for."""
    above = governed.above
    names = (f"{folder}{name}" for folder in above(tree.base) for name in CATALOGS)
    approvers = (f"{folder}OWNERS" for folder in above(governed.model_folder(tree, data)))
    if tree.first(names) or tree.first(approvers) or tree.first(INSIGHTS):
        return None
    fields = {"owners": [], "comparable": False, "agrees": True, "stage": []}
    return Proof("catalogs", OWNERS, "", "", "no catalog file", None, "", data=fields)


def deployment(tree: Tree, data: Mapping[str, Any], named: Mapping[Path, Named]) -> Proof | None:
    """The proof where nothing is deployed from here, and the way back names no flag."""
    update, fallback = named.get(UPDATE), fallback_of(data)
    python = update is not None and update.readable and update.real.endswith(".py")
    if python or "flag" in fallback or not governed.written(data, DEPLOYMENT):
        return None
    if any(path.endswith((".yaml", ".yml")) for path in governed.files(tree, data, DEPLOYMENT)):
        return None
    return Proof(
        part="deployment",
        key=ROLLBACK,
        written=fallback,
        strength="declared" if data.get("rollback") else "",
        found="no deployment tooling",
        at=None,
        stronger=DEPLOYED_HERE,
        data={"tools": [], "can_go_back": True, "flag": ""},
    )


def fallback_of(data: Mapping[str, Any]) -> str:
    """What ``rollback.fallback_to`` says; empty where it is no text."""
    value = lookup(data, (*ROLLBACK, "fallback_to"))
    return value if isinstance(value, str) else ""


PAGE: dict[str, Any] = (
    {"usable": False, "kind": "", "lines": 0.0, "steps": 0.0, "commands": 0.0}
    | {"lacks": [], "remarks": [], "places": []}
)  # fmt: skip
"""The fields of a page of which nothing was read."""
_GUIDE: dict[str, Any] = {"usable": False, "kind": "", "places": [], "words": 0.0}
TREND: dict[str, Any] = (
    {"declining": False, "per_week": 0.0, "from_value": 0.0, "to_value": 0.0}
    | {"weeks": 0.0, "crosses_on": "", "trend_points": 0.0, "trend": []}
)  # fmt: skip
"""The fields of a series that goes nowhere."""
MEASURED: dict[str, Any] = {
    "readable": False,
    "points": 0.0,
    "points_since": 0.0,
    "newest_on": "",
    "newest_value": 0.0,
    "last_on": "",
    "last_value": 0.0,
    "from_results": False,
    "newest": [],
    "longest_gap": 0.0,
    "gap_from": "",
    "gap_to": "",
    **TREND,
}
"""The fields of an outcome without a series."""
_UNOWNED: dict[str, Any] = {
    "found": False,
    "dialect": "",
    "owners": [],
    "covers_declaration": False,
    "covers_model": False,
    "covers_governed": False,
    "comparable": False,
    "agrees": True,
    "problems": [],
}
_STEPS = "Write the steps into a file of this repository and name it."
_PAGE_HERE = "A file in this repository is stronger: it is there when the wiki is not."
_EXPLAIN = "Name the page that explains its answers to those who act on them."
_JOB = "Name the job's file, or the scheduler: `job: {url: ..., schedule: ...}`."
_JOB_HERE = "A job in this repository is stronger: what it runs, and when, can be seen."
_GATE = "Compare each new model with the running one, and name the test in `validation`."
_GATE_HERE = "A test or a settings file in this repository is stronger."
_CHECKS_HERE = "A file of checks in this repository is stronger."
_ALERT = "Name the file of the alert, so that its threshold can be compared."
ALERT_HERE = "A rule in this repository is stronger: its threshold can be compared."
_OWNER = "Write a CODEOWNERS file that gives the model's files an owner."
DEPLOYED_HERE = "Name the deployment's files under `governs.deployment`."
