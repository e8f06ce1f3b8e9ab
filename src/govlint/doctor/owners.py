"""Whether CODEOWNERS gives the declarations, and what configures govlint, an owner."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from govlint import baseline, config
from govlint.checkup import Answer
from govlint.doctor.nouns import start_of
from govlint.facts import codeowners
from govlint.facts.evidence import owners_files, ownership
from govlint.model import Span
from govlint.paths import lookup
from govlint.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from govlint.config import Config
    from govlint.facts.evidence.ownership import Owners
    from govlint.facts.evidence.tree import Tree

DECLARATION, SETTINGS = "owners/declaration", "owners/settings"
_REQUIRED = "Whether their review is required is set at the forge and cannot be seen here."
_HANDLE = re.compile(r"@[\w.-]+(?:/[\w.-]+)*")


class _File(NamedTuple):
    """The CODEOWNERS file that counts."""

    path: str
    owners: Owners


def answers(
    tree: Tree, declared: Mapping[str, Mapping[str, Any]], settings: Config
) -> Iterator[Answer]:
    """Return an answer for the declarations, and one for what configures govlint if it is there."""
    path = tree.first(ownership.places(tree.remote()))
    if not path:
        yield _none(tree, declared)
        return
    content = tree.read(path)
    if content is None or content.binary or not content.whole:
        yield Answer(
            DECLARATION, "unknown", f"{path} could not be read to its end.", start_of(path)
        )
        return
    file = _File(path, codeowners.read(tree, path, content.text))
    yield _covered(DECLARATION, file, list(declared), _handles(declared))
    others = list(_settings(tree, settings))
    if others:
        yield _covered(SETTINGS, file, others, _handles(declared))


def _settings(tree: Tree, settings: Config) -> Iterator[str]:
    """The files that can loosen what is asked."""
    for path in (config.FILE, baseline.FILE):
        if tree.snapshot.kind(path) == "file":
            yield path
    read = dict.fromkeys(span.path for span in settings.origins.values())
    yield from (path for path in read if path != config.FILE)
    for folder in settings.policies:
        yield from (path for path in tree.files if path.startswith(f"{folder}/"))


def _covered(id_: str, file: _File, paths: Sequence[str], handles: Sequence[str]) -> Answer:
    rules = {path: [r for r in file.owners.winning(path) if r.owners] for path in paths}
    bare = [path for path, found in rules.items() if not found]
    if bare:
        many = f" and {len(bare) - 1} more" if len(bare) > 1 else ""
        text = f"{file.path} gives {visible(bare[0])}{many} no owner."
        return Answer(id_, "to-do", text, start_of(file.path), _fix(file, bare, handles))
    rule = rules[paths[0]][-1]
    place = Span(file.path, rule.line, rule.column, rule.line, rule.column + len(rule.pattern))
    who = " ".join(visible(owner, 60) for owner in rule.owners[:3])
    text = f"{visible(paths[0])} belongs to {who}. {_REQUIRED}"
    return Answer(id_, "ok", text, place)


def _fix(file: _File, bare: Sequence[str], handles: Sequence[str]) -> str:
    who = " ".join(handles[:2]) or "@..."
    lines = [f"  {_pattern(path, file.owners.dialect)} {who}" for path in bare[:5]]
    return "\n".join([f"Add at the end of {file.path}:", *lines])


def _pattern(written: str, dialect: str) -> str:
    path = visible(written, 4096)
    if dialect == "gitea":
        return re.escape(path)
    return "/" + re.sub(r"(?=[\s#\\])", r"\\", path)


def _handles(declared: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The handles that the declarations give for their owners: nobody else is suggested."""
    found = (
        lookup(data, ("owners", side, key))
        for data in declared.values()
        for side in ("business", "technical")
        for key in ("contact", "name")
    )
    handles = (text for text in found if isinstance(text, str) and _HANDLE.fullmatch(text))
    return list(dict.fromkeys(handles))


def _none(tree: Tree, declared: Mapping[str, Mapping[str, Any]]) -> Answer:
    path = next(iter(declared))
    approvers = owners_files.approvers(tree, path.rpartition("/")[0])
    if approvers is not None:
        at = Span(approvers.at.path, approvers.at.line, 1, approvers.at.line, 1)
        text = f"{approvers.at.path} names {visible(approvers.owners[0], 60)} for {visible(path)}."
        return Answer(DECLARATION, "ok", text, at)
    forge = codeowners.forge(tree)
    if forge is None:
        text = "There is no CODEOWNERS, and which forge would read one cannot be told."
        return Answer(DECLARATION, "unknown", text)
    dialect, folder = forge, {"github": ".github/", "gitlab": ".gitlab/"}.get(forge, "")
    who = " ".join(_handles(declared)[:2]) or "@..."
    lines = [f"  {_pattern(each, dialect)} {who}" for each in list(declared)[:5]]
    fix = "\n".join([f"Write {folder}CODEOWNERS:", *lines])
    return Answer(DECLARATION, "to-do", "There is no CODEOWNERS file.", None, fix)
