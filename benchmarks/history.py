"""What history costs: times as ratios of `git log --format=%H` and of the bare interpreter.

python benchmarks/history.py [FOLDER]      repositories are made in FOLDER once, and kept there

Commands take turns, and times are medians. It ends with 1 where a limit was not kept.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
EXAMPLE = os.path.join(TOP, "tests", "repositories", "recruitment-ranker")
LIMIT, MEGABYTES, CLEAN = 0.5, 60, 7
"""Of history a year back on 100,000 commits: times `git log --format=%H`, and memory; of a clean
check on 5,000 commits: times the bare interpreter."""
TODAY = "2026-11-23"
_NOW = 1_795_392_000
_YEAR = 365 * 86_400
_REVIEWED = 1_791_201_600
"""Noon on 2026-10-05, when the example was reviewed."""
_ROUNDS = 9
_BARE = [sys.executable, "-c", "pass"]
_CHECK = [sys.executable, "-m", "govlint", "check", "--as-of", TODAY, "--format", "plain"]
_TOPS = ("ranker", "pipelines", "deploy", "docs", "tests", "web", "api", "tools", "infra", "lib")
_PEOPLE = [f"Developer {number} <developer{number}@example.com>" for number in range(30)]
_DECLARATION = """\
schema: ai-governance/v1
system:
  id: candidate-ranker
  lifecycle: production
  pilot_started: 2025-11-24
  production_since: 2025-12-15
