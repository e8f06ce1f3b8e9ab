"""The child's side of the sandbox, and the frames in which both sides talk."""

from __future__ import annotations

import marshal
import os
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

MEMORY = 512 << 20
"""Bytes that the child may hold."""
MOST_BYTES = 16 << 20
"""Bytes of one answer."""
EXIT_MEMORY = 77
"""The child's own exit code; an allocation that fails in C++ ends it by one signal or another."""


def serve(target: str) -> None:
    """The child: limits first, then the setup, then one answer for each request."""
    _limit()
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDWR), 1)
    try:
        handle = _function(target)(read(requests))
        write(answers, (True, None))
        while True:
            write(answers, _answer(handle, read(requests)))
    except MemoryError:
        os._exit(EXIT_MEMORY)
    except EOFError:
        os._exit(0)


def _answer(handle: Callable[[object], object], request: object) -> tuple[bool, object]:
    """Whether a request was answered, and the answer, or what went wrong."""
    try:
        return True, handle(request)
    except MemoryError:
        raise
    except Exception as error:
        return False, f"{type(error).__name__}: {error}"[:500]


def _function(target: str) -> Callable[[object], Callable[[object], object]]:
    from importlib import import_module

    module, _, name = target.partition(":")
    function: Callable[[object], Callable[[object], object]] = getattr(import_module(module), name)
    return function


def _limit() -> None:
    """Ask the kernel for the limits that it knows; the parent watches the others."""
    try:
        import resource
    except ImportError:  # Windows
        return
    limits = {"RLIMIT_AS": MEMORY, "RLIMIT_CORE": 0, "RLIMIT_FSIZE": 0, "RLIMIT_NOFILE": 64}
    for name, value in limits.items():
        try:
            resource.setrlimit(getattr(resource, name), (value, value))
        except (AttributeError, OSError, ValueError):  # not here, or not lower than it is
            continue


def plain(value: Any) -> Any:
    """The same with every noun as a plain tuple, so that it can be sent."""
    if isinstance(value, (tuple, list)):
        items = [plain(item) for item in value]
        return items if isinstance(value, list) else tuple(items)
    if isinstance(value, dict):
        return {plain(key): plain(item) for key, item in value.items()}
    return value


def read(pipe: IO[bytes]) -> Any:
    return marshal.loads(read_frame(pipe))


def read_frame(pipe: IO[bytes]) -> bytes:
    """One frame: its length in 8 bytes, then its content. EOFError at the end, or if too long."""
    length = int.from_bytes(pipe.read(8), "big")
    content = pipe.read(length) if length <= MOST_BYTES else b""
    if not content or len(content) < length:
        raise EOFError
    return content


def write(pipe: IO[bytes] | None, value: object) -> None:
    if pipe is not None:
        content = marshal.dumps(plain(value))
        pipe.write(len(content).to_bytes(8, "big") + content)
        pipe.flush()
