"""Compares `govlint check` with a bare interpreter and with other linters: ``make bench``.

Every command runs cold, in its own process; the commands take turns, so that a machine which is
busy for a while is busy for all of them. Times are medians, and ratios of the bare interpreter;
memory is the highest resident size that the kernel saw.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from typing import NamedTuple

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(HERE)
BIN = os.path.dirname(sys.executable)
DAY = ("--as-of", "2026-11-23")
RUNS = 21
COPIES = 1000


class Measure(NamedTuple):
    """One run: seconds on the wall, megabytes at most, and how it ended."""

    seconds: float
    megabytes: float
    code: int


class Case(NamedTuple):
    """A command to measure, and the exit codes that mean it did its work."""

    name: str
    command: tuple[str, ...]
    codes: tuple[int, ...] = (0,)
    limit: float | None = None
    """How many times the bare interpreter it may take."""


def tool(name: str) -> str:
    """The path of a command of this environment."""
    return os.path.join(BIN, name)


def cold_cases(folder: str) -> list[Case]:
    """The commands on one small file, which lies outside any repository."""
    clean, findings = os.path.join(folder, "clean.yaml"), os.path.join(folder, "findings.yaml")
    schema = os.path.join(TOP, "schemas", "ai-governance.v1.schema.json")
    plain = ("--format", "plain")
    relaxed = "{extends: default, rules: {line-length: disable, document-start: disable}}"
    return [
        Case("bare interpreter", (sys.executable, "-c", "pass")),
        Case("govlint, clean, 120 lines", (tool("govlint"), "check", *DAY, *plain, clean), limit=5),
        Case(
            "govlint, ten findings",
            (tool("govlint"), "check", *DAY, *plain, findings),
            codes=(1,),
            limit=12,
        ),
        Case("yamllint, clean", (tool("yamllint"), "-d", relaxed, clean), codes=(0, 1)),
        Case(
            "check-jsonschema, our schema",
            (tool("check-jsonschema"), "--schemafile", schema, clean),
        ),
    ]


def measure(case: Case, folder: str) -> Measure:
    """Run a command once."""
    sink = os.open(os.devnull, os.O_WRONLY)
    actions = [(os.POSIX_SPAWN_DUP2, sink, 1), (os.POSIX_SPAWN_DUP2, sink, 2)]
    before = os.getcwd()
    os.chdir(folder)
    start = time.perf_counter()
    pid = os.posix_spawn(case.command[0], case.command, os.environ, file_actions=actions)
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - start
    os.chdir(before)
    os.close(sink)
    scale = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Measure(seconds, usage.ru_maxrss / scale, os.waitstatus_to_exitcode(status))


def compare(cases: list[Case], folder: str) -> bool:
    """Print the table; return whether every limit was kept."""
    taken: dict[str, list[Measure]] = {case.name: [] for case in cases}
    for run in range(RUNS + 1):
        for case in cases:
            one = measure(case, folder)
            if one.code not in case.codes:
                raise SystemExit(f"{case.name} ended with {one.code}: {' '.join(case.command)}")
            if run:  # the first one only warms the disk
                taken[case.name].append(one)
    bare = statistics.median(each.seconds for each in taken[cases[0].name])
    print(f"{'':<30} {'ms':>7} {'x bare':>7} {'limit':>6} {'MB':>6}")
    kept = True
    for case in cases:
        seconds = statistics.median(each.seconds for each in taken[case.name])
        megabytes = max(each.megabytes for each in taken[case.name])
        ratio = seconds / bare
        kept = kept and (case.limit is None or ratio <= case.limit)
        limit = f"{case.limit:.0f}" if case.limit else "-"
        print(f"{case.name:<30} {seconds * 1000:7.1f} {ratio:7.1f} {limit:>6} {megabytes:6.0f}")
    return kept


def copies(source: str, folder: str) -> None:
    """Put a thousand copies of one file into folders of their own."""
    for number in range(COPIES):
        below = os.path.join(folder, f"system-{number:04}")
        os.makedirs(below, exist_ok=True)
        shutil.copyfile(source, os.path.join(below, "ai-governance.yaml"))


def many(name: str, source: str, limit: float) -> bool:
    """Print how long a thousand copies take in one call; return whether that is soon enough."""
    with tempfile.TemporaryDirectory() as folder:
        copies(source, folder)
        case = Case(name, (tool("govlint"), "check", *DAY, "--format", "plain", "."), codes=(0, 1))
        runs = [measure(case, folder) for _ in range(3)]
    if any(each.code not in case.codes for each in runs):
        raise SystemExit(f"{name} ended with {runs[-1].code}")
    seconds = statistics.median(each.seconds for each in runs)
    megabytes = max(each.megabytes for each in runs)
    print(f"{name:<30} {seconds:7.2f} s, limit {limit:.0f} s; {megabytes:.0f} MB, limit 80 MB")
    return seconds <= limit and megabytes <= 80


def main() -> int:
    """Print everything; 1 where a limit was not kept."""
    print(f"Python {sys.version.split()[0]}, medians of {RUNS} runs that take turns\n")
    with tempfile.TemporaryDirectory() as folder:
        for name in ("clean.yaml", "findings.yaml"):
            shutil.copyfile(os.path.join(HERE, name), os.path.join(folder, name))
        kept = compare(cold_cases(folder), folder)
    print()
    pilot = os.path.join(TOP, "tests", "examples", "minimal-pilot.yaml")
    kept = many(f"{COPIES} x the short pilot", pilot, 3) and kept
    kept = many(f"{COPIES} x 120 lines", os.path.join(HERE, "clean.yaml"), 6) and kept
    print("\nEvery limit was kept." if kept else "\nNOT every limit was kept.")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
