"""The configuration: ``.govlint.yaml`` or ``[tool.govlint]``, and where each value is written."""

from __future__ import annotations

from posixpath import dirname, join, normpath

from govlint.errors import ConfigError
from govlint.model import Span
from govlint.record import Record
from govlint.text import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from typing import Any

    from govlint.model import Path
    from govlint.snapshot import Snapshot
    from govlint.source import Document

FILE = ".govlint.yaml"
PROJECT = "pyproject.toml"
BASELINE = ".govlint-baseline.yaml"
"""Findings that were there first (see `baseline`)."""
_NEARLY = ".govlint.yml"
_TABLE = ("tool", "govlint")
_SCHEMA = "govlint-config.v1.schema.json"
_FORM = "declaration/"
"""The family of what no policy says: mistakes of form."""
_UNREAD = {
    "folder": "is a folder",
    "link": "is a link to nothing",
    "outside": "leads out of the repository",
    "other": "is no file",
}
_MOST_FILES = 20
"""Files that one configuration may be made of."""


class Config(Record):
    """The settings of a repository; what is not written has its default."""

    policies: tuple[str, ...]
    """Folders with policies of the user's own, from the repository's root; all files add theirs."""
    severity: Mapping[str, str]
    """By policy: ``error``, ``warning``, ``note`` or ``off``."""
    limits: Mapping[str, str | float]
    """Only those that are set; numbers are floats."""
    fail_on: str
    declarations: tuple[str, ...]
    bots: tuple[str, ...]
    origins: Mapping[Path, Span]
    """Where a setting is written, by its path, such as ``("limits", "rehearsal")``.

    A folder of policies has its own, such as ``("policies", "governance/policies")``. A setting
    that is not here has its default.
    """


DEFAULT = Config((), {}, {}, "error", (), (), {})


def load(snapshot: Snapshot) -> Config:
    """Return the configuration of a repository.

    Raises `ConfigError` with the place of what is wrong: form, a file that ``extends`` names and
    that is not there or leads back to itself, two configurations.
    """
    if snapshot.kind(_NEARLY) == "file":
        raise ConfigError(f"The configuration is called {FILE}.", _start(_NEARLY), "Rename it.")
    documents = [_read(path, content) for path, content in _contents(snapshot)]
    written = [document for document in documents if document.data]
    if len(written) > 1:
        both = f"Both {FILE} and [tool.govlint] in {PROJECT} configure this repository."
        raise ConfigError(both, _start(PROJECT), "Keep one of them.")
    gathered: list[Document] = []
    for document in written:
        _gather(snapshot, document, (), gathered)
    return _merged(gathered)


def check_names(config: Config, policies: Collection[str]) -> None:
    """Raise `ConfigError` for a severity that is set for a policy which does not exist."""
    for policy in config.severity:
        if policy in policies:
            continue
        span = config.origins.get(("severity", policy))
        if policy.startswith(_FORM):
            message = f"`{policy}` is a mistake of form; only policies have a severity to set."
            raise ConfigError(message, span, "Remove this line; mend the declaration.")
        meant = nearest(policy, policies)
        fix = f"Did you mean `{meant}`?" if meant else "`govlint explain` lists them all."
        raise ConfigError(f"There is no policy `{policy}`.", span, fix)


def _contents(snapshot: Snapshot) -> Iterator[tuple[str, bytes]]:
    own = snapshot.read(FILE)
    if own is not None:
        yield FILE, own
    elif (kind := snapshot.kind(FILE)) is not None:
        message = f"{FILE} {_UNREAD.get(kind, 'cannot be read')}."
        raise ConfigError(message, _start(FILE), "Make it a file that can be read, or remove it.")
    project = snapshot.read(PROJECT)
    if project is not None and _mentions_us(project):
        yield PROJECT, project
    elif project is not None and b"[tool.gov" in project:
        _refuse_misspelt(project)


def _refuse_misspelt(project: bytes) -> None:
    """Raise `ConfigError` for a table that was certainly meant to be ours."""
    import re

    for found in re.finditer(rb"(?m)^[ \t]*\[tool\.(gov[\w-]*)[\].]", project):
        name = found[1].decode()
        if nearest(name, ("govlint",)):
            line = project.count(b"\n", 0, found.start(1)) + 1
            column = found.start(1) - project.rfind(b"\n", 0, found.start(1))
            span = Span(PROJECT, line, column, line, column + len(name))
            raise ConfigError(f"Nobody reads [tool.{name}].", span, "Did you mean [tool.govlint]?")


