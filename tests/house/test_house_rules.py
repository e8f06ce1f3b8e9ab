"""The house keeps its own rules: doors, sizes, duties, and what the hot path may import."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

import examples
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TOP = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
PACKAGE = os.path.join(TOP, "src", "govlint")

DOORS = {
    "yaml": "govlint.source",
    "cel_expr_python": "govlint.expression",
    "rich": "govlint.render.terminal",
    "git": "govlint.git",
    "gitdb": "govlint.git",
    "github": "govlint.forge.github",
    "gitlab": "govlint.forge.gitlab",
    "subprocess": "",
    "tomllib": "govlint.source",
}
"""Who alone imports a library: a module and what lies below it. Empty: see `RUNNERS`."""

RUNNERS = ("govlint.git", "govlint.sandbox")
"""The rooms that may start a process."""

GENERATED = re.compile(r"prepared|/_(declaration|config)\.py$")
"""Data that a command of ours writes: not read by people, and not measured."""

LONGEST_FILE, LONGEST_FUNCTION, DEEPEST = 300, 45, 3


def sources() -> list[str]:
    """Every module's path from the top, generated data left out."""
    found = [
        os.path.relpath(os.path.join(folder, name), TOP).replace(os.sep, "/")
        for folder, _, names in os.walk(PACKAGE)
        for name in names
        if name.endswith(".py")
    ]
    return sorted(path for path in found if not GENERATED.search(path))


def tree(path: str) -> ast.Module:
    with open(os.path.join(TOP, path), encoding="utf-8") as file:
        return ast.parse(file.read())


def module(path: str) -> str:
    return path[len("src/") : -len(".py")].replace("/", ".").removesuffix(".__init__")


def imported(of: ast.Module) -> set[str]:
    """The first part of every absolute import, wherever it stands."""
    found: set[str] = set()
    for node in ast.walk(of):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("path", sources())
def test_libraries_come_in_by_their_door(path: str) -> None:
    here = module(path)
    foreign = imported(tree(path)) - set(sys.stdlib_module_names) - {"govlint"}
    assert sorted(foreign - set(DOORS)) == [], "a library without a door"
    watched = imported(tree(path)) & set(DOORS)
    doors = {name: (DOORS[name],) if DOORS[name] else RUNNERS for name in watched}
    outside = [
        n for n, at in doors.items() if not f"{here}.".startswith(tuple(f"{a}." for a in at))
    ]
    assert outside == []


@pytest.mark.parametrize("path", sources())
def test_a_file_is_short_and_says_its_duty(path: str) -> None:
    with open(os.path.join(TOP, path), encoding="utf-8") as file:
        lines = file.read().count("\n")
    assert lines < LONGEST_FILE
    assert ast.get_docstring(tree(path)), "a module begins with one line that states its duty"


