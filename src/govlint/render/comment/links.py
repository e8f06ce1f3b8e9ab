"""The addresses in a comment: made of what the runner vouches for, and of paths as plain text."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from govlint import policy
from govlint.render import selection
from govlint.render.comment.template import TEMPLATE
from govlint.render.encode.markdown import code
from govlint.render.encode.uri import reference
from govlint.render.parts import safe
from govlint.structure import STRUCTURAL

if TYPE_CHECKING:
    from govlint.ci.request import Request

_ADDRESS = re.compile(r"https?://[\w.-]+(:\d{1,5})?(/[\w.~-]+)+", re.ASCII)
_COMMIT = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")
_LONGEST, _LONGEST_SHOWN = 1000, 120
"""Of a path; a longer one is told without a link, and shortened."""
_NEW = {"github": ("new", "filename", "value"), "gitlab": ("-/new", "file_name", "content")}
_BLOB = {"github": "blob", "gitlab": "-/blob"}


class Links:
    """Addresses at the head's commit in the repository that holds it."""

    def __init__(self, request: Request) -> None:
        self._forge = request.forge
        self._branch = request.branch
        self._repository = request.source if _is_address(request.source) else ""
        self._pages = request.pages if _is_address(request.pages) else ""
        self._head = request.head if _COMMIT.fullmatch(request.head) else ""

    def place(self, path: str, line: int, *, cell: bool = False) -> str:
        """Return ``path:line`` as a code span, with a link to it where there can be one."""
        shown = code(f"{_shortened(selection.path(path))}:{line}", cell=cell)
        address = self._file(path)
        return f"[{shown}]({address}#L{line})" if address else shown

    def new_file(self, path: str) -> str:
        """Return the address that opens a new declaration on the author's branch, or nothing."""
        if not (self._repository and self._branch and _is_plain(path)):
            return ""
        folder, name, content = _NEW[self._forge]
        told = urlencode({name: path, content: TEMPLATE}, quote_via=quote)
        return f"{self._repository}/{folder}/{reference(self._branch)}?{told}"

    def rule(self, id_: str, *, cell: bool = False) -> str:
        """Return a policy's id as a code span, with a link to its page where that is known."""
        shown = code(selection.name(id_), cell=cell)
        known = self._pages and id_ in _with_page()
        return f"[{shown}]({self._pages}/policies/{id_}.md)" if known else shown

    def commit(self) -> str:
        """Return the head's commit as a code span; empty where it is not known."""
        return code(self._head[:12]) if self._head else ""

    def _file(self, path: str) -> str:
        if not (self._repository and self._head and _is_plain(path)):
            return ""
        plain = "?plain=1" if path.lower().endswith((".md", ".markdown", ".rst")) else ""
        folder = _BLOB[self._forge]
        return f"{self._repository}/{folder}/{self._head}/{reference(path)}{plain}"


@cache
def _with_page() -> frozenset[str]:
    """The policies that our documentation has a page for."""
    return frozenset(
        (*(each.id for each in policy.builtin().policies()), *(each.id for each in STRUCTURAL))
    )


def _is_address(text: str) -> bool:
    name = text.partition("://")[2]
    return _ADDRESS.fullmatch(text) is not None and _is_plain(name)


def _is_plain(path: str) -> bool:
    """Whether a browser leaves the path as it is, instead of going up or elsewhere."""
    odd = {"", ".", ".."}.intersection(path.split("/"))
    return not odd and len(path) <= _LONGEST


def _shortened(path: str) -> str:
    return (
        safe(path, _LONGEST_SHOWN) if len(path) <= _LONGEST_SHOWN else f"…{path[-_LONGEST_SHOWN:]}"
    )
