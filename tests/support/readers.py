"""How the consumers of our outputs read them, as far as they publish it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, NamedTuple

import cmarkgfm
from cmarkgfm.cmark import Options

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Command(NamedTuple):
    """What a runner understood of a line."""

    level: str
    properties: dict[str, str]
    message: str


def github_commands(log: str) -> Iterator[Command]:
    """Read a log as the runner does: `::name key=value,…::data` at the start of a line.

    Every line has to be one command, and none holds one of the older form.
    """
    for line in log.splitlines():
        assert line.startswith("::"), line[:200]
        assert not re.search(r"##\[", line), "the older form acts anywhere in a line"
        head, separator, data = line[2:].partition("::")
        assert separator, line[:200]
        level, _, told = head.partition(" ")
        pairs = dict(pair.split("=", 1) for pair in told.split(",") if pair)
        signs = {"%3A": ":", "%2C": ","}
        properties = {key: _decoded(value, signs) for key, value in pairs.items()}
        yield Command(level, properties, _decoded(data, {}))


def _decoded(text: str, more: Mapping[str, str], percent: str = "%25") -> str:
    for code, sign in {"%0D": "\r", "%0A": "\n", **more}.items():
        text = text.replace(code, sign)
    return text.replace(percent, "%")


def azure_commands(log: str) -> Iterator[Command]:
    """Read a log as the agent does: `##vso[task.logissue key=value;…]data`."""
    for line in log.splitlines():
        found = re.fullmatch(r"##vso\[task\.logissue ([^\]]*)\](.*)", line)
        assert found, line[:200]
        assert not re.search(r"(?i)##(vso)?\[", line[2:]), "only one command in a line"
        pairs = dict(pair.split("=", 1) for pair in found[1].split(";") if pair)
        signs = {"%5D": "]", "%3B": ";"}
        properties = {k: _decoded(v, signs, "%AZP25") for k, v in pairs.items()}
        yield Command("logissue", properties, _decoded(found[2], {}, "%AZP25"))


class Page(HTMLParser):
    """A rendered page: its tags, its attributes, its text, and what of it is outside code."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.comments: list[str] = []
        self.text = ""
        self.outside_code = ""
        self._in_code = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        self._in_code += tag == "code"

    def handle_endtag(self, tag: str) -> None:
        self._in_code -= tag == "code"

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def handle_data(self, data: str) -> None:
        self.text += data
        self.outside_code += " " if self._in_code else data


ACTIVE = {
    "a mention": r"@",
    "an issue": r"#|\bGH-\d|!\d",
    "a commit": r"\b[0-9a-f]{7,40}\b",
    "an address": r"://|\bwww\.\w|\w@\w|mailto:\w",
    "an emoji": r":\w+:",
    "a formula": r"\$",
    "markup": r"[<>\[\]|\\`*_~^&{}=+/]",
}
"""What a forge finds in text outside code, once the Markdown was read."""


def activity(page: Page) -> dict[str, list[str]]:
    """What of a page's text would act."""
    found = {what: re.findall(sign, page.outside_code) for what, sign in ACTIVE.items()}
    return {what: hits for what, hits in found.items() if hits}


def shown(markdown: str) -> Page:
    """The page that GitHub's own renderer makes, with nothing filtered out afterwards."""
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    return Page(cmarkgfm.github_flavored_markdown_to_html(markdown, options))


def texts(value: Any) -> Iterator[str]:
    """Every text in what JSON held, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
