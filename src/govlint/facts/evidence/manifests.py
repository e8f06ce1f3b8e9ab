"""Kubernetes objects: the YAML files that may hold them, and each object with its document."""

from __future__ import annotations

from govlint.facts.evidence.globs import below
from govlint.facts.evidence.places import map_of, text_of
from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from govlint.facts.evidence.tree import Tree
    from govlint.source import Document

CANDIDATES = below(
    *("k8s", "kube", "kubernetes", "manifest", "manifests", "deploy", "deployment", "deployments"),
    *("helm", "chart", "charts", "kustomize", "overlays", "base", "infra", "ops", "platform"),
    *("argo", "argocd", "gitops", "cron", "cronjobs", "jobs", "cluster", "clusters"),
    named=("cron", "rollout", "deployment", "inferenceservice", "workflow-template"),
)


class Object(Record):
    """One object of a file."""

    document: Document
    kind: str
    name: str
    spec: dict[str, Any]

    @property
    def label(self) -> str:
        """How a message names it."""
        return f"{self.kind} {self.name}" if self.name else self.kind


def objects(tree: Tree, paths: Iterable[str], kinds: frozenset[str]) -> list[Object]:
    """The objects of some kinds in some files; files that name none of them are not parsed."""
    known, asked = tree.store.objects, (tuple(paths), kinds)
    if asked not in known:
        known[asked] = list(_objects(tree, *asked))
    return known[asked]


def _objects(tree: Tree, paths: tuple[str, ...], kinds: frozenset[str]) -> Iterator[Object]:
    for path in paths:
        content = tree.read(path)
        if content is None or not any(kind in content.text for kind in kinds):
            continue
        for document in tree.documents(path):
            kind = text_of(document.data, "kind")
            if kind in kinds:
                name = text_of(document.data, "metadata", "name")
                yield Object(document, kind, name, map_of(document.data, "spec"))


def unread(tree: Tree, paths: Iterable[str], kinds: frozenset[str]) -> list[str]:
    """The files that name one of some kinds and could not be read whole."""
    known, asked = tree.store.unread, (tuple(paths), kinds)
    if asked not in known:
        known[asked] = [path for path in asked[0] if _is_unread(tree, path, kinds)]
    return known[asked]


def _is_unread(tree: Tree, path: str, kinds: frozenset[str]) -> bool:
    content = tree.read(path)
    named = content is not None and any(f"kind: {kind}" in content.text for kind in kinds)
    return named and not all(document.complete for document in tree.documents(path))