def _mentions_us(project: bytes) -> bool:
    """Whether a TOML file may hold our table; most do not, and are not read any further."""
    if b"govlint" not in project:
        return False
    import re

    ours = rb"""(?m)^\s*\[?\s*(?:["']?tool["']?\s*\.\s*)?["']?govlint["']?\s*[\].=]"""
    return re.search(ours, project) is not None


def _read(path: str, content: bytes) -> Document:
    """Read one file and raise for the first thing that is wrong with its form."""
    from govlint import schema, source

    if path.endswith(".toml"):
        document = source.read_toml(content, path, _TABLE)
    else:
        document = source.read(content, path)
    for fault in (*document.faults, *schema.check(document, _SCHEMA)):
        raise ConfigError(fault.message, fault.span, fault.fix)
    return document


def _start(path: str) -> Span:
    return Span(path, 1, 1, 1, 1)


def _gather(
    snapshot: Snapshot, document: Document, above: tuple[str, ...], gathered: list[Document]
) -> None:
    """Add the files that ``document`` extends, each after what it extends itself, then it."""
    from govlint.source import value_span

    chain = (*above, document.path)
    written = _written(document).get("extends", ())
    for index, name in enumerate([written] if isinstance(written, str) else written):
        at: Path = ("extends",) if isinstance(written, str) else ("extends", index)
        span = value_span(document, at)
        if len(gathered) + len(chain) >= _MOST_FILES:
            raise ConfigError(f"More than {_MOST_FILES} files extend each other.", span)
        path = normpath(join(dirname(document.path), name))
        _gather(snapshot, _extended(snapshot, path, chain, span), chain, gathered)
    gathered.append(document)


def _extended(snapshot: Snapshot, path: str, chain: tuple[str, ...], span: Span) -> Document:
    if path in chain:
        around = " to ".join((*chain[chain.index(path) :], path))
        raise ConfigError(f"These files extend each other: {around}.", span, "Break the circle.")
    content = snapshot.read(path)
    if content is None:
        raise ConfigError(
            f"There is no file {path} in this repository.", span, "A path starts from this file."
        )
    return _read(path, content)


def _merged(documents: Iterable[Document]) -> Config:
    """Return the settings of some files, of which later ones win."""
    config = DEFAULT
    for document in documents:
        config = _with(config, document)
    return config


def _with(config: Config, document: Document) -> Config:
    data = _written(document)
    folders = _folders(document, data)
    limits = {k: float(v) if isinstance(v, int) else v for k, v in _own(data, "limits").items()}
    return Config(
        policies=(*config.policies, *(each for each in folders if each not in config.policies)),
        severity={**config.severity, **_own(data, "severity")},
        limits={**config.limits, **limits},
        fail_on=data.get("fail_on", config.fail_on),
        declarations=tuple(data.get("declarations", config.declarations)),
        bots=tuple(data.get("bots", config.bots)),
        origins={**config.origins, **dict(_origins(document, data))},
    )


def _folders(document: Document, data: dict[str, Any]) -> list[str]:
    """Return the folders of policies that a file names, from the repository's root."""
    return [normpath(join(dirname(document.path), name)) for name in data.get("policies", ())]


def _written(document: Document) -> dict[str, Any]:
    """Return the settings of a file without those that are left empty."""
    return {key: value for key, value in document.data.items() if value is not None}


def _own(data: dict[str, Any], key: str) -> dict[str, Any]:
    return {k: v for k, v in data.get(key, {}).items() if not k.startswith("x-")}


def _origins(document: Document, data: dict[str, Any]) -> Iterator[tuple[Path, Span]]:
    from govlint.source import value_span

    for key in ("fail_on", "declarations", "bots", "policies"):
        if key in data:
            yield (key,), value_span(document, (key,))
    for index, folder in enumerate(_folders(document, data)):
        yield ("policies", folder), value_span(document, ("policies", index))
    for key in ("severity", "limits"):
        for name in _own(data, key):
            yield (key, name), value_span(document, (key, name))
