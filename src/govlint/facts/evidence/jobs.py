"""The declared jobs of preparation and update: what kind each is, and what starts it."""

from __future__ import annotations

from govlint.facts.evidence import elsewhere, reach
from govlint.facts.evidence.nouns import Note, Proof
from govlint.paths import lookup
from govlint.record import Record
from govlint.text import plural, visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from govlint.facts.evidence.named import Named
    from govlint.facts.evidence.nouns import Schedule
    from govlint.facts.evidence.tree import Tree
    from govlint.model import Path
ELSEWHERE = (
    ".gitlab-ci.yml",
    "Jenkinsfile",
    "azure-pipelines.yml",
    ".circleci/config.yml",
    "bitbucket-pipelines.yml",
    ".drone.yml",
    "cloudbuild.yaml",
)
"""Tools whose schedules are kept outside the repository, or are not read here."""


class Job(Record):
    """One declared job, as its own file shows it."""

    kind: str
    """``workflow``, ``cronjob``, ``cronworkflow``, ``dag``, ``dvc``, ``mlproject``, ``elsewhere``,
    ``timer``, ``notebook``, ``script``, ``file``, ``command``, ``scheduler``, ``url`` or
    ``missing``."""
    broken: str = ""
    """Why it cannot run; empty where nothing speaks against it."""
    own: tuple[Schedule, ...] = ()
    """The schedules in its own file, idle ones too."""
    runs: tuple[str, ...] = ()
    unsure: str = ""


def collect(
    part: str, key: Path, tree: Tree, data: Mapping[str, Any], named: Mapping[Path, Named]
) -> Proof:
    """What the repository says about the job at ``key``."""
    absent = elsewhere.job(part, key, data, named)
    if absent is not None:
        return absent
    one = named[key]
    proof = _found(part, one, tree) if one.readable else _command(part, one, tree)
    return proof if _by_itself(key, data) or proof.data["broken"] else _unscheduled(proof)


def _unscheduled(proof: Proof) -> Proof:
    """The proof of a job that no schedule has to start: that none does says nothing."""
    if proof.data.get("scheduled") or "runnable" not in proof.data:
        return proof._replace(contradictions=())
    found = "nothing declares that a schedule starts it"
    return proof._replace(contradictions=(), found=found, unsure="", stronger=_SAY)


def _by_itself(key: Path, data: Mapping[str, Any]) -> bool:
    """Whether the declaration says that a schedule starts the job."""
    if key == elsewhere.PREPARATION:
        return lookup(data, (*key[:-1], "automated")) is not False
    triggers = lookup(data, (*key[:-1], "triggers"))
    listed = triggers if isinstance(triggers, list) else []
    return any(isinstance(trigger, str) and "schedul" in trigger.lower() for trigger in listed)


def _command(part: str, one: Named, tree: Tree) -> Proof:
    found = _reached(tree, "", one.written, _around(tree, one))
    return _proof(part, one, Job("command"), found, tree)


def _found(part: str, one: Named, tree: Tree) -> Proof:
    job = look(tree, one.real)
    if job.own and not all(schedule.idle for schedule in job.own):
        found = reach.reached(tree, one.real, one.written, job.own)
    else:
        every = (*job.own, *_around(tree, one))
        found = _reached(tree, one.real, one.written, every, off=bool(job.own))
    return _proof(part, one, job, found, tree)


def _reached(
    tree: Tree, path: str, written: str, schedules: Sequence[Schedule], *, off: bool = False
) -> reach.Reached:
    """What comes to a job, of the schedules that are there for everyone."""
    found = reach.reached(tree, path, written, schedules, off=off)
    hidden = tree.ignored([s.path for s in found.surely if s.path != path])
    if not hidden:
        return found
    kept = [schedule for schedule in schedules if schedule.path not in hidden]
    return reach.reached(tree, path, written, kept, off=off)


def _around(tree: Tree, one: Named) -> list[Schedule]:
    from govlint.facts.evidence import schedulers

    return schedulers.schedules(tree, reach.hints(one.real, one.written))


def look(tree: Tree, path: str) -> Job:
    """What a job's own file shows."""
    name = path.rpartition("/")[2]
    content = tree.read(path)
    if content is None or content.binary:
        return Job("file", unsure=f"the file {path} cannot be read as text")
    if path in ELSEWHERE or name in ("Jenkinsfile", ".gitlab-ci.yml"):
        return Job(
            "elsewhere", unsure=f"the schedules of {name} are kept where govlint cannot look"
        )
    if "/workflows/" in f"/{path}" and path.startswith((".github/", ".gitea/", ".forgejo/")):
        return _workflow(tree, path)
    if name.startswith("dvc.") and name.endswith(("yaml", "lock")):
        return _dvc(tree, path.replace("dvc.lock", "dvc.yaml"))
    if name == "MLproject":
        from govlint.facts.evidence import mlflow

        points = mlflow.entry_points(tree, path)
        return Job(
            "mlproject", "" if points else "it has no entry point", (), tuple(points.values())
        )
    if name.endswith((".yaml", ".yml")):
        return _manifest(tree, path)
    if name.endswith(".py"):
        return _python(tree, path, content.text)
    if name.endswith(".timer") or "cron" in path:
        return _timer(tree, path)
    return _other(name, content.text)


def _timer(tree: Tree, path: str) -> Job:
    from govlint.facts.evidence import timers

    own = tuple(timers.of(tree, [path] if timers.is_one(path) else []))
    runs = tuple(run for schedule in own for run in schedule.runs)
    name = path.rpartition("/")[2]
    return Job("timer", "", own, runs) if own else _other(name, _text(tree, path))


def _text(tree: Tree, path: str) -> str:
    content = tree.read(path)
    return content.text if content else ""


