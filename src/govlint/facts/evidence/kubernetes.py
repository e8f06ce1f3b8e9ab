"""Kubernetes: CronJobs as schedules, and whether a deployment has anything to go back to."""

from __future__ import annotations

from govlint.facts.evidence import cron, manifests
from govlint.facts.evidence.nouns import Schedule
from govlint.facts.evidence.places import (
    key_at,
    list_of,
    map_of,
    templated,
    text_of,
    texts_of,
    value_at,
)
from govlint.facts.evidence.tree import YAML

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from govlint.facts.evidence.manifests import Object
    from govlint.facts.evidence.nouns import Note
    from govlint.facts.evidence.tree import Tree
    from govlint.model import Path

CRON = frozenset({"CronJob"})
DEPLOYED = frozenset({"Deployment", "StatefulSet", "Rollout", "InferenceService"})
MOST_SHOWN = 20
"""Files that are read only to show which tooling there is."""
_ODD = (":latest", "/latest", "revisionHistoryLimit:")
_POD = ("spec", "jobTemplate", "spec", "template", "spec")


def schedules(tree: Tree, _: frozenset[str] = frozenset()) -> list[Schedule]:
    """Every CronJob of the candidate files."""
    return cron_jobs(tree, tree.matching(manifests.CANDIDATES, YAML))


def cron_jobs(tree: Tree, paths: Iterable[str]) -> list[Schedule]:
    """The CronJobs of some files."""
    found = manifests.objects(tree, paths, CRON)
    return [_schedule(tree, one) for one in found if "schedule" in one.spec]


def _schedule(tree: Tree, found: Object) -> Schedule:
    text = text_of(found.spec, "schedule")
    at = value_at(found.document, ("spec", "schedule"))
    gap = None if templated(text) else cron.gap(text)
    runs = _runs(found)
    suspended = found.spec.get("suspend") is True
    patched = suspended and _patched(tree, found)
    placeholder = any(image.endswith(":placeholder") for image in _images(found))
    idle = ""
    if suspended and not patched:
        idle, at = f"{found.label} is suspended", key_at(found.document, ("spec", "suspend"))
    elif gap is None and not templated(text):
        idle = cron.idle(text)
    return Schedule(
        "CronJob", found.document.path, at.line, at.column, text, gap, idle, (found.name, *runs),
        sure=found.document.complete and bool(gap or idle) and not patched and not placeholder,
        idle_at=at._replace(text=idle) if idle else None,
    )  # fmt: skip


def _patched(tree: Tree, found: Object) -> bool:
    """Whether another file, an overlay's, says of the same object whether it is suspended."""
    paths = tree.matching(manifests.CANDIDATES, YAML)
    texts = (content.text for path in paths if path != found.document.path
             and (content := tree.read(path)))  # fmt: skip
    return any("suspend" in text and found.name in text for text in texts)


def _runs(found: Object) -> list[str]:
    """What its containers run: commands with their arguments, and images."""
    pods = map_of(found.document.data, *_POD)
    containers = [c for c in list_of(pods, "containers") if isinstance(c, dict)]
    texts = [" ".join(texts_of(c, "command") + texts_of(c, "args")) for c in containers]
    return [*(text for text in texts if text), *_images(found)]


def _images(found: Object) -> list[str]:
    containers = list_of(found.document.data, *_POD, "containers")
    return [text_of(c, "image") for c in containers if text_of(c, "image")]


def deploying(tree: Tree, paths: Iterable[str], system: str = "") -> list[str]:
    """The files that speak of deployments.

    ``system``: its id, where the files are not known to be its own; of several then only those
    that share a word with it.
    """
    texts = [(path, content.text) for path in paths if (content := tree.read(path))]
    found = [(p, text) for p, text in texts if any(kind in text for kind in DEPLOYED)]
    if system and len(found) > 1:
        words = _words(system)
        found = [(p, t) for p, t in found if any(w in f"{p}\n{t}".casefold() for w in words)]
    return [path for path, _ in found]


