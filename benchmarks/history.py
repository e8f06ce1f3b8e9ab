"""What history costs: times as ratios of `git log --format=%H` and of the bare interpreter.

python benchmarks/history.py [FOLDER]      repositories are made in FOLDER once, and kept there
"""

from __future__ import annotations

import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TODAY = "2026-11-23"
_NOW = 1_795_392_000
_YEAR = 365 * 86_400
_ROUNDS = 7
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

    def commit(
        self, branch: str, parents: Sequence[int], changes: Sequence[tuple[str, str]]
    ) -> int:
        """Write one commit; its number."""
        moment = int(self._begin + self.count * self._step)
        self.count += 1
        who = self._random.choice(_PEOPLE)
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

    def first(self) -> int:
        """The first commit: all files."""
        files = [(path, "x" * 200) for path in self._files]
        return self.commit(
            "main",
            [],
            [*files, ("ai-governance.yaml", _DECLARATION), ("docs/rollback.md", "# Steps\n")],
        )

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
        here, there, more = writer.edit(), writer.edit(), writer.edit()
        side = writer.commit("side", [tip], there)
        main = writer.commit("main", [tip], here)
        side = writer.commit("side", [side], more)
        tip = writer.commit("main", [main, side], [*there, *more])
    writer.commit("main", [tip], [("ai-governance.yaml", _DECLARATION)])


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
        {"large": large, "versions": versions}[name](writer, commits)
        importer.stdin.close()
        assert importer.wait() == 0
        subprocess.run(["git", "-C", root, "reset", "--quiet", "--hard"], check=True)
    return root


def seconds(command: Sequence[str], environment: dict[str, str]) -> tuple[float, float]:
    """The median time that a command takes, by the clock and by the processor."""
    runs = list(_times(command, environment))
    return statistics.median(wall for wall, _ in runs), statistics.median(cpu for _, cpu in runs)


def _times(command: Sequence[str], environment: dict[str, str]) -> Iterator[tuple[float, float]]:
    for _ in range(_ROUNDS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
        wall = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        yield wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measured(root: str, environment: dict[str, str]) -> dict[str, float]:
    """The median of several readings of a repository's history."""
    command = [sys.executable, "-c", _CHILD, root, TODAY]
    runs = []
    for _ in range(_ROUNDS):
        output = subprocess.run(command, env=environment, check=True, capture_output=True)
        runs.append(json.loads(output.stdout))
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def row(name: str, *values: str) -> None:
    """One line of the table."""
    print(f"  {name:38}" + "".join(f"{value:>14}" for value in values))


def report(title: str, root: str, environment: dict[str, str], bare: float) -> None:
    """Measure one repository, and print. Ratios: by the clock, and by the processor."""
    floor = seconds(["git", "-C", root, "log", "--format=%H"], environment)
    run = measured(root, environment)
    check = [sys.executable, "-m", "govlint", "check", "--as-of", TODAY, root]
    whole, _ = seconds(check, environment)
    wall, cpu = run["seconds"] / floor[0], run["cpu"] / floor[1]
    print(f"\n{title}")
    row("git log --format=%H", f"{floor[0] * 1000:.1f} ms")
    row("history, a year back", f"{run['seconds'] * 1000:.1f} ms", f"{wall:.2f} x", f"{cpu:.2f} x")
    row("commits read, git processes", f"{run['commits']:,.0f}", f"{run['processes']:.0f}")
    row("memory: govlint's own, git's", f"{run['own']:.0f} MB", f"{run['git']:.0f} MB")
    row("govlint check, all of it", f"{whole * 1000:.1f} ms", f"{whole / bare:.1f} x bare")


def main() -> None:
    """Make the repositories, measure, print."""
    folder = sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="govlint-bench-")
    os.makedirs(folder, exist_ok=True)
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": os.path.join(folder, "pycache")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    bare, _ = seconds([sys.executable, "-c", "pass"], environment)
    row("bare interpreter", f"{bare * 1000:.1f} ms")
    for name, count, years in (
        ("large", 100_000, 10),
        ("large", 5_000, 10),
        ("versions", 2_000, 1),
    ):
        root = made(folder, name, count, years)
        report(f"{name}: {count:,} commits, {years} years", root, environment, bare)


if __name__ == "__main__":
    main()
