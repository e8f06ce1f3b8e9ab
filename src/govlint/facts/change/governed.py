"""Governed files that a change touches, and whether it says anew what they put in question."""

from __future__ import annotations

import os.path

from govlint.facts.evidence.named import KEYS
from govlint.facts.history.governed import Governed, inside, names
from govlint.paths import lookup, parse, select

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from govlint.facts.change.nouns import Seen
    from govlint.git.changes import Changed
    from govlint.schema import Form

MOST_FILES = 20
"""Changed files of one group that are named; all are counted."""

SECTIONS = {
    "model": ("monitoring", "retraining", "explanations"),
    "data": ("data",),
    "prompts": ("monitoring", "explanations"),
    "serving": ("rollback",),
    "deployment": ("rollback",),
}
"""The answers that a change to a group of ``governs`` puts in question."""


def touched(seen: Seen, new: Form) -> dict[str, dict[str, Any]]:
    """For each group that the change touches, whether an answer in question was touched too.

    ``code``, the one group of a declaration without ``governs``, puts every answer in question.
    """
    return {group: _group(seen, new, group, files) for group, files in _files(seen).items()}


def unanswered(groups: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The groups of which no answer was touched, together."""
    left = {name: group for name, group in groups.items() if not group["answered"]}
    together = left.values()
    places = [place for group in together for place in group["places"]]
    return {
        "count": float(sum(group["count"] for group in together)),
        "groups": list(left),
        "sections": list(dict.fromkeys(s for group in together for s in group["sections"])),
        "places": places[:MOST_FILES],
    }


def _group(seen: Seen, new: Form, group: str, files: list[Changed]) -> dict[str, Any]:
    sections = SECTIONS.get(group, ())
    answers = list(_answers(seen, new, sections, {changed.path for changed in files}))
    kept = [changed.path for changed in files if changed.new][:MOST_FILES]
    return {
        "count": float(len(files)),
        "files": [changed.path for changed in files[:MOST_FILES]],
        "places": [_place(path) for path in kept],
        "sections": [s for s in sections if lookup(new.data, (s,)) is not None],
        "answered": bool(answers),
        "answers": answers,
    }


def _place(path: str) -> dict[str, Any]:
    return {"path": path, "line": 1.0, "column": 1.0, "text": "Changed here."}


def _files(seen: Seen) -> dict[str, list[Changed]]:
    """The governed files that changed, by group: as the base says, or the head. Renames do not."""
    forms = [form for form in (seen.old, seen.new) if form is not None]
    own = {form.document.path for form in forms}
    rules = [Governed({form.document.path: form.data, **seen.others}) for form in forms]
    found: dict[str, list[Changed]] = {}
    for changed in _without_renames(seen.files):
        bits = 0
        for number, more in (pair for each in rules for pair in each.groups(changed.path)):
            bits |= more if number == 0 else 0
        for group in names(bits) if changed.path not in own else ():
            found.setdefault(group, []).append(changed)
    return found


def _without_renames(files: Sequence[Changed]) -> Iterator[Changed]:
    gone = {changed.old for changed in files if not changed.new}
    moved = gone & {changed.new for changed in files if not changed.old}
    for changed in files:
        if (changed.old and changed.new) or (changed.old or changed.new) not in moved:
            yield changed


def _answers(seen: Seen, new: Form, sections: Sequence[str], governed: set[str]) -> Iterator[str]:
    """What the change says anew of the sections: a review, a change in them, a file they name.

    A record counts: a new measurement is an answer. No sections stand for all.
    """
    if seen.comparison.reviewed:
        yield "review.last_reviewed"
    for change in seen.comparison.changes:
        if not sections or change.section in sections:
            yield change.name
    changed = {each.path for each in seen.files} - governed
    for path in named(new, sections):
        if path in changed:
            yield path


def named(form: Form, sections: Sequence[str]) -> Iterator[str]:
    """The files that some sections name, from the root; no sections stand for all."""
    base = os.path.dirname(form.document.path)
    for pattern, _ in KEYS:
        path = parse(pattern)
        if path[0] == "governs" or (sections and path[0] not in sections):
            continue
        for key in select(form.data, path):
            written = lookup(form.data, key)
            found = inside(base, written.partition("#")[0]) if _is_path(written) else None
            if found:
                yield found


def _is_path(written: Any) -> bool:
    return isinstance(written, str) and "://" not in written
