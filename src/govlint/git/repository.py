"""A repository opened for reading: the only place that starts git."""

from __future__ import annotations

import os

from govlint.git import log, process
from govlint.git.locate import Trouble, locate
from govlint.git.objects import Objects
from govlint.git.quarantine import Quarantine

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from govlint.git.locate import Place
    from govlint.git.noted import Noted


class Repository:
    """Git's objects, log and index of one repository, until `close`."""

    def __init__(self, place: Place, program: str, shell: Quarantine) -> None:
        self.place = place
        self.processes = 0
        """How many git processes were started."""
        self.patience = process.PATIENCE
        self._program = program
        self._shell = shell
        self._running: list[process.Process] = []
        self.objects = Objects(lambda: self._start("cat-file", "--batch"))

    def log(self, starts: Sequence[str], paths: Sequence[str]) -> process.Process:
        """The log from some commits, limited to literal paths; to be read by `log.read`."""
        return self._start(*log.arguments(starts, paths))

    def staged(self) -> list[list[str]] | Trouble:
        """Every line of the index: mode, id, stage (1 to 3 in a conflict, else 0) and path."""
        output = self._run("ls-files", "--stage", "-z")
        return output if isinstance(output, Trouble) else _lines(output)

    def noted(self) -> Noted | Trouble:
        """Every line of the index, with what it noted of the files on disk."""
        from govlint.git.noted import Noted

        try:
            written = os.stat(self.place.index_file).st_mtime_ns
        except OSError:
            written = 0
        output = self._run("ls-files", "--stage", "--debug", "-z")
        if isinstance(output, Trouble):
            return output
        noted = Noted(self.place.root, written)
        if noted.read(output):
            return noted
        lines = self.staged()
        if isinstance(lines, Trouble):
            return lines
        noted = Noted(self.place.root, 0)
        noted.lines = lines
        return noted

    def listed(self, commit: str) -> list[list[str]] | Trouble:
        """Every file of a commit: mode, kind, id and path."""
        output = self._run("ls-tree", "-r", "-z", "--full-tree", commit)
        return output if isinstance(output, Trouble) else _lines(output)

    def held(self, *options: str) -> bytes | Trouble:
        """The paths of the index, each with a NUL behind it; one twice where a merge left two.

        ``-t`` puts a letter before each: ``S`` for one that a sparse checkout leaves out.
        """
        return self._run("ls-files", "-z", *options)

    def removed(self, commit: str) -> list[str] | Trouble:
        """The files of a commit that the index no longer holds."""
        options = ("--cached", "--diff-filter=D", "--no-renames", "--name-only", "-z")
        output = self._run("diff-index", *options, "--ignore-submodules=all", commit, "--")
        if isinstance(output, Trouble):
            return output
        return [os.fsdecode(path) for path in output.split(b"\0") if path]

    def ignored(self, paths: Sequence[str]) -> frozenset[str] | Trouble:
        """Those of some files that are on disk alone: untracked, and ignored by a `.gitignore`.

        What the user's own configuration or `.git/info/exclude` ignores does not count.
        """
        options = ("-z", "--others", "--ignored", "--exclude-standard")
        tree = {"GIT_WORK_TREE": self.place.root}
        output = self._run("ls-files", *options, "--", *paths, also=tree)
        if isinstance(output, Trouble):
            return output
        return frozenset(os.fsdecode(path) for path in output.split(b"\0") if path)

    def resolve(self, revision: str) -> str | None:
        """The id of the commit that ``revision`` means; None where it means none."""
        self._shell.open_references(self.place)
        ends = "\n" in revision or "\0" in revision
        found = None if ends else self.objects.get(f"{revision}^{{commit}}")
        if self.objects.trouble:  # git gives up on what only a repository of its own can tell
            self.objects.begin_again()
        return None if found is None else found.id

    def errors(self) -> str:
        """What git complained of, at most 2,000 characters."""
        try:
            with open(self._errors, "rb") as file:
                return file.read(2000).decode("utf-8", "replace")
        except OSError:
            return ""

    def close(self) -> None:
        """End what runs and leave nothing behind."""
        for running in self._running:
            running.end()
        self._shell.remove()
        for running in self._running:
            running.close()
        self._running.clear()

    @property
    def _errors(self) -> str:
        return os.path.join(self._shell.folder, "errors")

    def _run(self, *arguments: str, also: Mapping[str, str] | None = None) -> bytes | Trouble:
        running = self._start(*arguments, also=also)
        parts = []
        while part := running.read():
            parts.append(part)
        code = running.close()
        if part is None:
            return Trouble("silent")
        return Trouble("unread", self.errors()) if code else b"".join(parts)

    def _start(self, *arguments: str, also: Mapping[str, str] | None = None) -> process.Process:
        self.processes += 1
        environment = {**self._shell.environment, **(also or {})}
        always = ("--no-pager", "--literal-pathspecs", "-C", self._shell.folder)
        command = (self._program, *always, *arguments)
        started = process.start(command, environment, self._errors, self.patience)
        self._running.append(started)
        return started


def open_repository(path: str, environ: Mapping[str, str]) -> Repository | Trouble:
    """The repository at or above ``path``, ready to be read."""
    place = locate(path)
    if isinstance(place, Trouble):
        return place
    program = find_git(environ)
    if program is None:
        return Trouble("program")
    place = place._replace(index_file=_index(place, environ))
    try:
        return Repository(place, program, Quarantine(place, environ))
    except OSError as error:
        return Trouble("folder", error.strerror or "")


def find_git(environ: Mapping[str, str]) -> str | None:
    """The absolute path of git; a folder that ``PATH`` names relatively is not asked."""
    names = ("git.exe",) if os.name == "nt" else ("git",)
    for folder in environ.get("PATH", os.defpath).split(os.pathsep):
        for name in names if os.path.isabs(folder) else ():
            program = os.path.join(folder, name)
            if os.access(program, os.X_OK) and os.path.isfile(program):
                return program
    return None


def _index(place: Place, environ: Mapping[str, str]) -> str:
    """The index that holds what is being committed: a hook may be handed one of its own."""
    given = environ.get("GIT_INDEX_FILE", "")
    if not given:
        return place.index_file
    index = os.path.abspath(given)
    return index if os.path.dirname(index) == place.git_dir else place.index_file


def _lines(output: bytes) -> list[list[str]]:
    """What git lists: three words of each file, then its path."""
    lines = os.fsdecode(output).split("\0")[:-1]
    return [line.replace("\t", " ", 1).split(" ", 3) for line in lines]
