"""Old versions of files, by one `git cat-file --batch`."""

from __future__ import annotations

from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal

    from govlint.git.process import Process

LARGEST = 16 << 20
"""Bytes of the largest object that is read."""
_AHEAD = 128
_MOST_FOLDERS = 10_000


class Object(Record):
    """What git keeps under an id."""

    kind: str
    """``blob``, ``tree``, ``commit``, ``tag``; ``large`` for one that is not read."""
    id: str
    data: bytes


class Entry(Record):
    """One name in a folder of a commit."""

    mode: str
    """``100644``, ``100755``, ``120000`` (link), ``40000`` (folder), ``160000`` (submodule)."""
    id: str


class Objects:
    """Objects by id, asked for ahead and read in order; the process starts with the first."""

    def __init__(self, start: Callable[[], Process]) -> None:
        self._start = start
        self._process: Process | None = None
        self._asked: list[str] = []
        self._answers: dict[str, Object | None] = {}
        self._buffer = bytearray()
        self.trouble: Literal["", "silent", "died"] = ""
        """Once it is set, every further answer is None."""
        self.lacking: set[str] = set()
        """The ids of what a snapshot needs and the clone does not hold: the snapshot is not whole.
        """
        self._folders: dict[str, dict[bytes, Entry]] = {}
        """Folders that were read: two commits have most of them in common."""

    def ask(self, name: str) -> None:
        """Have git look ``name`` up (an id, ``ID^{tree}``, a revision) before it is needed."""
        if name in self._answers or name in self._asked or name in self._folders or self.trouble:
            return
        if len(self._asked) >= _AHEAD:
            self._receive()
        if self._process is None:
            self._process = self._start()
        self._asked.append(name)
        self._process.write(_line(name))

    def get(self, name: str) -> Object | None:
        """The object, empty if it is larger than `LARGEST`; None where the clone lacks it."""
        self.ask(name)
        while name not in self._answers and self._asked:
            self._receive()
        return self._answers.pop(name, None)

    def entries(self, name: str) -> dict[bytes, Entry] | None:
        """The names in a folder (a tree's id, or ``COMMIT^{tree}``): to be read, not changed."""
        if name in self._folders:
            return self._folders[name]
        tree = self.get(name)
        if tree is None or tree.kind != "tree":
            return None
        found = _entries(tree.data, len(tree.id) // 2)
        if len(self._folders) < _MOST_FOLDERS:
            self._folders[name] = found
        return found

    def find(self, commit: str, path: str) -> Entry | None:
        """What stands at ``path`` in a commit."""
        tree, entry = f"{commit}^{{tree}}", None
        for part in path.split("/"):
            entry = (self.entries(tree) or {}).get(part.encode("utf-8", "surrogateescape"))
            if entry is None:
                return None
            tree = entry.id
        return entry

    def begin_again(self) -> None:
        """Forget the trouble: the next question starts a new process."""
        self.trouble = ""

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.close()
            self._process = None

    def _receive(self) -> None:
        """Read the answer to the oldest question."""
        name = self._asked[0]
        answer = self._answer()
        if self._asked:
            self._asked.pop(0)
            self._answers[name] = answer

    def _answer(self) -> Object | None:
        header = self._line()
        if len(header) != 3 or not header[2].isdigit():
            return None
        size = int(header[2])
        if size > LARGEST:
            self._skip()
            return Object("large", header[0], b"")
        data = self._take(size + 1)
        return None if data is None else Object(header[1], header[0], data[:-1])

    def _line(self) -> list[str]:
        while (end := self._buffer.find(b"\n")) < 0:
            if not self._more():
                return []
        line = self._take(end + 1) or b""
        return line.decode("ascii", "replace").split()

    def _take(self, size: int) -> bytes | None:
        while len(self._buffer) < size:
            if not self._more():
                return None
        data = bytes(self._buffer[:size])
        del self._buffer[:size]
        return data

    def _more(self) -> bool:
        data = self._process.read() if self._process is not None else b""
        if not data:
            self._give_up("silent" if data is None else "died")
            return False
        self._buffer += data
        return True

    def _give_up(self, trouble: Literal["silent", "died"]) -> None:
        self.trouble = trouble
        self._asked.clear()
        self._buffer.clear()
        self.close()

    def _skip(self) -> None:
        """Leave an object that is too large unread: a new process for what was asked after it."""
        self.close()
        self._buffer.clear()
        later, self._asked = self._asked[1:], self._asked[:1]
        self._process = self._start()
        for name in later:
            self._asked.append(name)
            self._process.write(_line(name))


def _line(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape") + b"\n"


def _entries(data: bytes, width: int) -> dict[bytes, Entry]:
    entries = {}
    start = 0
    while (space := data.find(b" ", start)) > 0:
        name = data.index(b"\0", space)
        end = name + 1 + width
        found = data[start:space].decode(), data[name + 1 : end].hex()
        entries[data[space + 1 : name]] = Entry._make(found)
        start = end
    return entries
