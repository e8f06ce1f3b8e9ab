"""Why something may start a job although nothing here was seen to: not seen is not contradicted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govlint.facts.evidence import actions, airflow, argo, kubernetes, manifests, reach, timers
from govlint.facts.evidence.tree import PYTHON, YAML

if TYPE_CHECKING:
    from govlint.facts.evidence.named import Named
    from govlint.facts.evidence.tree import Tree

FOREIGN = re.compile(
    r"(?:.*/)?(?:\.gitlab-ci\.ya?ml|Jenkinsfile|azure-pipelines\.ya?ml|bitbucket-pipelines\.ya?ml"
    r"|\.drone\.yml|cloudbuild\.ya?ml|prefect\.ya?ml|serverless\.ya?ml|(?:docker-)?compose\.ya?ml"
    r"|databricks\.ya?ml|Procfile|render\.yaml|vercel\.json|[^/]+\.(?:tf|nomad|hcl|plist|xml|ini))"
    r"|\.circleci/config\.yml"
)
"""Files of tools that may start a job, and whose schedules are not read here."""
_MOST = 50
_OUTSIDE = {
    ".service": "no timer in this repository starts it; the machine that it runs on may have one",
    ".sql": "SQL is mostly started by the database or a scheduler outside the repository",
}


def reason(tree: Tree, one: Named, kind: str) -> str:
    """Why it is not known whether a schedule starts a job; empty where the repository denies it.

    It denies it where its own schedulers' files can be read and none of them names the job. A
    notebook is started by hand unless something says otherwise.
    """
    ending = one.real[one.real.rfind(".") :] if "." in one.real else ""
    if ending in _OUTSIDE:
        return _OUTSIDE[ending]
    by = _foreign(tree, one)
    if by:
        return f"a schedule may stand behind {by}, which names it and cannot be followed from here"
    if kind == "notebook" or _scheduling(tree, one):
        return ""
    return "no file of a scheduler is in this repository, so another one may start it"


def _foreign(tree: Tree, one: Named) -> str:
    """The file of another tool, beside the job or at the root, that names the job."""
    folder = one.real.rpartition("/")[0]
    near = (p for p in tree.files if p.rpartition("/")[0] in ("", ".circleci", folder))
    paths = [path for path in near if path != one.real and FOREIGN.fullmatch(path)]
    texts = ((path, tree.read(path)) for path in paths[:_MOST])
    named = (p for p, c in texts if c and reach.mentions(c.text, one.real, one.written))
    return next(named, "")


def _scheduling(tree: Tree, one: Named) -> bool:
    """Whether files are here that could name the job: they schedule something, or run it."""
    if timers.paths(tree):
        return True
    kinds = kubernetes.CRON | argo.KINDS
    manifest = tree.matching(manifests.CANDIDATES, YAML)
    if any(kind in _text(tree, path) for path in manifest for kind in kinds):
        return True
    if any("airflow" in _text(tree, path) for path in tree.matching(airflow.CANDIDATES, PYTHON)):
        return True
    texts = (_text(tree, path) for path in tree.matching(actions.CANDIDATES, YAML))
    return any("cron" in text or reach.mentions(text, one.real, one.written) for text in texts)


def _text(tree: Tree, path: str) -> str:
    content = tree.read(path)
    return content.text if content else ""
