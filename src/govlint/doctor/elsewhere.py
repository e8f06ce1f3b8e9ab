"""Pipelines that are read line by line: what runs is seen, what its failure does is not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govlint.doctor import shell
from govlint.doctor.nouns import GATE, Around, Depth, Idle, Pipelines, moved, run_of
from govlint.doctor.patterns import called, is_sample
from govlint.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govlint.doctor.nouns import Run
    from govlint.facts.evidence.tree import Tree

JENKINS = "Jenkins"
JENKINS_PASTE = """\
Install govlint on the agent, add a stage to the Jenkinsfile, and let merges wait for the build:
  stage('govlint') {
    steps {
      sh 'govlint check'
    }
  }"""
SYSTEMS = {
    JENKINS: called(r"(?:.*/)?Jenkinsfile(?:\.[\w-]+)?|(?:.*/)?[\w.-]+\.Jenkinsfile"),
    "CircleCI": called(r"\.circleci/[^/]+\.ya?ml"),
    "Woodpecker": called(r"\.woodpecker(?:/[^/]+)?\.ya?ml"),
    "Drone": called(r"\.drone\.ya?ml"),
    "Travis CI": called(r"\.travis\.yml"),
    "Cirrus CI": called(r"\.cirrus\.yml"),
    "Buildkite": called(r"\.buildkite/[^/]+\.ya?ml"),
    "Semaphore": called(r"\.semaphore/[^/]+\.ya?ml"),
    "Cloud Build": called(r"cloudbuild\.ya?ml"),
    "CodeBuild": called(r"buildspec\.ya?ml"),
    "TeamCity": called(r"\.teamcity/.*\.kts"),
    "AppVeyor": called(r"\.?appveyor\.yml"),
}
_SWALLOWS = re.compile(r"\breturnStatus\s*:\s*true\b")
_CATCHES = re.compile(r"\b(?:catchError|warnError|try)\b")
_LIBRARY = re.compile(r"@Library\([^)\n]{0,80}\)|\blibrary\s*\(?\s*['\"][^'\"\n]{1,80}['\"]")
_SHALLOW = re.compile(r"\bshallow\s*:\s*true\b")
_SCRIPTS = called(
    r"(?:.*/)?(?:GNU)?[Mm]akefile|.*\.mk|(?:.*/)?[Jj]ustfile|(?:.*/)?Taskfile\.ya?ml|tox\.ini"
    r"|noxfile\.py|tasks\.py|(?:.*/)?package\.json|pyproject\.toml|\.?mise\.toml|Earthfile"
    r"|(?:.*/)?action\.ya?ml|.*\.(?:sh|bash|ps1)|(?:.*/)?Dockerfile"
    r"|(?:\.?ci|scripts?|tools?|bin|build|dev)/[^/]+"
)
"""What a pipeline may call, and in which govlint may stand."""


def read(tree: Tree, system: str) -> Pipelines:
    """What the files of one system say."""
    files = tuple(path for path in tree.matching(SYSTEMS[system], ("",)) if not is_sample(path))
    runs = tuple(run for path in files for run in _runs(tree, path, system))
    libraries = (
        (_line(tree, path, found), found[0])
        for path in files
        for found in _LIBRARY.finditer(_text(tree, path))
    )
    return Pipelines(files, runs, tuple(libraries) if system == JENKINS else ())


def scripts(tree: Tree) -> Iterator[Span]:
    """The lines of scripts, actions and build files that run govlint."""
    for path in tree.matching(_SCRIPTS, ("",)):
        found = shell.calls(_text(tree, path))
        yield from (_at(path, call) for call in found if call.by == "govlint")


def _runs(tree: Tree, path: str, system: str) -> Iterator[Run]:
    text = _text(tree, path)
    for call in shell.calls(text):
        if not call.text.startswith(("//", "*")):
            at, hidden = _at(path, call), _SWALLOWS.search(call.text)
            idle = Idle("`returnStatus: true` hides its failure") if hidden else GATE
            depth, unsure = _depth(text, at, system), _unsure(text, path, system)
            yield run_of(system, call, at, depth, Around(idle, unsure))


def _unsure(text: str, path: str, system: str) -> str:
    if system != JENKINS:
        return f"govlint does not know what a failure does in {system}"
    caught = "the file catches errors (`catchError`, `try`)" if _CATCHES.search(text) else ""
    return caught or moved(system, path)


def _depth(text: str, at: Span, system: str) -> Depth:
    if system == JENKINS and _SHALLOW.search(text):
        told = "The checkout is shallow (`shallow: true`), unless it is the other one."
        return Depth("unknown", told, at, "Fetch the whole history:\n  shallow: false")
    return Depth("unknown", f"The settings of {system} say how much history is fetched.", at)


def _text(tree: Tree, path: str) -> str:
    content = tree.read(path)
    return content.text if content and not content.binary else ""


def _line(tree: Tree, path: str, found: re.Match[str]) -> Span:
    line = _text(tree, path).count("\n", 0, found.start()) + 1
    return Span(path, line, 1, line, 1)


def _at(path: str, call: shell.Call) -> Span:
    return Span(path, call.line + 1, 1, call.line + 1, len(call.text) + 1)
