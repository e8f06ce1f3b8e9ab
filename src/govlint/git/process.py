"""One git process in a group of its own, read against a deadline."""

from __future__ import annotations

import os
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Protocol
else:
    Protocol = object

PATIENCE = 20.0
"""Seconds of silence after which a process counts as hanging."""
_PIPE_SIZE = 1 << 20
_AT_ONCE = 1 << 16
_GRACE = 5.0
_SIGKILL = 9
_SIGPIPE = 13


class Process(Protocol):
    """A started process: bytes in, bytes out, and an end."""

    def read(self) -> bytes | None:
        """What has arrived, at most 64 KiB; empty at the end.

        None: it said nothing for as long as its patience, and is ended.
        """

    def write(self, data: bytes) -> None:
        """Hand ``data`` over; what a dead process does not take is dropped."""

    def end(self) -> None:
        """Have it ended, with all that it started; `close` waits for that."""

    def close(self) -> int:
        """End it and all that it started; its exit code, negative after a signal."""


def start(
    arguments: Sequence[str], environment: Mapping[str, str], errors: str, patience: float
) -> Process:
    """Start an absolute program now, to be read later; it complains into the file ``errors``.

    Raises `OSError` when it cannot start.
    """
    if hasattr(os, "posix_spawn"):
        return _Spawned(arguments, environment, errors, patience)
    from govlint.git.windows import Started  # subprocess costs 12 ms to import

    return Started(arguments, environment, errors, patience)


class _Spawned:
    """POSIX: `os.posix_spawn`, a process group, pipes and `poll`."""

    def __init__(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        errors: str,
        patience: float,
    ) -> None:
        self._patience = patience
        self._code: int | None = None
        self._finished = False
        child_in, self._in = os.pipe()
        self._out, child_out = os.pipe()
        _widen(self._out)
        try:
            self._pid = _spawn(arguments, environment, (child_in, child_out, errors))
        except OSError:
            os.close(self._in)
            os.close(self._out)
            raise
        finally:
            os.close(child_in)
            os.close(child_out)
        self._poll = _poll(self._out)

    def read(self) -> bytes | None:
        if self._code is not None:
            return b""
        if not self._poll(self._patience):
            self.close()
            return None
        data = os.read(self._out, _AT_ONCE)
        self._finished = not data
        return data

    def write(self, data: bytes) -> None:
        try:
            while data and self._code is None:
                data = data[os.write(self._in, data) :]
        except BrokenPipeError:
            return

    def end(self) -> None:
        if self._code is None and not self._finished:
            _signal(self._pid)

    def close(self) -> int:
        if self._code is None:
            os.close(self._in)
            os.close(self._out)
            self._code = _wait(self._pid, _GRACE if self._finished else 0.0)
        return self._code


def _spawn(
    arguments: Sequence[str], environment: Mapping[str, str], streams: tuple[int, int, str]
) -> int:
    child_in, child_out, errors = streams
    return os.posix_spawn(
        arguments[0],
        list(arguments),
        environment,
        file_actions=[
            (os.POSIX_SPAWN_DUP2, child_in, 0),
            (os.POSIX_SPAWN_DUP2, child_out, 1),
            (os.POSIX_SPAWN_OPEN, 2, errors, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600),
        ],
        setpgroup=0,
        setsigdef=[_SIGPIPE],
    )


def _poll(descriptor: int) -> Callable[[float], bool]:
    import select

    poll = select.poll()
    poll.register(descriptor, select.POLLIN | select.POLLHUP)

    def wait(seconds: float) -> bool:
        until = time.monotonic() + seconds
        while not (ready := poll.poll(max(0.0, until - time.monotonic()) * 1000)):
            if time.monotonic() >= until:
                break
        return bool(ready)

    return wait


def _widen(descriptor: int) -> None:
    """Let git run ahead while we are busy elsewhere (Linux; elsewhere a smaller pipe does)."""
    try:
        from fcntl import F_SETPIPE_SZ, fcntl

        fcntl(descriptor, F_SETPIPE_SZ, _PIPE_SIZE)
    except (ImportError, OSError):
        return


def _wait(pid: int, seconds: float) -> int:
    """Its exit code; after ``seconds``, or at once when it still talks, its group is killed."""
    until = time.monotonic() + seconds
    pause = 0.0001
    while not (ended := os.waitpid(pid, os.WNOHANG))[0]:
        if time.monotonic() >= until:
            return _kill(pid)
        time.sleep(pause)
        pause = min(pause * 2, 0.02)
    return os.waitstatus_to_exitcode(ended[1])


def _kill(pid: int) -> int:
    _signal(pid)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _signal(pid: int) -> None:
    try:
        os.killpg(pid, _SIGKILL)
    except ProcessLookupError:
        return
