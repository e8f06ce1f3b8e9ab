"""Whether govlint stands where it should in a repository: hook, gate, history, owners, editor.

Everything is read as text: nothing of the repository runs, and nothing is fetched.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from govlint import config, discovery, schema, source, tracing
from govlint.checkup import Answer, Checkup
from govlint.doctor import editor, gate, hooks, installed, owners
from govlint.doctor.nouns import start_of
from govlint.errors import UserError
from govlint.facts.evidence.tree import Tree
from govlint.git.locate import Trouble, locate, remote_of
from govlint.text import sentence, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from govlint.checkup import State
    from govlint.discovery import Place

_DECLARED, _HISTORY = "declaration/there", "history/whole"


def examine(path: str, today: str, environ: Mapping[str, str]) -> Checkup:
    """Return the answers about the repository at ``path``.

    Raises `UserError` for a path that does not exist, and for a configuration that is wrong.
    """
    place = discovery.places((path,))[0]._replace(files=(), folders=("",))
    with place:
        return Checkup(place.root, tuple(_answers(place, today, environ)))


def _answers(place: Place, today: str, environ: Mapping[str, str]) -> Iterator[Answer]:
    settings = config.load(place.snapshot)
    paths = discovery.declarations(place, settings.declarations)
    tree = Tree(place.snapshot, "", remote=partial(remote_of, place.root))
    named = hooks.named(tree)
    yield _there(paths)
    if named is not None:
        yield hooks.answer(tree, named, None)
        yield installed.answer(place.root, environ, named)
    elif isinstance(locate(place.root), Trouble):
        yield Answer(hooks.NAMED, "unknown", installed.NO_GIT)
    else:
        yield hooks.answer(tree, None, installed.own(place.root, environ))
    yield from gate.answers(tree, paths or discovery.NAMES[:1], named)
    if paths:
        yield _history(place, today, environ)
        yield from owners.answers(tree, _declared(place, paths, today), settings)
        yield editor.answer(tree, paths)


def _there(paths: Sequence[str]) -> Answer:
    if not paths:
        fix = "Start one:\n  schema: ai-governance/v1\n  system: {id: ..., lifecycle: planned}"
        return Answer(_DECLARED, "to-do", f"There is no {discovery.NAMES[0]} here.", None, fix)
    more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
    return Answer(_DECLARED, "ok", f"{visible(paths[0])}{more}.", start_of(paths[0]))


def _declared(place: Place, paths: Sequence[str], today: str) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for path in paths:
        content = place.snapshot.read(path, source.MAX_BYTES + 1) or b""
        found[path] = schema.check_form(source.read(content, path), today).data
    return found


def _history(place: Place, today: str, environ: Mapping[str, str]) -> Answer:
    """Return whether this clone holds the history that the policies read."""
    try:
        lines = tracing.trace((place.root,), today, environ, None)
    except UserError as error:
        return Answer(_HISTORY, _lacking(place), error.message, None, error.fix or "")
    missing = next((line.missing for line in lines if line.missing is not None), None)
    if missing is None:
        return Answer(_HISTORY, "ok", "This clone holds the history that the policies read.")
    return Answer(_HISTORY, _lacking(place), sentence(missing.reason), None, missing.remedy)


def _lacking(place: Place) -> State:
    """Whether there is more history to be fetched."""
    where = locate(place.root)
    more = not isinstance(where, Trouble) and (where.boundary or where.promisor)
    return "to-do" if more else "unknown"
