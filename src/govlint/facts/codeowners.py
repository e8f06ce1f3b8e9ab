"""The fact ``codeowners``: who owns what the declaration speaks for, by the CODEOWNERS file."""

from __future__ import annotations

from govlint.facts.evidence import elsewhere, governed, ownership, people
from govlint.facts.evidence.nouns import Note, Proof
from govlint.record import Record
from govlint.text import listing, visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from govlint.facts.evidence.ownership import Dialect, Owners, Rule
    from govlint.facts.evidence.tree import Tree

_MOST_COMPARED = 400_000
"""Patterns times paths."""
_GROUPS = ("model", "data", "prompts", "serving", "deployment")


class _Cover(Record):
    """The rules that own some files, each with how many of these it owns."""

    rules: dict[Rule, int]
    files: int

    @property
    def owners(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(owner for rule in self.rules for owner in rule.owners))

    @property
    def bare(self) -> list[Rule]:
        """The rules without an owner that rule over at least half of the files."""
        return [
            rule
            for rule, count in self.rules.items()
            if not rule.owners and 2 * count >= self.files
        ]


class _Covers(Record):
    """What the rules say of the declaration, of the model, and of the rest that it governs."""

    own: _Cover
    model: _Cover
    rest: _Cover

    @property
    def rules(self) -> dict[Rule, None]:
        return dict.fromkeys((*self.model.rules, *self.own.rules))

    @property
    def owners(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.model.owners, *self.own.owners)))

    @property
    def bare(self) -> dict[Rule, None]:
        return dict.fromkeys((*self.model.bare, *self.own.bare))


def collect(tree: Tree, data: Mapping[str, Any], declaration: str) -> Proof:
    """What CODEOWNERS says of the declaration and of ``governs``, against ``owners``.

    ``declaration`` is its path from the root. Fields that are not known are left out.
    """
    absent = elsewhere.codeowners(tree)
    if absent is not None:
        return absent
    path = tree.first(ownership.places(tree.remote()))
    content = tree.read(path)
    if content is None or content.binary or not content.whole:
        end = "" if content is None else " to its end as text"
        return _unsure(path, f"the file {path} could not be read{end}")
    owners = read(tree, path, content.text)
    model = governed.files(tree, data, ("model",))
    rest = governed.files(tree, data, _GROUPS[1:])
    if owners.wide * (len(model) + len(rest)) > _MOST_COMPARED:
        return _unsure(path, f"the file {path} has more patterns than are compared")
    covers = _Covers(_cover(owners, (declaration,)), _cover(owners, model), _cover(owners, rest))
    return _proof(path, owners, covers, people.declared(data))


def _unsure(path: str, why: str) -> Proof:
    at = Note(path, 1, 1, "CODEOWNERS")
    return Proof("codeowners", ("owners",), "", "exists", path, at, "", why, data={"found": True})


def read(tree: Tree, path: str, text: str) -> Owners:
    """The rules of a CODEOWNERS file, in the dialect of its forge."""
    dialect = ownership.dialect_of(path, text, tree.remote(), [forge(tree) or "github"])
    return ownership.parse(text, dialect)


def forge(tree: Tree) -> Dialect | None:
    """The forge of a repository by its remote, else by its own files; None where neither tells."""
    told = ownership.forge_of(tree.remote())
    if told:
        return told
    if tree.snapshot.kind(".github") == "folder":
        return "github"
    if tree.snapshot.kind(".gitlab-ci.yml") == "file" or tree.snapshot.kind(".gitlab") == "folder":
        return "gitlab"
    gitea = any(tree.snapshot.kind(folder) == "folder" for folder in (".gitea", ".forgejo"))
    return "gitea" if gitea else None


def _cover(owners: Owners, files: tuple[str, ...]) -> _Cover:
    found: dict[Rule, int] = {}
    for file in files:
        for rule in owners.winning(file):
            found[rule] = found.get(rule, 0) + 1
    return _Cover(found, len(files))


def _proof(path: str, owners: Owners, covers: _Covers, named: people.Named) -> Proof:
    listed = covers.owners
    verdict, disagreeing = _verdict(covers, named, grouped=owners.dialect == "gitlab")
    contradictions = [
        _note(path, rule, _BARE.format(visible(rule.pattern))) for rule in covers.bare
    ]
    if verdict == "disagree":
        contradictions += [_note(path, rule, _says(rule)) for rule in disagreeing if rule.owners]
    data = {
        "found": True,
        "dialect": owners.dialect,
        "owners": list(listed),
        "covers_declaration": bool(covers.own.rules),
        "covers_model": bool(covers.model.owners),
        "covers_governed": bool(covers.model.owners or covers.rest.owners),
        "comparable": bool(covers.bare) or verdict != "incomparable",
        "agrees": not contradictions,
        "problems": [Note(path, *problem).plain() for problem in owners.problems[:20]],
    }
    return Proof(
        part="codeowners",
        key=("owners",),
        written="",
        strength="is wired" if verdict == "agree" else "exists",
        found=f"{path} names {listing(map(visible, listed))}"
        if listed
        else f"{path} covers nothing here",
        at=next((_note(path, rule, "") for rule in covers.rules), Note(path, 1, 1, "")),
        stronger=_stronger(covers, verdict),
        contradictions=tuple(contradictions),
        data=data,
        against=elsewhere.ANSWERING,
    )


def _verdict(
    covers: _Covers, named: people.Named, *, grouped: bool
) -> tuple[people.Verdict, tuple[Rule, ...]]:
    """The model's line decides, else the declaration's; somebody in common anywhere is enough.

    ``grouped``: what looks like a person's handle may be a group's, as on GitLab.
    """
    if people.compare(covers.owners, named) == "agree":
        return "agree", ()
    deciding = covers.model if covers.model.owners else covers.own
    if grouped and any(people.kind_of(owner) == "user" for owner in deciding.owners):
        return "incomparable", ()
    return people.compare(deciding.owners, named), tuple(deciding.rules)


def _note(path: str, rule: Rule, text: str) -> Note:
    return Note(path, rule.line, rule.column, text)


def _says(rule: Rule) -> str:
    return f"{visible(rule.pattern)} belongs to {listing(map(visible, rule.owners))}"


def _stronger(covers: _Covers, verdict: people.Verdict) -> str:
    if not covers.model.owners:
        return "Give the model's files an owner in CODEOWNERS."
    return _COMPARABLE if verdict == "incomparable" else ""


_COMPARABLE = "Write a handle or a team that stands there under `owners` or `access` as well."
_BARE = "{} has no owner, which takes ownership away"
