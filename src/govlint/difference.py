"""The declarations of two moments, each with its counterpart, compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from govlint import comparison, config, schema, source
from govlint.discovery import NAMES, matches
from govlint.errors import UsageError
from govlint.moments import open_moments
from govlint.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from govlint.comparison import Comparison
    from govlint.moments import Asked
    from govlint.schema import Form
    from govlint.snapshot import Snapshot


class Pair(NamedTuple):
    """One declaration at both moments; None where it is not there."""

    base: Form | None
    head: Form | None
    comparison: Comparison

    @property
    def path(self) -> str:
        """Where it stands: in the head, if it is there."""
        return self.comparison.after or self.comparison.before


class Difference(NamedTuple):
    """What two moments say differently."""

    base: str
    """Of the base, its name: ``commit 1a2b3c4``."""
    head: str
    comparisons: tuple[Comparison, ...]
    """Of the declarations that differ, in the order of `pairs`."""


class _Read(NamedTuple):
    path: str
    content: bytes
    form: Form

    @property
    def system(self) -> str:
        system = self.form.data.get("system")
        return str(system.get("id", "")) if isinstance(system, dict) else ""


def difference(path: str, environ: Mapping[str, str], asked: Asked, today: str) -> Difference:
    """What the declarations of the repository at or above ``path`` say differently.

    Which files are declarations, the base's configuration says. Raises `UserError`.
    """
    opened = open_moments(path, environ, asked)
    try:
        globs = config.load(opened.base).declarations
        found = [each.comparison for each in pairs(opened.base, opened.head, globs, today)]
    finally:
        opened.close()
    told = tuple(each for each in found if each.changes or each.incomparable)
    return Difference(opened.base.name, opened.head.name, told)


def pairs(base: Snapshot, head: Snapshot, globs: Sequence[str], today: str) -> list[Pair]:
    """Every declaration of either moment, in the order of paths; those that are gone come last.

    Two are the same one that stand at the same path, or else have the same ``system.id``.
    ``globs``: the configuration's ``declarations``. Raises `UsageError` for a partial clone that
    lacks a declaration.
    """
    before = {each.path: each for each in _all(base, globs, today)}
    found = [(before.pop(new.path, None), new) for new in _all(head, globs, today)]
    matched = [_pair(old or _moved(new, before), new) for old, new in found]
    return [*matched, *(_pair(old, None) for old in before.values())]


def _moved(new: _Read, left: dict[str, _Read]) -> _Read | None:
    """The declaration of the same system that stood elsewhere; it is taken out of ``left``."""
    same = [each.path for each in left.values() if each.system == new.system != ""]
    return left.pop(same[0]) if len(same) == 1 else None


def declarations(snapshot: Snapshot, globs: Sequence[str]) -> list[str]:
    """The paths of the declarations of one moment, in order."""
    if globs:
        return sorted(path for path in snapshot.list() if matches(path, globs))
    return sorted(path for path in snapshot.list() if path.rpartition("/")[2] in NAMES)


def _pair(old: _Read | None, new: _Read | None) -> Pair:
    base, head = old and old.form, new and new.form
    return Pair(base, head, comparison.compare(base, head))


def _all(snapshot: Snapshot, globs: Sequence[str], today: str) -> Iterator[_Read]:
    for path in declarations(snapshot, globs):
        content = snapshot.read(path, source.MAX_BYTES + 1)
        if content is not None:
            yield _Read(path, content, schema.check_form(source.read(content, path), today))
        elif snapshot.kind(path) == "file":
            raise UsageError(
                f"{visible(path)} of the {snapshot.name} is not in this clone.",
                fix="Clone without `--filter`, or fetch what is missing.",
            )
