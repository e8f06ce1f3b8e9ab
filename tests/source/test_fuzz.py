"""Whatever a file holds, reading it ends in a document whose parts agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from govlint.source import key_span, nearest, read, read_toml, value_span

if TYPE_CHECKING:
    from govlint.model import Path, Span
    from govlint.source import Document

PIECES = st.sampled_from(
    [
        *(
            "a",
            "b: ",
            "c:",
            "- ",
            "-",
            "? ",
            ": ",
            "{",
            "}",
            "[",
            "]",
            ", ",
            "#",
            " #x",
            "&a ",
            "*a",
        ),
        *(
            "!",
            "!t ",
            "|",
            ">",
            "|\n",
            ">-\n",
            "'",
            '"',
            "@",
            "`",
            "%",
            "\\",
            "\\u00",
            "---",
            "...",
        ),
        *("\n", "\n", "\n", "\n  ", "\n    ", "\n\t", "\r\n", "\t", " ", "  ", "\u00a0", "\u200b"),
        *("<<: ", "~", "null", "true", "0.62", ">= 1", "*/5 * * * *", "{{ x }}", "a = b", "\x00"),
        *(
            "\u2028",
            "é",
            "😀",
            "\ufeff",
            "\uf740",
            "```",
            "<<<<<<< x",
            "=======",
            ">>>>>>> y",
            "//",
        ),
    ]
)
YAMLISH = st.lists(PIECES, max_size=40).map("".join)


def check_span(span: Span, document: Document) -> None:
    lines = document.text.split("\n")
    assert 1 <= span.line <= span.end_line <= len(lines)
    assert 1 <= span.column <= len(lines[span.line - 1]) + 1
    assert 1 <= span.end_column <= len(lines[span.end_line - 1]) + 1
    assert (span.line, span.column) <= (span.end_line, span.end_column)


def check_parts(document: Document, path: Path, value: Any) -> None:
    check_span(value_span(document, path), document)
    check_span(key_span(document, path), document)
    assert nearest(document, path) == path
    if isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            check_parts(document, (*path, key), part)
    else:
        assert value is None or type(value) in (str, int, float, bool)


def check(document: Document) -> None:
    check_parts(document, (), document.data)
    for span in [fault.span for fault in document.faults] + [b.span for b in document.blanks]:
        check_span(span, document)
    for blank in document.blanks:
        assert nearest(document, blank.path) == blank.path
    for fault in document.faults:
        assert fault.message
        assert fault.fix
        assert fault.message.isprintable()
        assert fault.fix.isprintable()
    assert document.complete or document.faults
    document.text.encode()


@given(st.binary(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_bytes(content: bytes) -> None:
    check(read(content, "f"))


@given(YAMLISH)
@settings(max_examples=700, deadline=None)
@example("a: *a\n---")
@example("\n  \u2028\n\u2028")
@example("- \n\u2028b: ")
@example("a: \u2028b")
def test_anything_like_yaml(text: str) -> None:
    check(read(text.encode(), "f"))


@given(YAMLISH)
@settings(max_examples=100, deadline=None)
def test_reading_twice_gives_the_same(text: str) -> None:
    one, two = read(text.encode(), "f"), read(text.encode(), "f")
    assert one.faults == two.faults
    assert repr(one.data) == repr(two.data)


LINES = """\
schema: ai-governance/v1
owners:
  technical: {name: Priya Nair, contact: "priya@acme.example"}
  business:
    name: Tom Okafor
data:
  sources:
    - {name: Tracking, kind: api, automated: true}
    - name: Placements
      refresh: P7D
monitoring:
  drift:
    threshold: 0.2
    note: |
      more words
      and more
"""


@given(st.integers(0, len(LINES)), st.integers(0, 6), PIECES)
@settings(max_examples=400, deadline=None)
def test_a_good_file_with_one_slip(at: int, cut: int, piece: str) -> None:
    document = read((LINES[:at] + piece + LINES[at + cut :]).encode(), "f")
    check(document)


def test_one_slip_seldom_makes_two_messages_and_hardly_ever_ends_the_reading() -> None:
    pieces = ["x", ": ", "-", "{", "]", "'", "@", "\n", " ", ">= 1", " #x"]
    several = unread = 0
    for at in range(0, len(LINES), 2):
        for piece in pieces:
            document = read((LINES[:at] + piece + LINES[at + 1 :]).encode(), "f")
            several += len(document.faults) > 1
            unread += not document.complete
    tried = len(range(0, len(LINES), 2)) * len(pieces)
    assert several / tried < 0.08
    assert unread / tried < 0.003


TRAPS = "\x85\u2028\u2029\u00a0\u2007\u202f\u3000\u200b\ufeff"
"""Line ends of YAML 1.1, which the dumper writes, and hard spaces, which are told in keys."""
LETTERS = st.characters(codec="utf-8", exclude_characters=TRAPS)
PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**99), 10**99)
    | st.floats(allow_nan=False)
    | st.text(LETTERS, max_size=40),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(LETTERS, max_size=10), inner, max_size=4)
    ),
    max_leaves=12,
)


class _Dumper(yaml.SafeDumper):
    """Writes no references, and in quotes what only YAML 1.2 takes for a number."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def represent_text(self, text: str) -> yaml.Node:
        style = "'" if text[:1] in tuple("+-.0123456789") else None
        return self.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _Dumper.represent_text)


@given(st.dictionaries(st.text(LETTERS, max_size=10), PLAIN), st.booleans())
@settings(max_examples=250, deadline=None)
def test_what_is_written_is_read(data: dict[str, Any], flow: bool) -> None:
    written = yaml.dump(data, Dumper=_Dumper, default_flow_style=flow, allow_unicode=True)
    document = read(written.encode(), "f")
    assert document.faults == ()
    assert document.data == data
    check(document)


@given(st.dictionaries(st.sampled_from(["on", "n", "a b", "0x1"]), st.just("x"), min_size=1))
@settings(deadline=None)
def test_references_and_their_copies_are_read(data: dict[str, Any]) -> None:
    document = read(yaml.safe_dump({"a": [data, data], "b": data}).encode(), "f")
    assert document.data == {"a": [data, data], "b": data}
    check(document)


@given(st.binary(max_size=100) | YAMLISH.map(str.encode))
@settings(max_examples=300, deadline=None)
def test_any_bytes_as_toml(content: bytes) -> None:
    check(read_toml(content, "f", ()))


TOML_PIECES = st.sampled_from(
    [
        *(
            "a",
            "b.c",
            " = ",
            "[",
            "]",
            "[[",
            "]]",
            "{",
            "}",
            ",",
            '"',
            "'",
            '"""',
            "'''",
            "\n",
            "\n",
        ),
        *(
            "# x",
            "1",
            "0.5",
            "true",
            "1979-05-27",
            "07:32:00",
            " ",
            "\\",
            '"é"',
            "\n[a]\n",
            "\n[[b]]\n",
        ),
        *("a = 1\n", 'c = {d = [1, "x"]}\n', "e.f = '''\n'x'''\n", "\r\n"),
    ]
)


@given(st.lists(TOML_PIECES, max_size=30).map("".join))
@settings(max_examples=500, deadline=None)
def test_anything_like_toml(text: str) -> None:
    check(read_toml(text.encode(), "f", ()))
