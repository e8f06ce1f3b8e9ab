"""Great Expectations: how many expectations a suite holds."""

from __future__ import annotations

from govlint.facts.evidence.places import list_of
from govlint.facts.evidence.tree import JSON

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, ClassVar

    from govlint.facts.evidence.tree import Tree


def is_suite(path: str) -> bool:
    """Whether a path is that of a suite: ``gx/expectations/claims.json``."""
    home, found, _ = f"/{path}".rpartition("/expectations/")
    return bool(found) and any(f"/{name}/" in f"{home}/" for name in ("great_expectations", "gx"))


def suites(tree: Tree) -> tuple[str, ...]:
    """The suites of the repository."""
    return tree.matching(is_suite, JSON, signs=("/expectations/",))


_BLANKS = " \t\r\n"
_COUNTING = ("column_count", "columns_to_match")


def count(tree: Tree, path: str) -> int | None:
    """The expectations of a suite (``expectation_type`` in 0.x, ``type`` in 1.x); None: no suite.

    Raises ``ValueError`` where the file is no JSON that could be read.
    """
    content = tree.read(path)
    if content is None or not content.whole:
        raise ValueError
    data = _loaded(content.text)
    if not isinstance(data, dict) or not isinstance(data.get("expectations"), list):
        return None
    return sum(bool(_kind(item)) for item in list_of(data, "expectations"))


def only_columns(tree: Tree, path: str) -> bool:
    """Whether a suite looks at the number or the names of columns only, at no value."""
    content = tree.read(path)
    data = _loaded(content.text) if content else {}
    kinds = [_kind(item) for item in list_of(data, "expectations")]
    return bool(kinds) and all(any(word in kind for word in _COUNTING) for kind in kinds)


class _Scanning:
    """How the scanner that `json` wraps is to read; `json` itself imports re."""

    strict = True
    object_hook = object_pairs_hook = None
    parse_float, parse_int, parse_constant = float, int, float
    memo: ClassVar[dict[str, str]] = {}


_SCANNING: Any = _Scanning


def _loaded(text: str) -> Any:
    from _json import make_scanner

    bare, how = text.strip(_BLANKS), _SCANNING
    try:
        data, end = make_scanner(how)(bare, 0)
    except (StopIteration, RecursionError):
        raise ValueError from None
    if end != len(bare):
        raise ValueError
    return data


def _kind(item: Any) -> str:
    found = item.get("expectation_type") or item.get("type") if isinstance(item, dict) else ""
    return found if isinstance(found, str) else ""
