"""The paths of a repository as one text: those that hold a sign are found without looking at each.

Every path stands between a NUL and a NUL with a slash before it, so ``/dags/`` is a folder
wherever it stands, ``.yaml`` with a NUL behind it an ending, and ``/OWNERS`` with one a name.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

END = "\0"
BETWEEN = "\0/"
MANY = 20
"""Names that are looked for in the text; for more of them an index is made."""


class Listing:
    """Some paths, in their order; one that git lists twice, in a conflict, counts once."""

    def __init__(self, paths: str) -> None:
        """``paths``: with a NUL between two of them."""
        self._text = f"\0/{paths.replace(END, BETWEEN)}\0" if paths else END
        self._folded = ""
        self._paths: tuple[str, ...] | None = None
        self._holding: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._beside: dict[tuple[str, ...], dict[str, list[str]]] = {}
        self._called: dict[str, tuple[str, ...]] = {}
        self._index: dict[str, list[str]] | None = None

    def is_like(self, other: Listing) -> bool:
        """Whether both hold the same paths in the same order."""
        return self._text == other._text

    @property
    def paths(self) -> tuple[str, ...]:
        """All of them."""
        if self._paths is None:
            every = self._text[2:-1].split(BETWEEN) if len(self._text) > 1 else ()
            self._paths = tuple(dict.fromkeys(every))
        return self._paths

    def holding(self, *signs: str) -> tuple[str, ...]:
        """The paths that hold one of some signs, which are not empty."""
        if signs not in self._holding:
            self._holding[signs] = self._at(_spans(self._text, signs))
        return self._holding[signs]

    def beside(self, folder: str, *signs: str) -> tuple[str, ...]:
        """Those of them that stand right in a folder."""
        if signs not in self._beside:
            folders = self._beside[signs] = {}
            for path in self.holding(*signs):
                folders.setdefault(path.rpartition("/")[0], []).append(path)
        return tuple(self._beside[signs].get(folder, ()))

    def called(self, name: str) -> tuple[str, ...]:
        """The paths whose last part is ``name``, whatever its letter case."""
        name = name.casefold()
        if name not in self._called:
            self._called[name] = self._found(name)
        return self._called[name]

    def _found(self, name: str) -> tuple[str, ...]:
        self._folded = self._folded or self._text.casefold()
        if len(self._called) < MANY and len(self._folded) == len(self._text):
            return self._at(_spans(self._folded, (f"/{name}{END}",)))
        if self._index is None:
            self._index = {}
            for path in self.paths:
                self._index.setdefault(path.rpartition("/")[2].casefold(), []).append(path)
        return tuple(self._index.get(name, ()))

    def _at(self, spans: Iterable[tuple[int, int]]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._text[start + 2 : end] for start, end in spans))


def _spans(text: str, signs: Iterable[str]) -> list[tuple[int, int]]:
    """Where the paths begin and end that hold one of some signs, each once and in order."""
    found: dict[int, int] = {}
    for sign in signs:
        at = text.find(sign)
        while at >= 0:
            end = text.find(END, at + len(sign) - 1)
            found[text.rfind(END, 0, at + 1)] = end
            at = text.find(sign, end)
    return sorted(found.items())
