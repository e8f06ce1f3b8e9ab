"""What the tests of the sandbox share: targets of their own, which the child can import."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from govlint.policy import loading
from govlint.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def targets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(os.path.join(os.path.dirname(__file__), "targets"))


@pytest.fixture
def doing() -> Iterator[Sandbox]:
    """A child that does what it is told, to itself."""
    with Sandbox("hostile_targets:doing", None) as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def words() -> dict[str, Any]:
    return dict(loading.words())


@pytest.fixture
def evaluating(words: dict[str, Any]) -> Iterator[Sandbox]:
    """A child that evaluates expressions on a document."""
    with Sandbox("hostile_targets:evaluating", words) as sandbox:
        yield sandbox
