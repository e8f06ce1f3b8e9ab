"""Path patterns matched segment by segment: no pattern, however odd, makes it slow."""

from __future__ import annotations

from govlint.paths import like

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection

LONGEST = 1000
_MOST_SEGMENTS = 60


def matches(pattern: str, path: str) -> bool:
    """Whether a path is matched: ``*`` stays within a segment, ``**`` spans any number of them."""
    if len(pattern) > LONGEST or len(path) > 4 * LONGEST:
        return False
    wanted, parts = pattern.split("/"), path.split("/")
    if len(wanted) > _MOST_SEGMENTS or len(parts) > _MOST_SEGMENTS:
        return False
    reached = {0}
    for segment in wanted:
        if segment == "**":
            reached = set(range(min(reached), len(parts) + 1)) if reached else reached
        else:
            ends = (at for at in reached if at < len(parts) and like(parts[at], segment))
            reached = {at + 1 for at in ends}
    return len(parts) in reached


def below(*folders: str, named: Collection[str] = ()) -> Callable[[str], bool]:
    """Whether a file lies in a folder of one of these names, however deep, or has part of a name.

    ``/x`` in ``named`` is a beginning of the file's name, any other text a part of it.
    """
    inner, parts = frozenset(folders), tuple(named)

    def takes(path: str) -> bool:
        *above, name = path.split("/")
        if not inner.isdisjoint(above):
            return True
        name = f"/{name}"
        return any(part in name for part in parts)

    return takes


def within(*folders: str, called: Collection[str] = ()) -> Callable[[str], bool]:
    """Whether a file lies right in one of these folders, counted from the root, or has a name."""

    def takes(path: str) -> bool:
        home, _, name = path.rpartition("/")
        return home in folders or name in called

    return takes


def literal_folder(pattern: str) -> str:
    """The folders before the first sign of a pattern: of ``models/*/x.dvc``, ``models``."""
    folders: list[str] = []
    for segment in pattern.split("/")[:-1]:
        if any(sign in segment for sign in "*?[{"):
            break
        folders.append(segment)
    return "/".join(folders)
