"""Which files of a working tree git holds, and which a sparse checkout leaves out of it."""

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
    return _listed(root, environ)


def left_out(root: str, environ: Mapping[str, str]) -> str:
    """The paths of the files that a sparse checkout does not put on disk, a NUL around each."""
    place = locate(root)
    if isinstance(place, Trouble) or not _size(f"{place.git_dir}/info/sparse-checkout"):
        return ""
    tagged = _listed(root, environ, "-t").split("\0")
    return "".join(f"\0{line[2:]}\0" for line in tagged if line.startswith("S "))


def _listed(root: str, environ: Mapping[str, str], *options: str) -> str:
    from govlint.git.repository import open_repository

    repository = open_repository(root, environ)
    if isinstance(repository, Trouble):
        return ""
    try:
        output = repository.held(*options)
    finally:
        repository.close()
    return "" if isinstance(output, Trouble) else os.fsdecode(output.removesuffix(b"\0"))


def _size(index: str) -> int:
    try:
        return os.stat(index).st_size
    except OSError:
        return 0
