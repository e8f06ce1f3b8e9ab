"""``--output FORMAT=FILE``: further outputs of one run, each written whole or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from govlint.errors import UsageError
from govlint.render import FORMATS
from govlint.text import nearest, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from govlint.report import Report

SUMMARY = "GITHUB_STEP_SUMMARY"
"""The file into which every command of a step may write a part of the job's summary."""
SUMMARY_BYTES = 1024 * 1024
_WIDTH = 80


class Output(NamedTuple):
    """A format and the file that it goes to."""

    format: str
    path: str


def parse(arguments: Iterable[str]) -> list[Output]:
    """Return the outputs asked for.

    Raises `UsageError` for a format that does not exist, a file that cannot be one, and for two
    outputs to one file.
    """
    found: list[Output] = []
    taken: set[str] = set()
    for argument in arguments:
        name, equals, path = argument.partition("=")
        if not equals or not path:
            raise UsageError(
                f"`--output {visible(argument)}` does not say both what to write and where.",
                fix="Write the format, =, and the file: --output sarif=govlint.sarif",
            )
        _check(name, path)
        real = os.path.realpath(path)
        if real in taken:
            raise UsageError(f"Two outputs would go to {visible(path)}; give each its own file.")
        taken.add(real)
        found.append(Output(name, path))
    return found


def _check(name: str, path: str) -> None:
    if name not in FORMATS:
        meant = nearest(name, FORMATS)
        raise UsageError(
            f"There is no output `{visible(name)}`.",
            fix=f"Did you mean `{meant}`?" if meant else f"There are: {', '.join(FORMATS)}.",
        )
    folder = os.path.dirname(os.path.realpath(path))
    if os.path.isdir(path) or path.endswith("/"):
        raise UsageError(f"{visible(path)} is a folder; an output needs a file.")
    if not os.path.isdir(folder):
        raise UsageError(
            f"{visible(path)} cannot be written: its folder does not exist.",
            fix=f"Make it first: mkdir -p {visible(os.path.dirname(path))}",
        )


def write(report: Report, outputs: Iterable[Output], environment: Mapping[str, str]) -> None:
    """Write each output to its file; a part of a summary is added to it.

    Raises `UsageError` for a file that cannot be written.
    """
    for output in outputs:
        text = FORMATS[output.format](report, _WIDTH, False)
        try:
            if _same(output.path, environment.get(SUMMARY, "")):
                _add(output.path, text)
            else:
                replace(output.path, text.encode("utf-8", "backslashreplace"))
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise UsageError(f"{visible(output.path)} cannot be written: {why}.") from error


def add_summary(report: Report, outputs: Iterable[Output], environment: Mapping[str, str]) -> str:
    """Add the report to the job's summary, unless an output is there already.

    Return why that was not possible, if so: nobody asked for it, so it is no mistake of theirs.
    """
    path = environment.get(SUMMARY, "")
    if not path or any(_same(output.path, path) for output in outputs):
        return ""
    try:
        _add(path, FORMATS["github-summary"](report, _WIDTH, False))
    except OSError as error:
        return f"The job's summary was not written: {error.strerror or type(error).__name__}."
    return ""


def _same(path: str, other: str) -> bool:
    return bool(other) and os.path.realpath(path) == os.path.realpath(other)


def _add(path: str, text: str) -> None:
    content = text.encode("utf-8", "backslashreplace")
    with open(path, "ab") as file:
        if file.tell() + len(content) > SUMMARY_BYTES:
            raise OSError(0, "it would be longer than GitHub shows")
        file.write(content)


def replace(path: str, content: bytes) -> None:
    """Write beside the file, then put it in place; what is no regular file is written into."""
    real = os.path.realpath(path)
    if os.path.exists(real) and not os.path.isfile(real):
        with open(real, "wb") as device:
            device.write(content)
        return
    folder, name = os.path.split(real)
    beside = os.path.join(folder, f".{name[:100]}.{os.getpid()}.part")
    try:
        with open(beside, "xb") as file:
            file.write(content)
        if os.path.exists(real):
            os.chmod(beside, os.stat(real).st_mode & 0o777)
        os.replace(beside, real)
    except BaseException:
        if os.path.exists(beside):
            os.remove(beside)
        raise
