"""Which files of a large working tree git holds: its index tells sooner than the disk."""

from __future__ import annotations

import os

from govlint.git.locate import Trouble, locate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

LARGE = 1 << 20
"""Bytes of an index, of about 10,000 files, from which on the disk takes longer."""


def paths(root: str, environ: Mapping[str, str]) -> str:
    """The paths of the files that git holds, with a NUL between two.

    Empty where the disk is as quick to look at: there new files are seen too, which git does not
    hold yet. Empty also where git cannot tell.
    """
    place = locate(root)
    if isinstance(place, Trouble) or _size(place.index_file) < LARGE:
        return ""
    from govlint.git.repository import open_repository

    repository = open_repository(root, environ)
    if isinstance(repository, Trouble):
        return ""
    try:
        output = repository.held()
    finally:
        repository.close()
    return "" if isinstance(output, Trouble) else os.fsdecode(output.removesuffix(b"\0"))


def _size(index: str) -> int:
    try:
        return os.stat(index).st_size
    except OSError:
        return 0