def _other(name: str, text: str) -> Job:
    return Job("notebook" if name.endswith(".ipynb") else "script", "" if text else "it is empty")


def _workflow(tree: Tree, path: str) -> Job:
    from govlint.facts.evidence import actions

    workflow = actions.read(tree, path)
    if workflow is None and not _text(tree, path).strip():
        return Job("workflow", "it is empty")
    if workflow is None:
        return Job("workflow", unsure=tree.trouble(path))
    names = frozenset({path.rpartition("/")[2], workflow.name or path})
    own = tuple(actions.own_schedules(workflow, actions.workflows(tree, names)))
    return Job("workflow", actions.runnable(workflow), own, actions.commands(workflow))


def _dvc(tree: Tree, path: str) -> Job:
    from govlint.facts.evidence import dvc

    stages = dvc.stages(tree, path)
    if tree.documents(path) and not tree.documents(path)[-1].complete:
        return Job("dvc", unsure=tree.trouble(path))
    broken = "it has no stage" if not stages else ""
    if stages and all(stage.frozen for stage in stages):
        broken = "each of its stages is frozen"
    return Job("dvc", broken, (), tuple(text for stage in stages for text in stage.runs))


def _manifest(tree: Tree, path: str) -> Job:
    from govlint.facts.evidence import argo, kubernetes

    documents = tree.documents(path)
    if not documents or not documents[-1].complete:
        return Job("file", unsure=tree.trouble(path))
    own = [*kubernetes.cron_jobs(tree, [path]), *argo.cron_workflows(tree, [path])]
    kind = own[0].tool.lower() if own else "file"
    return Job(kind, "", tuple(own), tuple(run for schedule in own for run in schedule.runs))


def _python(tree: Tree, path: str, text: str) -> Job:
    from govlint.facts.evidence import airflow, pysource

    module = pysource.parse(tree, path)
    if module is None:
        return Job("script", unsure=f"the file {path} is not Python that could be read")
    own = tuple(airflow.dags(tree, [path]))
    broken = "" if module.body else "it is empty"
    return Job(
        "dag" if own else "script",
        broken,
        own,
        tuple(pysource.texts(module))[:500] if own else (text,),
    )


def _proof(part: str, one: Named, job: Job, found: reach.Reached, tree: Tree) -> Proof:
    idle = _why_idle(one, job, found.off, tree)
    unsure = _unsure(one, job, found, tree)
    fields = elsewhere.job_fields(job.kind, job.broken, idle)
    by = [Note(s.path, s.line, s.column, _told(s)) for s in found.surely[:5]]
    if found.surely:
        gaps = [schedule.gap for schedule in found.surely if schedule.gap]
        fields |= {
            "scheduled": True,
            "schedule": found.surely[0].expression,
            "gap": min(gaps, default=0.0),
            "gap_known": bool(gaps),
            "by": [note.plain() for note in by],
        }
    elif unsure:
        del fields["scheduled"]
    if job.unsure:
        del fields["runnable"]
    idle_at = () if found.surely or (unsure and not job.broken) else tuple(_notes(job, one, found))
    fields["idle"] = [note.plain() for note in idle_at]
    return Proof(
        part=part,
        key=one.key,
        written=one.written,
        strength="is wired" if found.surely else ("exists" if one.readable else "declared"),
        found=by[0].text if by else (unsure or idle),
        at=by[0] if by else (Note(one.real, 1, 1, idle) if one.real else None),
        stronger="" if found.surely else (_NAME if unsure else _WIRE),
        unsure="" if found.surely and not job.unsure else unsure,
        contradictions=idle_at,
        data=fields,
    )


def _told(schedule: Schedule) -> str:
    gap = f", at most {_apart(schedule.gap)} apart" if schedule.gap else ""
    return f"{schedule.tool} runs it by {visible(schedule.expression, 60)}{gap}"


def _apart(days: float) -> str:
    if days >= 1:
        return plural(round(days), "day")
    hours = days * 24
    return plural(round(hours), "hour") if hours >= 1 else plural(round(hours * 60), "minute")


def _why_idle(one: Named, job: Job, off: tuple[Schedule, ...], tree: Tree) -> str:
    reasons = [schedule.idle for schedule in (*job.own, *off) if schedule.idle]
    nothing = "nothing that git holds" if tree.store.of_git else "nothing"
    return reasons[0] if reasons else f"{nothing} schedules {visible(one.real or one.written, 100)}"


def _notes(job: Job, one: Named, found: reach.Reached) -> list[Note]:
    told = (*job.own, *found.off)
    notes = [schedule.idle_at for schedule in told if schedule.idle_at is not None]
    if job.broken and one.real and not notes:
        notes.append(Note(one.real, 1, 1, job.broken))
    return notes


def _unsure(one: Named, job: Job, found: reach.Reached, tree: Tree) -> str:
    """Why it is not known whether anything starts the job."""
    if job.unsure:
        return job.unsure
    if found.surely:
        return ""
    for schedule in found.perhaps:
        return f"perhaps {schedule.path}:{schedule.line} starts it; that cannot be seen from here"
    from govlint.facts.evidence import schedulers, unseen

    if all(schedule.idle_at for schedule in job.own) and job.own:
        return unseen.perhaps(found)

    hidden = schedulers.unread(tree, reach.hints(one.real, one.written))
    return hidden[0].text if hidden else unseen.reason(tree, one, job.kind, found)


_SAY = "Let a schedule start it, and declare that it does."
_WIRE = "Let a schedule start it (a workflow, a CronJob, a DAG, a timer, a crontab)."
_NAME = (
    "If a scheduler outside this repository starts it, name that: `job: {url: ..., schedule: ...}`."
)
