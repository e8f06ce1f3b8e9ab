"""The flow of ``govlint history``: how each declaration was kept current."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint import config, discovery, policy, schema, source
from govlint.errors import UserError
from govlint.facts import Facts, Scene, Subject, history
from govlint.facts.history import words
from govlint.facts.history.timeline import timeline
from govlint.text import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from govlint.discovery import Place
    from govlint.facts.history.timeline import Timeline

_AT_ONCE = 100


def trace(
    paths: Sequence[str],
    today: str,
    environ: Mapping[str, str],
    deepen: Callable[[str], None] | None,
) -> list[Timeline]:
    """The timeline of every declaration at ``paths``.

    Raises `UserError` for what is wrong with the paths or the configuration, and where there is no
    declaration, or no history to read.
    """
    found: list[Timeline] = []
    for place in discovery.places(paths):
        with place:
            settings = config.load(place.snapshot)
            names = discovery.declarations(place, settings.declarations)
            limits = {**policy.builtin().limits, **settings.limits}
            scene = Scene(
                place.root, place.snapshot, today, environ, limits, settings.bots, deepen=deepen
            )
            for start in range(0, len(names), _AT_ONCE):
                found += _timelines(place, scene, names[start : start + _AT_ONCE])
    if not found:
        raise UserError(
            f"There is no {discovery.NAMES[0]} here, so there is no history to show.",
            fix="`govlint check` says how to begin one.",
        )
    return found


def _timelines(place: Place, scene: Scene, paths: Sequence[str]) -> list[Timeline]:
    facts = Facts(scene, [_subject(place, path, scene.today) for path in paths])
    known = history.gather(history.start(facts.request()))
    if not isinstance(known, dict):
        why = words.trouble(known)
        raise UserError(f"There is no history to show. {sentence(why.reason)}", fix=why.remedy)
    return [timeline(known[path]) for path in paths]


def _subject(place: Place, path: str, today: str) -> Subject:
    content = place.snapshot.read(path, source.MAX_BYTES + 1) or b""
    form = schema.check_form(source.read(content, path), today)
    return Subject(path, content, form.document, form.data, frozenset())
