"""Files that want to crash, hang or exhaust the reader."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import Any

import pytest

from govlint.source import read


def bomb(levels: int) -> bytes:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join(lines).encode()


def merge_bomb(levels: int) -> bytes:
    lines = ["m0: &m0 {x: 1}"]
    for n in range(1, levels):
        lines += [f"m{n}: &m{n}", f"  <<: [{', '.join([f'*m{n - 1}'] * 9)}]"]
    return "\n".join(lines).encode()


def keys(count: int, value: str) -> bytes:
    return "".join(f"k{n}: {value}\n" for n in range(count)).encode()


HOSTILE: dict[str, bytes] = {
    "open brackets": b"[" * 100_000,
    "open brackets in a value": b"a: " + b"[" * 100_000,
    "open braces": b"{" * 100_000,
    "open pairs": b"{a: " * 100_000,
    "dashes on one line": b"- " * 100_000,
    "question marks": b"? " * 100_000,
    "keys of lists": b"? [" * 50_000,
    "an alias bomb": bomb(40),
    "a merge bomb": merge_bomb(200),
    "a long number": b"a: " + b"9" * 100_000,
    "a number of a thousand digits": b"a: " + b"9" * 1_000,
    "zeros": b"\0" * 100_000,
    "half characters": b'a: "\\ud800"\n' * 50,
    "no text at all": bytes(range(256)) * 400,
    "2 MiB": b"a: b\n" * 420_000,
    "a long line": b"a: " + b"x " * 450_000,
    "a long quoted line": b'a: "' + b"x " * 450_000,
    "a deep block": b"".join(b" " * n + b"k:\n" for n in range(1_400)),
    "100,000 keys": keys(100_000, "v")[: 1024 * 1024],
    "duplicate keys": b"k: v\n" * 15_000,
    "many duplicate keys": keys(9_000, "v") * 2,
    "complex keys": b"? [a]\n: b\n" * 9_000,
    "tags": keys(19_000, "!x y"),
    "unknown references": keys(19_000, "*x"),
    "swallowed values": keys(19_000, "#x"),
    "copied blanks": b"a: &a {x: , y: }\n" + keys(9_000, "*a"),
    "hard spaces": "".join(f"\u00a0k{n}: v\n" for n in range(19_000)).encode(),
    "one line of hard spaces": ("\u00a0" * 300_000 + "k: v").encode(),
    "backslashes": b'a: "' + b"\\q" * 100_000 + b'"',
    "swallowed items": b"a: [" + b"#x," * 100_000,
    "commas": b"a: [" + b"," * 100_000,
    "unspaced pairs": b"{" + b"a:1," * 100_000 + b"}",
    "closing brackets": b"a: []" + b"]" * 100_000,
    "handles": keys(60_000, "@x"),
    "quotes": b'"' * 500_000,
    "lone quotes": b"a: '" * 200_000,
    "percent signs": b"%a\n" * 200_000,
    "documents": b"---\n" * 200_000,
    "tabs": b"a:\n" + b"\tb: c\n" * 10_000,
    "code fences": b"```\n" * 200_000,
    "merge conflicts": b"a: 1\n" + b"<<<<<<< a\n=======\n>>>>>>> b\n" * 20_000,
    "words": b"".join(b"a: b\nword\n" for _ in range(80_000)),
    "stairs": b"".join(b" " * (n % 7) + b"k%d: v\n" % n for n in range(30_000)),
    "control characters": b"a: \x01\n" * 100_000,
    "line separators": ("a: b\u2028" * 100_000).encode(),
    "a long key": b"k" * 500_000 + b": v",
    "texts and slips": b"".join(b"k%d: |\n  a\n  b\n" % n for n in range(19_000)) + b"x: @y\n" * 9,
    "a deep file with a slip": b"".join(b" " * n + b"k:\n" for n in range(90)) + b"x: @\n",
}
SECONDS = 6.0
"""Of processor time: six times what is aimed at, for slow and busy machines."""


def size(value: Any) -> int:
    parts = value.values() if isinstance(value, dict) else value
    return 1 + (sum(map(size, parts)) if isinstance(value, dict | list) else 0)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_soon_in_a_message(name: str) -> None:
    start = time.process_time()
    document = read(HOSTILE[name], "f.yaml")
    assert time.process_time() - start < SECONDS
    assert document.faults or document.blanks
    assert len(document.faults) <= 130
    assert size(document.data) <= 31_000


MEMORY = """
import resource, sys
sys.path[:0] = sys.argv[1:]
from govlint.source import read
from test_hostile import HOSTILE
for content in HOSTILE.values():
    read(content, "f.yaml")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""

LAUNCHER = "import subprocess, sys; sys.exit(subprocess.run(sys.argv[1:]).returncode)"
"""A process's peak begins with that of the one which starts it; the tests' own may be large."""


@pytest.mark.skipif(sys.platform != "linux", reason="maxrss is counted in other units elsewhere")
def test_all_of_them_stay_below_200_mib() -> None:
    import os

    here = os.path.dirname(__file__)
    run = [sys.executable, "-c", LAUNCHER, sys.executable, "-c", MEMORY, here, *sys.path]
    done = subprocess.run(run, capture_output=True, text=True, timeout=120, check=True)
    assert int(done.stdout) < 200


def test_a_file_just_below_the_limits_is_read() -> None:
    deep = b"".join(b" " * n + b"k:\n" for n in range(99)) + b" " * 99 + b"v: 1\n"
    assert read(deep, "f").faults == ()
    assert read(deep, "f").complete
    assert len(read(keys(19_990, "v"), "f").data) == 19_990
    assert read(b"a: " + b"9" * 100, "f").data == {"a": int("9" * 100)}
    assert read(b"a: '" + b"x" * 65_536 + b"'", "f").faults == ()
    assert read(b"#" * (1024 * 1024), "f").faults == ()
    assert not read(b"#" * (1024 * 1024 + 1), "f").complete


@pytest.mark.parametrize(
    "text",
    [
        b"a: &a [*a]",
        b"&a {a: *a}",
        b"a: &a\n  b: &b [*a, *b]\n",
        b"? *a\n: &a 1\n",
        b"a: &a 1\nb: &a *a\n",
    ],
)
def test_references_in_circles(text: bytes) -> None:
    document = read(text, "f")
    assert document.faults
    assert size(document.data) < 10


@pytest.mark.parametrize(
    ("text", "data"),
    [
        (b"? [a]\n: b\nc: 1\n", {"c": 1}),
        (b"1: a\ntrue: b\n", {"1": "a", "true": "b"}),
        (b"~: a\n", {"~": "a"}),
        (b"? a\n? b\n", {"a": None, "b": None}),
        (b"{a, b: }", {"a": None, "b": None}),
        (b"[a: 1, b]", [{"a": 1}, "b"]),
    ],
)
def test_odd_keys(text: bytes, data: Any) -> None:
    assert read(text, "f").data == data
