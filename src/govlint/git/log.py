"""The one streamed log: its arguments, and the reading of what git prints."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal, Protocol

    from govlint.git.process import Process

    End = Literal["root", "stopped", "silent", "failed", "large"]
    """Why reading ended: at the first commit, by the visitor, or short of it."""
else:
    Protocol = object


_FORMAT = (
    "--format=%H%x00%ct %at%x00%an%x00%ae%x00"
    "%(trailers:only,unfold,key=Co-authored-by,key=Reviewed-by,key=Signed-off-by)"
)
_OPTIONS = (
    "-z",
    "--raw",
    "-c",
    "--no-abbrev",
    "--full-history",
    "--sparse",
    "--no-renames",
    "--no-ext-diff",
    "--no-textconv",
    "--no-show-signature",
    "--no-mailmap",
    "--no-notes",
    "--no-color",
    "--no-decorate",
    "--encoding=UTF-8",
    "-O/dev/null",
    "--ignore-submodules=all",
)
_TOKEN = re.compile(
    rb"[\0\n]{0,2}(?:"
    rb"([0-9a-f]{40,64})\0(-?\d*) (-?\d*)\0([^\0]*)\0([^\0]*)\0([^\0]*)\0"
    rb"|:+(?:[0-7]{6} )+([0-9a-f ]+) [A-Z]+\0([^\0]+)\0)"
)
_LARGEST = 8 << 20


class Visitor(Protocol):
    """Who hears of each commit, newest first, and then of each of its changes."""

    def commit(self, fields: Sequence[bytes]) -> bool:
        """Id, when it landed and when it was written (seconds, may be empty), author's name
        and address, trailers. False: enough."""

    def change(self, ids: bytes, path: bytes) -> None:
        """The blobs of ``path``: in each parent, then here; zeros where it was not there."""


def arguments(starts: Sequence[str], paths: Sequence[str]) -> list[str]:
    """For all commits reachable from ``starts``; ``paths`` are literal, none of them means all."""
    return ["log", *_OPTIONS, _FORMAT, *starts, "--", *paths]


def read(process: Process, visitor: Visitor) -> End:
    """Hand every commit to ``visitor`` and end the process."""
    end = _read(process, visitor)
    code = process.close()
    return "failed" if end == "root" and code != 0 else end


def _read(process: Process, visitor: Visitor) -> End:
    held: list[bytes] = []
    size = 0
    while data := process.read():
        held.append(data)
        size += len(data)
        if size > _LARGEST:
            return "large"
        if b"\0" not in data:  # nothing can be complete yet
            continue
        text = b"".join(held)
        position = 0
        for token in _TOKEN.finditer(text) if _TOKEN.match(text) else ():
            if token.start() != position:
                break
            position = token.end()
            ids = token[7]
            if ids is not None:
                visitor.change(ids, token[8])
            elif not visitor.commit(token.groups()):
                return "stopped"
        held = [text[position:]]
        size = len(held[0])
    if data is None:
        return "silent"
    return "failed" if b"".join(held).strip(b"\0\n") else "root"
