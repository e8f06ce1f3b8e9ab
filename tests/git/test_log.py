"""What git prints is read alike, however it is cut into pieces."""

from __future__ import annotations

import os
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from repositories import History

from govlint.git import log
from govlint.git.repository import Repository, open_repository

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Heard = list[tuple[bytes, ...]]
ODD = ":100644 100644 " + "1" * 40 + " " + "2" * 40 + " M"
"""A name that looks like a change of the log."""


class Tape:
    """A process that says what it is told to, piece by piece."""

    def __init__(self, pieces: Sequence[bytes | None], code: int = 0) -> None:
        self._pieces = [*pieces, b""]
        self._code = code
        self.ended = False

    def read(self) -> bytes | None:
        return self._pieces.pop(0)

    def write(self, data: bytes) -> None:
        raise AssertionError(data)

    def end(self) -> None:
        self.ended = True

    def close(self) -> int:
        return self._code


class Listener:
    """Writes down all it hears, until it has heard ``enough`` commits."""

    def __init__(self, enough: int = 1000) -> None:
        self.heard: Heard = []
        self._left = enough

    def commit(self, fields: Sequence[bytes]) -> bool:
        self.heard.append(tuple(fields[:7]))
        self._left -= 1
        return self._left > 0

    def change(self, ids: bytes, path: bytes) -> None:
        self.heard.append((ids, path))


def commit(number: str, name: str = "N", trailers: str = "", parents: str = "") -> bytes:
    said = f"{number * 40}\0{number}0\0{number}1\0{name}\0m@x\0{trailers}\0{parents}\0"
    return said.encode()


def change(*blobs: str, path: bytes = b"p") -> bytes:
    modes = b" ".join([b"100644"] * len(blobs))
    ids = " ".join(blob * 40 for blob in blobs).encode()
    return b":" * (len(blobs) - 1) + modes + b" " + ids + b" M\0" + path + b"\0"


STREAM = b"".join(
    [
        commit("1", parents=f"{'5' * 40} {'6' * 40}"),
        b"\n" + change("0", "2"),
        change("3", "4", path=b"q\nr\x01"),
        commit("5", trailers="Reviewed-by: A <a@b>\n"),
        b"\0",
        commit("6", name=ODD),
        b"\0" + change("0", "7", "8"),
        commit("9", name="1" * 40),
    ]
)
HEARD: Heard = [
    (b"1" * 40, b"10", b"11", b"N", b"m@x", b"", b"5" * 40 + b" " + b"6" * 40),
    (b"0" * 40 + b" " + b"2" * 40, b"p"),
    (b"3" * 40 + b" " + b"4" * 40, b"q\nr\x01"),
    (b"5" * 40, b"50", b"51", b"N", b"m@x", b"Reviewed-by: A <a@b>\n", b""),
    (
        b"6" * 40,
        b"60",
        b"61",
        b":100644 100644 " + b"1" * 40 + b" " + b"2" * 40 + b" M",
        b"m@x",
        b"",
        b"",
    ),
    (b"0" * 40 + b" " + b"7" * 40 + b" " + b"8" * 40, b"p"),
    (b"9" * 40, b"90", b"91", b"1" * 40, b"m@x", b"", b""),
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, len(STREAM)), max_size=12))
def test_any_pieces(cuts: list[int]) -> None:
    edges = [0, *sorted(set(cuts) - {0, len(STREAM)}), len(STREAM)]
    pieces = [STREAM[a:b] for a, b in pairwise(edges)]
    listener = Listener()
    assert log.read(Tape(pieces), listener) == "root"
    assert listener.heard == HEARD


def test_byte_by_byte() -> None:
    listener = Listener()
    assert log.read(Tape([STREAM[n : n + 1] for n in range(len(STREAM))]), listener) == "root"
    assert listener.heard == HEARD


@pytest.mark.parametrize(
    ("pieces", "code", "end"),
    [
        ([], 0, "root"),
        ([], 128, "failed"),
        ([STREAM], 128, "failed"),
        ([STREAM[:-3]], 0, "failed"),
        ([STREAM, None], 0, "silent"),
        ([STREAM, b"warning: nonsense\0"], 0, "failed"),
        ([commit("1")[:-1] + b"x" * (1 << 20)] + [b"x" * (1 << 20)] * 8, 0, "large"),
    ],
)
def test_ends(pieces: list[bytes | None], code: int, end: str) -> None:
    assert log.read(Tape(pieces, code), Listener()) == end


def test_enough_is_enough() -> None:
    listener, tape = Listener(2), Tape([STREAM], -9)
    assert log.read(tape, listener) == "stopped"
    assert tape.ended
    assert listener.heard == HEARD[:4]


def test_a_date_that_git_cannot_read_is_empty() -> None:
    listener = Listener()
    stream = b"1" * 40 + b"\0\0-5\0N\0m\0\0\0"
    assert log.read(Tape([stream]), listener) == "root"
    assert listener.heard == [(b"1" * 40, b"", b"-5", b"N", b"m", b"", b"")]


@pytest.mark.parametrize("form", ["sha1", "sha256"])
def test_git_itself(tmp_path: Path, form: str) -> None:
    made = History(str(tmp_path / "repository"), f"--object-format={form}")
    base = made.commit({"a": "1", "odd\nname": "1", "out": "1"}, "2026-01-01")
    main = made.commit({"a": "2"}, "2026-01-02", message="x\n\nSigned-off-by: A <a@b>\n")
    side = made.commit({"a": "3"}, "2026-01-03", branch="side", parents=[base])
    made.commit({"a": "4"}, "2026-01-04", parents=[main, side])
    made.commit({"a": None, "odd\nname": "5", "out": "5"}, "2026-01-05")
    made.build()
    opened = open_repository(made.root, os.environ)
    assert isinstance(opened, Repository)
    listener = Listener()
    assert log.read(opened.log([opened.place.head], ["a", "odd\nname"]), listener) == "root"
    opened.close()
    commits = [entry for entry in listener.heard if len(entry) == 7]
    assert [(entry[0].decode(), entry[5], entry[6].decode().split()) for entry in commits] == [
        (made.id(5), b"", [made.id(4)]),
        (made.id(4), b"", [made.id(main), made.id(side)]),
        (made.id(side), b"", [made.id(base)]),
        (made.id(main), b"Signed-off-by: A <a@b>\n", [made.id(base)]),
        (made.id(base), b"", []),
    ]
    shape = [entry[1] if len(entry) == 2 else "" for entry in listener.heard]
    odd = b"odd\nname"
    assert shape == ["", b"a", odd, "", b"a", "", b"a", "", b"a", "", b"a", odd]
    sides = [len(entry[0].split()) for entry in listener.heard if len(entry) == 2]
    assert sides == [2, 2, 3, 2, 2, 2, 2]
