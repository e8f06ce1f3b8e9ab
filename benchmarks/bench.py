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
sys.path.insert(0, os.path.join(TOP, "tests", "support"))

import examples  # noqa: E402

NAME = "ai-governance.yaml"
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
"""An installed package has its bytecode beside it; so has one that was run once."""
RUNS = 21
TURNS = 11
"""Of a check with and without a base: processor time wanders less than the clock."""
COPIES = 1000
MEMORY = 80
"""Megabytes that they may take."""
BARE = 0.010
"""Seconds of a bare interpreter where their limits in seconds were written: a slower machine has
as many times more."""
_LONG = "120 lines", "finance-forecast"
BASE = 1.6
"""How many times a check without a base one against a base may take."""
MOMENTS = {"a commit": ("--rev", "HEAD"), "the index": ("--staged",), "working tree": ()}


class Measure(NamedTuple):
    """One run: seconds on the wall, megabytes at most, and how it ended."""

    seconds: float
    megabytes: float
    code: int
    busy: float
    """Seconds of the processor, git's included."""


class Case(NamedTuple):
    """A command to measure, and the exit codes that mean it did its work."""

    name: str
    command: tuple[str, ...]
    folder: str
    codes: tuple[int, ...] = (0,)
    limit: float | None = None
    """How many times the bare interpreter it may take."""


def tool(name: str) -> str:
    """The path of a command of this environment."""
    return os.path.join(BIN, name)


def cold_cases(folder: str) -> list[Case]:
    """The commands on one small file: outside any repository, and in one with its history."""
    alone, kept, faulty = (os.path.join(folder, name) for name in ("alone", "kept", "faulty"))
    examples.copied("finance-forecast", alone)
    examples.committed("recruitment-ranker", kept)
    examples.copied("finance-forecast", faulty)
    shutil.copyfile(os.path.join(HERE, "findings.yaml"), os.path.join(faulty, NAME))
    schema = os.path.join(TOP, "schemas", "ai-governance.v1.schema.json")
    govlint = (tool("govlint"), "check", "--as-of", examples.DAY, "--format", "plain")
    relaxed = "{extends: default, rules: {line-length: disable, document-start: disable}}"
    return [
        Case("bare interpreter", (sys.executable, "-c", "pass"), alone),
        Case("govlint, clean, no history", govlint, alone, limit=5),
        Case("govlint, clean, with history", govlint, kept, limit=7),
        Case("govlint, ten findings", govlint, faulty, codes=(1,), limit=12),
        Case("yamllint", (tool("yamllint"), "-d", relaxed, NAME), alone, codes=(0, 1)),
        Case("check-jsonschema", (tool("check-jsonschema"), "--schemafile", schema, NAME), alone),
    ]


def changed(folder: str) -> bool:
    """Print what a base costs, by the moment that is judged; whether it is within `BASE`."""
    from history import TODAY, made

    print("Against a base, processor time of govlint and git, of a check without one")
    kept = True
    for commits in (500, 5_000):
        root = made(folder, "large", commits, 2)
        for moment, options in MOMENTS.items():
            govlint = (tool("govlint"), "check", "--as-of", TODAY, "--format", "plain", *options)
            ratio = times_more((*govlint, "--no-base"), (*govlint, "--base", "HEAD~20"), root)
            kept = kept and ratio <= BASE
            print(f"{moment:<14} {commits:6,} commits {ratio:7.2f} x, limit {BASE}")
    return kept


def times_more(without: tuple[str, ...], against: tuple[str, ...], folder: str) -> float:
    """How many times the processor time of a command another one takes; they take turns."""
    taken: dict[tuple[str, ...], list[float]] = {without: [], against: []}
    for run in range(TURNS + 1):
        for command, times in taken.items():
            one = measure(Case("", command, folder))
            if one.code not in (0, 1):
                raise SystemExit(f"{' '.join(command)} ended with {one.code}")
            if run:
                times.append(one.busy)
    return statistics.median(taken[against]) / statistics.median(taken[without])


def measure(case: Case) -> Measure:
    """Run a command once."""
    sink = os.open(os.devnull, os.O_WRONLY)
    actions = [(os.POSIX_SPAWN_DUP2, sink, 1), (os.POSIX_SPAWN_DUP2, sink, 2)]
    before = os.getcwd()
    os.chdir(case.folder)
    start = time.perf_counter()
    pid = os.posix_spawn(case.command[0], case.command, ENVIRONMENT, file_actions=actions)
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - start
    os.chdir(before)
    os.close(sink)
    scale = 1 << 20 if sys.platform == "darwin" else 1 << 10
    busy = usage.ru_utime + usage.ru_stime
    return Measure(seconds, usage.ru_maxrss / scale, os.waitstatus_to_exitcode(status), busy)


def compare(cases: list[Case]) -> tuple[bool, float]:
    """Print the table; return whether every limit was kept, and the first one's seconds."""
    taken: dict[str, list[Measure]] = {case.name: [] for case in cases}
    for run in range(RUNS + 1):
        for case in cases:
            one = measure(case)
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
    return kept, bare


def many(title: str, name: str, whole: bool, limit: float, bare: float) -> bool:
    """Print how long a thousand copies take in one call; return whether that is soon enough.

    ``whole``: with the files that the declaration names; else with none of them.
    """
    with tempfile.TemporaryDirectory() as folder:
        for number in range(COPIES):
            place = os.path.join(folder, f"system-{number:04}")
            if whole:
                examples.copied(name, place)
            else:
                os.mkdir(place)
                shutil.copy(os.path.join(examples.REPOSITORIES, name, NAME), place)
        command = (tool("govlint"), "check", "--as-of", examples.DAY, "--format", "plain")
        runs = [measure(Case(title, command, folder))]
        while len(runs) < 3:
            runs.append(measure(Case(title, command, folder)))
    if any(each.code not in (0, 1) for each in runs):
        raise SystemExit(f"{title} ended with {runs[-1].code}")
    seconds = statistics.median(each.seconds for each in runs)
    megabytes = max(each.megabytes for each in runs)
    ratio, most = seconds / bare, limit / BARE
    print(f"{title:<44} {seconds:6.2f} s {ratio:5.0f} {most:5.0f} {megabytes:4.0f}")
    return ratio <= most and megabytes <= MEMORY


def main() -> int:
    """Print everything; 1 where a limit was not kept."""
    print(f"Python {sys.version.split()[0]}, medians of {RUNS} runs that take turns\n")
    with tempfile.TemporaryDirectory() as folder:
        kept, bare = compare(cold_cases(folder))
    print()
    with tempfile.TemporaryDirectory() as folder:
        kept = changed(folder) and kept
    print(f"\n{f'{COPIES} in one call, limit {MEMORY} MB':<51} {'x bare limit':>15}   MB")
    for title, name, limit in (("the short pilot", "minimal-pilot", 3), (*_LONG, 6)):
        for whole, beside in ((False, "the file alone"), (True, "with what it names")):
            kept = many(f"{title}, {beside}", name, whole, limit, bare) and kept
    print("\nEvery limit was kept." if kept else "\nNOT every limit was kept.")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
