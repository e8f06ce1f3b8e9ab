"""Following a file to its earlier names, on every line of commits that leads to it."""

from __future__ import annotations

from govlint.facts.history import words
from govlint.facts.history.origins import Origins

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from govlint.facts.history.everything import Everything
    from govlint.facts.history.gathering import Followed, Reading
    from govlint.facts.history.origins import Origin
    from govlint.facts.history.planning import Subject
    from govlint.facts.history.scan import Touch
    from govlint.model import Unavailable

MOST_RENAMES = 100
"""Of one file."""


def follow(
    files: Mapping[str, Followed], known: Reading, subjects: Mapping[str, Subject]
) -> dict[str, Followed]:
    """The touches of each file, those of its earlier names included, newest first.

    A file is followed from each commit that added it and at the same time took another away: one
    with the same content or, for one of the declarations ``subjects``, with the same system. The
    log is read again at most once, for all files and all names.
    """
    names = _Names(known)
    return {
        path: _Trail(path, Origins(known, subjects.get(path)), known, names).followed(one)
        for path, one in files.items()
    }


class _Names:
    """What became of the files of any name: known already, or read from the log once more."""

    def __init__(self, known: Reading) -> None:
        self._known = known
        self._all: Everything | None = None

    def of(self, name: str) -> list[Touch]:
        """What became of the file of that name, newest first."""
        touches = self._known.scan.touches.get(name)
        if touches is not None or not self._known.starts:
            return touches or []
        if self._all is None:
            from govlint.facts.history import everything

            self._all = everything.read(self._known)
        return self._all.of(name)

    @property
    def ended(self) -> str:
        """The day before which nothing is known of other names; empty where all is known."""
        return self._all.ended if self._all is not None else ""


class _Life:
    """What became of the file while it had one name, by the number of the commit."""

    def __init__(self, name: str, touches: Mapping[int, Touch]) -> None:
        self.name = name
        self.touches = dict(touches)


class _Trail:
    """One file, followed from name to name."""

    def __init__(self, path: str, origins: Origins, known: Reading, names: _Names) -> None:
        self._path = path
        self._origins = origins
        self._lineage = known.lineage
        self._names = names
        self._lives: list[_Life] = []
        self._begun: set[tuple[int, Origin]] = set()
        self._lost: Unavailable | None = None

    def followed(self, file: Followed) -> Followed:
        """The file with the touches of all its names."""
        touches = {touch.made.number: touch for touch in file.touches}
        self._lives = [_Life(file.names[0], touches)]
        for life in self._lives:  # which grow on the way
            for number in sorted(life.touches):
                touch = life.touches.get(number)
                if touch is not None and touch.new and not all(touch.olds):
                    self._go_back(life, touch)
        found: dict[int, Touch] = {}
        for life in self._lives:
            found |= {
                n: one for n, one in life.touches.items() if n not in found or not found[n].new
            }
        kept = sorted(found.keys() - self._origins.hidden)
        return file._replace(
            touches=tuple(found[number] for number in kept),
            names=tuple(dict.fromkeys(life.name for life in self._lives)),
            lost=self._origins.lost or self._lost,
        )

    def _go_back(self, life: _Life, added: Touch) -> None:
        """Take a file for renamed, if it was; what had its name before that is another one."""
        number = added.made.number
        origins = self._origins.of(added, life.name, [life.name for life in self._lives])
        if not origins:
            return
        olds = (
            origins[parent].blob if parent in origins else old
            for parent, old in zip(self._lineage.parents(number), added.olds, strict=False)
        )
        life.touches[number] = added._replace(olds=tuple(olds))
        if not any(added.olds):
            for older in self._lineage.behind(number) & life.touches.keys():
                del life.touches[older]
        for origin in origins.values():
            if len(self._lives) > MOST_RENAMES:
                self._lost = words.many_renames(self._path, MOST_RENAMES)
            elif (number, origin) not in self._begun:
                self._begun.add((number, origin))
                self._lives.append(self._before(origin, added))

    def _before(self, origin: Origin, added: Touch) -> _Life:
        """What became of the file under its old name, until it was renamed.

        On branches that did not know of that, it may have been edited since.
        """
        number, parent = added.made.number, self._lineage.number(origin.parent)
        behind = set() if parent is None else {parent, *self._lineage.behind(parent)}
        apart = {number, *self._lineage.ahead(number), *self._lineage.behind(number)}
        others = self._names.of(origin.path)
        life = {one.made.number: one for one in others if one.made.number in behind}
        begun = any(one.new and not any(one.olds) for one in life.values())
        if self._names.ended and not begun:
            self._lost = words.many_changes(self._names.ended)
        contents = {origin.blob}.union(*((*one.olds, one.new) for one in life.values())) - {""}
        for touch in reversed(others):
            if touch.made.number not in apart and not contents.isdisjoint(touch.olds):
                contents.add(touch.new or origin.blob)
                life[touch.made.number] = touch
        return _Life(origin.path, life)
