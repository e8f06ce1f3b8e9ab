"""Path patterns matched segment by segment: no pattern, however odd, makes it slow."""

from __future__ import annotations

from fnmatch import fnmatchcase

_LONGEST = 1000
_MOST_SEGMENTS = 60


def matches(pattern: str, path: str) -> bool:
    """Whether a path is matched: ``*`` stays within a segment, ``**`` spans any number of them."""
    if len(pattern) > _LONGEST or len(path) > 4 * _LONGEST:
        return False
    wanted, parts = pattern.split("/"), path.split("/")
    if len(wanted) > _MOST_SEGMENTS or len(parts) > _MOST_SEGMENTS:
        return False
    reached = {0}
    for segment in wanted:
        if segment == "**":
            reached = set(range(min(reached), len(parts) + 1)) if reached else reached
        else:
            ends = (at for at in reached if at < len(parts) and fnmatchcase(parts[at], segment))
            reached = {at + 1 for at in ends}
    return len(parts) in reached


def literal_folder(pattern: str) -> str:
    """The folders before the first sign of a pattern: of ``models/*/x.dvc``, ``models``."""
    folders: list[str] = []
    for segment in pattern.split("/")[:-1]:
        if any(sign in segment for sign in "*?[{"):
            break
        folders.append(segment)
    return "/".join(folders)
