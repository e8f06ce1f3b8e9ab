"""Reading a regular file, and nothing that only looks like one."""

from __future__ import annotations

import os
from stat import S_ISREG

_FLAGS = ("O_CLOEXEC", "O_BINARY", "O_NONBLOCK", "O_NOFOLLOW")
_OPEN = os.O_RDONLY
for _flag in _FLAGS:
    _OPEN |= getattr(os, _flag, 0)
_FIRST = 1 << 17
_NEXT = 1 << 20


def read_regular(path: str, limit: int) -> bytes | None:
    """The first ``limit`` bytes of a file; None for a link, a folder, a pipe, a device.

    Raises `OSError` where the file cannot be read, `ValueError` for a path that cannot be.
    """
    if not S_ISREG(os.lstat(path).st_mode):
        return None
    descriptor = os.open(path, _OPEN)
    try:
        if not S_ISREG(os.fstat(descriptor).st_mode):
            return None
        return _read(descriptor, limit)
    finally:
        os.close(descriptor)


def _read(descriptor: int, limit: int) -> bytes:
    first = os.read(descriptor, min(limit, _FIRST))
    if len(first) < _FIRST:
        return first
    parts = [first]
    left = limit - len(first)
    while left > 0 and (part := os.read(descriptor, min(left, _NEXT))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)
