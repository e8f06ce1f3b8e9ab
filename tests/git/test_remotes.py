"""The address of a repository's remote, read from its own configuration and from nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from repositories import git

from govlint.git.locate import remote_of

if TYPE_CHECKING:
    import pathlib

CONFIGS = [
    ('[remote "origin"]\n\turl = git@gitlab.com:a/b.git\n', "git@gitlab.com:a/b.git"),
    ('[remote "up"]\nurl = "https://x.example/y"\n', "https://x.example/y"),
    ('[remote "a"]\nurl = 1\n[remote "b"]\nurl = 2\n', ""),
    ('[remote "a"]\nurl = 1\n[remote "origin"]\nurl = 2\n', "2"),
    ("[core]\n\turl = x\n", ""),
    ("[include]\n\tpath = other\n", ""),
    ('[url "https://elsewhere.example/"]\n\tinsteadOf = git@\n', ""),
    ("\x00[[[\n=\n", ""),
]


@pytest.mark.parametrize(("config", "address"), CONFIGS)
def test_the_address(tmp_path: pathlib.Path, config: str, address: str) -> None:
    git(str(tmp_path), "init", "--quiet")
    (tmp_path / ".git/other").write_text('[remote "origin"]\nurl = https://included.example\n')
    with (tmp_path / ".git/config").open("a") as file:
        file.write(config)
    assert remote_of(str(tmp_path)) == address


def test_no_repository(tmp_path: pathlib.Path) -> None:
    assert remote_of(str(tmp_path)) == ""
