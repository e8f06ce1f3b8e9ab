"""The fact of a real repository, with one call."""

from __future__ import annotations

import json
import os
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from declarations import NAME, TODAY
from jsonschema import Draft202012Validator
from repositories import History

from govlint import resources, source
from govlint.facts import history
from govlint.git.repository import Repository, open_repository
from govlint.snapshot import WorkingTree
from govlint.snapshot.stored import Commit, Index

if TYPE_CHECKING:
    from pathlib import Path

    from telling import Rooted, Tell

    from govlint.model import Fact
    from govlint.snapshot import Snapshot


@cache
def shape() -> Draft202012Validator:
    """What every fact has to look like."""
    return Draft202012Validator(json.loads(resources.read("schemas/facts/history.v1.schema.json")))


@pytest.fixture
def made(tmp_path: Path) -> History:
    """A repository to write commits into."""
    return History(str(tmp_path / "repository"))


@pytest.fixture
def tell() -> Tell:
    """The fact ``history`` at a moment: ``working tree``, ``index``, or a commit's id."""

    def ask(made: Rooted, path: str = NAME, moment: str = "working tree", **more: Any) -> Fact:
        repository = None
        environ = more.pop("environ", dict(os.environ))
        snapshot: Snapshot = WorkingTree(made.root)
        commit = ""
        if moment != "working tree":
            opened = open_repository(made.root, environ)
            assert isinstance(opened, Repository)
            repository = opened
            commit = "" if moment == "index" else moment
            snapshot = Commit(opened, commit) if commit else Index(opened)
        content = snapshot.read(path)
        assert content is not None
        declared = history.Declared(path, content, source.read(content, path).data)
        request = history.Request(
            made.root,
            snapshot,
            (declared,),
            more.pop("today", TODAY),
            environ,
            commit=commit,
            repository=repository,
            **more,
        )
        fact = history.collect(request)[path]
        if repository is not None:
            repository.close()
        if fact.data is not None:
            shape().validate(fact.data)
        return fact

    return ask
