"""Why something may start a job although nothing here was seen to: not seen is not contradicted."""

from __future__ import annotations

from govlint.facts.evidence import reach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from govlint.facts.evidence.named import Named
    from govlint.facts.evidence.reach import Reached
    from govlint.facts.evidence.tree import Tree

_YAML = (
    *(".gitlab-ci", "azure-pipelines", "bitbucket-pipelines", "cloudbuild", "prefect"),
    *("serverless", "compose", "docker-compose", "databricks"),
)
_FOREIGN = (
    *(f"{name}{ending}" for name in _YAML for ending in (".yml", ".yaml")),
    *("Jenkinsfile", ".drone.yml", "Procfile", "render.yaml", "vercel.json"),
)
"""Files of tools that may start a job, and whose schedules are not read here."""
_CIRCLE = ".circleci/config.yml"
_ENDINGS = (".tf\0", ".nomad\0", ".hcl\0", ".plist\0", ".xml\0", ".ini\0")
"""The same of tools that leave the name to the user."""
_MOST = 50
_OUTSIDE = {
    ".service": "no timer in this repository starts it; the machine that it runs on may have one",
    ".sql": "SQL is mostly started by the database or a scheduler outside the repository",
}


def reason(tree: Tree, one: Named, kind: str, found: Reached) -> str:
    """Why it is not known whether a schedule starts a job; empty where the repository denies it.

    It denies it where a schedule that names the job is switched off, and where a schedule starts
    the job's neighbours and not the job. A notebook is started by hand unless something says
    otherwise. It denies nothing where a schedule starts Python that is not read.
    """
    ending = one.real[one.real.rfind(".") :] if "." in one.real else ""
    if ending in _OUTSIDE:
        return _OUTSIDE[ending]
    by = _foreign(tree, one)
    if by:
        return f"a schedule may stand behind {by}, which names it and cannot be followed from here"
    if found.off:
        return perhaps(found) or _dag(tree)
    by = _by_hand(tree, one)
    if by:
        return f"{by} names it, and no schedule was seen to start it"
    if kind == "notebook" or found.beside:
        return perhaps(found) or _dag(tree)
    return "no schedule that can be read here names it, so another scheduler may start it"


def perhaps(found: Reached) -> str:
    """Why a schedule that was followed as far as may be read may start the job all the same."""
    return f"{found.behind}, and may start it" if found.behind else ""


def _dag(tree: Tree) -> str:
    """The same of the DAGs that do not speak of the job, for what they import."""
    from govlint.facts.evidence import airflow

    behind = airflow.behind(tree)
    return f"{behind}, and may start it" if behind else ""


def _by_hand(tree: Tree, one: Named) -> str:
    """The workflow that names the job, where no schedule does."""
    from govlint.facts.evidence import actions

    texts = ((path, tree.read(path)) for path in actions.files(tree))
    named = (p for p, c in texts if c and reach.mentions(c.text, one.real, one.written))
    return next((path for path in named if path != one.real), "")


def _foreign(tree: Tree, one: Named) -> str:
    """The file of another tool, beside the job or at the root, that names the job."""
    folder = one.real.rpartition("/")[0]
    folders = tuple(dict.fromkeys(("", folder)))
    known = (f"{above}/{name}".lstrip("/") for above in folders for name in _FOREIGN)
    there = (path for path in (*known, _CIRCLE) if tree.snapshot.kind(path) == "file")
    free = (path for above in folders for path in tree.store.listing.beside(above, *_ENDINGS))
    paths = [path for path in (*there, *free) if path != one.real]
    texts = ((path, tree.read(path)) for path in paths[:_MOST])
    named = (p for p, c in texts if c and reach.mentions(c.text, one.real, one.written))
    return next(named, "")
