"""One git process where there is no `posix_spawn`."""

from __future__ import annotations

import os
import subprocess
from threading import Timer
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_CHUNK = 1 << 20
_GRACE = 5.0


class Started:
    """See `govlint.git.process.Process`; a timer ends it where `poll` cannot watch a pipe."""

    def __init__(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        errors: str,
        patience: float,
    ) -> None:
        self._patience = patience
        self._finished = False
        with open(errors, "ab") as complaints:
            self._process = subprocess.Popen(
                arguments,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                env=environment,
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )

    def read(self) -> bytes | None:
        if self._process.poll() is not None and self._finished:
            return b""
        watchdog = Timer(self._patience, self._process.kill)
        watchdog.start()
        data = os.read(_descriptor(self._process.stdout), _CHUNK)
        silent = not watchdog.is_alive()
        watchdog.cancel()
        self._finished = not data
        return None if silent and not data else data

    def write(self, data: bytes) -> None:
        try:
            while data:
                data = data[os.write(_descriptor(self._process.stdin), data) :]
        except OSError:
            pass

    def end(self) -> None:
        if not self._finished:
            self._process.kill()

    def close(self) -> int:
        try:
            code = self._process.wait(_GRACE if self._finished else 0.0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        return code


def _descriptor(stream: IO[bytes] | None) -> int:
    assert stream is not None
    return stream.fileno()
