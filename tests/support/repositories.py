"""Real repositories from a few lines, written by one `git fast-import`."""

from __future__ import annotations

import os
import subprocess
from calendar import timegm
from time import strptime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Files = Mapping[str, str | bytes | None]

PRIYA = "Priya Nair <priya.nair@example.com>"
TOM = "Tom Okafor <tom.okafor@example.com>"
STRANGER = "Sam Stranger <sam@elsewhere.example>"
BOT = "renovate[bot] <29139614+renovate[bot]@users.noreply.github.com>"


class History:
    """A repository being written: commits first, then `build`."""

    def __init__(self, root: str, *options: str) -> None:
        self.root = str(root)
        self.ids: dict[int, str] = {}
        os.makedirs(self.root, exist_ok=True)
        git(self.root, "init", "--quiet", "--initial-branch=main", *options)
        self._lines: list[bytes] = []
        self._tips: dict[str, int] = {}
        self._mark = 0

    def commit(
        self,
        files: Files,
        on: str,
        author: str = PRIYA,
        *,
        committer: str = "",
        authored: str = "",
        message: str = "Change",
        branch: str = "main",
        parents: Sequence[int] | None = None,
        moves: Mapping[str, str] | None = None,
    ) -> int:
        """One commit; ``on`` and ``authored`` are days, or git's own raw dates.

        A file of None is deleted. Several ``parents`` make a merge: ``files`` is what it changes
        against the first. Returns a number for ``parents`` and for `id`.
        """
        if parents is None:
            parents = [self._tips[branch]] if branch in self._tips else []
        self._mark += 1
        self._tips[branch] = self._mark
        self._say(f"commit refs/heads/{branch}", f"mark :{self._mark}")
        self._say(f"author {author} {_date(authored or on)}")
        self._say(f"committer {committer or author} {_date(on)}")
        self._data(message.encode("utf-8", "surrogateescape"))
        for word, parent in zip(["from", *["merge"] * 20], parents, strict=False):
            self._say(f"{word} :{parent}")
        for old, new in (moves or {}).items():
            self._say(f"R {_quoted(old)} {_quoted(new)}")
        for path, content in files.items():
            self._file(path, content)
        return self._mark

    def build(self, *, checkout: bool = True) -> History:
        """Write all of it; with ``checkout`` the files and the index of main too."""
        marks = os.path.join(self.root, ".git", "marks")
        command = ["git", "-C", self.root, "fast-import", "--quiet", "--force"]
        subprocess.run(
            [*command, f"--export-marks={marks}"], input=b"".join(self._lines), check=True
        )
        with open(marks, encoding="ascii") as file:
            self.ids = {int(mark[1:]): commit for mark, commit in map(str.split, file)}
        os.remove(marks)
        if checkout and self._mark:
            git(self.root, "reset", "--quiet", "--hard")
        return self

    def id(self, number: int) -> str:
        """The id of the commit that `commit` numbered."""
        return self.ids[number]

    def write(self, files: Files) -> None:
        """Change files of the working tree."""
        for path, content in files.items():
            full = os.path.join(self.root, path)
            if content is None:
                os.remove(full)
                continue
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, "wb") as file:
                file.write(content.encode() if isinstance(content, str) else content)

    def stage(self, files: Files) -> None:
        """Change files of the working tree and of the index."""
        self.write(files)
        git(self.root, "add", "--all", "--", *files)

    def _say(self, *lines: str) -> None:
        text = "".join(f"{line}\n" for line in lines)
        self._lines.append(text.encode("utf-8", "surrogateescape"))

    def _data(self, content: bytes) -> None:
        self._lines += [f"data {len(content)}\n".encode(), content, b"\n"]

    def _file(self, path: str, content: str | bytes | None) -> None:
        if content is None:
            self._say(f"D {_quoted(path)}")
            return
        mode = "100644"
        if isinstance(content, str) and content.startswith("link:"):
            mode, content = "120000", content[5:]
        self._say(f"M {mode} inline {_quoted(path)}")
        self._data(content.encode() if isinstance(content, str) else content)


def git(root: str, *arguments: str, **more: Any) -> str:
    """Run git as a user would, with no configuration of the machine's; its output."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Priya Nair",
        "GIT_AUTHOR_EMAIL": "priya.nair@example.com",
        "GIT_AUTHOR_DATE": "2026-11-20T12:00:00Z",
        "GIT_COMMITTER_DATE": "2026-11-20T12:00:00Z",
        "GIT_COMMITTER_NAME": "Priya Nair",
        "GIT_COMMITTER_EMAIL": "priya.nair@example.com",
        **more.pop("env", {}),
    }
    command = ["git", "-C", root, "-c", "protocol.file.allow=always", *arguments]
    check = more.pop("check", True)
    options: dict[str, Any] = {"capture_output": True, "text": True, **more}
    done = subprocess.run(command, env=environment, check=check, **options)
    return str(done.stdout).rstrip("\n")


def _date(day: str) -> str:
    if len(day) == 10 and day[4] == "-":
        return f"{timegm(strptime(day, '%Y-%m-%d')) + 43_200} +0000"
    return day


def _quoted(path: str) -> str:
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
