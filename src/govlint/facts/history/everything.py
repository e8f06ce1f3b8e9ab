"""The log once more, for all files: a file may have had any name before it had this one."""

from __future__ import annotations

import os

from govlint.facts.history.scan import Scan, Touch, day
from govlint.git import log

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from govlint.facts.history.gathering import Reading
    from govlint.facts.history.scan import Made

MOST_CHANGES = 300_000
"""Changes of files that are kept, 100 bytes each."""


class Everything(Scan):
    """The visitor that keeps every change of every file (see `govlint.git.log.Visitor`)."""

    def __init__(self, like: Scan) -> None:
        super().__init__(like.window, (), lambda _: (), like.is_bot)
        self.ended = ""
        """The day that it was read back to, where something cut it short; else empty."""
        self._changes: dict[bytes, bytearray] = {}
        self._made_by: dict[int, Made] = {}
        self._left = MOST_CHANGES

    def commit(self, fields: Sequence[bytes]) -> bool:
        """See `log.Visitor.commit`."""
        if self._left <= 0:
            self.stop = "changes"
            return False
        return super().commit(fields)

    def change(self, ids: bytes, path: bytes) -> None:
        """See `log.Visitor.change`."""
        if self._at_boundary:
            return
        made = self._commit()
        self._made_by[made.number] = made
        self._changes.setdefault(path, bytearray()).extend(b"%d %s\n" % (made.number, ids))
        self._left -= 1

    def of(self, path: str) -> list[Touch]:
        """What became of the file of that name, newest first."""
        changes = self._changes.get(os.fsencode(path), b"")
        return [self._touch(line) for line in changes.decode().splitlines()]

    def _touch(self, line: str) -> Touch:
        number, *blobs = line.split()
        *olds, new = (blob if blob.strip("0") else "" for blob in blobs)
        return Touch(self._dated(self._made_by[int(number)]), tuple(olds), new)


def read(known: Reading) -> Everything:
    """All that became of all files, as far back as the log was read before."""
    like, kept = known.scan, known.kept
    found = Everything(like)
    replay = kept.within(known.starts, (), like.window) if kept is not None else None
    if replay is not None:
        end = replay.read(found)
    else:
        process = known.repository.log(known.starts, ())
        end = log.read(process, found) if kept is None else kept.read(process, found, ())
    found.finish()
    if end not in ("root", "stopped") or found.stop not in (None, "window"):
        found.ended = day(found.last, like.window.today)
    return found
