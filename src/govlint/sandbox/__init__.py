"""A child process that works on what we did not write, within limits of time and memory.

What keeps it there: the child is told everything over a pipe and answers over a pipe, in plain
data; the parent gives each request so many seconds, and ends a child that needs more. Memory is
limited by the kernel where it does that (``RLIMIT_AS``: Linux and most Unixes), and watched by the
parent where the process table can be read (Linux, macOS). On Windows only time is limited.

Many hostile requests are bounded together: every request gets a short time first, and only those
that are not ready then get a longer one, out of an allowance for the sandbox's whole life. A key
that was stopped is not asked again; after `MOST_STOPS` of them, only keys that have had an answer
are. So all stops together cost some ten seconds at most, however many declarations there are.
"""

from __future__ import annotations

import marshal
import os
import sys
import time
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from govlint.sandbox.child import EXIT_MEMORY, MEMORY, MOST_BYTES, read_frame, write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from queue import SimpleQueue
    from subprocess import Popen
    from types import TracebackType

FIRST_PATIENCE = 0.25
"""Seconds that each request may take at first."""
PATIENCE = 1.1
"""Seconds that a request may take which was not ready by then."""
ALLOWANCE = 3.3
"""Seconds for all those requests together."""
MOST_STOPS = 20
"""Stops after which nothing more is asked."""

_START_PATIENCE = 30.0
_TICK = 0.03
_GRACE = 0.2
_KEPT_VARIABLES = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_BOOT = (
    "import sys; sys.path[:] = {path!r}; from govlint.sandbox.child import serve; serve({target!r})"
)


class Stopped(NamedTuple):
    """Why a request has no answer."""

    reason: str
    """In words that follow "it": ``took longer than 1.1 seconds``."""
    patience: float = 0.0
    """The seconds it was given, if they were too few."""


class Sandbox:
    """A child process that answers requests, one after the other; to be closed, or in a ``with``.

    ``target`` is ``module:function`` of govlint; the child calls it once with ``setup``, and what
    it returns with each request. Setup, requests and answers are plain data; nouns become tuples.
    """

    def __init__(self, target: str, setup: object) -> None:
        self._target = target
        self._setup = setup
        self._child: _Child | None = None
        self._stopped: dict[str, Stopped] = {}
        self._answered: set[str] = set()
        self._allowance = ALLOWANCE

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process; the next request would start another."""
        self._end()

    def ask_all(self, requests: Sequence[tuple[str, object]]) -> list[Any]:
        """The answer to each request ``(key, request)``, or `Stopped`, in their order."""
        answers = [self._ask(key, request, FIRST_PATIENCE) for key, request in requests]
        for index, (key, request) in enumerate(requests):
            if self._allowance >= PATIENCE and _is_slow(answers[index]):
                started = time.monotonic()
                del self._stopped[key]
                answers[index] = self._ask(key, request, PATIENCE)
                self._allowance -= time.monotonic() - started
        return answers

    def _ask(self, key: str, request: object, patience: float) -> Any:
        if key in self._stopped:
            return self._stopped[key]
        if len(self._stopped) >= MOST_STOPS and key not in self._answered:
            return Stopped(f"was not run, because {MOST_STOPS} others had to be stopped")
        if self._child is None:
            self._child = _Child(self._target, self._setup)
        answer = self._child.ask(request, patience)
        if isinstance(answer, Stopped):
            self._stopped[key] = answer
            self._end()
        else:
            self._answered.add(key)
        return answer

    def _end(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None


def _is_slow(answer: object) -> bool:
    """Whether a request only took longer than it was given at first."""
    return isinstance(answer, Stopped) and answer.patience == FIRST_PATIENCE


class _Child:
    """One life of the child process."""

    def __init__(self, target: str, setup: object) -> None:
        from queue import SimpleQueue
        from subprocess import DEVNULL, PIPE, Popen
        from threading import Thread

        code = _BOOT.format(path=[entry or os.getcwd() for entry in sys.path], target=target)
        kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
        self._process: Popen[bytes] = Popen(
            [sys.executable, "-I", "-B", "-c", code],
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env=kept,
        )
        self._frames: SimpleQueue[bytes | None] = SimpleQueue()
        pipe = self._process.stdout
        self._receiver = Thread(target=_receive, args=(pipe, self._frames), daemon=True)
        self._receiver.start()
        started = self.ask(setup, _START_PATIENCE)
        if isinstance(started, Stopped):
            self.end()
            raise RuntimeError(f"the process that runs policies did not start: it {started.reason}")

    def ask(self, request: object, patience: float) -> Any:
        """The answer, or `Stopped`; after that, the child is of no more use."""
        try:
            write(self._process.stdin, request)
        except OSError:
            return self._death()
        deadline = time.monotonic() + patience
        while True:
            frame = self._wait()
            if frame:
                is_answer, answer = marshal.loads(frame)
                return answer if is_answer else Stopped(f"failed: {answer}")
            if frame is not None:
                return self._death()
            if time.monotonic() > deadline:
                return Stopped(f"took longer than {patience:g} seconds", patience)
            if _resident(self._process.pid) > MEMORY:
                return Stopped(_TOO_MUCH)

    def _wait(self) -> bytes | None:
        """The next frame, empty where the child has ended; None where there is none yet."""
        from queue import Empty

        try:
            return self._frames.get(timeout=_TICK) or b""
        except Empty:
            return None

    def _death(self) -> Stopped:
        """Why the child ended, as far as its exit code tells, or why nothing of it can be read."""
        from subprocess import TimeoutExpired

        try:
            code = self._process.wait(timeout=_GRACE)
        except TimeoutExpired:
            return Stopped(f"gave more than {MOST_BYTES >> 20} MB")
        return Stopped(_TOO_MUCH if code == EXIT_MEMORY else f"{_TOO_MUCH}, or broke its process")

    def end(self) -> None:
        """End the child, whatever it does."""
        self._process.kill()
        self._process.wait()
        self._receiver.join(_GRACE)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                _close(pipe)


_TOO_MUCH = f"needed more than {MEMORY >> 20} MB of memory"


def _resident(process: int) -> int:
    """The bytes that a process holds, as far as the process table says; else 0."""
    try:
        with open(f"/proc/{process}/statm", "rb") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        pass
    if sys.platform != "darwin":
        return 0
    from subprocess import run

    told = run(["/bin/ps", "-o", "rss=", "-p", str(process)], capture_output=True, check=False)
    return int(told.stdout or 0) * 1024


def _receive(pipe: IO[bytes], frames: SimpleQueue[bytes | None]) -> None:
    """Put every frame into the queue, and None when there are no more. Runs in a thread."""
    try:
        while True:
            frames.put(read_frame(pipe))
    except (EOFError, OSError, ValueError):
        frames.put(None)


def _close(pipe: IO[bytes]) -> None:
    with suppress(OSError):
        pipe.close()