def functions(path: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", sources())
def test_functions_are_short_and_flat(path: str) -> None:
    long = [f.name for f in functions(path) if (f.end_lineno or 0) - f.lineno >= LONGEST_FUNCTION]
    deep = [f.name for f in functions(path) if depth(f) > DEEPEST]
    assert (long, deep) == ([], [])


def depth(node: ast.AST) -> int:
    """How deep blocks nest: an ``if`` in a ``for`` in a function is 2."""
    below = 0
    for child in ast.iter_child_nodes(node):
        block = isinstance(child, ast.If | ast.For | ast.While | ast.Match)
        chained = isinstance(node, ast.If) and isinstance(child, ast.If) and child in node.orelse
        below = max(below, depth(child) + (block and not chained))
    return below


def test_most_functions_are_very_short() -> None:
    lengths = sorted((f.end_lineno or 0) - f.lineno + 1 for p in sources() for f in functions(p))
    assert lengths[len(lengths) // 2] <= 9
    assert lengths[len(lengths) * 95 // 100] < 40


def test_every_dependency_is_used_and_declared() -> None:
    with open(os.path.join(TOP, "pyproject.toml"), "rb") as file:
        project = tomllib.load(file)["project"]
    extras = project["optional-dependencies"].values()
    declared = [*project["dependencies"], *(each for extra in extras for each in extra)]
    names = {re.split(r"[<>=!~ ]", each)[0].lower() for each in declared}
    modules = {
        "cel-expr-python": "cel_expr_python",
        "gitpython": "git",
        "pygithub": "github",
        "python-gitlab": "gitlab",
        "pyyaml": "yaml",
    }
    used = set().union(*(imported(tree(path)) for path in sources()))
    wanted = {modules.get(name, name) for name in names}
    assert used - set(sys.stdlib_module_names) - {"govlint", "referencing", "gitdb"} <= wanted


BANNED = """
    argparse asyncio concurrent ctypes dataclasses difflib email gettext git google.protobuf
    http importlib.metadata inspect json jsonschema locale logging multiprocessing pathlib
    pprint referencing rich shutil socket ssl subprocess tempfile textwrap tokenize tomllib
    traceback unicodedata unittest urllib.request uuid xml zipfile
"""
"""What a clean run in plain text does without; each costs milliseconds."""

WITHOUT_PATTERNS = "re enum contextlib functools collections operator datetime csv typing"
"""What it does without as well, history read or not: together a sixth of its time."""

OURS = """
    __main__ app cli cli.check config diagnosis discovery engine errors expression facts findings
    git judge model paths policy policy.prepared questions record regular render render.parts
    render.plain report schema snapshot source text waivers
"""
"""The rooms of the hot path. What comes new has to earn its place here."""

DEEP = ("source.", "schema.", "expression.", "facts.", "git.", "snapshot.")
"""Rooms that load as many of their own modules as a file needs, within `MOST`."""

MOST = 98
MOST_DISTANT = 57
"""The same where there is neither a file to read nor a repository, and one finding to tell."""


@pytest.fixture(scope="module")
def clean_run(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The modules that are loaded when a clean file was checked, beyond a bare interpreter's."""
    folder = str(tmp_path_factory.mktemp("clean"))
    examples.copied("finance-forecast", folder)  # whose checks are no JSON, unlike the next one's
    examples.committed("recruitment-ranker", folder)
    declaration = os.path.join(folder, "ai-governance.yaml")
    with open(declaration, encoding="utf-8") as file:
        expectations = "great_expectations/expectations/applicants.json"
        text = file.read().replace(expectations, "soda/checks.yml")
    with open(declaration, "w", encoding="utf-8") as file:
        file.write(text)
    told, modules = loaded(folder)
    assert told.startswith("ai-governance.yaml: Clear"), told
    return modules


def loaded(folder: str) -> tuple[str, set[str]]:
    """What a check of a folder tells, and the modules that it loads."""
    probe = (
        "import sys; before = set(sys.modules); sys.argv[0] = 'govlint'\n"
        "from govlint.cli import run\n"
        "code = run(['check', '--as-of', '2026-11-23'])\n"
        "print('\\n', code, *sorted(set(sys.modules) - before))"
    )
    told = subprocess.run(
        [sys.executable, "-I", "-c", probe], cwd=folder, capture_output=True, text=True, check=True
    )
    code, *modules = told.stdout.split("\n")[-2].split()
    assert code == "0", told.stdout + told.stderr
    return told.stdout, set(modules)


@pytest.fixture(scope="module")
def distant_run(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The same where nothing is at hand: no repository, and every path of the file is a URL."""
    folder = str(tmp_path_factory.mktemp("distant"))
    source = os.path.join(examples.REPOSITORIES, "recruitment-ranker", "ai-governance.yaml")
    with open(source, encoding="utf-8") as file:
        path = r"(?<=[ \[])(?=[.\w-]+/(?:[\w./-]+\.\w+|\*\*))"
        text = re.sub(path, "https://example.com/", file.read())
    with open(os.path.join(folder, "ai-governance.yaml"), "w", encoding="utf-8") as file:
        file.write(text)
    told, modules = loaded(folder)
    assert "not in a git repository" in told, told
    assert "path-missing" not in told, told
    return modules


def test_a_clean_run_imports_no_banned_module(clean_run: set[str]) -> None:
    assert sorted(clean_run & {*BANNED.split(), *WITHOUT_PATTERNS.split()}) == []


def test_a_clean_run_without_a_repository_does_without_patterns(tmp_path: Path) -> None:
    examples.copied("finance-forecast", str(tmp_path))
    _, modules = loaded(str(tmp_path))
    assert "govlint.facts.evidence.airflow" in modules
    assert sorted(modules & {*BANNED.split(), *WITHOUT_PATTERNS.split()}) == []


def test_a_clean_run_imports_only_the_hot_rooms(clean_run: set[str]) -> None:
    ours = {name.partition(".")[2] for name in clean_run if name.startswith("govlint.")}
    rooms = {name for name in ours if not name.startswith(DEEP)}
    assert sorted(rooms - set(OURS.split())) == []
    assert len(ours) <= MOST


def test_a_clean_run_imports_no_library(clean_run: set[str]) -> None:
    tops = {name.partition(".")[0] for name in clean_run} - set(sys.stdlib_module_names)
    assert tops == {"govlint"}


DISTANT = """
    elsewhere globs governed named nouns tree
"""
"""The modules of the evidence that say of an answer that it leads to no file here."""


def test_a_run_without_files_loads_no_detector_and_no_git(distant_run: set[str]) -> None:
    ours = {name.removeprefix("govlint.") for name in distant_run if name.startswith("govlint.")}
    detectors = {name for name in ours if name.startswith("facts.evidence.")}
    assert detectors == {f"facts.evidence.{name}" for name in DISTANT.split()}
    assert "facts.codeowners" not in ours
    assert not {name for name in ours if name.startswith(("facts.history", "git."))} - {
        "git.locate"
    }
    assert {"ast", "csv", "json", "hashlib", "cel_expr_python"}.isdisjoint(distant_run)
    assert len(ours) <= MOST_DISTANT
