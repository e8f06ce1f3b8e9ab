"""Which configuration of commit hooks names govlint.

pre-commit reads ``.pre-commit-config.yaml``; prek the first of ``prek.toml``, that file, and its
``.yml`` form (prek.j178.dev, Configuration).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from govlint import __version__
from govlint.checkup import Answer
from govlint.doctor import shell
from govlint.doctor.nouns import HOME, span_of, start_of
from govlint.facts.evidence.places import list_of, text_of, texts_of
from govlint.model import Span
from govlint.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govlint.facts.evidence.tree import Tree
    from govlint.source import Document

NAMED = "hook/named"
IDS = ("govlint", "govlint-files")
YAML, PREK = ".pre-commit-config.yaml", "prek.toml"
FILES = (YAML, PREK, ".pre-commit-config.yml")
OTHERS = (
    "lefthook.yml", "lefthook.yaml", ".lefthook.yml", ".lefthook.yaml", "lefthook.toml",
    ".lefthook.toml", "lefthook.json", ".husky/pre-commit", ".husky/pre-push",
    ".githooks/pre-commit", ".githooks/pre-push", ".hooks/pre-commit", ".overcommit.yml",
)  # fmt: skip
"""What other hook managers run, read line by line."""
_AT_COMMIT = frozenset({"pre-commit", "commit", "pre-push", "push", "pre-merge-commit"})
_REPOSITORY = f"""\
Add to .pre-commit-config.yaml:
  repos:
    - repo: {HOME}
      rev: v{__version__}
      hooks:
        - id: govlint"""
_TOML = f"""\
Add to prek.toml:
  [[repos]]
  repo = "{HOME}"
  rev = "v{__version__}"
  hooks = [{{ id = "govlint" }}]"""
_LINE = "Add to what it runs before a commit:\n  govlint check --staged --allow-unchecked"


class Named(NamedTuple):
    """Where a configuration names govlint's hook."""

    path: str
    at: Span
    id: str
    """``govlint``, ``govlint-files``; empty for a command."""
    stages: tuple[str, ...] = ()
    """Those to which the configuration limits it; none: its own."""
    service: bool = False
    """The configuration speaks to pre-commit.ci, and does not tell it to leave the hook out."""

    @property
    def managed(self) -> bool:
        """Whether pre-commit or prek reads it."""
        return self.path.rpartition("/")[2] in FILES

    @property
    def in_pipelines(self) -> str:
        """Why it is not sure that it runs where no commit is made."""
        told = self.id == "govlint-files"
        return "`govlint-files` runs only where a declaration is among the files" if told else ""


def named(tree: Tree) -> Named | None:
    """The first hook of ours, that of the whole repository before that of single files."""
    below = (path for name in FILES for path in tree.called(name) if not tree.aside(path))
    found = [each for path in dict.fromkeys((*FILES, *below)) for each in _managed(tree, path)]
    found += [each for path in OTHERS for each in _line(tree, path)]
    return min(found, key=lambda each: each.id == "govlint-files", default=None)


def answer(tree: Tree, found: Named | None, own: Span | None) -> Answer:
    """Return whether a configuration names the hook; ``own``: a hook that this clone alone has."""
    if found is None and own is not None:
        text = "The hook of this clone runs govlint; no configuration gives it to other clones."
        return Answer(NAMED, "hint", text, own, _missing(tree).mend)
    if found is None:
        return _missing(tree)
    if found.managed and "/" in found.path:
        text = f"{visible(found.path)} names the hook, and only prek reads a file below the top."
        return Answer(NAMED, "unknown", text, found.at)
    if found.stages and _AT_COMMIT.isdisjoint(found.stages):
        text = f"{found.path} names the hook, but only for the stage {found.stages[0]}."
        fix = "Let it run at a commit:\n  stages: [pre-commit]"
        return Answer(NAMED, "to-do", text, found.at, fix)
    if found.id == "govlint-files":
        text = (
            f"{found.path} names `govlint-files`, which is skipped where a declaration is deleted."
        )
        return Answer(NAMED, "hint", text, found.at, "Name the other hook:\n  - id: govlint")
    return Answer(NAMED, "ok", f"{found.path} runs govlint.", found.at)


def _missing(tree: Tree) -> Answer:
    config = next((path for path in FILES if tree.snapshot.kind(path) == "file"), "")
    other = next((path for path in OTHERS if tree.snapshot.kind(path) == "file"), "")
    if config and config != PREK and not _whole(tree, config):
        return Answer(NAMED, "unknown", f"{tree.trouble(config)}.", start_of(config))
    if config == PREK:
        text = "prek.toml does not name govlint's hook."
        return Answer(NAMED, "to-do", text, start_of(config), _TOML)
    if other and not config:
        return Answer(NAMED, "to-do", f"{other} does not run govlint.", start_of(other), _LINE)
    text = f"{YAML} does not name govlint's hook." if config else "No commit hook runs govlint."
    at = start_of(config) if config else None
    return Answer(NAMED, "to-do", text, at, _REPOSITORY)


def _whole(tree: Tree, path: str) -> bool:
    documents = tree.documents(path)
    return bool(documents) and documents[0].complete and isinstance(documents[0].data, dict)


def _managed(tree: Tree, path: str) -> Iterator[Named]:
    document = _document(tree, path)
    data = document.data if document is not None else {}
    for number, repo in enumerate(list_of(data, "repos")[:500]):
        for index, hook in enumerate(list_of(repo, "hooks")[:500]):
            own = text_of(hook, "id")
            local = text_of(repo, "repo") in ("local", "")
            runs = local and any(c.by == "govlint" for c in shell.calls(_entry(hook)))
            if document is not None and (runs or (own in IDS and not local)):
                at = span_of(document, ("repos", number, "hooks", index, "id"))
                stages = _stages(data, hook, local=local)
                yield Named(path, at, "" if runs else own, stages, _served(data, own))


def _served(data: Any, id_: str) -> bool:
    return "ci" in data and id_ not in texts_of(data, "ci", "skip")


def _document(tree: Tree, path: str) -> Document | None:
    content = tree.read(path) if tree.snapshot.kind(path) == "file" else None
    if content is None or content.binary:
        return None
    if path.endswith(".toml"):
        from govlint.source import read_toml

        return read_toml(content.text.encode(), path, ())
    documents = tree.documents(path)
    return documents[0] if documents and isinstance(documents[0].data, dict) else None


def _entry(hook: Any) -> str:
    return " ".join([text_of(hook, "entry"), *texts_of(hook, "args")])


def _stages(data: Any, hook: Any, *, local: bool) -> tuple[str, ...]:
    """``default_stages`` is for hooks without stages, and ours have some in their own list."""
    default = texts_of(data, "default_stages") if local else []
    return tuple(texts_of(hook, "stages") or default)


def _line(tree: Tree, path: str) -> Iterator[Named]:
    name = path.rpartition("/")[2]
    stages = (name,) if name in _AT_COMMIT else ("pre-commit", "pre-push")
    content = tree.read(path) if tree.snapshot.kind(path) == "file" else None
    for call in shell.calls(content.text if content else ""):
        if call.by == "govlint":
            line = call.line + 1
            yield Named(path, Span(path, line, 1, line, len(call.text) + 1), "", stages)
