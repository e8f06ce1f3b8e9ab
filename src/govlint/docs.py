"""Writes the pages of policies and questions: ``python -m govlint.docs [--check]``."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from govlint import pages, policy
from govlint.questions import QUESTIONS
from govlint.structure import STRUCTURAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from govlint.model import Policy
    from govlint.pages import Block, Page

FOLDER = "docs"
_OURS = ("policies", "questions")
"""Folders of which every page is generated."""
_NOTE = "<!-- Written by `make docs` from the definitions: change those, not this page. -->"


def generate(policies: Sequence[Policy], limits: Mapping[str, str | float]) -> dict[str, str]:
    """Return every generated page by its path below the documentation folder."""
    written = [
        *(pages.policy(each, policies, limits) for each in policies),
        *(pages.structural(each) for each in STRUCTURAL),
        *(pages.question(each, policies) for each in QUESTIONS),
        pages.verdict(),
    ]
    found = {_path(page.topic): _markdown(page) for page in written}
    found["policies/README.md"] = _index(policies)
    found["questions/README.md"] = _questions()
    return dict(sorted(found.items()))


def stale(folder: str, found: Mapping[str, str]) -> list[str]:
    """Return the paths below ``folder`` that differ, are missing, or are there for no reason."""
    wrong = [path for path, text in found.items() if _read(os.path.join(folder, path)) != text]
    extra = [path for path in _existing(folder) if path not in found]
    return sorted(wrong + extra)


def write(folder: str, found: Mapping[str, str]) -> None:
    """Write the pages, and remove what is no longer one."""
    for path in _existing(folder):
        if path not in found:
            os.remove(os.path.join(folder, path))
    for path, text in found.items():
        target = os.path.join(folder, path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)


def main(arguments: Sequence[str]) -> int:
    """Write the pages below ``docs``; with ``--check``, only say which are stale."""
    catalogue = policy.builtin()
    found = generate(catalogue.policies(), catalogue.limits)
    if "--check" not in arguments:
        write(FOLDER, found)
        return 0
    wrong = stale(FOLDER, found)
    for path in wrong:
        sys.stderr.write(f"stale: {FOLDER}/{path}; `make docs` writes it anew\n")
    return 1 if wrong else 0


def _path(topic: str) -> str:
    if topic.startswith("question "):
        return f"questions/{topic.partition(' ')[2]}.md"
    return f"policies/{topic}.md" if "/" in topic else f"{topic}.md"


def _existing(folder: str) -> Iterator[str]:
    for ours in _OURS:
        for where, _, names in os.walk(os.path.join(folder, ours)):
            below = os.path.relpath(where, folder).replace(os.sep, "/")
            yield from (f"{below}/{name}" for name in sorted(names))


def _read(path: str) -> str | None:
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()
    except FileNotFoundError:
        return None


def _markdown(page: Page) -> str:
    title = f"`{page.topic}`" if "/" in page.topic else page.title
    blocks = [_block(block, _path(page.topic)) for block in page.blocks]
    return "\n\n".join([f"# {title}", *blocks, _NOTE]) + "\n"


def _block(block: Block, here: str) -> str:
    if isinstance(block, pages.Heading):
        return f"## {block.text}"
    if isinstance(block, pages.Code):
        return f"```yaml\n{block.text.rstrip()}\n```"
    if isinstance(block, pages.Entries):
        return "\n".join(_entry(entry, here) for entry in block.items)
    return " ".join(block.text.split())


def _entry(entry: pages.Entry, here: str) -> str:
    if not entry.topic:
        return f"- {entry.text}"
    target = os.path.relpath(_path(entry.topic), os.path.dirname(here) or ".")
    return f"- [{entry.text}]({target.replace(os.sep, '/')})"


def _index(policies: Sequence[Policy]) -> str:
    lines = ["# Policies", "", "Each title is a sentence that is true when all is well."]
    last = ""
    titles = [(each.id, each.title) for each in policies]
    for topic, title in [*titles, *((each.id, each.title) for each in STRUCTURAL)]:
        family = topic.partition("/")[0]
        lines += ["", f"## {family}", ""] if family != last else []
        last = family
        lines.append(f"- [`{topic}`]({topic}.md): {title}")
    return "\n".join([*lines, "", _NOTE]) + "\n"


def _questions() -> str:
    lines = ["# The ten questions", ""]
    lines += [f"{each.number}. [{each.title}]({each.number}.md)" for each in QUESTIONS]
    more = "How their answers make [the verdict](../verdict.md)."
    return "\n".join([*lines, "", more, "", _NOTE]) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
