"""The paths that a declaration names, and what each of them leads to in the repository."""

from __future__ import annotations

import sys

from govlint import paths
from govlint.facts.evidence.tree import joined
from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any, Literal

    from govlint.facts.evidence.tree import Tree
    from govlint.model import Path

    Form = Literal["path", "tree", "text", "job"]
    """``path``: a file is expected · ``tree``: a file or a folder · ``text``: words will do, a path
    is recognised by its looks · ``job``: a file, or a command that names one."""

    Kind = Literal[
        "file",
        "folder",
        "pointer",
        "url",
        "text",
        "missing",
        "case",
        "ignored",
        "outside",
        "link",
        "sparse",
    ]


KEYS: tuple[tuple[str, Form], ...] = (
    ("governs[*][*]", "tree"),
    ("success_metric.baseline.source", "text"),
    ("data.preparation.job", "job"),
    ("data.checks[*]", "tree"),
    ("explanations.guide", "path"),
    ("monitoring.outcome_metric.results", "path"),
    ("monitoring.outcome_metric.results.file", "path"),
    ("monitoring.drift.alert", "path"),
    ("monitoring.fairness.results", "path"),
    ("monitoring.fairness.results.file", "path"),
    ("rollback.runbook", "path"),
    ("retraining.job", "job"),
    ("retraining.validation", "text"),
    ("incidents.process", "text"),
    ("references[*]", "text"),
)
_PATTERNS = tuple((paths.parse(pattern), form) for pattern, form in KEYS)
ABSENT: frozenset[Kind] = frozenset({"missing", "case", "ignored", "outside", "link"})
"""What makes a named file one that is not there for everyone."""
_CHECKS = ("data", "checks")
"""Where a folder stands for the files in it."""
_HOSTS = frozenset(
    {"com", "org", "net", "io", "dev", "app", "cloud", "internal", "corp", "local", "example"}
)
"""What the last word of a host is, in a URL that is written without its scheme."""
_OF_SCHEMES = str.maketrans("+.-", "aaa")
_LOCAL = r"[A-Za-z]:[\\/]|\\\\|~[\w.-]*/|file:"
_ENDINGS = frozenset(
    {"md", "mdx", "rst", "txt", "csv", "tsv", "json", "jsonl", "ndjson", "yml", "yaml", "toml"}
    | {"xls", "xlsx", "pdf", "doc", "docx", "ppt", "pptx", "htm", "html", "py", "ipynb", "sql"}
    | {"sh", "r", "parquet", "dvc"}
)
_TAIL = r"(.+?\.\w+|.*(?:Makefile|MLproject))[#:][\w./-]+"


class Named(Record):
    """One path of the declaration, resolved."""

    key: Path
    written: str
    kind: Kind
    real: str = ""
    """The file or folder from the root; empty where there is none for everyone."""
    suggestion: str = ""
    """The path that was probably meant, as the declaration would write it."""

    @property
    def readable(self) -> bool:
        """Whether there is a file to read."""
        return self.kind == "file"


def resolve(data: Mapping[str, Any], tree: Tree) -> dict[Path, Named]:
    """Every path that the declaration names, by its key, in the order of ``KEYS``.

    From then on the tree opens no other Python than theirs, and DAGs.
    """
    found = {
        key: _resolved(key, written, form, tree)
        for pattern, form in _PATTERNS
        for key, written in _written(data, pattern)
    }
    there = [named.real for named in found.values() if named.kind in ("file", "folder")]
    hidden = tree.ignored(there) if there else frozenset()
    seen = {key: _hide(named, hidden, tree) for key, named in found.items()}
    folders = (f"{n.real}/" for n in seen.values() if n.kind == "folder" and n.key[:2] == _CHECKS)
    tree.python = frozenset([*(n.real for n in seen.values() if n.readable), *folders])
    return seen


def _written(data: Mapping[str, Any], pattern: Path) -> Iterator[tuple[Path, str]]:
    for key in paths.select(data, pattern):
        value = paths.lookup(data, key)
        if isinstance(value, str) and value.strip() and "\n" not in value.strip():
            yield key, value.strip()


