"""What evidence costs on a tree of 50,000 files, beside `git ls-files` on the same tree.

python benchmarks/evidence.py [FOLDER]      the repositories are made in FOLDER once, and kept there

Two clones of one repository: in one of them every policy that reads evidence is switched off. The
difference between the two checks is what evidence adds: to a check of one file, as a hook asks for
it, and to one of the repository. The tree is listed for evidence where the declared jobs have no
schedule of their own and no file of the deployment is named, and where nothing schedules a job.

Compared is the time of the processor, that of git included: other work on the machine hardly
changes it.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "tests", "support"))

import examples  # noqa: E402

from govlint import policy  # noqa: E402

FILES = 50_000
RUNS = 11
FACTOR, MORE = 0.5, 0.150
"""Evidence may add half of what `git ls-files` takes, and this many seconds."""
_MODES = {
    "check of one file": ["ai-governance.yaml"],
    "check of one file, to be listed": ["listed.yaml"],
    "check of one file, contradicted": ["contradicted.yaml"],
    "check of the repository": [],
}
_PREPARED = ".github/workflows/prepare-features.yml"
_VARIANTS = {
    "listed.yaml": (
        (_PREPARED, "batch/load.py"),
        (".github/workflows/retrain.yml", "batch/promote.py"),
        ("  deployment: [deploy/**]\n", ""),
    ),
    "contradicted.yaml": ((_PREPARED, ".github/workflows/by-hand.yml"),),
}
"""Declarations that differ from the example's in some texts."""
_BY_HAND = "on: workflow_dispatch\njobs: {go: {steps: [{run: python batch/load.py}]}}\n"
_JOBS = {
    "batch/load.py": "print(1)\n",
    "batch/promote.py": "print(1)\n",
    ".github/workflows/by-hand.yml": _BY_HAND,
}
_GOVLINT = os.path.join(os.path.dirname(sys.executable), "govlint")
_AREAS = ("web", "api", "services", "packages", "tools", "libs", "apps", "internal")
_MANIFEST = """\
apiVersion: apps/v1
kind: Deployment
metadata: {{name: app-{n}}}
spec:
  template: {{spec: {{containers: [{{name: x, image: 'app-{n}:1.{n}'}}]}}}}
"""
_WORKFLOW = """\
on: {{push: {{branches: [main]}}}}
jobs: {{test: {{runs-on: ubuntu-latest, steps: [{{run: make -C area-{n} test}}]}}}}
"""
_NIGHTLY = """\
on: {{schedule: [{{cron: '{n} 3 * * *'}}]}}
jobs: {{scan: {{runs-on: ubuntu-latest, steps: [{{run: npm audit --prefix area-{n}}}]}}}}
"""


def grow(folder: str) -> tuple[str, str]:
    """The two repositories, the one with evidence first; made where they are not there."""
    whole, without = os.path.join(folder, "evidence"), os.path.join(folder, "evidence-off")
    if not os.path.exists(os.path.join(without, ".git", "done")):
        for top in (whole, without):
            os.makedirs(top)
            _write(top)
        reading = [rule.id for rule in policy.builtin().rules if _reads_evidence(rule.facts)]
        with open(os.path.join(without, ".govlint.yaml"), "w", encoding="utf-8") as file:
            off = "".join(f"  {name}: off\n" for name in reading)
            file.write(f"schema: govlint-config/v1\nseverity:\n{off}")
        for top in (whole, without):
            _vary(top)
            examples.committed("recruitment-ranker", top)
        with open(os.path.join(without, ".git", "done"), "w", encoding="utf-8"):
            pass
    return whole, without


def _reads_evidence(facts: tuple[str, ...]) -> bool:
    return any(fact.partition(".")[0] in ("evidence", "codeowners") for fact in facts)


def _write(top: str) -> None:
    for number in range(FILES):
        path, text = _file(number)
        full = os.path.join(top, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(text)


def _vary(top: str) -> None:
    """Write the other declarations, and the jobs that they name."""
    examples.copied("recruitment-ranker", top)
    with open(os.path.join(top, "ai-governance.yaml"), encoding="utf-8") as file:
        declared = file.read()
    texts = dict(_JOBS)
    for name, changes in _VARIANTS.items():
        texts[name] = declared
        for old, new in changes:
            texts[name] = texts[name].replace(old, new)
    for path, text in texts.items():
        os.makedirs(os.path.dirname(os.path.join(top, path)), exist_ok=True)
        with open(os.path.join(top, path), "w", encoding="utf-8") as file:
            file.write(text)


def _file(number: int) -> tuple[str, str]:
    """Mostly code; 334 files are YAML of Kubernetes, sixty are workflows."""
    part = number % 601
    area = f"{_AREAS[part % len(_AREAS)]}/area-{part}"
    if number % 150 == 0:
        return f"{area}/k8s/app-{number}.yaml", _MANIFEST.format(n=number)
    if number % 833 == 1:
        text = _NIGHTLY if number % 2 else _WORKFLOW
        return f".github/workflows/w{number}.yml", text.format(n=number % 60)
    ending = ("py", "ts", "go", "md", "json", "tsx", "sql")[number % 7]
    return f"{area}/src/part-{number % 5}/file_{number}.{ending}", f"{number}\n"


def seconds(command: list[str], folder: str) -> tuple[float, float]:
    """How long one run of a command takes by the clock, and how long the processor works at it."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=False)
    taken, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}")
    return taken, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    """Print what evidence adds; 1 where that is more than its limit."""
    folder = sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="govlint-bench-")
    whole, without = grow(folder)
    check = [_GOVLINT, "check", "--as-of", examples.DAY, "--format", "plain"]
    cases: dict[str, tuple[list[str], str]] = {"git ls-files": (["git", "ls-files"], whole)}
    for mode, paths in _MODES.items():
        cases[f"{mode}, evidence off"] = ([*check, *paths], without)
        cases[mode] = ([*check, *paths], whole)
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in cases}
    for run in range(RUNS + 1):
        for name, (command, where) in cases.items():
            one = seconds(command, where)
            taken[name] += [one] if run else []  # the first one only warms the disk
    clock = {name: statistics.median(c for c, _ in times) for name, times in taken.items()}
    median = {name: statistics.median(p for _, p in times) for name, times in taken.items()}
    print(f"{FILES:,} files, medians of {RUNS} runs that take turns: clock, processor\n")
    for name, time_ in median.items():
        print(f"{name:<50} {clock[name] * 1000:7.1f} {time_ * 1000:7.1f} ms")
    limit = FACTOR * median["git ls-files"] + MORE
    added = {mode: median[mode] - median[f"{mode}, evidence off"] for mode in _MODES}
    for mode, more in added.items():
        told = f"evidence adds to {mode}"
        print(f"{told:<50}         {more * 1000:7.1f} ms, limit {limit * 1000:.1f} ms")
    return 0 if max(added.values()) <= limit else 1


if __name__ == "__main__":
    sys.exit(main())
