"""The text of ``govlint explain``: a page in the terminal."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from govlint import pages, policy
from govlint.errors import UsageError
from govlint.questions import QUESTIONS
from govlint.structure import STRUCTURAL
from govlint.text import inert, nearest, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from govlint.model import Policy
    from govlint.pages import Block, Page

_LONGEST = 2000
_WIDTH = 80


def page(topic: str, own: Sequence[Policy] = ()) -> str:
    """Return the page of a policy, a question (``7``), a family or ``verdict``.

    ``own``: the policies of the user's own. Raises `UsageError` for a topic that does not exist.
    """
    catalogue = policy.builtin()
    return explain(topic, (*catalogue.policies(), *own), catalogue.limits, _WIDTH)


def index(own: Sequence[Policy] = ()) -> str:
    """Return the list of all pages."""
    catalogue = policy.builtin()
    return explain(None, (*catalogue.policies(), *own), catalogue.limits, _WIDTH)


def explain(
    topic: str | None, policies: Sequence[Policy], limits: Mapping[str, str | float], width: int
) -> str:
    """Return a page about ``policies``, at ``width`` columns; without a topic, what there is."""
    if not topic:
        return _contents(policies, width)
    family = [each for each in policies if each.id.startswith(f"{topic}/")]
    if family:
        return _lines(_listed(family, width))
    if topic == "declaration":
        return _lines(_structural(width))
    return _text(_page(topic, policies, limits), width)


def _page(topic: str, policies: Sequence[Policy], limits: Mapping[str, str | float]) -> Page:
    wanted = topic.strip().lower()
    if wanted == "verdict":
        return pages.verdict()
    numbered = re.fullmatch(r"(?:question|q)?[ -]?(\d{1,2})", wanted)
    if numbered and 1 <= int(numbered[1]) <= len(QUESTIONS):
        return pages.question(QUESTIONS[int(numbered[1]) - 1], policies)
    for each in policies:
        if wanted in (each.id, each.id.partition("/")[2]):
            return pages.policy(each, policies, limits)
    for structural in STRUCTURAL:
        if wanted in (structural.id, structural.id.partition("/")[2]):
            return pages.structural(structural)
    raise _unknown(topic, policies)


def _unknown(topic: str, policies: Iterable[Policy]) -> UsageError:
    ids = [each.id for each in policies] + [each.id for each in STRUCTURAL]
    whole = {each.partition("/")[2]: each for each in reversed(ids)}
    whole |= {each: each for each in (*ids, *(i.partition("/")[0] for i in ids), "verdict")}
    meant = nearest(topic, whole)
    fix = f"Did you mean `{whole[meant]}`?" if meant else "`govlint explain` lists what there is."
    if topic.strip().isdecimal():
        fix = "There are ten questions, 1 to 10."
    return UsageError(f"There is nothing to explain about `{visible(topic)}`.", fix=fix)


def _contents(policies: Sequence[Policy], width: int) -> str:
    lines = ["The ten questions (govlint explain 7)", ""]
    for question in QUESTIONS:
        lines += _row(f"{question.number:>4}", question.title, width, 6)
    lines += ["", "The verdict, and the states of an answer (govlint explain verdict)"]
    lines += ["", "The policies (govlint explain rollback/rehearsed)"]
    lines += _listed(policies, width)
    lines += ["", "What reading the file finds (govlint explain declaration/syntax)", ""]
    return _lines(lines + _structural(width))


def _structural(width: int) -> list[str]:
    lines = ["declaration"]
    for structural in STRUCTURAL:
        lines += _row(f"  /{structural.id.partition('/')[2]}", structural.title, width, 30)
    return lines


def _listed(policies: Iterable[Policy], width: int) -> list[str]:
    lines: list[str] = []
    last = ""
    for each in policies:
        family, _, name = each.id.partition("/")
        lines += ["", visible(family)] if family != last else []
        last = family
        lines += _row(f"  /{visible(name)}", visible(each.title), width, 30)
    return lines


def _row(head: str, text: str, width: int, indent: int) -> list[str]:
    return textwrap.wrap(
        text,
        width,
        initial_indent=f"{head:<{indent - 1}} ",
        subsequent_indent=" " * indent,
        break_long_words=False,
    )


def _text(page: Page, width: int) -> str:
    head = page.topic if "/" in page.topic else page.title
    lines = [*textwrap.wrap(visible(head, _LONGEST), width), ""]
    for block in page.blocks:
        lines += [*_block(block, width), ""]
    return _lines(lines[:-1])


def _block(block: Block, width: int) -> list[str]:
    if isinstance(block, pages.Heading):
        return [visible(block.text)]
    if isinstance(block, pages.Code):
        return [
            f"    {visible(line, _LONGEST)}".rstrip() for line in block.text.rstrip().split("\n")
        ]
    if isinstance(block, pages.Entries):
        return [
            line
            for entry in block.items
            for line in _row("  -", visible(entry.text, _LONGEST), width, 4)
        ]
    return textwrap.wrap(
        visible(" ".join(block.text.split()), _LONGEST),
        width,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _lines(lines: list[str]) -> str:
    return inert("\n".join(lines).strip("\n") + "\n")