governs:
  model: [ranker/**, models/ranker.dvc]
  data: [pipelines/**]
  deployment: [deploy/**]
owners:
  technical: {name: Developer 3, contact: developer3@example.com}
  business: {name: Tom Okafor, contact: tom.okafor@example.com}
success_metric:
  name: Days from application to first call
  baseline: {value: 6.5, measured_on: 2025-10-31}
monitoring:
  outcome_metric: {name: Precision at 10, minimum: 0.62}
rollback: {runbook: docs/rollback.md, last_tested: 2026-10-02}
review: {cadence: P3M, last_reviewed: 2026-10-05}
"""
_CHILD = """
import json, os, resource, sys, time
from govlint import source
from govlint.snapshot import WorkingTree
from govlint.facts import history
root, today = sys.argv[1:3]
tree = WorkingTree(root)
content = tree.read("ai-governance.yaml")
declared = history.Declared(
    "ai-governance.yaml", content, source.read(content, "ai-governance.yaml").data
)
request = history.Request(root, tree, (declared,), today, os.environ)
start, before = time.perf_counter(), time.process_time()
run = history.start(request)
fact = history.finish(run)["ai-governance.yaml"]
seconds = time.perf_counter() - start
assert not fact.unavailable, fact.unavailable
own, git = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({
    "seconds": seconds,
    "cpu": own.ru_utime + own.ru_stime - before + git.ru_utime + git.ru_stime,
    "commits": fact.data["commits"],
    "processes": run.repository.processes,
    "own": own.ru_maxrss / 1024,
    "git": git.ru_maxrss / 1024,
}))
"""


class Writer:
    """A repository written by `git fast-import`, commits spread evenly over some years."""

    def __init__(self, stream: IO[bytes], commits: int, years: float) -> None:
        self._stream = stream
        self._random = random.Random(7)
        self._step = years * _YEAR / commits
        self._begin = _NOW - years * _YEAR
        self._files = [f"{_TOPS[n % 10]}/m{n}/f{i}.py" for n in range(200) for i in range(10)]
        self.count = 0

    @property
    def moment(self) -> int:
        """When the next commit is made."""
        return int(self._begin + self.count * self._step)

    def commit(
        self,
        branch: str,
        parents: Sequence[int],
        changes: Sequence[tuple[str, str]],
        who: str = "",
    ) -> int:
        """Write one commit; its number."""
        moment = self.moment
        self.count += 1
        who = who or self._random.choice(_PEOPLE)
        lines = [f"commit refs/heads/{branch}", f"mark :{self.count}"]
        lines += [f"author {who} {moment} +0000", f"committer {who} {moment} +0000"]
        lines += ["data 7", "Change", ""]
        lines += [
            f"{'merge' if number else 'from'} :{parent}" for number, parent in enumerate(parents)
        ]
        for path, content in changes:
            lines += [f"M 644 inline {path}", f"data {len(content)}", content]
        self._stream.write(("\n".join(lines) + "\n").encode())
        return self.count

    def first(self, more: Sequence[tuple[str, str]] = ()) -> int:
        """The first commit: all files."""
        files = [(path, "x" * 200) for path in self._files]
        more = more or [("ai-governance.yaml", _DECLARATION), ("docs/rollback.md", "# Steps\n")]
        return self.commit("main", [], [*files, *more])

    def merged(self, tip: int) -> int:
        """Two commits beside one, and a merge of them."""
        here, there, more = self.edit(), self.edit(), self.edit()
        side = self.commit("side", [tip], there)
        main = self.commit("main", [tip], here)
        side = self.commit("side", [side], more)
        return self.commit("main", [main, side], [*there, *more])

    def edit(self) -> list[tuple[str, str]]:
        """A change of one to three files."""
        count = self._random.choice((1, 1, 2, 3))
        size = self._random.randrange(300)
        text = f"{self.count} {'y' * size}"
        return [(path, text) for path in self._random.sample(self._files, count)]


def large(writer: Writer, commits: int) -> None:
    """A quarter of the commits are merges; the declaration changes every 2,000 commits."""
    tip = writer.first()
    while writer.count < commits:
        if writer.count % 2000 < 4:
            text = _DECLARATION.replace("0.62", f"0.{writer.count % 89 + 10}")
            tip = writer.commit("main", [tip], [("ai-governance.yaml", text)])
        tip = writer.merged(tip)
    writer.commit("main", [tip], [("ai-governance.yaml", _DECLARATION)])


def clean(writer: Writer, commits: int) -> None:
    """The same around a whole example, whose declaration was reviewed by its owner."""
    files = [os.path.join(folder, name) for folder, _, names in os.walk(EXAMPLE) for name in names]
    tip = writer.first([(os.path.relpath(path, EXAMPLE), _text(path)) for path in files])
    declaration = _text(os.path.join(EXAMPLE, "ai-governance.yaml"))
    older = declaration.replace("last_reviewed: 2026-10-05", "last_reviewed: 2026-07-06")
    assert older != declaration
    tip = writer.commit("main", [tip], [("ai-governance.yaml", older)])
    while writer.count < commits:
        before = writer.moment
        tip = writer.merged(tip)
        if before <= _REVIEWED < writer.moment:
            priya = "Priya Nair <priya.nair@example.com>"
            tip = writer.commit("main", [tip], [("ai-governance.yaml", declaration)], priya)


def _text(path: str) -> str:
    with open(path, encoding="ascii") as file:
        return file.read()


def versions(writer: Writer, commits: int) -> None:
    """Every commit is another version of the declaration."""
    tip = writer.first()
    while writer.count < commits:
        text = _DECLARATION.replace("0.62", f"0.{writer.count % 89 + 10}")
        tip = writer.commit("main", [tip], [("ai-governance.yaml", f"# {writer.count}\n{text}")])


def made(folder: str, name: str, commits: int, years: float) -> str:
    """A repository in ``folder``; one that is there already is taken as it is."""
    root = os.path.join(folder, f"{name}-{commits}")
    if not os.path.exists(root):
        subprocess.run(["git", "init", "--quiet", "--initial-branch=main", root], check=True)
        importer = subprocess.Popen(
            ["git", "-C", root, "fast-import", "--quiet"], stdin=subprocess.PIPE
        )
        assert importer.stdin is not None
        writer = Writer(importer.stdin, commits, years)
        {"large": large, "clean": clean, "versions": versions}[name](writer, commits)
        importer.stdin.close()
        assert importer.wait() == 0
        subprocess.run(["git", "-C", root, "reset", "--quiet", "--hard"], check=True)
    return root


class Run:
    """What some runs of one command took, by the clock and by the processor, in seconds."""

    def __init__(self, command: Sequence[str], codes: Sequence[int] = (0,), says: str = "") -> None:
        """``says``: how what it prints begins; what is not looked at is thrown away."""
        self._command = command
        self._codes = codes
        self._says = says
        self._wall: list[float] = []
        self._busy: list[float] = []
        self.said: list[dict[str, float]] = []
        """What it printed each time, if that is JSON."""

    def once(self, environment: dict[str, str]) -> None:
        """Run it."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        sink = subprocess.PIPE if self._says else subprocess.DEVNULL
        done = subprocess.run(self._command, env=environment, stdout=sink, text=True, check=False)
        self._wall.append(time.perf_counter() - start)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self._busy.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        told = done.stdout or ""
        if done.returncode not in self._codes or not told.startswith(self._says):
            raise SystemExit(f"{self._command} ended with {done.returncode}:\n{told}")
        if self._says == "{":
            self.said.append(json.loads(told))

    @property
    def wall(self) -> float:
        """The median by the clock."""
        return statistics.median(self._wall)

    @property
    def busy(self) -> float:
        """The median by the processor."""
        return statistics.median(self._busy)

    def told(self, name: str) -> float:
        """The median of a number that it printed."""
        return statistics.median(one[name] for one in self.said)


def in_turn(runs: Sequence[Run], environment: dict[str, str], rounds: int = _ROUNDS) -> None:
    """Run every command once, and that several times: a busy moment is one for all."""
    for _ in range(rounds):
        for run in runs:
            run.once(environment)


def row(name: str, *values: str) -> None:
    """One line of the table."""
    print(f"  {name:38}" + "".join(f"{value:>14}" for value in values))


def report(title: str, root: str, environment: dict[str, str], rounds: int = _ROUNDS) -> bool:
    """Measure one repository, and print; whether it is within `LIMIT` and `MEGABYTES`.

    Ratios: by the clock, and by the processor.
    """
    floor = Run(["git", "-C", root, "log", "--format=%H"])
    child = Run([sys.executable, "-c", _CHILD, root, TODAY], says="{")
    bare, whole = Run(_BARE), Run([*_CHECK, root], codes=(0, 1))
    in_turn((floor, child, bare, whole), environment, rounds)
    told = {name: statistics.median(one[name] for one in child.said) for name in child.said[0]}
    wall, busy = told["seconds"] / floor.wall, told["cpu"] / floor.busy
    print(f"\n{title}")
    row("git log --format=%H", f"{floor.wall * 1000:.1f} ms")
    row("history", f"{told['seconds'] * 1000:.1f} ms", f"{wall:.2f} x", f"{busy:.2f} x")
    row("commits read, git processes", f"{told['commits']:,.0f}", f"{told['processes']:.0f}")
    row("memory: govlint's own, git's", f"{told['own']:.0f} MB", f"{told['git']:.0f} MB")
    ratio = whole.wall / bare.wall
    row("govlint check, all of it", f"{whole.wall * 1000:.1f} ms", f"{ratio:.1f} x bare")
    return wall <= LIMIT and max(told["own"], told["git"]) <= MEGABYTES


def report_clean(root: str, environment: dict[str, str]) -> bool:
    """Measure a check that finds nothing, and print; whether it is within `CLEAN`."""
    with tempfile.TemporaryDirectory() as folder:
        alone = shutil.copytree(root, folder, ignore=lambda *_: [".git"], dirs_exist_ok=True)
        runs = [
            Run(_BARE),
            Run([*_CHECK, root], says="ai-governance.yaml: Clear: all 10 questions"),
            Run([*_CHECK, alone], says="ai-governance.yaml: Clear: all 10 questions"),
        ]
        in_turn(runs, environment, rounds=3 * _ROUNDS)
    bare, clean, without = runs
    print("\nclean: 5,000 commits, 10 years")
    row("bare interpreter", f"{bare.wall * 1000:.1f} ms")
    for name, run in (("a check without findings", clean), ("the same without git", without)):
        by_clock, by_processor = run.wall / bare.wall, run.busy / bare.busy
        row(name, f"{run.wall * 1000:.1f} ms", f"{by_clock:.1f} x", f"{by_processor:.1f} x")
    return clean.wall / bare.wall <= CLEAN


def main() -> int:
    """Make the repositories, measure, print; 1 where a limit was not kept."""
    folder = sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="govlint-bench-")
    os.makedirs(folder, exist_ok=True)
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": os.path.join(folder, "pycache")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    print(f"Python {sys.version.split()[0]}, medians of runs that take turns")
    large_one, small_one, versions_one = (
        made(folder, name, count, years)
        for name, count, years in (
            ("large", 100_000, 10),
            ("large", 5_000, 10),
            ("versions", 2_000, 1),
        )
    )
    kept = report("large: 100,000 commits, 10 years", large_one, environment)
    report("large: 5,000 commits, 10 years", small_one, environment)
    report("versions: 2,000 commits, 1 year", versions_one, environment, rounds=3)
    within = report_clean(made(folder, "clean", 5_000, 10), environment)
    for told, is_kept in (
        (f"history on 100,000 commits: {LIMIT} x git log, {MEGABYTES} MB each", kept),
        (f"a clean check on 5,000 commits: {CLEAN} x the bare interpreter", within),
    ):
        print(f"\n{'Kept' if is_kept else 'NOT KEPT'}: {told}")
    return 0 if kept and within else 1


if __name__ == "__main__":
    sys.exit(main())
