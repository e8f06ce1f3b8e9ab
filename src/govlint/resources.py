"""The files that travel with govlint: its schemas and its policies, wherever they are installed."""

from __future__ import annotations

import os

_HERE = os.path.dirname(os.path.abspath(__file__))


def read(name: str) -> bytes:
    """The content of one of our own files, such as ``policies/rollback.yaml``.

    Raises FileNotFoundError for a name that does not exist.
    """
    with open(_path(name), "rb") as file:
        return file.read()


def names(folder: str) -> tuple[str, ...]:
    """The names, sorted, of the files in one of our own folders, such as ``policies``."""
    with os.scandir(_path(folder)) as entries:
        found = [entry.name for entry in entries if entry.is_file()]
    return tuple(sorted(name for name in found if not name.startswith(".")))


def _path(name: str) -> str:
    """Inside the package in a wheel; at the top of the repository in an editable install."""
    installed = os.path.join(_HERE, name)
    if os.path.exists(installed):
        return installed
    return os.path.join(_HERE, os.pardir, os.pardir, name)