def dead_ends(tree: Tree, paths: Iterable[str], system: str = "") -> tuple[list[Note], list[Note]]:
    """The deployments of some files: notes on all, and on what leaves nothing to go back to.

    ``system``: its id, where the files are not known to be its own; of several deployments then
    only those that share a word with it.
    """
    objects = list(manifests.objects(tree, _telling(tree, list(paths)), DEPLOYED))
    own = [each for each in objects if len(objects) == 1 or not system or _of(each, system)]
    seen = [key_at(found.document, ("spec",), _told(found)) for found in own]
    wrong = [note for found in own for note in _wrong(found, frozenset())]
    if any("fetches the same image" in note.text for note in wrong):
        pinned = _pinned(tree)
        wrong = [note for found in own for note in _wrong(found, pinned)]
    return seen, wrong


def _of(found: Object, system: str) -> bool:
    words = _words(system)
    images = " ".join(image for _, image in _deployed_images(found))
    names = f"{found.name} {images}".casefold().replace("_", "-").replace("/", "-")
    return not words.isdisjoint(names.replace(" ", "-").replace(":", "-").split("-"))


def _words(system: str) -> set[str]:
    return set(system.casefold().replace("_", "-").split("-")) - {""}


def _telling(tree: Tree, paths: list[str]) -> list[str]:
    """The first files, which show the tooling, and each with a word that leaves no way back."""
    contents = [(path, tree.read(path)) for path in paths]
    odd = [path for path, content in contents if content and _is_odd(content.text)]
    return list(dict.fromkeys([*paths[:MOST_SHOWN], *odd]))


def _is_odd(text: str) -> bool:
    return any(sign in text for sign in _ODD)


def _told(found: Object) -> str:
    steps = list_of(found.spec, "strategy", "canary", "steps")
    if found.kind == "Rollout" and steps:
        analysed = any(isinstance(step, dict) and "analysis" in step for step in steps)
        return f"{found.label}: {'canary with analysis' if analysed else 'canary without analysis'}"
    return found.label


def _wrong(found: Object, pinned: frozenset[str]) -> Iterator[Note]:
    if found.spec.get("revisionHistoryLimit") == 0:
        text = f"{found.label} keeps no earlier revision"
        yield value_at(found.document, ("spec", "revisionHistoryLimit"), text)
    for path, image in _deployed_images(found):
        if image.endswith(":latest") and image.rpartition(":")[0] not in pinned:
            text = f"{found.label} runs {image[:80]}, so going back fetches the same image"
            yield value_at(found.document, path, text)
    for path, uri in _storage(found.spec, ("spec",)):
        if uri.rstrip("/").endswith("/latest"):
            yield value_at(found.document, path, f"{found.label} serves {uri[-80:]}: no version")


def _deployed_images(found: Object) -> Iterator[tuple[Path, str]]:
    base = ("spec", "template", "spec", "containers")
    for index, container in enumerate(list_of(found.document.data, *base)[:50]):
        image = text_of(container, "image")
        if image and not templated(image):
            yield (*base, index, "image"), image


def _storage(spec: Any, path: Path, depth: int = 0) -> Iterator[tuple[Path, str]]:
    """Each ``storageUri`` of an InferenceService, wherever its predictor holds it."""
    if not isinstance(spec, dict) or depth > 6:
        return
    for key, value in spec.items():
        if key == "storageUri" and isinstance(value, str) and not templated(value):
            yield (*path, key), value
        yield from _storage(value, (*path, key), depth + 1)


def _pinned(tree: Tree) -> frozenset[str]:
    """The images to which a kustomization, an overlay's too, gives a tag or a digest of its own."""
    names = ("kustomization.yaml", "kustomization.yml")
    images = [
        image
        for path in [path for name in names for path in tree.called(name)][:MOST_SHOWN]
        for document in tree.documents(path)
        for image in list_of(document.data, "images")
        if isinstance(image, dict)
    ]
    fixed = [i for i in images if i.get("digest") or text_of(i, "newTag") not in ("", "latest")]
    return frozenset(text_of(image, "name") for image in fixed)
