"""Git processes: one group each, read against a deadline, ended without a trace."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

import pytest

from govlint.git import process, windows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Start = Callable[..., process.Process]

pytestmark = pytest.mark.clock


@pytest.fixture(params=["posix_spawn", "subprocess"])
def run(request: pytest.FixtureRequest, tmp_path: Path) -> Start:
    """Start a Python program by either way."""
    start = process.start if request.param == "posix_spawn" else windows.Started

    def begin(program: str, patience: float = 10.0) -> process.Process:
        command = (sys.executable, "-c", program)
        return start(command, dict(os.environ), str(tmp_path / "errors"), patience)

    return begin


def everything(started: process.Process) -> bytes:
    parts = []
    while part := started.read():
        parts.append(part)
    return b"".join(parts)


def test_output_and_code(run: Start) -> None:
    started = run("import sys; sys.stdout.write('x' * 3_000_000); sys.exit(3)")
    assert everything(started) == b"x" * 3_000_000
    assert started.close() == 3


def test_what_is_written_arrives(run: Start) -> None:
    started = run("import sys; print(sys.stdin.readline() * 2, end='')")
    started.write(b"y" * 50_000 + b"\n")
    assert len(everything(started)) == 100_002
    assert started.close() == 0


def test_complaints_go_to_their_file(run: Start, tmp_path: Path) -> None:
    started = run("import sys; sys.stderr.write('oh')")
    assert everything(started) == b""
    started.close()
    assert (tmp_path / "errors").read_text() == "oh"


def test_silence_ends_it(run: Start) -> None:
    started = run("import time; time.sleep(60)", 0.3)
    begun = time.monotonic()
    assert started.read() is None
    assert started.close() != 0
    assert time.monotonic() - begun < 5


def test_one_that_still_talks_is_ended(run: Start) -> None:
    started = run("while True: print('x' * 1000)")
    assert started.read()
    begun = time.monotonic()
    assert started.close() != 0
    assert time.monotonic() - begun < 5


def test_one_that_is_to_end_ends_meanwhile(run: Start) -> None:
    started = run("while True: print('x' * 1000)")
    assert started.read()
    started.end()
    begun = time.monotonic()
    assert started.close() != 0
    assert time.monotonic() - begun < 5
    started.end()


def test_one_that_has_gone_takes_nothing_and_harms_nobody(run: Start) -> None:
    started = run("import os; os.close(0); os.close(1)")
    assert everything(started) == b""
    for _ in range(3):
        started.write(b"x" * 100_000)
    assert started.close() == 0
    assert started.close() == 0


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="process groups are POSIX's")
def test_what_it_started_ends_with_it(tmp_path: Path) -> None:
    command = ("/bin/sh", "-c", "sleep 60 & echo up; sleep 60")
    started = process.start(command, dict(os.environ), str(tmp_path / "errors"), 10.0)
    assert started.read() == b"up\n"
    group = started._pid  # type: ignore[attr-defined]
    assert started.close() == -9
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)
    pytest.fail("its child lives on")


def test_no_descriptor_is_left_open(run: Start) -> None:
    run("pass").close()
    before = sorted(os.listdir("/proc/self/fd"))
    for _ in range(5):
        started = run("print('x')")
        everything(started)
        started.close()
    assert len(os.listdir("/proc/self/fd")) == len(before)


def test_a_program_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OSError):  # noqa: PT011 - which one is the system's matter
        process.start(("/nowhere/git",), {}, str(tmp_path / "errors"), 1.0)
