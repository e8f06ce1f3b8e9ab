"""DVC: the stages of ``dvc.yaml``, what they run, and the updates that ``dvc.lock`` records."""

from __future__ import annotations

from govlint.facts.evidence.globs import within
from govlint.facts.evidence.places import map_of, texts_of
from govlint.facts.evidence.tree import joined
from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from govlint.facts.evidence.tree import Tree

CANDIDATES = within(called=("dvc.yaml",))
_CLOSING = str.maketrans(dict.fromkeys(";&|()`'\"", " "))
"""What may stand right beside a word of a command."""
_HASH = r"\b(?:md5|etag|checksum)\s*:\s*['\"]?([0-9a-f]{32}(?:\.dir)?|[\w.-]{8,80})"


class Stage(Record):
    """One stage of a pipeline."""

    path: str
    name: str
    runs: tuple[str, ...]
    """Its commands and its dependencies."""
    frozen: bool


def stages(tree: Tree, path: str) -> list[Stage]:
    """The stages of one ``dvc.yaml``; ``foreach`` and ``matrix`` as one stage each."""
    return [
        _stage(path, name, body)
        for document in tree.documents(path)
        for name, body in map_of(document.data, "stages").items()
        if isinstance(body, dict)
    ]


def _stage(path: str, name: str, body: dict[str, object]) -> Stage:
    inner = body.get("do") if isinstance(body.get("do"), dict) else body
    runs = [text for key in ("cmd", "deps", "params") for text in texts_of(inner, key)]
    return Stage(path, name, tuple(runs), body.get("frozen") is True)


def reproduced(tree: Tree, command: str) -> list[str]:
    """What the ``dvc repro`` calls of a command may run: every stage that is not frozen.

    Named stages bring those that they depend on, so a name narrows nothing to be relied on.
    """
    if not _reproduces(command):
        return []
    near = tree.first([joined(tree.base, "dvc.yaml"), "dvc.yaml"])
    calls = "\n".join(line for line in command.split("\n") if "dvc" in line or "cd " in line)
    wider = any(mark in calls for mark in ("cd ", " -R", " -P", "--recursive", "--all-", "/"))
    paths = filter(None, [near]) if not wider else tree.matching(CANDIDATES, ("dvc.yaml",))
    every = [stage for path in paths for stage in stages(tree, path)]
    return [text for stage in every if not stage.frozen for text in (stage.path, *stage.runs)]


def _reproduces(command: str) -> bool:
    """Whether a command calls ``dvc repro`` or ``dvc exp run``."""
    words = command.translate(_CLOSING).split()
    called = (words[at + 1 : at + 3] for at, word in enumerate(words) if _is_dvc(word))
    return any(call[:1] == ["repro"] or call == ["exp", "run"] for call in called)


def _is_dvc(word: str) -> bool:
    return word.rpartition("/")[2] == "dvc"


def updates(versions: Sequence[tuple[str, bytes]]) -> list[str]:
    """The days on which the hashes of a ``dvc.lock`` or ``*.dvc`` changed, oldest first."""
    import re

    days: list[str] = []
    before: tuple[str, ...] | None = None
    for day, content in versions:
        hashes = tuple(re.findall(_HASH, content[: 1 << 20].decode("utf-8", "replace")))
        if hashes and before is not None and hashes != before:
            days.append(day)
        before = hashes or before
    return days
