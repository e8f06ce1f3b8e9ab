"""What the index noted of each file on disk: one that is still like that need not be read."""

from __future__ import annotations

import os
import re
from stat import S_ISREG
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from govlint.git.changes import Line

_NOTE = re.compile(
    "\0(  ctime: [^\n]+\n  mtime: [^\n]+\n  dev: [^\n]+\n  uid: [^\n]+\n  size: [^\n]+)\n"
)
_FILE = "100"
_SECOND = 1_000_000_000
_KEPT = 0xFFFF_FFFF
"""Git keeps the lower half of each number."""
_SKIPPED = 0x4000_0000
"""The flag of a file that a sparse checkout leaves out."""


class Noted:
    """The lines of the index, and which files are as they were when git last looked at them."""

    def __init__(self, root: str, written: int) -> None:
        """``written``: when the index was written, in nanoseconds."""
        self.lines: Sequence[Line] = []
        self._root = root
        self._written = written
        self._notes: dict[str, str] = {}

    def read(self, output: bytes) -> bool:
        """Take what `git ls-files --stage --debug -z` prints; False where git prints it otherwise.

        Its manual says that the form may change. What is in a note, only `holds` looks at.
        """
        parts = _NOTE.split(os.fsdecode(output))
        fields = [head.replace("\t", " ", 1).split(" ", 3) for head in parts[:-1:2]]
        if parts[-1] or not all(len(each) == 4 and each[2].isdigit() for each in fields):
            return False
        self.lines = fields
        self._notes = dict(zip([line[3] for line in fields], parts[1::2], strict=True))
        return True

    def unlike(self, wanted: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
        """Path and id of each wanted file that is not on disk as the index noted it."""
        for mode, id_, stage, path in self.lines:
            if wanted(path) and stage == "0" and mode.startswith(_FILE) and not self.holds(path):
                yield path, id_

    def holds(self, path: str) -> bool:
        """Whether a file is on disk as the index noted it, by its times, inode and size.

        A file that was changed no earlier than the index was written may have been changed again
        at the same moment: it does not count, nor does one without content, which is how git
        marks such a file (see "racy git" in git's own documentation). One that a sparse checkout
        leaves out is as it should be.
        """
        note = self._notes.get(path, "")
        try:
            now = os.lstat(f"{self._root}/{path}")
        except (OSError, ValueError):
            return _is_left_out(note)
        changed, written, size = now.st_ctime_ns, now.st_mtime_ns, now.st_size
        if not (S_ISREG(now.st_mode) and size) or max(changed, written) >= self._written:
            return False
        moment = _moment(changed)
        other = moment if written == changed else _moment(written)
        return (
            note.startswith(f"  ctime: {moment}\n  mtime: {other}\n")
            and f"\tino: {now.st_ino & _KEPT}\n" in note
            and f"\n  size: {size & _KEPT}\t" in note
        )


def _is_left_out(note: str) -> bool:
    flags = note.rpartition("\tflags: ")[2]
    try:
        return bool(int(flags, 16) & _SKIPPED)
    except ValueError:
        return False


def _moment(nanoseconds: int) -> str:
    seconds, rest = divmod(nanoseconds, _SECOND)
    return f"{seconds & _KEPT}:{rest}"
