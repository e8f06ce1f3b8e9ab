"""The table of what can start a job by itself. A detector of schedules is one line here."""

from __future__ import annotations

from govlint.facts.evidence import actions, airflow, argo, kubernetes, manifests, timers
from govlint.facts.evidence.nouns import Note
from govlint.facts.evidence.tree import YAML

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from govlint.facts.evidence.nouns import Schedule
    from govlint.facts.evidence.tree import Tree

DETECTORS: tuple[Callable[[Tree, frozenset[str]], list[Schedule]], ...] = (
    actions.schedules,
    kubernetes.schedules,
    argo.schedules,
    airflow.schedules,
    timers.schedules,
)


def schedules(tree: Tree, hints: frozenset[str] = frozenset()) -> list[Schedule]:
    """The schedules of the repository, by the order of the table.

    ``hints``: words of which one stands in a file that can matter; none, and every file is read.
    """
    return [schedule for detector in DETECTORS for schedule in detector(tree, hints)]


def unread(tree: Tree, hints: frozenset[str] = frozenset()) -> list[Note]:
    """The candidate files that could not be read, so that a schedule may hide in them."""
    kinds = kubernetes.CRON | argo.KINDS
    paths = manifests.unread(tree, tree.matching(manifests.CANDIDATES, YAML), kinds)
    notes = [Note(path, 1, 1, tree.trouble(path)) for path in paths]
    if tree.crowded:
        notes.append(Note("", 0, 0, "there are more candidate files than are read"))
    return actions.unreadable(tree, hints) + notes
