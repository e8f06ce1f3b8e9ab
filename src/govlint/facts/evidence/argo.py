"""Argo Workflows: CronWorkflow objects as schedules."""

from __future__ import annotations

from govlint.facts.evidence import cron, manifests
from govlint.facts.evidence.globs import below
from govlint.facts.evidence.nouns import Schedule
from govlint.facts.evidence.places import key_at, text_of, texts_of, value_at
from govlint.facts.evidence.tree import YAML

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from govlint.facts.evidence.manifests import Object
    from govlint.facts.evidence.tree import Tree

CANDIDATES = below("workflows")
_SIGNS = ("/workflows/",)
KINDS = frozenset({"CronWorkflow"})
_MOST_TEXTS = 500


def schedules(tree: Tree, _: frozenset[str] = frozenset()) -> list[Schedule]:
    """Every CronWorkflow of the candidate files."""
    own = tree.matching(CANDIDATES, YAML, signs=_SIGNS)
    return cron_workflows(tree, dict.fromkeys([*tree.matching(manifests.CANDIDATES, YAML), *own]))


def cron_workflows(tree: Tree, paths: Iterable[str]) -> list[Schedule]:
    """The CronWorkflows of some files; ``schedules`` since 3.6, ``schedule`` before."""
    return [_schedule(found) for found in manifests.objects(tree, paths, KINDS)]


def _schedule(found: Object) -> Schedule:
    several = texts_of(found.spec, "schedules")
    text = several[0] if several else text_of(found.spec, "schedule")
    key = "schedules" if several else "schedule"
    at = value_at(found.document, ("spec", key))
    gaps = [gap for gap in map(cron.gap, several or [text]) if gap]
    idle = ""
    if found.spec.get("suspend") is True:
        idle, at = f"{found.label} is suspended", key_at(found.document, ("spec", "suspend"))
    elif not gaps:
        idle = cron.idle(text)
    runs = tuple(_texts(found.spec.get("workflowSpec")))[:_MOST_TEXTS]
    return Schedule(
        "CronWorkflow", found.document.path, at.line, at.column, text, min(gaps, default=None),
        idle, (found.name, *runs), sure=found.document.complete and bool(gaps or idle),
        idle_at=at._replace(text=idle) if idle else None,
    )  # fmt: skip


def _texts(value: Any, depth: int = 0) -> Iterator[str]:
    """Every text of the steps: commands, arguments, scripts, names of templates."""
    if isinstance(value, str):
        yield value
    elif depth < 20 and isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item, depth + 1)
