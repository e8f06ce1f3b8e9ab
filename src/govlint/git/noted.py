"""What the index noted of each file on disk: one that is still like that need not be read."""

from __future__ import annotations

import os
from stat import S_ISREG

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from govlint.git.changes import Line

_FILE = "100"
_LINES = 5
"""Of a note: when it was changed, when it was written, where it lies, whose it is, its size."""
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
        self._notes: dict[str, list[str]] = {}

    def read(self, output: bytes) -> bool:
        """Take what `git ls-files --stage --debug -z` prints; False where git prints it otherwise.

        Its manual says that the form may change. What is in a note, only `holds` looks at.
        """
        first, *others = os.fsdecode(output).split("\0")
        notes = [other.split("\n", _LINES) for other in others]
        if any(len(note) <= _LINES or not note[0].startswith("  ctime: ") for note in notes):
            return False
        *heads, last = first, *[note[_LINES] for note in notes]
        fields = [head.replace("\t", " ", 1).split(" ", 3) for head in heads]
        if last or not all(len(each) == 4 and each[2].isdigit() for each in fields):
            return False
        self.lines = fields
        self._notes = dict(zip([line[3] for line in fields], notes, strict=True))
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
        note = self._notes.get(path)
        try:
            now = os.lstat(f"{self._root}/{path}")
        except (OSError, ValueError):
            return note is not None and _is_left_out(note)
        if note is None:
            return False
        changed, written, size = now.st_ctime_ns, now.st_mtime_ns, now.st_size
        if not (S_ISREG(now.st_mode) and size) or max(changed, written) >= self._written:
            return False
        moment = _moment(changed)
        other = moment if written == changed else _moment(written)
        return (
            note[0].endswith(f": {moment}")
            and note[1].endswith(f": {other}")
            and note[2].endswith(f"\tino: {now.st_ino & _KEPT}")
            and f": {size & _KEPT}\t" in note[4]
        )


def _is_left_out(note: list[str]) -> bool:
    flags = note[4].rpartition("\tflags: ")[2]
    try:
        return bool(int(flags, 16) & _SKIPPED)
    except ValueError:
        return False


def _moment(nanoseconds: int) -> str:
    seconds, rest = divmod(nanoseconds, _SECOND)
    return f"{seconds & _KEPT}:{rest}"
