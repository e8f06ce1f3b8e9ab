"""The one streamed log: its arguments, and the reading of what git prints."""

from __future__ import annotations

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
    "--format=%H%x00%ct%x00%at%x00%an%x00%ae%x00"
    "%(trailers:only,unfold,key=Co-authored-by,key=Reviewed-by,key=Signed-off-by)%x00%P"
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
_FIELDS = 7
"""A commit's: id, when it landed and was written, name, address, trailers, parents."""
_WIDTHS = (40, 64)
_COLON = ord(":")
_CHANGE = b"\n:"
_MODE = len("100644 ")
_LARGEST = 8 << 20


class Visitor(Protocol):
    """Who hears of each commit, newest first, and then of each of its changes."""

    def commit(self, fields: Sequence[bytes]) -> bool:
        """Id, when it landed and when it was written (seconds, may be empty), author's name
        and address, trailers, the parents' ids. False: enough."""

    def change(self, ids: bytes, path: bytes) -> None:
        """The blobs of ``path``: in each parent, then here; zeros where it was not there."""


def arguments(starts: Sequence[str], paths: Sequence[str]) -> list[str]:
    """For all commits reachable from ``starts``; ``paths`` are literal, none of them means all."""
    return ["log", *_OPTIONS, _FORMAT, *starts, "--", *paths]


def read(process: Process, visitor: Visitor) -> End:
    """Hand every commit to ``visitor`` and end the process."""
    end = _read(process, visitor)
    if end == "root" and process.close() != 0:
        return "failed"
    process.end()
    return end


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
        *fields, rest = b"".join(held).split(b"\0")
        used = _handed(fields, visitor)
        if used < 0:
            return "stopped"
        held = [b"\0".join([*fields[used:], rest])]
        size = len(held[0])
    if data is None:
        return "silent"
    return "failed" if b"".join(held).strip(b"\0\n") else "root"


def _handed(fields: list[bytes], visitor: Visitor) -> int:
    """How many of the fields were whole commits and changes; -1 where the visitor has enough."""
    at, last = 0, len(fields)
    commit, change = visitor.commit, visitor.change
    while at < last:
        field = fields[at]
        if not field:
            at += 1
        elif field[0] in _CHANGE:
            header = field.lstrip(b"\n")
            if at + 1 == last or header[:1] != b":":
                break
            change(_ids(header), fields[at + 1])
            at += 2
        else:
            end = at + _FIELDS
            if end > last or len(field) not in _WIDTHS or not field.isalnum():
                break
            if not commit(fields[at:end]):
                return -1
            at = end
    return at


def _ids(header: bytes) -> bytes:
    """The blobs of ``:100644 100755 <id> <id> M``: of each parent, and then the commit's own.

    There are as many colons as parents.
    """
    parents = 1 if header[1] != _COLON else len(header) - len(header.lstrip(b":"))
    return header[parents + (parents + 1) * _MODE : header.rfind(b" ")]
