"""Other tools' YAML is read leniently, and never without bounds."""

from __future__ import annotations

import time

import pytest

from govlint.source import key_span, value_span
from govlint.source.document import TEMPLATE
from govlint.source.foreign import read_foreign

DATA = [
    ("a: 1\n---\nb: 2\n", [{"a": 1}, {"b": 2}]),
    ("on:\n  schedule: []\n", [{"on": {"schedule": []}}]),
    ("a: !Ref x\nb: !custom {c: 1}\n", [{"a": "x", "b": {"c": 1}}]),
    ("base: &b {x: 1, y: 2}\none:\n  <<: *b\n  y: 3\n", None),
    ("a: 1\na: 2\n", [{"a": 2}]),
    ("", []),
    ("# nothing\n", []),
    ("---\n---\na: 1\n", [None, {"a": 1}]),
    ("\ufeffa: 1\n", [{"a": 1}]),
    ("text: '{{ $labels.x }}'\n", [{"text": "{{ $labels.x }}"}]),
    ("run: echo ${{ github.ref }}\n", [{"run": "echo ${{ github.ref }}"}]),
]


@pytest.mark.parametrize(("text", "data"), DATA)
def test_documents(text: str, data: list[object] | None) -> None:
    documents = read_foreign(text.encode(), "x.yaml")
    assert all(document.complete for document in documents)
    if data is not None:
        assert [document.data for document in documents] == data


def test_merge_keys_fill_what_is_not_written() -> None:
    text = "base: &b {x: 1, y: 2}\none:\n  <<: *b\n  y: 3\ntwo:\n  <<: [*b, {z: 4}]\n"
    (document,) = read_foreign(text.encode(), "x.yaml")
    assert document.data["one"] == {"x": 1, "y": 3}
    assert document.data["two"] == {"x": 1, "y": 2, "z": 4}
    assert value_span(document, ("one", "x")).line == 1
    assert value_span(document, ("two", "z")).line == 6


def test_places_are_those_of_keys_and_values() -> None:
    (_, second) = read_foreign(b"a: 1\n---\nspec:\n  schedule: '0 6 * * 1'\n", "x.yaml")
    assert key_span(second, ("spec", "schedule"))[1:3] == (4, 3)
    assert value_span(second, ("spec", "schedule"))[1:3] == (4, 13)


def test_what_stands_before_an_error_is_read() -> None:
    documents = read_foreign(b"a: 1\n---\nb: 2\nc: [1, 2\n---\n", "x.yaml")
    assert documents[0].data == {"a": 1}
    assert documents[0].complete
    assert documents[1].data["b"] == 2
    assert not documents[1].complete


TEMPLATES = [
    "kind: CronJob\nspec:\n  schedule: {{ .Values.cron }}\n",
    "{{- if .Values.on }}\nkind: CronJob\nspec:\n  schedule: {{ .cron | quote }}\n{{- end }}\n",
    "kind: CronJob\n{% if x %}\nspec:\n  schedule: {% raw %}x{% endraw %}\n{% endif %}\n",
    "kind: CronJob\nspec:\n  schedule: {@ cron @}\n",
]


@pytest.mark.parametrize("text", TEMPLATES)
def test_templates_are_read_by_their_lines_and_are_not_complete(text: str) -> None:
    documents = read_foreign(text.encode(), "x.yaml")
    found = next(document for document in documents if document.data)
    assert not found.complete
    assert found.data["kind"] == "CronJob"
    assert TEMPLATE in found.data["spec"]["schedule"]


HOSTILE = [
    b"[" * 100_000,
    b"{" * 100_000,
    b"a: " * 50_000,
    b"- " * 50_000,
    b"{{" * 50_000,
    b"{%" * 50_000,
    b"a: &a [*a]\n",
    b"a: *nowhere\n",
    b"\0\xff\xfe" * 1000,
    b"a: &a [x,x,x,x,x,x,x,x,x]\n"
    + b"".join(
        b"%c: &%c [%s]\n" % (n, n, b",".join([b"*%c" % (n - 1)] * 9)) for n in range(98, 110)
    ),
    b"a: &a {b: 1}\n"
    + b"".join(b"k%d: {<<: [%s]}\n" % (n, b",".join([b"*a"] * 2000)) for n in range(20)),
    b"n: " + b"9" * 100_000,
    b"? [a]\n: b\n",
    b"%YAML 9.9\n---\na: 1\n",
    "a: \ud800\n".encode("utf-8", "surrogatepass"),
]


@pytest.mark.parametrize("content", HOSTILE)
def test_hostile_content_ends_soon_and_never_raises(content: bytes) -> None:
    start = time.process_time()
    documents = read_foreign(content, "x.yaml")
    assert time.process_time() - start < 6
    assert all(document.path == "x.yaml" for document in documents)