def _resolved(key: Path, written: str, form: Form, tree: Tree) -> Named:
    if _is_url(written):
        return Named(key, written, "url")
    if key[0] == "governs" and any(sign in written for sign in "*?[]{}!"):
        return Named(key, written, "text")
    if (written[0] in "~\\" or ":" in written[1:5]) and _is_local(written):
        return Named(key, written, "outside")
    real = _existing(written, form, tree)
    if real:
        return _checked(key, written, real, tree)
    if not _looks_like_path(written, form):
        return Named(key, written, "text")
    return _missing(key, written, tree)


def _is_url(written: str) -> bool:
    """Whether a text is no path but an address of something: a URL, a host, a ``#channel``."""
    if written.startswith(("mailto:", "www.", "git@")):
        return True
    if written[0] == "#":
        return written[1:2].isascii() and written[1:2].isalpha()
    scheme, sign, rest = written.partition("://")
    known = scheme.isascii() and scheme[:1].isalpha() and scheme.translate(_OF_SCHEMES).isalnum()
    if sign and known and rest[:1].strip():
        return True
    words = written.partition("/")[0].split(".")
    return len(words) > 1 and words[-1] in _HOSTS and all(map(_is_word, words))


def _is_word(text: str) -> bool:
    return bool(text) and all(sign.isalnum() or sign in "_-" for sign in text)


def _existing(written: str, form: Form, tree: Tree) -> str:
    """The path from the root that stands behind a text, if anything does."""
    tries = [written]
    if "#" in written or ":" in written:
        tries += _before_tail(written)
    if form == "job" and " " in written:
        bare = (word.strip("\"'`") for word in written.split())
        tries += [word for word in bare if _is_file(word)]
    for text in tries:
        real = joined(tree.base, text)
        if tree.snapshot.kind(real) is not None:
            return real
    return ""


def _is_local(written: str) -> bool:
    """Whether a path leads to somebody's own machine."""
    import re

    return re.match(_LOCAL, written) is not None


def _before_tail(written: str) -> list[str]:
    """The file of a text that goes on with a place in it: ``Makefile#retrain``."""
    import re

    tail = re.fullmatch(_TAIL, written)
    return [tail[1]] if tail else []


def _is_file(text: str) -> bool:
    """Whether a text is called as files are."""
    _, sign, ending = text.rpartition(".")
    return bool(sign) and ending.lower() in _ENDINGS and "\n" not in text


def _looks_like_path(written: str, form: Form) -> bool:
    if form == "text" or len(written.split()) > 1:
        named = form != "job" and _is_file(written)
        return named or written.startswith(("./", "../", "/"))
    return "/" in written or "." in written


def _checked(key: Path, written: str, real: str, tree: Tree) -> Named:
    kind = tree.snapshot.kind(real)
    if kind in ("outside", "link", "conflict", "other"):
        return Named(key, written, "outside" if kind == "outside" else "link")
    if kind == "folder":
        return Named(key, written, "folder", real)
    if sys.platform in ("darwin", "win32") and not _spelt(real, tree):
        return _missing(key, written, tree)
    return Named(key, written, "file", real)


def _spelt(real: str, tree: Tree) -> bool:
    """Whether a file is called so, where the disk does not mind the letter case."""
    return real in tree.files or real in tree.snapshot.list()


def _missing(key: Path, written: str, tree: Tree) -> Named:
    real = joined(tree.base, written)
    if tree.snapshot.kind(real + ".dvc") == "file":
        return Named(key, written, "pointer", real + ".dvc")
    if real.startswith("../") or real == "..":
        return Named(key, written, "outside")
    if tree.store.leaves_out is not None and tree.store.leaves_out(real):
        return Named(key, written, "sparse")
    from govlint.facts.evidence import nearby

    other = nearby.other_start(written, tree)
    if other:
        return Named(key, written, "missing", suggestion=other)
    found, same = nearby.suggest(real, tree)
    return Named(key, written, "case" if same else "missing", suggestion=found)


def _hide(named: Named, hidden: frozenset[str], tree: Tree) -> Named:
    if named.real not in hidden:
        return named
    if tree.snapshot.kind(named.real + ".dvc") == "file":
        return named._replace(kind="pointer", real=named.real + ".dvc")
    return named._replace(kind="ignored", real="")
