"""Cuts GitHub's published OpenAPI description to the paths that a comment uses.

``npm install @octokit/openapi`` brings it; then from the top of this repository:
``python tests/comment/openapi/cut.py node_modules/@octokit/openapi``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

USED = {
    "/repos/{owner}/{repo}/pulls": ("get",),
    "/repos/{owner}/{repo}/pulls/{pull_number}": ("get",),
    "/repos/{owner}/{repo}/issues/{issue_number}/comments": ("get", "post"),
    "/repos/{owner}/{repo}/issues/comments/{comment_id}": ("patch",),
    "/user": ("get",),
}
WORDS = {"description", "summary", "examples", "example", "externalDocs", "tags", "operationId"}
"""What helps a reader and forbids nothing."""


def cut(whole: dict[str, Any]) -> dict[str, Any]:
    """The description with the used operations, and the parts that these refer to."""
    paths = {
        path: {verb: _bare(whole["paths"][path][verb]) for verb in verbs}
        for path, verbs in USED.items()
    }
    made: dict[str, Any] = {"openapi": whole["openapi"], "paths": paths, "components": {}}
    waiting = sorted(_references(paths))
    seen = set(waiting)
    while waiting:
        _, _, kind, name = waiting.pop().split("/", 3)
        part = _bare(whole["components"][kind][name])
        made["components"].setdefault(kind, {})[name] = part
        new = _references(part) - seen
        seen |= new
        waiting += sorted(new)
    return made


def _bare(value: Any, named: bool = False) -> Any:
    """Without words; ``named``: the keys are names of properties, whatever they are."""
    if isinstance(value, list):
        return [_bare(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {k: v for k, v in value.items() if named or not (k in WORDS or k.startswith("x-"))}
    return {key: _bare(item, named=key == "properties" and not named) for key, item in kept.items()}


def _references(value: Any) -> set[str]:
    if isinstance(value, list):
        return set().union(*map(_references, value))
    if not isinstance(value, dict):
        return set()
    own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
    return own.union(*map(_references, value.values()))


if __name__ == "__main__":
    package = Path(sys.argv[1])
    source = json.loads((package / "generated" / "api.github.com.json").read_text())
    here = Path(__file__).parent
    (here / "github.json").write_text(json.dumps(cut(source), indent=1, sort_keys=True) + "\n")
    (here / "LICENSE").write_text((package / "LICENSE").read_text())
