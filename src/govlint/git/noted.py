"""What the index noted of each file on disk: one that is still like that need not be read."""

from __future__ import annotations

import os
import re
from stat import S_ISREG
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govlint.git.changes import Line

_LINE = re.compile(
    r"([0-7]+) ([0-9a-f]+) ([0-3])\t([^\0]+)\0"
    r"  ctime: ([0-9:]+)\n  mtime: ([0-9:]+)\n  dev: [0-9]+\tino: ([0-9]+)\n"
    r"  uid: [0-9]+\tgid: [0-9]+\n  size: ([0-9]+)\tflags: [0-9a-f]+\n"
)
_SECOND = 1_000_000_000
_KEPT = 0xFFFF_FFFF
"""Git keeps the lower half of each number."""


class Noted:
    """The lines of the index, and which files are as they were when git last looked at them."""

    def __init__(self, root: str, written: int) -> None:
        """``written``: when the index was written, in nanoseconds."""
        self.lines: list[Line] = []
        self._root = root
        self._written = written
        self._notes: dict[str, tuple[str, ...]] = {}

    def read(self, output: bytes) -> bool:
        """Take what `git ls-files --stage --debug -z` prints; False where git prints it otherwise.

        Its manual says that the form may change.
        """
        found = _LINE.findall(os.fsdecode(output))
        self.lines = [(mode, id_, int(stage), path) for mode, id_, stage, path, *_ in found]
        self._notes = {note[3]: note for note in found}
        return len(found) == output.count(b"\0")

    def holds(self, path: str) -> bool:
        """Whether a file is on disk as the index noted it, by its times, inode and size.

        A file that was changed no earlier than the index was written may have been changed again
        at the same moment: it does not count, nor does one without content, which is how git
        marks such a file (see "racy git" in git's own documentation).
        """
        try:
            now = os.lstat(f"{self._root}/{path}")
        except (OSError, ValueError):
            return False
        if not (S_ISREG(now.st_mode) and now.st_size):
            return False
        if max(now.st_mtime_ns, now.st_ctime_ns) >= self._written:
            return False
        times = _moment(now.st_ctime_ns), _moment(now.st_mtime_ns)
        return self._notes[path][4:] == (*times, str(now.st_ino & _KEPT), str(now.st_size & _KEPT))


def _moment(nanoseconds: int) -> str:
    seconds, rest = divmod(nanoseconds, _SECOND)
    return f"{seconds & _KEPT}:{rest}"
