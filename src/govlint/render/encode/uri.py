"""Paths as relative references of URIs."""

from __future__ import annotations

from urllib.parse import quote

_LONGEST = 4096


def reference(path: str) -> str:
    """Return a path as a reference relative to the top of the repository, in ASCII.

    Only letters, digits and ``-._~/`` stand as they are, so that it names neither a scheme nor
    another host. A name that is no UTF-8 keeps its bytes.
    """
    try:
        content = path[:_LONGEST].encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        content = path[:_LONGEST].encode("utf-8", "backslashreplace")
    written = quote(content, safe="/")
    return f"%2F{written[1:]}" if written.startswith("/") else written or "."
