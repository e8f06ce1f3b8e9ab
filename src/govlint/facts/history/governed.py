"""Which files a declaration governs, told by path alone: the log names files of every age."""

from __future__ import annotations

import os.path

from govlint.paths import lookup
from govlint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

GROUPS = ("model", "data", "prompts", "serving", "deployment", "code")
"""Those of ``governs``; ``code`` stands for all of them where it is not written."""
_MODEL, _CODE = 1, 1 << (len(GROUPS) - 1)
POINTER = 1 << len(GROUPS)
"""The bit of a file that is the model, or points to it, rather than code."""

_ARTEFACTS = (
    *(".dvc", ".onnx", ".pt", ".pth", ".ckpt", ".safetensors", ".gguf", ".pkl", ".pickle", ".pb"),
    *(".joblib", ".h5", ".keras", ".tflite", ".mlmodel", ".bst", ".cbm"),
)
_VERSIONS = frozenset(
    f"model{joint}version{ending}"
    for joint in ("", "_", "-")
    for ending in ("", ".txt", ".json", ".yaml", ".yml", ".toml")
) | {"dvc.lock", "MODEL_VERSION"}
_APART = frozenset({"doc", "docs", "documentation", "test", "tests", "__tests__", "spec", ".git"})
_PROSE = (".md", ".mdx", ".rst", ".adoc", ".txt")
_FORMAL = ("LICENSE", "LICENCE", "NOTICE", "AUTHORS", "CODEOWNERS", "OWNERS", "CITATION")
_TESTING = ("_test.", ".test.", ".spec.")
_NO_CODE = frozenset(
    {"ai-governance.yaml", "ai-governance.yml", ".mailmap", ".git-blame-ignore-revs"}
    | {".gitignore", ".gitattributes", "conftest.py"}
)


class Pattern(Record):
    """One pattern of ``governs``, from the root; ``folder`` is its part without signs."""

    text: str
    folder: str
    bit: int
    whole: bool
    """It takes all below ``folder`` (or the file of that name); else more is to be looked at."""


class Governed:
    """The patterns of several declarations: who governs a path, and where to look in the log."""

    def __init__(
        self,
        declarations: Mapping[str, Mapping[str, Any]],
        is_home: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """``is_home``: whether a folder holds another declaration, which governs what is below."""
        self._by_folder: dict[str, list[tuple[int, Pattern]]] = {}
        self._known: dict[str, tuple[tuple[int, int], ...]] = {}
        self._needs_homes = False
        self._homes = dict.fromkeys(map(os.path.dirname, declarations), True)
        self._is_home = is_home
        self.folders: set[str] = set()
        """Literal folders and files that hold all governed paths; ``""`` is everything."""
        for number, (path, data) in enumerate(declarations.items()):
            for pattern in patterns(path, data):
                self._by_folder.setdefault(pattern.folder, []).append((number, pattern))
                self.folders.add(pattern.folder)
                self._needs_homes = self._needs_homes or pattern.bit == _CODE

    def take(self, other: Governed) -> None:
        """Take over what was looked up by the same patterns; where folders do not matter to them.

        ``code``, which stands for a declaration without ``governs``, ends where another begins.
        """
        if self._by_folder == other._by_folder and not self._needs_homes:
            self._known = other._known

    def below(self) -> Iterator[str]:
        """The folders, with a ``/`` at their ends, in which every file is governed."""
        for _, pattern in (each for found in self._by_folder.values() for each in found):
            if pattern.whole:
                yield f"{pattern.folder}/" if pattern.folder else ""

    def groups(self, path: str) -> tuple[tuple[int, int], ...]:
        """The number of each declaration that governs ``path``, with the bits of its groups."""
        known = self._known.get(path)
        if known is None:
            known = self._known[path] = self._look_up(path)
        return known

    def _look_up(self, path: str) -> tuple[tuple[int, int], ...]:
        found: dict[int, int] = {}
        folder, known = path, self._by_folder
        while True:
            for number, pattern in known.get(folder, ()):
                if pattern.whole or self._takes(pattern, path):
                    bit = pattern.bit | (POINTER if _is_pointer(pattern, path) else 0)
                    found[number] = found.get(number, 0) | bit
            if not folder:
                return tuple(found.items())
            folder = folder[: max(folder.rfind("/"), 0)]

    def _takes(self, pattern: Pattern, path: str) -> bool:
        if pattern.bit == _CODE:
            below = path[len(pattern.folder) :].lstrip("/")
            return self._home(path) == pattern.folder and _is_code(below)
        from govlint.facts.evidence.globs import matches

        return matches(pattern.text, path)

    def _home(self, path: str) -> str:
        """The nearest folder above a file that holds a declaration; the root, where none does."""
        for folder in _above(os.path.dirname(path)):
            if folder not in self._homes:
                self._homes[folder] = self._is_home(folder)
            if self._homes[folder]:
                return folder
        return ""


def patterns(declaration: str, data: Mapping[str, Any]) -> Iterator[Pattern]:
    """What a declaration governs: as it says, or else all below its folder that is code."""
    base = os.path.dirname(declaration)
    governs = lookup(data, ("governs",))
    written = False
    for bit, group in enumerate(GROUPS[:-1]):
        texts = governs.get(group) if isinstance(governs, dict) else None
        for text in texts if isinstance(texts, list) else [texts]:
            if isinstance(text, str) and (path := inside(base, text)) is not None:
                written = True
                yield _pattern(path, 1 << bit)
    if not written:
        yield Pattern("", base, _CODE, whole=False)


def inside(base: str, written: str) -> str | None:
    """A path of a declaration from the root; None where it leaves the repository."""
    joined = written.lstrip("/") if written.startswith("/") else os.path.join(base, written)
    path = os.path.normpath(joined).replace(os.sep, "/")
    if path == ".." or path.startswith(("../", "/")):
        return None
    return "" if path == "." else path


def names(bits: int) -> Iterator[str]:
    """The groups of some bits."""
    return (name for bit, name in enumerate(GROUPS) if bits >> bit & 1)


def _pattern(path: str, bit: int) -> Pattern:
    literal = min(path.partition(sign)[0] for sign in "*?[")
    if literal == path:
        return Pattern(path, path, bit, whole=True)
    folder = literal.rpartition("/")[0]
    rest = path[len(folder) :].lstrip("/")
    return Pattern(path, folder, bit, whole=rest in ("**", "**/*"))


def _is_pointer(pattern: Pattern, path: str) -> bool:
    name = path.rpartition("/")[2]
    return pattern.bit in (_MODEL, _CODE) and (name.endswith(_ARTEFACTS) or name in _VERSIONS)


def _is_code(path: str) -> bool:
    """Whether a file is neither documentation nor a test, nor one of a repository's own."""
    *folders, name = path.split("/")
    if not _APART.isdisjoint(folders) or ".github/ISSUE_TEMPLATE/" in path:
        return False
    if name.endswith(_PROSE) or name.startswith(("test_", *_FORMAL)) or name in _NO_CODE:
        return False
    return not any(sign in name for sign in _TESTING)


def _above(path: str) -> Iterator[str]:
    """The path itself, then each folder that it lies in, the root last."""
    while path:
        yield path
        path = path.rpartition("/")[0]
    yield ""
