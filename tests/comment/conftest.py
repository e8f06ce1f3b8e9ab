"""Forges on the loopback, and the command as a runner starts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from forges import GitHub, GitLab

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def github() -> Iterator[GitHub]:
    """GitHub, which has seen nothing that its contract does not know."""
    server = GitHub()
    yield server
    server.close()
    assert server.wrong == []


@pytest.fixture
def gitlab() -> Iterator[GitLab]:
    """GitLab."""
    server = GitLab()
    yield server
    server.close()
    assert server.wrong == []
